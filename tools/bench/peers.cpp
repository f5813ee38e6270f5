#include "peers.hpp"

#define BOOST_ALLOW_DEPRECATED_HEADERS  // Boost 1.74 includes some of its own
#define USE_UNSTABLE_GEOS_CPP_API       // IndexedPointInAreaLocator has no C interface

#include <geos/algorithm/locate/IndexedPointInAreaLocator.h>
#include <geos/geom/Coordinate.h>
#include <geos/geom/CoordinateArraySequence.h>
#include <geos/geom/Envelope.h>
#include <geos/geom/GeometryFactory.h>
#include <geos/geom/LinearRing.h>
#include <geos/geom/MultiPolygon.h>
#include <geos/geom/Point.h>
#include <geos/geom/Polygon.h>
#include <geos/geom/prep/PreparedGeometry.h>
#include <geos/geom/prep/PreparedGeometryFactory.h>
#include <geos/index/strtree/TemplateSTRtree.h>
#include <s2/mutable_s2shape_index.h>
#include <s2/s2contains_point_query.h>
#include <s2/s2latlng.h>
#include <s2/s2polygon.h>

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/geometries/multi_polygon.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/polygon.hpp>
#include <boost/geometry/index/rtree.hpp>

#include "geo/point_locator.hpp"

namespace maillage::bench {

namespace {

constexpr std::uint32_t none = geo::PointLocator::none;
using Given = std::vector<const MultiPolygon*>;

class GeosOutlines {
public:
    explicit GeosOutlines(const Given& outlines) {
        for (const MultiPolygon* const outline : outlines) {
            std::vector<std::unique_ptr<geos::geom::Polygon>> parts;
            for (const maillage::Polygon& part : *outline) {
                std::vector<std::unique_ptr<geos::geom::LinearRing>> holes;
                for (const Ring& hole : part.holes) {
                    holes.push_back(ring(hole));
                }
                parts.push_back(m_factory->createPolygon(ring(part.shell), std::move(holes)));
            }
            m_outlines.push_back(m_factory->createMultiPolygon(std::move(parts)));
        }
        for (std::uint32_t i = 0; i < m_outlines.size(); ++i) {
            if (!m_outlines[i]->isEmpty()) {
                m_tree.insert(*m_outlines[i]->getEnvelopeInternal(), std::uint32_t{i});
            }
        }
        m_tree.build();
    }
    [[nodiscard]] const geos::geom::Geometry& outline(std::size_t i) const { return *m_outlines[i]; }
    [[nodiscard]] std::size_t size() const { return m_outlines.size(); }
    [[nodiscard]] const geos::geom::GeometryFactory& factory() const { return *m_factory; }

