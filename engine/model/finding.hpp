// A defect or remark about the data: counted, published, never fatal. Words and severity are in model/catalogue.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/geometry.hpp"

namespace maillage {

enum class FindingCode {
    // how a file is written
    encoding_cp1252,
    separator_not_comma,
    decimal_comma,
    byte_order_mark,
    malformed_row,
    blank_row,
    // territories
    territory_without_code,
    territory_without_name,
    territory_without_polygon,
    territory_repaired,
    territory_unrepairable,
    territory_duplicate,
    territory_same_code,
    territory_outline_approximate,
    territory_without_commune,
    // outlines together
    territory_overlap,
    territory_sliver,
    territory_void,
    territory_faint_defects,
    territory_more_defects,
    territory_borders_differ,
    territory_enclave,
    territory_exclave,
    petr_several_pieces,
    petr_enclave,
    petr_shared_epci,
    // composition
    composition_unknown_territory,
    composition_unknown_commune,
    composition_conflict,
    composition_lacks_commune,
    composition_without_outline,
    // facilities
    facility_without_id,
    facility_without_name,
    facility_duplicate,
    facility_same_id,
    facility_same_place,
    facility_not_a_point,
    facility_bad_coordinates,
    facility_swapped_coordinates,
    facility_code_zero_restored,
    facility_unknown_code,
    facility_former_code,
    facility_unknown_status,
    facility_unknown_precision,
    facility_without_location,
    facility_code_point_disagree,
    facility_without_position,
    facility_bad_year,
    point_on_border,
    point_in_overlap,
    commune_on_border,
    // the list and the figures
    list_partial,
    list_without_status,
    population_incomplete,
    communes_without_point,
};

enum class Severity { info, warning, error };

struct Finding {
    FindingCode code{};
    std::string subject;  ///< code of the pays or id of the facility; "" for a whole file
    std::string path;
    std::size_t row = 0;  ///< as in Place::row
    std::vector<std::pair<std::string, std::string>> parameters;  ///< names as in the catalogue's sentence
    std::optional<Point> point;                                   ///< where on the map, if it has a place
};

}  // namespace maillage
