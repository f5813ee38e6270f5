#include "model/land.hpp"

#include <array>
#include <cstddef>

namespace maillage {

namespace {

struct Land {
    std::string_view name;
    Box box;
};

// Degrees; extents read off the outlines of each territory and widened into the sea around it.
constexpr std::array<Land, 11> lands{{
    {"corse", {8.3, 41.2, 9.8, 43.2}},
    {"guadeloupe", {-61.95, 15.7, -60.9, 16.7}},
    {"saint-martin", {-63.3, 17.99, -62.96, 18.3}},
    {"saint-barthelemy", {-62.96, 17.8, -62.7, 18.0}},
    {"martinique", {-61.4, 14.2, -60.7, 15.0}},
    {"guyane", {-54.8, 2.0, -51.4, 6.0}},
    {"reunion", {55.0, -21.6, 56.0, -20.7}},
    {"mayotte", {44.8, -13.2, 45.5, -12.4}},
    {"saint-pierre-et-miquelon", {-56.6, 46.6, -56.0, 47.3}},
    {"nouvelle-caledonie", {158.0, -23.5, 172.5, -17.0}},
    {"wallis-et-futuna", {-178.5, -14.7, -175.8, -12.9}},
}};
constexpr Box polynesia{-155.5, -28.5, -133.5, -7.0};
/// Around métropole without Corse, counter-clockwise and convex, some 20 km off its coasts and borders.
constexpr std::array<Point, 10> hexagon{{{-2.1, 43.1}, {1.3, 42.1}, {3.5, 42.1}, {7.9, 43.4}, {8.7, 49.0},
                                         {2.9, 51.4}, {1.2, 51.3}, {-5.0, 49.1}, {-5.6, 48.6}, {-5.4, 47.5}}};

bool is_in_hexagon(Point point) {
    for (std::size_t i = 0; i < hexagon.size(); ++i) {
        const Point from = hexagon[i];
        const Point to = hexagon[(i + 1) % hexagon.size()];
        if (!((to.lon - from.lon) * (point.lat - from.lat) - (to.lat - from.lat) * (point.lon - from.lon) >= 0)) {
            return false;
        }
    }
    return true;
}

}  // namespace

std::string_view land_of(Point point) {
    for (const Land& land : lands) {
        if (land.box.contains(point)) {
            return land.name;
        }
    }
    return polynesia.contains(point) ? "polynesie" : "continent";
}

bool is_french(Point point) { return is_in_hexagon(point) || land_of(point) != "continent"; }

}  // namespace maillage
