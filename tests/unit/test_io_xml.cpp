#include "io/xml.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "test_io_files.hpp"

namespace maillage::io {
namespace {

using testing::HasSubstr;

/// Writes what it sees: "<name a=1>text</name>".
class Recorder : public XmlEvents {
public:
    void open(std::string_view name, const XmlAttributes& attributes, std::size_t from, std::size_t size) override {
        seen += "<" + std::string(name) + std::string(attributes.get("a", "", "-")) +
                std::string(attributes.get("a", "urn:x", "-")) + ">";
        last = {from, size};
        if (name == "stop") {
            throw std::out_of_range("stop");
        }
    }
    void close(std::string_view name, std::size_t, std::size_t) override { seen += "</" + std::string(name) + ">"; }
    void text(std::string_view part) override { seen += part; }
    std::string seen;
    std::pair<std::size_t, std::size_t> last;
};

std::string seen(const std::string& text) {
    Recorder recorder;
    parse_xml(text, {"a.xml", "", 0}, recorder);
    return recorder.seen;
}

TEST(Xml, LocalNamesAndAttributesByNamespace) {
    EXPECT_EQ(seen(R"(<p:r xmlns:p="urn:x"><c a="1">é&amp;&#233;</c><c p:a="2"/></p:r>)"), "<r--><c1->é&é</c><c-2></c></r>");
}

TEST(Xml, PlacesAreBytesOfTheDocument) {
    Recorder recorder;
    const std::string text = R"(<r>é<c a="1"/></r>)";
    parse_xml(text, {"a.xml", "", 0}, recorder);
    EXPECT_EQ(text.substr(recorder.last.first, recorder.last.second), R"(<c a="1"/>)");
}

TEST(Xml, ADoctypeIsRefusedBeforeAnyEntity) {
    for (const char* text :
         {R"(<!DOCTYPE r SYSTEM "http://a.fr/a.dtd"><r/>)", R"(<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><r>&e;</r>)",
          R"(<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><r>&b;</r>)"}) {
        EXPECT_THAT(thrown<InputError>([&] { (void)seen(text); }), HasSubstr("DOCTYPE refusée")) << text;
    }
}

TEST(Xml, WhatIsNotWellFormedIsRefusedWithItsPlace) {
    EXPECT_THAT(thrown<InputError>([] { (void)seen("<r>\n<c></r>"); }), HasSubstr("XML illisible : mismatched tag (2:"));
    EXPECT_THROW((void)seen(""), InputError);
    EXPECT_THROW((void)seen("<r>&e;</r>"), InputError);
}

TEST(Xml, AnExceptionOfTheReadersEndsIt) { EXPECT_THROW((void)seen("<r><stop/><c/></r>"), std::out_of_range); }

}  // namespace
}  // namespace maillage::io
