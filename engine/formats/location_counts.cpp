#include "formats/location_counts.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "formats/csv.hpp"
#include "model/catalogue.hpp"

namespace maillage::formats {

namespace {

std::string text(const std::string& value) {
    return nlohmann::json(value).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::vector<std::string> corners(const Box& box) {
    const auto number = [&](double value) { return box.empty() ? "" : fmt::format("{}", value); };
    return {number(box.min_lon), number(box.min_lat), number(box.max_lon), number(box.max_lat)};
}

}  // namespace

std::string counts_json(const LocationCounts& counts) {
    std::string json = fmt::format(
        "{{\n\"maillage\": \"locate\",\n\"territories_sha256\": {},\n\"ledger\": {{\"read\": {}, \"located\": {}, \"outside\": "
        "{}, \"rejected\": {}}},\n"
        "\"on_border\": {},\n\"in_overlap\": {},\n\"territories\": [",
        text(counts.fingerprint), counts.read, counts.located, counts.outside, counts.rejected, counts.on_border,
        counts.in_overlap);
    const char* before = "\n";
    for (const TerritoryPoints& one : counts.territories) {
        json += fmt::format("{}{{\"code\": {}, \"nom\": {}, \"nb_points\": {}, \"emprise\": ", before, text(one.code),
                            text(one.name), one.points);
        json += one.extent.empty() ? "null}" : fmt::format("[{}]}}", fmt::join(corners(one.extent), ", "));
        before = ",\n";
    }
    return json + "\n]\n}\n";
}

std::string counts_csv(const LocationCounts& counts) {
    std::string csv = csv_line({"situation", "code", "nom", "nb_points", "lon_min", "lat_min", "lon_max", "lat_max"});
    const auto line = [&](Situation situation, const TerritoryPoints& one) {
        std::vector<std::string> cells{std::string(catalogue::id(situation)), one.code, one.name, fmt::format("{}", one.points)};
        const std::vector<std::string> extent = corners(one.extent);
        cells.insert(cells.end(), extent.begin(), extent.end());
        csv += csv_line(cells);
    };
    for (const TerritoryPoints& one : counts.territories) {
        line(Situation::inside, one);
    }
    line(Situation::outside, {"", "", counts.outside, {}});
    line(Situation::rejected, {"", "", counts.rejected, {}});
    return csv;
}

}  // namespace maillage::formats
