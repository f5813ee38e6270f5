#include "model/land.hpp"

#include <gtest/gtest.h>

namespace maillage {
namespace {

TEST(Land, KnownPlacesAreOnTheirLand) {
    struct Known {
        const char* name;
        Point point;
        std::string_view land;
    };
    const Known places[] = {
        {"Ajaccio", {8.737, 41.927}, "corse"},           {"Bastia", {9.450, 42.703}, "corse"},
        {"Menton", {7.504, 43.775}, "continent"},        {"Ouessant", {-5.096, 48.458}, "continent"},
        {"Paris", {2.349, 48.853}, "continent"},         {"Pointe-à-Pitre", {-61.534, 16.241}, "guadeloupe"},
        {"Fort-de-France", {-61.073, 14.609}, "martinique"}, {"Cayenne", {-52.326, 4.933}, "guyane"},
        {"Saint-Denis", {55.448, -20.882}, "reunion"},   {"Mamoudzou", {45.228, -12.780}, "mayotte"},
        {"Marigot", {-63.083, 18.067}, "saint-martin"},  {"Gustavia", {-62.850, 17.896}, "saint-barthelemy"},
        {"Saint-Pierre", {-56.173, 46.778}, "saint-pierre-et-miquelon"}, {"Nouméa", {166.448, -22.276}, "nouvelle-caledonie"},
        {"Mata-Utu", {-176.174, -13.283}, "wallis-et-futuna"}, {"Papeete", {-149.566, -17.535}, "polynesie"},
    };
    for (const Known& place : places) {
        EXPECT_EQ(land_of(place.point), place.land) << place.name;
    }
}

}  // namespace
}  // namespace maillage
