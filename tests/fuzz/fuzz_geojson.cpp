// GeoJSON: what the fast reader gives is what OGR gives, to the last bit; where it gives nothing, OGR's reader refuses or reads.
#include "fuzz.hpp"
#include "io/geojson_source.hpp"
#include "io/ogr_source.hpp"
#include "support/same_layer.hpp"

namespace maillage::fuzz {
namespace {

void geojson(std::string_view input) {
    const std::string bytes(input);
    std::optional<Layer> plain;
    goes([&] { plain = io::read_plain_geojson(bytes, "a.geojson"); });
    io::Payload payload;
    payload.path = "a.geojson";
    payload.kind = io::FileKind::geojson;
    payload.bytes = bytes;
    Layer ogr;
    const bool is_read = goes([&] { ogr = io::read_ogr(std::move(payload)); });
    if (plain) {
        hold(is_read, "OGR reads what the fast reader reads");
        hold(test::difference(*plain, ogr).empty(), test::difference(*plain, ogr));
    }
}

}  // namespace
}  // namespace maillage::fuzz

MAILLAGE_FUZZ_TARGET(maillage::fuzz::geojson)
