#include "io/csv_points.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

#include "base/error.hpp"
#include "base/number.hpp"
#include "base/text.hpp"

namespace maillage::io {

namespace {

constexpr std::size_t longest_record = std::size_t{64} << 20U;  // bytes: what is longer has a quote that never closes

/// After the last line end of `text` from `from` to `to`; 0 where there is none that more text could not prolong.
std::size_t after_line_end(std::string_view text, std::size_t from, std::size_t to) {
    const std::string_view part = text.substr(from, to - from);
    if (const std::size_t feed = part.rfind('\n'); feed != std::string_view::npos) {
        return from + feed + 1;
    }
    const std::size_t carriage = part.rfind('\r');
    return carriage != std::string_view::npos && from + carriage + 1 < text.size() && text[from + carriage + 1] != '\n'
               ? from + carriage + 1
               : 0;
}

/// The same number as parse_number; quicker where there is nothing to replace.
std::optional<double> number_of(std::string_view text) {
    double value = 0;
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, value);
    return error == std::errc{} && end == last && std::isfinite(value) ? value : parse_number(text);
}

bool is_plain(std::string_view cell) {
    const auto plain = [](char letter) { return letter > ' ' && letter < '\x7F'; };
    return !cell.empty() && cell.front() != '"' && plain(cell.front()) && plain(cell.back());
}

/// One cell's text.
std::string_view text_of(std::string_view cell, char separator, std::string& room) {
    if (is_plain(cell)) {
        return cell;
    }
    room = csv_cells(cell, separator).front();
    return room;
}

}  // namespace

std::size_t whole_records(std::string_view text, char separator) {
    std::size_t whole = 0;
    std::size_t at = 0;  // in no quoted cell
    while (true) {
        const std::size_t quote = text.find('"', at);
        whole = std::max(whole, after_line_end(text, at, std::min(quote, text.size())));
        if (quote == std::string_view::npos) {
            return whole;
        }
        const char before = quote == 0 ? '\n' : text[quote - 1];
        if (before != separator && before != '\n' && before != '\r') {
            at = quote + 1;  // within a bare cell
            continue;
        }
        std::size_t close = text.find('"', quote + 1);
        while (close != std::string_view::npos && close + 1 < text.size() && text[close + 1] == '"') {
            close = text.find('"', close + 2);
        }
        if (close == std::string_view::npos || close + 1 == text.size()) {
            return whole;
        }
        at = close + 1;
    }
}

std::size_t line_ends(std::string_view text) {
    auto count = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    for (std::size_t at = text.find('\r'); at != std::string_view::npos; at = text.find('\r', at + 1)) {
        count += at + 1 == text.size() || text[at + 1] != '\n' ? 1U : 0U;
    }
    return count;
}

CsvPoints::CsvPoints(Reads reads, std::size_t size, const std::string& path, std::size_t batch_bytes)
    : m_reads(std::move(reads)), m_size(size), m_batch_bytes(batch_bytes) {
    m_layer.path = path;
    read_heading();
}

void CsvPoints::fill(std::size_t bytes) {
    const std::size_t held = m_pending.size();
    m_pending.resize(held + bytes);
    std::size_t got = 0;
    while (got < bytes && !m_ended) {
        const std::size_t count = m_reads(m_pending.data() + held + got, bytes - got);
        m_ended = count == 0;
        got += count;
    }
    m_pending.resize(held + got);
    constexpr std::size_t mark = 2;  // bytes that tell UTF-16
    const std::size_t known = m_read < mark ? 0 : held;
    const std::string_view fresh = std::string_view(m_pending).substr(known);
    if (m_read < mark || fresh.find('\0') != std::string_view::npos) {
        refuse_what_is_no_text(fresh, m_layer.path, m_line + line_ends(std::string_view(m_pending).substr(0, known)));
    }
    m_read += got;
}

