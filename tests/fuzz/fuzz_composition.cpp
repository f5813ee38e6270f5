// Tables of compositions: every row with a key goes to a territory or outside, every commune to one territory, or the table is refused.
#include <set>

#include "fuzz.hpp"
#include "io/csv_source.hpp"
#include "stages/compose.hpp"
#include "stages/composition.hpp"
#include "stages/fields.hpp"

namespace maillage::fuzz {
namespace {

Gazetteer small_gazetteer() {
    Gazetteer gazetteer;
    for (const auto& [code, epci] : {std::pair{"01001", "200000001"}, {"01002", "200000001"}, {"2A004", "200000002"}}) {
        gazetteer.communes.push_back({code, code, epci, std::string(code).substr(0, 2), "84", std::nullopt, std::nullopt});
    }
    gazetteer.index();
    gazetteer.add_former("01099", "01001");
    return gazetteer;
}

void composition(std::string_view input) {
    static const Gazetteer gazetteer = small_gazetteer();
    goes([&] {
        const Layer layer = io::read_csv(input, "a.csv");
        const std::string by = layer.columns.back();
        const stages::CompositionTable table = stages::composition_table(layer, layer.columns.front(), by);
        std::size_t keyed = 0;
        for (const LayerRow& row : layer.rows) {
            keyed += !row.malformed && !row.cells.front().empty() ? 1 : 0;
        }
        hold(table.rows.size() + table.outside.size() == keyed, "every row with a key is in a territory or outside");
        (void)stages::needs_gazetteer(table, layer);
        const stages::TerritoryOf territories = stages::territory_of(table, Layer{}, gazetteer);
        std::set<std::string> named;
        for (const stages::CompositionTable::Row& row : table.rows) {
            named.insert(row.territory);
            for (const std::string& commune : stages::commune_codes(row.key, gazetteer)) {
                const auto member = territories.by_commune.find(commune);
                hold(member != territories.by_commune.end() && member->second.territory == row.territory, "each listed commune is where its row says");
            }
        }
        hold(std::vector<std::string>(named.begin(), named.end()) == territories.codes, "each territory once, in order");
    });
}

}  // namespace
}  // namespace maillage::fuzz

MAILLAGE_FUZZ_TARGET(maillage::fuzz::composition)
