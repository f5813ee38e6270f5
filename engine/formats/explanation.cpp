#include "formats/explanation.hpp"

#include <algorithm>

#include "base/number.hpp"
#include "base/text.hpp"

namespace maillage::formats {

namespace {

using Parameters = std::vector<std::pair<std::string, std::string>>;

class Page {
public:
    Page(const Explanation& said, Language language, std::size_t limit) : m_said(said), m_language(language), m_limit(limit) {}

    std::string text() {
        m_text += word("explain.heading", {{"code", m_said.code}, {"name", m_said.name}}) + "\n";
        line(1, word("explain.place", {{"departement", or_unknown(m_said.departement)}, {"region", or_unknown(m_said.region)}, {"people", people(m_said.population)}}));
        const std::string id(catalogue::id(m_said.status));
        heading(word("explain.statut", {{"statut", std::string(catalogue::words(m_said.status).in(m_language))}}));
        line(1, word("explain." + id));
        line(1, word("explain.missing", {{"target", number(m_said.target)}, {"missing", number(m_said.missing)}}));
        list("explain.counted", m_said.counted, [](const ExplainedFacility&) { return std::string(); });
        list("explain.emerging", m_said.emerging, [](const ExplainedFacility&) { return std::string(); });
        list("explain.possibles", m_said.possible, [this](const ExplainedFacility& one) { return candidates(one); });
        list("explain.set_aside", m_said.set_aside, [this](const ExplainedFacility& one) { return because(one); });
        if (m_said.placeless > 0) {
            m_text += "\n" + word("explain.placeless", {{"count", number(m_said.placeless)}}) + "\n";
        }
        near();
        if (m_said.rank) {
            heading(word("explain.rank", {{"rank", number(*m_said.rank)}, {"ranked", number(m_said.ranked)}}));
            line(1, m_said.reason);
        }
        zone();
        findings();
        if (m_said.status != Status::couvert) {
            m_text += "\n" + word("explain.also") + "\n";
        }
        return std::move(m_text);
    }

private:
    [[nodiscard]] std::string word(std::string_view key, const Parameters& parameters = {}) const {
        return catalogue::filled(catalogue::words(key).in(m_language), parameters);
    }
    [[nodiscard]] std::string number(auto value, int decimals = 0) const { return readable(static_cast<double>(value), decimals, m_language); }
    [[nodiscard]] std::string people(const std::optional<std::int64_t>& value) const { return value ? number(*value) : word("report.unknown"); }
    [[nodiscard]] std::string or_unknown(const std::string& text) const { return text.empty() ? word("report.unknown") : text; }

    void heading(const std::string& text) { m_text += "\n" + text + "\n"; }
    void line(std::size_t depth, const std::string& text) { m_text += std::string(2 * depth, ' ') + text + "\n"; }

    [[nodiscard]] std::string facility(const ExplainedFacility& one) const {
        return word("explain.facility", {{"id", one.id},
                                         {"name", one.name},
                                         {"stage", word("stage." + std::string(catalogue::id(one.stage)))},
                                         {"year", one.year ? " " + std::to_string(*one.year) : ""}}) +
               (one.row > 0 ? word("explain.line", {{"row", std::to_string(one.row)}}) : "");
    }

    [[nodiscard]] std::string candidates(const ExplainedFacility& one) const {
        return word(one.one_departement ? "explain.candidates" : "explain.candidates_wide",
                    {{"precision", word("precision." + std::string(catalogue::id(one.precision)))}, {"count", number(one.candidates.size())}}) +
               (one.may_be_outside ? word("explain.or_outside") : "");
    }

    [[nodiscard]] std::string because(const ExplainedFacility& one) const {
        const bool is_listed = one.bucket == Bucket::assigned || one.bucket == Bucket::imprecise || one.bucket == Bucket::outside;
        return is_listed ? word("explain.because_stage", {{"stage", word("stage." + std::string(catalogue::id(one.stage)))}})
                         : word("explain.because_bucket", {{"bucket", std::string(catalogue::words(one.bucket).in(m_language))}});
    }

