#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "formats/geojson.hpp"
#include "formats/layers.hpp"
#include "formats/sites.hpp"
#include "model/catalogue.hpp"

namespace maillage::formats {

namespace {

using Parameters = std::vector<std::pair<std::string, std::string>>;

/// Lines of the page, one by one.
class Page {
public:
    Page(const Siting& siting, Language language) : m_siting(siting), m_language(language) {}

    std::string text() {
        title();
        table();
        outcome();
        rests_on();
        return std::move(m_text);
    }

private:
    template <typename Number>
    [[nodiscard]] std::string number(Number value, int decimals = 0) const {
        return readable(static_cast<double>(value), decimals, m_language);
    }
    /// With as few decimals as it has, three at most.
    [[nodiscard]] std::string measure(double value) const {
        constexpr int most = 3;
        int decimals = 0;
        while (decimals < most && kept(value, decimals) != value) {
            ++decimals;
        }
        return number(value, decimals);
    }
    [[nodiscard]] std::string radius() const { return measure(m_siting.radius_km); }
    [[nodiscard]] std::string share(std::int64_t people) const { return number(share_percent(people, m_siting.total.people), 1); }
    [[nodiscard]] bool for_pays() const { return m_siting.objective == SiteObjective::pays; }
    [[nodiscard]] std::string words(std::string_view key, const Parameters& parameters = {}) const {
        return catalogue::filled(catalogue::words(key).in(m_language), parameters);
    }
    void line(std::string_view key, const Parameters& parameters = {}) { m_text += words(key, parameters) + "\n"; }

    void title() {
        const char* const key = for_pays() ? (m_siting.all ? "site.title_pays_all" : "site.title_pays") : m_siting.all ? "site.title_all" : "site.title_best";
        line(key, {{"asked", number(m_siting.asked)}, {"radius", radius()}, {"target", number(m_siting.per_territory)}});
    }

    void table() {
        if (m_siting.sites.empty()) {
            line(m_siting.candidates == 0 ? "site.no_candidate" : "site.none");
            return;
        }
        constexpr std::size_t columns = 7;
        using Cells = std::array<std::string, columns>;
        const std::vector<std::string> head = split(words("site.head"), '|');
        std::vector<Cells> rows(1);
        std::copy_n(head.begin(), columns, rows.front().begin());
        std::int64_t people = m_siting.within.people;
        for (const Site& site : m_siting.sites) {
            const SiteCandidate& candidate = site.candidate;
            people += site.people;
            rows.push_back({number(rows.size()), candidate.id + (candidate.name.empty() ? "" : " " + candidate.name),
                            candidate.pays ? m_siting.pays_codes[*candidate.pays] + " " + m_siting.pays_names[*candidate.pays] : "–", "+" + number(site.people),
                            number(people), share(people) + " %", "+" + number(site.pays_reached)});
        }
        std::array<std::size_t, columns> widths{};
        for (const Cells& row : rows) {
            for (std::size_t i = 0; i < columns; ++i) {
                widths[i] = std::max(widths[i], row[i].size() - continuation(row[i]));
            }
        }
        for (const Cells& row : rows) {
            for (std::size_t i = 0; i < columns; ++i) {
                const bool is_words = i == 1 || i == 2;
                const std::string blanks(widths[i] - (row[i].size() - continuation(row[i])), ' ');
                m_text += (i == 0 ? "" : "  ") + (is_words ? row[i] + blanks : blanks + row[i]);
            }
            m_text += '\n';
        }
    }

    /// Bytes of UTF-8 that begin no character.
    static std::size_t continuation(const std::string& text) {
        return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }));
    }

    void outcome() {
        const std::size_t count = m_siting.sites.size();
        if (!m_siting.all && count > 0 && count < m_siting.asked) {
            line("site.fewer", {{"count", number(count)}, {"asked", number(m_siting.asked)}});
        }
        std::int64_t people = m_siting.within.people;
        auto pays = static_cast<std::int64_t>(m_siting.pays_at_target);
        for (const Site& site : m_siting.sites) {
            people += site.people;
            pays += site.pays_reached;
        }
        line("site.people", {{"before", number(m_siting.within.people)}, {"before_share", share(m_siting.within.people)}, {"radius", radius()},
                             {"after", number(people)}, {"after_share", share(people)}, {"count", number(count)}});
        line("site.pays", {{"before", number(m_siting.pays_at_target)}, {"pays", number(m_siting.pays)}, {"after", number(pays)}, {"count", number(count)}});
        const std::string proof = std::string(m_siting.proved ? "site.proved_" : "site.unproved_") +
                                  (for_pays() ? (m_siting.all ? "pays_all" : "pays") : m_siting.all ? "all" : "best");
        constexpr int gap_decimals = 2;
        line(proof, {{"value", number(m_siting.value)}, {"greedy", number(m_siting.greedy)}, {"greedy_bound", number(m_siting.greedy_bound)},
                     {"bound", number(m_siting.bound)}, {"gap", number(gap_percent(m_siting), gap_decimals)}, {"seconds", measure(m_siting.time_limit_s)}});
    }

    void people_line(std::string_view key, const SitePeople& people) {
        if (people.communes > 0) {
            line(key, {{"people", number(people.people)}, {"communes", number(people.communes)}});
        }
    }

    void rests_on() {
        people_line("site.unreachable", m_siting.unreachable);
        people_line("site.unplaced", m_siting.unplaced);
        line("site.facilities", {{"facilities", number(m_siting.facilities)}, {"unplaced", number(m_siting.facilities_unplaced)}});
        const char* const kind = !m_siting.candidates_path.empty() ? "site.candidates_list" : for_pays() ? "site.candidates_seats_pays" : "site.candidates_seats";
        line(kind, {{"candidates", number(m_siting.candidates)}, {"file", file_name(m_siting.candidates_path)}});
        const std::vector<std::size_t>& rows = m_siting.candidates_left_out;
        if (!rows.empty()) {
            constexpr std::size_t shown = 10;
            std::vector<std::string> first;
            for (std::size_t i = 0; i < std::min(shown, rows.size()); ++i) {
                first.push_back(fmt::format("{}", rows[i]));
            }
            line("site.left_out", {{"count", number(rows.size())}, {"rows", words("report.row") + " " + join(first, ", ") + (rows.size() > shown ? ", …" : "")}});
        }
        if (m_siting.pays_without_candidate > 0) {
            line("site.pays_without", {{"count", number(m_siting.pays_without_candidate)}});
        }
        line("site.caution");
    }

    const Siting& m_siting;
    Language m_language;
    std::string m_text;
};

}  // namespace

std::string sites_page(const Siting& siting, Language language) { return Page(siting, language).text(); }

}  // namespace maillage::formats
