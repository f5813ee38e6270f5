// A facility: one row of the list, here a PTCE.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/geometry.hpp"
#include "model/step.hpp"

namespace maillage {

/// Stages of a PTCE (design, section 1). `unknown`: the table of spellings does not hold the row's.
enum class Stage { actif, laureat, emergent, candidat, ferme, cite, unknown };

/// How exactly a row says where it is.
enum class Precision { adresse, commune, epci, territoire, departement, region, aucune };

/// Where each row of the list ends: exactly one, the first that applies (design, rule 1; `unknown_status` and `not_attested` are ours).
enum class Bucket { rejected, duplicate, excluded, unknown_status, not_attested, without_location, imprecise, outside, assigned };

struct Facility {
    std::string id;  ///< unique among rows that are not rejected or duplicates
    std::string name;
    std::optional<Point> point;   ///< the row's own, finite and in range
    std::string commune;          ///< INSEE code, "" when none
    std::string epci;             ///< SIREN, "" when none
    std::string departement;      ///< code
    std::string region;           ///< code
    std::string commune_name;     ///< as written
    std::string postal_code;      ///< as written
    std::string territory_name;   ///< the EPCI or pays it names, as written
    std::string area;             ///< its area of action, as written: codes of communes, EPCI or départements
    Precision precision = Precision::aucune;
    std::string status_text;
    Stage stage = Stage::actif;
    std::optional<int> year;
    std::optional<double> uncertainty_m;  ///< by how much its own point may be off, as the list states it
    std::size_t row = 0;  ///< as in Place::row
    std::vector<std::size_t> maybe_communes;     ///< of the gazetteer: those its commune's name or postal code may mean, where not one
    std::optional<std::size_t> named_territory;  ///< the territory that bears the name the row gives
    std::vector<Step> steps;                     ///< how what is written became a code
    bool added = false;  ///< by a what-if (Study::what_if): a row of another file than the list
    std::optional<Bucket> settled;  ///< rejected, duplicate: set by read and validate
    std::vector<std::string> source_cells;  ///< every cell of the row, by FacilityList::columns
};

struct FacilityList {
    std::vector<Facility> rows;
    std::vector<std::string> columns;  ///< titles of source_cells
    bool has_status = false;
};

}  // namespace maillage
