#include "stages/audit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/number.hpp"
#include "base/text.hpp"
#include "geo/coverage_audit.hpp"
#include "geo/geodesic.hpp"

namespace maillage::stages {

namespace {

using Parameters = std::vector<std::pair<std::string, std::string>>;

constexpr std::size_t named = 100;  ///< findings of a kind
constexpr double square_metres_per_hectare = 1e4;
constexpr double square_metres_per_km2 = 1e6;

std::string hectares(double area_m2) { return fixed(area_m2 / square_metres_per_hectare, 4); }
std::string count_of(std::size_t count) { return fmt::format("{}", count); }

class Notes {
public:
    explicit Notes(Inputs& inputs) : m_inputs(inputs) {}

    [[nodiscard]] const std::string& code(std::size_t territory) const { return m_inputs.territories[territory].code; }
    [[nodiscard]] std::string codes(const std::vector<std::size_t>& territories) const {
        std::vector<std::string> all;
        for (const std::size_t one : territories) {
            all.push_back(code(one));
        }
        return join(all, ", ");
    }
    void add(FindingCode finding, std::size_t territory, Parameters parameters, std::optional<Point> point) {
        const Territory& subject = m_inputs.territories[territory];
        m_inputs.findings.push_back({finding, subject.code, m_inputs.pays_path, subject.row, std::move(parameters), point});
    }
    void add(FindingCode finding, Parameters parameters) {
        m_inputs.findings.push_back({finding, "", m_inputs.pays_path, 0, std::move(parameters), std::nullopt});
    }

private:
    Inputs& m_inputs;
};

void note_defect(Notes& notes, const OutlineDefect& defect) {
    const std::size_t first = defect.territories.front();
    switch (defect.kind) {
        case DefectKind::overlap:
            notes.add(FindingCode::territory_overlap, first,
                      {{"first", notes.code(first)},
                       {"second", notes.code(defect.territories.back())},
                       {"area_ha", hectares(defect.area_m2)},
                       {"width_m", fixed(defect.width_m, 1)}},
                      defect.place);
            return;
        case DefectKind::sliver:
            notes.add(FindingCode::territory_sliver, first,
                      {{"area_ha", hectares(defect.area_m2)}, {"width_m", fixed(defect.width_m, 1)}, {"territories", notes.codes(defect.territories)}},
                      defect.place);
            return;
        case DefectKind::empty:
            notes.add(FindingCode::territory_void, first,
                      {{"area_km2", fixed(defect.area_m2 / square_metres_per_km2, 3)}, {"territories", notes.codes(defect.territories)}},
                      defect.place);
            return;
    }
}

/// Counts by kind.
using Counts3 = std::array<std::size_t, 3>;
std::size_t& of_kind(Counts3& counts, DefectKind kind) { return counts[static_cast<std::size_t>(kind)]; }

void note_defects(Notes& notes, const std::vector<OutlineDefect>& defects) {
    Counts3 faint{};
    double faint_m2 = 0;
    std::vector<const OutlineDefect*> order;
    for (const OutlineDefect& defect : defects) {
        if (defect.width_m < faint_defect_m) {
            ++of_kind(faint, defect.kind);
            faint_m2 += defect.area_m2;
        } else {
            order.push_back(&defect);
        }
    }
    std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return a->area_m2 > b->area_m2; });
    Counts3 counts{};
    Counts3 more{};
    for (const OutlineDefect* const defect : order) {
        if (++of_kind(counts, defect->kind) <= named) {
            note_defect(notes, *defect);
        } else {
            ++of_kind(more, defect->kind);
        }
    }
    if (faint != Counts3{}) {
        notes.add(FindingCode::territory_faint_defects, {{"overlaps", count_of(of_kind(faint, DefectKind::overlap))},
                                                         {"slivers", count_of(of_kind(faint, DefectKind::sliver))},
                                                         {"width_m", fixed(faint_defect_m, 0)},
                                                         {"area_ha", hectares(faint_m2)}});
    }
    if (more != Counts3{}) {
        notes.add(FindingCode::territory_more_defects, {{"overlaps", count_of(of_kind(more, DefectKind::overlap))},
                                                        {"slivers", count_of(of_kind(more, DefectKind::sliver))},
                                                        {"voids", count_of(of_kind(more, DefectKind::empty))}});
    }
}

