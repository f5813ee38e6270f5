#include <filesystem>

#include "base/text.hpp"
#include "geo/validity.hpp"
#include "stages/coordinates.hpp"
#include "stages/fields.hpp"
#include "stages/read.hpp"

namespace maillage::stages {

void read_nation(Inputs& inputs, const Study& study, const std::string& assets) {
    if (!study.region.empty()) {
        return;  // a région's own outline is not known
    }
    std::string named = study.national_outline;
    if (named.empty()) {
        named = (study.gazetteer.empty() ? assets + "/france" : study.gazetteer) + "/departements.geojson";
        if (!std::filesystem::exists(named)) {
            return;
        }
    }
    Layer layer = read_table(inputs, named);
    const std::vector<Finding> places = to_lonlat(layer, "", "");
    inputs.findings.insert(inputs.findings.end(), places.begin(), places.end());
    const Field outline = find_field(layer, "", catalogue::Role::pays_outline);
    inputs.nation.emplace();
    for (const LayerRow& row : layer.rows) {
        if (row.shape.outside) {
            continue;  // its finding stands
        }
        const MultiPolygon valid = geo::made_valid(row.shape.polygons);
        inputs.nation->approximate = inputs.nation->approximate || folded(outline.of(row)) == "approche";
        inputs.nation->outline.insert(inputs.nation->outline.end(), valid.begin(), valid.end());
    }
}

}  // namespace maillage::stages
