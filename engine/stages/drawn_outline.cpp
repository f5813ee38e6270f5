#include "stages/drawn_outline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "geo/geodesic.hpp"
#include "geo/validity.hpp"
#include "model/catalogue.hpp"

namespace maillage::stages {

namespace {

bool is_finite(const Ring& line) {
    return std::all_of(line.begin(), line.end(), [](const Point& point) { return std::isfinite(point.lon) && std::isfinite(point.lat); });
}

void join_ends(std::vector<Ring>& lines) {
    constexpr double metres_per_km = 1e3;
    for (Ring& line : lines) {
        if (line.size() > 2 && metres_per_km * geo::distance_km(line.front(), line.back()) <= closing_m) {
            line.back() = line.front();
        }
    }
}

}  // namespace

std::optional<MultiPolygon> drawn_outline(Shape& shape, const RowPlace& place, std::vector<Finding>& findings) {
    const auto note = [&](FindingCode code, std::vector<std::pair<std::string, std::string>> parameters, std::optional<Point> point) {
        parameters.insert(parameters.begin(), {"code", place.code});
        findings.push_back({code, place.code, place.path, place.row, std::move(parameters), point});
    };
    const auto number = [](std::size_t count) { return fmt::format("{}", count); };
    if (shape.kind == Shape::Kind::polygon) {
        if (shape.curved) {
            note(FindingCode::territory_curve, {{"type", shape.type}}, std::nullopt);
        }
        if (shape.ignored_points + shape.ignored_lines > 0) {
            note(FindingCode::territory_mixed_geometry, {{"points", number(shape.ignored_points)}, {"lines", number(shape.ignored_lines)}}, std::nullopt);
        }
        return std::move(shape.polygons);
    }
    if (!shape.lines.empty() && std::all_of(shape.lines.begin(), shape.lines.end(), is_finite)) {
        join_ends(shape.lines);
        geo::Enclosed enclosed = geo::enclosed(shape.lines);
        if (!enclosed.outline.empty()) {
            note(FindingCode::territory_from_lines, {{"lines", number(shape.lines.size())}, {"unused", number(enclosed.unused)}},
                 enclosed.outline.front().shell.front());
            return std::move(enclosed.outline);
        }
    }
    note(FindingCode::territory_without_polygon, {{"type", shape.type.empty() ? "vide" : shape.type}}, std::nullopt);
    return std::nullopt;
}

void note_heights(const Layer& layer, std::vector<Finding>& findings) {
    const auto rows = std::count_if(layer.rows.begin(), layer.rows.end(), [](const LayerRow& row) { return row.shape.has_z || row.shape.has_m; });
    if (rows > 0) {
        findings.push_back({FindingCode::territory_height_ignored, "", layer.path, 0, {{"count", fmt::format("{}", rows)}}, std::nullopt});
    }
}

void refuse_layer(Place layer, const Said& what, const std::vector<Finding>& findings) {
    const auto first = std::find_if(findings.begin(), findings.end(), [&](const Finding& one) {
        return one.path == layer.path && catalogue::kind(one.code).severity == Severity::error;
    });
    if (first == findings.end()) {
        throw InputError(layer, what);
    }
    layer.row = first->row;
    throw InputError(layer, {what.fr + " : " + catalogue::sentence(*first, Language::french), what.en + ": " + catalogue::sentence(*first, Language::english)});
}

}  // namespace maillage::stages
