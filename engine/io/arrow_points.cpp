#include "io/arrow_points.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "io/arrow_batches.hpp"

namespace maillage::io {

namespace {

using Validity = PointColumns::Validity;

Validity validity_of(const ArrowCell& first) {
    const ArrowArray& column = *first.column;
    return {column.null_count == 0 || column.n_buffers == 0 ? nullptr : column.buffers[0], first.index};
}

const double* numbers(const ArrowArray& column, std::size_t first) { return static_cast<const double*>(column.buffers[1]) + first; }

/// Two children of `parent`, whose own offset is `first`.
void take_pair(PointColumns& columns, const ArrowArray& parent, std::size_t first) {
    for (const int axis : {0, 1}) {
        const ArrowArray& child = *parent.children[axis];
        const std::size_t at = first + static_cast<std::size_t>(child.offset);
        (axis == 0 ? columns.lon : columns.lat) = numbers(child, at);
        columns.validities.push_back(validity_of({&child, at}));
    }
}

/// A column of points: "+s" of two children, or "+w:2" over one.
void take_points(PointColumns& columns, const ArrowField& field, const ArrowCell& first) {
    columns.validities.push_back(validity_of(first));
    if (field.format == "+s") {
        take_pair(columns, *first.column, first.index);
        return;
    }
    const ArrowArray& child = *first.column->children[0];
    const std::size_t width = field.format == "+w:2" ? 2 : 3;
    columns.lon = numbers(child, first.index * width + static_cast<std::size_t>(child.offset));
    columns.lat = columns.lon + 1;
    columns.lon_stride = columns.lat_stride = static_cast<std::ptrdiff_t>(width);
}

bool is_float(const ArrowField& field) { return field.format == "g" && !field.is_dictionary; }

bool is_points(const ArrowField& field) {
    const bool apart = field.format == "+s" && field.children.size() >= 2 && is_float(field.children[0]) && is_float(field.children[1]);
    const bool together = (field.format == "+w:2" || field.format == "+w:3") && is_float(field.children[0]);
    return field.extension == "geoarrow.point" && (apart || together);
}

}  // namespace

void PointColumns::read(std::size_t first, std::span<Point> points, std::span<Fault> faults) const {
    const double* lon_at = lon + static_cast<std::ptrdiff_t>(first) * lon_stride;
    const double* lat_at = lat + static_cast<std::ptrdiff_t>(first) * lat_stride;
    for (std::size_t i = 0; i < points.size(); ++i, lon_at += lon_stride, lat_at += lat_stride) {
        points[i] = {*lon_at, *lat_at};
        faults[i] = std::isfinite(*lon_at) && std::isfinite(*lat_at) ? Fault::none : Fault::unreadable;
    }
    for (const auto& [bitmap, bit] : validities) {
        for (std::size_t i = 0; bitmap != nullptr && i < points.size(); ++i) {
            faults[i] = is_unset(bitmap, bit + first + i) ? Fault::no_position : faults[i];
        }
    }
}

ArrowPoints::ArrowPoints(ArrowArrayStream& stream, const std::string& name) : m_batches(std::make_unique<const ArrowBatches>(stream, name)) {
    const std::vector<ArrowField>& fields = m_batches->fields();
    const bool two = fields.size() == 2 && std::all_of(fields.begin(), fields.end(), is_float);
    if (!two && !(fields.size() == 1 && is_points(fields[0]))) {
        throw InputError({name, "", 0}, {"il faut deux colonnes de float64 (longitude, latitude), ou une de points (geoarrow.point)",
                                         "two columns of float64 are needed (longitude, latitude), or one of points (geoarrow.point)"});
    }
    m_crs = two ? "" : fields[0].crs;
    for (const ArrowArray& batch : m_batches->arrays()) {
        PointColumns& columns = m_columns.emplace_back();
        columns.rows = static_cast<std::size_t>(batch.length);
        if (two) {
            take_pair(columns, batch, static_cast<std::size_t>(batch.offset));
        } else {
            take_points(columns, fields[0], cell(batch, 0, 0));
        }
    }
}

ArrowPoints::~ArrowPoints() = default;

}  // namespace maillage::io
