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
    no_break_spaces,
    title_rows_skipped,
    merged_cells,
    codes_as_numbers,
    formula_without_value,
    index_rebuilt,
    network_link_not_followed,
    // territories
    territory_without_code,
    territory_without_name,
    territory_without_polygon,
    territory_repaired,
    territory_unrepairable,
    territory_repair_refused,
    territory_not_finite,
    territory_ring_closed,
    territory_ring_gap,
    territory_ring_open,
    territory_ring_dropped,
    territory_from_lines,
    territory_mixed_geometry,
    territory_curve,
    territory_height_ignored,
    territory_repeated_positions,
    territory_tiny_part,
    territory_spike,
    territory_duplicate,
    territory_same_code,
    territory_outline_approximate,
    territory_without_commune,
    territory_value_unreadable,
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
    composition_outline_disagree,
    composition_lacks_commune,
    composition_lacks_communes,
    composition_key_without_outline,
    composition_without_outline,
    composition_unknown_epci,
    composition_point_without_frame,
    composition_borders_differ,
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
    facility_split_code,
    facility_name_unknown,
    facility_name_ambiguous,
    facility_name_elsewhere,
    facility_territory_unknown,
    facility_name_like,
    facility_place_contradiction,
    facility_unknown_area,
    facility_counted_by_seat,
    facility_unknown_status,
    facility_unknown_precision,
    facility_without_location,
    facility_code_point_disagree,
    facility_point_far,
    facility_without_position,
    facility_bad_year,
    facility_bad_uncertainty,
    facility_near_border,
    point_on_border,
    point_in_overlap,
    commune_on_border,
    // coordinates
    coordinates_outside,
    coordinates_partly_outside,
    coordinates_beyond_area,
    coordinates_other_land,
    coordinates_unchecked,
    coordinates_abroad,
    coordinates_swapped,
    coordinates_crs_given,
    coordinates_datum_assumed,
    coordinates_height_ignored,
    // the list and the figures
    list_partial,
    list_partial_region,
    list_without_status,
    population_incomplete,
    communes_without_point,
    communes_not_listed,
    row_without_code,
    commune_repeated,
    population_unreadable,
    // codes and their year
    vintage_inferred,
    list_vintage_inferred,
    code_not_of_vintage,
    code_unknown,
    codes_missing,
    // rows given again, corrected
    correction_applied,
    correction_stale,
    correction_without_row,
};

enum class Severity { info, warning, error };

struct Finding {
    FindingCode code{};
    std::string subject;  ///< code of the pays or id of the facility; "" for a whole file
    std::string path;
    std::size_t row = 0;  ///< as in Place::row
    std::vector<std::pair<std::string, std::string>> parameters;  ///< names as in the catalogue's sentence
    std::optional<Point> point;                                   ///< where on the map, if it has a place
    std::optional<Point> to{};                                    ///< the other place, where it is about two; drawn as a line
};

}  // namespace maillage
