#include <fmt/format.h>

#include "base/error.hpp"
#include "base/number.hpp"
#include "base/text.hpp"
#include "stages/coordinates.hpp"
#include "stages/drawn_outline.hpp"
#include "stages/fields.hpp"
#include "stages/read.hpp"
#include "stages/told_rows.hpp"

namespace maillage::stages {

void read_territories(Inputs& inputs, const Study& study) {
    using catalogue::Role;
    Layer layer = read_table(inputs, study.pays.path);
    inputs.pays_path = layer.path;
    credit(inputs, layer, study.pays.origin);
    if (!layer.has_geometry) {
        throw InputError({layer.path, layer.name}, {"la couche des pays ne dessine aucun contour", "the pays layer draws no outline"});
    }
    const std::string crs = study.pays.crs.empty() ? layer.crs : study.pays.crs;
    std::vector<Finding> places = to_lonlat(layer, study.pays.crs, "--pays-crs");
    const Field code = need_field(layer, study.pays.code, Role::pays_code, "--pays-code");
    const Field name = find_field(layer, study.pays.name, Role::pays_name);
    const Field population = find_field(layer, "", Role::pays_population);
    std::vector<Field> columns;
    for (const Criterion& criterion : study.priorities.columns) {
        columns.push_back(find_field(layer, criterion.column, Role::pays_population));
    }
    const Field outline = find_field(layer, "", Role::pays_outline);
    std::vector<std::pair<std::string, Field>> fields{{"code", code}, {"name", name}, {"population", population}, {"contour", outline}};
    for (std::size_t c = 0; c < columns.size(); ++c) {
        fields.emplace_back(fmt::format("priority_{}", c + 1), columns[c]);
    }
    inputs.readings.push_back(reading_of("pays", layer, crs, fields));
    name_subjects(places, layer, code.index());
    inputs.findings.insert(inputs.findings.end(), places.begin(), places.end());
    note_heights(layer, inputs.findings);
    inputs.territories_read = static_cast<int>(layer.rows.size());
    ToldRows unreadable(FindingCode::population_unreadable);
    for (LayerRow& row : layer.rows) {
        const auto reject = [&](FindingCode why, std::vector<std::pair<std::string, std::string>> parameters) {
            inputs.findings.push_back({why, code.of(row), layer.path, row.number, std::move(parameters), std::nullopt});
            ++inputs.territories_rejected;
        };
        if (code.of(row).empty()) {
            reject(FindingCode::territory_without_code, {{"field", layer.columns[code.index()]}});
            continue;
        }
        if (row.shape.outside) {  // its finding stands
            ++inputs.territories_rejected;
            continue;
        }
        std::optional<MultiPolygon> drawn = drawn_outline(row.shape, {layer.path, row.number, code.of(row)}, inputs.findings);
        if (!drawn) {
            ++inputs.territories_rejected;
            continue;
        }
        Territory territory;
        territory.code = territory.source_code = code.of(row);
        territory.name = name.of(row);
        territory.outline = *std::move(drawn);
        territory.approximate = folded(outline.of(row)) == "approche";
        territory.population_field = people(population.of(row));
        if (!territory.population_field && !trim(population.of(row)).empty()) {
            unreadable.note(row, population.of(row));
        }
        territory.row = row.number;
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const std::string& written = columns[c].of(row);
            territory.columns.push_back(parse_number(written));
            if (!territory.columns.back() && !trim(written).empty()) {
                inputs.findings.push_back({FindingCode::territory_value_unreadable, territory.code, layer.path, row.number,
                                           {{"column", study.priorities.columns[c].column}, {"value", written}, {"code", territory.code}}, std::nullopt});
            }
        }
        if (territory.name.empty()) {
            inputs.findings.push_back(
                {FindingCode::territory_without_name, territory.code, layer.path, row.number, {{"code", territory.code}}, std::nullopt});
            territory.name = territory.code;
        }
        inputs.territories.push_back(std::move(territory));
    }
    unreadable.tell(layer, population.found() ? layer.columns[population.index()] : "", inputs.findings);
    if (inputs.territories.empty()) {
        refuse_layer({layer.path, layer.name},
                     {fmt::format("aucun des {} éléments n'est un polygone avec un code", layer.rows.size()),
                      fmt::format("none of the {} features is a polygon with a code", layer.rows.size())},
                     inputs.findings);
    }
}

}  // namespace maillage::stages
