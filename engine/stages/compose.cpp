#include "stages/compose.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "base/error.hpp"
#include "base/number.hpp"
#include "geo/dissolve.hpp"
#include "geo/point_locator.hpp"
#include "geo/tessellation.hpp"
#include "geo/validity.hpp"
#include "stages/fields.hpp"

namespace maillage::stages {

namespace {

using catalogue::Role;

Field titled(const Layer& layer, const std::string& title) { return find_field(layer, title, Role::commune_code); }

/// The row's polygon made valid; nothing where it has none.
std::optional<MultiPolygon> sound(const LayerRow& row) {
    if (row.shape.kind != Shape::Kind::polygon) {
        return std::nullopt;
    }
    const MultiPolygon closed = geo::close_rings(row.shape.polygons);
    return geo::invalidity(closed) ? geo::repaired(closed) : closed;
}

std::optional<Point> point_of(const LayerRow& row, const Field& lon, const Field& lat) {
    if (row.shape.kind == Shape::Kind::point) {
        return row.shape.point;
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

std::vector<Frame> frames_of(const Layer& layer) {
    const Field code = need_field(layer, "", Role::pays_code, "code");
    std::vector<Frame> frames;
    for (const LayerRow& row : layer.rows) {
        std::optional<MultiPolygon> outline = sound(row);
        if (!outline || outline->empty()) {
            throw InputError({layer.path, layer.name, row.number}, {"ce cadre n'a pas de contour", "this frame has no outline"});
        }
        frames.push_back({code.of(row), std::move(*outline), {}, {}});
    }
    return frames;
}

}  // namespace

TerritoryOf territory_of(const Layer& table, const std::string& key, const std::string& by) {
    const Field commune = titled(table, key);
    const Field territory = titled(table, by);
    TerritoryOf found;
    std::set<std::string> codes;
    for (const LayerRow& row : table.rows) {
        if (row.malformed || commune.of(row).empty() || territory.of(row).empty()) {
            continue;
        }
        const auto [at, fresh] = found.by_commune.try_emplace(commune.of(row), territory.of(row));
        if (!fresh && at->second != territory.of(row)) {
            throw InputError({table.path, table.name, row.number},
                             {fmt::format("la commune {} est dans deux territoires : {} et {}", commune.of(row), at->second, territory.of(row)),
                              fmt::format("commune {} is in two territories: {} and {}", commune.of(row), at->second, territory.of(row))});
        }
        codes.insert(territory.of(row));
    }
    if (codes.empty()) {
        throw InputError({table.path, table.name}, {"aucune ligne n'a de territoire", "no row has a territory"});
    }
    found.codes.assign(codes.begin(), codes.end());
    return found;
}

Outlines merged(const Layer& communes, const TerritoryOf& territories) {
    const Field code = need_field(communes, "", Role::commune_code, "code");
    Outlines result;
    std::vector<MultiPolygon> sounds;
    sounds.reserve(communes.rows.size());
    std::map<std::string, std::vector<std::size_t>> parts;
    for (const LayerRow& row : communes.rows) {
        const auto territory = territories.by_commune.find(code.of(row));
        std::optional<MultiPolygon> outline = sound(row);
        if (!outline) {
            result.findings.push_back({FindingCode::territory_without_polygon, code.of(row), communes.path, row.number,
                                       {{"code", code.of(row)}, {"type", row.shape.type}}, std::nullopt});
        } else if (territory == territories.by_commune.end()) {
            result.findings.push_back({FindingCode::composition_lacks_commune, code.of(row), communes.path, row.number,
                                       {{"code", code.of(row)}}, std::nullopt});
        } else {
            parts[territory->second].push_back(sounds.size());
            sounds.push_back(std::move(*outline));
        }
    }
    for (const auto& [territory, indexes] : parts) {
        std::vector<const MultiPolygon*> outlines;
        for (const std::size_t index : indexes) {
            outlines.push_back(&sounds[index]);
        }
        result.by_code[territory] = geo::dissolve(outlines);
    }
    return result;
}

Outlines divided(const Layer& points, const Layer& frame_layer, const std::string& within_key, const TerritoryOf& territories) {
    const Field code = need_field(points, "", Role::commune_code, "code");
    const Field lon = find_field(points, "", Role::ptce_lon);
    const Field lat = find_field(points, "", Role::ptce_lat);
    const Field within = find_field(points, within_key, Role::departement);
    std::vector<Frame> frames = frames_of(frame_layer);
    std::map<std::string, std::size_t> frame_index;
    std::vector<const MultiPolygon*> outlines;
    for (std::size_t i = 0; i < frames.size(); ++i) {
        frame_index.emplace(frames[i].code, i);
        outlines.push_back(&frames[i].outline);
    }
    const geo::PointLocator locator(outlines);
    for (const LayerRow& row : points.rows) {
        const auto territory = territories.by_commune.find(code.of(row));
        if (territory == territories.by_commune.end()) {
            continue;
        }
        const std::optional<Point> point = point_of(row, lon, lat);
        std::optional<std::size_t> frame;
        if (within.found()) {
            const auto named = frame_index.find(within.of(row));
            frame = named == frame_index.end() ? std::nullopt : std::optional(named->second);
        } else if (point) {
            const std::vector<std::size_t> holders = locator.locate(*point).holders;
            frame = holders.empty() ? std::nullopt : std::optional(holders.front());
        }
        if (frame) {
            frames[*frame].territories.insert(territory->second);
            if (point) {
                frames[*frame].points.emplace_back(*point, territory->second);
            }
        }
    }
    std::map<std::string, std::vector<MultiPolygon>> pieces;
    for (const Frame& frame : frames) {
        std::set<std::string> pointed;
        for (const auto& [point, territory] : frame.points) {
            pointed.insert(territory);
        }
        const std::set<std::string>& groups = pointed.empty() ? frame.territories : pointed;
        if (groups.size() == 1) {
            pieces[*groups.begin()].push_back(frame.outline);
            continue;
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
        for (std::size_t i = 0; i < order.size(); ++i) {
            pieces[order[i]].push_back(std::move(tiles[i]));
        }
    }
    Outlines result;
    for (const auto& [territory, parts] : pieces) {
        std::vector<const MultiPolygon*> several;
        for (const MultiPolygon& part : parts) {
            if (!part.empty()) {
                several.push_back(&part);
            }
        }
        if (!several.empty()) {
            result.by_code[territory] = several.size() == 1 ? geo::normalised(*several.front()) : geo::dissolve(several);
        }
    }
    return result;
}

}  // namespace maillage::stages
