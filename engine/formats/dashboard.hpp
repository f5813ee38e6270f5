// dashboard.html: the page template with a run's data in it.
#pragma once

#include <string>
#include <vector>

#include "formats/geojson.hpp"
#include "model/result.hpp"
#include "model/screen.hpp"

namespace maillage::formats {

/// Does the text have the template's slots, each once?
[[nodiscard]] bool is_dashboard_template(const std::string& page);

/// The template with its slots filled: language, title, the sentence for browsers without scripts, and the data, as JSON in which
/// no character means anything to HTML. `report` is report.json: the page shows its figures and makes none. Of findings of one kind the
/// first 20 are given, and their number. `ptce` are the features of that layer. Throws std::logic_error where a slot is missing.
[[nodiscard]] std::string dashboard(const std::string& page, const Result& result, const std::string& report, const std::vector<Feature>& ptce,
                                    const Screen& screen);

}  // namespace maillage::formats
