#include "stages/coordinates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "base/error.hpp"
#include "base/number.hpp"
#include "base/text.hpp"
#include "geo/crs.hpp"
#include "geo/projection.hpp"

namespace maillage::stages {

namespace {

using geo::LikelyCrs;
using Parameters = std::vector<std::pair<std::string, std::string>>;

/// A first drawn position of the row, as its source wrote it.
Point first_position(const Shape& shape) {
    if (!shape.polygons.empty() && !shape.polygons.front().shell.empty()) {
        return shape.polygons.front().shell.front();
    }
    return !shape.lines.empty() && !shape.lines.front().empty() ? shape.lines.front().front() : shape.point;
}

/// Degrees to six decimals, metres to two.
std::string written(double value) { return fixed(value, value > -1000 && value < 1000 ? 6 : 2); }

/// A code as it is, a definition by its name.
std::string label(const std::string& crs, const geo::CrsFacts& facts) {
    return crs.find('[') == std::string::npos ? crs : facts.name;
}

/// The likely systems worth naming: those of one land in degrees only where EPSG:4326 is not among them.
std::vector<std::string> codes(std::vector<LikelyCrs> likely) {
    constexpr std::size_t most = 4;
    if (std::any_of(likely.begin(), likely.end(), [](const LikelyCrs& one) { return one.lonlat && one.everywhere; })) {
        std::erase_if(likely, [](const LikelyCrs& one) { return one.lonlat && !one.everywhere; });
    }
    std::vector<std::string> codes;
    for (std::size_t i = 0; i < likely.size() && i < most; ++i) {
        codes.push_back(likely[i].code);
    }
    return codes;
}

/// " ; probablement EPSG:5490 ou EPSG:4559 : --pays-crs EPSG:5490"; where nothing is likely, how to say which it is.
Said remedy(const std::vector<std::string>& likely, std::string_view option) {
    const std::string example = likely.empty() ? "EPSG:2154" : likely.front();
    const std::string how_fr = option.empty() ? "l'écrire dans le fichier" : fmt::format("le donner avec {} {}", option, example);
    const std::string how_en = option.empty() ? "write it in the file" : fmt::format("give it with {} {}", option, example);
    if (likely.empty()) {
        return {fmt::format(" ; aucun système en usage en France ne convient : chercher le bon, puis {}{}", how_fr, option.empty() ? "" : " (par exemple)"),
                fmt::format("; no system in use in France fits: find the right one, then {}{}", how_en, option.empty() ? "" : " (for example)")};
    }
    return {fmt::format(" ; probablement {} : {}", join(likely, " ou "), how_fr), fmt::format("; probably {}: {}", join(likely, " or "), how_en)};
}

/// One layer on its way.
class Reading {
public:
    Reading(Layer& layer, std::string_view option, Drawn drawn) : m_layer(layer), m_option(option), m_drawn(drawn) {}

    std::vector<Finding> run(const std::string& given) {
        choose(given);
        understand();
        const bool may_swap = m_layer.has_geometry;
        const bool lonlat = geo::is_lonlat(m_layer.crs);
        const geo::Placed placed = geo::to_lonlat(m_layer, may_swap ? geo::Axes::may_be_swapped : geo::Axes::as_written);
        judge(placed, lonlat);
        return std::move(m_findings);
    }

private:
    void choose(const std::string& given) {
        if (!given.empty()) {
            if (!m_layer.crs.empty() && !geo::is_same_crs(m_layer.crs, given)) {
                note(FindingCode::coordinates_crs_given, 0, {{"stated", label(m_layer.crs, geo::facts(m_layer.crs))}, {"given", given}});
            }
            m_layer.crs = given;
        }
        if (m_layer.crs.empty()) {
            refuse(0, {"la couche ne dit pas son système de coordonnées", "the layer states no coordinate reference system"},
                   codes(geo::likely_crs(m_layer)));
        }
    }

    void understand() {
        m_facts = geo::facts(m_layer.crs);
        m_label = label(m_layer.crs, m_facts);
        if (m_facts.kind == geo::CrsKind::compound && !m_facts.horizontal.empty()) {
            m_layer.crs = m_facts.horizontal;
            m_facts = geo::facts(m_layer.crs);
            note(FindingCode::coordinates_height_ignored, 0, {{"crs", m_label}, {"plan", m_facts.name}});
        }
        if (m_facts.kind == geo::CrsKind::compound || m_facts.kind == geo::CrsKind::other) {
            refuse(0,
                   {fmt::format("{} n'est pas un système de carte (il est géocentrique, vertical ou local) : reprojeter la couche, par exemple en EPSG:2154", m_label),
                    fmt::format("{} is no system of a map (it is geocentric, vertical or local): reproject the layer, for example to EPSG:2154", m_label)});
        }
        if (m_facts.kind != geo::CrsKind::unknown && m_facts.datum == geo::DatumPath::none) {
            refuse(0,
                   {fmt::format("PROJ ne connaît aucun passage de {} à WGS 84 ; prendre l'un pour l'autre décalerait tout, parfois de centaines de mètres", m_label),
                    fmt::format("PROJ knows no way from {} to WGS 84; to take one for the other would shift everything, perhaps by hundreds of metres", m_label)},
                   codes(geo::likely_crs(m_layer)));
        }
        if (m_facts.datum == geo::DatumPath::alike) {
            note(FindingCode::coordinates_datum_assumed, 0, {{"crs", m_label}});
        }
    }

