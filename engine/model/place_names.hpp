// Places by their name: which codes bear it, and what is most like a name that none bears.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace maillage {

/// How names are compared: two that have the same `whole` are the same; failing that, the same `core`.
struct NameKey {
    std::string whole;       ///< folded (base/text); abbreviations written out ("St", "Ste", "s/", "s/s"), ordinals as numbers ("3e", "3ème" -> "3");
                             ///< without "cedex…"; of an EPCI, without what leads to its own name ("CC du Pays de Saugues" -> "pays de saugues")
    std::string core;        ///< without articles, linking words and the words that say the kind of place, wherever they stand
    bool says_kind = false;  ///< whether there are such words
};

/// What kind of place a name is of: which words say the kind, not the place.
enum class NameOf { commune, epci, territory };
[[nodiscard]] NameKey name_key(const std::string& name, NameOf of);

/// A name less what stands in parentheses or, after a comma, at its end; and that: "Bagnols (30)" -> "Bagnols", "30". An article there
/// is put first: "Mans (Le)" -> "Le Mans".
struct QualifiedName {
    std::string name;
    std::string qualifier;
};
[[nodiscard]] QualifiedName qualified(const std::string& name);

/// Names, each with the index of what bears it. One index may have several names.
class NameIndex {
public:
    explicit NameIndex(NameOf of) : m_of(of) {}
    void add(std::size_t index, const std::string& name);

    /// Which may be taken: of a département, say.
    using Allowed = std::function<bool(std::size_t)>;

    /// Indexes that bear the name, ascending, those allowed: by its whole; where none does, by its core. Not by the core of an EPCI
    /// unless the name says that it is one ("agglomération de Roanne"), or `surely` it is: the Roannais is larger than its EPCI.
    [[nodiscard]] std::vector<std::size_t> named(const std::string& name, const Allowed& allowed, bool surely = false) const;

    struct Like {
        std::size_t index = 0;
        double score = 0;  ///< 1 less the edit distance of the folded names over the longer's length (Levenshtein 1966)
    };
    /// The most like, of those allowed and at least `least_score` alike; of equals the lowest index. A proposal, never an answer.
    /// Only names that begin with the same letter are compared.
    [[nodiscard]] std::optional<Like> like(const std::string& name, const Allowed& allowed) const;
    static constexpr double least_score = 0.8;

private:
    struct Named {
        std::string whole;
        std::size_t index;
        std::uint64_t letters;  ///< which letters and digits it has, one bit each
    };
    using Keys = std::unordered_map<std::string, std::vector<std::size_t>>;
    NameOf m_of;
    Keys m_whole;
    Keys m_core;
    std::unordered_map<char, std::vector<Named>> m_by_letter;  ///< by the first of `whole`
};

}  // namespace maillage
