#include "io/geojson_sequence.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/error.hpp"
#include "base/text.hpp"

namespace maillage::io {

namespace {

constexpr char record_separator = '\x1E';
constexpr std::array<std::string_view, 7> geometries{"Point",   "MultiPoint",   "LineString",        "MultiLineString",
                                                     "Polygon", "MultiPolygon", "GeometryCollection"};

}  // namespace

std::string collection_of_sequence(const std::string& bytes, const std::string& path) {
    const char separator = bytes.find(record_separator) != std::string::npos ? record_separator : '\n';
    std::string collection = R"({"type":"FeatureCollection","features":[)";
    std::string_view rest = bytes;
    std::size_t rank = 0;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(separator), rest.size());
        const std::string_view record = trim(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (record.empty()) {
            continue;
        }
        const Place place{path, "", ++rank};
        const nlohmann::json parsed = nlohmann::json::parse(record, nullptr, false);
        if (parsed.is_discarded()) {
            throw InputError(place, {"n'est pas du JSON entier : l'enregistrement est coupé ou mal séparé du suivant",
                                     "is not whole JSON: the record is cut short or badly parted from the next"});
        }
        const nlohmann::json type = parsed.is_object() ? parsed.value("type", nlohmann::json()) : nlohmann::json();
        const bool geometry =
            std::any_of(geometries.begin(), geometries.end(), [&](std::string_view one) { return type == one; });
        if (!geometry && type != "Feature") {
            throw InputError(place, {"n'est pas une entité GeoJSON", "is not a GeoJSON feature"});
        }
        collection += rank > 1 ? "," : "";
        collection +=
            geometry ? R"({"type":"Feature","properties":{},"geometry":)" + std::string(record) + "}" : std::string(record);
    }
    return collection + "]}";
}

}  // namespace maillage::io