    void judge(const geo::Placed& placed, bool lonlat) {
        if (placed.swapped) {
            note(FindingCode::coordinates_swapped, 0, {{"count", fmt::format("{}", placed.judged)}});
        }
        if (!placed.outside.empty()) {
            tell_outside(placed, lonlat);
        }
        const auto tell = [&](FindingCode code, const std::vector<std::size_t>& rows, Parameters parameters) {
            if (!rows.empty()) {
                parameters.insert(parameters.begin(), {{"count", fmt::format("{}", rows.size())}, {"first", row_number(rows.front())}, {"crs", m_label}});
                note(code, 0, std::move(parameters));
            }
        };
        tell(FindingCode::coordinates_partly_outside, placed.partly, {});
        if (!m_facts.area) {
            tell(FindingCode::coordinates_unchecked, placed.abroad, {});
        } else if (m_drawn == Drawn::layer && placed.abroad.size() + placed.outside.size() < placed.judged) {
            tell(FindingCode::coordinates_abroad, placed.abroad, {});
        }
        tell_beyond(placed, tell);
    }

    /// Rows on a French land where the layer's system is not for. When that is all of them, another system may be the true one.
    template <typename Tell>
    void tell_beyond(const geo::Placed& placed, const Tell& tell) {
        std::vector<std::string> local;
        if (!placed.beyond.empty() && placed.beyond.size() == placed.judged && m_facts.kind == geo::CrsKind::geographic) {
            for (const LikelyCrs& one : geo::likely_crs(m_layer)) {
                if (one.lonlat && !one.everywhere) {
                    local.push_back(one.code);
                }
            }
        }
        if (local.empty()) {
            tell(FindingCode::coordinates_beyond_area, placed.beyond, {});
        } else {
            tell(FindingCode::coordinates_other_land, placed.beyond, {{"likely", local.front()}});
        }
    }

    void tell_outside(const geo::Placed& placed, bool lonlat) {
        const std::size_t first = placed.outside.front();
        const bool all = placed.outside.size() == placed.judged;
        const std::vector<std::string> likely = all ? codes(geo::likely_crs(m_layer)) : std::vector<std::string>();
        if (all && !(m_drawn == Drawn::list && likely.empty())) {
            const Point at = first_position(m_layer.rows[first].shape);
            const bool no_degrees = lonlat && !geo::Area{}.contains(at, 0);
            const Said what = no_degrees ? Said{fmt::format("la couche est en degrés ({}), mais ses coordonnées n'en sont pas", m_label),
                                                fmt::format("the layer is in degrees ({}), but its coordinates are none", m_label)}
                                         : Said{fmt::format("aucune ligne n'est là où {} s'emploie", m_label),
                                                fmt::format("no row lies where {} is used", m_label)};
            const std::string where = fmt::format("({} ; {})", written(at.lon), written(at.lat));
            refuse(m_layer.rows[first].number, {what.fr + " : " + where, what.en + ": " + where}, likely);
        }
        for (const std::size_t index : placed.outside) {
            LayerRow& row = m_layer.rows[index];
            const Point at = first_position(row.shape);
            if (m_drawn == Drawn::list && lonlat && !geo::Area{}.contains(at, 0)) {
                row.shape.outside = false;
                continue;
            }
            note(FindingCode::coordinates_outside, row.number, {{"x", written(at.lon)}, {"y", written(at.lat)}, {"crs", m_label}});
        }
    }

    [[nodiscard]] std::string row_number(std::size_t index) const { return fmt::format("{}", m_layer.rows[index].number); }

    void note(FindingCode code, std::size_t row, Parameters parameters) {
        m_findings.push_back({code, "", m_layer.path, row, std::move(parameters), std::nullopt});
    }

    [[noreturn]] void refuse(std::size_t row, const Said& what) const { throw InputError({m_layer.path, m_layer.name, row}, what); }

    [[noreturn]] void refuse(std::size_t row, const Said& what, const std::vector<std::string>& likely) const {
        const Said how = remedy(likely, m_option);
        refuse(row, Said{what.fr + how.fr, what.en + how.en});
    }

    Layer& m_layer;
    std::string_view m_option;
    Drawn m_drawn;
    geo::CrsFacts m_facts;
    std::string m_label;
    std::vector<Finding> m_findings;
};

}  // namespace

std::vector<Finding> to_lonlat(Layer& layer, const std::string& given, std::string_view option, Drawn drawn) {
    return Reading(layer, option, drawn).run(given);
}

void name_subjects(std::vector<Finding>& findings, const Layer& layer, std::size_t column) {
    std::unordered_map<std::size_t, const LayerRow*> outside;
    for (const LayerRow& row : layer.rows) {
        if (row.shape.outside) {
            outside.emplace(row.number, &row);
        }
    }
    for (Finding& finding : findings) {
        const auto found = outside.find(finding.row);
        if (finding.code == FindingCode::coordinates_outside && found != outside.end() && column < found->second->cells.size()) {
            finding.subject = found->second->cells[column];
        }
    }
}

}  // namespace maillage::stages
