// locate: points of a stream to the territory that holds them, and what is counted of them (design, rule 2).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/point_locator.hpp"
#include "geo/projection.hpp"
#include "model/location.hpp"
#include "model/territory.hpp"

namespace maillage::stages {

/// Exactly one territory a point: that of the lowest code among its holders (territories are sorted by code).
[[nodiscard]] Location settled(const geo::PointLocator::Answer& answer);

/// Where each point is. `points` are brought to lon/lat in place; one that `placer` has no place for gets a fault. Those with a
/// fault are rejected.
[[nodiscard]] std::vector<Location> locate(const geo::PointLocator& locator, const geo::PointPlacer& placer,
                                           std::span<Point> points, std::span<Fault> faults);

/// No points yet. `territories` are sorted by code.
[[nodiscard]] LocationCounts counts_of(const std::vector<Territory>& territories);

/// Adds points to their territories and to the totals.
void count(LocationCounts& counts, std::span<const Point> points, std::span<const Location> locations);

/// Sums, and the extents' union: whatever the parts, their order and how they are grouped, the same. The two are of one layer.
void add(LocationCounts& counts, const LocationCounts& part);

/// Are they of one layer?
[[nodiscard]] bool may_be_added(const LocationCounts& left, const LocationCounts& right);

/// Throws LibraryError when a row is lost.
void balance(const LocationCounts& counts);

}  // namespace maillage::stages
