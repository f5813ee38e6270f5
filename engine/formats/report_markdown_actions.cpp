#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "formats/markdown_part.hpp"
#include "formats/reason.hpp"
#include "model/catalogue.hpp"

namespace maillage::formats {

namespace {

class Gaps : private MarkdownPart {
public:
    using MarkdownPart::MarkdownPart;

    std::string text() {
        section("report.gaps");
        const Priorities& priorities = m_result.priorities;
        if (priorities.ranking.empty()) {
            line(word("report.gaps_none"));
            return std::move(m_text);
        }
        line(word("report.gaps_note", {{"normalisation", word(priorities.normalisation == Normalisation::rank ? "report.by_rank" : "report.by_min_max")}}));
        line(word("report.weights", {{"weights", weights()}}));
        line("");
        table();
        line("\n" + word("report.distance_note"));
        line("\n" + word("report.first_reasons") + "\n");
        constexpr std::size_t first = 10;
        for (std::size_t rank = 0; rank < std::min(first, priorities.ranking.size()); ++rank) {
            line("- " + safe(m_result.territories[priorities.ranking[rank].territory].name) + (m_language == Language::french ? " : " : ": ") +
                 safe(reason(m_result, rank)));
        }
        return std::move(m_text);
    }

private:
    [[nodiscard]] std::string weights() const {
        std::vector<std::string> weights;
        for (const Criterion& criterion : m_result.priorities.criteria) {
            const std::string name = criterion.kind == CriterionKind::column ? safe(criterion.column) : word("criterion." + std::string(catalogue::id(criterion.kind)));
            weights.push_back(fmt::format("{} {}", name, shortest(criterion.weight)));
        }
        return join(weights, ", ");
    }

    void table() {
        std::vector<std::string> zone_of(m_result.territories.size());
        for (std::size_t z = 0; z < m_result.white_zones.size(); ++z) {
            for (const std::size_t i : m_result.white_zones[z].territories) {
                zone_of[i] = zone_id(z);
            }
        }
        table_head("report.gaps_head");
        int rank = 0;
        for (const Priority& priority : m_result.priorities.ranking) {
            const std::size_t i = priority.territory;
            const Territory& territory = m_result.territories[i];
            const TerritoryCoverage& coverage = m_result.coverage.territories[i];
            const auto departement = m_result.departement_names.find(territory.departement);
            row({fmt::format("{}", ++rank), safe(territory.name), safe(territory.code),
                 departement == m_result.departement_names.end() ? "–" : safe(departement->second), people_text(coverage.population),
                 std::string(catalogue::words(coverage.status).in(m_language)), coverage.nearest ? name_of(coverage.nearest->facility) : word("report.none"),
                 coverage.nearest ? number(coverage.nearest->distance_km, 1) : "–", zone_of[i], number(priority.score, 3)});
        }
    }
};

class WhiteZones : private MarkdownPart {
public:
    using MarkdownPart::MarkdownPart;

    std::string text() {
        section("report.white_zones");
        if (m_result.white_zones.empty()) {
            line(word("report.gaps_none"));
            return std::move(m_text);
        }
        line(word("report.white_zones_note", {{"tolerance", number(m_result.audit.tolerance_m)}}));
        line("");
        table_head("report.white_zones_head");
        for (std::size_t z = 0; z < m_result.white_zones.size(); ++z) {
            const WhiteZone& zone = m_result.white_zones[z];
            row({zone_id(z), number(static_cast<double>(zone.territories.size())), people_text(zone.population), number(zone.area_km2),
                 zone.nearest ? name_of(zone.nearest->facility) : word("report.none"), zone.nearest ? number(zone.nearest->distance_km, 1) : "–",
                 zone.farthest_km ? number(*zone.farthest_km, 1) : "–", names(zone)});
        }
        return std::move(m_text);
    }

private:
    [[nodiscard]] std::string names(const WhiteZone& zone) const {
        constexpr std::size_t shown = 8;
        std::vector<std::string> names;
        for (std::size_t i = 0; i < std::min(shown, zone.territories.size()); ++i) {
            names.push_back(safe(m_result.territories[zone.territories[i]].name));
        }
        const std::size_t more = zone.territories.size() - names.size();
        return join(names, ", ") + (more == 0 ? "" : " " + word("report.and_more", {{"count", number(static_cast<double>(more))}}));
    }
};

class PaceText : private MarkdownPart {
public:
    using MarkdownPart::MarkdownPart;

