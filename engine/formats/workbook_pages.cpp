#include "formats/workbook_pages.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "formats/layers.hpp"
#include "model/catalogue.hpp"

namespace maillage::formats {

namespace {

using Row = std::vector<Value>;
using Parameters = std::vector<std::pair<std::string, std::string>>;

Value whole(int number) { return static_cast<std::int64_t>(number); }
template <typename Number>
Value number_or_null(const std::optional<Number>& number) {
    return number ? Value{static_cast<std::int64_t>(*number)} : Value{};
}

class Pages {
public:
    Pages(const Result& result, const std::map<std::string, std::vector<Feature>>& layers) : m_result(result), m_layers(layers), m_language(result.study.language) {}

    std::vector<SheetPage> all() const {
        std::vector<SheetPage> pages{read_me(), of_layer("gaps"), of_layer("white_zones"), of_layer("pays"), of_layer("ptce"), regions(), findings()};
        if (m_result.pace) {
            pages.insert(pages.end() - 1, pace());
        }
        std::vector<Row>& gaps = pages[1].rows;  // by rank, the others by code or id
        const std::vector<catalogue::Column>& columns = catalogue::layer("gaps").columns;
        const auto rank = static_cast<std::size_t>(
            std::find_if(columns.begin(), columns.end(), [](const catalogue::Column& column) { return column.name == "rang"; }) - columns.begin());
        std::sort(gaps.begin(), gaps.end(), [rank](const Row& a, const Row& b) { return a[rank] < b[rank]; });
        return pages;
    }

private:
    [[nodiscard]] std::string word(std::string_view key, const Parameters& parameters = {}) const {
        return catalogue::filled(catalogue::words(key).in(m_language), parameters);
    }
    [[nodiscard]] SheetPage named(std::string_view key) const {
        SheetPage page;
        page.name = word(key);
        return page;
    }
    static void add_column(SheetPage& page, const std::string& title, int decimals, double width) {
        page.titles.push_back(title);
        page.decimals.push_back(decimals);
        page.widths.push_back(width);
    }

    [[nodiscard]] SheetPage of_layer(const std::string& layer) const {
        SheetPage page = named("workbook." + layer);
        for (const catalogue::Column& column : catalogue::layer(layer).columns) {
            constexpr double narrow = 14;
            constexpr double wide = 32;
            constexpr double widest = 90;
            const bool is_plain = column.name == "rang" || column.name == "annee";
            const bool is_share = column.unit.empty() && column.type == catalogue::Type::number;
            add_column(page, std::string(column.title.in(m_language)) + unit_of(column), is_plain ? plain_number : is_share ? 3 : column.type == catalogue::Type::number ? 1 : 0,
                       column.name == "pourquoi" ? widest : column.name == "nom" || column.name == "resolution" ? wide : narrow);
        }
        const std::vector<Feature>& features = m_layers.at(layer);
        if (layer == "ptce") {
            for (const std::string& column : m_result.facilities.columns) {
                constexpr double usual = 18;
                add_column(page, "src_" + column, 0, usual);
            }
        }
        for (const Feature& feature : features) {
            Row& row = page.rows.emplace_back(feature.values);
            for (const auto& [name, cell] : feature.source) {
                row.emplace_back(cell);
            }
        }
        return page;
    }

    static std::string unit_of(const catalogue::Column& column) {
        return column.unit.empty() || column.unit == "persons" ? "" : column.unit == "km2" ? " (km²)" : fmt::format(" ({})", column.unit);
    }

