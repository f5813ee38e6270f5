// A CSV of points, batch by batch; parted by the rules of csv_source.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "io/csv_source.hpp"
#include "io/point_source.hpp"

namespace maillage::io {

/// Bytes of the whole records at the front of `text`, which begins with one: up to the last line end that is in no quoted cell.
/// Nothing is whole that more text could prolong.
[[nodiscard]] std::size_t whole_records(std::string_view text, char separator);

/// Line ends (LF, CRLF, CR) in `text`.
[[nodiscard]] std::size_t line_ends(std::string_view text);

class CsvPoints : public PointSource {
public:
    /// Puts up to `count` bytes at `to` and gives how many; 0 at the end.
    using Reads = std::function<std::size_t(char* to, std::size_t count)>;

    /// `size`: bytes in all, for PointBatch::share_read. Throws as read_csv does.
    CsvPoints(Reads reads, std::size_t size, const std::string& path, std::size_t batch_bytes = std::size_t{1} << 20U);

    [[nodiscard]] const Layer& heading() const override { return m_layer; }
    void use_columns(std::size_t lon, std::size_t lat) override;
    [[nodiscard]] std::optional<PointBatch> next() override;
    void part(PointBatch& batch) const override;
    [[nodiscard]] std::vector<std::string> cells(const PointBatch& batch, std::size_t index) const override;
    [[nodiscard]] std::string written(const PointBatch& batch, std::size_t index) const override;

    [[nodiscard]] char separator() const { return m_separator; }
    /// All bytes up to the first row, as they are.
    [[nodiscard]] const std::string& top() const { return m_top; }
    /// How many cells the heading has, with those without a title.
    [[nodiscard]] std::size_t width() const { return m_titles.size(); }

private:
    void fill(std::size_t bytes);
    void read_heading();
    [[nodiscard]] std::size_t place(std::size_t column) const;
    void refuse_untitled(const PointBatch& batch, const PointBatch::Record& record, std::size_t row) const;

    Reads m_reads;
    std::size_t m_size;
    std::size_t m_batch_bytes;
    std::size_t m_read = 0;
    bool m_ended = false;
    std::string m_pending;  ///< read, not yet given
    std::size_t m_line = 1;
    Layer m_layer;
    std::string m_top;
    std::vector<std::string> m_titles;  ///< with the blank ones
    std::size_t m_expected = 0;         ///< cells, up to the last title
    bool m_has_untitled = false;
    char m_separator = ',';
    std::size_t m_lon = Layer::npos;
    std::size_t m_lat = Layer::npos;
};

}  // namespace maillage::io
