#include "stages/validate_outlines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/number.hpp"
#include "geo/geodesic.hpp"
#include "geo/outline_details.hpp"
#include "geo/validity.hpp"
#include "stages/drawn_outline.hpp"

namespace maillage::stages {

namespace {

constexpr double longest_gap = 2;  ///< times the longest segment: a straight line may stand for a side, not for a piece of border

std::size_t rings(const MultiPolygon& outline) {
    std::size_t count = 0;
    for (const Polygon& part : outline) {
        count += 1 + part.holes.size();
    }
    return count;
}

std::size_t not_finite(const MultiPolygon& outline) {
    const auto lost = [](const Ring& ring) {
        return static_cast<std::size_t>(std::count_if(
            ring.begin(), ring.end(), [](const Point& point) { return !std::isfinite(point.lon) || !std::isfinite(point.lat); }));
    };
    std::size_t count = 0;
    for (const Polygon& part : outline) {
        count += lost(part.shell);
        for (const Ring& hole : part.holes) {
            count += lost(hole);
        }
    }
    return count;
}

std::string number(std::size_t count) { return fmt::format("{}", count); }

}  // namespace

OutlineCheck::OutlineCheck(std::string path, double repair_limit, std::vector<Finding>& findings)
    : m_path(std::move(path)), m_repair_limit(repair_limit), m_findings(findings) {}

std::optional<MultiPolygon> OutlineCheck::sound(Territory& territory) {
    if (!is_finite(territory) || !closes(territory)) {
        return std::nullopt;
    }
    MultiPolygon outline = tidied(territory);
    const std::optional<geo::Invalidity> defect = outline.empty() ? std::nullopt : geo::invalidity(outline);
    if (outline.empty() || defect) {
        std::optional<MultiPolygon> mended = repaired(territory, outline, defect ? defect->reason : "Too few points",
                                                      defect ? std::optional(defect->point) : std::nullopt);
        if (!mended) {
            return std::nullopt;
        }
        outline = *std::move(mended);
    }
    note_details(territory, outline);
    return outline;
}

void OutlineCheck::finish() {
    if (m_repeats > 0) {
        m_findings.push_back({FindingCode::territory_repeated_positions, "", m_path, 0,
                              {{"count", number(m_repeats)}, {"rows", number(m_rows_with_repeats)}}, std::nullopt});
    }
}

void OutlineCheck::note(FindingCode code, const Territory& territory, Parameters parameters, std::optional<Point> point) {
    parameters.insert(parameters.begin(), {"code", territory.code});
    m_findings.push_back({code, territory.code, m_path, territory.row, std::move(parameters), point});
}

/// Nothing tells where a coordinate that is no number was: it can't be repaired.
bool OutlineCheck::is_finite(const Territory& territory) {
    const std::size_t lost = not_finite(territory.outline);
    if (lost > 0) {
        note(FindingCode::territory_not_finite, territory, {{"count", number(lost)}});
    }
    return lost == 0;
}

bool OutlineCheck::closes(const Territory& territory) {
    for (const geo::OpenRing& ring : geo::open_rings(territory.outline)) {
        const std::pair<std::string, std::string> gap{"gap_m", fixed(ring.gap_m, 3)};
        if (ring.gap_m <= closing_m) {
            note(FindingCode::territory_ring_closed, territory, {gap}, ring.point);
        } else if (ring.gap_m <= longest_gap * ring.longest_m) {
            note(FindingCode::territory_ring_gap, territory, {gap}, ring.point);
        } else {
            note(FindingCode::territory_ring_open, territory, {gap, {"longest_m", fixed(ring.longest_m, 3)}}, ring.point);
            return false;
        }
    }
    return true;
}

/// Rings closed, without repeats, and those of three distinct positions or more.
MultiPolygon OutlineCheck::tidied(Territory& territory) {
    const std::size_t drawn = rings(territory.outline);
    geo::Thinned thinned = geo::without_repeats(std::move(territory.outline));
    m_repeats += thinned.removed;
    m_rows_with_repeats += thinned.removed > 0 ? 1 : 0;
    MultiPolygon outline = geo::close_rings(thinned.outline, closing_m);
    if (const std::size_t dropped = drawn - rings(outline); dropped > 0 && !outline.empty()) {
        note(FindingCode::territory_ring_dropped, territory, {{"count", number(dropped)}});
    }
    return outline;
}

std::optional<MultiPolygon> OutlineCheck::repaired(const Territory& territory, const MultiPolygon& outline,
                                                   const std::string& reason, std::optional<Point> where) {
    MultiPolygon mended = geo::repaired(outline);
    const double area = geo::area_km2(mended);
    if (!(area > 0)) {
        note(FindingCode::territory_unrepairable, territory, {{"reason", reason}}, where);
        return std::nullopt;
    }
    const double moved = geo::moved_km2(outline, mended);
    const double share = 100 * moved / area;
    const bool refused = share > m_repair_limit;
    Parameters parameters{{"reason", reason}, {"moved_km2", fixed(moved, 3)}, {"share", fixed(share, 3)}};
    if (refused) {
        parameters.emplace_back("limit", fmt::format("{}", m_repair_limit));
    }
    note(refused ? FindingCode::territory_repair_refused : FindingCode::territory_repaired, territory, std::move(parameters), where);
    return refused ? std::nullopt : std::optional(std::move(mended));
}

void OutlineCheck::note_details(const Territory& territory, const MultiPolygon& outline) {
    using geo::Spike;
    using geo::TinyRing;
    if (const std::vector<TinyRing> tiny = geo::tiny_rings(outline); !tiny.empty()) {
        const auto is_hole = [](const TinyRing& one) { return one.hole; };
        const auto holes = static_cast<std::size_t>(std::count_if(tiny.begin(), tiny.end(), is_hole));
        const TinyRing& least = *std::min_element(
            tiny.begin(), tiny.end(), [](const TinyRing& left, const TinyRing& right) { return left.area_m2 < right.area_m2; });
        note(FindingCode::territory_tiny_part, territory,
             {{"parts", number(tiny.size() - holes)}, {"holes", number(holes)}, {"area_m2", fixed(least.area_m2, 1)}}, least.point);
    }
    if (const std::vector<Spike> spikes = geo::spikes(outline); !spikes.empty()) {
        const Spike& longest = *std::max_element(
            spikes.begin(), spikes.end(), [](const Spike& left, const Spike& right) { return left.length_m < right.length_m; });
        Parameters parameters{{"count", number(spikes.size())}};
        parameters.emplace_back("length_m", fixed(longest.length_m, 2));
        parameters.emplace_back("width_m", fixed(longest.width_m, 4));
        note(FindingCode::territory_spike, territory, std::move(parameters), longest.point);
    }
}

}  // namespace maillage::stages
