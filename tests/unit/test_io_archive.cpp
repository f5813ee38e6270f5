#include "io/archive.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test_io_files.hpp"
#include "support/zip.hpp"

namespace maillage::io {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string refusal(const std::vector<ZipEntry>& entries, const Limits& limits = {}) {
    return thrown<InputError>([&] {
        Archive archive(zip_of(entries), {"a.zip", "", 0}, limits);
        for (const Archive::Entry& entry : archive.entries()) {
            (void)archive.read(entry);
        }
    });
}

TEST(Archive, EntriesAreReadWhole) {
    Archive archive(
        zip_of({{"dossier/", ""}, {"dossier/a.csv", "code\n1\n"}, {"b.csv", deflated("xyz"), "xyz", 8}, {"vide", ""}}),
        {"a.zip", "", 0}, {});
    ASSERT_EQ(archive.entries().size(), 3U);
    EXPECT_EQ(archive.entries()[0].name, "dossier/a.csv");
    EXPECT_EQ(archive.read(archive.entries()[0]), "code\n1\n");
    EXPECT_EQ(archive.read(*archive.find("b.csv")), "xyz");
    EXPECT_EQ(archive.read(*archive.find("vide")), "");
    EXPECT_EQ(archive.find("B.CSV"), nullptr);
}

TEST(Archive, NamesThatLeaveItAreRefused) {
    for (const char* name : {"../a.csv", "/etc/a.csv", "a/../../b.csv", "..\\a.csv", "\\a.csv", "C:\\a.csv", "a\\..\\b.csv"}) {
        EXPECT_THAT(refusal({{name, "x"}}), HasSubstr("sort de l'archive")) << name;
    }
    EXPECT_THAT(refusal({{"b.csv", "x"}, {std::string("a.csv\0.exe", 10), "x"}}), HasSubstr("octet nul"));
    EXPECT_THAT(refusal({{"a.csv", "x"}, {"a.csv", "y"}}), HasSubstr("deux fichiers de ce nom"));
}

TEST(Archive, DotsWithinANameAreNoWayOut) {
    Archive archive(zip_of({{"a..b/c...csv", "x"}}), {"a.zip", "", 0}, {});
    EXPECT_EQ(archive.entries().at(0).name, "a..b/c...csv");
}

TEST(Archive, NamesInTheCodePageOfDosAreRead) {
    Archive archive(zip_of({{"r\x82gion.csv", "x", "", 0, 0}}), {"a.zip", "", 0}, {});  // CP437: 0x82 is é
    EXPECT_EQ(archive.entries().at(0).name, "région.csv");
}

TEST(Archive, LimitsHold) {
    Limits limits;
    limits.entries = 2;
    EXPECT_THAT(refusal({{"a", "x"}, {"b", "x"}, {"c", "x"}}, limits), HasSubstr("trop de fichiers dans une archive (limite : 2 ; --allow entries="));
    limits = {};
    limits.unpacked = 5;
    EXPECT_THAT(refusal({{"a", "xxx"}, {"b", "xxx"}}, limits), AllOf(HasSubstr("a.zip: b"), HasSubstr("limite : 5 ; --allow unpacked=")));
    Archive fits(zip_of({{"a", "xxx"}, {"b", "xx"}}), {"a.zip", "", 0}, limits);
    EXPECT_EQ(fits.entries().size(), 2U);
}

TEST(Archive, ATightlyPackedEntryIsRefusedAboveTheFloor) {
    constexpr std::size_t copies = 4000;
    const std::string zeros(1 + 258 * copies, '\0');
    const ZipEntry bomb{"a", deflated_zeros(copies), zeros, 8};
    ASSERT_GT(zeros.size() / bomb.data.size(), 150U);  // the code above: 258 bytes in 13 bits
    Limits limits;
    limits.ratio = 100;
    limits.ratio_floor = zeros.size() - 1;
    EXPECT_THAT(refusal({bomb}, limits), HasSubstr("pour un octet d'archive (limite : 100 ; --allow ratio="));
    limits.ratio_floor = zeros.size();
    Archive archive(zip_of({bomb}), {"a.zip", "", 0}, limits);
    EXPECT_EQ(archive.read(archive.entries().at(0)), zeros);
}

TEST(Archive, ADeclaredSizeThatLiesIsFoundWhileInflating) {
    const std::string content(1000, 'x');
    EXPECT_THAT(refusal({{"a", deflated(content), content, 8, 0x800, 10}}),
                HasSubstr("taille annoncée par l'archive est fausse"));
    EXPECT_THAT(refusal({{"a", deflated(content), content, 8, 0x800, 2000}}),
                HasSubstr("taille annoncée par l'archive est fausse"));
}

TEST(Archive, DamageAndPasswordsAreSaid) {
    EXPECT_THAT(refusal({{"a", deflated("xyz"), "autre", 8}}), HasSubstr("a.zip: a"));  // another CRC
    EXPECT_THAT(refusal({{"a", std::string(20, 'x'), "", 0, 0x801}}), HasSubstr("mot de passe"));
    EXPECT_THAT(thrown<InputError>([] {
                    Archive("PK pas un zip", {"a.zip", "", 0}, {});
                }),
                HasSubstr("n'est pas une archive zip lisible"));
    const std::string whole = zip_of({{"a", "xyz"}});
    EXPECT_THROW(Archive(whole.substr(0, whole.size() / 2), {"a.zip", "", 0}, {}), InputError);
}

}  // namespace
}  // namespace maillage::io
