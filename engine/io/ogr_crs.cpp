#include "io/ogr_crs.hpp"

#include <cpl_conv.h>

#include <memory>
#include <string_view>

namespace maillage::io {

namespace {

std::string authority_of(OGRSpatialReferenceH srs) {
    const char* authority = OSRGetAuthorityName(srs, nullptr);
    const char* code = OSRGetAuthorityCode(srs, nullptr);
    return authority != nullptr && code != nullptr ? std::string(authority) + ":" + code : std::string();
}

struct FreeMatches {
    void operator()(OGRSpatialReferenceH* matches) const { OSRFreeSRSArray(matches); }
};

struct FreeConfidences {
    void operator()(int* confidences) const { CPLFree(confidences); }
};

struct FreeText {
    void operator()(char* text) const { CPLFree(text); }
};

/// The one registered system that is the same beyond doubt (confidence 100).
std::string identified(OGRSpatialReferenceH srs) {
    int count = 0;
    int* confidences = nullptr;
    const std::unique_ptr<OGRSpatialReferenceH, FreeMatches> matches(OSRFindMatches(srs, nullptr, &count, &confidences));
    const std::unique_ptr<int, FreeConfidences> owned(confidences);
    const bool sure = matches && count > 0 && confidences[0] == 100 && (count == 1 || confidences[1] < 100);
    return sure ? authority_of(*matches) : std::string();
}

}  // namespace

std::string crs_text(OGRSpatialReferenceH srs) {
    // GeoPackage 1.3, 1.1.2.1.2: srs_id -1 and 0 are undefined; GDAL gives them as systems named so.
    const char* name = srs != nullptr ? OSRGetName(srs) : nullptr;
    if (srs == nullptr || (name != nullptr && std::string_view(name).starts_with("Undefined"))) {
        return "";
    }
    if (std::string stated = authority_of(srs); !stated.empty()) {
        return stated;
    }
    if (std::string found = identified(srs); !found.empty()) {
        return found;
    }
    char* wkt = nullptr;
    const char* const options[] = {"FORMAT=WKT2_2018", nullptr};
    const bool done = OSRExportToWktEx(srs, &wkt, options) == OGRERR_NONE;
    const std::unique_ptr<char, FreeText> owned(wkt);
    return done && wkt != nullptr ? wkt : "";
}

}  // namespace maillage::io
