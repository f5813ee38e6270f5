#include "formats/schema.hpp"

#include "formats/schema_parts.hpp"
#include "model/catalogue.hpp"
#include "model/run_folder.hpp"

namespace maillage::formats {

namespace {

Json schema_of(const catalogue::Column& column) {
    const auto* const type = column.type == catalogue::Type::integer   ? "integer"
                             : column.type == catalogue::Type::number  ? "number"
                             : column.type == catalogue::Type::list    ? "array"
                             : column.type == catalogue::Type::boolean ? "boolean"
                                                                       : "string";
    Json schema = column.nullable ? nullable(type) : typed(type);
    if (column.type == catalogue::Type::list) {
        schema["items"] = typed("string");
    }
    if (column.type == catalogue::Type::integer || column.type == catalogue::Type::number) {
        schema["minimum"] = 0;
    }
    if (!column.allowed.empty()) {
        schema["enum"] = column.allowed;
        if (column.nullable) {
            schema["enum"].push_back(nullptr);
        }
    }
    schema["title"] = column.title.fr;
    schema["description"] = std::string(column.title.en) + (column.unit.empty() ? "" : " (" + std::string(column.unit) + ")");
    return schema;
}

Json columns_of(const catalogue::LayerKind& layer) {
    Json properties = Json::object();
    for (const catalogue::Column& column : layer.columns) {
        properties[std::string(column.name)] = schema_of(column);
    }
    Json schema = object_of(properties);
    if (layer.source_columns) {
        schema["patternProperties"] = {{"^src_", nullable("string")}};
    }
    return schema;
}

Json layer_schema(const catalogue::LayerKind& layer) {
    Json geometries = Json::array();
    for (const std::string_view geometry : layer.geometries) {
        geometries.push_back(geometry == "null" ? typed("null")
                                                : object_of({{"type", {{"const", geometry}}}, {"coordinates", typed("array")}}));
    }
    const Json feature = object_of({{"type", {{"const", "Feature"}}}, {"properties", columns_of(layer)}, {"geometry", {{"oneOf", geometries}}}});
    Json collection = object_of({{"type", {{"const", "FeatureCollection"}}}, {"name", {{"const", layer.name}}}, {"features", array_of(feature)}});
    if (layer.name == "pays" || layer.name == "gaps" || layer.name == "white_zones") {  // only where outlines are simplified
        collection["properties"]["simplified_m"] = {{"type", "number"}, {"minimum", 0}};
    }
    return headed(std::string(layer.title.fr), collection);
}

Json pace_schema(const Json& range) {
    const Json rate = object_of({{"min", {{"type", "number"}, {"minimum", 0}}}, {"max", {{"type", "number"}, {"minimum", 0}}}});
    const Json undated = object_of({{"facilities", count()}, {"covered", count()}});
    const auto or_null = [](Json schema) {
        schema["type"] = Json::array({"object", "null"});
        return schema;
    };
    Json target = object_of({{"name", {{"enum", Json::array({"facilities", "territories"})}}},
                             {"target", count()},
                             {"now", count()},
                             {"past", typed("boolean")},
                             {"missing", range},
                             {"per_year", or_null(rate)},
                             {"reached", or_null(object_of({{"earliest", nullable("integer")}, {"latest", nullable("integer")}}))}});
    target["properties"]["horizon"] = object_of({{"year", typed("integer")}, {"needed_per_year", rate}});  // only where one is asked for
    return object_of({{"date_reference", typed("integer")},
                      {"window_years", count()},
                      {"by_year", array_of(object_of({{"year", typed("integer")},
                                                      {"facilities", count()},
                                                      {"facilities_total", count()},
                                                      {"covered", count()},
                                                      {"covered_total", count()}}))},
                      {"without_year", undated},
                      {"later", undated},
                      {"targets", array_of(target)}});
}

Json report_schema() {
    const Json range = object_of({{"min", count()}, {"max", count()}});
    const Json population = object_of({{"total", nullable_count()},
                                       {"covered", nullable_count()},
                                       {"uncovered", nullable_count()},
                                       {"outside", nullable_count()},
                                       {"unplaced", nullable_count()}});
    const Json square = {{"type", "number"}, {"minimum", 0}};
    const Json area = object_of({{"total", square}, {"covered", square}, {"uncovered", square}, {"approximate", typed("boolean")}});
    Json figures = {{"territories", count()}, {"covered", count()},     {"emerging", count()},   {"possible", count()},
                    {"uncovered", count()},   {"covered_min", count()}, {"covered_max", count()}, {"facilities", count()},
                    {"emerging_facilities", count()}};
    figures["missing_per_territory"] = range;
    figures["population"] = population;
    figures["area_km2"] = area;
    Json national_figures = figures;
    national_figures["facilities_outside"] = count();
    national_figures["facilities_imprecise"] = count();
    Json national = object_of(national_figures);
    national["properties"]["area_km2"]["properties"]["outside"] = {{"type", Json::array({"number", "null"})}, {"minimum", 0}};
    national["properties"]["known_total"] = nullable_count();  // both only where the run is about the whole country
    national["properties"]["missing_national"] = range;
    Json region = {{"code", nullable("string")}, {"name", nullable("string")}};
    region.update(figures);
    region["known_total"] = nullable_count();
    Json buckets = {{"read", count()}};
    for (const Bucket bucket : catalogue::all_buckets) {
        buckets[std::string(catalogue::id(bucket))] = count();
    }
    const Json defects = object_of({{"count", count()}, {"area_km2", square}});
    const Json pair = object_of({{"pays", {{"type", "array"}, {"items", typed("string")}, {"minItems", 2}, {"maxItems", 2}}},
                                 {"matched_km", square},
                                 {"differing_km", square}});
    const Json audit = object_of({{"tolerance_m", square},
                                  {"partition", typed("boolean")},
                                  {"overlaps", defects},
                                  {"slivers", defects},
                                  {"voids", defects},
                                  {"borders", object_of({{"matching_pairs", count()},
                                                         {"differing_pairs", count()},
                                                         {"matched_km", square},
                                                         {"differing_km", square},
                                                         {"differing", array_of(pair)}})},
                                  {"enclaves", array_of(object_of({{"pays", typed("string")}, {"around", typed("string")}}))},
                                  {"multipart", array_of(object_of({{"pays", typed("string")}, {"parts", count()}, {"exclaves", count()}, {"islands", count()}}))}});
    Json codes = Json::array();
    for (const catalogue::FindingKind& kind : catalogue::finding_kinds()) {
        codes.push_back(kind.id);
    }
    const Json finding = object_of({{"code", {{"enum", codes}}},
                                    {"severity", {{"enum", Json::array({"info", "warning", "error"})}}},
                                    {"subject", nullable("string")},
                                    {"file", nullable("string")},
                                    {"row", nullable_count()},
                                    {"lon", nullable("number")},
                                    {"lat", nullable("number")},
                                    {"parameters", {{"type", "object"}, {"additionalProperties", typed("string")}}},
                                    {"text", typed("string")},
                                    {"advice", typed("string")}});
    const Json file = object_of({{"file", typed("string")}, {"sha256", {{"type", "string"}, {"pattern", "^[0-9a-f]{64}$"}}}, {"bytes", count()}});
    Json report = object_of({{"title", nullable("string")},
                             {"region", nullable("string")},
                             {"target", object_of({{"per_territory", count()},
                                                   {"national", count()},
                                                   {"year", typed("integer")},
                                                   {"source", nullable("string")},
                                                   {"past", nullable("boolean")}})},
                             {"national", national},
                             {"regions", array_of(object_of(region))},
                             {"territories", array_of(columns_of(catalogue::layer("pays")))},
                             {"ledger", object_of({{"facilities", object_of(buckets)},
                                                   {"territories", object_of({{"read", count()},
                                                                              {"rejected", count()},
                                                                              {"duplicate", count()},
                                                                              {"excluded", count()},
                                                                              {"kept", count()}})}})},
                             {"audit", audit},
                             {"findings", array_of(finding)},
                             {"read", array_of(object_of({{"role", {{"enum", Json::array({"pays", "ptce", "composition", "communes", "population"})}}},
                                                          {"file", typed("string")},
                                                          {"layer", nullable("string")},
                                                          {"rows", count()},
                                                          {"crs", nullable("string")},
                                                          {"fields", {{"type", "object"}, {"additionalProperties", typed("string")}}},
                                                          {"unused", array_of(typed("string"))}}))},
                             {"source", object_of({{"pays", typed("string")},
                                                   {"ptce", typed("string")},
                                                   {"population", nullable("string")},
                                                   {"known_total", nullable("string")},
                                                   {"date_reference", nullable("integer")},
                                                   {"attested_since", nullable("integer")},
                                                   {"files", array_of(file)}})}});
    report["properties"]["sensitivity"] =  // only where the list or the study states how far points may be off
        object_of({{"stated", count()},
                   {"near_border", array_of(object_of({{"ptce", typed("string")},
                                                       {"pays", nullable("string")},
                                                       {"uncertainty_m", square},
                                                       {"elsewhere", array_of(object_of({{"pays", nullable("string")}, {"distance_m", square}}))}}))},
                   {"flips", array_of(object_of({{"pays", typed("string")}, {"becomes", {{"enum", Json::array({"gap", "covered"})}}}, {"ptce", array_of(typed("string"))}}))}});
    const Json fraction = {{"type", Json::array({"number", "null"})}, {"minimum", 0}, {"maximum", 1}};
    report["properties"]["white_zones"] = array_of(columns_of(catalogue::layer("white_zones")));
    report["properties"]["priorities"] = object_of(
        {{"normalisation", {{"enum", Json::array({"rang", "min-max"})}}},
         {"criteria", array_of(object_of({{"name", typed("string")}, {"column", typed("boolean")}, {"weight", typed("number")}, {"unknown", count()}}))},
         {"ranking",
          array_of(object_of({{"rank", count()},
                              {"pays", typed("string")},
                              {"score", {{"type", "number"}, {"minimum", 0}, {"maximum", 1}}},
                              {"parts", array_of(object_of({{"criterion", typed("string")},
                                                            {"value", nullable("number")},
                                                            {"normalised", fraction},
                                                            {"contribution", fraction}}))},
                              {"reason", typed("string")}}))}});
    report["properties"]["pace"] = pace_schema(range);  // only where there is a year of reference
    const Json spread = {{"facilities", count()}, {"tenth", count()}, {"in_tenth", count()},
                         {"share", {{"type", Json::array({"number", "null"})}, {"minimum", 0}, {"maximum", 100}}}};
    Json spread_of_region = {{"code", nullable("string")}};
    spread_of_region.update(spread);
    report["properties"]["concentration"] = object_of({{"national", object_of(spread)}, {"regions", array_of(object_of(spread_of_region))}});
    for (const char* const name : {"white_zones", "priorities", "concentration"}) {
        report["required"].push_back(name);
    }
    report["properties"]["simplification"] = object_of({{"asked", typed("string")},  // only where it was asked for
                                                        {"tolerance_m", {{"type", "number"}, {"minimum", 0}}},
                                                        {"vertices_read", count()},
                                                        {"vertices_drawn", count()}});
    return headed("report.json", report);
}

/// Of `maillage site --json`.
Json site_schema() {
    const Json people = object_of({{"people", count()}, {"communes", count()}});
    const Json positive = {{"type", "number"}, {"exclusiveMinimum", 0}};
    Json site = columns_of(catalogue::layer("sites"));
    for (const char* const axis : {"lon", "lat"}) {
        site["properties"][axis] = typed("number");
        site["required"].push_back(axis);
    }
    return headed("maillage site --json",
                  object_of({{"maillage", {{"const", "site"}}},
                             {"objective", {{"enum", Json::array({catalogue::id(SiteObjective::people), catalogue::id(SiteObjective::pays)})}}},
                             {"question", {{"enum", Json::array({"new", "all"})}}},
                             {"new", nullable_count()},
                             {"radius_km", positive},
                             {"per_territory", count()},
                             {"region", nullable("string")},
                             {"sites", array_of(site)},
                             {"greedy", object_of({{"value", count()}, {"bound", count()}})},
                             {"exact", count()},
                             {"bound", count()},
                             {"gap_percent", {{"type", "number"}, {"minimum", 0}}},
                             {"proved", typed("boolean")},
                             {"time_limit_s", positive},
                             {"demand", object_of({{"total", people}, {"within", people}, {"reachable", people}, {"unreachable", people}, {"without_point", people}})},
                             {"facilities", object_of({{"counted", count()}, {"without_position", count()}})},
                             {"candidates", object_of({{"count", count()}, {"file", nullable("string")}, {"left_out", array_of(count())}, {"pays_without", count()}})},
                             {"pays", object_of({{"count", count()}, {"at_target", count()}})}}));
}

Json difference_schema() {
    const Json figures = object_of({{"run", typed("string")},
                                    {"territories", count()},
                                    {"covered", count()},
                                    {"emerging", count()},
                                    {"possible", count()},
                                    {"uncovered", count()},
                                    {"covered_max", count()},
                                    {"facilities", count()},
                                    {"people_uncovered", nullable_count()}});
    Json statuses = Json::object();
    Json turns = Json::object();
    Json causes = Json::array();
    Json status_ids = Json::array();
    Json turn_ids = Json::array();
    for (const Status status : catalogue::all_statuses) {
        statuses[std::string(catalogue::id(status))] = count();
        status_ids.push_back(catalogue::id(status));
    }
    for (const Turn turn : catalogue::all_turns) {
        turns[std::string(catalogue::id(turn))] = count();
        turn_ids.push_back(catalogue::id(turn));
    }
    for (const Cause cause : catalogue::all_causes) {
        causes.push_back(catalogue::id(cause));
    }
    status_ids.push_back(nullptr);
    const Json ptce = array_of(object_of({{"id", typed("string")}, {"nom", nullable("string")}}));
    const Json transition = {{"code", typed("string")},
                             {"nom", typed("string")},
                             {"nature", {{"enum", turn_ids}}},
                             {"statut_avant", {{"enum", status_ids}}},
                             {"statut_apres", {{"enum", status_ids}}},
                             {"ptce", ptce}};
    Json change = transition;
    change.update({{"cause", {{"enum", causes}}}, {"departement", nullable("string")}, {"region", nullable("string")}, {"population", nullable_count()}});
    const Json step = object_of({{"cause", {{"enum", causes}}},
                                 {"differs", typed("boolean")},
                                 {"settings", array_of(object_of({{"key", typed("string")}, {"before", nullable("string")}, {"after", nullable("string")}}))},
                                 {"ptce", ptce},
                                 {"statuts", object_of(statuses)},
                                 {"covered", typed("integer")},
                                 {"counts", object_of(turns)},
                                 {"settled", count()},
                                 {"transitions", array_of(object_of(transition))}});
    return headed("difference.json", object_of({{"before", figures},
                                                {"after", figures},
                                                {"covered", typed("integer")},
                                                {"counts", object_of(turns)},
                                                {"statuts", object_of(statuses)},
                                                {"steps", array_of(step)},
                                                {"changes", array_of(object_of(change))}}));
}

Json datapackage_schema() {
    const Json hash = {{"type", "string"}, {"pattern", "^sha256:[0-9a-f]{64}$"}};
    const Json resource = object_of({{"name", {{"type", "string"}, {"pattern", "^[a-z0-9_-]+$"}}},
                                     {"path", typed("string")},
                                     {"format", typed("string")},
                                     {"mediatype", typed("string")},
                                     {"bytes", count()},
                                     {"hash", hash}});
    const Json licence = {{"type", "object"}, {"anyOf", {{{"required", {"name"}}}, {{"required", {"path"}}}}}};
    const Json lineage = object_of({{"format", {{"const", run_format}}},
                                    {"versions", {{"type", "object"}, {"additionalProperties", typed("string")}}},
                                    {"inputs", array_of(typed("object"))},
                                    {"study", typed("object")}});
    Json schema = object_of({{"$schema", {{"const", "https://datapackage.org/profiles/2.0/datapackage.json"}}}, {"name", {{"const", "maillage"}}}, {"resources", array_of(resource)}, {"maillage", lineage}});
    Json& described = schema["properties"]["resources"]["items"]["properties"];
    described["type"] = {{"const", "table"}};
    described["encoding"] = {{"const", "utf-8"}};
    described["dialect"] = typed("object");
    described["crs"] = {{"const", "OGC:CRS84"}};
    described["schema"] = {{"type", "object"}, {"required", {"fields"}}, {"properties", {{"fields", array_of({{"type", "object"}, {"required", {"name", "type"}}})}, {"primaryKey", array_of(typed("string"))}}}};
    schema["properties"]["title"] = typed("string");
    schema["properties"]["licenses"] = array_of(licence);
    schema["properties"]["sources"] = array_of(typed("object"));
    return headed("datapackage.json", schema);
}

}  // namespace

std::map<std::string, std::string> schemas() {
    std::map<std::string, std::string> texts;
    const auto put = [&](const std::string& name, const Json& schema) { texts[name + ".schema.json"] = schema.dump(1) + "\n"; };
    for (const auto* const layers : {&catalogue::layers(), &catalogue::other_layers()}) {
        for (const catalogue::LayerKind& layer : *layers) {
            put(std::string(layer.name), layer_schema(layer));
        }
    }
    put(std::string(catalogue::changes_layer().name), layer_schema(catalogue::changes_layer()));
    put("difference", difference_schema());
    put("report", report_schema());
    put("site", site_schema());
    put("datapackage", datapackage_schema());
    put("explanation", explanation_schema());
    put("finding_kinds", finding_kinds_schema());
    put("init", init_schema());
    put("compose", compose_schema());
    put("locate", locate_schema());
    return texts;
}

}  // namespace maillage::formats
