#include "jobs/compose.hpp"

#include <array>
#include <map>

#include "base/error.hpp"
#include "formats/geojson.hpp"
#include "geo/precision.hpp"
#include "io/atomic_dir.hpp"
#include "io/open.hpp"
#include "stages/compose.hpp"
#include "stages/coordinates.hpp"
#include "stages/fields.hpp"

namespace maillage::jobs {

namespace {

/// Rows placed where their system is not for have a finding, and draw nothing.
Layer read_lonlat(const std::string& named) {
    Layer layer = io::read_layer(named);
    if (!layer.has_geometry) {
        return layer;
    }
    const std::vector<Finding> places = stages::to_lonlat(layer, "", "");
    layer.findings.insert(layer.findings.end(), places.begin(), places.end());
    for (LayerRow& row : layer.rows) {
        if (row.shape.outside) {
            row.shape = Shape{};
        }
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

void check(const ComposeOptions& options) {
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
    const Layer frames = options.points.empty() ? Layer{} : read_lonlat(options.within);
    const stages::Outlines outlines =
        options.points.empty() ? stages::merged(communes, territories) : stages::divided(communes, frames, options.within_key, territories);
    const std::map<std::string, std::string> names = read_names(options.names, options.by);
    Composed composed;
    composed.findings = table.findings;
    if (communes.path != table.path) {
        composed.findings.insert(composed.findings.end(), communes.findings.begin(), communes.findings.end());
    }
    composed.findings.insert(composed.findings.end(), frames.findings.begin(), frames.findings.end());
    composed.findings.insert(composed.findings.end(), outlines.findings.begin(), outlines.findings.end());
    std::map<std::string, MultiPolygon> drawn;
    std::vector<formats::Feature> features;
    for (const std::string& code : territories.codes) {
        const auto outline = outlines.by_code.find(code);
        if (outline == outlines.by_code.end()) {
            composed.findings.push_back({FindingCode::composition_without_outline, code, options.composition, 0, {{"code", code}}, std::nullopt});
            continue;
        }
        const auto name = names.find(code);
        const MultiPolygon& rounded = drawn.emplace(code, geo::rounded(outline->second)).first->second;
        features.push_back({&rounded, {code, name == names.end() ? code : name->second, options.points.empty() ? "exact" : "approche"}, {}});
    }
    composed.territories = features.size();
    io::publish_file(options.output, options.overwrite, formats::geojson(layer_kind(), features));
    return composed;
}

}  // namespace maillage::jobs
