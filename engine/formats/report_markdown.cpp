#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/number.hpp"
#include "base/text.hpp"
#include "formats/layers.hpp"
#include "formats/markdown_part.hpp"
#include "formats/report.hpp"

namespace maillage::formats {

namespace {

class Page : private MarkdownPart {
public:
    using MarkdownPart::MarkdownPart;

    std::string text() {
        head();
        regional_caveat();
        targets();
        statuses();
        people();
        regions();
        m_text += concentration_markdown(m_result);
        m_text += gaps_markdown(m_result);
        m_text += white_zones_markdown(m_result);
        m_text += pace_markdown(m_result);
        sensitivity();
        audit();
        ledger();
        findings();
        sources();
        return std::move(m_text);
    }

private:
    void head() {
        const Study& study = m_result.study;
        line("# " + (study.title.empty() ? word("report.title") : safe(study.title)));
        line("");
        if (!study.region.empty()) {
            const auto name = m_result.region_names.find(study.region);
            line(word("report.region", {{"region", name == m_result.region_names.end() ? study.region : name->second}}));
        }
        if (study.date_reference) {
            line(word("report.dates", {{"date", fmt::format("{}", *study.date_reference)}}));
        }
        if (study.attested_since) {
            line(word("report.attested_since", {{"year", fmt::format("{}", *study.attested_since)}}));
        }
        if (study.count_by == CountBy::area) {
            line(word(study.share_of == ShareOf::population ? "report.count_by_people" : "report.count_by_area", {{"share", number(study.share, 1)}}));
        }
        if (study.region.empty() && study.known_total && *study.known_total > m_result.coverage.national.facilities) {
            line("\n" + word("report.partial", {{"listed", number(m_result.coverage.national.facilities)},
                                                {"known_total", number(*study.known_total)},
                                                {"source", safe(study.known_total_source)}}));
        }
    }

    void regional_caveat() {
        const Study& study = m_result.study;
        if (!study.region.empty() && study.known_total) {
            line("\n" + word("report.partial_regional", {{"known_total", number(*study.known_total)}, {"source", safe(study.known_total_source)}}));
        }
        for (const AreaCoverage& region : m_result.coverage.regions) {
            if (!study.region.empty() && region.code == study.region && region.known_total) {
                line("\n" + word("report.known_in_region", {{"listed", number(region.facilities)}, {"known_total", number(*region.known_total)}}));
            }
        }
    }

    void targets() {
        const Study& study = m_result.study;
        const AreaCoverage& national = m_result.coverage.national;
        section("report.targets");
        line("- " + word("report.target_pays", {{"per_territory", number(study.targets.per_territory)},
                                                {"covered", number(national.covered)},
                                                {"territories", number(national.territories)},
                                                {"covered_max", number(national.covered_max)},
                                                {"min", number(national.missing_per_territory.min)},
                                                {"max", number(national.missing_per_territory.max)}}));
        const Parameters figures{{"national", number(study.targets.national)},
                                 {"facilities", number(national.facilities)},
                                 {"min", number(m_result.coverage.missing_national.min)},
                                 {"max", number(m_result.coverage.missing_national.max)}};
        line("- " + word(study.region.empty() ? "report.target_national" : "report.target_regional", figures));
        line("- " + word("report.emerging", {{"count", number(national.emerging_facilities)}}));
        line("");
        if (!study.targets.source.empty()) {
            line(word("report.target_source", {{"source", safe(study.targets.source)}}));
        }
        if (study.date_reference && *study.date_reference > study.targets.year) {
            line(word("report.target_past", {{"year", fmt::format("{}", study.targets.year)}}));
        }
    }

    void statuses() {
        const AreaCoverage& national = m_result.coverage.national;
        section("report.statuses");
        table_head("report.statuses_head");
        const std::map<Status, int> counts{{Status::couvert, national.covered},
                                           {Status::emergent, national.emerging},
                                           {Status::possible, national.possible},
                                           {Status::non_couvert, national.uncovered}};
        for (const Status status : catalogue::all_statuses) {
            row({std::string(catalogue::words(status).in(m_language)), number(counts.at(status)),
                 share(counts.at(status), national.territories)});
        }
        line("\n" + word("report.area", {{"covered", number(national.area.covered_km2)}, {"total", number(national.area.total_km2)}}) +
             (national.area.outside_km2 ? " " + word("report.area_outside", {{"outside", number(*national.area.outside_km2)}}) : "") +
             (national.area.approximate ? " " + word("report.area_approximate") : ""));
    }

    void people() {
        const PopulationFigures& people = m_result.coverage.national.population;
        section("report.people");
        table_head("report.people_head");
        const auto part = [&](std::string_view key, const std::optional<std::int64_t>& count) {
            row({word(key), people_text(count),
                 count && people.total ? share(static_cast<double>(*count), static_cast<double>(*people.total)) : "–"});
        };
        part("report.people_covered", people.covered);
        part("report.people_uncovered", people.uncovered);
        part("report.people_outside", people.outside);
        if (people.unplaced.value_or(0) > 0) {
            part("report.people_unplaced", people.unplaced);
        }
        part("report.people_total", people.total);
        line("\n" + word("report.people_source", {{"source", safe(m_result.population_source)}}));
    }

    void regions() {
        section("report.regions");
        table_head("report.regions_head");
        for (const AreaCoverage& region : m_result.coverage.regions) {
            row({region.code.empty() ? word("report.region_unknown") : safe(region.name), number(region.territories), number(region.covered),
                 number(region.covered_max), number(region.emerging), number(region.possible), number(region.uncovered),
                 range(region.missing_per_territory), number(region.facilities), region.known_total ? number(*region.known_total) : "–"});
        }
        line("\n" + word("report.regions_note"));
    }

