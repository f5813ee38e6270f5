#include "geo/coverage_mesh.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "geo/planar.hpp"

namespace maillage::geo {

namespace {

constexpr double metres_per_km = 1e3;

std::uint64_t key_of(std::uint32_t first, std::uint32_t second) { return std::uint64_t{first} << 32U | second; }

}  // namespace

CoverageMesh::CoverageMesh(std::span<const MultiPolygon* const> outlines) {
    for (std::size_t i = 0; i < outlines.size(); ++i) {
        if (outlines[i]->size() == 1) {
            m_parts.push_back(outlines[i]);
        } else {
            for (const Polygon& part : *outlines[i]) {
                m_parts.push_back(&m_copies.emplace_back(MultiPolygon{part}));
            }
        }
        m_territory.resize(m_parts.size(), static_cast<std::uint32_t>(i));
    }
    m_edges = shared_edges(m_parts);
    m_attached.resize(m_parts.size(), false);
    sort_out_edges();
}

void CoverageMesh::sort_out_edges() {
    std::unordered_map<std::uint64_t, double> lengths_m;
    for (std::size_t first = 0; first < m_edges.claims.size();) {
        const std::span<const EdgeClaim> claims = edge_at(m_edges, first);
        const Point from = vertex(claims.front().from);
        const Point to = vertex(claims.front().to);
        std::ptrdiff_t balance = 0;
        for (const EdgeClaim& claim : claims) {
            balance += claim.forward ? 1 : -1;
            bool matched = false;
            for (const EdgeClaim& other : claims) {
                const std::uint32_t mine = territory(claim.outline);
                const std::uint32_t theirs = territory(other.outline);
                if (other.forward == claim.forward || mine == theirs) {
                    continue;
                }
                matched = true;
                if (mine < theirs) {
                    lengths_m[key_of(mine, theirs)] += length_m(from, to);
                }
            }
            if (matched) {
                m_attached[claim.outline] = true;
            } else {
                m_loose.push_back({claim.forward ? from : to, claim.forward ? to : from, claim.outline});
            }
        }
        if (balance != 0) {
            m_residual.push_back({claims.front().from, claims.front().to, first});
        }
        first += claims.size();
    }
    for (const auto& [key, metres] : lengths_m) {
        m_matched.push_back({static_cast<std::size_t>(key >> 32U), static_cast<std::size_t>(key & 0xFFFFFFFFU), metres / metres_per_km, 0});
    }
    std::sort(m_matched.begin(), m_matched.end(),
              [](const Border& a, const Border& b) { return std::tie(a.first, a.second) < std::tie(b.first, b.second); });
}

}  // namespace maillage::geo
