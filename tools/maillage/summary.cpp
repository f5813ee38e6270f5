#include "summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "exit_codes.hpp"
#include "jobs/run.hpp"
#include "model/catalogue.hpp"
#include "paint.hpp"

namespace maillage::tool {

std::string summary(const Result& result, bool written) {
    const Language language = result.study.language;
    const AreaCoverage& national = result.coverage.national;
    const auto number = [&](auto value) { return readable(static_cast<double>(value), 0, language); };
    const auto people = [&](const std::optional<std::int64_t>& value) {
        return value ? number(*value) : std::string(catalogue::words("report.unknown").in(language));
    };
    std::string text;
    const auto line = [&](std::string_view key, const std::vector<std::pair<std::string, std::string>>& parameters) {
        text += catalogue::filled(catalogue::words(key).in(language), parameters) + "\n";
    };
    line("summary.covered", {{"covered", number(national.covered)},
                             {"territories", number(national.territories)},
                             {"covered_max", number(national.covered_max)},
                             {"min", number(national.missing_per_territory.min)},
                             {"max", number(national.missing_per_territory.max)}});
    line("summary.statuses", {{"emerging", number(national.emerging)}, {"possible", number(national.possible)}, {"uncovered", number(national.uncovered)}});
    line(result.study.region.empty() ? "summary.national" : "summary.regional",
         {{"facilities", number(national.facilities)},
          {"national", number(result.study.targets.national)},
          {"min", number(result.coverage.missing_national.min)},
          {"max", number(result.coverage.missing_national.max)}});
    if (result.study.region.empty() && result.study.known_total && *result.study.known_total > national.facilities) {
        line("summary.partial", {{"known_total", number(*result.study.known_total)}, {"source", result.study.known_total_source}});
    }
    line("summary.people", {{"covered", people(national.population.covered)},
                            {"uncovered", people(national.population.uncovered)},
                            {"outside", people(national.population.outside)}});
    std::vector<std::string> parts;
    for (const auto& [bucket, count] : result.coverage.ledger.facilities) {
        parts.push_back(fmt::format("{} {}", number(count), catalogue::words(bucket).in(language)));
    }
    line("summary.ledger", {{"read", number(result.coverage.ledger.facilities_read)}, {"parts", join(parts, ", ")}});
    std::map<Severity, int> counts;
    for (const Finding& finding : result.findings) {
        ++counts[catalogue::kind(finding.code).severity];
    }
    line(written ? "summary.findings_written" : "summary.findings",
         {{"errors", number(counts[Severity::error])}, {"warnings", number(counts[Severity::warning])}, {"infos", number(counts[Severity::info])}});
    if (const auto& simplification = result.simplification) {
        line("summary.simplified", {{"metres", readable(simplification->tolerance_m, 1, language)},
                                    {"drawn", number(simplification->drawn)},
                                    {"read", number(simplification->read)}});
    }
    return text;
}

std::string finding_lines(const Result& result) {
    const Language language = result.study.language;
    std::string text;
    for (const Finding& finding : result.findings) {
        const catalogue::FindingKind& kind = catalogue::kind(finding.code);
        const Said place = Place{finding.path, "", finding.row}.text();
        text += fmt::format("[{}] {}{}{} {}\n", catalogue::words(kind.severity).in(language),
                            language == Language::french ? place.fr : place.en, place.fr.empty() ? "" : ": ",
                            catalogue::sentence(finding, language), kind.advice.in(language));
    }
    return text;
}

int verdict(const Result& result) {
    const Study& study = result.study;
    const auto tell = [&](std::string_view key, const std::vector<std::pair<std::string, std::string>>& parameters) {
        fmt::print(stderr, "{} {}\n", alarming("maillage:"), catalogue::filled(catalogue::words(key).in(result.study.language), parameters));
        return static_cast<int>(exit_threshold);
    };
    if (result.study.strict && jobs::has_duplicates(result)) {
        return tell("summary.strict", {});
    }
    const Severity least = study.fail_on == "warning" ? Severity::warning : Severity::error;
    const auto grave = std::count_if(result.findings.begin(), result.findings.end(),
                                     [least](const Finding& finding) { return catalogue::kind(finding.code).severity >= least; });
    if (!study.fail_on.empty() && grave > 0) {
        return tell("summary.fail_on", {{"count", readable(static_cast<double>(grave), 0, result.study.language)}});
    }
    const AreaCoverage& national = result.coverage.national;
    const double share = national.territories == 0 ? 100 : 100.0 * national.covered / national.territories;
    if (study.fail_under && share < *study.fail_under) {
        return tell("summary.fail_under", {{"share", readable(share, 1, result.study.language)}, {"threshold", readable(*study.fail_under, 1, result.study.language)}});
    }
    return exit_done;
}

}  // namespace maillage::tool
