#include "stages/fields.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/number.hpp"
#include "base/text.hpp"

namespace maillage::stages {

namespace {

std::string title_list(const Layer& layer) { return layer.columns.empty() ? "–" : join(layer.columns, ", "); }

}  // namespace

const std::string& Field::of(const LayerRow& row) const {
    static const std::string none;
    return found() ? row.cells[m_index] : none;
}

std::optional<std::int64_t> people(const std::string& written) {
    const std::optional<std::int64_t> count = parse_integer(written);
    return count && *count >= 0 ? count : std::nullopt;
}

Field find_field(const Layer& layer, const std::string& given, catalogue::Role role) {
    if (!given.empty()) {
        const std::size_t index = layer.column(given);
        if (index != Layer::npos) {
            return Field(index);
        }
        const std::optional<std::string> nearest = nearest_word(given, layer.columns);
        const std::string columns = title_list(layer);
        throw InputError({layer.path, layer.name},
                         {fmt::format("pas de colonne « {} »{} ; colonnes : {}", given,
                                      nearest ? fmt::format(" (vouliez-vous dire « {} » ?)", *nearest) : "", columns),
                          fmt::format("no column \"{}\"{}; columns: {}", given,
                                      nearest ? fmt::format(" (did you mean \"{}\"?)", *nearest) : "", columns)});
    }
    for (const std::string_view name : catalogue::field_names(role)) {
        const std::string wanted = folded(name);
        for (std::size_t i = 0; i < layer.columns.size(); ++i) {
            if (folded(layer.columns[i]) == wanted) {
                return Field(i);
            }
        }
    }
    return {};
}

Field need_field(const Layer& layer, const std::string& given, catalogue::Role role, std::string_view option) {
    const Field field = find_field(layer, given, role);
    if (!field.found()) {
        throw InputError({layer.path, layer.name},
                         {fmt::format("aucune colonne reconnue ; la nommer avec {} ; colonnes : {}", option, title_list(layer)),
                          fmt::format("no column recognised; name it with {}; columns: {}", option, title_list(layer))});
    }
    return field;
}

Reading reading_of(std::string role, const Layer& layer, std::string crs, const std::vector<std::pair<std::string, Field>>& fields) {
    Reading reading{std::move(role), layer.path, layer.name, layer.rows.size(), layer.has_geometry ? std::move(crs) : "", {}, {}};
    std::vector<bool> used(layer.columns.size(), false);
    for (const auto& [wanted, field] : fields) {
        if (field.found()) {
            reading.fields.emplace_back(wanted, layer.columns[field.index()]);
            used[field.index()] = true;
        }
    }
    for (std::size_t i = 0; i < used.size(); ++i) {
        if (!used[i]) {
            reading.unused.push_back(layer.columns[i]);
        }
    }
    return reading;
}

}  // namespace maillage::stages
