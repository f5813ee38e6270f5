#include "io/point_sink.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/text.hpp"
#include "io/atomic_file.hpp"
#include "io/csv_points.hpp"
#include "io/kinds.hpp"
#include "io/ogr_point_sink.hpp"

namespace maillage::io {

namespace {

/// RFC 4180: in quotes where it must be.
std::string quoted(std::string_view cell, char separator) {
    const char special[] = {'"', '\r', '\n', separator, '\0'};
    if (cell.find_first_of(special) == std::string_view::npos && trim(cell) == cell) {
        return std::string(cell);
    }
    std::string text = "\"";
    for (const char letter : cell) {
        text += letter == '"' ? "\"\"" : std::string(1, letter);
    }
    return text + '"';
}

/// Each cell with the separator before it.
std::string behind(const std::vector<std::string>& cells, char separator) {
    std::string text;
    for (const std::string& cell : cells) {
        text += separator + quoted(cell, separator);
    }
    return text;
}

/// What stands behind a row, drawn up once for each territory and situation.
class Tails {
public:
    Tails(const AddedColumns& added, char separator) {
        for (std::uint32_t territory = 0; territory < added.territories->size(); ++territory) {
            for (const Situation situation : {Situation::inside, Situation::border, Situation::overlap}) {
                m_tails.push_back(behind(added.cells({territory, situation}), separator));
            }
        }
        for (const Situation situation : {Situation::outside, Situation::rejected}) {
            m_tails.push_back(behind(added.cells({Location::nowhere, situation}), separator));
        }
    }
    [[nodiscard]] const std::string& of(const Location& location) const {
        const auto situation = static_cast<std::size_t>(location.situation);
        return location.territory == Location::nowhere
                   ? m_tails[m_tails.size() - (location.situation == Situation::outside ? 2 : 1)]
                   : m_tails[3 * std::size_t{location.territory} + situation];
    }

private:
    std::vector<std::string> m_tails;
};

class RowsAsTheyAre : public PointSink {
public:
    RowsAsTheyAre(const std::string& target, bool overwrite, const CsvPoints& source, const AddedColumns& added)
        : m_file(target, overwrite), m_source(source), m_tails(added, source.separator()) {
        std::string top = source.top();
        const std::size_t end = top.find_last_not_of("\r\n") + 1;
        m_line_end = end < top.size() ? top.substr(end) : "\n";
        top.insert(end, behind(added.titles(), source.separator()));
        m_file.write(end == source.top().size() ? top + m_line_end : top);
    }

    [[nodiscard]] std::string drawn_up(const PointBatch& batch, const std::vector<Location>& locations) const override {
        std::string drawn;
        drawn.reserve(batch.text.size() + 24 * locations.size());
        const bool plain = is_utf8(batch.text);
        for (std::size_t i = 0; i < locations.size(); ++i) {
            const PointBatch::Record& record = batch.records[i];
            const std::string_view row = std::string_view(batch.text).substr(record.begin, record.end - record.begin);
            if (plain || is_utf8(row)) {
                drawn += row;
            } else {
                drawn += utf8_record(row, m_source.separator());
            }
            if (record.cells < m_source.width()) {
                drawn.append(m_source.width() - record.cells, m_source.separator());
            }
            drawn += m_tails.of(locations[i]);
            if (record.next > record.end) {
                drawn.append(batch.text, record.end, record.next - record.end);
            } else {
                drawn += m_line_end;
            }
        }
        return drawn;
    }

    void write(PointBatch /*batch*/, const std::vector<Location>& /*locations*/, const std::string& drawn) override {
        m_file.write(drawn);
    }
    void publish() override { m_file.publish(); }

private:
    AtomicFile m_file;
    const CsvPoints& m_source;
    Tails m_tails;
    std::string m_line_end;
};

/// Rows of a layer as CSV: its cells, where it draws them unless it says so itself, and what was found.
class RowsAsCells : public PointSink {
public:
    RowsAsCells(const std::string& target, bool overwrite, const PointSource& source, const AddedColumns& added)
        : m_file(target, overwrite), m_source(source), m_tails(added, ',') {
        std::vector<std::string> titles = source.heading().columns;
        m_draws = source.heading().has_geometry &&
                  (source.heading().column("lon") == Layer::npos || source.heading().column("lat") == Layer::npos);
        if (m_draws) {
            titles.insert(titles.end(), {"lon", "lat"});
        }
        m_file.write(behind(titles, ',').substr(titles.empty() ? 0 : 1) + behind(added.titles(), ',') + '\n');
    }

    [[nodiscard]] std::string drawn_up(const PointBatch& batch, const std::vector<Location>& locations) const override {
        std::string drawn;
        for (std::size_t i = 0; i < locations.size(); ++i) {
            std::vector<std::string> cells = m_source.cells(batch, i);
            if (m_draws) {
                const auto number = [](double value) { return std::isnan(value) ? "" : fmt::format("{}", value); };
                cells.insert(cells.end(), {number(batch.points[i].lon), number(batch.points[i].lat)});
            }
            drawn += behind(cells, ',').substr(cells.empty() ? 0 : 1) + m_tails.of(locations[i]) + '\n';
        }
        return drawn;
    }

    void write(PointBatch /*batch*/, const std::vector<Location>& /*locations*/, const std::string& drawn) override {
        m_file.write(drawn);
    }
    void publish() override { m_file.publish(); }

private:
    AtomicFile m_file;
    const PointSource& m_source;
    Tails m_tails;
    bool m_draws = false;
};

/// Throws InputError where the source has one of the titles.
void refuse_clash(const Layer& heading, const std::vector<std::string>& titles) {
    for (const std::string& title : titles) {
        if (heading.column(title) != Layer::npos) {
            throw InputError({heading.path, heading.name, 0},
                             {fmt::format("la colonne « {} » y est déjà : donner un autre préfixe avec --prefix", title),
                              fmt::format("it has a column \"{}\" already: give another prefix with --prefix", title)});
        }
    }
}

}  // namespace

std::vector<std::string> AddedColumns::titles() const {
    return name.empty() ? std::vector{code, situation} : std::vector{code, name, situation};
}

std::vector<std::string> AddedColumns::cells(const Location& location) const {
    const TerritoryPoints none;
    const TerritoryPoints& territory = location.territory == Location::nowhere ? none : (*territories)[location.territory];
    const std::string situation_word(situations[static_cast<std::size_t>(location.situation)]);
    return name.empty() ? std::vector{territory.code, situation_word}
                        : std::vector{territory.code, territory.name, situation_word};
}

std::unique_ptr<PointSink> point_sink(const std::string& target, bool overwrite, const PointSource& source,
                                      const std::string& crs, const AddedColumns& added) {
    const std::string ending = ending_of(target);
    if (ending != ".csv" && ending != ".fgb" && ending != ".gpkg") {
        throw UsageError({"-o " + target + " : le nom doit finir par .csv, .fgb ou .gpkg",
                          "-o " + target + ": the name must end in .csv, .fgb or .gpkg"});
    }
    refuse_clash(source.heading(), added.titles());
    if (ending != ".csv") {
        return ogr_point_sink(target, overwrite, source, crs, added);
    }
    if (const auto* const csv = dynamic_cast<const CsvPoints*>(&source)) {
        return std::make_unique<RowsAsTheyAre>(target, overwrite, *csv, added);
    }
    return std::make_unique<RowsAsCells>(target, overwrite, source, added);
}

}  // namespace maillage::io
