#include "stages/draw.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "formats/report.hpp"
#include "stages/publish.hpp"
#include "support/grid.hpp"
#include "support/staged.hpp"

namespace maillage::stages {
namespace {

/// A square of 1 km with a tooth of 0.001 degree of latitude (111 m) on its south side.
const MultiPolygon toothed{Polygon{{{2, 45}, {2.005, 44.999}, {2.01, 45}, {2.01, 45.02}, {2, 45.02}, {2, 45}}, {}}};

TEST(StagesDraw, WithoutSimplifyingOutlinesAreOnlyRounded) {
    const MultiPolygon finer{Polygon{{{2.00000004, 45}, {2.01, 45}, {2.01, 45.02}, {2.00000004, 45}}, {}}};
    const MultiPolygon* const one = &finer;
    const Drawing result = drawn(std::span(&one, 1), std::nullopt);
    EXPECT_EQ(result.outlines.front(), (MultiPolygon{Polygon{{{2, 45}, {2.01, 45}, {2.01, 45.02}, {2, 45}}, {}}}));
    EXPECT_FALSE(result.simplification);
}

TEST(StagesDraw, TheToleranceReachedIsStatedInMillimetresNeverLess) {
    const MultiPolygon* const one = &toothed;
    const Drawing result = drawn(std::span(&one, 1), Simplify{std::nullopt, 5});
    ASSERT_TRUE(result.simplification);
    EXPECT_EQ(result.simplification->read, 6U);
    EXPECT_EQ(result.simplification->drawn, 5U);
    EXPECT_NEAR(result.simplification->tolerance_m, 111.15, 0.05);  // a degree of latitude there has 111 148 m
    EXPECT_EQ(result.simplification->tolerance_m, std::round(result.simplification->tolerance_m * 1000) / 1000);
    const Drawing again = drawn(std::span(&one, 1), Simplify{result.simplification->tolerance_m, std::nullopt});
    EXPECT_EQ(again.outlines, result.outlines);
}

TEST(StagesDraw, ABudgetThatCannotBeMetIsRefusedWithTheLeastThatCan) {
    const MultiPolygon* const one = &toothed;
    try {
        (void)drawn(std::span(&one, 1), Simplify{std::nullopt, 3});
        FAIL();
    } catch (const UsageError& error) {
        EXPECT_NE(error.said().en.find("simplify to 3pts: at least 4 vertices"), std::string::npos) << error.said().en;
    }
}

TEST(StagesDraw, OnlyWhatIsPublishedIsSimplified) {
    Study study;
    study.simplify = Simplify{1e6, std::nullopt};
    const auto run = [](const Study& asked) {
        return test::Staged(test::Grid({"AABB", "AAAB", "AABB"}).inputs(), asked).result();
    };
    const Result full = run({});
    const Result simple = run(study);
    ASSERT_TRUE(simple.simplification);
    EXPECT_FALSE(full.simplification);
    for (std::size_t i = 0; i < full.territories.size(); ++i) {
        EXPECT_EQ(simple.territories[i].outline, full.territories[i].outline);
        EXPECT_EQ(simple.coverage.territories[i].area_km2, full.coverage.territories[i].area_km2);
        EXPECT_LT(simple.drawn[i].front().shell.size(), full.drawn[i].front().shell.size());
    }
    const auto json = nlohmann::json::parse(formats::report_json(simple));
    EXPECT_EQ(json["simplification"]["asked"], "1000000m");
    EXPECT_EQ(json["simplification"]["vertices_drawn"], simple.drawn[0][0].shell.size() + simple.drawn[1][0].shell.size());
    EXPECT_FALSE(nlohmann::json::parse(formats::report_json(full)).contains("simplification"));
    for (const io::OutputFile& file : drawn_up(simple)) {
        if (file.path.ends_with(".geojson")) {
            const bool has_outlines = file.path == "layers/pays.geojson" || file.path == "layers/gaps.geojson" || file.path == "layers/white_zones.geojson";
            EXPECT_EQ(nlohmann::json::parse(file.bytes).contains("simplified_m"), has_outlines) << file.path;
        }
        if (file.path == "datapackage.json") {
            EXPECT_EQ(nlohmann::json::parse(file.bytes)["maillage"]["study"]["simplify"], "1000000m");
        }
    }
}

}  // namespace
}  // namespace maillage::stages