    [[nodiscard]] SheetPage read_me() const {
        SheetPage page = named("workbook.read_me");
        constexpr double first = 40;
        constexpr double second = 90;
        page.widths = {first, second};
        const Study& study = m_result.study;
        const auto line = [&](const std::string& what, const std::string& text) { page.rows.push_back({what, text}); };
        line(study.title.empty() ? word("report.title") : study.title, "");
        line("", "");
        const AreaCoverage& national = m_result.coverage.national;
        if (study.region.empty() && study.known_total && *study.known_total > national.facilities) {
            line(word("workbook.warning"), word("report.partial", {{"listed", readable(national.facilities, 0, m_language)},
                                                                    {"known_total", readable(*study.known_total, 0, m_language)},
                                                                    {"source", study.known_total_source}}));
        }
        if (!study.region.empty()) {
            line(word("field.region"), study.region);
        }
        if (study.date_reference) {
            line(word("workbook.date"), fmt::format("{}", *study.date_reference));
        }
        line(word("workbook.targets"), fmt::format("{} / {} ({}) {}", study.targets.per_territory, study.targets.national, study.targets.year, study.targets.source));
        line(word("workbook.population"), m_result.population_source);
        for (const SourceFile& source : m_result.sources) {
            line(word("workbook.source"), fmt::format("{} · {} · SHA-256 {}", file_name(source.path), readable(static_cast<double>(source.bytes), 0, m_language), source.sha256));
        }
        line("", "");
        for (const std::string_view layer : {"gaps", "white_zones", "pays", "ptce"}) {
            line(word("workbook." + std::string(layer)), std::string(catalogue::layer(layer).title.in(m_language)));
        }
        line(word("workbook.made_by"), "maillage " + m_result.versions.front().second);
        return page;
    }

    [[nodiscard]] SheetPage regions() const {
        SheetPage page = named("workbook.regions");
        const auto titles = [&](std::string_view key) {
            for (const std::string& title : split(word(key), '|')) {
                constexpr double usual = 16;
                add_column(page, title, 0, usual);
            }
        };
        titles("workbook.regions_head");
        for (const AreaCoverage& region : m_result.coverage.regions) {
            page.rows.push_back({region.code, region.name, whole(region.territories), whole(region.covered), whole(region.covered_max), whole(region.emerging),
                                 whole(region.possible), whole(region.uncovered), whole(region.missing_per_territory.min), whole(region.missing_per_territory.max),
                                 whole(region.facilities), number_or_null(region.known_total), number_or_null(region.population.total),
                                 number_or_null(region.population.uncovered)});
        }
        return page;
    }

    [[nodiscard]] SheetPage pace() const {
        SheetPage page = named("workbook.pace");
        for (const std::string& title : split(word("report.pace_head"), '|')) {
            constexpr double usual = 16;
            add_column(page, title, page.titles.empty() ? plain_number : 0, usual);
        }
        for (const PaceYear& year : m_result.pace->by_year) {
            page.rows.push_back({whole(year.year), whole(year.facilities), whole(year.facilities_total), whole(year.covered), whole(year.covered_total)});
        }
        return page;
    }

    [[nodiscard]] SheetPage findings() const {
        SheetPage page = named("workbook.findings");
        const std::vector<double> widths{14, 28, 16, 24, 10, 80, 80};
        for (const catalogue::Column& column : catalogue::layer("findings").columns) {
            add_column(page, std::string(column.title.in(m_language)), plain_number, widths[page.titles.size()]);
        }
        for (const Finding& finding : m_result.findings) {
            const catalogue::FindingKind& kind = catalogue::kind(finding.code);
            page.rows.push_back({std::string(kind.id), std::string(catalogue::words(kind.severity).in(m_language)), finding.subject, file_name(finding.path),
                                 finding.row == 0 ? Value{} : Value{static_cast<std::int64_t>(finding.row)}, catalogue::sentence(finding, m_language),
                                 std::string(kind.advice.in(m_language))});
        }
        return page;
    }

    const Result& m_result;
    const std::map<std::string, std::vector<Feature>>& m_layers;
    Language m_language;
};

}  // namespace

std::vector<SheetPage> workbook_pages(const Result& result, const std::map<std::string, std::vector<Feature>>& layers) { return Pages(result, layers).all(); }

}  // namespace maillage::formats
