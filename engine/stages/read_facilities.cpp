#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "base/error.hpp"
#include "base/number.hpp"
#include "base/text.hpp"
#include "stages/fields.hpp"
#include "stages/read.hpp"

namespace maillage::stages {

namespace {

using catalogue::Role;

std::optional<Stage> stage_named(const std::string& text) {
    const std::string wanted = folded(text);
    for (const Stage stage : catalogue::all_stages) {
        if (stage != Stage::unknown && wanted == catalogue::id(stage)) {
            return stage;
        }
    }
    return std::nullopt;
}

/// Spellings, folded -> stages; the stages' own names are always known.
std::unordered_map<std::string, Stage> read_statuses(Inputs& inputs, const std::string& path) {
    std::unordered_map<std::string, Stage> stages;
    const Layer table = read_table(inputs, path);
    const Field text = need_field(table, "", Role::status_text, "statut");
    const Field stage = need_field(table, "", Role::status_stage, "etape");
    for (const LayerRow& row : table.rows) {
        const std::optional<Stage> known = stage_named(stage.of(row));
        if (!known) {
            throw InputError({table.path, "", row.number},
                             {fmt::format("étape inconnue « {} » (actif, laureat, emergent, candidat, ferme, cite)", stage.of(row)),
                              fmt::format("unknown stage \"{}\" (actif, laureat, emergent, candidat, ferme, cite)", stage.of(row))});
        }
        stages.emplace(folded(text.of(row)), *known);
    }
    return stages;
}

/// Coordinates as text -> point; counts decimal commas. NaN where unusable.
struct Coordinates {
    Field lon, lat;
    int commas = 0;

