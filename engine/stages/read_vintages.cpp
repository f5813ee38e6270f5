#include <algorithm>
#include <filesystem>
#include <limits>
#include <set>

#include "base/error.hpp"
#include "base/number.hpp"
#include "stages/read.hpp"

namespace maillage::stages {

namespace {

constexpr int before_all = 0;
constexpr int after_all = std::numeric_limits<int>::max();

/// A level of which cog.csv counts codes, and the codes it has today.
struct Known {
    Level level;
    const char* title;  ///< its column of cog.csv, its word in millesimes.csv
    std::set<std::string> today;
};

std::size_t column_of(const Layer& table, const char* title) {
    const std::size_t index = table.column(title);
    if (index == Layer::npos) {
        throw InputError({table.path}, {std::string("le référentiel n'a pas de colonne « ") + title + " »",
                                        std::string("the gazetteer has no column \"") + title + "\""});
    }
    return index;
}

int year_of(const Layer& table, const LayerRow& row, std::size_t column, int otherwise) {
    const std::string& text = row.cells[column];
    const std::optional<std::int64_t> year = parse_integer(text);
    if (!text.empty() && (!year || *year < 1900 || *year > 9999)) {
        throw InputError({table.path, "", row.number}, {"année illisible : " + text, "unreadable year: " + text});
    }
    return text.empty() ? otherwise : static_cast<int>(*year);
}

/// Of a row of cog.csv, where each has one.
int own_year(const Layer& table, const LayerRow& row, std::size_t column) {
    if (row.cells[column].empty()) {
        throw InputError({table.path, "", row.number}, {"année manquante", "missing year"});
    }
    return year_of(table, row, column, 0);
}

int last_year(const Layer& table) {
    const std::size_t column = column_of(table, "annee");
    int last = 0;
    for (const LayerRow& row : table.rows) {
        last = std::max(last, own_year(table, row, column));
    }
    if (last == 0) {
        throw InputError({table.path}, {"le référentiel n'a aucune année", "the gazetteer has no year"});
    }
    return last;
}

std::set<std::string> codes_of(Inputs& inputs, const std::string& path) {
    std::set<std::string> codes;
    if (std::filesystem::exists(path)) {
        const Layer table = read_own_table(inputs, path);
        const std::size_t code = column_of(table, "code");
        for (const LayerRow& row : table.rows) {
            codes.insert(row.cells[code]);
        }
    }
    return codes;
}

std::vector<int> years_of(const Layer& table, const char* level) {
    const std::size_t year = column_of(table, "annee");
    const std::size_t count = column_of(table, level);
    std::vector<int> years;
    for (const LayerRow& row : table.rows) {
        if (!row.cells[count].empty()) {
            years.push_back(own_year(table, row, year));
        }
    }
    std::sort(years.begin(), years.end());
    return years;
}

template <typename Names>
std::set<std::string> keys(const Names& names) {
    std::set<std::string> all;
    for (const auto& [code, name] : names) {
        all.insert(code);
    }
    return all;
}

}  // namespace

void read_vintages(Inputs& inputs, const std::string& folder, const std::set<std::string>& former) {
    Gazetteer& gazetteer = inputs.gazetteer;
    gazetteer.vintage = std::filesystem::path(folder).filename().string();
    if (!std::filesystem::exists(folder + "/cog.csv")) {
        return;
    }
    const Layer counts = read_own_table(inputs, folder + "/cog.csv");
    const Layer stays = read_own_table(inputs, folder + "/millesimes.csv");
    std::set<std::string> communes;
    for (const Commune& commune : gazetteer.communes) {
        communes.insert(commune.code);
    }
    const std::vector<Known> levels{{Level::commune, "commune", std::move(communes)},
                                    {Level::epci, "epci", keys(gazetteer.epci_names)},
                                    {Level::arrondissement, "arrondissement", codes_of(inputs, folder + "/arrondissements.csv")}};
    const std::size_t level_column = column_of(stays, "niveau");
    const std::size_t code_column = column_of(stays, "code");
    const std::size_t from = column_of(stays, "depuis");
    const std::size_t to = column_of(stays, "jusqu_a");
    for (const Known& known : levels) {
        std::vector<int> years = years_of(counts, known.title);
        if (years.empty()) {
            continue;
        }
        if (known.level == Level::commune) {
            years.insert(years.begin(), years.front() - 1);
        }
        CodeYears codes(years, known.level == Level::commune);
        for (const LayerRow& row : stays.rows) {
            if (row.cells[level_column] == known.title) {
                codes.add(row.cells[code_column], year_of(stays, row, from, before_all), year_of(stays, row, to, after_all));
            }
        }
        for (const std::string& code : known.today) {
            if (!codes.known(code)) {
                codes.add(code, before_all, after_all);
            }
        }
        if (known.level == Level::commune) {
            for (const std::string& code : former) {
                if (!codes.known(code)) {
                    codes.add(code, before_all, years.front());
                }
            }
        }
        gazetteer.years[known.level] = std::move(codes);
    }
    const int last = last_year(counts);
    gazetteer.vintage = "COG " + std::to_string(last);
    gazetteer.year = last;
    for (const auto& [level, today] : {std::pair{Level::departement, keys(gazetteer.departement_names)},
                                       std::pair{Level::region, keys(gazetteer.region_names)}}) {
        CodeYears codes({last});
        for (const std::string& code : today) {
            codes.add(code, before_all, after_all);
        }
        gazetteer.years[level] = std::move(codes);
    }
}

}  // namespace maillage::stages