void CsvPoints::read_heading() {
    std::size_t mark = 0;
    do {
        fill(std::max(m_batch_bytes, m_pending.size()));
        mark = m_pending.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    } while (!m_ended && m_pending.size() < longest_record && !holds_heading(std::string_view(m_pending).substr(mark)));
    if (mark > 0) {
        m_layer.findings.push_back({FindingCode::byte_order_mark, "", m_layer.path, 0, {}, {}});
    }
    const CsvHeading heading = csv_heading(std::string_view(m_pending).substr(mark), m_layer.path);
    m_layer.findings.insert(m_layer.findings.end(), heading.findings.begin(), heading.findings.end());
    m_separator = heading.separator;
    m_line = heading.next_line;
    m_titles = heading.titles;
    m_expected = m_titles.size();
    while (m_titles[m_expected - 1].empty()) {
        --m_expected;
    }
    std::copy_if(m_titles.begin(), m_titles.end(), std::back_inserter(m_layer.columns),
                 [](const std::string& title) { return !title.empty(); });
    m_has_untitled = m_layer.columns.size() < m_titles.size();
    m_top = m_pending.substr(0, mark + heading.end);
    m_pending.erase(0, m_top.size());
}

std::size_t CsvPoints::place(std::size_t column) const {
    const auto found = std::find(m_titles.begin(), m_titles.end(), m_layer.columns[column]);
    return static_cast<std::size_t>(found - m_titles.begin());
}

void CsvPoints::use_columns(std::size_t lon, std::size_t lat) {
    m_lon = place(lon);
    m_lat = place(lat);
}

std::optional<PointBatch> CsvPoints::next() {
    std::size_t whole = 0;
    while (true) {
        if (!m_ended && m_pending.size() < m_batch_bytes) {
            fill(m_batch_bytes);
        }
        whole = m_ended ? m_pending.size() : whole_records(m_pending, m_separator);
        if (whole > 0 || m_ended) {
            break;
        }
        if (m_pending.size() > longest_record) {
            const auto quote = m_pending.find('"');
            const Place place{m_layer.path, "", m_line + line_ends(std::string_view(m_pending).substr(0, quote))};
            if (quote == std::string::npos) {
                throw InputError(place, {"ligne de plus de 64 Mio", "line of more than 64 MiB"});
            }
            throw InputError(place, {"guillemet jamais refermé", "quote never closed"});
        }
        fill(m_pending.size());
    }
    if (whole == 0) {
        return std::nullopt;
    }
    std::optional<PointBatch> batch(std::in_place);
    batch->first_row = m_line;
    std::string rest = m_pending.substr(whole);
    rest.reserve(m_batch_bytes + rest.size());
    m_pending.resize(whole);
    batch->text = std::exchange(m_pending, std::move(rest));
    m_line += line_ends(batch->text);
    if (m_size > 0) {
        batch->share_read = static_cast<double>(m_read - m_pending.size()) / static_cast<double>(m_size);
    }
    return batch;
}

