#include <filesystem>

#include "stages/fields.hpp"
#include "stages/read.hpp"

namespace maillage::stages {

void read_credits(Inputs& inputs, const Study& study, const std::string& assets) {
    const std::string folder = study.gazetteer.empty() ? assets + "/france" : study.gazetteer;
    if (!std::filesystem::exists(folder + "/sources.csv")) {
        return;
    }
    const Layer table = read_own_table(inputs, folder + "/sources.csv");
    const auto column = [&](const char* title) { return Field(table.column(title)); };
    const Field file = column("fichier");
    const Field source = column("source");
    const Field licence = column("licence");
    for (const LayerRow& row : table.rows) {
        Layer credited;
        credited.path = folder + "/" + file.of(row);
        if (has_source(inputs.sources, credited.path)) {
            credit(inputs, credited, {source.of(row), licence.of(row)});
        }
    }
}

}  // namespace maillage::stages
