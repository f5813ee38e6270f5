// Point location: holders and borders as a walk round every edge finds them, by exact signs, for any rings and any points; and a
// block whose bytes are anything is refused, or read within its bounds.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "fuzz.hpp"
#include "geo/locator_block.hpp"
#include "geo/orientation.hpp"
#include "geo/point_locator.hpp"

namespace maillage::fuzz {
namespace {

/// A place on a small lattice, often shared, and now and then one unit in the last place beside it.
Point point_from(std::string_view& input) {
    const auto x = static_cast<std::int8_t>(take_byte(input));
    const auto y = static_cast<std::int8_t>(take_byte(input));
    const std::uint8_t shift = take_byte(input);
    Point point{x / 8.0, y / 8.0};
    const double far = std::numeric_limits<double>::infinity();
    if ((shift & 3U) == 3U) {
        point.lon = std::nextafter(point.lon, (shift & 4U) != 0 ? far : -far);
    }
    if ((shift & 24U) == 24U) {
        point.lat = std::nextafter(point.lat, (shift & 32U) != 0 ? far : -far);
    }
    // orientation is exact where the smallest coordinate is not absurdly small (geo/orientation)
    point.lon = std::fabs(point.lon) < 1e-9 ? 0 : point.lon;
    point.lat = std::fabs(point.lat) < 1e-9 ? 0 : point.lat;
    return point;
}

std::vector<MultiPolygon> outlines_from(std::string_view& input) {
    std::vector<MultiPolygon> outlines(1 + take_byte(input) % 40U);
    for (std::uint8_t rings = take_byte(input) % 64U; rings > 0 && !input.empty(); --rings) {
        MultiPolygon& outline = outlines[take_byte(input) % outlines.size()];
        const std::uint8_t form = take_byte(input);
        Ring ring;
        for (unsigned left = 3U + form % 12U; left > 0; --left) {
            ring.push_back(point_from(input));
        }
        ring.push_back(ring.front());
        if ((form & 64U) != 0 && !outline.empty()) {
            outline.back().holes.push_back(ring);
        } else {
            outline.push_back({ring, {}});
        }
    }
    return outlines;
}

struct Truth {
    bool inside = false;
    bool on_border = false;
};

/// Crossings of the ray east of the point, and edges that go through it.
void walk(const Ring& ring, Point point, Truth& truth) {
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const Point a = ring[i];
        const Point b = ring[i + 1];
        const int turn = geo::orientation(a, b, point);
        const bool is_beside = std::min(a.lon, b.lon) <= point.lon && point.lon <= std::max(a.lon, b.lon) && std::min(a.lat, b.lat) <= point.lat &&
                               point.lat <= std::max(a.lat, b.lat);
        truth.on_border = truth.on_border || (turn == 0 && is_beside);
        if ((a.lat > point.lat) != (b.lat > point.lat)) {
            truth.inside ^= (turn > 0) == (b.lat > a.lat);
        }
    }
}

void compare(const geo::PointLocator& locator, const std::vector<MultiPolygon>& outlines, Point point) {
    std::vector<std::size_t> holders;
    bool on_border = false;
    for (std::size_t i = 0; i < outlines.size(); ++i) {
        Truth truth;
        for (const Polygon& part : outlines[i]) {
            walk(part.shell, point, truth);
            for (const Ring& hole : part.holes) {
                walk(hole, point, truth);
            }
        }
        if (truth.inside || truth.on_border) {
            holders.push_back(i);
        }
        on_border = on_border || truth.on_border;
    }
    const geo::PointLocator::Answer answer = locator.locate(point);
    hold(answer.holders == holders, "holders are those of a walk round every edge");
    hold(answer.on_border == on_border, "borders are those of a walk round every edge");
    std::uint32_t holder = 0;
    std::uint8_t shared = 0;
    locator.locate(std::span(&point, 1), std::span(&holder, 1), std::span(&shared, 1));
    hold(holder == (holders.empty() ? geo::PointLocator::none : static_cast<std::uint32_t>(holders.front())), "a batch gives the lowest holder");
    hold(shared == 1 || holders.size() <= 1, "a batch says where there may be a second");
}

/// Some bytes of a good block overwritten, its hash made to fit.
void tamper(const geo::PointLocator& locator, std::string_view input) {
    std::vector<std::byte> block(locator.bytes().begin(), locator.bytes().end());
    while (!input.empty()) {
        const std::size_t at = (take_byte(input) * 256U + take_byte(input)) * (1U + take_byte(input) % 16U) % block.size();
        block[at] = static_cast<std::byte>(take_byte(input));
    }
    geo::BlockHead head;
    std::memcpy(&head, block.data(), sizeof head);
    head.hash = geo::block_hash(block);
    std::memcpy(block.data(), &head, sizeof head);
    goes([&] {
        const geo::PointLocator read = geo::PointLocator::of_bytes(block);
        for (int x = -17; x <= 17; ++x) {
            for (const std::size_t holder : read.locate({static_cast<double>(x), x / 2.0}).holders) {
                hold(holder < read.outline_count(), "only outlines that are there");
            }
        }
    });
}

void locator(std::string_view input) {
    const bool tampered = (take_byte(input) & 1U) != 0;
    const std::vector<MultiPolygon> outlines = outlines_from(input);
    std::vector<const MultiPolygon*> pointers;
    for (const MultiPolygon& outline : outlines) {
        pointers.push_back(&outline);
    }
    const geo::PointLocator index(pointers);
    if (tampered) {
        tamper(index, input);
        return;
    }
    for (int more = 64; more > 0 && !input.empty(); --more) {
        compare(index, outlines, point_from(input));
    }
    for (const MultiPolygon& outline : outlines) {
        for (const Polygon& part : outline) {
            for (std::size_t i = 0; i + 1 < part.shell.size(); ++i) {
                const Point a = part.shell[i];
                const Point b = part.shell[i + 1];
                compare(index, outlines, a);
                compare(index, outlines, {(a.lon + b.lon) / 2, (a.lat + b.lat) / 2});
            }
        }
    }
}

}  // namespace
}  // namespace maillage::fuzz

MAILLAGE_FUZZ_TARGET(maillage::fuzz::locator)
