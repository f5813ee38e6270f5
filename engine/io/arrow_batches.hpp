// Batches of an Arrow stream, taken over and read where they stand. Only for .cpp files of this room.
#pragma once

#include <ogr_recordbatch.h>

#include <cstddef>
#include <string>
#include <vector>

namespace maillage::io {

/// A column's type, and what GeoArrow says of it.
struct ArrowField {
    std::string name;
    std::string format;           ///< of the C Data Interface
    std::string extension;        ///< "geoarrow.wkb"; "" for none
    std::string crs;              ///< as Layer::crs; "" where nothing is stated
    std::vector<ArrowField> children;
    bool is_dictionary = false;
};

class ArrowBatches {
public:
    /// Takes all batches of `stream`, which is released. `name` is what messages call it. Throws InputError: no stream of batches,
    /// or its producer fails.
    ArrowBatches(ArrowArrayStream& stream, std::string name);
    ~ArrowBatches();
    ArrowBatches(ArrowBatches&&) noexcept;
    ArrowBatches& operator=(ArrowBatches&&) = delete;

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] const std::vector<ArrowField>& fields() const { return m_fields; }
    [[nodiscard]] const std::vector<ArrowArray>& arrays() const { return m_arrays; }

private:
    std::string m_name;
    std::vector<ArrowField> m_fields;
    std::vector<ArrowArray> m_arrays;
};

/// Row `row` of a column: its index in the column's buffers.
struct ArrowCell {
    const ArrowArray* column;
    std::size_t index;
    [[nodiscard]] bool is_null() const;
    template <typename Number>
    [[nodiscard]] Number number() const {
        return static_cast<const Number*>(column->buffers[1])[index];
    }
};
/// Of the batch's column; the offsets of both are added.
[[nodiscard]] ArrowCell cell(const ArrowArray& batch, std::size_t column, std::size_t row);

/// Is the bit of `index` 0?
[[nodiscard]] bool is_unset(const void* bitmap, std::size_t index);

}  // namespace maillage::io
