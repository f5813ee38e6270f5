#include "io/ogr_points.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "base/error.hpp"
#include "base/number.hpp"
#include "io/json_nul.hpp"
#include "io/ogr_crs.hpp"
#include "io/ogr_layer.hpp"
#include "io/ogr_shape.hpp"
#include "io/ogr_text.hpp"

namespace maillage::io {

namespace {

constexpr std::size_t batch_rows = 8192;
constexpr Point no_place{std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};

/// A row's place: what it draws, else its two cells.
void place(PointBatch& batch, std::size_t row, const Shape& shape, const std::string& lon, const std::string& lat) {
    Point point = no_place;
    Fault fault = Fault::no_position;
    if (shape.kind == Shape::Kind::point) {
        point = shape.point;
        fault = std::isfinite(point.lon) && std::isfinite(point.lat) ? Fault::none : Fault::unreadable;
    } else if (shape.kind != Shape::Kind::none) {
        fault = Fault::not_a_point;
    } else if (!lon.empty() || !lat.empty()) {
        const std::optional<double> x = parse_number(lon);
        const std::optional<double> y = parse_number(lat);
        point = {x.value_or(no_place.lon), y.value_or(no_place.lat)};
        fault = x && y ? Fault::none : Fault::unreadable;
        batch.decimal_commas += (lon.find(',') != std::string::npos ? 1U : 0U) + (lat.find(',') != std::string::npos ? 1U : 0U);
    }
    batch.rows.push_back(row);
    batch.points.push_back(point);
    batch.faults.push_back(fault);
}

Shape quick_shape(OGRGeometryH geometry) {
    if (geometry == nullptr || OGR_G_GetGeometryType(geometry) != wkbPoint || OGR_G_IsEmpty(geometry) != 0) {
        return shape_of(geometry);
    }
    Shape shape;
    shape.kind = Shape::Kind::point;
    shape.point = {OGR_G_GetX(geometry, 0), OGR_G_GetY(geometry, 0)};
    return shape;
}

std::string place_words(Point point) {
    return std::isnan(point.lon) && std::isnan(point.lat) ? "" : fmt::format("{} ; {}", point.lon, point.lat);
}

void refuse_messages(const Layer& layer, const OgrMessages& messages, std::size_t row) {
    if (!messages.all().empty()) {
        const std::string& words = messages.all().front().words;
        throw InputError({layer.path, layer.name, row}, {"GDAL : " + words, "GDAL: " + words});
    }
}

const std::vector<std::string_view> harmless{"IMMUTABLE", "Several features with id"};

}  // namespace

OgrPoints::OgrPoints(const Opened& opened) : m_path(opened.path) {
    if (opened.kind == FileKind::geojson || opened.kind == FileKind::geojson_sequence) {
        refuse_nul(m_path);
    }
    const OgrSettings settings;
    OgrMessages messages(harmless);
    const Source source{m_path, "", "", opened.kind};
    const std::string name = m_path.starts_with('/') ? m_path : "./" + m_path;
    std::vector<const char*> options;
    if (opened.kind == FileKind::geopackage) {
        options = {"PRELUDE_STATEMENTS=PRAGMA trusted_schema = OFF", "IMMUTABLE=YES"};
    } else if (opened.kind == FileKind::geojson) {
        options = {"NATIVE_DATA=NO", "DATE_AS_STRING=YES", "ARRAY_AS_STRING=YES"};
    }
    m_dataset = opened.kind == FileKind::geojson_sequence ? open_dataset("GeoJSONSeq:" + name, "GeoJSONSeq", options)
                                                          : open_vector(source, name, options, messages);
    if (!m_dataset) {
        const std::string words = messages.all().empty() ? "" : messages.all().front().words;
        throw InputError({m_path, "", 0}, {"n'est pas un fichier vectoriel lisible (GeoJSONSeq) : " + words,
                                           "is not a readable vector file (GeoJSONSeq): " + words});
    }
    m_ogr = choose_layer(m_dataset.get(), m_path, opened.layer);
    m_layer.path = m_path;
    m_layer.name = opened.kind == FileKind::geojson || opened.kind == FileKind::geojson_sequence ? "" : OGR_L_GetName(m_ogr);
    m_layer.crs = crs_text(OGR_L_GetSpatialRef(m_ogr));
    m_layer.has_geometry = OGR_L_GetGeomType(m_ogr) != wkbNone;
    m_features = static_cast<std::size_t>(std::max<GIntBig>(0, OGR_L_GetFeatureCount(m_ogr, 1)));
    const OGRFeatureDefnH definition = OGR_L_GetLayerDefn(m_ogr);
    m_fields = OGR_FD_GetFieldCount(definition);
    OgrTexts texts;
    for (int i = 0; i < m_fields; ++i) {
        m_layer.columns.push_back(texts.clean(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i))));
    }
    const std::string key = OGR_L_GetFIDColumn(m_ogr);
    m_has_key = opened.kind == FileKind::geopackage && !key.empty() && key != "fid" && key != "ogc_fid" &&
                m_layer.column(key) == Layer::npos;
    if (m_has_key) {
        m_layer.columns.push_back(key);
    }
    OGR_L_ResetReading(m_ogr);
    refuse_messages(m_layer, messages, 0);
}