    std::string text() {
        if (!m_result.pace) {
            return "";
        }
        const Pace& pace = *m_result.pace;
        const std::string date = fmt::format("{}", pace.date_reference);
        section("report.pace");
        line(word("report.pace_note", {{"date", date}}));
        undated("report.pace_undated", pace.without_year, date);
        undated("report.pace_later", pace.later, date);
        line("");
        for (const TargetPace& target : pace.targets) {
            line("- " + target_text(target, pace));
        }
        line("\n" + word("report.pace_range_note"));
        if (!pace.by_year.empty()) {
            line("");
            table_head("report.pace_head");
            for (const PaceYear& year : pace.by_year) {
                row({fmt::format("{}", year.year), number(year.facilities), number(year.facilities_total), number(year.covered), number(year.covered_total)});
            }
        }
        return std::move(m_text);
    }

private:
    void undated(std::string_view key, const Undated& one, const std::string& date) {
        if (one.facilities > 0) {
            line(word(key, {{"facilities", number(one.facilities)}, {"covered", number(one.covered)}, {"date", date}}));
        }
    }

    [[nodiscard]] std::string rate(double least, double most) const {
        const std::string low = number(least, 1);
        const std::string high = number(most, 1);
        return low == high ? low : word("report.from_to", {{"min", low}, {"max", high}});
    }

    [[nodiscard]] std::string when(const TargetPace& target, int since) const {
        const auto year = [](int number) { return fmt::format("{}", number); };
        if (!target.earliest) {
            return word("report.pace_never");
        }
        if (*target.earliest == since) {
            return target.latest ? word("report.pace_maybe_now", {{"latest", year(*target.latest)}}) : word("report.pace_maybe_now_never");
        }
        if (!target.latest) {
            return word("report.pace_perhaps", {{"earliest", year(*target.earliest)}});
        }
        return word(*target.earliest == *target.latest ? "report.pace_when" : "report.pace_between",
                    {{"earliest", year(*target.earliest)}, {"latest", year(*target.latest)}});
    }

    [[nodiscard]] std::string target_text(const TargetPace& target, const Pace& pace) const {
        const Targets& targets = m_result.study.targets;
        std::string text = word(target.kind == TargetKind::facilities ? "report.pace_facilities" : "report.pace_territories",
                                {{"target", number(target.target)},
                                 {"now", number(target.now)},
                                 {"per_territory", number(targets.per_territory)},
                                 {"missing", target.missing.min == target.missing.max
                                                 ? number(target.missing.max)
                                                 : word("report.from_to", {{"min", number(target.missing.min)}, {"max", number(target.missing.max)}})},
                                 {"past", target.past ? word("report.pace_past", {{"year", fmt::format("{}", targets.year)}}) : ""}});
        if (target.missing.max == 0) {
            return text + " " + word("report.pace_reached");
        }
        text += " " + (target.per_year ? word("report.pace_rate", {{"window", number(pace.window_years)},
                                                                   {"rate", rate(*target.per_year, *target.per_year_max)},
                                                                   {"when", when(target, pace.date_reference)}})
                                       : word("report.pace_no_rate"));
        if (target.horizon) {
            text += " " + word("report.pace_horizon", {{"year", fmt::format("{}", target.horizon->year)}, {"rate", rate(target.horizon->least, target.horizon->most)}});
        }
        return text;
    }
};

class Spread : private MarkdownPart {
public:
    using MarkdownPart::MarkdownPart;

    std::string text() {
        section("report.concentration");
        line(word("report.concentration_note"));
        line("");
        table_head("report.concentration_head");
        for (const AreaCoverage& region : m_result.coverage.regions) {
            add(region.code.empty() ? word("report.region_unknown") : safe(region.name), region);
        }
        if (m_result.study.region.empty()) {
            add(word("report.whole"), m_result.coverage.national);
        }
        return std::move(m_text);
    }

private:
    void add(const std::string& name, const AreaCoverage& area) {
        const Concentration& spread = area.concentration;
        row({name, number(area.territories), number(spread.facilities), number(spread.tenth), number(spread.in_tenth),
             spread.share() ? percent(*spread.share()) : "–"});
    }
};

}  // namespace

std::string gaps_markdown(const Result& result) { return Gaps(result).text(); }
std::string white_zones_markdown(const Result& result) { return WhiteZones(result).text(); }
std::string pace_markdown(const Result& result) { return PaceText(result).text(); }
std::string concentration_markdown(const Result& result) { return Spread(result).text(); }

}  // namespace maillage::formats
