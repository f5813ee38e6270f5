#include "io/location_counts.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/error.hpp"
#include "io/open.hpp"

namespace maillage::io {

namespace {

using nlohmann::json;

std::uint64_t number(const json& holder, const char* name) {
    const json& value = holder.at(name);
    if (!value.is_number_unsigned()) {
        throw std::domain_error(name);
    }
    return value.get<std::uint64_t>();
}

TerritoryPoints territory_of(const json& one) {
    TerritoryPoints points{one.at("code").get<std::string>(), one.at("nom").get<std::string>(), number(one, "nb_points"), {}};
    const json& extent = one.at("emprise");
    if (extent.is_null() != (points.points == 0)) {
        throw std::domain_error("emprise");
    }
    if (!extent.is_null()) {
        const auto corners = extent.get<std::array<double, 4>>();
        points.extent.add(Point{corners[0], corners[1]});
        points.extent.add(Point{corners[2], corners[3]});
    }
    return points;
}

LocationCounts counts_of(const json& root) {
    if (root.at("maillage") != "locate") {
        throw std::domain_error("maillage");
    }
    const json& ledger = root.at("ledger");
    LocationCounts counts{root.at("territories_sha256").get<std::string>(),
                          number(ledger, "read"),
                          number(ledger, "located"),
                          number(root, "on_border"),
                          number(root, "in_overlap"),
                          number(ledger, "outside"),
                          number(ledger, "rejected"),
                          {}};
    std::uint64_t located = 0;
    for (const json& one : root.at("territories")) {
        counts.territories.push_back(territory_of(one));
        located += counts.territories.back().points;
    }
    if (located != counts.located || counts.read != counts.located + counts.outside + counts.rejected) {
        throw std::domain_error("ledger");
    }
    return counts;
}

}  // namespace

LocationCounts read_counts(const std::string& path) { return read_counts(read_file(gate(path).path), path); }

LocationCounts read_counts(const std::string& text, const std::string& name) {
    try {
        return counts_of(json::parse(text));
    } catch (const std::exception& error) {
        const std::string words = error.what();
        throw InputError({name, "", 0}, {"n'est pas un comptage écrit par « maillage locate --counts F.json » (" + words + ")",
                                         "is not counts written by \"maillage locate --counts F.json\" (" + words + ")"});
    }
}

}  // namespace maillage::io
