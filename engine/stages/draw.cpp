#include "stages/draw.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "base/error.hpp"
#include "geo/coverage_audit.hpp"
#include "geo/dissolve.hpp"
#include "geo/precision.hpp"
#include "geo/simplify.hpp"

namespace maillage::stages {

namespace {

/// Whole millimetres, never less.
double stated(double metres) { return std::ceil(metres * 1000) / 1000; }

std::vector<const MultiPolygon*> pointers_to(const std::vector<MultiPolygon>& outlines) {
    std::vector<const MultiPolygon*> pointers;
    for (const MultiPolygon& outline : outlines) {
        pointers.push_back(&outline);
    }
    return pointers;
}

/// The union of each white zone's drawn outlines, without the slivers between them.
std::vector<MultiPolygon> zone_outlines(const Result& result) {
    std::vector<const MultiPolygon*> members;
    std::vector<std::size_t> zone_of;
    for (std::size_t z = 0; z < result.white_zones.size(); ++z) {
        for (const std::size_t i : result.white_zones[z].territories) {
            members.push_back(&result.drawn[i]);
            zone_of.push_back(z);
        }
    }
    std::vector<MultiPolygon> outlines = geo::dissolve(members, zone_of, result.white_zones.size()).outlines;
    for (MultiPolygon& outline : outlines) {
        outline = geo::rounded(geo::without_slivers(std::move(outline), result.audit.tolerance_m));
    }
    return outlines;
}

}  // namespace

Drawing drawn(std::span<const MultiPolygon* const> outlines, const std::optional<Simplify>& asked) {
    std::vector<MultiPolygon> full = geo::rounded(outlines);
    if (!asked) {
        return {std::move(full), std::nullopt};
    }
    geo::Simplified simple = geo::simplified(pointers_to(full), *asked);
    Simplification& outcome = simple.outcome;
    if (asked->vertices && outcome.drawn > *asked->vertices) {
        const std::string budget = text_of(*asked);
        throw UsageError(
            {fmt::format("simplifier en {} : il faut au moins {} sommets pour garder tous les contours", budget, outcome.drawn),
             fmt::format("simplify to {}: at least {} vertices are needed to keep every outline", budget, outcome.drawn)});
    }
    outcome.tolerance_m = stated(outcome.tolerance_m);
    return {std::move(simple.outlines), outcome};
}

Result drawn(Result result) {
    std::vector<const MultiPolygon*> kept;
    for (std::size_t i = 0; i < result.territories.size(); ++i) {
        if (result.kept[i]) {
            kept.push_back(&result.territories[i].outline);
        }
    }
    Drawing all = drawn(kept, result.study.simplify);
    result.drawn.assign(result.territories.size(), {});
    for (std::size_t i = 0, next = 0; i < result.territories.size(); ++i) {
        if (result.kept[i]) {
            result.drawn[i] = std::move(all.outlines[next++]);
        }
    }
    result.simplification = all.simplification;
    result.drawn_zones = zone_outlines(result);
    constexpr double published_step_m = 0.1;  // of 6 decimals
    result.drawn_defects.clear();
    for (const OutlineDefect& defect : result.audit.defects) {
        result.drawn_defects.push_back(defect.width_m < published_step_m ? MultiPolygon{} : geo::rounded(defect.shape));
    }
    return result;
}

}  // namespace maillage::stages
