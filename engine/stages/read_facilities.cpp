#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "base/error.hpp"
#include "base/number.hpp"
#include "base/text.hpp"
#include "stages/coordinates.hpp"
#include "stages/fields.hpp"
#include "stages/read.hpp"
#include "stages/what_if.hpp"

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
        if (const auto [before, is_new] = stages.emplace(folded(text.of(row)), *known); !is_new && before->second != *known) {
            throw InputError({table.path, "", row.number}, {fmt::format("« {} » a déjà une autre étape plus haut", text.of(row)),
                                                            fmt::format("\"{}\" has another stage further up already", text.of(row))});
        }
    }
    return stages;
}

bool in_range(Point point) {
    return std::isfinite(point.lon) && std::isfinite(point.lat) && std::fabs(point.lon) <= 180 && std::fabs(point.lat) <= 90;
}

Precision inferred(const Facility& facility) {
    const bool names_commune = !facility.commune.empty() || !facility.commune_name.empty() || !facility.postal_code.empty();
    return facility.point                     ? Precision::adresse
           : names_commune                    ? Precision::commune
           : !facility.epci.empty()           ? Precision::epci
           : !facility.territory_name.empty() ? Precision::territoire
           : !facility.departement.empty() ? Precision::departement
           : !facility.region.empty()      ? Precision::region
                                           : Precision::aucune;
}

using Parameters = std::vector<std::pair<std::string, std::string>>;

/// Rows of one list -> facilities, each with its findings.
class ListReader {
public:
    ListReader(Inputs& inputs, Layer& layer, const FacilityInput& names, const std::string& default_statuses, std::string made_up_id = "ligne")
        : m_inputs(inputs),
          m_layer(layer),
          m_id(find_field(layer, names.id, Role::ptce_id)),
          m_name(find_field(layer, names.name, Role::ptce_name)),
          m_lon(find_field(layer, names.lon, Role::ptce_lon)),
          m_lat(find_field(layer, names.lat, Role::ptce_lat)),
          m_commune(find_field(layer, names.commune, Role::ptce_commune)),
          m_commune_name(find_field(layer, names.commune_name, Role::ptce_commune_name)),
          m_postal_code(find_field(layer, names.postal_code, Role::ptce_postal_code)),
          m_epci(find_field(layer, names.epci, Role::ptce_epci)),
          m_territory(find_field(layer, names.territory, Role::ptce_territory)),
          m_departement(find_field(layer, names.departement, Role::ptce_departement)),
          m_region(find_field(layer, names.region, Role::ptce_region)),
          m_area(find_field(layer, names.area, Role::ptce_area)),
          m_status(find_field(layer, names.status, Role::ptce_status)),
          m_year(find_field(layer, names.year, Role::ptce_year)),
          m_precision(find_field(layer, names.precision, Role::ptce_precision)),
          m_uncertainty(find_field(layer, names.uncertainty, Role::ptce_uncertainty)),
          m_made_up_id(std::move(made_up_id)) {
        if (m_commune_name.index() == m_commune.index()) {
            m_commune_name = Field();  // one column, named for its codes
        }
        refuse_placeless();
        if (m_status.found()) {
            m_stages = read_statuses(inputs, names.statuses.empty() ? default_statuses : names.statuses);
        }
        const std::string crs = names.crs.empty() ? layer.crs : names.crs;
        inputs.readings.push_back(reading_of("ptce", layer, crs,
                                             {{"id", m_id}, {"name", m_name}, {"lon", m_lon}, {"lat", m_lat}, {"commune", m_commune},
                                              {"commune_name", m_commune_name}, {"postal_code", m_postal_code}, {"epci", m_epci}, {"territory", m_territory},
                                              {"departement", m_departement}, {"region", m_region}, {"area", m_area}, {"status", m_status}, {"year", m_year},
                                              {"precision", m_precision}, {"uncertainty", m_uncertainty}}));
        draw_columns();
        std::vector<Finding> places = to_lonlat(layer, !layer.has_geometry && names.crs.empty() ? "OGC:CRS84" : names.crs, "--ptce-crs", Drawn::list);
        name_subjects(places, layer, m_id.index());
        inputs.findings.insert(inputs.findings.end(), places.begin(), places.end());
    }

