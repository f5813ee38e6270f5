// What was made of an input, for a person to check before trusting figures.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "model/study.hpp"

namespace maillage {

/// Whose data inputs are.
struct Credit {
    Origin origin;
    std::vector<std::string> files;  ///< as lineage names them
};

struct Reading {
    std::string role;   ///< pays, ptce, composition, communes, population
    std::string path;   ///< as the user named it
    std::string layer;  ///< within the file; "" where a file is one layer
    std::size_t rows = 0;
    std::string crs;    ///< as stated or given; "" where nothing is drawn
    std::vector<std::pair<std::string, std::string>> fields;  ///< what is wanted ("code") -> the column it is read from
    std::vector<std::string> unused;                          ///< columns nothing is read from, in the layer's order
};

}  // namespace maillage
