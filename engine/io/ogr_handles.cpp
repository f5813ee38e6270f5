#include "io/ogr_handles.hpp"

#include <cpl_conv.h>
#include <cpl_vsi.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <utility>

#include "base/error.hpp"

extern "C" {
// GDAL's ogrsf_frmts.h, which is C++ and large. Only the drivers of the allow-list are ever registered here.
void RegisterOGRGeoJSON();
void RegisterOGRGeoJSONSeq();
void RegisterOGRGeoPackage();
void RegisterOGRShape();
void RegisterOGRFlatGeobuf();
void RegisterOGRLIBKML();
void RegisterOGRGML();
}

namespace maillage::io {

namespace {

constexpr std::array<std::pair<const char*, const char*>, 8> settings{{
    {"OGR_GEOJSON_MAX_OBJ_SIZE", "0"},    // what a feature may hold is bounded by io/limits, whose errors say how to raise it
    {"GML_FIELDTYPES", "ALWAYS_STRING"},  // 01004 keeps its zero
    {"GML_SKIP_RESOLVE_ELEMS", "ALL"},    // xlink:href is never followed
    {"GML_PARSER", "EXPAT"},
    {"LIBKML_RESOLVE_STYLE", "NO"},
    {"PROJ_NETWORK", "OFF"},
    {"CPL_VSIL_CURL_ALLOWED_EXTENSIONS", "{noext}"},
    {"SHAPE_RESTORE_SHX", "YES"},  // in memory only: shapefiles are never opened from the disk
}};

void CPL_STDCALL keep_message(CPLErr level, CPLErrorNum /*number*/, const char* words) {
    static_cast<OgrMessages*>(CPLGetErrorHandlerUserData())->add(level, words);
}

}  // namespace

OgrMessages::OgrMessages(std::vector<std::string_view> harmless) : m_harmless(std::move(harmless)) {
    CPLPushErrorHandlerEx(keep_message, this);
}

void OgrMessages::add(CPLErr level, std::string_view words) {
    constexpr std::size_t enough = 100;
    const bool dropped = std::any_of(m_harmless.begin(), m_harmless.end(),
                                     [&](std::string_view part) { return words.find(part) != std::string_view::npos; });
    if (level >= CE_Warning && !dropped && m_messages.size() < enough) {
        m_messages.push_back({level, std::string(words)});
    }
}

OgrMessages::~OgrMessages() { CPLPopErrorHandler(); }

MemoryFolder::MemoryFolder() {
    static std::atomic<unsigned> count{0};
    m_name = "/vsimem/maillage-" + std::to_string(++count);
}

MemoryFolder::~MemoryFolder() { VSIRmdirRecursive(m_name.c_str()); }

std::string MemoryFolder::add(const std::string& bytes, const std::string& title) {
    std::string name = m_name + "/" + title;
    // GDAL only reads it: neither writing nor taking ownership is asked for.
    auto* data = reinterpret_cast<GByte*>(const_cast<char*>(bytes.data()));
    VSILFILE* file = VSIFileFromMemBuffer(name.c_str(), data, bytes.size(), FALSE);
    if (file == nullptr) {
        throw LibraryError({"GDAL : mémoire insuffisante", "GDAL: out of memory"});
    }
    VSIFCloseL(file);
    return name;
}

std::string MemoryFolder::name_of(const std::string& title) const { return m_name + "/" + title; }

std::string MemoryFolder::bytes(const std::string& name) {
    vsi_l_offset size = 0;
    const GByte* const data = VSIGetMemFileBuffer(name.c_str(), &size, FALSE);
    if (data == nullptr) {
        throw LibraryError({"GDAL : rien n'a été écrit", "GDAL: nothing was written"});
    }
    return {reinterpret_cast<const char*>(data), static_cast<std::size_t>(size)};
}

NoClock::NoClock() { CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", "1970-01-01T00:00:00.000Z"); }
NoClock::~NoClock() { CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", nullptr); }

OgrSettings::OgrSettings() {
    for (const auto& [name, value] : settings) {
        CPLSetThreadLocalConfigOption(name, value);
    }
}

OgrSettings::~OgrSettings() {
    for (const auto& [name, value] : settings) {
        CPLSetThreadLocalConfigOption(name, nullptr);
    }
}

GDALDriverH ogr_driver(const char* name) {
    static std::once_flag once;
    std::call_once(once, [] {
        CPLSetConfigOption("GDAL_CONFIG_FILE", "");  // a gdalrc of the user's would change what is read
        RegisterOGRGeoJSON();
        RegisterOGRGeoJSONSeq();
        RegisterOGRGeoPackage();
        RegisterOGRShape();
        RegisterOGRFlatGeobuf();
        RegisterOGRLIBKML();
        RegisterOGRGML();
    });
    const GDALDriverH driver = GDALGetDriverByName(name);
    if (driver == nullptr) {
        const std::string words = std::string("GDAL ") + GDALVersionInfo("RELEASE_NAME");
        throw LibraryError({words + " n'a pas de pilote " + name, words + " has no " + name + " driver"});
    }
    return driver;
}

OwnDataset open_dataset(const std::string& name, const char* driver, const std::vector<const char*>& options) {
    (void)ogr_driver(driver);
    const std::vector<const char*> drivers{driver, nullptr};
    std::vector<const char*> ended = options;
    ended.push_back(nullptr);
    return OwnDataset(GDALOpenEx(name.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, drivers.data(),
                                 ended.data(), nullptr));
}

}  // namespace maillage::io
