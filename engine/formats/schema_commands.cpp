#include "formats/schema_parts.hpp"
#include "model/catalogue.hpp"

namespace maillage::formats {

namespace {

template <typename Ids>
Json one_of(const Ids& all) {
    Json ids = Json::array();
    for (const auto one : all) {
        ids.push_back(catalogue::id(one));
    }
    return {{"enum", ids}};
}

Json severity() { return {{"enum", Json::array({catalogue::id(Severity::info), catalogue::id(Severity::warning), catalogue::id(Severity::error)})}}; }

}  // namespace

Json explanation_schema() {
    const Json facility = object_of({{"id", nullable("string")},
                                     {"nom", nullable("string")},
                                     {"statut", one_of(catalogue::all_stages)},
                                     {"annee", nullable("integer")},
                                     {"precision", one_of(catalogue::all_precisions)},
                                     {"sort", one_of(catalogue::all_buckets)},
                                     {"ligne", nullable_count()},
                                     {"candidats", array_of(typed("string"))},
                                     {"un_departement", typed("boolean")},
                                     {"hors_pays_possible", typed("boolean")},
                                     {"distance_km", nullable("number")}});
    return headed("maillage explain DIR PAYS --json",
                  object_of({{"code", typed("string")},
                             {"nom", typed("string")},
                             {"departement", nullable("string")},
                             {"region", nullable("string")},
                             {"population", nullable_count()},
                             {"statut", one_of(catalogue::all_statuses)},
                             {"rule", typed("string")},
                             {"target", count()},
                             {"manque", count()},
                             {"counted", array_of(facility)},
                             {"emerging", array_of(facility)},
                             {"possible", array_of(facility)},
                             {"set_aside", array_of(facility)},
                             {"placeless", count()},
                             {"near", array_of(facility)},
                             {"rang", nullable_count()},
                             {"ranked", count()},
                             {"pourquoi", nullable("string")},
                             {"zone_blanche", nullable("string")},
                             {"zone_pays", array_of(typed("string"))},
                             {"zone_population", nullable_count()},
                             {"findings", array_of(object_of({{"code", typed("string")}, {"text", typed("string")}}))}}));
}

Json finding_kinds_schema() {
    return headed("maillage explain [CODE] --json", array_of(object_of({{"code", typed("string")},
                                                                        {"severity", severity()},
                                                                        {"repair", typed("boolean")},
                                                                        {"sentence", typed("string")},
                                                                        {"advice", typed("string")}})));
}

Json init_schema() {
    const Json state = {{"enum", Json::array({"same", "changed", "absent"})}};
    return headed("maillage init --json",
                  object_of({{"study", typed("string")},
                             {"inputs", array_of(object_of({{"file", typed("string")}, {"sha256", typed("string")}, {"state", state}}))}}));
}

Json compose_schema() {
    const Json simplification = {{"anyOf", Json::array({typed("null"), object_of({{"tolerance_m", typed("number")}, {"read", count()}, {"drawn", count()}})})}};
    const Json finding = object_of({{"code", typed("string")}, {"severity", severity()}, {"file", typed("string")}, {"row", nullable_count()}, {"text", typed("string")}});
    return headed("maillage compose --json",
                  object_of({{"file", typed("string")}, {"territories", count()}, {"findings", array_of(finding)}, {"simplification", simplification}}));
}

Json locate_schema() {
    const Json extent = {{"type", Json::array({"array", "null"})}, {"items", typed("number")}, {"minItems", 4}, {"maxItems", 4}};
    return headed("maillage locate --json",
                  object_of({{"maillage", {{"const", "locate"}}},
                             {"territories_sha256", {{"type", "string"}, {"pattern", "^[0-9a-f]{64}$"}}},
                             {"ledger", object_of({{"read", count()}, {"located", count()}, {"outside", count()}, {"rejected", count()}})},
                             {"on_border", count()},
                             {"in_overlap", count()},
                             {"territories", array_of(object_of({{"code", typed("string")}, {"nom", typed("string")}, {"nb_points", count()}, {"emprise", extent}}))}}));
}

}  // namespace maillage::formats
