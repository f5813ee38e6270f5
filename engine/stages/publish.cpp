#include "stages/publish.hpp"

#include <algorithm>
#include <iterator>

#include "formats/csv.hpp"
#include "base/error.hpp"
#include "formats/dashboard.hpp"
#include "formats/datapackage.hpp"
#include "formats/inputs.hpp"
#include "formats/layers.hpp"
#include "formats/report.hpp"
#include "io/open.hpp"
#include "stages/publish_more.hpp"
#include "stages/publish_tables.hpp"
#include "stages/screen.hpp"

namespace maillage::stages {

std::vector<io::OutputFile> drawn_up(const Result& result, const std::string& page, const std::vector<io::OutputFile>& others) {
    const auto features = formats::layer_features(result);
    std::vector<io::OutputFile> files;
    for (const catalogue::LayerKind& layer : catalogue::layers()) {
        const auto simplification = layer.name == "pays" || layer.name == "gaps" || layer.name == "white_zones" ? result.simplification : std::nullopt;
        files.push_back({"layers/" + std::string(layer.name) + ".geojson", formats::geojson(layer, features.at(std::string(layer.name)), simplification)});
    }
    const std::string report = formats::report_json(result);
    files.push_back({"report.json", report});
    files.push_back({"report.md", formats::report_markdown(result)});
    files.push_back({"gaps.csv", formats::gaps_csv(result)});
    files.push_back({"inputs/pays.csv", formats::input_pays_csv(result)});
    files.push_back({"inputs/ptce.csv", formats::input_ptce_csv(result)});
    files.push_back({"inputs/communes.csv", formats::input_communes_csv(result)});
    files.push_back({"inputs/pays.geojson", formats::outlines_as_read(result)});
    files.push_back({"inputs/liste.csv", formats::list_as_read(result)});
    if (result.composition) {
        files.push_back({"inputs/composition.csv", formats::composition_as_read(*result.composition)});
    }
    for (const auto& [name, csv] : result.gazetteer_tables) {
        files.push_back({"inputs/gazetteer/" + name, csv});
    }
    files.insert(files.end(), others.begin(), others.end());
    std::vector<io::OutputFile> more = more_files(result, features);
    std::move(more.begin(), more.end(), std::back_inserter(files));
    if (!page.empty()) {
        files.push_back({"dashboard.html", formats::dashboard(page, result, report, features.at("ptce"), screen(result))});
    }
    std::vector<formats::Resource> resources;
    for (const io::OutputFile& file : files) {
        resources.push_back({file.path, io::sha256(file.bytes), file.bytes.size(), file.path.ends_with(".csv") ? formats::csv_titles(file.bytes) : std::vector<std::string>{}});
    }
    files.push_back({io::manifest_name, formats::datapackage(result, resources)});
    return files;
}

void check_outputs(const Study& study, const std::string& folder, bool overwrite) {
    if (!folder.empty()) {
        io::check_target(folder, overwrite);
    } else if (!study.postgis.empty()) {
        throw UsageError({"des tables PostGIS demandent aussi un dossier de sortie", "PostGIS tables need an output folder too"});
    }
    if (!study.postgis.empty()) {
        io::check_postgis(study.postgis, overwrite);
    }
}

void place(const Result& result, const std::string& folder, bool overwrite, const std::vector<io::OutputFile>& files) {
    const std::unique_ptr<io::PostgisTables> tables = written_tables(result, overwrite, files.back().bytes);
    io::publish(folder, overwrite, files, [&] {
        if (tables) {
            tables->commit();
        }
    });
}

void publish(const Result& result, const std::string& folder, bool overwrite, const std::string& page) {
    place(result, folder, overwrite, drawn_up(result, page));
}

}  // namespace maillage::stages
