#include "stages/what_if.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"

namespace maillage::stages {

namespace {

/// Rows of `list` have the columns of `other` too, empty; returns where each of them is.
std::vector<std::size_t> widened(FacilityList& list, const std::vector<std::string>& other) {
    std::vector<std::size_t> places;
    for (const std::string& title : other) {
        const auto found = std::find(list.columns.begin(), list.columns.end(), title);
        places.push_back(static_cast<std::size_t>(found - list.columns.begin()));
        if (found == list.columns.end()) {
            list.columns.push_back(title);
        }
    }
    for (Facility& row : list.rows) {
        row.source_cells.resize(list.columns.size());
    }
    return places;
}

}  // namespace

void leave_out(Inputs& inputs, const std::vector<Facility>& published, const std::vector<std::string>& ids) {
    std::vector<std::string> known;
    for (const Facility& row : published) {
        known.push_back(row.id);
    }
    const std::set<std::string> out(ids.begin(), ids.end());
    for (const std::string& id : ids) {
        if (std::find(known.begin(), known.end(), id) == known.end()) {
            const std::optional<std::string> nearest = nearest_word(id, known);
            throw UsageError({inputs.ptce_path},
                             {fmt::format("--without {} : aucune ligne n'a cet identifiant{}", id, nearest ? fmt::format(" ; vouliez-vous dire « {} » ?", *nearest) : ""),
                              fmt::format("--without {}: no row has that id{}", id, nearest ? fmt::format("; did you mean \"{}\"?", *nearest) : "")});
        }
    }
    std::vector<Facility> kept;
    for (std::size_t i = 0; i < published.size(); ++i) {
        if (!out.contains(published[i].id)) {
            kept.push_back(std::move(inputs.facilities.rows[i]));
        }
    }
    inputs.facilities.rows = std::move(kept);
}

void add_rows(Inputs& inputs, const Study& study, const std::string& assets) {
    Inputs added = read_added(study, assets);
    std::map<std::string, std::size_t> rows;
    for (const Facility& row : inputs.facilities.rows) {
        rows.emplace(row.id, row.row);
    }
    const std::vector<std::size_t> places = widened(inputs.facilities, added.facilities.columns);
    for (Facility& row : added.facilities.rows) {
        if (const auto taken = rows.find(row.id); taken != rows.end()) {
            throw InputError({added.ptce_path, "", row.row},
                             {fmt::format("l'identifiant « {} » est déjà celui d'une ligne de la liste ({}, ligne {}) ; pour la remplacer : --without {}", row.id,
                                          inputs.ptce_path, taken->second, row.id),
                              fmt::format("the id \"{}\" is that of a row of the list already ({}, row {}); to replace it: --without {}", row.id,
                                          inputs.ptce_path, taken->second, row.id)});
        }
        std::vector<std::string> cells(inputs.facilities.columns.size());
        for (std::size_t i = 0; i < places.size() && i < row.source_cells.size(); ++i) {
            cells[places[i]] = std::move(row.source_cells[i]);
        }
        row.source_cells = std::move(cells);
        row.added = true;
        inputs.facilities.rows.push_back(std::move(row));
    }
    inputs.added_path = added.ptce_path;
    inputs.facilities.has_status = inputs.facilities.has_status || added.facilities.has_status;
    inputs.findings.insert(inputs.findings.end(), added.findings.begin(), added.findings.end());
    inputs.readings.insert(inputs.readings.end(), added.readings.begin(), added.readings.end());
    for (SourceFile& source : added.sources) {
        if (!has_source(inputs.sources, source.path)) {
            inputs.sources.push_back(std::move(source));
        }
    }
}

}  // namespace maillage::stages
