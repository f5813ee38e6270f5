// The heading of a table, CSV or sheet: which row it is, and what a heading may not be.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "model/layer.hpp"

namespace maillage::io {

/// How far down the heading is looked for.
inline constexpr std::size_t most_title_rows = 10;

/// Rank of the heading among the first rows of a table: the first row, unless one of the next `most_title_rows` has at least
/// twice as many filled cells as each row above it, holds fewer numbers than words, and most filled rows below it have more
/// than half as many filled cells. Blank cells are "". The first such row is the heading; those above are a title.
[[nodiscard]] std::size_t heading_rank(const std::vector<std::vector<std::string>>& rows);

/// Whether the first row may be the heading: it has two filled cells or more, and most filled rows below are as wide.
[[nodiscard]] bool heads_a_table(const std::vector<std::vector<std::string>>& rows);

/// Throws InputError: all titles blank, or one that stands twice (with the names of both columns, letters for a sheet).
void refuse_bad_titles(const std::vector<std::string>& titles, const Place& place, bool letters);
/// Throws InputError: a value in a column without title.
void refuse_untitled_value(const std::vector<std::string>& titles, const LayerRow& row, const Place& place, bool letters);
/// Takes out the columns without title, which hold no value.
void drop_untitled(Layer& layer);

/// "C" for 2, "AA" for 26.
[[nodiscard]] std::string column_letters(std::size_t column);

/// Trims cells as trim() does, and counts those that no-break spaces (U+00A0, U+202F) were taken from.
class Trimmer {
public:
    [[nodiscard]] std::string_view operator()(std::string_view cell);
    /// A finding on `layer` when there were any.
    void note(Layer& layer) const;

private:
    std::size_t m_count = 0;
};

}  // namespace maillage::io
