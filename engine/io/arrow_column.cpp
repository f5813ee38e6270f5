#include "io/arrow_column.hpp"

#include <ogr_recordbatch.h>

#include <cerrno>
#include <type_traits>


namespace maillage::io {

namespace {

void append(std::string& bytes, std::int32_t number) { bytes.append(reinterpret_cast<const char*>(&number), sizeof number); }

/// As the interface encodes it; "" for none.
std::string encoded(const std::vector<std::pair<std::string, std::string>>& metadata) {
    std::string bytes;
    if (metadata.empty()) {
        return bytes;
    }
    append(bytes, static_cast<std::int32_t>(metadata.size()));
    for (const auto& [key, value] : metadata) {
        for (const std::string& text : {key, value}) {
            append(bytes, static_cast<std::int32_t>(text.size()));
            bytes += text;
        }
    }
    return bytes;
}

/// What the structure of a taker points to, until the taker releases it.
template <typename Structure>
struct Held {
    ArrowColumn column;  ///< without children
    std::string metadata;
    std::vector<const void*> buffers;
    std::vector<std::unique_ptr<Structure>> children;
    std::vector<Structure*> pointers;
    std::unique_ptr<Structure> dictionary;

    /// Children that the taker moved elsewhere are its own.
    ~Held() {
        for (const std::unique_ptr<Structure>& child : children) {
            if (child->release != nullptr) {
                child->release(child.get());
            }
        }
        if (dictionary && dictionary->release != nullptr) {
            dictionary->release(dictionary.get());
        }
    }
};

template <typename Structure>
void release(Structure* structure) {
    delete static_cast<Held<Structure>*>(structure->private_data);
    structure->private_data = nullptr;
    structure->release = nullptr;
}

/// A part of what each structure holds in the same way.
template <typename Structure>
void fill(const ArrowColumn& column, Structure& structure) {
    auto held = std::make_unique<Held<Structure>>();
    held->column = column;
    held->column.children.clear();
    for (const ArrowColumn& child : column.children) {
        held->children.push_back(std::make_unique<Structure>());
        fill(child, *held->children.back());
        held->pointers.push_back(held->children.back().get());
    }
    if (column.dictionary) {
        held->dictionary = std::make_unique<Structure>();
        fill(*column.dictionary, *held->dictionary);
    }
    structure = {};
    structure.n_children = static_cast<std::int64_t>(held->pointers.size());
    structure.children = held->pointers.data();
    structure.dictionary = held->dictionary.get();
    structure.release = release<Structure>;
    if constexpr (std::is_same_v<Structure, ArrowSchema>) {
        held->metadata = encoded(column.metadata);
        structure.format = held->column.format.c_str();
        structure.name = held->column.name.c_str();
        structure.metadata = held->metadata.empty() ? nullptr : held->metadata.data();
        structure.flags = ARROW_FLAG_NULLABLE;
    } else {
        for (const ArrowBuffer& buffer : column.buffers) {
            held->buffers.push_back(buffer.data);
        }
        structure.length = column.length;
        structure.null_count = column.nulls;
        structure.n_buffers = static_cast<std::int64_t>(held->buffers.size());
        structure.buffers = held->buffers.data();
    }
    structure.private_data = held.release();
}

struct Stream {
    ArrowColumn none;
    std::vector<ArrowColumn> batches;
    std::size_t next = 0;
};

Stream& stream_of(ArrowArrayStream* stream) { return *static_cast<Stream*>(stream->private_data); }

/// No exception crosses the interface.
template <typename Work>
int answered(const Work& work) {
    try {
        work();
        return 0;
    } catch (...) {
        return ENOMEM;
    }
}

}  // namespace

ArrowColumn text_column(const std::string& name, const std::vector<std::string>& cells) {
    std::vector<std::int64_t> ends{0};
    std::string bytes;
    for (const std::string& cell : cells) {
        bytes += cell;
        ends.push_back(static_cast<std::int64_t>(bytes.size()));
    }
    const auto rows = static_cast<std::int64_t>(cells.size());
    return {"U", name, {}, rows, 0, {ArrowBuffer(), ArrowBuffer(std::move(ends)), ArrowBuffer(std::move(bytes))}, {}, nullptr};
}

ArrowColumn batch_of(std::vector<ArrowColumn> columns, std::int64_t rows) { return {"+s", "", {}, rows, 0, {ArrowBuffer()}, std::move(columns), nullptr}; }

void give_away(ArrowColumn none, std::vector<ArrowColumn> batches, ArrowArrayStream& stream) {
    stream = {};
    stream.private_data = new Stream{std::move(none), std::move(batches)};
    stream.get_schema = [](ArrowArrayStream* self, ArrowSchema* schema) { return answered([&] { fill(stream_of(self).none, *schema); }); };
    stream.get_next = [](ArrowArrayStream* self, ArrowArray* array) {
        Stream& held = stream_of(self);
        *array = {};
        return held.next == held.batches.size() ? 0 : answered([&] { fill(held.batches[held.next++], *array); });
    };
    stream.get_last_error = [](ArrowArrayStream*) -> const char* { return "out of memory"; };
    stream.release = [](ArrowArrayStream* self) {
        delete &stream_of(self);
        self->private_data = nullptr;
        self->release = nullptr;
    };
}

}  // namespace maillage::io