    Point of(const LayerRow& row) {
        const auto number = [&](const std::string& text) {
            commas += text.find(',') != std::string::npos ? 1 : 0;
            return parse_number(text).value_or(std::nan(""));
        };
        return {number(lon.of(row)), number(lat.of(row))};
    }
};

bool in_range(Point point) {
    return std::isfinite(point.lon) && std::isfinite(point.lat) && std::fabs(point.lon) <= 180 && std::fabs(point.lat) <= 90;
}

}  // namespace

void read_facilities(Inputs& inputs, const Study& study, const std::string& assets) {
    const FacilityInput& names = study.ptce;
    Layer layer = read_table(inputs, names.path);
    inputs.ptce_path = layer.path;
    if (layer.rows.empty()) {
        throw InputError({layer.path, layer.name}, {"la liste est vide", "the list is empty"});
    }
    to_lonlat(layer, layer.has_geometry ? names.crs : "OGC:CRS84", "--ptce-crs");
    const Field id = find_field(layer, names.id, Role::ptce_id);
    const Field name = find_field(layer, names.name, Role::ptce_name);
    Coordinates coordinates{find_field(layer, names.lon, Role::ptce_lon), find_field(layer, names.lat, Role::ptce_lat), 0};
    const Field commune = find_field(layer, names.commune, Role::ptce_commune);
    const Field epci = find_field(layer, names.epci, Role::ptce_epci);
    const Field departement = find_field(layer, names.departement, Role::ptce_departement);
    const Field region = find_field(layer, names.region, Role::ptce_region);
    const Field status = find_field(layer, names.status, Role::ptce_status);
    const Field year = find_field(layer, names.year, Role::ptce_year);
    const Field precision = find_field(layer, names.precision, Role::ptce_precision);
    const bool has_columns = coordinates.lon.found() && coordinates.lat.found();
    if (!layer.has_geometry && !has_columns && !commune.found() && !epci.found() && !departement.found() && !region.found()) {
        throw InputError({layer.path, layer.name},
                         {"ni points, ni colonnes de longitude et latitude, ni codes : nommer --ptce-lon et --ptce-lat, ou --ptce-commune ; colonnes : " +
                              join(layer.columns, ", "),
                          "neither points, nor longitude and latitude columns, nor codes: name --ptce-lon and --ptce-lat, or --ptce-commune; columns: " +
                              join(layer.columns, ", ")});
    }
    std::unordered_map<std::string, Stage> stages;
    if (status.found()) {
        stages = read_statuses(inputs, names.statuses.empty() ? assets + "/france/statuts.csv" : names.statuses);
    }
    inputs.facilities.columns = layer.columns;
    inputs.facilities.has_status = status.found();
    int without_id = 0;
    for (LayerRow& row : layer.rows) {
        Facility facility;
        facility.row = row.number;
        facility.id = id.of(row);
        if (facility.id.empty() && !row.malformed) {
            facility.id = fmt::format("ligne-{}", row.number);
            ++without_id;
        }
        const auto note = [&](FindingCode code, std::vector<std::pair<std::string, std::string>> parameters) {
            parameters.emplace_back("id", facility.id);
            inputs.findings.push_back({code, facility.id, layer.path, row.number, std::move(parameters), std::nullopt});
        };
        facility.name = name.of(row);
        facility.commune = commune.of(row);
        facility.epci = epci.of(row);
        facility.departement = departement.of(row);
        facility.region = region.of(row);
        if (row.malformed) {
            facility.settled = Bucket::rejected;
        } else if (row.shape.kind == Shape::Kind::point) {
            facility.point = row.shape.point;
        } else if (row.shape.kind != Shape::Kind::none) {
            note(FindingCode::facility_not_a_point, {{"type", row.shape.type}});
        } else if (has_columns && !(coordinates.lon.of(row).empty() && coordinates.lat.of(row).empty())) {
            facility.point = coordinates.of(row);
        }
        if (facility.point && !in_range(*facility.point)) {
            const bool drawn = row.shape.kind == Shape::Kind::point;
            note(FindingCode::facility_bad_coordinates, {{"lon", drawn ? fmt::format("{}", row.shape.point.lon) : coordinates.lon.of(row)},
                                                         {"lat", drawn ? fmt::format("{}", row.shape.point.lat) : coordinates.lat.of(row)}});
            facility.point.reset();
        }
        facility.status_text = status.of(row);
        if (status.found() && !row.malformed) {
            const std::optional<Stage> own = stage_named(facility.status_text);
            const auto spelt = stages.find(folded(facility.status_text));
            facility.stage = spelt != stages.end() ? spelt->second : own.value_or(Stage::unknown);
            if (facility.stage == Stage::unknown) {
                note(FindingCode::facility_unknown_status, {{"status", facility.status_text}});
            }
        }
        if (!year.of(row).empty()) {
            if (const auto value = parse_integer(year.of(row)); value && *value >= 1000 && *value <= 9999) {
                facility.year = static_cast<int>(*value);
            } else {
                note(FindingCode::facility_bad_year, {{"year", year.of(row)}});
            }
        }
        const std::string written = folded(precision.of(row));
        const auto* const known = std::find_if(std::begin(catalogue::all_precisions), std::end(catalogue::all_precisions),
                                               [&](Precision one) { return written == catalogue::id(one); });
        if (known != std::end(catalogue::all_precisions)) {
            facility.precision = *known;
        } else {
            if (!written.empty()) {
                note(FindingCode::facility_unknown_precision, {{"precision", precision.of(row)}});
            }
            facility.precision = facility.point                  ? Precision::adresse
                                 : !facility.commune.empty()     ? Precision::commune
                                 : !facility.epci.empty()        ? Precision::epci
                                 : !facility.departement.empty() ? Precision::departement
                                 : !facility.region.empty()      ? Precision::region
                                                                 : Precision::aucune;
        }
        facility.source_cells = std::move(row.cells);
        inputs.facilities.rows.push_back(std::move(facility));
    }
    if (without_id > 0) {
        inputs.findings.push_back(
            {FindingCode::facility_without_id, "", layer.path, 0, {{"count", fmt::format("{}", without_id)}}, std::nullopt});
    }
    if (coordinates.commas > 0) {
        inputs.findings.push_back({FindingCode::decimal_comma,
                                   "",
                                   layer.path,
                                   0,
                                   {{"count", fmt::format("{}", coordinates.commas)},
                                    {"field", layer.columns[coordinates.lon.index()] + ", " + layer.columns[coordinates.lat.index()]}},
                                   std::nullopt});
    }
    if (!status.found()) {
        inputs.findings.push_back({FindingCode::list_without_status, "", layer.path, 0, {}, std::nullopt});
    }
}

}  // namespace maillage::stages
