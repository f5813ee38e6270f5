// How far published outlines may be simplified, as asked, and how far they were.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace maillage {

/// One of the two: metres, or a budget of vertices.
struct Simplify {
    std::optional<double> tolerance_m;    ///< > 0
    std::optional<std::size_t> vertices;  ///< >= 1; positions as written: a shared border's twice, a ring's first too
    friend bool operator==(const Simplify&, const Simplify&) = default;
};

/// "300m", "0,5 m", "20000pts", "20000 sommets"; nothing for any other text.
[[nodiscard]] std::optional<Simplify> simplify_of(std::string_view text);

/// "300m" or "20000pts": simplify_of reads it back the same.
[[nodiscard]] std::string text_of(const Simplify& simplify);

/// What simplifying came to.
struct Simplification {
    Simplify asked;
    double tolerance_m = 0;       ///< no border is farther from what it was; the budget's, where that was asked
    std::size_t read = 0;         ///< vertices before, counted as in Simplify
    std::size_t drawn = 0;        ///< vertices after
};

}  // namespace maillage
