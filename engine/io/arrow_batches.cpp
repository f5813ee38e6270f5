#include "io/arrow_batches.hpp"

#include <ogr_srs_api.h>

#include <cstdint>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "io/ogr_crs.hpp"
#include "io/ogr_handles.hpp"

namespace maillage::io {

namespace {

[[noreturn]] void refuse(const std::string& name, const std::string& french, const std::string& english) {
    throw InputError({name, "", 0}, {"flux Arrow illisible : " + french, "unreadable Arrow stream: " + english});
}

/// key -> value of what a producer encoded; null for none.
std::vector<std::pair<std::string, std::string>> decoded(const char* bytes) {
    std::vector<std::pair<std::string, std::string>> metadata;
    const auto number = [&] {
        std::int32_t value = 0;
        std::memcpy(&value, bytes, sizeof value);
        bytes += sizeof value;
        return value;
    };
    const auto text = [&] {
        const auto length = static_cast<std::size_t>(number());
        const std::string value(bytes, length);
        bytes += length;
        return value;
    };
    for (std::int32_t left = bytes == nullptr ? 0 : number(); left > 0; --left) {
        std::string key = text();
        metadata.emplace_back(std::move(key), text());
    }
    return metadata;
}

/// The system that GeoArrow's metadata states: PROJJSON, WKT or a code. A system GDAL does not know is none: the layer then needs one given.
std::string crs_of(const std::string& metadata) {
    const nlohmann::json root = nlohmann::json::parse(metadata, nullptr, false);
    if (!root.is_object() || !root.contains("crs") || root["crs"].is_null()) {
        return "";
    }
    const nlohmann::json& crs = root["crs"];
    const std::string text = crs.is_string() ? crs.get<std::string>() : crs.dump();
    if (text.find_first_of("[{") == std::string::npos) {
        return text;  // "EPSG:2154": what the engine names systems by
    }
    const OgrMessages kept({});
    const OwnSystem system(OSRNewSpatialReference(nullptr));
    return OSRSetFromUserInput(system.get(), text.c_str()) == OGRERR_NONE ? crs_text(system.get()) : "";
}

ArrowField field_of(const ArrowSchema& schema) {
    ArrowField field;
    field.name = schema.name == nullptr ? "" : schema.name;
    field.format = schema.format;
    field.is_dictionary = schema.dictionary != nullptr;
    for (const auto& [key, value] : decoded(schema.metadata)) {
        if (key == "ARROW:extension:name") {
            field.extension = value;
        } else if (key == "ARROW:extension:metadata") {
            field.crs = crs_of(value);
        }
    }
    for (std::int64_t i = 0; i < schema.n_children; ++i) {
        field.children.push_back(field_of(*schema.children[i]));
    }
    return field;
}

template <typename Structure>
struct Released {
    Structure structure{};
    ~Released() {
        if (structure.release != nullptr) {
            structure.release(&structure);
        }
    }
};

}  // namespace

ArrowBatches::ArrowBatches(ArrowArrayStream& given, std::string name) : m_name(std::move(name)) {
    if (given.release == nullptr) {
        refuse(m_name, "il a déjà été lu", "it has been read already");
    }
    Released<ArrowArrayStream> stream{std::exchange(given, ArrowArrayStream{})};
    ArrowArrayStream& source = stream.structure;
    const auto check = [&](int error) {
        if (error != 0) {
            const char* words = source.get_last_error(&source);
            const std::string why = words == nullptr ? std::strerror(error) : words;
            refuse(m_name, why, why);
        }
    };
    Released<ArrowSchema> schema;
    check(source.get_schema(&source, &schema.structure));
    const ArrowField root = field_of(schema.structure);
    if (root.format != "+s") {
        refuse(m_name, "ce n'est pas une table", "it is no table");
    }
    m_fields = root.children;
    while (true) {
        ArrowArray array{};
        check(source.get_next(&source, &array));
        if (array.release == nullptr) {
            return;
        }
        m_arrays.push_back(array);
    }
}

ArrowBatches::~ArrowBatches() {
    for (ArrowArray& array : m_arrays) {
        array.release(&array);
    }
}

ArrowBatches::ArrowBatches(ArrowBatches&& other) noexcept
    : m_name(std::move(other.m_name)), m_fields(std::move(other.m_fields)), m_arrays(std::exchange(other.m_arrays, {})) {}

bool is_unset(const void* bitmap, std::size_t index) {
    return ((static_cast<const unsigned char*>(bitmap)[index / 8] >> (index % 8)) & 1U) == 0;
}

bool ArrowCell::is_null() const { return column->null_count != 0 && column->buffers[0] != nullptr && is_unset(column->buffers[0], index); }

ArrowCell cell(const ArrowArray& batch, std::size_t column, std::size_t row) {
    const ArrowArray* const child = batch.children[column];
    return {child, static_cast<std::size_t>(batch.offset + child->offset) + row};
}

}  // namespace maillage::io
