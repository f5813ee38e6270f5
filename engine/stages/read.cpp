#include "stages/read.hpp"

#include <algorithm>
#include <filesystem>

#include "io/open.hpp"

namespace maillage::stages {

Inputs read(const Study& study, const std::string& assets) {
    Inputs inputs;
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
    Layer layer = io::read_layer(named);
    const std::vector<Finding> corrected = inputs.corrections.apply(layer);
    for (const std::string& file : layer.files) {
        const auto same = [&](const SourceFile& one) { return std::filesystem::equivalent(one.path, file); };
        if (std::none_of(inputs.sources.begin(), inputs.sources.end(), same)) {
            inputs.sources.push_back(io::fingerprint(file));
        }
    }
    if (inputs.layers_read.insert(layer.path + ":" + layer.name).second) {
        inputs.findings.insert(inputs.findings.end(), layer.findings.begin(), layer.findings.end());
        inputs.findings.insert(inputs.findings.end(), corrected.begin(), corrected.end());
    }
    return layer;
}

}  // namespace maillage::stages
