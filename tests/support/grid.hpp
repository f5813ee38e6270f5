// Maps drawn in letters, so that a test shows its case.
//
//   Grid({"AAB",     a capital: one cell of that territory
//         "Ab.",     a small letter: the same, with a facility in the middle of the cell
//         "C *"})    '.' land of no territory; '*' the same with a facility; ' ' sea
//
// The first line is the north. A cell is 0.125° wide and high, so that corners and centres are exact in binary and in six decimals.
// Each cell but the sea is a commune of 100 people with its point in the middle; commune(1, 2) is "01102": département 01, line 1,
// column 02. Facilities are named after their letter: "b", then "b2"; '*' gives "x", "x2".
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "model/facility.hpp"
#include "model/geometry.hpp"
#include "model/territory.hpp"
#include "stages/read.hpp"

namespace maillage::test {

class Grid {
public:
    static constexpr double cell = 0.125;
    static constexpr int people = 100;

    explicit Grid(std::vector<std::string> lines, Point north_west = {2, 48});

    /// A digit per cell: '3' is département "03". Those up to 04 make région "10" (Nord), the others "20" (Sud). Without: all "01".
    Grid& departements(std::vector<std::string> lines);
    /// A digit per cell: '3' is the EPCI "200000003"; anything else none.
    Grid& epcis(std::vector<std::string> lines);

    [[nodiscard]] Point centre(std::size_t line, std::size_t column) const;
    /// North-west corner of a cell.
    [[nodiscard]] Point corner(std::size_t line, std::size_t column) const;
    [[nodiscard]] std::string commune(std::size_t line, std::size_t column) const;

    /// One a letter, by code: code "A", name "Pays A".
    [[nodiscard]] std::vector<Territory> territories() const;
    [[nodiscard]] std::vector<Facility> facilities() const;
    [[nodiscard]] std::vector<Commune> communes() const;
    /// Which commune is in which territory, as drawn.
    [[nodiscard]] stages::CompositionTable composition() const;
    /// What `read` would have made of files that say the same; without a composition.
    [[nodiscard]] stages::Inputs inputs() const;

private:
    [[nodiscard]] char letter(std::size_t line, std::size_t column) const { return m_lines[line][column]; }
    [[nodiscard]] MultiPolygon square(std::size_t line, std::size_t column) const;

    std::vector<std::string> m_lines;
    Point m_north_west;
    std::vector<std::string> m_departements;
    std::vector<std::string> m_epcis;
};

// rows of a list, an actif each
[[nodiscard]] Facility at(const std::string& id, Point point);
[[nodiscard]] Facility in_commune(const std::string& id, const std::string& code);
[[nodiscard]] Facility in_epci(const std::string& id, const std::string& siren);
[[nodiscard]] Facility in_departement(const std::string& id, const std::string& code);
[[nodiscard]] Facility in_region(const std::string& id, const std::string& code);
[[nodiscard]] Facility with_stage(Facility facility, Stage stage);

/// Appends with the next row number.
void add(stages::Inputs& inputs, Facility facility);
[[nodiscard]] stages::CompositionTable composition(const std::vector<std::pair<std::string, std::string>>& rows);
[[nodiscard]] DemandPoint& demand(stages::Inputs& inputs, const std::string& code);

}  // namespace maillage::test
