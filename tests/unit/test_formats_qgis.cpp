#include "formats/qgis.hpp"

#include <cpl_minixml.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <vector>

namespace maillage::formats {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

struct DestroyXml {
    void operator()(CPLXMLNode* node) const { CPLDestroyXMLNode(node); }
};
using OwnXml = std::unique_ptr<CPLXMLNode, DestroyXml>;

OwnXml parsed(const std::string& text) { return OwnXml(CPLParseXMLString(text.c_str())); }

/// "value colour" of each category, by GDAL's XML reader.
std::vector<std::string> categories(const std::string& style) {
    const OwnXml xml = parsed(style);
    const CPLXMLNode* const renderer = CPLSearchXMLNode(xml.get(), "=renderer-v2");
    std::vector<std::string> all;
    const CPLXMLNode* symbol = CPLGetXMLNode(const_cast<CPLXMLNode*>(renderer), "symbols.symbol");
    for (const CPLXMLNode* one = CPLGetXMLNode(const_cast<CPLXMLNode*>(renderer), "categories.category"); one != nullptr; one = one->psNext, symbol = symbol->psNext) {
        std::string colour;
        for (const CPLXMLNode* option = CPLGetXMLNode(const_cast<CPLXMLNode*>(symbol), "layer.Option.Option"); option != nullptr; option = option->psNext) {
            if (std::string(CPLGetXMLValue(const_cast<CPLXMLNode*>(option), "name", "")) == "color") {
                colour = CPLGetXMLValue(const_cast<CPLXMLNode*>(option), "value", "");
            }
        }
        all.push_back(std::string(CPLGetXMLValue(const_cast<CPLXMLNode*>(one), "value", "")) + " " + colour);
    }
    return all;
}

TEST(FormatsQgis, EveryLayersStyleIsXmlWithItsTitles) {
    for (const catalogue::LayerKind& kind : catalogue::layers()) {
        const std::string style = qgis_style(kind.name, Language::french);
        EXPECT_TRUE(parsed(style)) << kind.name;
        for (const catalogue::Column& column : kind.columns) {
            EXPECT_THAT(style, HasSubstr("<alias field=\"" + std::string(column.name) + "\"")) << kind.name;
        }
    }
}

TEST(FormatsQgis, PaysAreDrawnInThePaletteOfThePages) {
    EXPECT_THAT(categories(qgis_style("pays", Language::french)),
                ElementsAre("couvert 31,79,143,255", "emergent 188,213,239,255", "possible 246,231,187,255", "non_couvert 207,125,84,255"));
}

TEST(FormatsQgis, ChangesAreDrawnByTheirKind) {
    const std::string style = qgis_style("changes", Language::french);
    EXPECT_THAT(categories(style), ElementsAre("gagne 31,79,143,255", "perdu 207,125,84,255", "change 246,231,187,255", "apparu 188,213,239,255", "disparu 255,255,255,255"));
    EXPECT_THAT(style, HasSubstr("attr=\"nature\""));
    EXPECT_THAT(style, HasSubstr("label=\"Nouvellement couverts\""));
    EXPECT_THAT(qgis_style("changes", Language::english), HasSubstr("label=\"Newly covered\""));
}

TEST(FormatsQgis, AProjectOpensTheLayersByTheirPlaceBesideIt) {
    const std::string project = qgis_project("Une <carte> & \"nous\"", Language::french);
    EXPECT_TRUE(parsed(project));
    EXPECT_THAT(project, HasSubstr("<title>Une &lt;carte&gt; &amp; &quot;nous&quot;</title>"));
    for (const char* const layer : {"ptce", "white_zones", "links", "gaps", "pays"}) {
        EXPECT_THAT(project, HasSubstr(std::string("<datasource>./maillage.gpkg|layername=") + layer));
    }
    EXPECT_THAT(project, HasSubstr("EPSG:2154"));
    EXPECT_THAT(project, Not(HasSubstr("=\"/")));
}

}  // namespace
}  // namespace maillage::formats
