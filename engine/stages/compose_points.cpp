#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/number.hpp"
#include "geo/dissolve.hpp"
#include "geo/point_locator.hpp"
#include "geo/tessellation.hpp"
#include "stages/compose_parts.hpp"
#include "stages/fields.hpp"

namespace maillage::stages {

namespace {

using catalogue::Role;

std::optional<Point> point_of(const LayerRow& row, const Field& lon, const Field& lat) {
    if (row.shape.kind == Shape::Kind::point) {
        return std::isfinite(row.shape.point.lon) && std::isfinite(row.shape.point.lat) ? std::optional(row.shape.point) : std::nullopt;
    }
    const std::optional<double> x = parse_number(lon.of(row));
    const std::optional<double> y = parse_number(lat.of(row));
    return x && y ? std::optional(Point{*x, *y}) : std::nullopt;
}

struct Frame {
    std::string code;
    MultiPolygon outline;
    std::vector<std::pair<Point, std::string>> points;  ///< with the code of their territory
    std::set<std::string> territories;                  ///< of its points, and of communes without one
};

std::vector<Frame> frames_of(const Layer& layer, std::vector<Finding>& findings) {
    const Field code = need_field(layer, "", Role::pays_code, "code");
    std::vector<Frame> frames;
    for (const LayerRow& row : layer.rows) {
        std::optional<MultiPolygon> outline = sound(row, code.of(row), layer.path, findings);
        if (!outline) {
            throw InputError({layer.path, layer.name, row.number}, {"ce cadre n'a pas de contour", "this frame has no outline"});
        }
        frames.push_back({code.of(row), std::move(*outline), {}, {}});
    }
    return frames;
}

/// Tells in which frame a point is: by its column, else by location.
class Frames {
public:
    Frames(const Layer& points, const Layer& layer, const std::string& within_key, std::vector<Finding>& findings)
        : all(frames_of(layer, findings)), m_within(find_field(points, within_key, Role::departement)), m_locator(outlines(all)) {
        for (std::size_t i = 0; i < all.size(); ++i) {
            m_by_code.emplace(all[i].code, i);
        }
    }
    [[nodiscard]] Frame* holding(const LayerRow& row, const std::optional<Point>& point) {
        if (m_within.found()) {
            const auto named = m_by_code.find(m_within.of(row));
            return named == m_by_code.end() ? nullptr : &all[named->second];
        }
        const std::vector<std::size_t> holders = point ? m_locator.locate(*point).holders : std::vector<std::size_t>{};
        return holders.empty() ? nullptr : &all[holders.front()];
    }
    std::vector<Frame> all;

private:
    static std::vector<const MultiPolygon*> outlines(const std::vector<Frame>& frames) {
        std::vector<const MultiPolygon*> found;
        for (const Frame& frame : frames) {
            found.push_back(&frame.outline);
        }
        return found;
    }
    Field m_within;
    geo::PointLocator m_locator;
    std::map<std::string, std::size_t> m_by_code;
};

/// The frame's pieces, each with the code of its territory.
std::vector<std::pair<std::string, MultiPolygon>> pieces_of(const Frame& frame, const Layer& frame_layer) {
    std::set<std::string> pointed;
    for (const auto& [point, territory] : frame.points) {
        pointed.insert(territory);
    }
    const std::set<std::string>& groups = pointed.empty() ? frame.territories : pointed;
    if (groups.size() == 1) {
        return {{*groups.begin(), frame.outline}};
    }
    if (groups.empty() || pointed.empty()) {
        throw InputError({frame_layer.path, frame_layer.name},
                         {fmt::format("le cadre {} n'a aucun point", frame.code), fmt::format("frame {} has no point", frame.code)});
    }
    const std::vector<std::string> order(groups.begin(), groups.end());
    std::vector<geo::Seed> seeds;
    for (const auto& [point, territory] : frame.points) {
        seeds.push_back({point, static_cast<std::size_t>(std::lower_bound(order.begin(), order.end(), territory) - order.begin())});
    }
    std::vector<MultiPolygon> tiles = geo::tessellate(frame.outline, seeds, order.size());
    std::vector<std::pair<std::string, MultiPolygon>> pieces;
    for (std::size_t i = 0; i < order.size(); ++i) {
        pieces.emplace_back(order[i], std::move(tiles[i]));
    }
    return pieces;
}

}  // namespace

Outlines divided(const Layer& points, const Layer& frame_layer, const std::string& within_key, const TerritoryOf& territories,
                 const Gazetteer& gazetteer) {
    const Field code = need_field(points, "", Role::commune_code, "code");
    const Field lon = find_field(points, "", Role::ptce_lon);
    const Field lat = find_field(points, "", Role::ptce_lat);
    Outlines result;
    Frames frames(points, frame_layer, within_key, result.findings);
    Rollcall rollcall(points, territories, gazetteer);
    std::vector<Remark> homeless;
    for (const LayerRow& row : points.rows) {
        if (row.malformed) {  // told by the source
            continue;
        }
        const std::string territory = rollcall.territory(code.of(row), row.number);
        if (territory.empty()) {
            continue;
        }
        const std::optional<Point> point = point_of(row, lon, lat);
        Frame* const frame = frames.holding(row, point);
        if (frame == nullptr) {
            homeless.push_back({code.of(row), row.number, point});
            continue;
        }
        frame->territories.insert(territory);
        if (point) {
            frame->points.emplace_back(*point, territory);
        }
    }
    const auto add = [&](const std::vector<Finding>& more) { result.findings.insert(result.findings.end(), more.begin(), more.end()); };
    add(rollcall.findings(FindingCode::composition_lacks_communes));
    constexpr FindingCode without_frame = FindingCode::composition_point_without_frame;
    add(told(without_frame, without_frame, points.path, std::move(homeless)));
    std::map<std::string, std::vector<MultiPolygon>> pieces;
    for (const Frame& frame : frames.all) {
        for (auto& [territory, piece] : pieces_of(frame, frame_layer)) {
            if (!piece.empty()) {
                pieces[territory].push_back(std::move(piece));
            }
        }
    }
    for (const auto& [territory, parts] : pieces) {
        std::vector<const MultiPolygon*> several;
        for (const MultiPolygon& part : parts) {
            several.push_back(&part);
        }
        result.by_code[territory] = several.size() == 1 ? geo::normalised(*several.front()) : geo::dissolve(several);
    }
    return result;
}

}  // namespace maillage::stages
