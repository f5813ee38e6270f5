// A layer made ready: from memory, through bytes, by any split of the points.
#include <gtest/gtest.h>

#include <cstring>
#include <future>

#include "base/error.hpp"
#include "formats/location_counts.hpp"
#include "jobs/locator.hpp"

namespace {

using namespace maillage;

/// Squares of one degree, side by side: the first is B, so that order is by code.
jobs::LocatorInput squares() {
    auto layer = std::make_shared<Layer>();
    layer->path = "memory:pays";
    layer->columns = {"code", "nom"};
    layer->crs = "OGC:CRS84";
    layer->has_geometry = true;
    for (const auto& [code, west] : {std::pair{"B", 1.0}, {"A", 0.0}, {"C", 2.0}}) {
        LayerRow& row = layer->rows.emplace_back();
        row.number = layer->rows.size();
        row.cells = {code, std::string("Pays ") + code};
        row.shape.kind = Shape::Kind::polygon;
        row.shape.polygons = {{{{west, 46}, {west + 1, 46}, {west + 1, 47}, {west, 47}, {west, 46}}, {}}};
    }
    return {{"memory:pays", "", "", ""}, 5, {{"memory:pays", layer}}};
}

struct Rows {
    std::vector<double> lon, lat;
    [[nodiscard]] io::PointColumns columns(std::size_t first, std::size_t count) const { return {count, lon.data() + first, lat.data() + first, 1, 1, {}}; }
};

/// 40,000 points in a lattice over the squares and beyond; some on borders.
Rows lattice() {
    Rows rows;
    for (int i = 0; i < 200; ++i) {
        for (int j = 0; j < 200; ++j) {
            rows.lon.push_back(-0.5 + i * 0.03125);
            rows.lat.push_back(45.75 + j * 0.0078125);
        }
    }
    return rows;
}

std::uint32_t square_of(double lon, double lat) {
    if (lon < 0 || lon > 3 || lat < 46 || lat > 47) {
        return Location::nowhere;
    }
    return lon <= 1 ? 0 : lon <= 2 ? 1 : 2;
}

TEST(JobsLocator, EachPointIsInItsSquare) {
    const jobs::Locator locator(squares());
    ASSERT_EQ(locator.none().territories.size(), 3U);
    EXPECT_EQ(locator.none().territories[0].code, "A");
    const Rows rows = lattice();
    const jobs::LocatedColumns located = locator.locate(rows.columns(0, rows.lon.size()), "", true, 2);
    std::uint64_t inside = 0;
    for (std::size_t i = 0; i < rows.lon.size(); ++i) {
        ASSERT_EQ(located.territories[i], square_of(rows.lon[i], rows.lat[i])) << rows.lon[i] << ' ' << rows.lat[i];
        inside += located.territories[i] == Location::nowhere ? 0 : 1;
    }
    EXPECT_EQ(located.counts.read, rows.lon.size());
    EXPECT_EQ(located.counts.located, inside);
    EXPECT_GT(located.counts.on_border, 0U);
}

TEST(JobsLocator, AnySplitAndAnyThreadsCountTheSame) {
    const jobs::Locator locator(squares());
    const Rows rows = lattice();
    const std::string whole = formats::counts_json(locator.locate(rows.columns(0, rows.lon.size()), "", true, 1).counts);
    EXPECT_EQ(formats::counts_json(locator.locate(rows.columns(0, rows.lon.size()), "", true, 3).counts), whole);
    EXPECT_EQ(formats::counts_json(locator.locate(rows.columns(0, 0), "", true, 0).counts), formats::counts_json(locator.none()));
}

TEST(JobsLocator, OneAnswersManyCallersAtOnce) {
    const jobs::Locator locator(squares());
    const Rows rows = lattice();
    const jobs::LocatedColumns alone = locator.locate(rows.columns(0, rows.lon.size()), "", true, 1);
    std::vector<std::future<jobs::LocatedColumns>> callers;
    for (std::size_t threads : {1U, 2U, 3U, 4U}) {
        callers.push_back(std::async(std::launch::async, [&, threads] { return locator.locate(rows.columns(0, rows.lon.size()), "", true, threads); }));
    }
    for (std::future<jobs::LocatedColumns>& caller : callers) {
        const jobs::LocatedColumns located = caller.get();
        EXPECT_EQ(located.territories, alone.territories);
        EXPECT_EQ(located.situations, alone.situations);
        EXPECT_EQ(formats::counts_json(located.counts), formats::counts_json(alone.counts));
    }
}

TEST(JobsLocator, ItsBytesAreTheLocator) {
    const jobs::Locator locator(squares());
    const std::string block = locator.bytes();
    std::vector<std::uint64_t> aligned(block.size() / 8 + 1);
    std::memcpy(aligned.data(), block.data(), block.size());
    const auto bytes = std::as_bytes(std::span(aligned)).first(block.size());
    const jobs::Locator again(bytes);
    EXPECT_EQ(again.bytes(), block);
    const Rows rows = lattice();
    EXPECT_EQ(again.locate(rows.columns(0, rows.lon.size()), "", false, 1).territories,
              locator.locate(rows.columns(0, rows.lon.size()), "", false, 1).territories);
    for (const std::size_t cut : {std::size_t{0}, std::size_t{8}, std::size_t{40}, block.size() - 1}) {
        EXPECT_THROW(jobs::Locator(bytes.first(cut)), InputError) << cut;
    }
    for (const std::size_t at : {std::size_t{3}, std::size_t{9}, std::size_t{20}, block.size() - 3}) {
        std::vector<std::uint64_t> damaged = aligned;
        reinterpret_cast<unsigned char*>(damaged.data())[at] ^= 0xFFU;
        EXPECT_THROW(jobs::Locator(std::as_bytes(std::span(damaged)).first(block.size())), InputError) << at;
    }
}

}  // namespace
