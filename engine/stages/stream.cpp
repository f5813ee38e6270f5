#include "stages/stream.hpp"

#include <algorithm>
#include <iterator>

#include "base/error.hpp"
#include "base/text.hpp"
#include "stages/coordinates.hpp"
#include "stages/fields.hpp"

namespace maillage::stages {

void choose_columns(io::PointSource& source, const std::string& lon, const std::string& lat) {
    const Layer& heading = source.heading();
    const Field lon_field = find_field(heading, lon, catalogue::Role::ptce_lon);
    const Field lat_field = find_field(heading, lat, catalogue::Role::ptce_lat);
    if (lon_field.found() && lat_field.found()) {
        source.use_columns(lon_field.index(), lat_field.index());
    } else if (!heading.has_geometry) {
        const std::string columns = join(heading.columns, ", ");
        throw InputError(
            {heading.path, heading.name},
            {"ni points, ni colonnes de longitude et latitude : nommer --points-lon et --points-lat ; colonnes : " + columns,
             "neither points, nor longitude and latitude columns: name --points-lon and --points-lat; columns: " + columns});
    }
}

StreamSystem system_of(const io::PointSource& source, const io::PointBatch* first, const std::string& given) {
    constexpr std::size_t enough = 1000;
    const Layer& heading = source.heading();
    if (first == nullptr || first->rows.empty()) {
        throw InputError({heading.path, heading.name}, {"la liste est vide", "the list is empty"});
    }
    Layer sample = heading;
    for (std::size_t i = 0; i < first->rows.size() && sample.rows.size() < enough; ++i) {
        if (first->faults[i] == Fault::none) {
            LayerRow row;
            row.number = first->rows[i];
            row.shape.kind = Shape::Kind::point;
            row.shape.point = first->points[i];
            sample.rows.push_back(std::move(row));
        }
    }
    const std::string asked = given.empty() && !heading.has_geometry ? "OGC:CRS84" : given;
    StreamSystem system{asked.empty() ? heading.crs : asked, {}};
    const std::vector<Finding> findings = to_lonlat(sample, asked, "--points-crs", Drawn::list);
    for (const Finding& finding : findings) {
        if (finding.code == FindingCode::coordinates_swapped) {
            throw InputError(
                {heading.path, heading.name},
                {"les axes des premiers points sont échangés (latitude avant longitude) : remettre la couche en ordre",
                 "the axes of the first points are swapped (latitude before longitude): put the layer in order"});
        }
    }
    std::copy_if(findings.begin(), findings.end(), std::back_inserter(system.findings), [](const Finding& finding) {
        return finding.code == FindingCode::coordinates_crs_given || finding.code == FindingCode::coordinates_datum_assumed ||
               finding.code == FindingCode::coordinates_height_ignored;
    });
    return system;
}

}  // namespace maillage::stages
