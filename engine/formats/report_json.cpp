#include <map>

#include "formats/layers.hpp"
#include "formats/report.hpp"
#include "formats/report_actions.hpp"

namespace maillage::formats {

namespace {

template <typename Number>
Json nullable(const std::optional<Number>& number) {
    return number ? Json(*number) : Json(nullptr);
}

Json nullable_text(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json json_of(Range range) { return {{"min", range.min}, {"max", range.max}}; }

Json json_of(const PopulationFigures& population) {
    return {{"total", nullable(population.total)},
            {"covered", nullable(population.covered)},
            {"uncovered", nullable(population.uncovered)},
            {"outside", nullable(population.outside)},
            {"unplaced", nullable(population.unplaced)}};
}

Json json_of(const AreaFigures& area) {
    return {{"total", kept(area.total_km2, area_decimals)},
            {"covered", kept(area.covered_km2, area_decimals)},
            {"uncovered", kept(area.uncovered_km2, area_decimals)},
            {"approximate", area.approximate}};
}

Json target_of(const Study& study) {
    return {{"per_territory", study.targets.per_territory},
            {"national", study.targets.national},
            {"year", study.targets.year},
            {"source", nullable_text(study.targets.source)},
            {"past", study.date_reference ? Json(*study.date_reference > study.targets.year) : Json(nullptr)}};
}

Json national_of(const Result& result) {
    const AreaCoverage& national = result.coverage.national;
    Json json = {{"territories", national.territories},
                 {"covered", national.covered},
                 {"emerging", national.emerging},
                 {"possible", national.possible},
                 {"uncovered", national.uncovered},
                 {"covered_min", national.covered},
                 {"covered_max", national.covered_max},
                 {"facilities", national.facilities},
                 {"facilities_outside", national.facilities_outside},
                 {"facilities_imprecise", national.facilities_imprecise},
                 {"emerging_facilities", national.emerging_facilities}};
    json["missing_per_territory"] = json_of(national.missing_per_territory);
    if (result.study.region.empty()) {  // the target of 300 is the nation's
        json["known_total"] = nullable(national.known_total);
        json["missing_national"] = json_of(result.coverage.missing_national);
    }
    json["population"] = json_of(national.population);
    json["area_km2"] = json_of(national.area);
    if (result.study.region.empty()) {
        const std::optional<double> outside = national.area.outside_km2;
        json["area_km2"]["outside"] = outside ? Json(kept(*outside, area_decimals)) : Json(nullptr);
    }
    return json;
}

Json regions_of(const Result& result) {
    Json regions = Json::array();
    for (const AreaCoverage& region : result.coverage.regions) {
        regions.push_back({{"code", nullable_text(region.code)},
                           {"name", nullable_text(region.name)},
                           {"territories", region.territories},
                           {"covered", region.covered},
                           {"emerging", region.emerging},
                           {"possible", region.possible},
                           {"uncovered", region.uncovered},
                           {"covered_min", region.covered},
                           {"covered_max", region.covered_max},
                           {"facilities", region.facilities},
                           {"emerging_facilities", region.emerging_facilities},
                           {"known_total", nullable(region.known_total)},
                           {"missing_per_territory", json_of(region.missing_per_territory)},
                           {"population", json_of(region.population)},
                           {"area_km2", json_of(region.area)}});
    }
    return regions;
}

Json territories_of(const Result& result) {
    Json territories = Json::array();
    const std::vector<catalogue::Column>& columns = catalogue::layer("pays").columns;
    const PaysTable table(result);
    for (std::size_t i = 0; i < result.territories.size(); ++i) {
        if (result.kept[i]) {
            territories.push_back(columns_json(columns, table.pays(i)));
        }
    }
    return territories;
}

Json ledger_of(const Ledger& ledger) {
    Json facilities = {{"read", ledger.facilities_read}};
    for (const Bucket bucket : catalogue::all_buckets) {
        const auto found = ledger.facilities.find(bucket);
        facilities[std::string(catalogue::id(bucket))] = found == ledger.facilities.end() ? 0 : found->second;
    }
    return {{"facilities", facilities},
            {"territories",
             {{"read", ledger.territories_read},
              {"rejected", ledger.territories_rejected},
              {"duplicate", ledger.territories_duplicate},
              {"excluded", ledger.territories_excluded},
              {"kept", ledger.territories_kept}}}};
}

Json defects_of(const Audit& audit, DefectKind kind) {
    std::size_t count = 0;
    double area_m2 = 0;
    for (const OutlineDefect& defect : audit.defects) {
        if (defect.kind == kind) {
            ++count;
            area_m2 += defect.area_m2;
        }
    }
    constexpr int square_metre_decimals = 6;
    return {{"count", count}, {"area_km2", kept(area_m2 / 1e6, square_metre_decimals)}};
}

Json borders_of(const Result& result) {
    constexpr int metre_decimals = 3;
    std::size_t differing = 0;
    double matched_km = 0;
    double differing_km = 0;
    Json pairs = Json::array();
    for (const Border& border : result.audit.borders) {
        matched_km += border.matched_km;
        differing_km += border.differing_km;
        if (border.differing_km > 0) {
            ++differing;
            pairs.push_back({{"pays", {result.territories[border.first].code, result.territories[border.second].code}},
                             {"matched_km", kept(border.matched_km, metre_decimals)},
                             {"differing_km", kept(border.differing_km, metre_decimals)}});
        }
    }
    return {{"matching_pairs", result.audit.borders.size() - differing},
            {"differing_pairs", differing},
            {"matched_km", kept(matched_km, metre_decimals)},
            {"differing_km", kept(differing_km, metre_decimals)},
            {"differing", pairs}};
}

Json audit_of(const Result& result) {
    const Audit& audit = result.audit;
    const auto code = [&](std::size_t territory) { return result.territories[territory].code; };
    Json enclaves = Json::array();
    for (const auto& [inside, around] : enclaves_of(audit)) {
        enclaves.push_back({{"pays", code(inside)}, {"around", code(around)}});
    }
    Json multipart = Json::array();
    for (const Multipart& one : audit.multipart) {
        multipart.push_back({{"pays", code(one.territory)}, {"parts", one.parts}, {"exclaves", one.exclaves.size()}, {"islands", one.islands.size()}});
    }
    return {{"tolerance_m", audit.tolerance_m},
            {"partition", audit.is_partition()},
            {"overlaps", defects_of(audit, DefectKind::overlap)},
            {"slivers", defects_of(audit, DefectKind::sliver)},
            {"voids", defects_of(audit, DefectKind::empty)},
            {"borders", borders_of(result)},
            {"enclaves", enclaves},
            {"multipart", multipart}};
}

/// What hangs on points that may be off.
Json sensitivity_of(const Result& result, const Sensitivity& sensitivity) {
    constexpr int decimetre_decimals = 1;
    const auto code = [&](std::optional<std::size_t> territory) { return territory ? Json(result.territories[*territory].code) : Json(nullptr); };
    const auto id = [&](std::size_t facility) { return result.facilities.rows[facility].id; };
    Json near_border = Json::array();
    for (const NearBorder& one : sensitivity.near_border) {
        Json elsewhere = Json::array();
        for (const NearBorder::Elsewhere& other : one.elsewhere) {
            elsewhere.push_back({{"pays", code(other.territory)}, {"distance_m", kept(other.distance_m, decimetre_decimals)}});
        }
        near_border.push_back({{"ptce", id(one.facility)},
                               {"pays", code(result.placements[one.facility].territory)},
                               {"uncertainty_m", one.uncertainty_m},
                               {"elsewhere", elsewhere}});
    }
    Json flips = Json::array();
    for (const Flip& flip : sensitivity.flips) {
        Json ids = Json::array();
        for (const std::size_t facility : flip.facilities) {
            ids.push_back(id(facility));
        }
        flips.push_back({{"pays", code(flip.territory)}, {"becomes", flip.gains ? "covered" : "gap"}, {"ptce", ids}});
    }
    return {{"stated", sensitivity.stated}, {"near_border", near_border}, {"flips", flips}};
}

Json findings_of(const Result& result) {
    Json findings = Json::array();
    for (const Finding& finding : result.findings) {
        const catalogue::FindingKind& kind = catalogue::kind(finding.code);
        Json parameters = Json::object();
        for (const auto& [name, value] : finding.parameters) {
            parameters[name] = value;
        }
        findings.push_back({{"code", kind.id},
                            {"severity", catalogue::id(kind.severity)},
                            {"subject", nullable_text(finding.subject)},
                            {"file", nullable_text(file_name(finding.path))},
                            {"row", finding.row == 0 ? Json(nullptr) : Json(finding.row)},
                            {"lon", finding.point ? Json(kept(finding.point->lon, 6)) : Json(nullptr)},
                            {"lat", finding.point ? Json(kept(finding.point->lat, 6)) : Json(nullptr)},
                            {"parameters", parameters},
                            {"text", catalogue::sentence(finding, result.study.language)},
                            {"advice", kind.advice.in(result.study.language)}});
    }
    return findings;
}

/// What was made of each input: which column gives what, and which are not used.
Json read_of(const Result& result) {
    Json read = Json::array();
    for (const Reading& reading : result.readings) {
        Json fields = Json::object();
        for (const auto& [wanted, column] : reading.fields) {
            fields[wanted] = column;
        }
        read.push_back({{"role", reading.role},
                        {"file", file_name(reading.path)},
                        {"layer", nullable_text(reading.layer)},
                        {"rows", reading.rows},
                        {"crs", nullable_text(reading.crs)},
                        {"fields", fields},
                        {"unused", reading.unused}});
    }
    return read;
}

Json source_of(const Result& result) {
    Json files = Json::array();
    for (const SourceFile& source : result.sources) {
        files.push_back({{"file", file_name(source.path)}, {"sha256", source.sha256}, {"bytes", source.bytes}});
    }
    return {{"pays", file_name(result.pays_path)},
            {"ptce", file_name(result.ptce_path)},
            {"population", nullable_text(result.population_source)},
            {"known_total", nullable_text(result.study.known_total_source)},
            {"date_reference", nullable(result.study.date_reference)},
            {"attested_since", nullable(result.study.attested_since)},
            {"files", files}};
}

}  // namespace

Json columns_json(const std::vector<catalogue::Column>& columns, const std::vector<Value>& values) {
    Json one = Json::object();
    for (std::size_t c = 0; c < columns.size(); ++c) {
        one[std::string(columns[c].name)] = std::visit(
            [](const auto& value) -> Json {
                if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::monostate>) {
                    return nullptr;
                } else {
                    return value;
                }
            },
            values[c]);
    }
    return one;
}

std::string report_json(const Result& result) {
    Json report = {{"title", nullable_text(result.study.title)}, {"region", nullable_text(result.study.region)}};
    const bool measured = !result.study.ptce.path.empty();  // else nothing is said of what was not measured
    if (measured) {
        report["target"] = target_of(result.study);
        report["national"] = national_of(result);
        report["regions"] = regions_of(result);
        report["territories"] = territories_of(result);
        report["white_zones"] = white_zones_json(result);
        report["priorities"] = priorities_json(result);
        if (result.pace) {
            report["pace"] = pace_json(*result.pace);
        }
        report["concentration"] = concentration_json(result);
    }
    if (result.sensitivity) {
        report["sensitivity"] = sensitivity_of(result, *result.sensitivity);
    }
    report["ledger"] = ledger_of(result.coverage.ledger);
    if (!measured) {
        report["ledger"].erase("facilities");
    }
    report["audit"] = audit_of(result);
    report["findings"] = findings_of(result);
    report["read"] = read_of(result);
    report["source"] = source_of(result);
    if (result.simplification) {
        report["simplification"] = {{"asked", text_of(result.simplification->asked)},
                                    {"tolerance_m", result.simplification->tolerance_m},
                                    {"vertices_read", result.simplification->read},
                                    {"vertices_drawn", result.simplification->drawn}};
    }
    return report.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace maillage::formats
