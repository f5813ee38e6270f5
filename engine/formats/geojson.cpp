#include "formats/geojson.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace maillage::formats {

namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

/// `degrees` with 6 decimals. Whole steps of 1e-6 are printed as integers: a layer holds hundreds of thousands of them.
void write(std::string& text, double degrees) {
    constexpr long long steps_per_degree = 1'000'000;
    const long long steps = std::llround(degrees * static_cast<double>(steps_per_degree));
    const long long size = steps < 0 ? -steps : steps;
    if (steps < 0) {
        text += '-';
    }
    std::array<char, 24> digits{};
    char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), size / steps_per_degree).ptr;
    text.append(digits.data(), end);
    text += '.';
    for (long long unit = steps_per_degree / 10; unit > 0; unit /= 10) {
        text += static_cast<char>('0' + size / unit % 10);
    }
}

void write(std::string& text, Point point) {
    text += '[';
    write(text, point.lon);
    text += ',';
    write(text, point.lat);
    text += ']';
}

void write(std::string& text, const std::vector<Point>& points) {
    text += '[';
    for (const Point& point : points) {
        if (&point != &points.front()) {
            text += ',';
        }
        write(text, point);
    }
    text += ']';
}

void write(std::string& text, const Polygon& polygon) {
    text += '[';
    write(text, polygon.shell);
    for (const Ring& hole : polygon.holes) {
        text += ',';
        write(text, hole);
    }
    text += ']';
}

struct DrawingWriter {
    std::string& text;
    void operator()(std::monostate) const { text += "null"; }
    void operator()(Point point) const {
        text += R"({"type":"Point","coordinates":)";
        write(text, point);
        text += '}';
    }
    void operator()(const LineString& line) const {
        text += R"({"type":"LineString","coordinates":)";
        write(text, line.points);
        text += '}';
    }
    void operator()(const MultiPolygon* outline) const {
        if (outline->empty()) {
            text += "null";
            return;
        }
        const bool single = outline->size() == 1;
        text += single ? R"({"type":"Polygon","coordinates":)" : R"({"type":"MultiPolygon","coordinates":[)";
        for (const Polygon& polygon : *outline) {
            if (&polygon != &outline->front()) {
                text += ',';
            }
            write(text, polygon);
        }
        text += single ? "}" : "]}";
    }
};

Json json_of(const Value& value) {
    struct Visitor {
        Json operator()(std::monostate) const { return nullptr; }
        Json operator()(std::int64_t number) const { return number; }
        Json operator()(double number) const { return number; }
        Json operator()(const std::string& text) const { return text; }
        Json operator()(const std::vector<std::string>& list) const { return list; }
    };
    return std::visit(Visitor{}, value);
}

}  // namespace

double kept(double value, int decimals) {
    const double scale = std::pow(10.0, decimals);
    return std::round(value * scale) / scale;
}

std::string properties_text(const catalogue::LayerKind& layer, const Feature& feature) {
    if (feature.values.size() != layer.columns.size()) {
        throw std::logic_error("a feature does not fit the columns of its layer");
    }
    Json properties = Json::object();
    for (std::size_t i = 0; i < layer.columns.size(); ++i) {
        properties[std::string(layer.columns[i].name)] = json_of(feature.values[i]);
    }
    for (const auto& [name, cell] : feature.source) {
        properties[name] = cell.empty() ? Json(nullptr) : Json(cell);
    }
    return text_of(properties);
}

std::string simplified_member(const std::optional<Simplification>& simplification) {
    return simplification ? R"(,"simplified_m":)" + Json(simplification->tolerance_m).dump() : "";
}

std::string decimal_degrees(double degrees) {
    std::string text;
    write(text, degrees);
    return text;
}

std::string feature_text(const catalogue::LayerKind& layer, const Feature& feature) {
    std::string text = R"({"type":"Feature","properties":)" + properties_text(layer, feature) + R"(,"geometry":)";
    std::visit(DrawingWriter{text}, feature.drawing);
    return text + "}";
}

std::string geojson(const catalogue::LayerKind& layer, const std::vector<Feature>& features, const std::optional<Simplification>& simplification) {
    std::string text = R"({"type":"FeatureCollection","name":")" + std::string(layer.name) + '"' + simplified_member(simplification) + ",\"features\":[\n";
    for (const Feature& feature : features) {
        text += feature_text(layer, feature);
        text += &feature == &features.back() ? "\n" : ",\n";
    }
    return text + "]}\n";
}

}  // namespace maillage::formats
