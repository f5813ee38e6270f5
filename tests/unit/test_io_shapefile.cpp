#include "io/shapefile.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test_io_files.hpp"
#include "support/zip.hpp"

namespace maillage::io {
namespace {

/// A dBASE III table of one column of texts, ten wide, and one number; its header holds bytes that no UTF-8 text has.
std::string dbf_of(const std::vector<std::string>& texts, char mark = ' ') {
    const auto field = [](const std::string& name, char type, int width) {
        return name + std::string(11 - name.size(), '\0') + type + "\xFF\xFE\xFD\xFC" + static_cast<char>(width) +
               std::string(15, '\0');
    };
    std::string bytes = std::string("\x03\x7C\x0B\x17", 4) + little(texts.size(), 4) + little(32 + 2 * 32 + 1, 2) +
                        little(1 + 10 + 3, 2) + std::string(20, '\0') + field("NOM", 'C', 10) + field("POP", 'N', 3) + "\r";
    for (const std::string& text : texts) {
        bytes += mark + text + std::string(10 - text.size(), ' ') + " 12";
    }
    return bytes + "\x1A";
}

TEST(Shapefile, TextsAreTriedAsUtf8Strictly) {
    EXPECT_EQ(encoding_of(dbf_of({"Ain", "Éloyes"}), ""), DbfEncoding::utf8);
    EXPECT_EQ(encoding_of(dbf_of({"Ain"}), ""), DbfEncoding::utf8);
    EXPECT_EQ(encoding_of(dbf_of({"Éloyes", "\xC9loyes"}), ""), DbfEncoding::cp1252_guessed);
    EXPECT_EQ(encoding_of(dbf_of({"Ain", "Saint-\xC9"}), " \r\n"), DbfEncoding::cp1252_guessed);
}

TEST(Shapefile, TheCpgDecides) {
    for (const char* cpg : {"UTF-8", "utf8\r\n", "65001"}) {
        EXPECT_EQ(encoding_of(dbf_of({"\xC9"}), cpg), DbfEncoding::utf8) << cpg;
    }
    for (const char* cpg : {"1252", "ANSI 1252", "Windows-1252", "ISO-8859-1", "88591", "ISO 88591", "latin1"}) {
        EXPECT_EQ(encoding_of(dbf_of({"É"}), cpg), DbfEncoding::cp1252) << cpg;
    }
    for (const char* cpg : {"CP850", "ISO-8859-15", "OEM"}) {
        EXPECT_EQ(encoding_of(dbf_of({"É"}), cpg), DbfEncoding::other) << cpg;
    }
}

TEST(Shapefile, RecordsAreCountedButForDeletedOnes) {
    EXPECT_EQ(dbf_records(dbf_of({"a", "b"}), {}), 2U);
    EXPECT_EQ(dbf_records(dbf_of({"a", "b"}, '*'), {}), 0U);
    const std::string whole = dbf_of({"a", "b"});
    for (const std::size_t size : {std::size_t{0}, std::size_t{20}, std::size_t{90}, whole.size() - 5}) {
        EXPECT_THAT(thrown<InputError>([&] {
                        (void)dbf_records(whole.substr(0, size), {"a.shp", "", 0});
                    }),
                    testing::HasSubstr("abîmé ou coupé"))
            << size;
    }
}

}  // namespace
}  // namespace maillage::io
