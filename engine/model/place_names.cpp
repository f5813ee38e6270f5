#include "model/place_names.hpp"

#include <algorithm>
#include <array>
#include <bit>
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

/// "1er", "2nde", "3e", "3ème" -> "1", "2", "3": without what makes a number an ordinal, and leading zeros.
std::string number_of_ordinal(const std::string& word) {
    constexpr std::array<std::string_view, 9> ends{"", "er", "ere", "re", "e", "eme", "ieme", "nd", "nde"};
    const std::size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
    if (digits == 0 || !is_one_of(ends, std::string_view(word).substr(digits))) {
        return word;
    }
    return word.substr(std::min(word.find_first_not_of('0'), digits - 1), digits - std::min(word.find_first_not_of('0'), digits - 1));
}

/// The words of a folded name, abbreviations written out: "St", "Ste", "s/" (sur) and "s/s" (sous).
std::vector<std::string> words_of(const std::string& name) {
    std::vector<std::string> words;
    for (std::string& word : split(folded(name), ' ')) {
        if (word == "s" && !words.empty() && words.back() == "sur") {
            words.back() = "sous";
        } else {
            words.push_back(word == "st" ? "saint" : word == "ste" ? "sainte" : word == "s" ? "sur" : word == "ss" ? "sous" : number_of_ordinal(word));
        }
    }
    return words;
}

/// One bit for each letter and digit that occurs.
std::uint64_t letters_of(std::string_view text) {
    std::uint64_t letters = 0;
    for (const char letter : text) {
        letters |= std::uint64_t{1} << (static_cast<unsigned char>(letter) % 64U);
    }
    return letters;
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
    for (std::string& word : words_of(name)) {
        if (word == "cedex") {
            break;
        }
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
    const std::uint64_t letters = letters_of(key.whole);
    m_by_letter[key.whole.front()].push_back({std::move(key.whole), index, letters});
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
    const std::uint64_t letters = letters_of(wanted);
    for (const auto& [whole, index, its_letters] : letter->second) {
        const std::size_t longer = std::max(whole.size(), wanted.size());
        const auto limit = static_cast<std::size_t>((1 - least_score) * static_cast<double>(longer) + 1e-9);  // 0.2 of 10 is 2
        // an edit changes at most two of the letters that occur
        const auto apart = static_cast<std::size_t>(std::popcount(letters ^ its_letters) + 1) / 2;
        if (longer - std::min(whole.size(), wanted.size()) > limit || apart > limit || !allowed(index)) {
            continue;
        }
        const std::size_t distance = edit_distance(whole, wanted, limit);
        if (distance > limit) {
            continue;
        }
        const double score = 1 - static_cast<double>(distance) / static_cast<double>(longer);
        if (!best || score > best->score || (score == best->score && index < best->index)) {
            best = Like{index, score};
        }
    }
    return best;
}

}  // namespace maillage
