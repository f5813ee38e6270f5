#include "jobs/compose.hpp"

#include <map>
#include <optional>
#include <string_view>

#include "base/error.hpp"
#include "formats/geojson.hpp"
#include "formats/topojson.hpp"
#include "geo/arcs.hpp"
#include "io/atomic_dir.hpp"
#include "io/open.hpp"
#include "stages/compose.hpp"
#include "stages/composition.hpp"
#include "stages/coordinates.hpp"
#include "stages/draw.hpp"
#include "stages/fields.hpp"
#include "stages/read.hpp"

namespace maillage::jobs {

namespace {

/// Rows placed where their system is not for have a finding, and draw nothing.
Layer read_lonlat(const ComposeOptions& options, const std::string& named, const std::string& crs, std::string_view option) {
    Layer layer = io::read_named(named, options.in_memory);
    if (!layer.has_geometry) {
        return layer;
    }
    const std::vector<Finding> places = stages::to_lonlat(layer, crs, option);
    layer.findings.insert(layer.findings.end(), places.begin(), places.end());
    for (LayerRow& row : layer.rows) {
        if (row.shape.outside) {
            row.shape = Shape{};
        }
    }
    return layer;
}

/// The table, where it is not the whole of `communes`.
std::optional<Layer> read_table(const ComposeOptions& options, const Layer& communes) {
    if (options.composition.empty() && options.where.empty()) {
        return std::nullopt;
    }
    return stages::chosen(options.composition.empty() ? communes : io::read_named(options.composition, options.in_memory), options.where);
}

using Names = std::map<std::string, std::string>;

/// code -> name, by the table itself, then by the table of names: where that holds several zonings (a column NIVGEO), only
/// its rows of `by`.
Names read_names(const ComposeOptions& options, const Layer& table) {
    Names names;
    if (!options.by_name.empty()) {
        const stages::Field code = stages::find_field(table, options.by, catalogue::Role::pays_code);
        const stages::Field name = stages::find_field(table, options.by_name, catalogue::Role::pays_name);
        for (const LayerRow& row : table.rows) {
            if (!row.malformed && !name.of(row).empty()) {
                names.emplace(code.of(row), name.of(row));
            }
        }
    }
    if (!options.names.empty()) {
        const Layer others = io::read_named(options.names, options.in_memory);
        const stages::Field code = stages::need_field(others, "", catalogue::Role::pays_code, "code");
        const stages::Field name = stages::need_field(others, "", catalogue::Role::pays_name, "nom");
        const std::size_t level = others.column("NIVGEO");
        for (const LayerRow& row : others.rows) {
            if (level == Layer::npos || row.cells[level] == options.by) {
                names.emplace(code.of(row), name.of(row));
            }
        }
    }
    return names;
}

/// What is listed: the table's rows, or the communes' own.
stages::CompositionTable listed(const ComposeOptions& options, const Layer& table) {
    const bool by_itself = options.composition.empty() && options.key.empty();
    const auto own_code = [&] { return table.columns[stages::need_field(table, "", catalogue::Role::commune_code, "--key").index()]; };
    return stages::composition_table(table, by_itself ? own_code() : options.key, options.by);
}

/// Empty where `table` does not ask for one.
Gazetteer read_gazetteer(const ComposeOptions& options, const stages::CompositionTable& table, const Layer& communes,
                         std::vector<Finding>& findings) {
    stages::Inputs inputs;
    if (stages::needs_gazetteer(table, communes)) {
        Study study;
        study.gazetteer = options.gazetteer;
        stages::read_gazetteer(inputs, study, options.assets);
    }
    findings.insert(findings.end(), inputs.findings.begin(), inputs.findings.end());
    return std::move(inputs.gazetteer);
}

/// Columns of a composed layer: those of `pays` that an outline alone can fill.
catalogue::LayerKind layer_kind() {
    catalogue::LayerKind kind = catalogue::layer("pays");
    std::erase_if(kind.columns, [](const catalogue::Column& column) {
        return column.name != "code" && column.name != "nom" && column.name != "contour";
    });
    return kind;
}

bool is_topojson(const std::string& path) { return path.ends_with(".topojson"); }

std::string text_of(const std::string& path, std::vector<Feature> features, const stages::Drawing& drawn) {
    std::vector<const MultiPolygon*> outlines;
    for (std::size_t i = 0; i < features.size(); ++i) {
        features[i].drawing = &drawn.outlines[i];
        outlines.push_back(&drawn.outlines[i]);
    }
    return is_topojson(path) ? formats::topojson(layer_kind(), features, geo::topology(outlines), drawn.simplification)
                             : formats::geojson(layer_kind(), features, drawn.simplification);
}

void check(const ComposeOptions& options) {
    if (!options.output.empty() && !is_topojson(options.output) && !options.output.ends_with(".geojson")) {
        throw UsageError({"-o " + options.output + " : le nom doit finir par .geojson ou .topojson", "-o " + options.output + ": the name must end in .geojson or .topojson"});
    }
    if (options.outlines.empty() == options.points.empty()) {
        throw UsageError({"donner --outlines, ou --points avec --within", "give --outlines, or --points with --within"});
    }
    if (!options.points.empty() && options.within.empty()) {
        throw UsageError({"--points demande --within (les cadres à partager)", "--points needs --within (the frames to divide)"});
    }
}

}  // namespace

Composed compose(const ComposeOptions& options) {
    check(options);
    Composed composed;
    const auto note = [&](const std::vector<Finding>& more) { composed.findings.insert(composed.findings.end(), more.begin(), more.end()); };
    const Layer communes = read_lonlat(options, options.points.empty() ? options.outlines : options.points, options.crs, "--crs");
    const std::optional<Layer> separate = read_table(options, communes);
    const Layer& table = separate ? *separate : communes;
    note(table.findings);
    if (communes.path != table.path) {
        note(communes.findings);
    }
    const stages::CompositionTable rows = listed(options, table);
    note(rows.findings);
    const Gazetteer gazetteer = read_gazetteer(options, rows, communes, composed.findings);
    const stages::TerritoryOf territories = stages::territory_of(rows, communes, gazetteer);
    const Layer frames = options.points.empty() ? Layer{} : read_lonlat(options, options.within, "", "");
    const stages::Outlines outlines =
        options.points.empty() ? stages::merged(communes, territories, gazetteer)
                               : stages::divided(communes, frames, options.within_key, territories, gazetteer);
    note(frames.findings);
    note(territories.findings);
    note(outlines.findings);
    const Names names = read_names(options, table);
    std::vector<const MultiPolygon*> full;
    std::vector<Feature> features;
    for (const std::string& code : territories.codes) {
        const auto outline = outlines.by_code.find(code);
        if (outline == outlines.by_code.end()) {
            note({{FindingCode::composition_without_outline, code, table.path, 0, {{"code", code}}, std::nullopt}});
            continue;
        }
        const auto name = names.find(code);
        const bool exact = options.points.empty() && !options.simplify;
        full.push_back(&outline->second);
        features.push_back({{}, {code, name == names.end() ? code : name->second, exact ? "exact" : "approche"}, {}});
    }
    composed.territories = features.size();
    const stages::Drawing drawn = stages::drawn(full, options.simplify);
    composed.simplification = drawn.simplification;
    std::string text = text_of(options.output, std::move(features), drawn);
    if (options.output.empty()) {
        composed.layer = std::move(text);
    } else {
        io::publish_file(options.output, options.overwrite, text);
    }
    return composed;
}

}  // namespace maillage::jobs
