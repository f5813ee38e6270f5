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
#include "io/open.hpp"
#include "stages/composition.hpp"
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

[[noreturn]] void refuse(const Layer& table, const LayerRow& row, const Said& what) { throw InputError({table.path, "", row.number}, what); }

std::optional<Point> point_of(const Layer& table, const LayerRow& row, std::size_t lon, std::size_t lat) {
    if (row.cells[lon].empty() && row.cells[lat].empty()) {
        return std::nullopt;
    }
    const std::optional<double> x = parse_number(row.cells[lon]);
    const std::optional<double> y = parse_number(row.cells[lat]);
    constexpr double most_lon = 180;
    constexpr double most_lat = 90;
    if (!x || !y || std::abs(*x) > most_lon || std::abs(*y) > most_lat) {
        const std::string written = row.cells[lon] + " ; " + row.cells[lat];
        refuse(table, row, {"point illisible : " + written, "unreadable point: " + written});
    }
    return Point{*x, *y};
}

std::optional<std::int64_t> population_of(const Layer& table, const LayerRow& row, std::size_t column) {
    const std::optional<std::int64_t> count = people(row.cells[column]);
    if (!count && !row.cells[column].empty()) {
        refuse(table, row, {"population illisible : " + row.cells[column], "unreadable population: " + row.cells[column]});
    }
    return count;
}

/// Throws InputError where a row has no code, or one of a row before.
void check_codes(const Layer& table) {
    const std::size_t code = own(table, "code");
    std::unordered_map<std::string, std::size_t> rows;
    for (const LayerRow& row : table.rows) {
        if (is_blank(row)) {
            continue;
        }
        if (row.cells[code].empty()) {
            refuse(table, row, {"code manquant", "missing code"});
        }
        if (const auto [before, is_new] = rows.emplace(row.cells[code], row.number); !is_new) {
            refuse(table, row, {fmt::format("le code {} est déjà celui de la ligne {}", row.cells[code], before->second),
                                fmt::format("code {} is already that of row {}", row.cells[code], before->second)});
        }
    }
}

/// code -> another column of a gazetteer table.
std::map<std::string, std::string> pairs(const Layer& table, const char* value) {
    check_codes(table);
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
    check_whole(communes);
    check_codes(communes);
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
        if (is_blank(row)) {
            continue;
        }
        const std::vector<std::string>& cells = row.cells;
        gazetteer.communes.push_back({cells[code], cells[name], cells[epci], cells[departement], cells[region],
                                      population_of(communes, row, population), point_of(communes, row, lon, lat)});
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
    inputs.findings.insert(inputs.findings.end(), inputs.composition->findings.begin(), inputs.composition->findings.end());
    const std::string key = study.composition->key.empty() ? "CODGEO" : study.composition->key;
    inputs.readings.push_back(reading_of("composition", table, "", {{"key", find_field(table, key, Role::commune_code)}, {"by", find_field(table, study.composition->by, Role::pays_code)}}));
    return table;
}

}  // namespace maillage::stages
