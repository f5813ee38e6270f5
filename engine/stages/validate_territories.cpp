#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.hpp"
#include "base/number.hpp"
#include "geo/dissolve.hpp"
#include "geo/geodesic.hpp"
#include "geo/validity.hpp"
#include "stages/validate.hpp"

namespace maillage::stages {

namespace {

bool is_finite(const MultiPolygon& outline) {
    const auto finite = [](const Point& point) { return std::isfinite(point.lon) && std::isfinite(point.lat); };
    const auto all_finite = [&](const Ring& ring) { return std::all_of(ring.begin(), ring.end(), finite); };
    return std::all_of(outline.begin(), outline.end(), [&](const Polygon& polygon) {
        return all_finite(polygon.shell) && std::all_of(polygon.holes.begin(), polygon.holes.end(), all_finite);
    });
}

/// The outline made valid, with a finding when it was not; nothing when no polygon is left.
std::optional<MultiPolygon> sound_outline(const Territory& territory, const std::string& path, std::vector<Finding>& findings) {
    MultiPolygon closed = geo::close_rings(territory.outline);
    const std::optional<geo::Invalidity> defect =
        closed.empty() ? std::optional(geo::Invalidity{"Too few points", {}}) : geo::invalidity(closed);
    if (!defect) {
        return closed;
    }
    // a coordinate that is no number can't be repaired: nothing tells where it was
    const MultiPolygon repaired = closed.empty() || !is_finite(closed) ? MultiPolygon{} : geo::repaired(closed);
    const double after = repaired.empty() ? 0 : geo::area_km2(repaired);
    if (!(after > 0)) {
        findings.push_back({FindingCode::territory_unrepairable, territory.code, path, territory.row,
                            {{"code", territory.code}, {"reason", defect->reason}}, std::nullopt});
        return std::nullopt;
    }
    const double change = after - geo::area_km2(closed);
    findings.push_back({FindingCode::territory_repaired,
                        territory.code,
                        path,
                        territory.row,
                        {{"code", territory.code},
                         {"reason", defect->reason},
                         {"change_km2", fixed(change, 3)},
                         {"share", fixed(100 * std::fabs(change) / after, 3)}},
                        defect->point});
    return repaired;
}

}  // namespace

Counts validate_territories(Inputs& inputs) {
    std::vector<Territory> sound;
    for (Territory& territory : inputs.territories) {
        std::optional<MultiPolygon> outline = sound_outline(territory, inputs.pays_path, inputs.findings);
        if (!outline) {
            ++inputs.territories_rejected;
            continue;
        }
        territory.outline = geo::normalised(*outline);
        sound.push_back(std::move(territory));
    }
    if (sound.empty()) {
        throw InputError({inputs.pays_path}, {"aucun contour valide", "no valid outline"});
    }
    std::stable_sort(sound.begin(), sound.end(), [](const Territory& a, const Territory& b) {
        return std::tie(a.code, a.name, a.row) < std::tie(b.code, b.name, b.row);
    });
    Counts counts;
    inputs.territories.clear();
    for (Territory& territory : sound) {
        if (!inputs.territories.empty()) {
            const Territory& last = inputs.territories.back();
            if (last.code == territory.code && last.name == territory.name) {
                inputs.findings.push_back({FindingCode::territory_duplicate,
                                           territory.code,
                                           inputs.pays_path,
                                           territory.row,
                                           {{"code", territory.code},
                                            {"name", territory.name},
                                            {"first", fmt::format("{}", last.row)},
                                            {"outline", last.outline == territory.outline ? "identique" : "différent"}},
                                           std::nullopt});
                ++counts.duplicates;
                continue;
            }
        }
        inputs.territories.push_back(std::move(territory));
    }
    std::map<std::string, int> bearers;
    for (const Territory& territory : inputs.territories) {
        ++bearers[territory.source_code];
    }
    std::map<std::string, int> rank;
    for (Territory& territory : inputs.territories) {
        if (bearers[territory.source_code] > 1) {
            do {
                territory.code = fmt::format("{}~{}", territory.source_code, ++rank[territory.source_code]);
            } while (bearers.contains(territory.code));  // a row may bear that very code
            inputs.findings.push_back({FindingCode::territory_same_code,
                                       territory.code,
                                       inputs.pays_path,
                                       territory.row,
                                       {{"source_code", territory.source_code}, {"name", territory.name}, {"code", territory.code}},
                                       std::nullopt});
        }
    }
    std::sort(inputs.territories.begin(), inputs.territories.end(),
              [](const Territory& a, const Territory& b) { return a.code < b.code; });
    const auto approximate = std::count_if(inputs.territories.begin(), inputs.territories.end(),
                                           [](const Territory& territory) { return territory.approximate; });
    if (approximate > 0) {
        inputs.findings.push_back({FindingCode::territory_outline_approximate, "", inputs.pays_path, 0,
                                   {{"count", fmt::format("{}", approximate)}}, std::nullopt});
    }
    return counts;
}

}  // namespace maillage::stages