    void read() {
        m_inputs.facilities.columns = m_layer.columns;
        m_inputs.facilities.has_status = m_status.found();
        for (LayerRow& row : m_layer.rows) {
            m_inputs.facilities.rows.push_back(facility_of(row));
            m_inputs.facilities.rows.back().source_cells = std::move(row.cells);
        }
        if (m_without_id > 0) {
            note_file(FindingCode::facility_without_id, {{"count", fmt::format("{}", m_without_id)}});
        }
        if (m_commas > 0) {
            note_file(FindingCode::decimal_comma,
                      {{"count", fmt::format("{}", m_commas)}, {"field", m_layer.columns[m_lon.index()] + ", " + m_layer.columns[m_lat.index()]}});
        }
        if (!m_status.found()) {
            note_file(FindingCode::list_without_status, {});
        }
    }

private:
    [[nodiscard]] bool has_coordinates() const { return m_lon.found() && m_lat.found(); }

    void refuse_placeless() const {
        const auto tells = {m_commune, m_commune_name, m_postal_code, m_epci, m_territory, m_departement, m_region};
        if (m_layer.has_geometry || has_coordinates() || std::any_of(tells.begin(), tells.end(), [](const Field& one) { return one.found(); })) {
            return;
        }
        const std::string columns = join(m_layer.columns, ", ");
        throw InputError({m_layer.path, m_layer.name},
                         {"ni points, ni colonnes de longitude et latitude, ni codes, ni noms de lieux : nommer --ptce-lon et --ptce-lat, --ptce-commune ou --ptce-commune-name ; colonnes : " + columns,
                          "neither points, nor longitude and latitude columns, nor codes, nor names of places: name --ptce-lon and --ptce-lat, --ptce-commune or --ptce-commune-name; columns: " + columns});
    }

    /// Rows that draw nothing but have coordinates as text draw a point there; NaN where the text is no number.
    void draw_columns() {
        for (LayerRow& row : m_layer.rows) {
            if (!has_coordinates() || row.malformed || row.shape.kind != Shape::Kind::none || (m_lon.of(row).empty() && m_lat.of(row).empty())) {
                continue;
            }
            row.shape.kind = Shape::Kind::point;
            row.shape.point = {number(m_lon.of(row)), number(m_lat.of(row))};
        }
    }

    double number(const std::string& text) {
        m_commas += text.find(',') != std::string::npos ? 1 : 0;
        return parse_number(text).value_or(std::nan(""));
    }

    Facility facility_of(const LayerRow& row) {
        Facility facility;
        facility.row = row.number;
        facility.id = m_id.of(row);
        facility.name = m_name.of(row);
        facility.commune = m_commune.of(row);
        facility.commune_name = m_commune_name.of(row);
        facility.postal_code = m_postal_code.of(row);
        facility.epci = m_epci.of(row);
        facility.territory_name = m_territory.of(row);
        facility.area = m_area.of(row);
        facility.departement = m_departement.of(row);
        facility.region = m_region.of(row);
        facility.status_text = m_status.of(row);
        if (row.malformed) {
            facility.settled = Bucket::rejected;
            return facility;
        }
        if (facility.id.empty()) {
            facility.id = fmt::format("{}-{}", m_made_up_id, row.number);
            ++m_without_id;
        }
        read_point(facility, row);
        read_stage(facility);
        read_year(facility, row);
        read_precision(facility, row);
        read_uncertainty(facility, row);
        return facility;
    }

    void read_point(Facility& facility, const LayerRow& row) {
        if (row.shape.kind != Shape::Kind::point) {
            if (row.shape.kind != Shape::Kind::none) {
                note(FindingCode::facility_not_a_point, facility, {{"type", row.shape.type}});
            }
            return;
        }
        if (row.shape.outside) {  // its finding stands
            return;
        }
        if (in_range(row.shape.point)) {
            facility.point = row.shape.point;
            return;
        }
        const auto written = [&](const Field& field, double value) { return field.found() ? field.of(row) : fmt::format("{}", value); };
        note(FindingCode::facility_bad_coordinates, facility,
             {{"lon", written(m_lon, row.shape.point.lon)}, {"lat", written(m_lat, row.shape.point.lat)}});
    }

