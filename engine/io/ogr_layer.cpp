#include "io/ogr_layer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "io/ogr_shape.hpp"
#include "io/ogr_text.hpp"

namespace maillage::io {

namespace {

/// GDAL's words, with the name the user gave in place of the one in memory.
std::string plain_words(const Source& source, const OgrMessages::Message& message) {
    std::string words = message.words;
    const std::size_t at = source.memory.empty() ? std::string::npos : words.find(source.memory);
    return at == std::string::npos ? words : words.replace(at, source.memory.size(), source.path);
}

void refuse_messages(const Source& source, const OgrMessages& messages, std::size_t row, CPLErr least) {
    for (const OgrMessages::Message& message : messages.all()) {
        if (message.level >= least) {
            const std::string words = plain_words(source, message);
            throw InputError({source.path, source.layer, row}, {"GDAL : " + words, "GDAL: " + words});
        }
    }
}

/// "pays (Polygon, 3), ptce (Point, 12)"; "?" for geometries of any type, "–" for a table.
std::string list_of_layers(GDALDatasetH dataset) {
    std::vector<std::string> names;
    for (int i = 0; i < GDALDatasetGetLayerCount(dataset); ++i) {
        const OGRLayerH layer = GDALDatasetGetLayer(dataset, i);
        const OGRwkbGeometryType type = OGR_L_GetGeomType(layer);
        const char* geometry = type == wkbUnknown ? "?" : type == wkbNone ? "–" : OGRGeometryTypeToName(type);
        names.push_back(fmt::format("{} ({}, {})", OGR_L_GetName(layer), geometry, OGR_L_GetFeatureCount(layer, 1)));
    }
    std::sort(names.begin(), names.end());
    return join(names, ", ");
}

void add_column(Layer& layer, std::string_view title) {
    const std::string name(trim(title));
    const Place place{layer.path, layer.name, 0};
    if (name.empty()) {
        throw InputError(place, {"une colonne n'a pas de nom", "a column has no name"});
    }
    if (layer.column(name) != Layer::npos) {
        const std::string one = std::to_string(layer.column(name) + 1);
        const std::string other = std::to_string(layer.columns.size() + 1);
        throw InputError(place, {"la colonne « " + name + " » figure deux fois (colonnes " + one + " et " + other + ")",
                                 "the column \"" + name + "\" stands twice (columns " + one + " and " + other + ")"});
    }
    layer.columns.push_back(name);
}

/// A geometry that OGR could not read whole: a point is one of unknown place, anything else is not drawn.
Shape unread_shape(const GeojsonFeature& feature) {
    Shape shape;
    shape.type = feature.type;
    shape.kind = feature.type == "Point" ? Shape::Kind::point : Shape::Kind::other;
    if (shape.kind == Shape::Kind::point) {
        shape.point = {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
    } else {
        shape.type += " (?)";
    }
    return shape;
}

Shape read_shape(OGRGeometryH geometry, const GeojsonFeature* feature) {
    const bool whole = feature == nullptr || positions_of(geometry) == feature->positions;
    const bool nan_point = feature != nullptr && feature->type == "Point" && feature->positions == 1 &&
                           (geometry == nullptr || OGR_G_IsEmpty(geometry) != 0);
    return whole && !nan_point ? shape_of(geometry) : unread_shape(*feature);
}

}  // namespace

OwnDataset open_vector(const Source& source, const std::string& name, const std::vector<const char*>& options,
                       OgrMessages& messages) {
    const Kind& kind = kind_row(source.kind);
    OwnDataset dataset = open_dataset(name, kind.driver, options);
    if (!dataset) {
        const std::string words = messages.all().empty() ? "" : plain_words(source, messages.all().front());
        const std::string kind_name(kind.name);
        throw InputError({source.path, "", 0}, {"n'est pas un fichier vectoriel lisible (" + kind_name + ") : " + words,
                                                "is not a readable vector file (" + kind_name + "): " + words});
    }
    refuse_messages(source, messages, 0, source.outline != nullptr ? CE_Warning : CE_Failure);
    messages.forget();
    return dataset;
}

OGRLayerH choose_layer(GDALDatasetH dataset, const std::string& path, const std::string& name) {
    if (!name.empty()) {
        const OGRLayerH layer = GDALDatasetGetLayerByName(dataset, name.c_str());
        if (layer == nullptr) {
            const std::string names = list_of_layers(dataset);
            throw InputError({path, name, 0},
                             {"couche introuvable ; le fichier contient : " + names, "no such layer; the file has: " + names});
        }
        return layer;
    }
    OGRLayerH chosen = nullptr;
    for (int i = 0; i < GDALDatasetGetLayerCount(dataset); ++i) {
        const OGRLayerH layer = GDALDatasetGetLayer(dataset, i);
        const std::string_view title = OGR_L_GetName(layer);
        if (title == "layer_styles" || title == "qgis_projects" || OGR_L_GetFeatureCount(layer, 1) <= 0) {
            continue;
        }
        if (chosen != nullptr) {
            const std::string names = list_of_layers(dataset);
            throw InputError({path, "", 0}, {"plusieurs couches : précisez FICHIER:COUCHE, parmi " + names,
                                             "several layers: say FILE:LAYER, one of " + names});
        }
        chosen = layer;
    }
    if (chosen == nullptr) {
        throw InputError({path, "", 0}, {"la couche est vide", "the layer is empty"});
    }
    return chosen;
}

Layer read_features(OGRLayerH ogr, Layer layer, const Source& source, const OgrMessages& messages, const Limits& limits) {
    OgrTexts texts(source.all_cp1252);
    const OGRFeatureDefnH definition = OGR_L_GetLayerDefn(ogr);
    const int fields = OGR_FD_GetFieldCount(definition);
    keep_within({layer.path, layer.name, 0}, static_cast<std::uint64_t>(fields), &Limits::columns, limits);
    for (int i = 0; i < fields; ++i) {
        add_column(layer, texts.clean(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i))));
    }
    const std::vector<GeojsonFeature>* outlines = source.outline != nullptr ? &source.outline->features : nullptr;
    const bool ids =
        outlines != nullptr && layer.column("id") == Layer::npos &&
        std::any_of(outlines->begin(), outlines->end(), [](const GeojsonFeature& feature) { return !feature.id.empty(); });
    const std::string key = outlines == nullptr ? OGR_L_GetFIDColumn(ogr) : "";
    const bool keys = !key.empty() && key != "fid" && key != "ogc_fid" && layer.column(key) == Layer::npos;
    if (ids || keys) {
        add_column(layer, ids ? "id" : key);
    }
    OGR_L_ResetReading(ogr);
    std::uint64_t vertices = 0;
    while (const OwnFeature feature{OGR_L_GetNextFeature(ogr)}) {
        const std::size_t rank = layer.rows.size();
        keep_within({layer.path, layer.name, rank + 1}, rank + 1, &Limits::rows, limits);
        vertices += positions_of(OGR_F_GetGeometryRef(feature.get()));
        keep_within({layer.path, layer.name, rank + 1}, vertices, &Limits::vertices, limits);
        const GeojsonFeature* outline = outlines != nullptr && rank < outlines->size() ? &(*outlines)[rank] : nullptr;
        LayerRow row;
        row.number = rank + 1;
        row.cells.reserve(layer.columns.size());
        for (int i = 0; i < fields; ++i) {
            row.cells.push_back(texts.field(feature.get(), i));
        }
        if (ids) {
            row.cells.push_back(outline != nullptr ? texts.clean(outline->id) : "");
        } else if (keys) {
            row.cells.push_back(std::to_string(OGR_F_GetFID(feature.get())));
        }
        row.shape = read_shape(OGR_F_GetGeometryRef(feature.get()), outline);
        layer.has_geometry = layer.has_geometry || row.shape.kind != Shape::Kind::none;
        layer.rows.push_back(std::move(row));
        refuse_messages(source, messages, outlines == nullptr ? rank + 1 : 0, CE_Warning);  // GeoJSON is read ahead
    }
    refuse_messages(source, messages, outlines == nullptr ? layer.rows.size() + 1 : 0, CE_Warning);
    if (layer.rows.empty()) {
        throw InputError({layer.path, layer.name, 0}, {"la couche est vide", "the layer is empty"});
    }
    if (outlines != nullptr && outlines->size() != layer.rows.size()) {
        const std::string counts = std::to_string(layer.rows.size()) + " / " + std::to_string(outlines->size());
        throw InputError({layer.path, "", 0},
                         {"GDAL n'a lu qu'une partie des entités : " + counts, "GDAL read only part of the features: " + counts});
    }
    texts.trimmer().note(layer);
    if (texts.converted()) {
        layer.findings.push_back({FindingCode::encoding_cp1252, "", layer.path, 0, {}, {}});
    }
    return layer;
}

}  // namespace maillage::io
