// Which communes make up which territory. The list defines the territory, its outline only draws it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/finding.hpp"

namespace maillage {

/// A composition table as written: each row's key (commune or EPCI) and territory code.
struct CompositionTable {
    struct Row {
        std::string key;
        std::string territory;
        std::size_t row = 0;
    };
    std::string path;
    std::vector<Row> rows;
    std::vector<std::string> outside;  ///< keys that rows list without a territory: hors pays, and said
    std::vector<Finding> findings;     ///< on rows that can't be among these
};

/// As the table says it: commune code -> indexes of territories (several where two territories share a source code).
struct Composition {
    std::unordered_map<std::string, std::vector<std::size_t>> territories;
    std::vector<std::vector<std::string>> listed;  ///< by territory: the commune codes the table lists for it
};

/// What is known of one commune: the territories it may be in. `known` false: nothing tells.
struct Membership {
    std::vector<std::size_t> territories;  ///< ascending; empty and known = hors pays
    bool known = false;
    bool may_be_outside = false;  ///< several communes may be meant, and one of them is hors pays or not known to be in any
};

}  // namespace maillage
