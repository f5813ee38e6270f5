#include "model/gazetteer.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace maillage {

namespace {

const std::vector<std::size_t>& group(const std::unordered_map<std::string, std::vector<std::size_t>>& groups,
                                      const std::string& code) {
    static const std::vector<std::size_t> none;
    const auto found = groups.find(code);
    return found == groups.end() ? none : found->second;
}

std::string code_of(const std::string& text, const std::map<std::string, std::string>& names,
                    const std::unordered_map<std::string, std::string>& by_name) {
    if (names.contains(text)) {
        return text;
    }
    if (text.size() == 1 && names.contains("0" + text)) {
        return "0" + text;
    }
    const auto found = by_name.find(folded(text));
    return found == by_name.end() ? "" : found->second;
}

}  // namespace

void Gazetteer::index() {
    m_current.reserve(communes.size());
    for (std::size_t i = 0; i < communes.size(); ++i) {
        const Commune& commune = communes[i];
        m_current.emplace(commune.code, i);
        if (!commune.epci.empty()) {
            m_by_epci[commune.epci].push_back(i);
        }
        m_by_departement[commune.departement].push_back(i);
        m_by_region[commune.region].push_back(i);
    }
    for (const auto& [code, name] : region_names) {
        m_region_by_name.emplace(folded(name), code);
    }
    for (const auto& [code, name] : departement_names) {
        m_departement_by_name.emplace(folded(name), code);
    }
}

void Gazetteer::add_former(const std::string& former, const std::string& current_code, StepKind kind) {
    const std::optional<std::size_t> now = current(current_code);
    if (!now || m_current.contains(former)) {
        return;
    }
    m_former_kinds.emplace(former, kind);
    std::vector<std::size_t>& became = m_former[former];
    if (std::find(became.begin(), became.end(), *now) == became.end()) {
        became.push_back(*now);
        std::sort(became.begin(), became.end());
        std::vector<std::string>& codes = m_former_codes[current_code];
        codes.insert(std::upper_bound(codes.begin(), codes.end(), former), former);
    }
}

std::optional<std::size_t> Gazetteer::current(const std::string& code) const {
    const auto found = m_current.find(code);
    return found == m_current.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::size_t> Gazetteer::resolve(const std::string& code) const {
    if (const std::optional<std::size_t> now = current(code)) {
        return {*now};
    }
    return group(m_former, code);
}

Gazetteer::Resolved Gazetteer::resolve(const std::string& code, Years of) const {
    Passage passage = passages.translated(code, of, year);
    Resolved resolved{{}, std::move(passage.steps)};
    for (const std::string& one : passage.codes) {
        const std::vector<std::size_t> now = resolve(one);
        if (!now.empty() && !m_current.contains(one)) {
            for (const std::size_t commune : now) {
                resolved.steps.push_back({m_former_kinds.at(one), one, communes[commune].code, 0});
            }
        }
        resolved.communes.insert(resolved.communes.end(), now.begin(), now.end());
    }
    std::sort(resolved.communes.begin(), resolved.communes.end());
    resolved.communes.erase(std::unique(resolved.communes.begin(), resolved.communes.end()), resolved.communes.end());
    return resolved;
}

Years Gazetteer::all_years() const {
    const auto known = years.find(Level::commune);
    return known == years.end() ? Years{year, year} : Years{known->second.years().front(), year};
}

const std::vector<std::string>& Gazetteer::former_codes(const std::string& code) const {
    static const std::vector<std::string> none;
    const auto found = m_former_codes.find(code);
    return found == m_former_codes.end() ? none : found->second;
}

const std::vector<std::size_t>& Gazetteer::of_epci(const std::string& siren) const { return group(m_by_epci, siren); }
const std::vector<std::size_t>& Gazetteer::of_departement(const std::string& code) const { return group(m_by_departement, code); }
const std::vector<std::size_t>& Gazetteer::of_region(const std::string& code) const { return group(m_by_region, code); }

std::string Gazetteer::region_code(const std::string& text) const { return code_of(text, region_names, m_region_by_name); }
std::string Gazetteer::departement_code(const std::string& text) const {
    return code_of(text, departement_names, m_departement_by_name);
}

}  // namespace maillage
