// CSV: every row has a cell for each column; the reader that streams gives the cells of the one that does not, whatever its
// batches; what is read and written again is read the same.
#include <algorithm>

#include "base/text.hpp"
#include "formats/csv.hpp"
#include "fuzz.hpp"
#include "io/csv_points.hpp"
#include "io/csv_source.hpp"

namespace maillage::fuzz {
namespace {

using Cells = std::vector<std::vector<std::string>>;

Cells cells_of(const Layer& layer) {
    Cells cells;
    std::size_t before = 0;
    for (const LayerRow& row : layer.rows) {
        hold(row.cells.size() == layer.columns.size(), "a cell for each column");
        hold(row.number > before, "rows are numbered in their order");
        before = row.number;
        for (const std::string& cell : row.cells) {
            hold(cell == trim(cell), "cells are trimmed");
        }
        cells.push_back(row.cells);
    }
    return cells;
}

/// Its rows by batches of `batch` bytes; nothing where it refuses them.
std::optional<Cells> streamed(std::string_view input, std::size_t batch) {
    Cells cells;
    const bool read = goes([&] {
        std::string_view left = input;
        io::CsvPoints points(
            [&](char* to, std::size_t count) {
                const std::string_view piece = take(left, count);
                std::copy(piece.begin(), piece.end(), to);
                return piece.size();
            },
            input.size(), "a.csv", batch);
        const std::size_t columns = points.heading().columns.size();
        points.use_columns(0, columns > 1 ? 1 : 0);
        while (std::optional<io::PointBatch> next = points.next()) {
            points.part(*next);
            for (std::size_t i = 0; i < next->rows.size(); ++i) {
                cells.push_back(points.cells(*next, i));
            }
        }
    });
    return read ? std::optional(cells) : std::nullopt;
}

void csv(std::string_view input) {
    const std::size_t batch = 1 + take_byte(input);
    Layer layer;
    const bool is_read = goes([&] { layer = io::read_csv(input, "a.csv"); });
    const std::optional<Cells> by_small = streamed(input, batch);
    const std::optional<Cells> by_large = streamed(input, 1U << 20U);
    hold(by_small == by_large, "the same rows whatever the batches");
    if (!is_read) {
        return;
    }
    const Cells cells = cells_of(layer);
    if (by_large) {
        hold(by_large->size() == cells.size(), "as many rows streamed as read whole");
    }
    std::string written = formats::csv_line(layer.columns);
    for (const std::vector<std::string>& row : cells) {
        written += formats::csv_line(row);
    }
    // Of one column, an empty cell is a blank row; a heading of untitled cells is none; titles may be taken for one above them.
    const bool is_plain = layer.columns.size() > 1 && std::none_of(layer.columns.begin(), layer.columns.end(), [](const std::string& title) { return title.empty(); });
    Layer again;
    if (is_plain && goes([&] { again = io::read_csv(written, "a.csv"); }) && again.columns == layer.columns) {
        hold(cells_of(again) == cells, "what is written is read the same");
    }
}

}  // namespace
}  // namespace maillage::fuzz

MAILLAGE_FUZZ_TARGET(maillage::fuzz::csv)
