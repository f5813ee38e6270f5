#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "base/error.hpp"
#include "base/number.hpp"
#include "base/text.hpp"
#include "geo/point_locator.hpp"
#include "stages/coordinates.hpp"
#include "stages/fields.hpp"
#include "stages/locate.hpp"
#include "stages/site.hpp"

namespace maillage::stages {

namespace {

using catalogue::Role;

SiteCandidate at_commune(const PastRun& run, std::size_t commune) {
    const DemandPoint& one = run.demand[commune];
    return {one.code, one.name, *one.point, one.code, run.demand_pays[commune]};
}

/// Rows of a list -> candidates.
class CandidateReader {
public:
    CandidateReader(const PastRun& run, Layer&& list) : m_run(run), m_layer(std::move(list)), m_locator(locator(run)) {
        m_id = find_field(m_layer, "", Role::ptce_id);
        m_name = find_field(m_layer, "", Role::ptce_name);
        m_commune = find_field(m_layer, "", Role::ptce_commune);
        m_lon = find_field(m_layer, "", Role::ptce_lon);
        m_lat = find_field(m_layer, "", Role::ptce_lat);
        for (std::size_t i = 0; i < run.demand.size(); ++i) {
            m_communes.emplace(run.demand[i].code, i);
        }
        draw();
    }

    SiteCandidates read() {
        SiteCandidates found;
        found.path = m_layer.path;
        std::unordered_map<std::string, std::size_t> rows;
        for (const LayerRow& row : m_layer.rows) {
            const std::optional<SiteCandidate> candidate = row.malformed ? std::nullopt : candidate_of(row);
            if (!candidate) {
                found.left_out.push_back(row.number);
                continue;
            }
            if (const auto [same, is_new] = rows.emplace(candidate->id, row.number); !is_new) {
                throw InputError({m_layer.path, m_layer.name, row.number},
                                 {fmt::format("identifiant « {} » déjà à la ligne {}", candidate->id, same->second),
                                  fmt::format("id \"{}\" already in row {}", candidate->id, same->second)});
            }
            found.places.push_back(*candidate);
        }
        if (found.places.empty()) {
            throw InputError({m_layer.path, m_layer.name}, {"aucune ligne ne dit où est son candidat : ni point, ni commune qui en ait un",
                                                            "no row tells where its candidate is: neither a point, nor a commune that has one"});
        }
        return found;
    }

private:
    static geo::PointLocator locator(const PastRun& run) {
        std::vector<const MultiPolygon*> outlines;
        for (const PublishedPays& pays : run.pays) {
            outlines.push_back(&pays.outline);
        }
        return geo::PointLocator(outlines);
    }

    /// Rows draw the point of their columns, in lon/lat.
    void draw() {
        const bool has_columns = m_lon.found() && m_lat.found();
        if (!m_layer.has_geometry && !has_columns && !m_commune.found()) {
            const std::string columns = join(m_layer.columns, ", ");
            throw InputError({m_layer.path, m_layer.name},
                             {"ni points, ni colonnes lon et lat, ni colonne code_commune ; colonnes : " + columns,
                              "neither points, nor columns lon and lat, nor a column code_commune; columns: " + columns});
        }
        for (LayerRow& row : m_layer.rows) {
            const std::optional<double> lon = parse_number(m_lon.of(row));
            const std::optional<double> lat = parse_number(m_lat.of(row));
            if (!m_layer.has_geometry && !row.malformed && lon && lat) {
                row.shape.kind = Shape::Kind::point;
                row.shape.point = {*lon, *lat};
            }
        }
        (void)to_lonlat(m_layer, m_layer.has_geometry ? "" : "OGC:CRS84", "", Drawn::list);
    }

    [[nodiscard]] std::optional<std::size_t> commune_of(const LayerRow& row) const {
        const std::string& written = m_commune.of(row);
        constexpr std::size_t digits = 5;
        for (const std::string& code : {written, written.size() + 1 == digits ? "0" + written : written}) {  // a lost zero
            if (const auto found = m_communes.find(code); found != m_communes.end()) {
                return found->second;
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<SiteCandidate> candidate_of(const LayerRow& row) const {
        const std::optional<std::size_t> commune = commune_of(row);
        const Point drawn = row.shape.point;
        const bool is_point = row.shape.kind == Shape::Kind::point && !row.shape.outside && std::fabs(drawn.lon) <= 180 && std::fabs(drawn.lat) <= 90;
        const std::optional<Point> point = is_point ? drawn : commune ? m_run.demand[*commune].point : std::nullopt;
        if (!point) {
            return std::nullopt;
        }
        SiteCandidate candidate{m_id.of(row), m_name.of(row), *point, commune ? m_run.demand[*commune].code : "", {}};
        if (candidate.id.empty()) {
            candidate.id = fmt::format("ligne-{}", row.number);
        }
        if (candidate.name.empty() && commune) {
            candidate.name = m_run.demand[*commune].name;
        }
        candidate.pays = commune ? m_run.demand_pays[*commune] : std::nullopt;
        if (!candidate.pays) {
            if (const Location location = settled(m_locator.locate(*point)); location.territory != Location::nowhere) {
                candidate.pays = location.territory;
            }
        }
        return candidate;
    }

    const PastRun& m_run;
    Layer m_layer;
    geo::PointLocator m_locator;
    Field m_id, m_name, m_commune, m_lon, m_lat;
    std::unordered_map<std::string, std::size_t> m_communes;
};

}  // namespace

SiteCandidates seats(const PastRun& run, SiteObjective objective) {
    std::vector<std::vector<std::size_t>> communes(run.pays.size());
    for (std::size_t i = 0; i < run.demand.size(); ++i) {
        if (run.demand_pays[i] && run.demand[i].point && run.demand[i].population.value_or(0) > 0) {
            communes[*run.demand_pays[i]].push_back(i);
        }
    }
    SiteCandidates found;
    for (std::size_t pays = 0; pays < run.pays.size(); ++pays) {
        const bool is_covered = run.pays[pays].status == Status::couvert;
        const std::size_t wanted = objective == SiteObjective::pays ? run.pays[pays].missing : is_covered ? 0 : 1;
        std::vector<std::size_t>& there = communes[pays];
        std::stable_sort(there.begin(), there.end(), [&](std::size_t a, std::size_t b) { return *run.demand[a].population > *run.demand[b].population; });
        if (there.size() < wanted) {
            ++found.pays_without;
        }
        for (std::size_t i = 0; i < std::min(wanted, there.size()); ++i) {
            found.places.push_back(at_commune(run, there[i]));
        }
    }
    if (objective == SiteObjective::people) {
        std::sort(found.places.begin(), found.places.end(), [](const SiteCandidate& a, const SiteCandidate& b) { return a.id < b.id; });
    }
    return found;
}

SiteCandidates listed(const PastRun& run, Layer list) { return CandidateReader(run, std::move(list)).read(); }

}  // namespace maillage::stages
