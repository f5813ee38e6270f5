#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "stages/compose_parts.hpp"
#include "stages/composition.hpp"
#include "stages/fields.hpp"

namespace maillage::stages {

namespace {

using catalogue::Role;

void keep(Layer& table, const std::string& condition) {
    const std::size_t mark = condition.find('=');
    if (mark == std::string::npos || mark == 0) {
        throw UsageError({fmt::format("--where attend COLONNE=VALEUR, pas « {} »", condition),
                          fmt::format("--where takes COLUMN=VALUE, not \"{}\"", condition)});
    }
    const std::string title(trim(std::string_view(condition).substr(0, mark)));
    const std::string value(trim(std::string_view(condition).substr(mark + 1)));
    const Field field = find_field(table, title, Role::commune_code);
    std::set<std::string> values;
    for (const LayerRow& row : table.rows) {
        if (!row.malformed) {
            values.insert(field.of(row));
        }
    }
    if (!values.contains(value)) {
        constexpr std::size_t most = 8;
        std::vector<std::string> some(values.begin(), values.end());
        const std::optional<std::string> nearest = nearest_word(value, some);
        some.resize(std::min(some.size(), most));
        const std::string list = join(some, ", ") + (values.size() > most ? "…" : "");
        throw InputError({table.path, table.name},
                         {fmt::format("aucune ligne où « {} » vaut « {} »{} ; valeurs : {}", title, value,
                                      nearest ? fmt::format(" (vouliez-vous dire « {} » ?)", *nearest) : "", list),
                          fmt::format("no row where \"{}\" is \"{}\"{}; values: {}", title, value,
                                      nearest ? fmt::format(" (did you mean \"{}\"?)", *nearest) : "", list)});
    }
    std::erase_if(table.rows, [&](const LayerRow& row) { return !row.malformed && field.of(row) != value; });
}

/// EPCI -> codes of its communes, as the layer has them.
std::unordered_map<std::string, std::vector<std::string>> drawn_by_epci(const Layer& communes) {
    const Field epci = find_field(communes, "", Role::commune_epci);
    const Field code = find_field(communes, "", Role::commune_code);
    std::unordered_map<std::string, std::vector<std::string>> found;
    for (const LayerRow& row : communes.rows) {
        if (!row.malformed && !epci.of(row).empty() && !code.of(row).empty()) {
            found[epci.of(row)].push_back(code.of(row));
        }
    }
    return found;
}

}  // namespace

Layer chosen(Layer table, const std::vector<std::string>& conditions) {
    for (const std::string& condition : conditions) {
        keep(table, condition);
    }
    return table;
}

bool needs_gazetteer(const CompositionTable& table, const Layer& communes) {
    const auto drawn = drawn_by_epci(communes);
    return std::any_of(table.rows.begin(), table.rows.end(),
                       [&](const CompositionTable::Row& row) { return is_siren(row.key) && !drawn.contains(row.key); });
}

TerritoryOf territory_of(const CompositionTable& table, const Layer& communes, const Gazetteer& gazetteer) {
    const auto drawn = drawn_by_epci(communes);
    TerritoryOf found;
    found.path = table.path;
    std::set<std::string> codes;
    std::unordered_set<std::string> unknown;
    std::vector<Remark> remarks;
    const auto members_of = [&](const std::string& key) {
        const auto in_layer = drawn.find(key);
        return is_siren(key) && in_layer != drawn.end() ? in_layer->second : commune_codes(key, gazetteer);
    };
    for (const CompositionTable::Row& row : table.rows) {
        const std::vector<std::string> members = members_of(row.key);
        for (const std::string& commune : members) {
            const auto [at, fresh] = found.by_commune.try_emplace(commune, TerritoryOf::Member{row.territory, row.row});
            if (!fresh && at->second.territory != row.territory) {
                throw InputError({table.path, "", row.row},
                                 {fmt::format("la commune {} est dans deux territoires : {} et {}", commune, at->second.territory, row.territory),
                                  fmt::format("commune {} is in two territories: {} and {}", commune, at->second.territory, row.territory)});
            }
        }
        if (members.empty() && unknown.insert(row.key).second) {
            remarks.push_back({row.key, row.row, std::nullopt});
        }
        codes.insert(row.territory);
    }
    for (const std::string& key : table.outside) {
        const std::vector<std::string> members = members_of(key);
        found.outside.insert(members.begin(), members.end());
    }
    if (codes.empty()) {
        throw InputError({table.path}, {"aucune ligne n'a de territoire", "no row has a territory"});
    }
    found.codes.assign(codes.begin(), codes.end());
    found.findings = told(FindingCode::composition_unknown_epci, FindingCode::composition_unknown_epci, table.path, std::move(remarks));
    return found;
}

}  // namespace maillage::stages
