#include "formats/qgis.hpp"

#include <fmt/format.h>

#include <array>
#include <vector>

namespace maillage::formats {

namespace {

using Properties = std::vector<std::pair<std::string_view, std::string>>;

std::string escaped(std::string_view text) {
    std::string result;
    for (const char letter : text) {
        switch (letter) {
            case '&': result += "&amp;"; break;
            case '<': result += "&lt;"; break;
            case '>': result += "&gt;"; break;
            case '"': result += "&quot;"; break;
            default: result += letter;
        }
    }
    return result;
}

/// "#cf7d54" as QGIS writes it.
std::string rgba(std::string_view colour) {
    const auto part = [&](std::size_t at) { return std::stoi(std::string(colour.substr(at, 2)), nullptr, 16); };
    return fmt::format("{},{},{},255", part(1), part(3), part(5));
}

std::string options(const Properties& properties) {
    std::string text = "<Option type=\"Map\">";
    for (const auto& [name, value] : properties) {
        text += fmt::format("<Option type=\"QString\" name=\"{}\" value=\"{}\"/>", name, escaped(value));
    }
    return text + "</Option>";
}

std::string symbol(std::string_view name, std::string_view type, std::string_view kind, const Properties& properties) {
    return fmt::format(
        "<symbol name=\"{}\" type=\"{}\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\"><layer class=\"{}\" enabled=\"1\" pass=\"0\" locked=\"0\">{}</layer></symbol>",
        name, type, kind, options(properties));
}

constexpr std::string_view ink = "#1b1f27";
constexpr std::string_view paper = "#ffffff";
constexpr std::string_view zone_colour = "#5c1a12";

std::string area_symbol(std::string_view name, std::string_view colour) {
    return symbol(name, "fill", "SimpleFill", {{"color", rgba(colour)}, {"style", "solid"}, {"outline_color", rgba(paper)}, {"outline_style", "solid"}, {"outline_width", "0.15"}, {"outline_width_unit", "MM"}});
}

std::string marker(std::string_view name, std::string_view shape, std::string_view colour) {
    return symbol(name, "marker", "SimpleMarker", {{"name", std::string(shape)}, {"color", rgba(colour)}, {"outline_color", rgba(ink)}, {"outline_width", "0.3"}, {"outline_width_unit", "MM"}, {"size", "2.4"}, {"size_unit", "MM"}});
}

struct Category {
    std::string value;
    std::string label;
    std::string symbol;  ///< XML, named after its place
};

std::string categorised(std::string_view column, const std::vector<Category>& categories) {
    std::string list;
    std::string symbols;
    for (std::size_t i = 0; i < categories.size(); ++i) {
        list += fmt::format("<category value=\"{}\" label=\"{}\" symbol=\"{}\" render=\"true\"/>", escaped(categories[i].value), escaped(categories[i].label), i);
        symbols += categories[i].symbol;
    }
    return fmt::format(
        "<renderer-v2 type=\"categorizedSymbol\" attr=\"{}\" symbollevels=\"0\" forceraster=\"0\" enableorderby=\"0\"><categories>{}</categories><symbols>{}</symbols></renderer-v2>",
        column, list, symbols);
}

std::string single(const std::string& symbol) {
    return fmt::format("<renderer-v2 type=\"singleSymbol\" symbollevels=\"0\" forceraster=\"0\" enableorderby=\"0\"><symbols>{}</symbols></renderer-v2>", symbol);
}

/// Placed over areas, or beside points.
std::string labels(std::string_view expression, bool is_expression, double size, bool over) {
    return fmt::format(
        "<labeling type=\"simple\"><settings calloutType=\"simple\"><text-style fieldName=\"{}\" isExpression=\"{}\" fontSize=\"{}\" fontSizeUnit=\"Point\" textColor=\"{}\" textOpacity=\"1\" fontFamily=\"Sans\" namedStyle=\"Regular\">"
        "<text-buffer bufferDraw=\"1\" bufferSize=\"0.7\" bufferSizeUnits=\"MM\" bufferColor=\"{}\" bufferOpacity=\"1\"/></text-style>"
        "<placement placement=\"{}\" dist=\"1\" distUnits=\"MM\"/><rendering obstacle=\"1\" displayAll=\"0\" scaleVisibility=\"0\"/></settings></labeling>",
        escaped(expression), is_expression ? 1 : 0, size, rgba(ink), rgba(paper), over ? 1 : 0);
}

std::string statuses(Language language) {
    std::vector<Category> categories;
    for (const Status status : catalogue::all_statuses) {
        categories.push_back({std::string(catalogue::id(status)), std::string(catalogue::words(status).in(language)),
                              area_symbol(fmt::format("{}", categories.size()), catalogue::colour(status))});
    }
    return categorised("statut", categories);
}

std::string stages() {
    std::vector<Category> categories;
    for (const Stage stage : catalogue::all_stages) {
        const bool counted = stage == Stage::actif || stage == Stage::laureat;
        categories.push_back({std::string(catalogue::id(stage)), std::string(catalogue::id(stage)),
                              marker(fmt::format("{}", categories.size()), counted ? "circle" : "diamond", counted ? "#ffd23f" : "#ffffff")});
    }
    return categorised("statut", categories);
}

std::string turns(Language language) {
    std::vector<Category> categories;
    for (const Turn turn : catalogue::all_turns) {
        const std::string_view colour = turn == Turn::gained     ? catalogue::colour(Status::couvert)
                                        : turn == Turn::lost     ? catalogue::colour(Status::non_couvert)
                                        : turn == Turn::changed  ? catalogue::colour(Status::possible)
                                        : turn == Turn::appeared ? catalogue::colour(Status::emergent)
                                                                 : paper;
        categories.push_back({std::string(catalogue::id(turn)), std::string(catalogue::words(turn).in(language)), area_symbol(fmt::format("{}", categories.size()), colour)});
    }
    return categorised("nature", categories);
}

const catalogue::LayerKind& kind_of(std::string_view layer) { return layer == catalogue::changes_layer().name ? catalogue::changes_layer() : catalogue::layer(layer); }

/// Symbols and labels of a layer.
std::string drawing(std::string_view layer, Language language) {
    constexpr double small = 7;
    if (layer == "pays") {
        return statuses(language) + labels("nom", false, small, true);
    }
    if (layer == "gaps") {
        return statuses(language) + labels("rang", false, small, true);
    }
    if (layer == catalogue::changes_layer().name) {
        return turns(language) + labels("nom", false, small, true);
    }
    if (layer == "ptce") {
        return stages() + labels("nom", false, small, false);
    }
    if (layer == "white_zones") {
        return single(symbol("0", "fill", "SimpleFill", {{"style", "no"}, {"color", rgba(paper)}, {"outline_color", rgba(zone_colour)}, {"outline_style", "solid"}, {"outline_width", "0.6"}, {"outline_width_unit", "MM"}})) +
               labels("id", false, small, true);
    }
    if (layer == "links") {
        return single(symbol("0", "line", "SimpleLine", {{"line_color", rgba(ink)}, {"line_width", "0.2"}, {"line_width_unit", "MM"}, {"line_style", "dot"}}));
    }
    return "";
}

std::string aliases(std::string_view layer, Language language) {
    std::string text;
    for (const catalogue::Column& column : kind_of(layer).columns) {
        const std::string unit = column.unit.empty() || column.unit == "persons" ? "" : fmt::format(" ({})", column.unit == "km2" ? "km²" : column.unit == "m2" ? "m²" : column.unit);
        text += fmt::format("<alias field=\"{}\" name=\"{}{}\"/>", column.name, escaped(column.title.in(language)), unit);
    }
    return "<aliases>" + text + "</aliases>";
}

std::string geometry_of(std::string_view layer) { return layer == "ptce" ? "Point" : layer == "links" ? "Line" : "Polygon"; }

/// As PROJ writes them (WKT2:2019): QGIS takes no system of a project by its code alone.
constexpr std::string_view wgs_84 =
    R"x(GEOGCRS["WGS 84",DATUM["World Geodetic System 1984",ELLIPSOID["WGS 84",6378137,298.257223563,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]],)x"
    R"x(CS[ellipsoidal,2],AXIS["geodetic latitude (Lat)",north,ORDER[1],ANGLEUNIT["degree",0.0174532925199433]],AXIS["geodetic longitude (Lon)",east,ORDER[2],ANGLEUNIT["degree",0.0174532925199433]],ID["EPSG",4326]])x";
constexpr std::string_view lambert_93 =
    R"x(PROJCRS["RGF93 v1 / Lambert-93",BASEGEOGCRS["RGF93 v1",DATUM["Reseau Geodesique Francais 1993 v1",ELLIPSOID["GRS 1980",6378137,298.257222101,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]],ID["EPSG",4171]],)x"
    R"x(CONVERSION["Lambert-93",METHOD["Lambert Conic Conformal (2SP)",ID["EPSG",9802]],PARAMETER["Latitude of false origin",46.5,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8821]],PARAMETER["Longitude of false origin",3,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8822]],PARAMETER["Latitude of 1st standard parallel",49,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8823]],)x"
    R"x(PARAMETER["Latitude of 2nd standard parallel",44,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8824]],PARAMETER["Easting at false origin",700000,LENGTHUNIT["metre",1],ID["EPSG",8826]],PARAMETER["Northing at false origin",6600000,LENGTHUNIT["metre",1],ID["EPSG",8827]]],)x"
    R"x(CS[Cartesian,2],AXIS["easting (X)",east,ORDER[1],LENGTHUNIT["metre",1]],AXIS["northing (Y)",north,ORDER[2],LENGTHUNIT["metre",1]],USAGE[SCOPE["Engineering survey, topographic mapping."],AREA["France - onshore and offshore, mainland and Corsica (France métropolitaine including Corsica)."],BBOX[41.15,-9.86,51.56,10.38]],ID["EPSG",2154]])x";

std::string system(std::string_view authority, std::string_view wkt) {
    return fmt::format("<spatialrefsys><wkt>{}</wkt><authid>{}</authid></spatialrefsys>", escaped(wkt), authority);
}

constexpr std::array<std::string_view, 5> drawn{"ptce", "white_zones", "links", "gaps", "pays"};  ///< from top to bottom

}  // namespace

std::string qgis_style(std::string_view layer, Language language) {
    const std::string content = drawing(layer, language);
    return fmt::format("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"3.22\" styleCategories=\"Symbology|Labeling|Fields\" labelsEnabled=\"{}\">{}{}</qgis>\n",
                       content.find("<labeling") == std::string::npos ? 0 : 1, content, aliases(layer, language));
}

std::string qgis_project(const std::string& title, Language language) {
    std::string tree;
    std::string layers;
    std::string order;
    for (const std::string_view name : drawn) {
        const bool shown = name != "gaps" && name != "links";  // at first
        const bool labelled = name != "ptce" && name != "pays" && name != "links";
        const std::string source = fmt::format("./{}|layername={}", geopackage_name, name);
        const std::string words = escaped(catalogue::layer(name).title.in(language));
        tree += fmt::format("<layer-tree-layer id=\"maillage_{}_layer\" name=\"{}\" source=\"{}\" providerKey=\"ogr\" checked=\"{}\" expanded=\"{}\"/>\n", name, words, source,
                            shown ? "Qt::Checked" : "Qt::Unchecked", name == "pays" ? 1 : 0);
        layers += fmt::format(
            "<maplayer type=\"vector\" geometry=\"{}\" hasScaleBasedVisibilityFlag=\"0\" labelsEnabled=\"{}\"><id>maillage_{}_layer</id><datasource>{}</datasource><layername>{}</layername><srs>{}</srs>"
            "<provider encoding=\"UTF-8\">ogr</provider>{}{}</maplayer>\n",
            geometry_of(name), labelled ? 1 : 0, name, source, words, system("EPSG:4326", wgs_84), drawing(name, language), aliases(name, language));
        order += fmt::format("<item>maillage_{}_layer</item>", name);
    }
    return fmt::format(
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"3.22.16\" projectname=\"{0}\">\n<title>{0}</title>\n<projectCrs>{1}</projectCrs>\n"
        "<layer-tree-group>\n{2}<custom-order enabled=\"0\">{3}</custom-order>\n</layer-tree-group>\n"
        "<mapcanvas name=\"theMapCanvas\"><units>meters</units><extent><xmin>60000</xmin><ymin>6030000</ymin><xmax>1280000</xmax><ymax>7130000</ymax></extent><rotation>0</rotation><destinationsrs>{1}</destinationsrs></mapcanvas>\n"
        "<projectlayers>\n{4}</projectlayers>\n<properties><Paths><Absolute type=\"bool\">false</Absolute></Paths><SpatialRefSys><ProjectionsEnabled type=\"int\">1</ProjectionsEnabled></SpatialRefSys></properties>\n</qgis>\n",
        escaped(title), system("EPSG:2154", lambert_93), tree, order, layers);
}

}  // namespace maillage::formats
