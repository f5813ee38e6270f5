// composition: what a table says that lists communes, or EPCI, by territory. For run and compose alike.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "model/gazetteer.hpp"
#include "model/layer.hpp"
#include "stages/read.hpp"

namespace maillage::stages {

/// The rows that have a key, with or without a territory; malformed ones are left out, and those of a territory without a key are told.
/// `key` "" stands for CODGEO.
/// Throws InputError when a column is not there: it names the option and suggests one.
[[nodiscard]] CompositionTable composition_table(const Layer& table, const std::string& key, const std::string& by);

/// Is the key a SIREN, an EPCI's, rather than a commune code?
[[nodiscard]] bool is_siren(const std::string& key);

/// The communes a key stands for: those of the EPCI in the gazetteer (none where it does not know it), or the commune itself.
[[nodiscard]] std::vector<std::string> commune_codes(const std::string& key, const Gazetteer& gazetteer);

/// The listed codes of the year `year` that `code`, of any of the years `of`, stands for: those its passages lead to, else those of
/// the commune it is part of today. In the oldest year, also the codes that its communes had taken in by then.
struct Listed {
    std::set<std::string> codes;
    bool some_not = false;  ///< it may stand for a code that is not listed, too
};
[[nodiscard]] Listed listed_codes(const std::string& code, Years of, int year, const Gazetteer& gazetteer,
                                                    const std::function<bool(const std::string&)>& is_listed);

/// The listed codes that tell where the commune of `code` is, first that tells: the code itself; of each commune it has
/// become, its code, else its former codes. Empty when none is listed.
[[nodiscard]] std::vector<std::string> telling_codes(const std::string& code, const Gazetteer& gazetteer,
                                                     const std::function<bool(const std::string&)>& is_listed);

}  // namespace maillage::stages
