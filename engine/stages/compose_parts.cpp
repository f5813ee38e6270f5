#include "stages/compose_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "base/number.hpp"
#include "base/text.hpp"
#include "geo/geodesic.hpp"
#include "geo/validity.hpp"
#include "stages/composition.hpp"
#include "stages/drawn_outline.hpp"

namespace maillage::stages {

namespace {

constexpr std::size_t few = 20;
constexpr std::size_t first_codes = 5;

Finding finding_of(FindingCode kind, const std::string& path, const Remark& first, const std::string& codes, std::size_t count) {
    Finding finding{kind, first.code, path, first.row, {{"code", first.code}, {"codes", codes}, {"count", fmt::format("{}", count)}}, first.point};
    if (first.point) {
        constexpr int decimals = 5;  // about a metre
        finding.parameters.emplace_back("lon", fixed(first.point->lon, decimals));
        finding.parameters.emplace_back("lat", fixed(first.point->lat, decimals));
    }
    return finding;
}

bool is_finite(const MultiPolygon& outline) {
    const auto finite = [](const Ring& ring) {
        return std::all_of(ring.begin(), ring.end(), [](Point point) { return std::isfinite(point.lon) && std::isfinite(point.lat); });
    };
    return std::all_of(outline.begin(), outline.end(), [&](const Polygon& part) {
        return finite(part.shell) && std::all_of(part.holes.begin(), part.holes.end(), finite);
    });
}

}  // namespace

std::vector<Finding> told(FindingCode one, FindingCode many, const std::string& path, std::vector<Remark> remarks) {
    std::stable_sort(remarks.begin(), remarks.end(),
                     [](const Remark& a, const Remark& b) { return std::tie(a.code, a.row) < std::tie(b.code, b.row); });
    std::vector<Finding> findings;
    if (remarks.size() <= few) {
        for (const Remark& remark : remarks) {
            findings.push_back(finding_of(one, path, remark, remark.code, 1));
        }
        return findings;
    }
    std::vector<std::string> codes;
    for (std::size_t i = 0; i < first_codes; ++i) {
        codes.push_back(remarks[i].code);
    }
    Remark all = remarks.front();
    all.row = 0;
    findings.push_back(finding_of(many, path, all, join(codes, ", ") + "…", remarks.size()));
    findings.front().subject.clear();
    return findings;
}

std::optional<MultiPolygon> sound(const LayerRow& row, const std::string& code, const std::string& path, std::vector<Finding>& findings) {
    if (row.shape.kind != Shape::Kind::polygon) {
        findings.push_back({FindingCode::territory_without_polygon, code, path, row.number,
                            {{"code", code}, {"type", row.shape.type}}, std::nullopt});
        return std::nullopt;
    }
    MultiPolygon closed = geo::close_rings(row.shape.polygons, closing_m);
    const std::optional<geo::Invalidity> defect = closed.empty() ? geo::Invalidity{"Too few points", {}} : geo::invalidity(closed);
    if (!defect) {
        return closed;
    }
    // a coordinate that is no number can't be repaired: nothing tells where it was
    MultiPolygon repaired = closed.empty() || !is_finite(closed) ? MultiPolygon{} : geo::repaired(closed);
    const double after = repaired.empty() ? 0 : geo::area_km2(repaired);
    if (!(after > 0)) {
        findings.push_back({FindingCode::territory_unrepairable, code, path, row.number,
                            {{"code", code}, {"reason", defect->reason}}, std::nullopt});
        return std::nullopt;
    }
    const double change = after - geo::area_km2(closed);
    findings.push_back({FindingCode::territory_repaired, code, path, row.number,
                        {{"code", code},
                         {"reason", defect->reason},
                         {"change_km2", fixed(change, 3)},
                         {"share", fixed(100 * std::fabs(change) / after, 3)}},
                        defect->point});
    return repaired;
}

std::string Rollcall::territory(const std::string& commune, std::size_t row) {
    const auto& listed = m_territories.by_commune;
    std::set<std::string> found;
    for (const std::string& code : telling_codes(commune, m_gazetteer, [&](const std::string& one) { return listed.contains(one); })) {
        m_met.insert(code);
        found.insert(listed.at(code).territory);
    }
    if (found.empty() && !m_territories.outside.contains(commune)) {
        m_lacking.push_back({commune, row, std::nullopt});
    }
    if (found.size() > 1) {
        const std::string all = join({found.begin(), found.end()}, ", ");
        m_conflicts.push_back({FindingCode::composition_conflict, commune, m_communes.path, row,
                               {{"code", commune}, {"territories", all}}, std::nullopt});
    }
    return found.size() == 1 ? *found.begin() : "";
}

std::vector<Finding> Rollcall::findings(FindingCode lacking) const {
    std::vector<Remark> absent;
    for (const auto& [commune, member] : m_territories.by_commune) {
        if (!m_met.contains(commune)) {
            absent.push_back({commune, member.row, std::nullopt});
        }
    }
    std::vector<Finding> findings = told(lacking, FindingCode::composition_lacks_communes, m_communes.path, m_lacking);
    findings.insert(findings.end(), m_conflicts.begin(), m_conflicts.end());
    constexpr FindingCode without = FindingCode::composition_key_without_outline;
    const std::vector<Finding> others = told(without, without, m_territories.path, std::move(absent));
    findings.insert(findings.end(), others.begin(), others.end());
    return findings;
}

}  // namespace maillage::stages
