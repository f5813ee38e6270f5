#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/number.hpp"
#include "formats/csv.hpp"
#include "formats/inputs.hpp"
#include "model/run_folder.hpp"

namespace maillage::formats {

namespace {

using Json = nlohmann::ordered_json;

std::string degrees(const std::optional<Point>& point, double Point::* axis) { return point ? shortest((*point).*axis) : ""; }

void write(std::string& text, const Ring& ring) {
    text += '[';
    for (const Point& point : ring) {
        text += &point == &ring.front() ? "[" : ",[";
        text += shortest(point.lon);
        text += ',';
        text += shortest(point.lat);
        text += ']';
    }
    text += ']';
}

void write(std::string& text, const MultiPolygon& outline) {
    text += R"({"type":"MultiPolygon","coordinates":[)";
    for (const Polygon& polygon : outline) {
        text += &polygon == &outline.front() ? "[" : ",[";
        write(text, polygon.shell);
        for (const Ring& hole : polygon.holes) {
            text += ',';
            write(text, hole);
        }
        text += ']';
    }
    text += "]}";
}

}  // namespace

std::string outlines_as_read(const Result& result) {
    std::string text = "{\"type\":\"FeatureCollection\",\"name\":\"pays\",\"features\":[\n";
    for (const Territory& one : result.territories) {
        Json properties = {{"code", one.source_code},
                                 {"nom", one.name},
                                 {"population", one.population_field ? Json(*one.population_field) : Json(nullptr)},
                                 {"contour", one.approximate ? "approche" : "exact"}};
        for (std::size_t i = 0; i < one.columns.size(); ++i) {
            properties[priority_column(i)] = one.columns[i] ? Json(*one.columns[i]) : Json(nullptr);
        }
        text += R"({"type":"Feature","properties":)" + properties.dump(-1, ' ', false, Json::error_handler_t::replace) + R"(,"geometry":)";
        write(text, one.outline);
        text += &one == &result.territories.back() ? "}\n" : "},\n";
    }
    return text + "]}\n";
}

std::string list_as_read(const Result& result) {
    std::string text = csv_line({"ligne", "id", "nom", "lon", "lat", "code_commune", "commune", "code_postal", "code_epci", "territoire",
                                 "departement", "region", "perimetre", "statut", "annee", "precision", "incertitude_m"});
    for (const Facility& one : result.as_read) {
        if (one.settled) {  // a row that could not be parted into cells: it stands, and says nothing
            text += csv_line({fmt::format("{}", one.row), fmt::format("ligne-{}", one.row), "", "", "", "", "", "", "", "", "", "", "",
                              std::string(catalogue::id(Stage::unknown)), "", std::string(catalogue::id(Precision::aucune)), ""});
            continue;
        }
        text += csv_line({fmt::format("{}", one.row), one.id, one.name, degrees(one.point, &Point::lon), degrees(one.point, &Point::lat), one.commune,
                          one.commune_name, one.postal_code, one.epci, one.territory_name, one.departement, one.region, one.area,
                          std::string(catalogue::id(one.stage)), one.year ? fmt::format("{}", *one.year) : "",
                          std::string(catalogue::id(one.precision)), one.uncertainty_m ? shortest(*one.uncertainty_m) : ""});
    }
    return text;
}

std::string composition_as_read(const CompositionTable& composition) {
    std::string text = csv_line({"cle", "pays"});
    for (const CompositionTable::Row& row : composition.rows) {
        text += csv_line({row.key, row.territory});
    }
    for (const std::string& key : composition.outside) {
        text += csv_line({key, ""});
    }
    return text;
}

}  // namespace maillage::formats
