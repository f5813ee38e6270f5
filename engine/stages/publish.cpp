#include "stages/publish.hpp"

#include <algorithm>

#include "formats/datapackage.hpp"
#include "formats/inputs.hpp"
#include "formats/layers.hpp"
#include "formats/report.hpp"
#include "geo/precision.hpp"
#include "io/open.hpp"

namespace maillage::stages {

std::vector<io::OutputFile> drawn_up(const Result& result) {
    std::vector<MultiPolygon> drawn;
    drawn.reserve(result.territories.size());
    for (std::size_t i = 0; i < result.territories.size(); ++i) {
        drawn.push_back(result.kept[i] ? geo::rounded(result.territories[i].outline) : MultiPolygon{});
    }
    constexpr double published_step_m = 0.1;  // of 6 decimals
    std::vector<MultiPolygon> defects;
    for (const OutlineDefect& defect : result.audit.defects) {
        defects.push_back(defect.width_m < published_step_m ? MultiPolygon{} : geo::rounded(defect.shape));
    }
    const auto features = formats::layer_features(result, drawn, defects);
    std::vector<io::OutputFile> files;
    for (const catalogue::LayerKind& layer : catalogue::layers()) {
        files.push_back({"layers/" + std::string(layer.name) + ".geojson", formats::geojson(layer, features.at(std::string(layer.name)))});
    }
    files.push_back({"report.json", formats::report_json(result)});
    files.push_back({"report.md", formats::report_markdown(result)});
    files.push_back({"gaps.csv", formats::gaps_csv(result)});
    files.push_back({"inputs/pays.csv", formats::input_pays_csv(result)});
    files.push_back({"inputs/ptce.csv", formats::input_ptce_csv(result)});
    files.push_back({"inputs/communes.csv", formats::input_communes_csv(result)});
    std::vector<formats::Resource> resources;
    for (const io::OutputFile& file : files) {
        resources.push_back({file.path, io::sha256(file.bytes), file.bytes.size()});
    }
    files.push_back({io::manifest_name, formats::datapackage(result, resources)});
    return files;
}

void publish(const Result& result, const std::string& folder, bool overwrite) { io::publish(folder, overwrite, drawn_up(result)); }

}  // namespace maillage::stages