    void read_stage(Facility& facility) {
        if (!m_status.found()) {
            return;
        }
        const auto spelt = m_stages.find(folded(facility.status_text));
        facility.stage = spelt != m_stages.end() ? spelt->second : stage_named(facility.status_text).value_or(Stage::unknown);
        if (facility.stage == Stage::unknown) {
            note(FindingCode::facility_unknown_status, facility, {{"status", facility.status_text}});
        }
    }

    void read_year(Facility& facility, const LayerRow& row) {
        constexpr std::int64_t first = 1000;
        constexpr std::int64_t last = 9999;
        const std::string& written = m_year.of(row);
        if (const auto year = parse_integer(written); year && *year >= first && *year <= last) {
            facility.year = static_cast<int>(*year);
        } else if (!written.empty()) {
            note(FindingCode::facility_bad_year, facility, {{"year", written}});
        }
    }

    void read_precision(Facility& facility, const LayerRow& row) {
        const std::string written = folded(m_precision.of(row));
        const auto* const known = std::find_if(std::begin(catalogue::all_precisions), std::end(catalogue::all_precisions),
                                               [&](Precision one) { return written == catalogue::id(one); });
        if (known == std::end(catalogue::all_precisions) && !written.empty()) {
            note(FindingCode::facility_unknown_precision, facility, {{"precision", m_precision.of(row)}});
        }
        facility.precision = known == std::end(catalogue::all_precisions) ? inferred(facility) : *known;
    }

    void read_uncertainty(Facility& facility, const LayerRow& row) {
        const std::string& written = m_uncertainty.of(row);
        if (const std::optional<double> metres = parse_number(written); metres && is_uncertainty(*metres)) {
            facility.uncertainty_m = metres;
        } else if (!written.empty()) {
            note(FindingCode::facility_bad_uncertainty, facility, {{"uncertainty", written}});
        }
    }

    void note(FindingCode code, const Facility& facility, Parameters parameters) {
        parameters.emplace_back("id", facility.id);
        m_inputs.findings.push_back({code, facility.id, m_layer.path, facility.row, std::move(parameters), std::nullopt});
    }

    void note_file(FindingCode code, Parameters parameters) {
        m_inputs.findings.push_back({code, "", m_layer.path, 0, std::move(parameters), std::nullopt});
    }

    Inputs& m_inputs;
    Layer& m_layer;
    Field m_id, m_name, m_lon, m_lat, m_commune, m_commune_name, m_postal_code, m_epci, m_territory, m_departement, m_region, m_area, m_status, m_year, m_precision, m_uncertainty;
    std::string m_made_up_id;  ///< what ids of rows that have none begin with
    std::unordered_map<std::string, Stage> m_stages;
    int m_without_id = 0;
    int m_commas = 0;
};

}  // namespace

void read_facilities(Inputs& inputs, const Study& study, const std::string& assets) {
    Layer layer = read_table(inputs, study.ptce.path);
    inputs.ptce_path = layer.path;
    credit(inputs, layer, study.ptce.origin);
    if (layer.rows.empty()) {
        throw InputError({layer.path, layer.name}, {"la liste est vide", "the list is empty"});
    }
    ListReader(inputs, layer, study.ptce, assets + "/france/statuts.csv").read();
}

Inputs read_added(const Study& study, const std::string& assets) {
    Inputs inputs;
    Layer layer = read_table(inputs, study.what_if.with);
    inputs.ptce_path = layer.path;
    if (layer.rows.empty()) {
        throw InputError({layer.path, layer.name}, {"aucune ligne à ajouter", "no row to add"});
    }
    FacilityInput names = study.ptce;
    for (std::string* name : {&names.id, &names.name, &names.lon, &names.lat, &names.commune, &names.commune_name, &names.postal_code, &names.epci,
                              &names.territory, &names.departement, &names.region, &names.area, &names.status, &names.year, &names.precision,
                              &names.uncertainty}) {
        if (layer.column(*name) == Layer::npos) {
            name->clear();
        }
    }
    if (!layer.crs.empty()) {
        names.crs.clear();
    }
    ListReader(inputs, layer, names, assets + "/france/statuts.csv", "ajout").read();
    return inputs;
}

}  // namespace maillage::stages
