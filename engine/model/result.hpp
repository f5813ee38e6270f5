// All that a run found out; what formats turn into text.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/audit.hpp"
#include "model/composition.hpp"
#include "model/coverage.hpp"
#include "model/finding.hpp"
#include "model/gazetteer.hpp"
#include "model/layer.hpp"
#include "model/pace.hpp"
#include "model/placement.hpp"
#include "model/priority.hpp"
#include "model/reading.hpp"
#include "model/sensitivity.hpp"
#include "model/simplify.hpp"
#include "model/study.hpp"
#include "model/territory.hpp"

namespace maillage {

struct Result {
    Study study;  ///< resolved: nothing left to a default
    std::vector<Territory> territories;  ///< by code
    std::vector<bool> kept;              ///< by territory: within --region
    FacilityList facilities;             ///< every row read, in the source's order
    std::vector<Facility> as_read;       ///< by facility: before anything was made of it, without source_cells
    std::vector<Placement> placements;   ///< by facility
    std::optional<CompositionTable> composition;
    std::map<std::string, std::string> gazetteer_tables;  ///< file name -> CSV, as read
    Coverage coverage;
    std::vector<WhiteZone> white_zones;  ///< the most populous first
    Priorities priorities;
    std::optional<Pace> pace;            ///< where there is a year of reference
    std::optional<Sensitivity> sensitivity;  ///< where the list or the study states how far points may be off
    Audit audit;                         ///< of what touches a kept territory
    std::vector<Finding> findings;       ///< sorted by code, file, row, subject
    std::vector<SourceFile> sources;
    std::vector<Credit> credits;         ///< of the inputs, each once, in the order read
    std::vector<Reading> readings;       ///< what was made of each input the user named
    std::vector<std::pair<std::string, std::string>> versions;  ///< name, release
    std::string population_source;       ///< of what vintage the population is
    std::vector<DemandPoint> demand;     ///< where people live, by code
    std::vector<std::string> demand_pays;  ///< by demand point: code of its pays, "" when in none or not known
    std::map<std::string, std::string> departement_names;
    std::map<std::string, std::string> region_names;
    std::vector<MultiPolygon> drawn;     ///< by territory: its outline as published; empty where not kept, and before stages/draw
    std::vector<MultiPolygon> drawn_zones;    ///< by white zone: its outline as published
    std::vector<MultiPolygon> drawn_defects;  ///< by defect of the audit: its shape as published; empty where nothing is left of it
    std::optional<Simplification> simplification;  ///< of what was drawn, where it was asked for
    MultiPolygon nation;                 ///< outline of the country, where one was read; its parts may touch
    std::string pays_path;               ///< as the user named them
    std::string ptce_path;
};

}  // namespace maillage
