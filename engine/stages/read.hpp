// read: from files to nouns. Nothing is judged here but what makes a row unreadable.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "stages/corrections.hpp"
#include "model/composition.hpp"
#include "model/facility.hpp"
#include "model/finding.hpp"
#include "model/gazetteer.hpp"
#include "model/layer.hpp"
#include "model/reading.hpp"
#include "model/study.hpp"
#include "model/territory.hpp"

namespace maillage::stages {

using maillage::CompositionTable;

/// The country as a whole, for what lies hors pays.
struct Nation {
    MultiPolygon outline;  ///< all its parts, valid
    bool approximate = false;
};

/// All inputs of a run, as nouns.
struct Inputs {
    LayersInMemory in_memory;  ///< the study's
    std::string pays_path;  ///< as the user named it, for findings
    std::string ptce_path;
    std::string added_path;  ///< of the rows that a what-if adds (Facility::added)
    std::vector<Territory> territories;  ///< in the source's order; outlines as read, not yet validated
    int territories_read = 0;
    int territories_rejected = 0;
    FacilityList facilities;  ///< every row read
    std::vector<Facility> as_read;  ///< the same before validate, without source_cells; empty until then
    Gazetteer gazetteer;
    std::vector<DemandPoint> demand;  ///< by code
    std::string population_source;
    std::optional<Nation> nation;
    std::optional<CompositionTable> composition;
    std::vector<Finding> findings;
    std::vector<SourceFile> sources;
    std::vector<Credit> credits;
    std::vector<Reading> readings;
    Corrections corrections;
    std::optional<Years> list_years;      ///< of the list's commune codes; nothing: nothing tells
    std::optional<int> composition_year;  ///< of the composition's commune codes; nothing: it has none, or nothing tells
    std::map<std::string, std::string> gazetteer_tables;  ///< file name -> CSV, as read: all a gazetteer can hold, whether asked for or not
    std::set<std::string> layers_read;  ///< "path:layer": a layer read for two roles has its findings once
};

/// The file a row of the list is from, as the user named it.
[[nodiscard]] inline const std::string& list_path(const Inputs& inputs, const Facility& facility) {
    return facility.added ? inputs.added_path : inputs.ptce_path;
}

/// Reads what `study` names; no list where it names none. `assets` is the folder the tool brings: its france/ holds the default gazetteer.
/// Throws InputError (and what io throws).
[[nodiscard]] Inputs read(const Study& study, const std::string& assets);

// its parts, one a file; each appends to inputs.findings and inputs.sources
/// What the study names: a file, or a table of a database.
[[nodiscard]] Layer read_table(Inputs& inputs, const std::string& named);
/// A file of a folder that the study names.
[[nodiscard]] Layer read_file(Inputs& inputs, const std::string& path);
/// Of the files read, as sources.csv of the gazetteer's folder says, where there is one: fichier, source, licence. After all others.
void read_credits(Inputs& inputs, const Study& study, const std::string& assets);
/// Whose data `layer` is, for the manifest; nothing where it isn't said.
void credit(Inputs& inputs, const Layer& layer, const Origin& origin);
[[nodiscard]] bool has_source(const std::vector<SourceFile>& sources, const std::string& path);
/// `composition` is the layer that read_composition read: where it is the gazetteer's own communes, they are not read again.
void read_gazetteer(Inputs& inputs, const Study& study, const std::string& assets, const Layer& composition = {});
/// Which codes are those of which year: the folder's cog.csv and millesimes.csv, where it has them. After the communes.
/// `former`: codes of communes that had left before the first of those years.
void read_vintages(Inputs& inputs, const std::string& folder, const std::set<std::string>& former);
void read_demand(Inputs& inputs, const Study& study);
void read_nation(Inputs& inputs, const Study& study, const std::string& assets);
void read_territories(Inputs& inputs, const Study& study);
void read_facilities(Inputs& inputs, const Study& study, const std::string& assets);
/// A table of the gazetteer, kept as `inputs.gazetteer_tables` holds them: all its columns, or those named.
void keep_table(Inputs& inputs, const Layer& table, const std::vector<std::string>& columns = {});
/// No cell of it says anything.
[[nodiscard]] bool is_blank(const LayerRow& row);
/// Throws InputError where a row that is not blank is malformed: a gazetteer's tables are whole, for nothing they lack is told.
void check_whole(const Layer& table);
/// Without blank rows. Throws as check_whole.
[[nodiscard]] Layer read_own_table(Inputs& inputs, const std::string& path);
/// Returns the layer it read, an empty one where the study names none.
Layer read_composition(Inputs& inputs, const Study& study);

}  // namespace maillage::stages
