#include <fmt/format.h>

#include <cmath>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/number.hpp"
#include "base/text.hpp"
#include "formats/layers.hpp"
#include "geo/geodesic.hpp"
#include "geo/validity.hpp"
#include "stages/coordinates.hpp"
#include "stages/fields.hpp"
#include "stages/read.hpp"
#include "stages/told_rows.hpp"

namespace maillage::stages {

namespace {

using catalogue::Role;

/// The rows of a table of communes that are used: each that has a code, and the first of those that have the same. What is left out is told.
template <typename Use>
void each_commune(const Layer& table, Field code, std::vector<Finding>& findings, const Use& use) {
    ToldRows without(FindingCode::row_without_code);
    ToldRows repeated(FindingCode::commune_repeated);
    std::unordered_set<std::string> codes;
    for (const LayerRow& row : table.rows) {
        if (row.malformed) {  // told by the source
            continue;
        }
        if (code.of(row).empty()) {
            without.note(row);
        } else if (!codes.insert(code.of(row)).second) {
            repeated.note(row, code.of(row));
        } else {
            use(row);
        }
    }
    const std::string& title = table.columns[code.index()];
    without.tell(table, title, findings);
    repeated.tell(table, title, findings);
}

/// Rows draw the point of their longitude and latitude.
void draw_columns(Layer& layer, Field lon, Field lat) {
    for (LayerRow& row : layer.rows) {
        if (row.malformed) {
            continue;
        }
        const std::optional<double> x = parse_number(lon.of(row));
        const std::optional<double> y = parse_number(lat.of(row));
        if (x && y) {
            row.shape.kind = Shape::Kind::point;
            row.shape.point = {*x, *y};
        }
    }
}

/// A finding where a table in place of the gazetteer's communes lacks some of them, with people: nobody counts those.
void note_not_listed(Inputs& inputs, const std::string& path) {
    const Gazetteer& gazetteer = inputs.gazetteer;
    std::vector<bool> listed(gazetteer.communes.size(), false);
    for (const DemandPoint& one : inputs.demand) {
        for (const std::size_t commune : gazetteer.resolve(one.code)) {
            listed[commune] = true;
        }
    }
    std::size_t count = 0;
    std::int64_t people = 0;
    std::vector<std::string> first;
    constexpr std::size_t named = 5;
    for (std::size_t i = 0; i < listed.size(); ++i) {
        if (!listed[i] && gazetteer.communes[i].population.value_or(0) > 0) {
            people += *gazetteer.communes[i].population;
            if (++count <= named) {
                first.push_back(gazetteer.communes[i].code);
            }
        }
    }
    if (count > 0) {
        inputs.findings.push_back({FindingCode::communes_not_listed,
                                   "",
                                   path,
                                   0,
                                   {{"count", fmt::format("{}", count)},
                                    {"people", fmt::format("{}", people)},
                                    {"codes", join(first, ", ") + (count > named ? ", …" : "")},
                                    {"gazetteer", gazetteer.vintage}},
                                   std::nullopt});
    }
}

}  // namespace

void read_demand(Inputs& inputs, const Study& study) {
    const Gazetteer& gazetteer = inputs.gazetteer;
    std::map<std::string, DemandPoint> demand;  // ordered by code
    const auto place = [&](DemandPoint& one) {
        if (const std::vector<std::size_t> now = gazetteer.resolve(one.code); !now.empty()) {
            one.departement = gazetteer.communes[now.front()].departement;
            one.region = gazetteer.communes[now.front()].region;
        }
    };
    if (study.communes.empty() && study.population.empty()) {
        for (const Commune& commune : gazetteer.communes) {
            demand[commune.code] = {commune.code, commune.departement, commune.region, commune.point, commune.population};
        }
        inputs.population_source = gazetteer.vintage;
    }
    if (!study.communes.empty()) {
        Layer layer = read_table(inputs, study.communes);
        const std::string crs = layer.crs;
        const Field lon = layer.has_geometry ? Field() : find_field(layer, "", Role::ptce_lon);
        const Field lat = layer.has_geometry ? Field() : find_field(layer, "", Role::ptce_lat);
        draw_columns(layer, lon, lat);
        const std::vector<Finding> places = to_lonlat(layer, layer.has_geometry ? "" : "OGC:CRS84", "");
        inputs.findings.insert(inputs.findings.end(), places.begin(), places.end());
        const Field code = need_field(layer, "", Role::commune_code, "code");
        const Field area = find_field(layer, "", Role::commune_area);
        inputs.readings.push_back(reading_of("communes", layer, crs, {{"code", code}, {"lon", lon}, {"lat", lat}, {"area_km2", area}}));
        each_commune(layer, code, inputs.findings, [&](const LayerRow& row) {
            DemandPoint& one = demand[code.of(row)];
            one.code = code.of(row);
            place(one);
            if (row.shape.kind == Shape::Kind::point && !row.shape.outside && std::isfinite(row.shape.point.lon) && std::isfinite(row.shape.point.lat)) {
                one.point = row.shape.point;
            } else if (row.shape.kind == Shape::Kind::polygon && !row.shape.outside) {
                if (const MultiPolygon outline = geo::made_valid(row.shape.polygons); !outline.empty()) {
                    one.point = geo::interior_point(outline);
                    one.area_km2 = geo::area_km2(outline);
                }
            }
            if (const std::optional<double> km2 = parse_number(area.of(row)); km2 && *km2 >= 0) {
                one.area_km2 = km2;
            }
            if (study.population.empty()) {
                const std::optional<std::size_t> now = gazetteer.current(one.code);
                one.population = now ? gazetteer.communes[*now].population : std::nullopt;
            }
        });
        inputs.population_source = gazetteer.vintage;
    }
    if (!study.population.empty()) {
        const Layer table = read_table(inputs, study.population);
        const Field code = need_field(table, "", Role::commune_code, "code");
        const Field population = need_field(table, "", Role::commune_population, "population");
        inputs.readings.push_back(reading_of("population", table, "", {{"code", code}, {"population", population}}));
        ToldRows unreadable(FindingCode::population_unreadable);
        each_commune(table, code, inputs.findings, [&](const LayerRow& row) {
            DemandPoint& one = demand[code.of(row)];
            if (one.code.empty()) {
                one.code = code.of(row);
                place(one);
                const std::optional<std::size_t> now = gazetteer.current(one.code);
                if (study.communes.empty() && now) {
                    one.point = gazetteer.communes[*now].point;
                }
            }
            one.population = people(population.of(row));
            if (!one.population && !trim(population.of(row)).empty()) {
                unreadable.note(row, population.of(row));
            }
        });
        unreadable.tell(table, table.columns[population.index()], inputs.findings);
        inputs.population_source = formats::file_name(study.population);
    }
    std::unordered_map<std::string, const std::string*> former;
    for (const Gazetteer::FormerName& one : gazetteer.former_names) {
        former.emplace(one.code, &one.name);
    }
    for (auto& [code, one] : demand) {
        const std::optional<std::size_t> now = gazetteer.current(code);
        const auto then = former.find(code);
        one.name = now ? gazetteer.communes[*now].name : then != former.end() ? *then->second : "";
        inputs.demand.push_back(std::move(one));
    }
    note_not_listed(inputs, study.communes.empty() ? study.population : study.communes);
}

}  // namespace maillage::stages
