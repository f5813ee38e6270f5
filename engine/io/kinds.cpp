#include "io/kinds.hpp"

#include <algorithm>
#include <array>

namespace maillage::io {

namespace {

constexpr std::array table{
    Kind{".csv", FileKind::csv, "CSV", nullptr},
    Kind{".tsv", FileKind::csv, "CSV", nullptr},
    Kind{".txt", FileKind::csv, "CSV", nullptr},
    Kind{".xlsx", FileKind::xlsx, "XLSX", nullptr},
    Kind{".ods", FileKind::ods, "ODS", nullptr},
    Kind{".geojson", FileKind::geojson, "GeoJSON", "GeoJSON"},
    Kind{".json", FileKind::geojson, "GeoJSON", "GeoJSON"},
    Kind{".geojsonl", FileKind::geojson_sequence, "GeoJSONSeq", "GeoJSON"},
    Kind{".geojsons", FileKind::geojson_sequence, "GeoJSONSeq", "GeoJSON"},
    Kind{".ndjson", FileKind::geojson_sequence, "GeoJSONSeq", "GeoJSON"},
    Kind{".topojson", FileKind::topojson, "TopoJSON", "GeoJSON"},
    Kind{".shp", FileKind::shapefile, "Shapefile", "ESRI Shapefile"},
    Kind{".gpkg", FileKind::geopackage, "GeoPackage", "GPKG"},
    Kind{".fgb", FileKind::flatgeobuf, "FlatGeobuf", "FlatGeobuf"},
    Kind{".kml", FileKind::kml, "KML", "LIBKML"},
    Kind{".gml", FileKind::gml, "GML", "GML"},
    Kind{".umap", FileKind::umap, "uMap", "GeoJSON"},
    Kind{".zip", FileKind::zip, "ZIP", nullptr},
};

struct Remedy {
    std::string_view endings;  ///< parted by blanks
    std::string_view fr;
    std::string_view en;
};

constexpr std::array remedies{
    Remedy{".xls .xlsm .xlsb .numbers .pdf .doc .docx", "enregistrez le tableau en .xlsx, .ods ou CSV UTF-8",
           "save the sheet as .xlsx, .ods or CSV UTF-8"},
    Remedy{".gz .tgz .bz2 .xz .zst .rar .7z .tar", "décompressez le fichier, ou faites-en un .zip",
           "unpack the file, or make it a .zip"},
    Remedy{".kmz", "décompressez-le (c'est un .zip) et donnez le fichier .kml qu'il contient",
           "unpack it (it is a .zip) and name the .kml file in it"},
    Remedy{".shx .dbf .prj .cpg .sbn .sbx .qix", "donnez le fichier .shp du même nom", "name the .shp file of the same name"},
};
constexpr Remedy export_it{"", "exportez la couche en GeoPackage (.gpkg) ou GeoJSON, par exemple avec QGIS",
                           "export the layer as GeoPackage (.gpkg) or GeoJSON, for example with QGIS"};

}  // namespace

std::span<const Kind> kinds() { return table; }

const Kind& kind_row(FileKind kind) {
    return *std::find_if(table.begin(), table.end(), [kind](const Kind& row) { return row.kind == kind; });
}

std::optional<FileKind> kind_of(std::string_view path) {
    const std::string ending = ending_of(path);
    const auto* const row = std::find_if(table.begin(), table.end(), [&](const Kind& one) { return one.ending == ending; });
    return row == table.end() ? std::nullopt : std::optional(row->kind);
}

std::string all_endings() {
    std::string text;
    for (const Kind& row : table) {
        text += text.empty() ? "" : " ";
        text += row.ending;
    }
    return text;
}

Said remedy_for(std::string_view path) {
    const std::string ending = ending_of(path) + " ";
    const auto has = [&](const Remedy& one) {
        return ending != " " && (std::string(one.endings) + " ").find(ending) != std::string::npos;
    };
    const auto* const found = std::find_if(remedies.begin(), remedies.end(), has);
    const Remedy& remedy = found == remedies.end() ? export_it : *found;
    return {std::string(remedy.fr), std::string(remedy.en)};
}

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; });
    return result;
}

std::string_view base_name(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string ending_of(std::string_view path) {
    const std::string_view name = base_name(path);
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos ? "" : lower(name.substr(dot));
}

}  // namespace maillage::io
