// Points of an Arrow stream or of arrays, read where they stand.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "model/geometry.hpp"
#include "model/location.hpp"

struct ArrowArrayStream;

namespace maillage::io {

class ArrowBatches;

/// Coordinates of rows that follow one another; `stride`: how many numbers from a row's to the next's.
struct PointColumns {
    std::size_t rows = 0;
    const double* lon = nullptr;
    const double* lat = nullptr;
    std::ptrdiff_t lon_stride = 1;
    std::ptrdiff_t lat_stride = 1;
    struct Validity {
        const void* bitmap = nullptr;  ///< null: no row is without
        std::size_t first = 0;         ///< bit of row 0
    };
    std::vector<Validity> validities;  ///< a row unset in one of them has no position

    /// Rows from `first` on, as many as `points` is long. One with no position, or that is not finite, gets its fault, the others none.
    void read(std::size_t first, std::span<Point> points, std::span<Fault> faults) const;
};

/// Batches of two columns of float64, longitude then latitude, or of one column of points (GeoArrow: geoarrow.point, its coordinates apart or
/// interleaved). Nothing is copied: the producer's buffers are held until this ends.
class ArrowPoints {
public:
    /// Takes `stream`. Throws InputError: other columns.
    ArrowPoints(ArrowArrayStream& stream, const std::string& name);
    ~ArrowPoints();

    [[nodiscard]] const std::vector<PointColumns>& batches() const { return m_columns; }
    [[nodiscard]] const std::string& crs() const { return m_crs; }  ///< "" where nothing is stated

private:
    std::unique_ptr<const ArrowBatches> m_batches;
    std::vector<PointColumns> m_columns;
    std::string m_crs;
};

}  // namespace maillage::io
