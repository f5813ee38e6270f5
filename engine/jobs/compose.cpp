#include "jobs/compose.hpp"

#include <array>
#include <map>

#include "base/error.hpp"
#include "formats/geojson.hpp"
#include "formats/topojson.hpp"
#include "geo/arcs.hpp"
#include "geo/projection.hpp"
#include "io/atomic_dir.hpp"
#include "io/open.hpp"
#include "stages/compose.hpp"
#include "stages/draw.hpp"
#include "stages/fields.hpp"

namespace maillage::jobs {

namespace {

Layer read_lonlat(const std::string& named) {
    Layer layer = io::read_layer(named);
    if (layer.has_geometry) {
        geo::to_lonlat(layer);
    }
    return layer;
}

/// code -> name; where the table holds several zonings (a column NIVGEO), only the rows of `by`.
std::map<std::string, std::string> read_names(const std::string& path, const std::string& by) {
    std::map<std::string, std::string> names;
    if (path.empty()) {
        return names;
    }
    const Layer table = io::read_layer(path);
    const stages::Field code = stages::need_field(table, "", catalogue::Role::pays_code, "code");
    const stages::Field name = stages::need_field(table, "", catalogue::Role::pays_name, "nom");
    const std::size_t level = table.column("NIVGEO");
    for (const LayerRow& row : table.rows) {
        if (level == Layer::npos || row.cells[level] == by) {
            names.emplace(code.of(row), name.of(row));
        }
    }
    return names;
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

std::string text_of(const std::string& path, std::vector<formats::Feature> features, const stages::Drawn& drawn) {
    std::vector<const MultiPolygon*> outlines;
    for (std::size_t i = 0; i < features.size(); ++i) {
        features[i].drawing = &drawn.outlines[i];
        outlines.push_back(&drawn.outlines[i]);
    }
    return is_topojson(path) ? formats::topojson(layer_kind(), features, geo::topology(outlines), drawn.simplification)
                             : formats::geojson(layer_kind(), features, drawn.simplification);
}

void check(const ComposeOptions& options) {
    if (!is_topojson(options.output) && !options.output.ends_with(".geojson")) {
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
    const Layer table = io::read_layer(options.composition);
    const stages::TerritoryOf territories = stages::territory_of(table, options.key, options.by);
    const Layer communes = read_lonlat(options.points.empty() ? options.outlines : options.points);
    const stages::Outlines outlines = options.points.empty()
                                          ? stages::merged(communes, territories)
                                          : stages::divided(communes, read_lonlat(options.within), options.within_key, territories);
    const std::map<std::string, std::string> names = read_names(options.names, options.by);
    Composed composed;
    composed.findings = table.findings;
    if (communes.path != table.path) {
        composed.findings.insert(composed.findings.end(), communes.findings.begin(), communes.findings.end());
    }
    composed.findings.insert(composed.findings.end(), outlines.findings.begin(), outlines.findings.end());
    std::vector<const MultiPolygon*> full;
    std::vector<formats::Feature> features;
    for (const std::string& code : territories.codes) {
        const auto outline = outlines.by_code.find(code);
        if (outline == outlines.by_code.end()) {
            composed.findings.push_back({FindingCode::composition_without_outline, code, options.composition, 0, {{"code", code}}, std::nullopt});
            continue;
        }
        const auto name = names.find(code);
        const bool exact = options.points.empty() && !options.simplify;
        full.push_back(&outline->second);
        features.push_back({{}, {code, name == names.end() ? code : name->second, exact ? "exact" : "approche"}, {}});
    }
    composed.territories = features.size();
    const stages::Drawn drawn = stages::drawn(full, options.simplify);
    composed.simplification = drawn.simplification;
    io::publish_file(options.output, options.overwrite, text_of(options.output, std::move(features), drawn));
    return composed;
}

}  // namespace maillage::jobs
