#include "formats/topojson.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <stdexcept>

namespace maillage::formats {

namespace {

constexpr double steps_per_degree = 1e6;

long long steps(double degrees) { return std::llround(degrees * steps_per_degree); }

struct Corner {
    long long x = 0;
    long long y = 0;
};

/// Positions are whole multiples of `step`, counted from `low`.
struct Grid {
    Corner low;
    long long step = 1;
};

/// The coarsest grid that holds every position: nothing is lost, and data of 5 decimals take a digit less than data of 6.
Grid grid_of(const Topology& topology) {
    Box box;
    for (const std::vector<Point>& arc : topology.arcs) {
        std::for_each(arc.begin(), arc.end(), [&](const Point& point) { box.add(point); });
    }
    if (box.empty()) {
        return {};
    }
    Grid grid{{steps(box.min_lon), steps(box.min_lat)}, 0};
    for (const std::vector<Point>& arc : topology.arcs) {
        for (const Point& point : arc) {
            grid.step = std::gcd(grid.step, std::gcd(steps(point.lon) - grid.low.x, steps(point.lat) - grid.low.y));
        }
    }
    return grid;
}

template <typename List, typename Write>
void write_list(std::string& text, const List& list, Write write_one) {
    text += '[';
    for (const auto& item : list) {
        if (&item != &list.front()) {
            text += ',';
        }
        write_one(item);
    }
    text += ']';
}

/// A reversed arc is the ones' complement of its index.
void write(std::string& text, const RingOfArcs& ring) {
    write_list(text, ring, [&](ArcUse use) {
        const std::int64_t arc = use.arc;
        text += std::to_string(use.reversed ? ~arc : arc);
    });
}

void write(std::string& text, const PolygonOfArcs& part) {
    text += '[';
    write(text, part.shell);
    for (const RingOfArcs& hole : part.holes) {
        text += ',';
        write(text, hole);
    }
    text += ']';
}

void write_geometry(std::string& text, const std::vector<PolygonOfArcs>& parts) {
    if (parts.empty()) {
        text += R"("type":null)";
    } else if (parts.size() == 1) {
        text += R"("type":"Polygon","arcs":)";
        write(text, parts.front());
    } else {
        text += R"("type":"MultiPolygon","arcs":)";
        write_list(text, parts, [&](const PolygonOfArcs& part) { write(text, part); });
    }
}

void write(std::string& text, const std::vector<Point>& arc, const Grid& grid) {
    Corner from = grid.low;
    write_list(text, arc, [&](const Point& point) {
        const Corner here{steps(point.lon), steps(point.lat)};
        text += '[' + std::to_string((here.x - from.x) / grid.step) + ',' + std::to_string((here.y - from.y) / grid.step) + ']';
        from = here;
    });
}

}  // namespace

std::string topojson(const catalogue::LayerKind& layer, const std::vector<Feature>& features, const Topology& topology,
                     const std::optional<Simplification>& simplification) {
    if (features.size() != topology.outlines.size()) {
        throw std::logic_error("as many outlines as features");
    }
    const Grid grid = grid_of(topology);
    const auto degrees = [](long long count) { return decimal_degrees(static_cast<double>(count) / steps_per_degree); };
    std::string text = R"({"type":"Topology")" + simplified_member(simplification);
    text += R"(,"transform":{"scale":[)" + degrees(grid.step) + "," + degrees(grid.step);
    text += R"(],"translate":[)" + degrees(grid.low.x) + "," + degrees(grid.low.y);
    text += R"(]},"objects":{")" + std::string(layer.name) + R"(":{"type":"GeometryCollection","geometries":[)" + "\n";
    for (std::size_t i = 0; i < features.size(); ++i) {
        text += '{';
        write_geometry(text, topology.outlines[i]);
        text += R"(,"properties":)" + properties_text(layer, features[i]) + (i + 1 == features.size() ? "}\n" : "},\n");
    }
    text += "]}},\"arcs\":[\n";
    for (const std::vector<Point>& arc : topology.arcs) {
        write(text, arc, grid);
        text += &arc == &topology.arcs.back() ? "\n" : ",\n";
    }
    return text + "]}\n";
}

}  // namespace maillage::formats
