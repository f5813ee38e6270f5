#include "stages/corrections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/number.hpp"
#include "base/text.hpp"
#include "formats/csv.hpp"
#include "formats/layers.hpp"
#include "io/open.hpp"
#include "model/catalogue.hpp"

namespace maillage::stages {

namespace {

constexpr std::array own_columns{correction_file, correction_row, correction_print, correction_severity, correction_finding, correction_advice};
constexpr std::size_t print_digits = 16;

bool is_own(const std::string& column) { return std::find(own_columns.begin(), own_columns.end(), column) != own_columns.end(); }

std::size_t need(const Layer& table, const char* title) {
    const std::size_t index = table.column(title);
    if (index == Layer::npos) {
        throw InputError({table.path, table.name},
                         {fmt::format("la table de corrections n'a pas de colonne « {} » (maillage check --rows l'écrit)", title),
                          fmt::format("the table of corrections has no column \"{}\" (maillage check --rows writes it)", title)});
    }
    return index;
}

/// What was found about one row of an input.
struct Found {
    Severity worst = Severity::warning;
    std::vector<std::string> sentences;
    std::vector<std::string> advices;
};

void add_once(std::vector<std::string>& all, std::string one) {
    if (std::find(all.begin(), all.end(), one) == all.end()) {
        all.push_back(std::move(one));
    }
}

}  // namespace

std::string correction_name(const Layer& layer) { return formats::file_name(layer.path) + (layer.name.empty() ? "" : ":" + layer.name); }

std::string fingerprint_of(const LayerRow& row) { return io::sha256(join(row.cells, "\x1f")).substr(0, print_digits); }

Corrections::Corrections(const Layer& table) : m_path(table.path) {
    const std::size_t file = need(table, correction_file);
    const std::size_t number = need(table, correction_row);
    const std::size_t print = need(table, correction_print);
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (!is_own(table.columns[i])) {
            columns.push_back(i);
            m_columns.push_back(table.columns[i]);
        }
    }
    std::map<std::pair<std::string, std::size_t>, std::size_t> seen;
    for (const LayerRow& row : table.rows) {
        if (std::all_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) { return cell.empty(); })) {
            continue;
        }
        const Place place{table.path, table.name, row.number};
        const std::optional<std::int64_t> at = row.malformed ? std::nullopt : parse_integer(row.cells[number]);
        if (!at || *at < 1) {
            throw InputError(place, {fmt::format("« {} » doit être un numéro de ligne", correction_row), fmt::format("\"{}\" must be a row number", correction_row)});
        }
        Row correction{row.cells[file], static_cast<std::size_t>(*at), row.cells[print], {}, row.number, false};
        const auto [first, fresh] = seen.try_emplace({correction.file, correction.number}, row.number);
        if (!fresh) {
            throw InputError(place, {fmt::format("cette ligne est déjà corrigée à la ligne {}", first->second), fmt::format("this row is already corrected at row {}", first->second)});
        }
        for (const std::size_t column : columns) {
            correction.cells.push_back(row.cells[column]);
        }
        m_rows.push_back(std::move(correction));
    }
}

std::vector<Finding> Corrections::apply(Layer& layer) {
    const std::string name = correction_name(layer);
    std::map<std::size_t, Row*> corrections;
    for (Row& row : m_rows) {
        if (row.file == name) {
            corrections.emplace(row.number, &row);
        }
    }
    std::vector<Finding> findings;
    std::size_t applied = 0;
    for (LayerRow& row : layer.rows) {
        const auto found = corrections.empty() ? corrections.end() : corrections.find(row.number);
        if (found == corrections.end()) {
            continue;
        }
        Row& correction = *found->second;
        correction.used = true;
        if (correction.print != fingerprint_of(row)) {
            findings.push_back({FindingCode::correction_stale, "", m_path, correction.row, {{"row", fmt::format("{}", row.number)}, {"file", name}}, std::nullopt});
            continue;
        }
        row.cells.resize(layer.columns.size());
        row.malformed = false;
        std::erase_if(layer.findings, [&](const Finding& finding) { return finding.row == row.number && finding.code == FindingCode::malformed_row; });
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            const std::size_t column = layer.column(m_columns[i]);
            if (column != Layer::npos) {
                row.cells[column] = correction.cells[i];
            } else if (!correction.cells[i].empty()) {
                throw InputError({m_path, "", correction.row}, {fmt::format("{} n'a pas de colonne « {} »", name, m_columns[i]),
                                                                fmt::format("{} has no column \"{}\"", name, m_columns[i])});
            }
        }
        ++applied;
    }
    if (applied > 0) {
        findings.push_back({FindingCode::correction_applied, "", layer.path, 0, {{"count", fmt::format("{}", applied)}, {"file", formats::file_name(m_path)}}, std::nullopt});
    }
    return findings;
}

std::vector<Finding> Corrections::unused() const {
    std::vector<Finding> findings;
    for (const Row& row : m_rows) {
        if (!row.used) {
            findings.push_back({FindingCode::correction_without_row, "", m_path, row.row, {{"row", fmt::format("{}", row.number)}, {"file", row.file}}, std::nullopt});
        }
    }
    return findings;
}

RowsToCorrect rows_to_correct(const std::vector<Layer>& layers, const std::vector<Finding>& findings, Language language) {
    std::map<std::pair<std::string, std::size_t>, Found> found;
    for (const Finding& finding : findings) {
        const catalogue::FindingKind& kind = catalogue::kind(finding.code);
        if (finding.row != 0 && kind.severity != Severity::info) {
            Found& row = found[{finding.path, finding.row}];
            row.worst = std::max(row.worst, kind.severity);
            add_once(row.sentences, fmt::format("[{}] {}", kind.id, catalogue::sentence(finding, language)));
            add_once(row.advices, std::string(kind.advice.in(language)));
        }
    }
    std::vector<std::string> columns;
    const auto concerned = [&](const Layer& layer) {
        const auto first = found.lower_bound({layer.path, 0});
        return first != found.end() && first->first.first == layer.path;
    };
    for (const Layer& layer : layers) {
        for (const std::string& column : layer.columns) {
            if (concerned(layer)) {
                add_once(columns, column);
            }
        }
    }
    std::vector<std::string> head(own_columns.begin(), own_columns.end());
    head.insert(head.end(), columns.begin(), columns.end());
    RowsToCorrect result{formats::csv_line(head), 0};
    for (const Layer& layer : layers) {
        std::vector<std::size_t> sources;
        for (const std::string& column : columns) {
            sources.push_back(layer.column(column));
        }
        for (const LayerRow& row : layer.rows) {
            const auto at = found.find({layer.path, row.number});
            if (at == found.end()) {
                continue;
            }
            const Found& what = at->second;
            std::vector<std::string> cells{correction_name(layer), fmt::format("{}", row.number), fingerprint_of(row),
                                           std::string(catalogue::words(what.worst).in(language)), join(what.sentences, " | "), join(what.advices, " | ")};
            for (const std::size_t source : sources) {
                cells.push_back(source < row.cells.size() ? row.cells[source] : "");
            }
            result.csv += formats::csv_line(cells);
            ++result.count;
        }
    }
    return result;
}

}  // namespace maillage::stages
