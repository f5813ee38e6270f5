#include "support/locator_beside_geos.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <numbers>
#include <random>
#include <utility>

#include "geo/geos.hpp"
#include "geo/point_locator.hpp"

namespace maillage::test {

namespace {

using geo::Geos;
using geo::PointLocator;

class Points {
public:
    Points(const std::vector<MultiPolygon>& outlines, unsigned seed) : m_random(seed) {
        for (const MultiPolygon& outline : outlines) {
            for (const Polygon& part : outline) {
                add(part.shell);
                for (const Ring& hole : part.holes) {
                    add(hole);
                }
            }
        }
    }
    Point next() {
        const auto& [a, b] = m_edges[any_edge()];
        const auto& [c, d] = m_edges[any_edge()];
        Point point;
        switch (m_turn++ % 8) {
            case 0: point = {part(m_box.min_lon, m_box.max_lon), part(m_box.min_lat, m_box.max_lat)}; break;
            case 1: point = a; break;
            case 2: point = {(a.lon + b.lon) / 2, (a.lat + b.lat) / 2}; break;
            case 3: {
                const double t = part(0, 1);
                point = {a.lon + t * (b.lon - a.lon), a.lat + t * (b.lat - a.lat)};
                break;
            }
            case 4: point = {a.lon, c.lat}; break;
            case 5: point = {part(a.lon, b.lon), a.lat}; break;
            case 6: point = {a.lon + part(-1e-3, 1e-3), a.lat + part(-1e-3, 1e-3)}; break;
            default: point = {m_turn % 3 == 0 ? m_box.max_lon : d.lon, m_turn % 5 == 0 ? m_box.min_lat : b.lat}; break;
        }
        const auto nudged = [&](double value) {
            const auto which = m_random() % 3;
            return which == 0 ? value : std::nextafter(value, which == 1 ? -1e9 : 1e9);
        };
        return m_random() % 2 == 0 ? point : Point{nudged(point.lon), nudged(point.lat)};
    }

private:
    void add(const Ring& ring) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            m_edges.emplace_back(ring[i], ring[i + 1]);
            m_box.add(ring[i]);
        }
    }
    std::size_t any_edge() { return static_cast<std::size_t>(m_random() % m_edges.size()); }
    double part(double from, double to) { return from + (to - from) * std::uniform_real_distribution<double>(0, 1)(m_random); }
    std::mt19937_64 m_random;
    std::size_t m_turn = 0;
    std::vector<std::pair<Point, Point>> m_edges;
    Box m_box;
};

struct Unprepare {
    GEOSContextHandle_t context;
    void operator()(const GEOSPreparedGeometry* prepared) const { GEOSPreparedGeom_destroy_r(context, prepared); }
};

}  // namespace

std::vector<MultiPolygon> random_stars(unsigned seed) {
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> any(0, 1);
    const auto star = [](Point centre, double size, const std::vector<double>& radii) {
        Ring ring;
        for (std::size_t i = 0; i < radii.size(); ++i) {
            const double angle = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(radii.size());
            ring.push_back({centre.lon + size * radii[i] * std::cos(angle), centre.lat + size * radii[i] * std::sin(angle)});
        }
        ring.push_back(ring.front());
        return ring;
    };
    std::vector<MultiPolygon> outlines;
    for (int i = 0; i < 60; ++i) {
        const Point centre{any(random) * 10 - 5, any(random) * 10 - 5};
        const double size = std::pow(10, any(random) * 3 - 2);
        std::vector<double> radii(static_cast<std::size_t>(3 + any(random) * 60));
        for (double& radius : radii) {
            radius = 0.3 + any(random);
        }
        Polygon part{star(centre, size, radii), {}};
        if (i % 3 == 0) {
            part.holes.push_back(star(centre, size / 2, radii));
        }
        outlines.push_back({part});
        if (i % 5 == 0) {
            outlines.push_back(outlines.back());  // the same again
        }
    }
    return outlines;
}

Compared compare_with_geos(const std::vector<MultiPolygon>& outlines, std::size_t count, unsigned seed) {
    std::vector<const MultiPolygon*> pointers;
    for (const MultiPolygon& outline : outlines) {
        pointers.push_back(&outline);
    }
    const PointLocator locator(pointers);
    Compared tally;
    const Geos geos;
    std::vector<Geos::Geometry> geometries;
    std::vector<Box> boxes;
    std::vector<std::unique_ptr<const GEOSPreparedGeometry, Unprepare>> prepared;
    for (const MultiPolygon& outline : outlines) {
        geometries.push_back(geos.geometry(outline));
        boxes.push_back(box_of(outline));
        prepared.emplace_back(GEOSPrepare_r(geos.context(), geometries.back().get()), Unprepare{geos.context()});
    }
    // outlines by bands of latitude, so that few are looked at
    constexpr double bands_per_degree = 20;
    const auto band_of = [](double lat) { return static_cast<std::int64_t>(std::floor(lat * bands_per_degree)); };
    std::map<std::int64_t, std::vector<std::size_t>> near;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        if (boxes[i].empty()) {
            continue;
        }
        for (std::int64_t band = band_of(boxes[i].min_lat); band <= band_of(boxes[i].max_lat); ++band) {
            near[band].push_back(i);
        }
    }
    Points points(outlines, seed);
    std::vector<Point> asked;
    std::vector<std::uint32_t> first;
    std::vector<std::uint8_t> shared;
    std::vector<std::size_t> holders;
    while (count > 0) {
        asked.resize(std::min<std::size_t>(count, 1000));
        std::generate(asked.begin(), asked.end(), [&] { return points.next(); });
        first.resize(asked.size());
        shared.resize(asked.size());
        locator.locate(asked, first, shared);
        count -= asked.size();
        for (std::size_t k = 0; k < asked.size(); ++k) {
            const Point point = asked[k];
            const auto place = geos.own(GEOSGeom_createPointFromXY_r(geos.context(), point.lon, point.lat));
            holders.clear();
            bool on_border = false;
            for (const std::size_t i : near[band_of(point.lat)]) {
                if (boxes[i].contains(point) &&
                    geos.test(GEOSPreparedIntersects_r(geos.context(), prepared[i].get(), place.get()))) {
                    holders.push_back(i);
                    on_border = on_border || !geos.test(GEOSPreparedContains_r(geos.context(), prepared[i].get(), place.get()));
                }
            }
            const PointLocator::Answer answer = locator.locate(point);
            const std::uint32_t lowest = holders.empty() ? PointLocator::none : static_cast<std::uint32_t>(holders.front());
            if (answer.holders != holders || answer.on_border != on_border || first[k] != lowest || (shared[k] == 0 && holders.size() > 1)) {
                tally.difference = fmt::format("at {:a} {:a} ({} {}): {} holders and {}, GEOS {} and {}; of the batch {}",
                                               point.lon, point.lat, point.lon, point.lat, answer.holders.size(), answer.on_border,
                                               holders.size(), on_border, first[k]);
                return tally;
            }
            ++tally.points;
            tally.on_border += on_border ? 1U : 0U;
            tally.in_several += holders.size() > 1 ? 1U : 0U;
            tally.in_none += holders.empty() ? 1U : 0U;
        }
    }
    return tally;
}

}  // namespace maillage::test
