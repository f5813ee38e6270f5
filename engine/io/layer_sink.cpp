#include "io/layer_sink.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "io/ogr_drawing.hpp"
#include "io/ogr_handles.hpp"

namespace maillage::io {

namespace {

void check(OGRErr error, const OgrMessages& messages) {
    const auto& all = messages.all();
    const auto failure = std::find_if(all.begin(), all.end(), [](const OgrMessages::Message& one) { return one.level >= CE_Failure; });
    if (error != OGRERR_NONE || failure != all.end()) {
        const std::string words = failure != all.end() ? failure->words : std::string("?");
        throw LibraryError({"GDAL : " + words, "GDAL: " + words});
    }
}

OwnSystem wgs84() {
    OwnSystem system(OSRNewSpatialReference(nullptr));
    constexpr int code = 4326;
    if (OSRImportFromEPSG(system.get(), code) != OGRERR_NONE) {
        throw LibraryError({"PROJ ne connaît pas EPSG:4326", "PROJ does not know EPSG:4326"});
    }
    OSRSetAxisMappingStrategy(system.get(), OAMS_TRADITIONAL_GIS_ORDER);
    return system;
}

OGRFieldType field_type(catalogue::Type type) {
    switch (type) {
        case catalogue::Type::integer: return OFTInteger64;
        case catalogue::Type::number: return OFTReal;
        default: return OFTString;
    }
}

void add_field(OGRLayerH layer, const std::string& name, OGRFieldType type, const std::string& alias, const OgrMessages& messages) {
    const OGRFieldDefnH field = OGR_Fld_Create(name.c_str(), type);
    if (!alias.empty()) {
        OGR_Fld_SetAlternativeName(field, alias.c_str());
    }
    const OGRErr error = OGR_L_CreateField(layer, field, TRUE);
    OGR_Fld_Destroy(field);
    check(error, messages);
}

struct ValueSetter {
    OGRFeatureH feature;
    int field;
    void operator()(std::monostate) const { OGR_F_SetFieldNull(feature, field); }
    void operator()(std::int64_t value) const { OGR_F_SetFieldInteger64(feature, field, value); }
    void operator()(double value) const { OGR_F_SetFieldDouble(feature, field, value); }
    void operator()(const std::string& value) const { OGR_F_SetFieldString(feature, field, value.c_str()); }
    void operator()(const std::vector<std::string>& value) const { OGR_F_SetFieldString(feature, field, join(value, " ").c_str()); }
};

void fill(OGRLayerH layer, const PublishedLayer& published, bool drawn_only, const OgrMessages& messages) {
    for (const Feature& one : *published.features) {
        const OGRGeometryH geometry = drawn_geometry(one.drawing).release();
        if (geometry == nullptr && drawn_only) {
            continue;
        }
        const OwnFeature feature(OGR_F_Create(OGR_L_GetLayerDefn(layer)));
        if (geometry != nullptr) {
            OGR_F_SetGeometryDirectly(feature.get(), geometry);
        }
        int field = 0;
        for (const Value& value : one.values) {
            std::visit(ValueSetter{feature.get(), field++}, value);
        }
        for (const auto& [name, cell] : one.source) {
            std::visit(ValueSetter{feature.get(), field++}, cell.empty() ? Value{} : Value{cell});
        }
        check(OGR_L_CreateFeature(layer, feature.get()), messages);
    }
}

OGRLayerH add_layer(GDALDatasetH dataset, const PublishedLayer& published, const char* const* options, std::optional<Language> aliases, const OgrMessages& messages) {
    const catalogue::LayerKind& kind = *published.kind;
    const OGRLayerH layer = GDALDatasetCreateLayer(dataset, std::string(kind.name).c_str(), wgs84().get(), geometry_type(kind), const_cast<char**>(options));
    check(layer == nullptr ? OGRERR_FAILURE : OGRERR_NONE, messages);
    const std::vector<std::string> names = column_names(published);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const catalogue::Column* const column = i < kind.columns.size() ? &kind.columns[i] : nullptr;
        add_field(layer, names[i], column != nullptr ? field_type(column->type) : OFTString,
                  column != nullptr && aliases ? std::string(column->title.in(*aliases)) : "", messages);
    }
    return layer;
}

/// The table in which QGIS keeps styles with the data.
void add_styles(GDALDatasetH dataset, std::span<const StyledLayer> layers, const OgrMessages& messages) {
    const std::array<const char*, 2> options{"SPATIAL_INDEX=NO", nullptr};
    const OGRLayerH table = GDALDatasetCreateLayer(dataset, "layer_styles", nullptr, wkbNone, const_cast<char**>(options.data()));
    check(table == nullptr ? OGRERR_FAILURE : OGRERR_NONE, messages);
    for (const char* const name : {"f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName", "styleQML", "styleSLD"}) {
        add_field(table, name, OFTString, "", messages);
    }
    const OGRFieldDefnH is_default = OGR_Fld_Create("useAsDefault", OFTInteger);
    OGR_Fld_SetSubType(is_default, OFSTBoolean);
    check(OGR_L_CreateField(table, is_default, TRUE), messages);
    OGR_Fld_Destroy(is_default);
    for (const char* const name : {"description", "owner", "ui"}) {
        add_field(table, name, OFTString, "", messages);
    }
    add_field(table, "update_time", OFTDateTime, "", messages);
    for (const StyledLayer& one : layers) {
        if (one.style.empty()) {
            continue;
        }
        const OwnFeature feature(OGR_F_Create(OGR_L_GetLayerDefn(table)));
        const auto set = [&](const char* name, const std::string& text) { OGR_F_SetFieldString(feature.get(), OGR_F_GetFieldIndex(feature.get(), name), text.c_str()); };
        const std::string name(one.layer.kind->name);
        set("f_table_catalog", "");
        set("f_table_schema", "");
        set("f_table_name", name);
        set("f_geometry_column", "geom");
        set("styleName", name);
        set("styleQML", one.style);
        set("styleSLD", "");
        set("description", "maillage");
        set("owner", "");
        set("update_time", "1970/01/01 00:00:00");
        OGR_F_SetFieldInteger(feature.get(), OGR_F_GetFieldIndex(feature.get(), "useAsDefault"), 1);
        check(OGR_L_CreateFeature(table, feature.get()), messages);
    }
}

/// What `write` makes of a new data set of that driver, as bytes.
template <typename Write>
std::string written(const char* driver, const std::string& file, const Write& write) {
    const OgrSettings settings;
    const NoClock no_clock;
    const MemoryFolder folder;
    const OgrMessages messages({});
    const std::string name = folder.name_of(file);
    OwnDataset dataset(GDALCreate(ogr_driver(driver), name.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    check(dataset ? OGRERR_NONE : OGRERR_FAILURE, messages);
    write(dataset.get(), messages);
    dataset.reset();
    check(OGRERR_NONE, messages);
    return MemoryFolder::bytes(name);
}

}  // namespace

std::string geopackage(std::span<const StyledLayer> layers, Language language) {
    return written("GPKG", "maillage.gpkg", [&](GDALDatasetH dataset, const OgrMessages& messages) {
        check(GDALDatasetStartTransaction(dataset, FALSE), messages);
        for (const StyledLayer& one : layers) {
            const std::string title = "IDENTIFIER=" + std::string(one.layer.kind->name);
            const std::string description = "DESCRIPTION=" + std::string(one.layer.kind->title.in(language));
            const std::array<const char*, 5> options{"FID=fid", "GEOMETRY_NAME=geom", title.c_str(), description.c_str(), nullptr};
            fill(add_layer(dataset, one.layer, options.data(), language, messages), one.layer, false, messages);
        }
        add_styles(dataset, layers, messages);
        check(GDALDatasetCommitTransaction(dataset), messages);
    });
}

std::string flatgeobuf(const PublishedLayer& layer) {
    return written("FlatGeobuf", std::string(layer.kind->name) + ".fgb", [&](GDALDatasetH dataset, const OgrMessages& messages) {
        const std::array<const char*, 2> options{"SPATIAL_INDEX=YES", nullptr};
        fill(add_layer(dataset, layer, options.data(), std::nullopt, messages), layer, true, messages);
    });
}

}  // namespace maillage::io
