// read: from files to nouns. Nothing is judged here but what makes a row unreadable.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/facility.hpp"
#include "model/finding.hpp"
#include "model/gazetteer.hpp"
#include "model/layer.hpp"
#include "model/study.hpp"
#include "model/territory.hpp"

namespace maillage::stages {

/// A composition table as written: each row's key (commune or EPCI) and territory code.
struct CompositionTable {
    struct Row {
        std::string key;
        std::string territory;
        std::size_t row = 0;
    };
    std::string path;
    std::vector<Row> rows;
};

/// The country as a whole, for what lies hors pays.
struct Nation {
    MultiPolygon outline;  ///< all its parts, valid
    bool approximate = false;
};

/// All inputs of a run, as nouns.
struct Inputs {
    std::string pays_path;  ///< as the user named it, for findings
    std::string ptce_path;
    std::vector<Territory> territories;  ///< in the source's order; outlines as read, not yet validated
    int territories_read = 0;
    int territories_rejected = 0;
    FacilityList facilities;  ///< every row read
    Gazetteer gazetteer;
    std::vector<DemandPoint> demand;  ///< by code
    std::string population_source;
    std::optional<Nation> nation;
    std::optional<CompositionTable> composition;
    std::vector<Finding> findings;
    std::vector<SourceFile> sources;
};

/// Reads what `study` names. `assets` is the folder the tool brings: its france/ holds the default gazetteer.
/// Throws InputError (and what io throws).
[[nodiscard]] Inputs read(const Study& study, const std::string& assets);

// its parts, one a file; each appends to inputs.findings and inputs.sources
[[nodiscard]] Layer read_table(Inputs& inputs, const std::string& named);
void read_gazetteer(Inputs& inputs, const Study& study, const std::string& assets);
void read_demand(Inputs& inputs, const Study& study);
void read_nation(Inputs& inputs, const Study& study, const std::string& assets);
void read_territories(Inputs& inputs, const Study& study);
void read_facilities(Inputs& inputs, const Study& study, const std::string& assets);
void read_composition(Inputs& inputs, const Study& study);

}  // namespace maillage::stages