void CsvPoints::part(PointBatch& batch) const {
    const std::string_view text = batch.text;
    const std::size_t likely = text.size() / 24 + 16;
    batch.records.reserve(likely);
    batch.rows.reserve(likely);
    batch.points.reserve(likely);
    batch.faults.reserve(likely);
    std::string lon_room;
    std::string lat_room;
    std::size_t line = batch.first_row;
    std::size_t at = 0;
    while (at < text.size()) {
        PointBatch::Record record;
        record.begin = at;
        const std::size_t row = line;
        std::string_view lon;
        std::string_view lat;
        while (true) {
            const std::size_t from = at;
            if (at < text.size() && text[at] == '"') {
                do {
                    at = text.find('"', at + 1);
                    at = at == std::string_view::npos ? at : at + 1;
                } while (at < text.size() && text[at] == '"');
                if (at == std::string_view::npos) {
                    throw InputError({m_layer.path, "", line}, {"guillemet jamais refermé", "quote never closed"});
                }
                line += line_ends(text.substr(from, at - from));
            }
            while (at < text.size() && text[at] != m_separator && text[at] != '\n' && text[at] != '\r') {
                ++at;
            }
            if (record.cells == m_lon) {
                lon = text.substr(from, at - from);
            }
            if (record.cells == m_lat) {
                lat = text.substr(from, at - from);
            }
            ++record.cells;
            if (at == text.size() || text[at] != m_separator) {
                break;
            }
            ++at;
        }
        record.end = at;
        if (at < text.size()) {
            at += text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
            ++line;
        }
        record.next = at;
        if (m_has_untitled) {
            refuse_untitled(batch, record, row);
        }
        Point point{std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
        Fault fault = record.cells < m_expected || record.cells > m_titles.size() ? Fault::malformed : Fault::none;
        if (fault == Fault::none && m_lon != Layer::npos) {
            lon = text_of(lon, m_separator, lon_room);
            lat = text_of(lat, m_separator, lat_room);
            batch.decimal_commas +=
                (lon.find(',') != std::string_view::npos ? 1U : 0U) + (lat.find(',') != std::string_view::npos ? 1U : 0U);
            const std::optional<double> x = number_of(lon);
            const std::optional<double> y = number_of(lat);
            point = {x.value_or(point.lon), y.value_or(point.lat)};
            fault = x && y ? Fault::none : lon.empty() && lat.empty() ? Fault::no_position : Fault::unreadable;
        }
        if (fault == Fault::malformed || fault == Fault::no_position) {
            const std::vector<std::string> cells = csv_cells(text.substr(record.begin, record.end - record.begin), m_separator);
            fault = std::all_of(cells.begin(), cells.end(), [](const std::string& cell) { return cell.empty(); }) ? Fault::blank
                                                                                                                  : fault;
        }
        batch.records.push_back(record);
        batch.rows.push_back(row);
        batch.points.push_back(point);
        batch.faults.push_back(fault);
    }
}

void CsvPoints::refuse_untitled(const PointBatch& batch, const PointBatch::Record& record, std::size_t row) const {
    LayerRow whole;
    whole.number = row;
    whole.cells = csv_cells(std::string_view(batch.text).substr(record.begin, record.end - record.begin), m_separator);
    refuse_untitled_value(m_titles, whole, {m_layer.path, "", 0}, false);
}

std::vector<std::string> CsvPoints::cells(const PointBatch& batch, std::size_t index) const {
    const PointBatch::Record& record = batch.records[index];
    const std::vector<std::string> all =
        csv_cells(std::string_view(batch.text).substr(record.begin, record.end - record.begin), m_separator);
    std::vector<std::string> cells;
    for (std::size_t i = 0; i < m_titles.size(); ++i) {
        if (!m_titles[i].empty()) {
            cells.push_back(i < all.size() ? all[i] : "");
        }
    }
    return cells;
}

std::string CsvPoints::written(const PointBatch& batch, std::size_t index) const {
    if (batch.faults[index] == Fault::blank || batch.faults[index] == Fault::no_position) {
        return "";
    }
    const PointBatch::Record& record = batch.records[index];
    const std::string_view text = std::string_view(batch.text).substr(record.begin, record.end - record.begin);
    const std::vector<std::string> all = csv_cells(text, m_separator);
    std::string place = m_lon < all.size() && m_lat < all.size() ? all[m_lon] + " ; " + all[m_lat] : "";
    if (batch.faults[index] == Fault::malformed) {
        constexpr std::size_t shown = 80;
        place = utf8_record(text, m_separator);
        std::size_t end = std::min(shown, place.size());
        while (end < place.size() && (static_cast<unsigned char>(place[end]) & 0xC0U) == 0x80U) {
            --end;  // not within a character
        }
        place.resize(end);
    }
    return place;
}

}  // namespace maillage::io
