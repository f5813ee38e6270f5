#include "stages/read_run.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/error.hpp"
#include "base/number.hpp"
#include "io/published_pays.hpp"
#include "model/catalogue.hpp"

namespace maillage::stages {

namespace {

/// A file of the folder, by its own titles.
class Table {
public:
    Table(const io::RunManifest& folder, const std::string& file) : m_layer(folder.layer(file)) {}

    [[nodiscard]] std::size_t column(const char* title) const {
        const std::size_t index = m_layer.column(title);
        if (index == Layer::npos) {
            throw InputError({m_layer.path}, {std::string("n'a pas de colonne « ") + title + " » : refaire le passage avec cette version",
                                              std::string("has no column \"") + title + "\": run it again with this version"});
        }
        return index;
    }
    [[nodiscard]] const std::vector<LayerRow>& rows() const { return m_layer.rows; }

private:
    Layer m_layer;
};

std::optional<Point> point_of(const std::string& lon, const std::string& lat) {
    const std::optional<double> x = parse_number(lon);
    const std::optional<double> y = parse_number(lat);
    return x && y ? std::optional(Point{*x, *y}) : std::nullopt;
}

void read_demand(PastRun& run, const io::RunManifest& folder) {
    const Table table(folder, "inputs/communes.csv");
    const std::size_t code = table.column("code");
    const std::size_t name = table.column("nom");
    const std::size_t departement = table.column("departement");
    const std::size_t region = table.column("region");
    const std::size_t population = table.column("population");
    const std::size_t lon = table.column("lon");
    const std::size_t lat = table.column("lat");
    const std::size_t pays = table.column("pays");
    std::unordered_map<std::string, std::size_t> index;
    for (std::size_t i = 0; i < run.pays.size(); ++i) {
        index.emplace(run.pays[i].code, i);
    }
    for (const LayerRow& row : table.rows()) {
        DemandPoint one{row.cells[code], row.cells[departement], row.cells[region], point_of(row.cells[lon], row.cells[lat]),
                        parse_integer(row.cells[population])};
        one.name = row.cells[name];
        const auto found = index.find(row.cells[pays]);
        run.demand_pays.push_back(found == index.end() ? std::nullopt : std::optional(found->second));
        run.demand.push_back(std::move(one));
    }
}

void read_facilities(PastRun& run, const io::RunManifest& folder) {
    const Table table(folder, "inputs/ptce.csv");
    const std::size_t bucket = table.column("sort");
    const std::size_t stage = table.column("etape");
    const std::size_t year = table.column("annee");
    const std::size_t lon = table.column("lon");
    const std::size_t lat = table.column("lat");
    const std::size_t pays = table.column("pays");
    const std::size_t candidates = table.column("candidats");
    for (const LayerRow& row : table.rows()) {
        const auto is = [&](Bucket one) { return row.cells[bucket] == catalogue::id(one); };
        const auto counts = [&](Stage one) { return row.cells[stage] == catalogue::id(one); };
        const std::vector<Stage>& counted = run.study.counted;
        const bool attested = !run.study.attested_since || parse_integer(row.cells[year]).value_or(0) >= *run.study.attested_since;
        if (is(Bucket::rejected) || is(Bucket::duplicate) || !attested || std::none_of(counted.begin(), counted.end(), counts)) {
            continue;
        }
        ++run.facilities_counted;
        const std::optional<Point> point = point_of(row.cells[lon], row.cells[lat]);
        const bool sure = !row.cells[pays].empty() || row.cells[candidates].empty();  // with a place and in no pays: surely hors pays
        if (point && sure) {
            run.facilities.push_back(*point);
        }
    }
}

}  // namespace

PastRun read_run(const io::RunManifest& folder) {
    PastRun run;
    run.path = folder.folder();
    run.study = folder.settings();
    run.pays = io::published_pays(folder);
    read_demand(run, folder);
    read_facilities(run, folder);
    return run;
}

}  // namespace maillage::stages
