#include "formats/inputs.hpp"

#include <fmt/format.h>

#include "base/number.hpp"
#include "base/text.hpp"
#include "formats/csv.hpp"

namespace maillage::formats {

namespace {

std::string degrees(const std::optional<Point>& point, double Point::* axis) { return point ? fixed((*point).*axis, 6) : ""; }

}  // namespace

std::string input_pays_csv(const Result& result) {
    std::string text = csv_line({"code", "code_source", "nom", "departement", "region", "contour", "ligne", "retenu"});
    for (std::size_t i = 0; i < result.territories.size(); ++i) {
        const Territory& one = result.territories[i];
        text += csv_line({one.code, one.source_code, one.name, one.departement, one.region, one.approximate ? "approche" : "exact",
                          fmt::format("{}", one.row), result.kept[i] ? "oui" : "non"});
    }
    return text;
}

std::string input_ptce_csv(const Result& result) {
    std::vector<std::string> titles{"ligne", "sort",        "id",     "nom",       "etape", "annee", "precision", "commune", "epci",
                                    "departement", "region", "lon", "lat", "pays", "candidats", "couvre", "methode", "resolution"};
    for (const std::string& column : result.facilities.columns) {
        titles.push_back("src_" + column);
    }
    std::string text = csv_line(titles);
    for (std::size_t i = 0; i < result.facilities.rows.size(); ++i) {
        const Facility& one = result.facilities.rows[i];
        const Placement& placement = result.placements[i];
        const auto codes = [&](const std::vector<std::size_t>& territories) {
            std::vector<std::string> all;
            for (const std::size_t territory : territories) {
                all.push_back(result.territories[territory].code);
            }
            return join(all, " ");
        };
        std::vector<std::string> cells{fmt::format("{}", one.row),
                                       std::string(catalogue::id(placement.bucket)),
                                       one.id,
                                       one.name,
                                       std::string(catalogue::id(one.stage)),
                                       one.year ? fmt::format("{}", *one.year) : "",
                                       std::string(catalogue::id(one.precision)),
                                       one.commune,
                                       one.epci,
                                       one.departement,
                                       one.region,
                                       degrees(placement.position, &Point::lon),
                                       degrees(placement.position, &Point::lat),
                                       placement.territory ? result.territories[*placement.territory].code : "",
                                       codes(placement.candidates),
                                       codes(placement.covers.value_or(std::vector<std::size_t>{})),
                                       std::string(catalogue::id(placement.method)),
                                       catalogue::text_of(placement.steps, result.study.language)};
        cells.insert(cells.end(), one.source_cells.begin(), one.source_cells.end());
        text += csv_line(cells);
    }
    return text;
}

std::string input_communes_csv(const Result& result) {
    const auto exact = [](const std::optional<Point>& point, double Point::* axis) { return point ? shortest((*point).*axis) : ""; };
    std::string text = csv_line({"code", "nom", "departement", "region", "population", "surface_km2", "lon", "lat", "pays"});
    for (std::size_t i = 0; i < result.demand.size(); ++i) {
        const DemandPoint& one = result.demand[i];
        text += csv_line({one.code, one.name, one.departement, one.region, one.population ? fmt::format("{}", *one.population) : "",
                          one.area_km2 ? shortest(*one.area_km2) : "", exact(one.point, &Point::lon), exact(one.point, &Point::lat),
                          result.demand_pays[i]});
    }
    return text;
}

}  // namespace maillage::formats
