// Layers and points the benches of point location share. Seeds are fixed: the same points every time.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <ctime>
#include <random>
#include <string>
#include <vector>

#include "geo/validity.hpp"
#include "io/open.hpp"
#include "model/geometry.hpp"

namespace maillage::bench {

/// Outlines as the engine takes them: closed, the invalid ones repaired.
struct Outlines {
    std::vector<MultiPolygon> outlines;
    std::vector<const MultiPolygon*> pointers;

    explicit Outlines(std::vector<MultiPolygon> given) : outlines(std::move(given)) {
        for (const MultiPolygon& one : outlines) {
            pointers.push_back(&one);
        }
    }
    Outlines(const Outlines&) = delete;
    Outlines(Outlines&&) = default;

    [[nodiscard]] std::size_t vertices() const {
        std::size_t count = 0;
        for (const MultiPolygon& outline : outlines) {
            for (const Polygon& part : outline) {
                count += part.shell.size();
                for (const Ring& hole : part.holes) {
                    count += hole.size();
                }
            }
        }
        return count;
    }
};

inline Outlines outlines_of(const std::string& path) {
    std::vector<MultiPolygon> outlines;
    for (const LayerRow& row : io::read_layer(path).rows) {
        const MultiPolygon closed = geo::close_rings(row.shape.polygons);
        outlines.push_back(geo::invalidity(closed) ? geo::repaired(closed) : closed);
    }
    return Outlines(std::move(outlines));
}

/// Mainland France and Corsica: where most of each layer's edges are. Overseas, nearly all of a layer's box is sea.
inline constexpr Box mainland{-5.2, 41.3, 9.6, 51.2};

inline std::vector<Point> uniform_points(std::size_t count, unsigned seed = 20210512) {
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> lon(mainland.min_lon, mainland.max_lon);
    std::uniform_real_distribution<double> lat(mainland.min_lat, mainland.max_lat);
    std::vector<Point> points(count);
    for (Point& point : points) {
        point = {lon(random), lat(random)};
    }
    return points;
}

/// About the points of a layer, any of them as likely as another, within some 2 km (normal, 0.01 degrees each way).
inline std::vector<Point> clustered_points(const std::string& path, std::size_t count, unsigned seed = 20210513) {
    const Layer centres = io::read_layer(path);
    std::mt19937_64 random(seed);
    std::uniform_int_distribution<std::size_t> any(0, centres.rows.size() - 1);
    std::normal_distribution<double> off(0, 0.01);
    std::vector<Point> points(count);
    for (Point& point : points) {
        const Point centre = centres.rows[any(random)].shape.point;
        point = {centre.lon + off(random), centre.lat + off(random)};
    }
    return points;
}

/// Processor time of this thread: a busy machine does not count.
template <typename Work>
double seconds(Work work) {
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
    };
    const double start = now();
    work();
    return now() - start;
}

}  // namespace maillage::bench
