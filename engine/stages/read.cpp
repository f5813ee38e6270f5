#include "stages/read.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <system_error>

#include "formats/csv.hpp"
#include "io/open.hpp"

namespace maillage::stages {

namespace {

/// The files `layer` was read from, each once; of a layer in memory, itself.
void note_sources(Inputs& inputs, const Layer& layer) {
    const auto is_noted = [&](const std::string& path, const auto& same) {
        return std::any_of(inputs.sources.begin(), inputs.sources.end(), [&](const SourceFile& one) { return same(one.path, path); });
    };
    for (const std::string& file : layer.files) {
        const auto same = [](const std::string& one, const std::string& other) {
            std::error_code is_in_memory;
            return std::filesystem::equivalent(one, other, is_in_memory);
        };
        if (!is_noted(file, same)) {
            inputs.sources.push_back(io::fingerprint(file));
        }
    }
    if (layer.files.empty() && !is_noted(layer.path, std::equal_to<>())) {
        inputs.sources.push_back(io::fingerprint(layer));
    }
}

}  // namespace

Inputs read(const Study& study, const std::string& assets) {
    Inputs inputs;
    inputs.in_memory = study.in_memory;
    if (!study.corrections.empty()) {
        inputs.corrections = Corrections(read_table(inputs, study.corrections));
    }
    read_territories(inputs, study);
    if (!study.ptce.path.empty()) {
        read_facilities(inputs, study, assets);
    }
    const Layer composition = read_composition(inputs, study);
    read_gazetteer(inputs, study, assets, composition);
    read_demand(inputs, study);
    read_nation(inputs, study, assets);
    const std::vector<Finding> unused = inputs.corrections.unused();
    inputs.findings.insert(inputs.findings.end(), unused.begin(), unused.end());
    return inputs;
}

Layer read_table(Inputs& inputs, const std::string& named) {
    Layer layer = io::read_layer(named, inputs.in_memory);
    note_sources(inputs, layer);
    const std::vector<Finding> corrected = inputs.corrections.apply(layer);
    if (inputs.layers_read.insert(layer.path + ":" + layer.name).second) {
        inputs.findings.insert(inputs.findings.end(), layer.findings.begin(), layer.findings.end());
        inputs.findings.insert(inputs.findings.end(), corrected.begin(), corrected.end());
    }
    return layer;
}

void keep_table(Inputs& inputs, const Layer& table, const std::vector<std::string>& columns) {
    const std::vector<std::string>& titles = columns.empty() ? table.columns : columns;
    std::vector<std::size_t> indexes;
    for (const std::string& title : titles) {
        indexes.push_back(table.column(title));
    }
    std::string csv = formats::csv_line(titles);
    std::vector<std::string> cells(titles.size());
    for (const LayerRow& row : table.rows) {
        for (std::size_t i = 0; i < indexes.size(); ++i) {
            cells[i] = indexes[i] < row.cells.size() ? row.cells[indexes[i]] : "";
        }
        csv += formats::csv_line(cells);
    }
    inputs.gazetteer_tables[std::filesystem::path(table.path).filename().string()] = std::move(csv);
}

Layer read_own_table(Inputs& inputs, const std::string& path) {
    Layer table = read_table(inputs, path);
    keep_table(inputs, table);
    return table;
}

}  // namespace maillage::stages
