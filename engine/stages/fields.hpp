// Which column of a layer plays which role: the one named, else the first recognised (model/catalogue, field_names).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/catalogue.hpp"
#include "model/layer.hpp"
#include "model/reading.hpp"

namespace maillage::stages {

/// A column found, or none.
class Field {
public:
    Field() = default;
    explicit Field(std::size_t index) : m_index(index) {}
    [[nodiscard]] bool found() const { return m_index != Layer::npos; }
    [[nodiscard]] std::size_t index() const { return m_index; }
    /// The row's cell; "" where the column is not there.
    [[nodiscard]] const std::string& of(const LayerRow& row) const;

private:
    std::size_t m_index = Layer::npos;
};

/// A whole number of people, 0 or more; nothing for any other text.
[[nodiscard]] std::optional<std::int64_t> people(const std::string& written);

/// The column titled `given`, or, when `given` is empty, the first that `role` recognises, else none.
/// Throws InputError when a given title is not there: it lists the titles and suggests the nearest.
[[nodiscard]] Field find_field(const Layer& layer, const std::string& given, catalogue::Role role);

/// The same, throwing InputError when there is none; `option` is what would name it ("--pays-code").
[[nodiscard]] Field need_field(const Layer& layer, const std::string& given, catalogue::Role role, std::string_view option);

/// What was made of `layer`: `fields` names each wanted column; those not found are left out. `crs` is the layer's before it
/// was brought to lon/lat.
[[nodiscard]] Reading reading_of(std::string role, const Layer& layer, std::string crs, const std::vector<std::pair<std::string, Field>>& fields);

}  // namespace maillage::stages
