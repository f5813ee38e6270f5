// GDAL held safely: drivers, messages, a data set, a file in memory. Only for .cpp files of this room.
#pragma once

#include <cpl_error.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace maillage::io {

struct CloseDataset {
    void operator()(GDALDatasetH dataset) const { GDALClose(dataset); }
};
using OwnDataset = std::unique_ptr<void, CloseDataset>;

struct FreeFeature {
    void operator()(OGRFeatureH feature) const { OGR_F_Destroy(feature); }
};
using OwnFeature = std::unique_ptr<std::remove_pointer_t<OGRFeatureH>, FreeFeature>;

struct DestroySystem {
    void operator()(OGRSpatialReferenceH system) const { OSRDestroySpatialReference(system); }
};
using OwnSystem = std::unique_ptr<std::remove_pointer_t<OGRSpatialReferenceH>, DestroySystem>;

/// While it lives, what GDAL writes in this thread bears no date of today.
class NoClock {
public:
    NoClock();
    ~NoClock();
    NoClock(const NoClock&) = delete;
    NoClock& operator=(const NoClock&) = delete;
};

/// While it lives, this thread's CPL warnings and errors are kept here; none reaches stderr.
class OgrMessages {
public:
    struct Message {
        CPLErr level;
        std::string words;
    };
    /// A message with one of the `harmless` parts in it is dropped.
    explicit OgrMessages(std::vector<std::string_view> harmless);
    ~OgrMessages();
    OgrMessages(const OgrMessages&) = delete;
    OgrMessages& operator=(const OgrMessages&) = delete;

    [[nodiscard]] const std::vector<Message>& all() const { return m_messages; }
    void forget() { m_messages.clear(); }
    void add(CPLErr level, std::string_view words);

private:
    std::vector<std::string_view> m_harmless;
    std::vector<Message> m_messages;
};

/// A folder of GDAL's in memory. Whatever a driver writes beside the data goes with it when it ends.
class MemoryFolder {
public:
    MemoryFolder();
    ~MemoryFolder();
    MemoryFolder(const MemoryFolder&) = delete;
    MemoryFolder& operator=(const MemoryFolder&) = delete;

    /// Bytes under a "/vsimem/" name, not copied: they must outlive this.
    std::string add(const std::string& bytes, const std::string& title);
    /// The "/vsimem/" name of a file to be made.
    [[nodiscard]] std::string name_of(const std::string& title) const;
    /// The bytes of a file of that name; throws LibraryError where there is none.
    [[nodiscard]] static std::string bytes(const std::string& name);

private:
    std::string m_name;
};

/// While it lives, GDAL in this thread resolves no link, asks no network, and takes every field of GML for text.
class OgrSettings {
public:
    OgrSettings();
    ~OgrSettings();
    OgrSettings(const OgrSettings&) = delete;
    OgrSettings& operator=(const OgrSettings&) = delete;
};

/// One of the allow-list; throws LibraryError where GDAL lacks it.
[[nodiscard]] GDALDriverH ogr_driver(const char* name);

/// Opens `name` for reading with that one driver (kinds.hpp has which); null when it can't. Throws LibraryError without driver.
[[nodiscard]] OwnDataset open_dataset(const std::string& name, const char* driver, const std::vector<const char*>& options);

}  // namespace maillage::io
