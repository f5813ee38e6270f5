// Layers and points by the Arrow C Data Interface: given away and taken back, and what is refused.
#include <gtest/gtest.h>
#include <ogr_recordbatch.h>

#include <cmath>

#include "base/error.hpp"
#include "io/arrow_column.hpp"
#include "io/arrow_layer.hpp"
#include "io/arrow_points.hpp"

namespace {

using namespace maillage;
using io::ArrowBuffer;
using io::ArrowColumn;

ArrowColumn floats(const std::string& name, std::vector<double> values) {
    const auto rows = static_cast<std::int64_t>(values.size());
    return {"g", name, {}, rows, 0, {ArrowBuffer(), ArrowBuffer(std::move(values))}, {}, nullptr};
}

ArrowArrayStream stream_of(std::vector<ArrowColumn> columns, std::int64_t rows) {
    ArrowArrayStream stream{};
    const ArrowColumn batch = io::batch_of(std::move(columns), rows);
    io::give_away(batch, {batch}, stream);
    return stream;
}

Layer sample() {
    Layer layer;
    layer.path = "memory:pays";
    layer.columns = {"code", "nom"};
    layer.crs = "EPSG:2154";
    layer.has_geometry = true;
    const Ring shell{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}};
    const Ring hole{{1, 1}, {1, 2}, {2, 2}, {2, 1}, {1, 1}};
    Shape drawn;
    drawn.kind = Shape::Kind::polygon;
    drawn.polygons = {{shell, {hole}}, {{{9, 9}, {10, 9}, {10, 10}, {9, 9}}, {}}};
    Shape point;
    point.kind = Shape::Kind::point;
    point.point = {0.1, -0.0};
    layer.rows = {{1, {"01", "é"}, drawn, false}, {2, {"", "b"}, {}, false}, {3, {"03", ""}, point, false}};
    return layer;
}

TEST(IoArrow, ALayerComesBackAsItWas) {
    const Layer given = sample();
    ArrowArrayStream stream{};
    io::write_arrow(given, stream);
    const Layer taken = io::read_arrow(stream, "memory:pays");
    EXPECT_EQ(stream.release, nullptr);
    EXPECT_EQ(taken.columns, given.columns);
    EXPECT_EQ(taken.crs, "EPSG:2154");
    ASSERT_EQ(taken.rows.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(taken.rows[i].number, i + 1);
        EXPECT_EQ(taken.rows[i].cells, given.rows[i].cells);
        EXPECT_EQ(taken.rows[i].shape.kind, given.rows[i].shape.kind);
        EXPECT_EQ(taken.rows[i].shape.polygons, given.rows[i].shape.polygons);
    }
    EXPECT_EQ(taken.rows[2].shape.point, given.rows[2].shape.point);
}

TEST(IoArrow, NumbersAreWrittenShortestAndNullsAreEmpty) {
    ArrowColumn numbers = floats("x", {1004, 0.1, std::nan(""), 7});
    numbers.nulls = 1;
    numbers.buffers[0] = ArrowBuffer(std::vector<std::uint8_t>{0b0111});
    ArrowColumn integers{"c", "n", {}, 4, 0, {ArrowBuffer(), ArrowBuffer(std::vector<std::int8_t>{-1, 0, 1, 127})}, {}, nullptr};
    ArrowColumn flags{"b", "b", {}, 4, 0, {ArrowBuffer(), ArrowBuffer(std::vector<std::uint8_t>{0b0101})}, {}, nullptr};
    ArrowArrayStream stream = stream_of({numbers, integers, flags}, 4);
    const Layer layer = io::read_arrow(stream, "memory:t");
    EXPECT_FALSE(layer.has_geometry);
    const std::vector<std::vector<std::string>> wanted{{"1004", "-1", "true"}, {"0.1", "0", "false"}, {"", "1", "true"}, {"", "127", "false"}};
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        EXPECT_EQ(layer.rows[i].cells, wanted[i]);
    }
}

void expect_refused(ArrowArrayStream stream, const std::string& words) {
    try {
        (void)io::read_arrow(stream, "memory:t");
        FAIL() << words;
    } catch (const InputError& error) {
        EXPECT_NE(std::string(error.what()).find(words), std::string::npos) << error.what();
        EXPECT_EQ(std::string(error.what()).find("memory:t"), 0U) << error.what();
    }
    EXPECT_EQ(stream.release, nullptr);
}

TEST(IoArrow, WhatIsNotReadIsRefused) {
    expect_refused(stream_of({floats("x", {})}, 0), "vide");
    expect_refused(stream_of({floats("x", {1}), floats("x", {2})}, 1), "deux colonnes « x »");
    ArrowColumn times = floats("t", {1});
    times.format = "tdm";
    expect_refused(stream_of({times}, 1), "« t » d'un type qui n'est pas lu (tdm)");
    ArrowColumn shape = io::text_column("g", {"not WKB"});
    shape.format = "Z";
    shape.metadata = {{"ARROW:extension:name", "geoarrow.wkb"}};
    expect_refused(stream_of({shape}, 1), "ligne 1: géométrie illisible");
    expect_refused(ArrowArrayStream{}, "déjà été lu");
}

TEST(IoArrow, PointsAreReadWhereTheyStand) {
    ArrowColumn lon = floats("lon", {1, 2, 3, 4});
    ArrowColumn lat = floats("lat", {5, 6, std::nan(""), 8});
    lat.nulls = 1;
    lat.buffers[0] = ArrowBuffer(std::vector<std::uint8_t>{0b0111});
    const void* const where = lon.buffers[1].data;
    ArrowArrayStream stream = stream_of({lon, lat}, 4);
    const io::ArrowPoints points(stream, "points");
    ASSERT_EQ(points.batches().size(), 1U);
    const io::PointColumns& batch = points.batches()[0];
    EXPECT_EQ(static_cast<const void*>(batch.lon), where);
    std::vector<Point> read(3);
    std::vector<Fault> faults(3);
    batch.read(1, read, faults);
    EXPECT_EQ(read[0], (Point{2, 6}));
    EXPECT_EQ(faults, (std::vector<Fault>{Fault::none, Fault::unreadable, Fault::no_position}));
}

TEST(IoArrow, OtherColumnsAreNoPoints) {
    for (std::vector<ArrowColumn> columns : {std::vector{floats("lon", {1})}, std::vector{floats("lon", {1}), io::text_column("lat", {"1"})}}) {
        ArrowArrayStream stream = stream_of(std::move(columns), 1);
        EXPECT_THROW(io::ArrowPoints(stream, "points"), InputError);
    }
}

TEST(IoArrow, BuffersOutliveTheStreamAndTheirParents) {
    ArrowArray child{};
    {
        ArrowArrayStream stream = stream_of({floats("x", {42})}, 1);
        ArrowArray batch{};
        ASSERT_EQ(stream.get_next(&stream, &batch), 0);
        stream.release(&stream);
        child = *batch.children[0];
        batch.children[0]->release = nullptr;  // moved away, as the interface allows
        batch.release(&batch);
    }
    EXPECT_EQ(static_cast<const double*>(child.buffers[1])[0], 42);
    child.release(&child);
}

}  // namespace
