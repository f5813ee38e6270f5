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
        EXPECT_TRUE(is_french(place.point)) << place.name;
    }
}

TEST(Land, EndsOfMetropoleAreFrenchAndFarPlacesAreNot) {
    for (const Point corner : {Point{-5.14, 48.45}, Point{8.23, 48.97}, Point{2.53, 42.33}, Point{2.54, 51.09}, Point{-1.79, 43.36}, Point{7.53, 43.78}, Point{7.59, 47.58}}) {
        EXPECT_TRUE(is_french(corner)) << corner.lon << " " << corner.lat;  // Ouessant, Lauterbourg, Prats-de-Mollo, Bray-Dunes, Hendaye, Menton, Huningue
    }
    for (const Point place : {Point{13.4, 52.5}, Point{0, 0}, Point{48.85, 2.35}, Point{-3.7, 40.4}, Point{12.5, 41.9}, Point{-4, 43.4}, Point{9.2, 45.5}, Point{0, 52}}) {
        EXPECT_FALSE(is_french(place)) << place.lon << " " << place.lat;  // Berlin, the sea, Paris swapped, Madrid, Rome, Santander, Milan, East Anglia
    }
}

}  // namespace
}  // namespace maillage
