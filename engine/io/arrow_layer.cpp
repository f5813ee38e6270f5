#include "io/arrow_layer.hpp"

#include <ogr_api.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "base/number.hpp"
#include "base/text.hpp"
#include "io/arrow_batches.hpp"
#include "io/arrow_column.hpp"
#include "io/ogr_handles.hpp"
#include "io/ogr_shape.hpp"

namespace maillage::io {

namespace {

struct DestroyGeometry {
    void operator()(OGRGeometryH geometry) const { OGR_G_DestroyGeometry(geometry); }
};
using OwnGeometry = std::unique_ptr<void, DestroyGeometry>;

bool is_geometry(const ArrowField& field) { return field.extension == "geoarrow.wkb" || field.extension == "ogc.wkb"; }

template <typename Offset>
std::string_view bytes_at(const ArrowCell& cell) {
    const auto* const offsets = static_cast<const Offset*>(cell.column->buffers[1]);
    const auto begin = static_cast<std::size_t>(offsets[cell.index]);
    return {static_cast<const char*>(cell.column->buffers[2]) + begin, static_cast<std::size_t>(offsets[cell.index + 1]) - begin};
}

/// How a cell of a format is written; null where the format is not read.
using Written = std::string (*)(const ArrowCell&);

template <typename Offset>
std::string written_text(const ArrowCell& cell) { return std::string(bytes_at<Offset>(cell)); }

template <typename Number>
std::string written_integer(const ArrowCell& cell) { return std::to_string(cell.number<Number>()); }

template <typename Number>
std::string written_float(const ArrowCell& cell) { return cell.number<Number>() == cell.number<Number>() ? shortest(cell.number<Number>()) : ""; }

Written written(const ArrowField& field) {
    static const std::vector<std::pair<std::string_view, Written>> ways{
        {"u", written_text<std::int32_t>}, {"U", written_text<std::int64_t>}, {"g", written_float<double>}, {"f", written_float<float>},
        {"l", written_integer<std::int64_t>}, {"L", written_integer<std::uint64_t>}, {"i", written_integer<std::int32_t>},
        {"I", written_integer<std::uint32_t>}, {"s", written_integer<std::int16_t>}, {"S", written_integer<std::uint16_t>},
        {"c", written_integer<std::int8_t>}, {"C", written_integer<std::uint8_t>}, {"n", [](const ArrowCell&) { return std::string(); }},
        {"b", [](const ArrowCell& cell) { return std::string(is_unset(cell.column->buffers[1], cell.index) ? "false" : "true"); }}};
    const auto found = std::find_if(ways.begin(), ways.end(), [&](const auto& way) { return way.first == field.format; });
    return found == ways.end() || field.is_dictionary ? nullptr : found->second;
}

Shape shape_at(const ArrowCell& cell, bool large, const Place& place) {
    if (cell.is_null()) {
        return {};
    }
    const std::string_view bytes = large ? bytes_at<std::int64_t>(cell) : bytes_at<std::int32_t>(cell);
    OGRGeometryH geometry = nullptr;
    const OGRErr error = OGR_G_CreateFromWkb(bytes.data(), nullptr, &geometry, static_cast<int>(bytes.size()));
    const OwnGeometry own(geometry);
    if (error != OGRERR_NONE || geometry == nullptr) {
        throw InputError(place, {"géométrie illisible (WKB)", "unreadable geometry (WKB)"});
    }
    return shape_of(geometry);
}

/// Which columns are cells, and which draws.
struct Columns {
    std::vector<std::pair<std::size_t, Written>> cells;
    std::size_t geometry = Layer::npos;
};

Columns columns_of(const ArrowBatches& batches, Layer& layer) {
    Columns columns;
    std::set<std::string> titles;
    for (std::size_t i = 0; i < batches.fields().size(); ++i) {
        const ArrowField& field = batches.fields()[i];
        const std::string title(trim(field.name));
        if (is_geometry(field)) {
            if (columns.geometry != Layer::npos) {
                throw InputError({layer.path, "", 0}, {"deux colonnes de géométrie : n'en garder qu'une", "two columns of geometry: keep one"});
            }
            columns.geometry = i;
            layer.crs = field.crs;
            continue;
        }
        const Written way = written(field);
        if (way == nullptr) {
            throw InputError({layer.path, "", 0}, {"colonne « " + title + " » d'un type qui n'est pas lu (" + field.format + ") : la convertir en texte",
                                                   "column \"" + title + "\" of a type that is not read (" + field.format + "): make it text"});
        }
        if (!titles.insert(title).second) {
            throw InputError({layer.path, "", 0}, {"deux colonnes « " + title + " »", "two columns \"" + title + "\""});
        }
        layer.columns.push_back(title);
        columns.cells.emplace_back(i, way);
    }
    return columns;
}

void append(std::string& wkb, std::uint32_t number) { wkb.append(reinterpret_cast<const char*>(&number), sizeof number); }

void append_head(std::string& wkb, std::uint32_t type) {
    wkb += '\1';  // little-endian, as every machine the engine is built for
    append(wkb, type);
}

void append_ring(std::string& wkb, const Ring& ring) {
    append(wkb, static_cast<std::uint32_t>(ring.size()));
    wkb.append(reinterpret_cast<const char*>(ring.data()), ring.size() * sizeof(Point));
}

/// ISO 19125's well-known binary of a point or a multipolygon.
std::string wkb_of(const Shape& shape) {
    std::string wkb;
    if (shape.kind == Shape::Kind::point) {
        append_head(wkb, 1);
        wkb.append(reinterpret_cast<const char*>(&shape.point), sizeof(Point));
        return wkb;
    }
    append_head(wkb, 6);
    append(wkb, static_cast<std::uint32_t>(shape.polygons.size()));
    for (const Polygon& part : shape.polygons) {
        append_head(wkb, 3);
        append(wkb, static_cast<std::uint32_t>(1 + part.holes.size()));
        append_ring(wkb, part.shell);
        for (const Ring& hole : part.holes) {
            append_ring(wkb, hole);
        }
    }
    return wkb;
}

ArrowColumn geometry_column(const Layer& layer) {
    std::vector<std::int64_t> ends{0};
    std::string bytes;
    std::vector<std::uint8_t> valid((layer.rows.size() + 7) / 8);
    std::int64_t nulls = 0;
    for (std::size_t i = 0; i < layer.rows.size(); ++i) {
        const Shape& shape = layer.rows[i].shape;
        const bool drawn = shape.kind == Shape::Kind::point || shape.kind == Shape::Kind::polygon;
        bytes += drawn ? wkb_of(shape) : "";
        ends.push_back(static_cast<std::int64_t>(bytes.size()));
        valid[i / 8] = static_cast<std::uint8_t>(valid[i / 8] | (drawn ? 1U << (i % 8) : 0U));
        nulls += drawn ? 0 : 1;
    }
    const std::string metadata = layer.crs.empty() ? "{}" : nlohmann::json{{"crs", layer.crs}}.dump();
    return {"Z", "geometry", {{"ARROW:extension:name", "geoarrow.wkb"}, {"ARROW:extension:metadata", metadata}}, static_cast<std::int64_t>(layer.rows.size()),
            nulls, {ArrowBuffer(std::move(valid)), ArrowBuffer(std::move(ends)), ArrowBuffer(std::move(bytes))}, {}, nullptr};
}

ArrowColumn batch_of_layer(const Layer& layer) {
    std::vector<ArrowColumn> columns;
    std::vector<std::string> cells(layer.rows.size());
    for (std::size_t c = 0; c < layer.columns.size(); ++c) {
        std::transform(layer.rows.begin(), layer.rows.end(), cells.begin(), [&](const LayerRow& row) { return c < row.cells.size() ? row.cells[c] : ""; });
        columns.push_back(text_column(layer.columns[c], cells));
    }
    if (layer.has_geometry) {
        columns.push_back(geometry_column(layer));
    }
    return batch_of(std::move(columns), static_cast<std::int64_t>(layer.rows.size()));
}

}  // namespace

Layer read_arrow(ArrowArrayStream& stream, const std::string& name) {
    const ArrowBatches batches(stream, name);
    Layer layer;
    layer.path = name;
    const Columns columns = columns_of(batches, layer);
    const OgrMessages kept({});
    layer.has_geometry = columns.geometry != Layer::npos;
    for (const ArrowArray& batch : batches.arrays()) {
        for (std::size_t i = 0; i < static_cast<std::size_t>(batch.length); ++i) {
            LayerRow& row = layer.rows.emplace_back();
            row.number = layer.rows.size();
            for (const auto& [column, way] : columns.cells) {
                const ArrowCell one = cell(batch, column, i);
                row.cells.push_back(batches.fields()[column].format == "n" || one.is_null() ? "" : way(one));
            }
            if (layer.has_geometry) {
                const bool large = batches.fields()[columns.geometry].format == "Z";
                row.shape = shape_at(cell(batch, columns.geometry, i), large, {name, "", row.number});
            }
        }
    }
    if (layer.rows.empty()) {
        throw InputError({name, "", 0}, {"la couche est vide", "the layer is empty"});
    }
    return layer;
}

void write_arrow(const Layer& layer, ArrowArrayStream& stream) {
    Layer none;
    none.columns = layer.columns;
    none.crs = layer.crs;
    none.has_geometry = layer.has_geometry;
    std::vector<ArrowColumn> batches;
    batches.push_back(batch_of_layer(layer));
    give_away(batch_of_layer(none), std::move(batches), stream);
}

}  // namespace maillage::io
