#include "stages/publish_more.hpp"

#include <algorithm>
#include <utility>

#include "formats/geojson.hpp"
#include "formats/layers.hpp"
#include "formats/qgis.hpp"
#include "formats/report.hpp"
#include "formats/umap.hpp"
#include "formats/workbook_pages.hpp"
#include "io/layer_sink.hpp"
#include "io/workbook.hpp"
#include "stages/draw.hpp"

namespace maillage::stages {

namespace {

using Layers = std::map<std::string, std::vector<Feature>>;

std::string title_of(const Result& result) {
    return result.study.title.empty() ? std::string(catalogue::words("report.title").in(result.study.language)) : result.study.title;
}

std::string geopackage(const Result& result, const Layers& layers) {
    std::vector<io::StyledLayer> styled;
    for (const PublishedLayer& layer : formats::published_layers(result, layers)) {
        styled.push_back({layer, formats::qgis_style(layer.kind->name, result.study.language)});
    }
    return io::geopackage(styled, result.study.language);
}

/// Features of one région: pays by their main one, PTCE by the pays they are in.
std::vector<Feature> of_region(const Result& result, const std::string& layer, const std::vector<Feature>& features, const std::string& region) {
    std::map<std::string, std::string> region_of;
    for (const Territory& territory : result.territories) {
        region_of[territory.code] = territory.region;
    }
    const std::vector<catalogue::Column>& columns = catalogue::layer(layer).columns;
    const auto pays = static_cast<std::size_t>(std::find_if(columns.begin(), columns.end(), [&](const catalogue::Column& column) {
                                                   return column.name == (layer == "ptce" ? "pays" : "code");
                                               }) - columns.begin());
    std::vector<Feature> chosen;
    std::copy_if(features.begin(), features.end(), std::back_inserter(chosen), [&](const Feature& feature) {
        const auto* const code = std::get_if<std::string>(&feature.values[pays]);
        const auto found = code == nullptr ? region_of.end() : region_of.find(*code);
        return found != region_of.end() && found->second == region;
    });
    return chosen;
}

void add_regions(std::vector<io::OutputFile>& files, const Result& result, const Layers& layers) {
    for (const AreaCoverage& region : result.coverage.regions) {
        if (region.code.empty() || region.territories == 0) {
            continue;
        }
        for (const std::string layer : {"pays", "gaps", "ptce"}) {
            files.push_back({"regions/" + region.code + "/" + layer + ".geojson",
                             formats::geojson(catalogue::layer(layer), of_region(result, layer, layers.at(layer), region.code),
                                              layer == "ptce" ? std::nullopt : result.simplification)});
        }
    }
}

/// The layers of areas, their outlines simplified together for the web.
void add_simplified(std::vector<io::OutputFile>& files, const Result& result) {
    Result simple = result;
    simple.study.simplify = result.study.simplified;
    simple = drawn(std::move(simple));
    const Layers layers = formats::layer_features(simple);
    for (const char* const name : {"pays", "gaps", "white_zones"}) {
        files.push_back({std::string("simplified/") + name + ".geojson", formats::geojson(catalogue::layer(name), layers.at(name), simple.simplification)});
    }
}

}  // namespace

std::vector<io::OutputFile> more_files(const Result& result, const Layers& layers) {
    std::vector<io::OutputFile> files;
    for (const Format format : result.study.formats) {
        switch (format) {
            case Format::qgis:
                files.push_back({std::string(formats::geopackage_name), geopackage(result, layers)});
                files.push_back({"maillage.qgs", formats::qgis_project(title_of(result), result.study.language)});
                break;
            case Format::xlsx: files.push_back({"gaps.xlsx", io::workbook(formats::workbook_pages(result, layers), title_of(result))}); break;
            case Format::csv_excel: files.push_back({"gaps-excel.csv", formats::gaps_csv_excel(result)}); break;
            case Format::umap: files.push_back({"maillage.umap", formats::umap(result, layers)}); break;
            case Format::flatgeobuf:
                for (const PublishedLayer& layer : formats::published_layers(result, layers)) {
                    files.push_back({"layers/" + std::string(layer.kind->name) + ".fgb", io::flatgeobuf(layer)});
                }
                break;
            case Format::regions: add_regions(files, result, layers); break;
            case Format::simplified: add_simplified(files, result); break;
        }
    }
    return files;
}

}  // namespace maillage::stages
