#include "io/workbook.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/archive.hpp"
#include "test_io_files.hpp"

namespace maillage::io {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

using List = std::vector<std::string>;

SheetPage page() {
    return {"Pays", {"Code", "Population", "Distance", "Année", "Candidats"}, {0, 0, 1, plain_number, 0}, {10, 12, 12, 8, 20},
            {{"01004", std::int64_t{1234567}, 12.3456, std::int64_t{2024}, List{"A", "B"}}, {"=1+1", Value{}, Value{}, Value{}, List{}}}};
}

std::string bytes_of(const SheetPage& one) { return workbook(std::vector<SheetPage>{one}, "Essai"); }

/// A file of the archive that a workbook is.
std::string member(const std::string& bytes, const std::string& name) {
    Archive archive(bytes, {"a.xlsx"}, {});
    return archive.read(*archive.find(name));
}

TEST(Workbook, CellsAreReadBackAsWritten) {
    const TemporaryFolder folder;
    const Layer layer = read_layer(folder.write("a.xlsx", bytes_of(page())));
    EXPECT_THAT(layer.columns, ElementsAre("Code", "Population", "Distance", "Année", "Candidats"));
    ASSERT_EQ(layer.rows.size(), 2U);
    EXPECT_THAT(layer.rows[0].cells, ElementsAre("01004", "1234567", "12.3456", "2024", "A B"));
    EXPECT_THAT(layer.rows[1].cells, ElementsAre("=1+1", "", "", "", ""));
}

TEST(Workbook, NumbersHaveTheirFormatsAndTextIsNoFormula) {
    const std::string bytes = bytes_of(page());
    const std::string sheet = member(bytes, "xl/worksheets/sheet1.xml");
    EXPECT_THAT(sheet, Not(HasSubstr("<f>")));
    EXPECT_THAT(sheet, HasSubstr("<v>1234567</v>"));
    EXPECT_THAT(sheet, HasSubstr("state=\"frozen\""));
    EXPECT_THAT(sheet, HasSubstr("<autoFilter ref=\"A1:E3\"/>"));
    const std::string styles = member(bytes, "xl/styles.xml");
    EXPECT_THAT(styles, HasSubstr("#,##0.0"));
}

TEST(Workbook, TheSamePagesGiveTheSameBytes) { EXPECT_EQ(bytes_of(page()), bytes_of(page())); }

TEST(Workbook, ControlCharactersThatXmlLacksAreBlanks) {
    SheetPage one = page();
    one.rows[0][0] = std::string("a\x01" "b\tc");
    const TemporaryFolder folder;
    EXPECT_EQ(read_layer(folder.write("a.xlsx", bytes_of(one))).rows[0].cells[0], "a b\tc");
}

TEST(Workbook, WhatExceedsASheetIsRefused) {
    SheetPage longest = page();
    longest.rows[1][0] = std::string(32'767, 'x');
    EXPECT_NO_THROW((void)bytes_of(longest));
    longest.rows[1][0] = std::string(32'768, 'x');
    EXPECT_THAT(thrown<OutputError>([&] { (void)bytes_of(longest); }), HasSubstr("Pays: ligne 3: une cellule de 32768 caractères"));
    SheetPage misnamed = page();
    misnamed.name = "a/b";
    EXPECT_THAT(thrown<OutputError>([&] { (void)bytes_of(misnamed); }), HasSubstr("une feuille ne peut porter ce nom"));
}

}  // namespace
}  // namespace maillage::io
