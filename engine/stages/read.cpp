#include "stages/read.hpp"

#include <algorithm>
#include <filesystem>

#include "io/open.hpp"

namespace maillage::stages {

Inputs read(const Study& study, const std::string& assets) {
    Inputs inputs;
    read_territories(inputs, study);
    read_facilities(inputs, study, assets);
    read_composition(inputs, study);
    read_gazetteer(inputs, study, assets);
    read_demand(inputs, study);
    read_nation(inputs, study, assets);
    return inputs;
}

Layer read_table(Inputs& inputs, const std::string& named) {
    Layer layer = io::read_layer(named);
    const auto same = [&](const SourceFile& one) { return std::filesystem::equivalent(one.path, layer.path); };
    if (std::none_of(inputs.sources.begin(), inputs.sources.end(), same)) {
        inputs.sources.push_back(io::fingerprint(layer.path));
        inputs.findings.insert(inputs.findings.end(), layer.findings.begin(), layer.findings.end());
    }
    return layer;
}

}  // namespace maillage::stages
