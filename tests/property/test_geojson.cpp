// GeoJSON drawn at random, plain and less plain: what is read without OGR is what OGR reads.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>
#include <vector>

#include "base/error.hpp"
#include "io/geojson_source.hpp"
#include "io/ogr_source.hpp"
#include "support/same_layer.hpp"

namespace maillage::test {
namespace {

using Words = std::vector<std::string>;

std::string one_of(const Words& words) { return *rc::gen::elementOf(words); }

std::string any_whole_number() { return one_of({"0", "-1", "7", "-14081", "123456789012", "900719925474099312"}); }

std::string any_number() { return one_of({"0", "-1", "7", "2.5", "48.123456789012345", "1e2", "-3.5E-3", "0.0", "123456789012", "1e-320"}); }

std::string any_odd_value() { return one_of({"-0", "-0.0", "1e400", "[1]", "{}", "99999999999999999999", "NaN", "tru", "\"\\ud800\"", "\"\xE9\""}); }

std::string any_text() { return one_of({R"("")", R"("01004")", R"(" x ")", R"("é\u00a0")", R"("2021-05-12")", R"("\"\\\n")", R"("null")"}); }

/// From 0, however early in the run it is drawn.
int below(int limit) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, limit)); }

bool now_and_then() { return below(300) == 0; }

constexpr int null = 4;

/// A value of the kind, or null, or now and then something else.
std::string any_value(int kind) {
    if (now_and_then()) {
        return any_odd_value();
    }
    switch (below(5) == 0 ? null : kind) {
        case 0: return any_number();
        case 1: return any_text();
        case 2: return one_of({"true", "false"});
        case 3: return any_whole_number();
        default: return "null";
    }
}

std::string listed(int count, const auto& draw) {
    std::string list = "[";
    for (int i = 0; i < count; ++i) {
        list += (i > 0 ? "," : "") + draw();
    }
    return list + "]";
}

int some() { return now_and_then() ? 0 : 1 + below(4); }

std::string any_position() {
    const int size = now_and_then() ? below(5) : *rc::gen::weightedElement<int>({{9, 2}, {1, 3}});
    return listed(size, [] { return now_and_then() ? any_odd_value() : any_number(); });
}

std::string any_coordinates(int height) {
    return height == 0 ? any_position() : listed(some(), [&] { return any_coordinates(height - 1); });
}

std::string any_geometry() {
    const auto [type, height] = *rc::gen::elementOf(std::vector<std::pair<std::string, int>>{
        {"Point", 0}, {"MultiPoint", 1}, {"LineString", 1}, {"Polygon", 2}, {"MultiLineString", 2}, {"MultiPolygon", 3}, {"", 0}});
    if (type.empty()) {
        return one_of({"null", R"({"type":"GeometryCollection","geometries":[]})", R"({"type":"GeometryCollection","geometries":[null]})"});
    }
    const std::string coordinates = any_coordinates(now_and_then() ? below(4) : height);
    return *rc::gen::arbitrary<bool>() ? R"({"type":")" + type + R"(","coordinates":)" + coordinates + "}"
                                       : R"({"coordinates":)" + coordinates + R"(,"type":")" + type + R"("})";
}

/// Features of the same columns; a column has a kind, but for one that has any.
std::string any_collection() {
    const Words keys{"code", "n", "Nom", "id", "x y"};
    std::vector<int> kinds;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        kinds.push_back(below(null));
    }
    const int columns = below(6);
    const int ids = *rc::gen::weightedElement<int>({{4, null}, {1, 3}, {1, 1}});
    bool first = true;
    const auto feature = [&] {
        std::string text = R"({"type":"Feature",)";
        if (ids != null && !now_and_then()) {
            text += R"("id":)" + any_value(ids) + ",";
        }
        text += R"("properties":{)";
        std::string comma;
        for (int i = 0; i < columns; ++i) {
            if (first || below(5) > 0) {
                const auto column = static_cast<std::size_t>(i);
                text += comma + "\"" + keys[column] + "\":" + any_value(now_and_then() ? below(null) : kinds[column]);
                comma = ",";
            }
        }
        first = false;
        return text + R"(},"geometry":)" + any_geometry() + "}";
    };
    const std::string more = one_of({"", "", "", R"("name":"x",)", R"("crs":{"type":"name","properties":{"name":"EPSG:2154"}},)", R"("bbox":[1,2],)"});
    return R"({"type":"FeatureCollection",)" + more + R"("features":)" + listed(some(), feature) + "}";
}

/// Now and then a character is lost, or becomes another.
std::string spoilt(std::string text) {
    if (below(4) == 0) {
        const auto at = static_cast<std::size_t>(below(static_cast<int>(text.size())));
        const std::string letter = one_of({"", "", "\"", "{", "}", "[", "]", ",", ":", "0", "-", ".", " ", "e", "\\", "\x01", "\xC3"});
        text.replace(at, 1, letter);
    }
    return text;
}

TEST(Geojson, WhatIsReadWithoutOgrIsWhatOgrReads) {
    const auto held = rc::check([] {
        const std::string text = spoilt(any_collection());
        const std::optional<Layer> plain = io::read_plain_geojson(text, "f.geojson");
        RC_CLASSIFY(plain.has_value(), "plain");
        if (plain) {
            try {
                const Layer peer = io::read_ogr(io::Payload{"f.geojson", "", io::FileKind::geojson, text, true, {}, {"f.geojson"}});
                if (const std::string words = difference(*plain, peer); !words.empty()) {
                    RC_FAIL(words + "\n" + text);
                }
            } catch (const Error& error) {
                RC_FAIL(error.said().en + "\n" + text);
            }
        }
    });
    EXPECT_TRUE(held);
}

}  // namespace
}  // namespace maillage::test
