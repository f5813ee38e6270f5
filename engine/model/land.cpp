#include "model/land.hpp"

#include <array>

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
constexpr Box metropole{-5.6, 42.2, 8.4, 51.2};

}  // namespace

std::string_view land_of(Point point) {
    for (const Land& land : lands) {
        if (land.box.contains(point)) {
            return land.name;
        }
    }
    return polynesia.contains(point) ? "polynesie" : "continent";
}

bool is_french(Point point) { return metropole.contains(point) || land_of(point) != "continent"; }

}  // namespace maillage
