// What a coordinate reference system is and where it is for. PROJ.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/geometry.hpp"
#include "model/layer.hpp"

namespace maillage::geo {

/// Bounds of an area of use, in degrees; west > east where it crosses the antimeridian.
struct Area {
    double west = -180;
    double south = -90;
    double east = 180;
    double north = 90;

    /// Within `margin` degrees of it.
    [[nodiscard]] bool contains(Point point, double margin) const;
    /// Of all longitudes: where it says nothing about a layer.
    [[nodiscard]] bool everywhere() const { return east - west > 359; }
};

/// `compound`: with a height beside the plan. `other`: geocentric, vertical, engineering, temporal: no map.
enum class CrsKind { unknown, geographic, projected, compound, other };

/// How PROJ gets from it to WGS 84. `alike`: only by taking its datum for WGS 84, on an ellipsoid equal to it (WGS 84, GRS 80).
/// `none`: only so, on another ellipsoid, which may be hundreds of metres off.
enum class DatumPath { known, alike, none };

struct CrsFacts {
    CrsKind kind = CrsKind::unknown;
    std::string name;          ///< "RGF93 v1 / Lambert-93"; what PROJ says went wrong for `unknown`
    std::string horizontal;    ///< for `compound`: its plan, as WKT
    std::optional<Area> area;  ///< of use; from the registered system PROJ takes it for, where its text states none
    DatumPath datum = DatumPath::known;
};

[[nodiscard]] CrsFacts facts(const std::string& crs);

/// Whether PROJ knows `crs`.
[[nodiscard]] bool is_known_crs(const std::string& crs);

/// Is `crs` already longitude/latitude in degrees on WGS 84 (OGC:CRS84, EPSG:4326) or another datum equal to it within
/// the published decimals for France (EPSG:4171 RGF93, 4258 ETRS89)? Then coordinates are used as they are.
[[nodiscard]] bool is_lonlat(const std::string& crs);

/// The same system but for the order of its axes; any two that are is_lonlat are.
[[nodiscard]] bool is_same_crs(const std::string& left, const std::string& right);

struct LikelyCrs {
    std::string code;  ///< "EPSG:5490"
    bool lonlat = false;
    bool everywhere = false;  ///< its area of use is the Earth
};

/// The systems in use in France whose reading puts more than half of the rows' first positions in the system's own area of use
/// and on a French land; those that hold most first, then in the order of the list in likely_crs.cpp. Where there is none, those
/// that do so with the axes swapped. `layer` holds coordinates as its source wrote them. Takes some tenths of a second.
[[nodiscard]] std::vector<LikelyCrs> likely_crs(const Layer& layer);

}  // namespace maillage::geo
