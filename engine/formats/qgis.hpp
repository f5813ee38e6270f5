// How QGIS (3.22 and later) draws the published layers: QML styles, and a project that opens them all.
#pragma once

#include <string>
#include <string_view>

#include "base/number.hpp"
#include "model/catalogue.hpp"

namespace maillage::formats {

/// QML of a layer of the catalogue: the titles of its columns as aliases; pays by statut, gaps labelled by rank, PTCE by stage, the
/// changes of a diff by kind of change; the
/// others as QGIS draws them.
[[nodiscard]] std::string qgis_style(std::string_view layer, Language language);

/// maillage.qgs: the layers of maillage.gpkg beside it, with those styles, in Lambert-93.
[[nodiscard]] std::string qgis_project(const std::string& title, Language language);

inline constexpr std::string_view geopackage_name = "maillage.gpkg";

}  // namespace maillage::formats
