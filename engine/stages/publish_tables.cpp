#include "stages/publish_tables.hpp"

#include "formats/layers.hpp"

namespace maillage::stages {

std::unique_ptr<io::PostgisTables> written_tables(const Result& result, bool overwrite, const std::string& manifest) {
    if (result.study.postgis.empty()) {
        return nullptr;
    }
    const auto features = formats::layer_features(result);
    const std::vector<PublishedLayer> layers = formats::published_layers(result, features);
    return std::make_unique<io::PostgisTables>(result.study.postgis, overwrite, layers, manifest, result.study.language);
}

}  // namespace maillage::stages
