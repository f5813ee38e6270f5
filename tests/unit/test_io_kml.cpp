#include "io/kml.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test_io_files.hpp"

namespace maillage::io {
namespace {

using testing::HasSubstr;

TEST(Kml, SimpleDataBecomesDataAndSchemasGo) {
    const Kml kml = prepared_kml(
        R"(<k:kml xmlns:k="http://www.opengis.net/kml/2.2"><k:Document><k:Schema id="s"><k:SimpleField name="a" type="int"/></k:Schema>)"
        R"(<k:Placemark><k:name>é</k:name><k:ExtendedData><k:SchemaData schemaUrl="#s"><k:SimpleData name="a&quot;b">01</k:SimpleData><k:SimpleData name="c"/></k:SchemaData>)"
        R"(</k:ExtendedData></k:Placemark><k:NetworkLink/></k:Document></k:kml>)",
        "a.kml");
    EXPECT_EQ(
        kml.bytes,
        R"(<k:kml xmlns:k="http://www.opengis.net/kml/2.2"><k:Document>)"
        R"(<k:Placemark><k:name>é</k:name><k:ExtendedData><k:Data name="a&quot;b"><k:value>01</k:value></k:Data><k:Data name="c"><k:value></k:value></k:Data>)"
        R"(</k:ExtendedData></k:Placemark><k:NetworkLink/></k:Document></k:kml>)");
    EXPECT_EQ(kml.placemarks, 1U);
    EXPECT_EQ(kml.network_links, 1U);
}

TEST(Kml, OtherXmlIsRefused) {
    EXPECT_THAT(thrown<InputError>([] { (void)prepared_kml("<gml/>", "a.kml"); }), HasSubstr("n'est pas un fichier KML"));
    EXPECT_THAT(thrown<InputError>([] { (void)prepared_kml("\xFF\xFE<", "a.kml"); }), HasSubstr("UTF-16"));
}

TEST(Kml, FeaturesOfGmlAreThoseOfItsMembers) {
    const std::string gml =
        R"(<a:C xmlns:a="http://a.fr" xmlns:g="http://www.opengis.net/gml"><g:boundedBy><g:null/></g:boundedBy><g:featureMember><a:x><a:featureMember><a:y/></a:featureMember></a:x></g:featureMember>)"
        R"(<g:featureMembers><a:x/><a:x/></g:featureMembers></a:C>)";
    EXPECT_EQ(gml_features(gml, "a.gml"), 3U);
}

}  // namespace
}  // namespace maillage::io
