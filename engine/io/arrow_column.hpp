// Columns handed over by the Arrow C Data Interface (arrow.apache.org/docs/format/CDataInterface.html): what the engine gives away.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

struct ArrowArrayStream;

namespace maillage::io {

/// Bytes that columns may share; none where a column has no such buffer.
struct ArrowBuffer {
    std::shared_ptr<const void> owner;
    const void* data = nullptr;

    ArrowBuffer() = default;
    template <typename Number>
    explicit ArrowBuffer(std::vector<Number>&& numbers) {
        const auto held = std::make_shared<const std::vector<Number>>(std::move(numbers));
        data = held->data();
        owner = held;
    }
    explicit ArrowBuffer(std::string&& bytes) {
        const auto held = std::make_shared<const std::string>(std::move(bytes));
        data = held->data();
        owner = held;
    }
};

/// An array and its type; a batch is one of format "+s" with a child a column.
struct ArrowColumn {
    std::string format;
    std::string name;
    std::vector<std::pair<std::string, std::string>> metadata;
    std::int64_t length = 0;
    std::int64_t nulls = 0;
    std::vector<ArrowBuffer> buffers;
    std::vector<ArrowColumn> children;
    std::shared_ptr<const ArrowColumn> dictionary;
};

/// A column of text ("U": offsets of 64 bits), never null.
[[nodiscard]] ArrowColumn text_column(const std::string& name, const std::vector<std::string>& cells);

/// A batch of columns of one length.
[[nodiscard]] ArrowColumn batch_of(std::vector<ArrowColumn> columns, std::int64_t rows);

/// Gives `batches` away, all of the type of `none`, which has no rows; `stream` is overwritten. Nothing is copied: buffers live as long as
/// whoever took them needs them.
void give_away(ArrowColumn none, std::vector<ArrowColumn> batches, ArrowArrayStream& stream);

}  // namespace maillage::io
