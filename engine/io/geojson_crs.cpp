#include "io/geojson_crs.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"

namespace maillage::io {

namespace {

using Json = nlohmann::json;

std::string cased(std::string_view text, int (*letter_case)(int)) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [&](char letter) { return static_cast<char>(letter_case(static_cast<unsigned char>(letter))); });
    return result;
}

std::string text_of(const Json& value) { return value.is_string() ? value.get<std::string>() : std::string(); }

}  // namespace

std::string crs_of_member(std::string_view member, const std::string& path) {
    const Json crs = Json::parse(member, nullptr, false);
    if (crs.is_null()) {
        return "";
    }
    if (crs.is_string()) {
        return crs_of_name(text_of(crs));
    }
    const Json properties = crs.is_object() ? crs.value("properties", Json::object()) : Json();
    const std::string type = crs.is_object() ? cased(text_of(crs.value("type", Json())), std::tolower) : "";
    const Json code = properties.is_object() ? properties.value("code", Json()) : Json();
    const Json name = properties.is_object() ? properties.value("name", Json()) : Json();
    if (type == "name" && name.is_string()) {
        return crs_of_name(text_of(name));
    }
    if (type == "epsg" && code.is_number_unsigned()) {
        return "EPSG:" + std::to_string(code.get<std::uint64_t>());
    }
    throw InputError({path, "", 0},
                     {"membre « crs » illisible ou par lien (jamais suivi) : nommez le système, par exemple \"EPSG:2154\"",
                      "\"crs\" member unreadable or a link (never followed): name the system, for example \"EPSG:2154\""});
}

std::string crs_of_name(const std::string& name) {
    std::string trimmed(trim(name));
    std::string plain = cased(trimmed, std::tolower);
    std::replace_if(
        plain.begin(), plain.end(), [](char letter) { return letter == '/' || letter == '#'; }, ':');
    std::vector<std::string> parts = split(plain, ':');
    parts.erase(std::remove(parts.begin(), parts.end(), ""), parts.end());
    const auto paired = [](const std::string& authority, const std::string& code) {
        return cased(authority, std::toupper) + ":" + cased(code, std::toupper);
    };
    if (plain == "crs84") {
        return "OGC:CRS84";
    }
    if (parts.size() == 2 && plain.find(' ') == std::string::npos) {
        return paired(parts[0], parts[1]);
    }
    // urn:ogc:def:crs:EPSG::2154 · http://www.opengis.net/def/crs/EPSG/0/2154 · http://www.opengis.net/gml/srs/epsg.xml#2154
    const bool urn = parts.size() >= 6 && parts[0] == "urn" && parts[2] == "def" && parts[3] == "crs" && parts.size() <= 7;
    if (urn) {
        return paired(parts[4], parts.back());
    }
    const bool address = parts.size() >= 4 && parts[0].starts_with("http") && parts[1].ends_with("opengis.net");
    if (address && parts.size() == 7 && parts[2] == "def" && parts[3] == "crs") {
        return paired(parts[4], parts[6]);
    }
    if (address && parts.size() == 6 && parts[2] == "gml" && parts[4] == "epsg.xml") {
        return paired("EPSG", parts[5]);
    }
    return trimmed;
}

}  // namespace maillage::io
