#include "model/place_names.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.hpp"

namespace maillage {

namespace {

constexpr std::array<std::string_view, 4> articles{"l", "la", "le", "les"};
constexpr std::array<std::string_view, 6> links{"d", "de", "des", "du", "et", "en"};
constexpr std::array<std::string_view, 9> epci_kinds{"agglomeration", "agglo", "ca", "cc", "communaute", "communes", "cu", "metropole", "urbaine"};
constexpr std::array<std::string_view, 7> territory_kinds{"petr", "pole", "equilibre", "territorial", "rural", "syndicat", "mixte"};

template <typename Words>
bool is_one_of(const Words& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool says_kind(NameOf of, std::string_view word) {
    switch (of) {
        case NameOf::commune: return word == "arrondissement";
        case NameOf::epci: return is_one_of(epci_kinds, word);
        case NameOf::territory: return is_one_of(territory_kinds, word);
    }
    return false;
}

void insert(std::vector<std::size_t>& indexes, std::size_t index) {
    const auto at = std::lower_bound(indexes.begin(), indexes.end(), index);
    if (at == indexes.end() || *at != index) {
        indexes.insert(at, index);
    }
}

}  // namespace

NameKey name_key(const std::string& name, NameOf of) {
    std::vector<std::string> whole;
    std::vector<std::string> core;
    NameKey key;
    for (std::string& word : split(folded(name), ' ')) {
        if (word == "cedex") {
            break;
        }
        word = word == "st" ? "saint" : word == "ste" ? "sainte" : word;
        const bool kind = says_kind(of, word);
        const bool small = is_one_of(articles, word) || is_one_of(links, word);
        key.says_kind = key.says_kind || kind;
        if (!small && !kind) {
            core.push_back(word);
        }
        if (of != NameOf::epci || !whole.empty() || (!small && !kind)) {
            whole.push_back(std::move(word));
        }
    }
    key.whole = join(whole, " ");
    key.core = join(core, " ");
    return key;
}

QualifiedName qualified(const std::string& name) {
    const std::string text(trim(name));
    const auto parted = [&](std::size_t at, std::size_t length) {
        QualifiedName result{std::string(trim(text.substr(0, at))), std::string(trim(text.substr(at + 1, length)))};
        if (is_one_of(articles, folded(result.qualifier))) {
            const bool elided = result.qualifier.ends_with("'");
            result.name = result.qualifier + (elided ? "" : " ") + result.name;
            result.qualifier.clear();
        }
        return result;
    };
    if (const std::size_t open = text.rfind('('); text.ends_with(')') && open != std::string::npos && open > 0) {
        return parted(open, text.size() - open - 2);
    }
    if (const std::size_t comma = text.rfind(','); comma != std::string::npos && comma > 0) {
        return parted(comma, std::string::npos);
    }
    return {text, ""};
}

void NameIndex::add(std::size_t index, const std::string& name) {
    NameKey key = name_key(name, m_of);
    if (key.whole.empty()) {
        return;
    }
    insert(m_whole[key.whole], index);
    if (!key.core.empty()) {
        insert(m_core[key.core], index);
    }
    m_by_letter[key.whole.front()].push_back({std::move(key.whole), index});
}

std::vector<std::size_t> NameIndex::named(const std::string& name, const Allowed& allowed, bool surely) const {
    const NameKey key = name_key(name, m_of);
    std::vector<std::size_t> found;
    const auto take = [&](const Keys& keys, const std::string& wanted) {
        if (const auto bearers = keys.find(wanted); found.empty() && !wanted.empty() && bearers != keys.end()) {
            std::copy_if(bearers->second.begin(), bearers->second.end(), std::back_inserter(found), allowed);
        }
    };
    take(m_whole, key.whole);
    if (m_of != NameOf::epci || key.says_kind || surely) {
        take(m_core, key.core);
    }
    return found;
}

std::optional<NameIndex::Like> NameIndex::like(const std::string& name, const Allowed& allowed) const {
    const std::string wanted = name_key(name, m_of).whole;
    std::optional<Like> best;
    const auto letter = wanted.empty() ? m_by_letter.end() : m_by_letter.find(wanted.front());
    if (letter == m_by_letter.end()) {
        return best;
    }
    for (const auto& [whole, index] : letter->second) {
        const auto longer = static_cast<double>(std::max(whole.size(), wanted.size()));
        const auto shorter = static_cast<double>(std::min(whole.size(), wanted.size()));
        if (shorter < least_score * longer || !allowed(index)) {
            continue;
        }
        const double score = 1 - static_cast<double>(edit_distance(whole, wanted)) / longer;
        if (score >= least_score && (!best || score > best->score || (score == best->score && index < best->index))) {
            best = Like{index, score};
        }
    }
    return best;
}

}  // namespace maillage
