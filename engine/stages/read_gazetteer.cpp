#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <system_error>
#include <unordered_map>

#include "base/error.hpp"
#include "base/number.hpp"
#include "base/text.hpp"
#include "formats/layers.hpp"
#include "geo/geodesic.hpp"
#include "geo/validity.hpp"
#include "io/open.hpp"
#include "stages/composition.hpp"
#include "stages/coordinates.hpp"
#include "stages/fields.hpp"
#include "stages/read.hpp"

namespace maillage::stages {

namespace {

using catalogue::Role;

/// A column the gazetteer's own files must have.
std::size_t own(const Layer& table, const char* title) {
    const std::size_t index = table.column(title);
    if (index == Layer::npos) {
        throw InputError({table.path}, {std::string("le référentiel n'a pas de colonne « ") + title + " »",
                                        std::string("the gazetteer has no column \"") + title + "\""});
    }
    return index;
}

std::optional<Point> point_of(const std::string& lon, const std::string& lat) {
    const std::optional<double> x = parse_number(lon);
    const std::optional<double> y = parse_number(lat);
    return x && y ? std::optional(Point{*x, *y}) : std::nullopt;
}

/// code -> another column of a gazetteer table.
std::map<std::string, std::string> pairs(const Layer& table, const char* value) {
    const std::size_t code = own(table, "code");
    const std::size_t column = own(table, value);
    std::map<std::string, std::string> found;
    for (const LayerRow& row : table.rows) {
        found.emplace(row.cells[code], row.cells[column]);
    }
    return found;
}

void read_passages(Inputs& inputs, const std::string& folder) {
    if (!std::filesystem::exists(folder + "/passages.csv")) {
        return;
    }
    const Layer table = read_own_table(inputs, folder + "/passages.csv");
    const std::size_t year = own(table, "annee");
    const std::size_t before = own(table, "avant");
    const std::size_t after = own(table, "apres");
    const std::size_t nature = own(table, "nature");
    const std::map<std::string, StepKind> kinds{{"fusion", StepKind::merger}, {"scission", StepKind::split}, {"changement", StepKind::recoding}};
    for (const LayerRow& row : table.rows) {
        const bool old = row.cells[nature] == "ancien";
        const auto kind = kinds.find(row.cells[nature]);
        const std::optional<std::int64_t> annee = parse_integer(row.cells[year]);
        if ((!old && kind == kinds.end()) || !annee) {
            throw InputError({table.path, "", row.number},
                             {"passage illisible : attendu annee, avant, apres et fusion, scission, changement ou ancien",
                              "unreadable passage: annee, avant, apres and fusion, scission, changement or ancien are expected"});
        }
        if (old) {
            inputs.gazetteer.passages.add_old(static_cast<int>(*annee), row.cells[before], row.cells[after]);
        } else {
            inputs.gazetteer.passages.add(static_cast<int>(*annee), row.cells[before], row.cells[after], kind->second);
        }
    }
}

/// Is it there and asked for? A table that is there and not asked for is kept all the same, for another list may ask.
bool is_asked(Inputs& inputs, const std::string& path, bool asked) {
    const bool there = std::filesystem::exists(path);
    if (there && !asked) {
        keep_table(inputs, io::read_layer(path));
    }
    return there && asked;
}

/// Only where the list names communes: nothing else asks for them.
void read_former_names(Inputs& inputs, const std::string& folder) {
    const std::vector<Facility>& rows = inputs.facilities.rows;
    const bool asked = std::any_of(rows.begin(), rows.end(), [](const Facility& one) { return !one.commune_name.empty(); });
    if (!is_asked(inputs, folder + "/noms_anciens.csv", asked)) {
        return;
    }
    const Layer table = read_own_table(inputs, folder + "/noms_anciens.csv");
    const std::size_t code = own(table, "code");
    const std::size_t name = own(table, "nom");
    const std::size_t until = own(table, "jusqu_en");
    constexpr std::int64_t recent = 2010;
    for (const LayerRow& row : table.rows) {
        const std::optional<std::int64_t> year = parse_integer(row.cells[until]);
        inputs.gazetteer.former_names.push_back({row.cells[code], row.cells[name], year && *year >= recent});
    }
}

/// Only where the list has postal codes: nothing else asks for them.
void read_postal_codes(Inputs& inputs, const std::string& folder) {
    const std::vector<Facility>& rows = inputs.facilities.rows;
    const bool asked = std::any_of(rows.begin(), rows.end(), [](const Facility& one) { return !one.postal_code.empty(); });
    if (!is_asked(inputs, folder + "/codes_postaux.csv", asked)) {
        return;
    }
    const Layer table = read_own_table(inputs, folder + "/codes_postaux.csv");
    const std::size_t postal = own(table, "code_postal");
    const std::size_t commune = own(table, "commune");
    for (const LayerRow& row : table.rows) {
        if (const std::optional<std::size_t> now = inputs.gazetteer.current(row.cells[commune])) {
            inputs.gazetteer.by_postal_code[row.cells[postal]].push_back(*now);
        }
    }
    for (auto& [code, communes] : inputs.gazetteer.by_postal_code) {
        std::sort(communes.begin(), communes.end());
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

void read_gazetteer(Inputs& inputs, const Study& study, const std::string& assets, const Layer& composition) {
    const std::string folder = study.gazetteer.empty() ? assets + "/france" : study.gazetteer;
    Gazetteer& gazetteer = inputs.gazetteer;
    const Layer departements = read_own_table(inputs, folder + "/departements.csv");
    gazetteer.departement_names = pairs(departements, "nom");
    gazetteer.departement_regions = pairs(departements, "region");
    gazetteer.region_names = pairs(read_own_table(inputs, folder + "/regions.csv"), "nom");
    gazetteer.epci_names = pairs(read_own_table(inputs, folder + "/epci.csv"), "nom");
    const std::string communes_path = folder + "/communes.csv";
    std::error_code missing;
    const bool is_read = !composition.path.empty() && std::filesystem::equivalent(composition.path, communes_path, missing);
    const Layer other = is_read ? Layer{} : read_file(inputs, communes_path);
    const Layer& communes = is_read ? composition : other;
    const std::size_t code = own(communes, "code");
    const std::size_t name = own(communes, "nom");
    const std::size_t epci = own(communes, "epci");
    const std::size_t departement = own(communes, "departement");
    const std::size_t region = own(communes, "region");
    const std::size_t population = own(communes, "population");
    const std::size_t lon = own(communes, "lon");
    const std::size_t lat = own(communes, "lat");
    keep_table(inputs, communes, {"code", "nom", "epci", "departement", "region", "population", "lon", "lat"});
    gazetteer.communes.reserve(communes.rows.size());
    for (const LayerRow& row : communes.rows) {
        const std::vector<std::string>& cells = row.cells;
        gazetteer.communes.push_back({cells[code], cells[name], cells[epci], cells[departement], cells[region],
                                      parse_integer(cells[population]), point_of(cells[lon], cells[lat])});
    }
    gazetteer.index();
    std::set<std::string> codes;
    const Layer former = read_own_table(inputs, folder + "/communes_anciennes.csv");
    const std::size_t former_code = own(former, "code");
    const std::size_t former_name = former.column("nom");
    const std::size_t type = former.column("type");
    const std::size_t into = own(former, "commune");
    for (const LayerRow& row : former.rows) {
        const bool is_part = type != Layer::npos && row.cells[type] != "ancien-code";
        gazetteer.add_former(row.cells[former_code], row.cells[into], is_part ? StepKind::part : StepKind::merger);
        codes.insert(row.cells[former_code]);
        if (former_name != Layer::npos && !row.cells[former_name].empty()) {
            const bool recent = is_part && row.cells[type] == "commune-deleguee";  // there are none but since the law of 16 December 2010
            gazetteer.former_names.push_back({row.cells[former_code], row.cells[former_name], recent});
        }
    }
    read_vintages(inputs, folder, codes);
    read_passages(inputs, folder);
    read_former_names(inputs, folder);
    read_postal_codes(inputs, folder);
}

namespace {

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
        for (const LayerRow& row : layer.rows) {
            if (row.malformed || code.of(row).empty()) {
                continue;
            }
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
        }
        inputs.population_source = gazetteer.vintage;
    }
    if (!study.population.empty()) {
        const Layer table = read_table(inputs, study.population);
        const Field code = need_field(table, "", Role::commune_code, "code");
        const Field population = need_field(table, "", Role::commune_population, "population");
        inputs.readings.push_back(reading_of("population", table, "", {{"code", code}, {"population", population}}));
        for (const LayerRow& row : table.rows) {
            if (row.malformed || code.of(row).empty()) {
                continue;
            }
            DemandPoint& one = demand[code.of(row)];
            if (one.code.empty()) {
                one.code = code.of(row);
                place(one);
                const std::optional<std::size_t> now = gazetteer.current(one.code);
                if (study.communes.empty() && now) {
                    one.point = gazetteer.communes[*now].point;
                }
            }
            one.population = parse_integer(population.of(row));
        }
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

Layer read_composition(Inputs& inputs, const Study& study) {
    if (!study.composition) {
        return {};
    }
    Layer table = read_table(inputs, study.composition->path);
    if (study.composition->by.empty()) {
        throw UsageError({"--composition demande --by COLONNE (le code du pays)", "--composition needs --by COLUMN (the code of the pays)"});
    }
    credit(inputs, table, study.composition->origin);
    inputs.composition = composition_table(table, study.composition->key, study.composition->by);
    const std::string key = study.composition->key.empty() ? "CODGEO" : study.composition->key;
    inputs.readings.push_back(reading_of("composition", table, "", {{"key", find_field(table, key, Role::commune_code)}, {"by", find_field(table, study.composition->by, Role::pays_code)}}));
    return table;
}

}  // namespace maillage::stages
