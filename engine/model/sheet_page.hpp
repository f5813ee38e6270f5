// A page of a workbook about to be written.
#pragma once

#include <string>
#include <vector>

#include "model/feature.hpp"

namespace maillage {

inline constexpr int plain_number = -1;

struct SheetPage {
    std::string name;                 ///< at most 31 characters, none of []:*?/\ (ECMA-376)
    std::vector<std::string> titles;  ///< of the columns; none for a page of text
    std::vector<int> decimals;        ///< by column, of its numbers; plain_number for one that is no quantity (a year, a rank)
    std::vector<double> widths;       ///< by column, in characters
    std::vector<std::vector<Value>> rows;
};

}  // namespace maillage