void note_borders(Notes& notes, const std::vector<Border>& borders) {
    const Border* longest = nullptr;
    std::size_t pairs = 0;
    double length_km = 0;
    for (const Border& border : borders) {
        if (border.differing_km > 0) {
            ++pairs;
            length_km += border.differing_km;
            longest = longest == nullptr || border.differing_km > longest->differing_km ? &border : longest;
        }
    }
    if (longest != nullptr) {
        notes.add(FindingCode::territory_borders_differ, {{"pairs", count_of(pairs)},
                                                          {"length_km", fixed(length_km, 3)},
                                                          {"first", notes.code(longest->first)},
                                                          {"second", notes.code(longest->second)}});
    }
}

void note_parts(Notes& notes, const Audit& audit) {
    for (const auto& [inside, around] : enclaves_of(audit)) {
        const auto hole = std::find_if(audit.holes.begin(), audit.holes.end(), [&, one = inside, other = around](const Hole& hole_of) {
            return hole_of.territory == other && std::find(hole_of.inside.begin(), hole_of.inside.end(), one) != hole_of.inside.end();
        });
        notes.add(FindingCode::territory_enclave, inside, {{"code", notes.code(inside)}, {"around", notes.code(around)}}, hole->place);
    }
    for (const Multipart& one : audit.multipart) {
        if (!one.exclaves.empty()) {
            notes.add(FindingCode::territory_exclave, one.territory,
                      {{"code", notes.code(one.territory)}, {"parts", count_of(one.parts)}, {"exclaves", count_of(one.exclaves.size())}},
                      one.exclaves.front().place);
        }
    }
}

/// Islands that stand on a larger piece of land, of no territory around them, are exclaves.
void settle_islands(std::vector<Multipart>& multipart, const Nation& nation) {
    std::vector<MultiPolygon> lands;
    for (const Polygon& part : nation.outline) {
        lands.push_back({part});
    }
    std::vector<const MultiPolygon*> pointers;
    for (const MultiPolygon& land : lands) {
        pointers.push_back(&land);
    }
    const geo::PointLocator locator(pointers);
    const auto stands_alone = [&](const Multipart::Part& part) {
        constexpr double larger = 2;  // times: two drawings of one island differ less
        const std::vector<std::size_t> holders = locator.locate(part.place).holders;
        return std::none_of(holders.begin(), holders.end(), [&](std::size_t land) {
            return geo::area_km2(lands[land]) * square_metres_per_km2 > larger * part.area_m2;
        });
    };
    for (Multipart& one : multipart) {
        const auto exclaves = std::stable_partition(one.islands.begin(), one.islands.end(), stands_alone);
        one.exclaves.insert(one.exclaves.end(), exclaves, one.islands.end());
        one.islands.erase(exclaves, one.islands.end());
        std::sort(one.exclaves.begin(), one.exclaves.end(), [](const Multipart::Part& a, const Multipart::Part& b) {
            return std::pair(a.place.lon, a.place.lat) < std::pair(b.place.lon, b.place.lat);
        });
    }
}

void keep(Audit& audit, const std::vector<bool>& kept) {
    std::erase_if(audit.defects, [&](const OutlineDefect& defect) {
        return std::none_of(defect.territories.begin(), defect.territories.end(), [&](std::size_t one) { return kept[one]; });
    });
    std::erase_if(audit.borders, [&](const Border& border) { return !kept[border.first] && !kept[border.second]; });
    for (Hole& hole : audit.holes) {
        if (!kept[hole.territory]) {
            std::erase_if(hole.inside, [&](std::size_t one) { return !kept[one]; });
        }
    }
    std::erase_if(audit.holes, [&](const Hole& hole) { return !kept[hole.territory] && hole.inside.empty(); });
    std::erase_if(audit.multipart, [&](const Multipart& one) { return !kept[one.territory]; });
}

}  // namespace

Audit audit(Inputs& inputs, const geo::PointLocator& locator, const std::vector<bool>& kept) {
    std::vector<const MultiPolygon*> outlines;
    outlines.reserve(inputs.territories.size());
    for (const Territory& territory : inputs.territories) {
        outlines.push_back(&territory.outline);
    }
    Audit result = geo::audit_coverage(outlines, locator);
    if (inputs.nation && !inputs.nation->approximate) {
        settle_islands(result.multipart, *inputs.nation);
    }
    keep(result, kept);
    Notes notes(inputs);
    note_defects(notes, result.defects);
    note_borders(notes, result.borders);
    note_parts(notes, result);
    return result;
}

}  // namespace maillage::stages
