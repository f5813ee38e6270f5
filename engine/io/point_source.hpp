// Rows with points, batch by batch: what a bulk job reads without ever holding all of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/open.hpp"
#include "model/layer.hpp"
#include "model/location.hpp"

namespace maillage::io {

/// The rows a batch holds as its source has them. Private to io.
struct PointBatchFeatures;

/// Rows that follow one another, in the source's order.
struct PointBatch {
    PointBatch();
    PointBatch(PointBatch&&) noexcept;
    PointBatch& operator=(PointBatch&&) noexcept;
    ~PointBatch();

    std::size_t first_row = 1;         ///< as in Place::row
    std::vector<std::size_t> rows;     ///< number of each
    std::vector<Point> points;         ///< in the source's CRS; of use where there is no fault
    std::vector<Fault> faults;
    std::size_t decimal_commas = 0;    ///< cells that have one
    double share_read = 1;             ///< of the source, when this was read: 0 to 1

    std::string text;  ///< of a CSV: its bytes; else ""
    struct Record {
        std::size_t begin = 0;  ///< in `text`
        std::size_t end = 0;    ///< before its line end
        std::size_t next = 0;   ///< after it
        std::size_t cells = 0;
    };
    std::vector<Record> records;  ///< of a CSV, one a row
    std::unique_ptr<PointBatchFeatures> features;  ///< of a layer
};

/// Threads may share a source: `next` is called by one at a time, the const members that take a batch by any at once, while it is.
class PointSource {
public:
    virtual ~PointSource() = default;

    /// Path, layer, columns, crs, has_geometry and findings; no rows.
    [[nodiscard]] virtual const Layer& heading() const = 0;
    /// Points come from these columns, where a row draws none. Before the first batch.
    virtual void use_columns(std::size_t lon, std::size_t lat) = 0;
    /// Nothing when all is read. The batch is not yet parted. Throws InputError, OutputError.
    [[nodiscard]] virtual std::optional<PointBatch> next() = 0;
    /// Fills in the batch's rows. Throws InputError.
    virtual void part(PointBatch& batch) const = 0;
    /// Text of row `index` of a parted batch, one a column of heading().
    [[nodiscard]] virtual std::vector<std::string> cells(const PointBatch& batch, std::size_t index) const = 0;
    /// What row `index` of a parted batch says of its place, for messages; "" where it says nothing.
    [[nodiscard]] virtual std::string written(const PointBatch& batch, std::size_t index) const = 0;
};

/// Of any kind that read_layer reads. CSV, GeoJSON and its sequences, GeoPackage and FlatGeobuf are streamed, and may be of any size; others
/// are read whole, within the limits. Throws InputError, OutputError.
[[nodiscard]] std::unique_ptr<PointSource> open_points(const std::string& named);

}  // namespace maillage::io
