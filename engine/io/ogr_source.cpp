#include "io/ogr_source.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "io/geojson_outline.hpp"
#include "io/geojson_sequence.hpp"
#include "io/kml.hpp"
#include "io/map_exports.hpp"
#include "io/ogr_crs.hpp"
#include "io/ogr_handles.hpp"
#include "io/ogr_layer.hpp"
#include "io/shapefile.hpp"
#include "io/topojson.hpp"

namespace maillage::io {

namespace {

/// GeoJSON, or what was made into it.
Layer read_geojson(std::string bytes, const std::string& path, const std::string& name, const Limits& limits) {
    const GeojsonOutline outline = outline_of(std::move(bytes), path);
    if (outline.features.empty()) {
        throw InputError({path, "", 0}, {"la couche est vide", "the layer is empty"});
    }
    // Nothing is lost by these: a ring stays open as read, lost coordinates are found by counting, ids come from the outline.
    OgrMessages messages({"Non closed ring detected", "coordinate. Type is not double", "Several features with id"});
    MemoryFolder folder;
    Source source{path, "", folder.add(outline.bytes, std::string(base_name(path))), FileKind::geojson, &outline};
    const OwnDataset dataset =
        open_vector(source, source.memory, {"NATIVE_DATA=NO", "DATE_AS_STRING=YES", "ARRAY_AS_STRING=YES"}, messages);
    Layer layer;
    layer.path = path;
    layer.crs = outline.crs;
    return read_features(choose_layer(dataset.get(), path, name), std::move(layer), source, messages, limits);
}

Layer read_topojson(const std::string& bytes, const std::string& path, const std::string& name, const Limits& limits) {
    TopologyLayer topology = layer_of_topology(bytes, path, name);
    Layer layer = read_geojson(std::move(topology.geojson), path, "", limits);
    layer.name = topology.name;
    return layer;
}

/// The layer called `name` of a data set whose layers state their own system.
Layer read_stated(const OwnDataset& dataset, Source source, const std::string& name, OgrMessages& messages,
                  const Limits& limits) {
    const OGRLayerH ogr = choose_layer(dataset.get(), source.path, name);
    Layer layer;
    layer.path = source.path;
    layer.name = OGR_L_GetName(ogr);
    layer.crs = crs_text(OGR_L_GetSpatialRef(ogr));
    source.layer = layer.name;
    messages.forget();
    return read_features(ogr, std::move(layer), source, messages, limits);
}

/// What SQLite has not yet brought into a GeoPackage stands in a second file (a write-ahead log, a journal), which is not read.
void refuse_unsaved_log(const Payload& payload) {
    if (payload.in_memory) {
        return;
    }
    std::error_code error;
    const std::string real = std::filesystem::canonical(payload.path, error).string();  // where SQLite looks, links followed
    if (!error && (has_content(real + "-wal") || has_content(real + "-journal"))) {
        throw InputError(
            {payload.path, "", 0},
            {"des modifications attendent dans un fichier « -wal » ou « -journal » : fermez le logiciel (QGIS) qui l'a ouvert",
             "changes are waiting in a \"-wal\" or \"-journal\" file: close the program (QGIS) that has it open"});
    }
}

/// GeoPackage or FlatGeobuf: from the disk, or out of an archive.
Layer read_database(const Payload& payload, const std::vector<const char*>& options, const Limits& limits) {
    MemoryFolder folder;
    OgrMessages messages({"IMMUTABLE"});
    Source source{payload.path, "", "", payload.kind};
    // An absolute or "./" name can't be taken for "GPKG:…" or "file:…".
    std::string name = payload.path.starts_with('/') ? payload.path : "./" + payload.path;
    if (payload.in_memory) {
        name = source.memory = folder.add(payload.bytes, std::string(base_name(payload.path)));
    }
    const OwnDataset dataset = open_vector(source, name, options, messages);
    return read_stated(dataset, source, payload.layer, messages, limits);
}

Layer read_shapefile(const Payload& payload, const Limits& limits) {
    const Place place{payload.path, "", 0};
    const auto sidecar = [&](std::string_view ending) {
        const auto found =
            std::find_if(payload.sidecars.begin(), payload.sidecars.end(), [&](const auto& one) { return one.first == ending; });
        return found == payload.sidecars.end() ? nullptr : &found->second;
    };
    const std::string* dbf = sidecar(".dbf");
    const std::string* cpg = sidecar(".cpg");
    if (dbf == nullptr) {
        throw InputError(place, {"le fichier .dbf du même nom manque : mettez-le à côté du .shp, il en contient les colonnes",
                                 "the .dbf of the same name is missing: put it beside the .shp, it holds the columns"});
    }
    const std::size_t records = dbf_records(*dbf, place);
    const DbfEncoding encoding = encoding_of(*dbf, cpg != nullptr ? *cpg : "");
    MemoryFolder folder;
    Source source{payload.path, "", folder.add(payload.bytes, "couche.shp"), FileKind::shapefile};
    source.all_cp1252 = encoding == DbfEncoding::cp1252 || encoding == DbfEncoding::cp1252_guessed;
    for (const auto& [ending, bytes] : payload.sidecars) {
        if (!bytes.empty() && (ending != ".cpg" || encoding == DbfEncoding::other)) {
            folder.add(bytes, "couche" + ending);
        }
    }
    OgrMessages messages({});
    const std::vector<const char*> raw{"ENCODING="};
    const OwnDataset dataset =
        open_vector(source, source.memory, encoding == DbfEncoding::other ? std::vector<const char*>{} : raw, messages);
    Layer layer = read_stated(dataset, source, "", messages, limits);
    if (layer.rows.size() != records) {
        const std::string counts = std::to_string(layer.rows.size()) + " / " + std::to_string(records);
        throw InputError(place, {"le .shp et le .dbf n'ont pas le même nombre de lignes : " + counts,
                                 "the .shp and the .dbf differ in their number of rows: " + counts});
    }
    layer.name.clear();
    if (sidecar(".shx") == nullptr) {
        layer.findings.push_back({FindingCode::index_rebuilt, "", layer.path, 0, {}, {}});
    }
    if (encoding == DbfEncoding::cp1252_guessed) {
        layer.findings.push_back({FindingCode::encoding_cp1252, "", layer.path, 0, {}, {}});
    }
    return layer;
}

/// Throws InputError when GDAL gives fewer features than the file was seen to hold.
void refuse_missing(GDALDatasetH dataset, const std::string& path, std::size_t seen) {
    std::size_t given = 0;
    for (int i = 0; i < GDALDatasetGetLayerCount(dataset); ++i) {
        given += static_cast<std::size_t>(std::max<GIntBig>(0, OGR_L_GetFeatureCount(GDALDatasetGetLayer(dataset, i), 1)));
    }
    if (given < seen) {
        const std::string counts = std::to_string(given) + " / " + std::to_string(seen);
        throw InputError({path, "", 0},
                         {"GDAL n'a lu qu'une partie des entités : " + counts, "GDAL read only part of the features: " + counts});
    }
}

/// Takes out LIBKML's own columns that say nothing: blank, or the number that stands for "not said", in every row.
void drop_silent_columns(Layer& layer) {
    constexpr std::array<std::string_view, 14> own{"id",        "Name",         "description", "timestamp",  "begin",
                                                   "end",       "altitudeMode", "tessellate",  "extrude",    "visibility",
                                                   "drawOrder", "icon",         "snippet",     "phoneNumber"};
    for (std::size_t i = layer.columns.size(); i-- > 0;) {
        const bool number = layer.columns[i] == "tessellate" || layer.columns[i] == "extrude" || layer.columns[i] == "visibility";
        const auto silent = [&](const LayerRow& row) {
            return row.cells[i].empty() || (number && (row.cells[i] == "-1" || row.cells[i] == "0"));
        };
        if (std::find(own.begin(), own.end(), layer.columns[i]) != own.end() &&
            std::all_of(layer.rows.begin(), layer.rows.end(), silent)) {
            layer.columns.erase(layer.columns.begin() + static_cast<std::ptrdiff_t>(i));
            for (LayerRow& row : layer.rows) {
                row.cells.erase(row.cells.begin() + static_cast<std::ptrdiff_t>(i));
            }
        }
    }
}

Layer read_kml(Payload payload, const Limits& limits) {
    const Kml kml = prepared_kml(std::move(payload.bytes), payload.path);
    MemoryFolder folder;
    OgrMessages messages({});
    const Source source{payload.path, "", folder.add(kml.bytes, "couche.kml"), FileKind::kml};
    const OwnDataset dataset = open_vector(source, source.memory, {}, messages);
    refuse_missing(dataset.get(), payload.path, kml.placemarks);
    Layer layer = read_stated(dataset, source, payload.layer, messages, limits);
    drop_silent_columns(layer);
    if (kml.network_links > 0) {
        layer.findings.push_back(
            {FindingCode::network_link_not_followed, "", layer.path, 0, {{"count", std::to_string(kml.network_links)}}, {}});
    }
    return layer;
}

Layer read_gml(const Payload& payload, const Limits& limits) {
    const std::size_t features = gml_features(payload.bytes, payload.path);
    MemoryFolder folder;
    OgrMessages messages({});
    const Source source{payload.path, "", folder.add(payload.bytes, "couche.gml"), FileKind::gml};
    const OwnDataset dataset = open_vector(source, source.memory, {"DOWNLOAD_SCHEMA=NO"}, messages);
    refuse_missing(dataset.get(), payload.path, features);
    return read_stated(dataset, source, payload.layer, messages, limits);
}

}  // namespace

Layer read_ogr(Payload payload, const Limits& limits) {
    const OgrSettings settings;
    switch (payload.kind) {
        case FileKind::geojson:
            if (is_gogocarto(payload.bytes)) {
                return read_geojson(features_of_gogocarto(payload.bytes, payload.path).geojson, payload.path, payload.layer, limits);
            }
            return is_topology(payload.bytes) ? read_topojson(payload.bytes, payload.path, payload.layer, limits)
                                              : read_geojson(std::move(payload.bytes), payload.path, payload.layer, limits);
        case FileKind::geojson_sequence:
            return read_geojson(collection_of_sequence(payload.bytes, payload.path), payload.path, payload.layer, limits);
        case FileKind::umap: {
            ExportedMap map = features_of_umap(payload.bytes, payload.path, payload.layer);
            Layer layer = read_geojson(std::move(map.geojson), payload.path, "", limits);
            layer.name = map.name;
            return layer;
        }
        case FileKind::topojson:
            return read_topojson(payload.bytes, payload.path, payload.layer, limits);
        case FileKind::geopackage:
            refuse_unsaved_log(payload);
            return read_database(payload, {"PRELUDE_STATEMENTS=PRAGMA trusted_schema = OFF", "IMMUTABLE=YES"}, limits);
        case FileKind::flatgeobuf:
            return read_database(payload, {}, limits);
        case FileKind::shapefile:
            return read_shapefile(payload, limits);
        case FileKind::kml:
            return read_kml(std::move(payload), limits);
        case FileKind::gml:
            return read_gml(payload, limits);
        case FileKind::csv:
        case FileKind::xlsx:
        case FileKind::ods:
        case FileKind::zip:
            break;
    }
    throw InputError({payload.path, payload.layer, 0}, {"est un tableau, pas une couche", "is a table, not a layer"});
}

Layer read_ogr(const std::string& path, const std::string& layer, const Limits& limits) {
    Opened opened = gate(path, limits);
    opened.layer = layer.empty() ? opened.layer : layer;
    return read_ogr(payload_of(opened, limits), limits);
}

std::string gdal_version() { return GDALVersionInfo("RELEASE_NAME"); }

}  // namespace maillage::io
