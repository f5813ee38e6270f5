#include "stages/locate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/error.hpp"
#include "io/open.hpp"

namespace maillage::stages {

namespace {

template <typename Number>
void append(std::string& bytes, const Number& number) {
    bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void append(std::string& bytes, const Ring& ring) {
    append(bytes, ring.size());
    for (const Point& point : ring) {
        append(bytes, point.lon);
        append(bytes, point.lat);
    }
}

/// Of what decides where a point goes.
std::string fingerprint(const std::vector<Territory>& territories) {
    std::string hashes;
    for (const Territory& territory : territories) {
        std::string bytes = territory.code + '\0' + territory.name + '\0';
        for (const Polygon& part : territory.outline) {
            append(bytes, part.holes.size());
            append(bytes, part.shell);
            for (const Ring& hole : part.holes) {
                append(bytes, hole);
            }
        }
        hashes += io::sha256(bytes);
    }
    return io::sha256(hashes);
}

}  // namespace

Location settled(const geo::PointLocator::Answer& answer) {
    if (answer.holders.empty()) {
        return {};
    }
    const Situation shared = answer.on_border ? Situation::border : Situation::overlap;
    return {static_cast<std::uint32_t>(answer.holders.front()), answer.holders.size() > 1 ? shared : Situation::inside};
}

std::vector<Location> locate(const geo::PointLocator& locator, const geo::PointPlacer& placer, std::span<Point> points,
                             std::span<Fault> faults) {
    std::vector<Location> locations(points.size());
    std::vector<Point> places;
    std::vector<std::size_t> rows;
    places.reserve(points.size());
    rows.reserve(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        const std::optional<Point> place = faults[i] == Fault::none ? placer.place(points[i]) : std::nullopt;
        if (!place) {
            faults[i] = faults[i] == Fault::none ? Fault::off_map : faults[i];
            locations[i].situation = Situation::rejected;
            continue;
        }
        points[i] = *place;
        places.push_back(*place);
        rows.push_back(i);
    }
    std::vector<std::uint32_t> holders(places.size());
    std::vector<std::uint8_t> shared(places.size());
    locator.locate(places, holders, shared);
    for (std::size_t k = 0; k < places.size(); ++k) {
        if (shared[k] != 0) {
            locations[rows[k]] = settled(locator.locate(places[k]));
        } else if (holders[k] != geo::PointLocator::none) {
            locations[rows[k]] = {holders[k], Situation::inside};
        }
    }
    return locations;
}

LocationCounts counts_of(const std::vector<Territory>& territories) {
    LocationCounts counts;
    counts.fingerprint = fingerprint(territories);
    for (const Territory& territory : territories) {
        counts.territories.push_back({territory.code, territory.name, 0, {}});
    }
    return counts;
}

void count(LocationCounts& counts, std::span<const Point> points, std::span<const Location> locations) {
    counts.read += locations.size();
    for (std::size_t i = 0; i < locations.size(); ++i) {
        const auto& [territory, situation] = locations[i];
        counts.outside += situation == Situation::outside ? 1U : 0U;
        counts.rejected += situation == Situation::rejected ? 1U : 0U;
        counts.on_border += situation == Situation::border ? 1U : 0U;
        counts.in_overlap += situation == Situation::overlap ? 1U : 0U;
        if (territory != Location::nowhere) {
            ++counts.located;
            ++counts.territories[territory].points;
            counts.territories[territory].extent.add(Point{points[i].lon + 0.0, points[i].lat + 0.0});  // -0 is 0, in any order
        }
    }
}

void add(LocationCounts& counts, const LocationCounts& part) {
    counts.read += part.read;
    counts.located += part.located;
    counts.on_border += part.on_border;
    counts.in_overlap += part.in_overlap;
    counts.outside += part.outside;
    counts.rejected += part.rejected;
    for (std::size_t i = 0; i < counts.territories.size(); ++i) {
        counts.territories[i].points += part.territories[i].points;
        counts.territories[i].extent.add(part.territories[i].extent);
    }
}

bool may_be_added(const LocationCounts& left, const LocationCounts& right) {
    return left.fingerprint == right.fingerprint && left.territories.size() == right.territories.size() &&
           std::equal(left.territories.begin(), left.territories.end(), right.territories.begin(),
                      [](const TerritoryPoints& one, const TerritoryPoints& other) {
                          return one.code == other.code && one.name == other.name;
                      });
}

void balance(const LocationCounts& counts) {
    const std::uint64_t sum = std::accumulate(counts.territories.begin(), counts.territories.end(), std::uint64_t{0},
                                              [](std::uint64_t total, const TerritoryPoints& one) { return total + one.points; });
    if (counts.read != counts.located + counts.outside + counts.rejected || counts.located != sum) {
        throw LibraryError({fmt::format("des lignes se sont perdues : {} lues, {} dans un pays, {} hors pays, {} rejetées",
                                        counts.read, sum, counts.outside, counts.rejected),
                            fmt::format("rows were lost: {} read, {} in a pays, {} outside, {} rejected", counts.read, sum,
                                        counts.outside, counts.rejected)});
    }
}

}  // namespace maillage::stages
