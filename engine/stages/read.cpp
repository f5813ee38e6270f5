#include "stages/read.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "base/error.hpp"
#include "formats/csv.hpp"
#include "io/open.hpp"

namespace maillage::stages {

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
    read_credits(inputs, study, assets);
    const std::vector<Finding> unused = inputs.corrections.unused();
    inputs.findings.insert(inputs.findings.end(), unused.begin(), unused.end());
    return inputs;
}

namespace {

/// The files or table `layer` was read from, each once; of a layer in memory, itself.
void note_sources(Inputs& inputs, const Layer& layer) {
    for (const std::string& file : layer.files) {
        if (!has_source(inputs.sources, file)) {
            inputs.sources.push_back(io::fingerprint(file));
        }
    }
    if (layer.table && !has_source(inputs.sources, layer.table->path)) {
        inputs.sources.push_back(*layer.table);
    }
    if (layer.files.empty() && !layer.table && !has_source(inputs.sources, layer.path)) {
        inputs.sources.push_back(io::fingerprint(layer));
    }
}

/// Corrected; its sources and findings said, once.
Layer noted(Inputs& inputs, Layer layer) {
    note_sources(inputs, layer);
    const std::vector<Finding> corrected = inputs.corrections.apply(layer);
    if (inputs.layers_read.insert(layer.path + ":" + layer.name).second) {
        inputs.findings.insert(inputs.findings.end(), layer.findings.begin(), layer.findings.end());
        inputs.findings.insert(inputs.findings.end(), corrected.begin(), corrected.end());
    }
    return layer;
}

}  // namespace

bool has_source(const std::vector<SourceFile>& sources, const std::string& path) {
    return std::any_of(sources.begin(), sources.end(), [&](const SourceFile& one) {
        std::error_code is_no_file;
        return one.path == path || std::filesystem::equivalent(one.path, path, is_no_file);
    });
}

Layer read_table(Inputs& inputs, const std::string& named) { return noted(inputs, io::read_named(named, inputs.in_memory)); }

void credit(Inputs& inputs, const Layer& layer, const Origin& origin) {
    if (origin == Origin{}) {
        return;
    }
    const auto same = std::find_if(inputs.credits.begin(), inputs.credits.end(), [&](const Credit& one) { return one.origin == origin; });
    Credit& credit = same == inputs.credits.end() ? inputs.credits.emplace_back(Credit{origin, {}}) : *same;
    if (std::find(credit.files.begin(), credit.files.end(), layer.path) == credit.files.end()) {
        credit.files.push_back(layer.path);
    }
}

bool is_blank(const LayerRow& row) {
    return std::all_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) { return cell.empty(); });
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
        if (is_blank(row)) {
            continue;
        }
        for (std::size_t i = 0; i < indexes.size(); ++i) {
            cells[i] = indexes[i] < row.cells.size() ? row.cells[indexes[i]] : "";
        }
        csv += formats::csv_line(cells);
    }
    inputs.gazetteer_tables[std::filesystem::path(table.path).filename().string()] = std::move(csv);
}

Layer read_file(Inputs& inputs, const std::string& path) { return noted(inputs, io::read_layer(path)); }

void check_whole(const Layer& table) {
    const auto malformed = std::find_if(table.rows.begin(), table.rows.end(), [](const LayerRow& row) { return row.malformed && !is_blank(row); });
    if (malformed != table.rows.end()) {
        throw InputError({table.path, "", malformed->number}, {"cette ligne n'a pas le nombre de cellules du titre", "this row has not as many cells as the heading"});
    }
}

Layer read_own_table(Inputs& inputs, const std::string& path) {
    Layer table = read_file(inputs, path);
    check_whole(table);
    std::erase_if(table.rows, is_blank);
    keep_table(inputs, table);
    return table;
}

}  // namespace maillage::stages