void OgrPoints::use_columns(std::size_t lon, std::size_t lat) {
    m_lon = lon;
    m_lat = lat;
}

std::optional<PointBatch> OgrPoints::next() {
    const OgrSettings settings;
    OgrMessages messages(harmless);
    std::optional<PointBatch> batch(std::in_place);
    batch->first_row = m_given + 1;
    batch->features = std::make_unique<PointBatchFeatures>();
    std::vector<OwnFeature>& features = batch->features->features;
    while (features.size() < batch_rows) {
        OwnFeature feature(OGR_L_GetNextFeature(m_ogr));
        if (!feature) {
            break;
        }
        features.push_back(std::move(feature));
    }
    refuse_messages(m_layer, messages, 0);
    m_given += features.size();
    if (!features.empty()) {
        if (m_features > 0) {
            batch->share_read = static_cast<double>(m_given) / static_cast<double>(m_features);
        }
        return batch;
    }
    if (m_given != m_features) {
        throw InputError({m_path, m_layer.name, 0},
                         {fmt::format("GDAL n'a lu qu'une partie des entités : {} / {}", m_given, m_features),
                          fmt::format("GDAL read only part of the features: {} / {}", m_given, m_features)});
    }
    return std::nullopt;
}

void OgrPoints::part(PointBatch& batch) const {
    OgrTexts texts;
    std::size_t row = batch.first_row;
    for (const OwnFeature& feature : batch.features->features) {
        const Shape shape = quick_shape(OGR_F_GetGeometryRef(feature.get()));
        const auto cell = [&](std::size_t column) {
            return shape.kind != Shape::Kind::none || column >= static_cast<std::size_t>(m_fields)
                       ? ""
                       : texts.field(feature.get(), static_cast<int>(column));
        };
        place(batch, row++, shape, cell(m_lon), cell(m_lat));
    }
}

std::vector<std::string> OgrPoints::cells(const PointBatch& batch, std::size_t index) const {
    OgrTexts texts;
    std::vector<std::string> cells;
    const OGRFeatureH feature = batch.features->features[index].get();
    for (int i = 0; i < m_fields; ++i) {
        cells.push_back(texts.field(feature, i));
    }
    if (m_has_key) {
        cells.push_back(std::to_string(OGR_F_GetFID(feature)));
    }
    return cells;
}

std::string OgrPoints::written(const PointBatch& batch, std::size_t index) const { return place_words(batch.points[index]); }

LayerPoints::LayerPoints(Layer layer) : m_heading(std::move(layer)), m_rows(std::exchange(m_heading.rows, {})) {}

void LayerPoints::use_columns(std::size_t lon, std::size_t lat) {
    m_lon = lon;
    m_lat = lat;
}

std::optional<PointBatch> LayerPoints::next() {
    if (m_given == m_rows.size()) {
        return std::nullopt;
    }
    std::optional<PointBatch> batch(std::in_place);
    batch->first_row = m_rows[m_given].number;
    batch->features = std::make_unique<PointBatchFeatures>();
    for (; m_given < m_rows.size() && batch->features->rows.size() < batch_rows; ++m_given) {
        batch->features->rows.push_back(&m_rows[m_given]);
    }
    batch->share_read = static_cast<double>(m_given) / static_cast<double>(m_rows.size());
    return batch;
}

void LayerPoints::part(PointBatch& batch) const {
    for (const LayerRow* row : batch.features->rows) {
        const auto cell = [&](std::size_t column) {
            return column < row->cells.size() && !row->malformed ? row->cells[column] : "";
        };
        place(batch, row->number, row->shape, cell(m_lon), cell(m_lat));
        const bool blank = row->shape.kind == Shape::Kind::none &&
                           std::all_of(row->cells.begin(), row->cells.end(), [](const std::string& one) { return one.empty(); });
        if (row->malformed || blank) {
            batch.faults.back() = blank ? Fault::blank : Fault::malformed;
        }
    }
}

std::vector<std::string> LayerPoints::cells(const PointBatch& batch, std::size_t index) const {
    return batch.features->rows[index]->cells;
}

std::string LayerPoints::written(const PointBatch& batch, std::size_t index) const {
    const LayerRow& row = *batch.features->rows[index];
    return m_lon < row.cells.size() && m_lat < row.cells.size() && row.shape.kind == Shape::Kind::none &&
                   batch.faults[index] == Fault::unreadable
               ? row.cells[m_lon] + " ; " + row.cells[m_lat]
               : place_words(batch.points[index]);
}

}  // namespace maillage::io