    template <typename Why>
    void list(std::string_view key, const std::vector<ExplainedFacility>& all, Why why) {
        if (all.empty()) {
            return;
        }
        heading(word(key, {{"count", number(all.size())}}));
        const std::size_t shown = m_limit == 0 ? all.size() : std::min(m_limit, all.size());
        for (std::size_t i = 0; i < shown; ++i) {
            line(1, facility(all[i]));
            if (const std::string reason = why(all[i]); !reason.empty()) {
                line(2, reason);
            }
        }
        if (shown < all.size()) {
            line(1, word("explain.more", {{"count", number(all.size() - shown)}}));
        }
    }

    void near() {
        if (m_said.near.empty()) {
            return;
        }
        heading(word("explain.near"));
        for (const ExplainedFacility& one : m_said.near) {
            line(1, facility(one) + word("explain.km", {{"km", number(*one.distance_km, 1)}}));
        }
    }

    void zone() {
        if (m_said.zone.empty()) {
            return;
        }
        heading(word("explain.zone", {{"zone", m_said.zone}, {"count", number(m_said.zone_pays.size())}, {"people", people(m_said.zone_population)}}));
        const std::size_t shown = m_limit == 0 ? m_said.zone_pays.size() : std::min(m_limit, m_said.zone_pays.size());
        std::vector<std::string> names(m_said.zone_pays.begin(), m_said.zone_pays.begin() + static_cast<std::ptrdiff_t>(shown));
        if (!names.empty()) {
            line(1, join(names, ", ") + (shown < m_said.zone_pays.size() ? ", …" : ""));
        }
    }

    void findings() {
        if (m_said.findings.empty()) {
            return;
        }
        heading(word("explain.findings", {{"count", number(m_said.findings.size())}}));
        const std::size_t shown = m_limit == 0 ? m_said.findings.size() : std::min(m_limit, m_said.findings.size());
        for (std::size_t i = 0; i < shown; ++i) {
            line(1, std::string(catalogue::kind(m_said.findings[i].code).id) + (m_language == Language::french ? " : " : ": ") + catalogue::sentence(m_said.findings[i], m_language));
        }
        if (shown < m_said.findings.size()) {
            line(1, word("explain.more", {{"count", number(m_said.findings.size() - shown)}}));
        }
    }

    const Explanation& m_said;
    Language m_language;
    std::size_t m_limit;
    std::string m_text;
};

}  // namespace

std::string explanation_page(const Explanation& explanation, Language language, std::size_t limit) { return Page(explanation, language, limit).text(); }

std::string finding_page(const catalogue::FindingKind& kind, Language language) {
    const auto word = [language](std::string_view key) { return std::string(catalogue::words(key).in(language)); };
    const std::string sentence(kind.sentence.in(language));
    std::string text = std::string(kind.id) + " (" + std::string(catalogue::words(kind.severity).in(language)) + ")\n";
    const auto part = [&](std::string_view key, const std::vector<std::string>& lines) {
        text += "\n" + word(key) + "\n";
        for (const std::string& line : lines) {
            text += "  " + line + "\n";
        }
    };
    std::vector<std::string> what{sentence};
    if (sentence.find('{') != std::string::npos) {
        what.push_back(word("explain.parameters"));
    }
    std::vector<std::string> why{word("explain." + std::string(catalogue::id(kind.severity)))};
    if (catalogue::is_repair(kind.code)) {
        why.push_back(word("explain.repair"));
    }
    part("explain.what", what);
    part("explain.why", why);
    part("explain.do", {std::string(kind.advice.in(language))});
    return text;
}

std::string finding_list(Language language) {
    std::string text;
    for (const catalogue::FindingKind& kind : catalogue::finding_kinds()) {
        text += std::string(kind.id) + " (" + std::string(catalogue::words(kind.severity).in(language)) + ")\n  " + std::string(kind.sentence.in(language)) + "\n";
    }
    return text;
}

}  // namespace maillage::formats