    template <typename Holds>
    std::uint32_t lowest(Point point, Holds holds) {
        std::uint32_t lowest = none;
        m_tree.query(geos::geom::Envelope(point.lon, point.lon, point.lat, point.lat), [&](std::uint32_t i) {
            if (i < lowest && holds(i)) {
                lowest = i;
            }
        });
        return lowest;
    }

private:
    [[nodiscard]] std::unique_ptr<geos::geom::LinearRing> ring(const Ring& points) const {
        std::vector<geos::geom::Coordinate> coordinates;
        for (const Point point : points) {
            coordinates.emplace_back(point.lon, point.lat);
        }
        return m_factory->createLinearRing(std::make_unique<geos::geom::CoordinateArraySequence>(std::move(coordinates), 2));
    }
    geos::geom::GeometryFactory::Ptr m_factory = geos::geom::GeometryFactory::create();
    std::vector<std::unique_ptr<geos::geom::Geometry>> m_outlines;
    geos::index::strtree::TemplateSTRtree<std::uint32_t> m_tree;
};

class GeosPrepared : public Peer {
public:
    explicit GeosPrepared(const Given& outlines) : m_outlines(outlines) {
        for (std::size_t i = 0; i < m_outlines.size(); ++i) {
            m_prepared.push_back(geos::geom::prep::PreparedGeometryFactory::prepare(&m_outlines.outline(i)));
        }
    }
    std::uint32_t holder(Point point) override {
        const std::unique_ptr<geos::geom::Point> place(
            m_outlines.factory().createPoint(geos::geom::Coordinate(point.lon, point.lat)));
        return m_outlines.lowest(point, [&](std::uint32_t i) { return m_prepared[i]->intersects(place.get()); });
    }

private:
    GeosOutlines m_outlines;
    std::vector<std::unique_ptr<geos::geom::prep::PreparedGeometry>> m_prepared;
};

class GeosIndexed : public Peer {
public:
    explicit GeosIndexed(const Given& outlines) : m_outlines(outlines) {
        for (std::size_t i = 0; i < m_outlines.size(); ++i) {
            m_locators.push_back(std::make_unique<geos::algorithm::locate::IndexedPointInAreaLocator>(m_outlines.outline(i)));
        }
    }
    std::uint32_t holder(Point point) override {
        const geos::geom::Coordinate place(point.lon, point.lat);
        return m_outlines.lowest(point, [&](std::uint32_t i) {
            return m_locators[i]->locate(&place) != geos::geom::Location::EXTERIOR;
        });
    }

private:
    GeosOutlines m_outlines;
    std::vector<std::unique_ptr<geos::algorithm::locate::IndexedPointInAreaLocator>> m_locators;
};

class BoostTree : public Peer {
    using Place = boost::geometry::model::d2::point_xy<double>;
    using Outline = boost::geometry::model::multi_polygon<boost::geometry::model::polygon<Place>>;
    using Entry = std::pair<boost::geometry::model::box<Place>, std::uint32_t>;

public:
    explicit BoostTree(const Given& outlines) {
        std::vector<Entry> entries;
        for (const MultiPolygon* const outline : outlines) {
            Outline& taken = m_outlines.emplace_back();
            for (const maillage::Polygon& part : *outline) {
                auto& polygon = taken.emplace_back();
                const auto fill = [](auto& ring, const Ring& points) {
                    for (const Point point : points) {
                        ring.emplace_back(point.lon, point.lat);
                    }
                };
                fill(polygon.outer(), part.shell);
                for (const Ring& hole : part.holes) {
                    fill(polygon.inners().emplace_back(), hole);
                }
            }
            boost::geometry::correct(taken);
            if (!taken.empty()) {
                entries.emplace_back(boost::geometry::return_envelope<boost::geometry::model::box<Place>>(taken),
                                     static_cast<std::uint32_t>(m_outlines.size() - 1));
            }
        }
        m_tree = decltype(m_tree)(entries);
    }
    std::uint32_t holder(Point point) override {
        const Place place(point.lon, point.lat);
        std::uint32_t lowest = none;
        for (auto entry = m_tree.qbegin(boost::geometry::index::intersects(place)); entry != m_tree.qend(); ++entry) {
            if (entry->second < lowest && boost::geometry::covered_by(place, m_outlines[entry->second])) {
                lowest = entry->second;
            }
        }
        return lowest;
    }

private:
    std::vector<Outline> m_outlines;
    boost::geometry::index::rtree<Entry, boost::geometry::index::rstar<16>> m_tree;
};

class S2Index : public Peer {
public:
    explicit S2Index(const Given& outlines) {
        for (const MultiPolygon* const outline : outlines) {
            std::vector<std::unique_ptr<S2Loop>> loops;
            const auto add = [&](const Ring& ring) {
                std::vector<S2Point> points;
                for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                    points.push_back(S2LatLng::FromDegrees(ring[i].lat, ring[i].lon).ToPoint());
                }
                points.erase(std::unique(points.begin(), points.end()), points.end());
                loops.push_back(std::make_unique<S2Loop>(points, S2Debug::DISABLE));
                loops.back()->Normalize();
            };
            for (const maillage::Polygon& part : *outline) {
                add(part.shell);
                for (const Ring& hole : part.holes) {
                    add(hole);
                }
            }
            m_outlines.push_back(std::make_unique<S2Polygon>(std::move(loops), S2Debug::DISABLE));
            m_index.Add(std::make_unique<S2Polygon::Shape>(m_outlines.back().get()));
        }
        m_index.ForceBuild();
        m_query = std::make_unique<S2ContainsPointQuery<MutableS2ShapeIndex>>(&m_index);
    }
    std::uint32_t holder(Point point) override {
        std::uint32_t lowest = none;
        m_query->VisitContainingShapes(S2LatLng::FromDegrees(point.lat, point.lon).ToPoint(), [&](S2Shape* shape) {
            lowest = std::min(lowest, static_cast<std::uint32_t>(shape->id()));
            return true;
        });
        return lowest;
    }

private:
    std::vector<std::unique_ptr<S2Polygon>> m_outlines;
    MutableS2ShapeIndex m_index;
    std::unique_ptr<S2ContainsPointQuery<MutableS2ShapeIndex>> m_query;
};

template <typename Kind>
NamedPeer named(const char* name) {
    return {name, [](const Given& outlines) { return std::make_unique<Kind>(outlines); }};
}

}  // namespace

std::vector<NamedPeer> peers() {
    return {named<GeosPrepared>("GEOS prepared, STRtree"), named<GeosIndexed>("GEOS IndexedPointInAreaLocator, STRtree"),
            named<BoostTree>("Boost.Geometry covered_by, R-tree"), named<S2Index>("S2 shape index")};
}

}  // namespace maillage::bench
