#include "io/json_nul.hpp"

#include <gtest/gtest.h>

#include "test_io_files.hpp"

namespace maillage::io {
namespace {

/// The byte it is found at, from 1, in pieces of `size` bytes; 0 where there is none.
std::size_t found(const std::string& text, std::size_t size) {
    NulSearch search;
    try {
        for (std::size_t from = 0; from < text.size(); from += size) {
            search.pass(std::string_view(text).substr(from, size), {"a.geojson", "", 0});
        }
    } catch (const InputError& error) {
        const std::string words = error.said().en;
        return std::stoul(words.substr(words.rfind(' ')));
    }
    return 0;
}

TEST(NulSearch, FindsANulByteAndItsEscapeWhereverPiecesEnd) {
    const std::string byte("{\"a\":\"x\0y\"}", 11);
    const std::string escape = R"({"a":"x\u0000y"})";
    const std::string after_a_backslash = R"({"a":"\\\u0000"})";
    for (std::size_t size = 1; size < 20; ++size) {
        EXPECT_EQ(found(byte, size), 8U) << size;
        EXPECT_EQ(found(escape, size), 8U) << size;
        EXPECT_EQ(found(after_a_backslash, size), 9U) << size;
    }
}

TEST(NulSearch, PassesWhatIsNone) {
    for (const std::string text : {R"({"a":"\\u0000"})", R"({"a":"\u0001\u000a\n\\"})", R"({"a":"u0000"})", R"("\u00)", R"("\)"}) {
        for (std::size_t size = 1; size < 20; ++size) {
            EXPECT_EQ(found(text, size), 0U) << text << size;
        }
    }
}

TEST(NulSearch, LooksIntoAFile) {
    const TemporaryFolder folder;
    EXPECT_NO_THROW(refuse_nul(folder.write("a", R"({"a":"b"})")));
    EXPECT_EQ(thrown<InputError>([&] { refuse_nul(folder.write("b.geojson", std::string("\"a\0\"", 4))); }).find("b.geojson") != std::string::npos, true);
}

}  // namespace
}  // namespace maillage::io
