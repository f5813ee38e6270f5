#include "io/published_pays.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/number.hpp"
#include "model/catalogue.hpp"

namespace maillage::io {

namespace {

std::size_t column_of(const Layer& layer, const char* title) {
    const std::size_t index = layer.column(title);
    if (index == Layer::npos) {
        throw InputError({layer.path}, {fmt::format("n'a pas de colonne « {} » : refaire le passage avec cette version", title),
                                        fmt::format("has no column \"{}\": run it again with this version", title)});
    }
    return index;
}

[[noreturn]] void refuse(const Layer& layer, const LayerRow& row, const char* title) {
    throw InputError({layer.path, "", row.number}, {fmt::format("cellule illisible : {}", title), fmt::format("unreadable cell: {}", title)});
}

Status status_of(const Layer& layer, const LayerRow& row, const std::string& word) {
    const auto* const known = std::find_if(std::begin(catalogue::all_statuses), std::end(catalogue::all_statuses), [&](Status one) { return catalogue::id(one) == word; });
    if (known == std::end(catalogue::all_statuses)) {
        refuse(layer, row, "statut");
    }
    return *known;
}

}  // namespace

std::vector<PublishedPays> published_pays(const RunManifest& manifest) {
    Layer layer = manifest.layer("layers/pays.geojson");
    std::vector<PublishedPays> all;
    if (layer.rows.empty()) {
        return all;
    }
    const std::size_t code = column_of(layer, "code");
    const std::size_t name = column_of(layer, "nom");
    const std::size_t departement = column_of(layer, "departement");
    const std::size_t region = column_of(layer, "region");
    const std::size_t population = column_of(layer, "population");
    const std::size_t status = column_of(layer, "statut");
    const std::size_t missing = column_of(layer, "manque");
    for (LayerRow& row : layer.rows) {
        const std::optional<std::int64_t> lacks = parse_integer(row.cells[missing]);
        if (!lacks || *lacks < 0) {
            refuse(layer, row, "manque");
        }
        all.push_back({row.cells[code], row.cells[name], row.cells[departement], row.cells[region], parse_integer(row.cells[population]),
                       status_of(layer, row, row.cells[status]), static_cast<std::size_t>(*lacks), std::move(row.shape.polygons)});
    }
    return all;
}

}  // namespace maillage::io