    void sensitivity() {
        if (!m_result.sensitivity) {
            return;
        }
        const Sensitivity& sensitivity = *m_result.sensitivity;
        section("report.sensitivity");
        line(word("report.sensitivity_note", {{"stated", number(static_cast<double>(sensitivity.stated))},
                                              {"near", number(static_cast<double>(sensitivity.near_border.size()))}}));
        if (sensitivity.flips.empty()) {
            line("\n" + word("report.sensitivity_none"));
            return;
        }
        line("");
        table_head("report.sensitivity_head");
        for (const Flip& flip : sensitivity.flips) {
            std::vector<std::string> ids;
            for (const std::size_t facility : flip.facilities) {
                ids.push_back(safe(m_result.facilities.rows[facility].id));
            }
            const Territory& territory = m_result.territories[flip.territory];
            row({safe(territory.name), safe(territory.code), word(flip.gains ? "report.sensitivity_gains" : "report.sensitivity_loses"), join(ids, ", ")});
        }
    }

    void audit() {
        const Audit& audit = m_result.audit;
        section("report.audit");
        line(word(audit.is_partition()                ? "report.audit_yes"
                  : audit.fits_within(faint_defect_m) ? "report.audit_nearly"
                                                      : "report.audit_no",
                  {{"tolerance", number(audit.tolerance_m)}, {"faint", number(faint_defect_m)}}));
        line("");
        table_head("report.audit_head");
        for (const DefectKind kind : catalogue::all_defect_kinds) {
            std::size_t count = 0;
            double area_m2 = 0;
            double widest_m = 0;
            for (const OutlineDefect& defect : audit.defects) {
                if (defect.kind == kind) {
                    ++count;
                    area_m2 += defect.area_m2;
                    widest_m = std::max(widest_m, defect.width_m);
                }
            }
            row({std::string(catalogue::words(kind).in(m_language)), number(static_cast<double>(count)), number(area_m2 / 1e6, 3), number(widest_m, 1)});
        }
        double matched_km = 0;
        double differing_km = 0;
        std::size_t pairs = 0;
        for (const Border& border : audit.borders) {
            matched_km += border.matched_km;
            differing_km += border.differing_km;
            pairs += border.differing_km > 0 ? 1 : 0;
        }
        line("\n" + word("report.audit_borders", {{"matched", number(matched_km)},
                                                  {"differing", number(differing_km)},
                                                  {"pairs", number(static_cast<double>(pairs))}}));
        std::set<std::size_t> enclosed;
        for (const auto& [inside, around] : enclaves_of(audit)) {
            enclosed.insert(inside);
        }
        const auto parted = std::count_if(audit.multipart.begin(), audit.multipart.end(), [](const Multipart& one) { return !one.exclaves.empty(); });
        line("\n" + word("report.audit_parts", {{"enclaves", number(static_cast<double>(enclosed.size()))},
                                                {"multipart", number(static_cast<double>(audit.multipart.size()))},
                                                {"exclaves", number(static_cast<double>(parted))}}));
    }

    void ledger() {
        const Ledger& ledger = m_result.coverage.ledger;
        section("report.ledger");
        line(word("report.ledger_ptce", {{"read", number(ledger.facilities_read)}}));
        line("");
        table_head("report.ledger_head");
        for (const Bucket bucket : catalogue::all_buckets) {
            const auto found = ledger.facilities.find(bucket);
            row({std::string(catalogue::words(bucket).in(m_language)), number(found == ledger.facilities.end() ? 0 : found->second)});
        }
        line("\n" + word("report.ledger_pays", {{"read", number(ledger.territories_read)},
                                                {"kept", number(ledger.territories_kept)},
                                                {"excluded", number(ledger.territories_excluded)},
                                                {"duplicate", number(ledger.territories_duplicate)},
                                                {"rejected", number(ledger.territories_rejected)}}));
    }

    void findings() {
        constexpr std::size_t shown = 12;  // of a kind
        section("report.findings");
        if (m_result.findings.empty()) {
            line(word("report.gaps_none"));
            return;
        }
        table_head("report.findings_head");
        std::map<FindingCode, std::size_t> counts;
        for (const Finding& finding : m_result.findings) {
            ++counts[finding.code];
        }
        std::map<FindingCode, std::size_t> printed;
        for (const Finding& finding : m_result.findings) {
            const catalogue::FindingKind& kind = catalogue::kind(finding.code);
            const std::size_t rank = ++printed[finding.code];
            const std::string severity(catalogue::words(kind.severity).in(m_language));
            if (rank <= shown) {
                const std::string where = file_name(finding.path) +
                                          (finding.row == 0 ? "" : fmt::format(", {} {}", word("report.row"), finding.row));
                row({severity, safe(catalogue::sentence(finding, m_language)), safe(where), std::string(kind.advice.in(m_language))});
            } else if (rank == shown + 1) {
                row({severity, word("report.findings_more", {{"count", number(static_cast<double>(counts[finding.code] - shown))}}), "", ""});
            }
        }
    }

    void sources() {
        section("report.sources");
        if (const auto& simplification = m_result.simplification) {
            line(word("report.simplified", {{"metres", number(simplification->tolerance_m, 1)},
                                            {"read", number(static_cast<double>(simplification->read))},
                                            {"drawn", number(static_cast<double>(simplification->drawn))}}) +
                 "\n");
        }
        table_head("report.sources_head");
        for (const SourceFile& source : m_result.sources) {
            row({safe(file_name(source.path)), number(static_cast<double>(source.bytes)), "`" + source.sha256.substr(0, 16) + "…`"});
        }
    }
};

}  // namespace

std::string report_markdown(const Result& result) { return Page(result).text(); }

}  // namespace maillage::formats
