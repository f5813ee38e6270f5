#include "io/ogr_point_sink.hpp"

#include <ogr_srs_api.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.hpp"
#include "io/atomic_file.hpp"
#include "io/kinds.hpp"
#include "io/ogr_handles.hpp"
#include "io/ogr_points.hpp"

namespace maillage::io {

namespace {

/// x as easting or longitude. CRS84 is written as EPSG:4326, which more readers know.
OwnSystem system_of(const std::string& crs) {
    OwnSystem system(OSRNewSpatialReference(nullptr));
    if (OSRSetFromUserInput(system.get(), crs == "OGC:CRS84" ? "EPSG:4326" : crs.c_str()) != OGRERR_NONE) {
        throw LibraryError({"GDAL ne connaît pas le système " + crs, "GDAL does not know the system " + crs});
    }
    OSRSetAxisMappingStrategy(system.get(), OAMS_TRADITIONAL_GIS_ORDER);
    return system;
}

/// The first of `names` that is no column, whatever its case.
std::string unused_name(const std::vector<std::string>& columns, std::initializer_list<const char*> names) {
    const auto is_used = [&](const std::string& name) {
        return std::any_of(columns.begin(), columns.end(), [&](const std::string& column) { return lower(column) == name; });
    };
    for (const char* const name : names) {
        if (!is_used(name)) {
            return name;
        }
    }
    return *(names.end() - 1);
}

/// Why, of words that may begin with a whole statement of SQL.
std::string_view reason_of(std::string_view words) {
    constexpr std::string_view mark = ") failed: ";
    const std::size_t found = words.rfind(mark);
    return found == std::string_view::npos ? words : words.substr(found + mark.size());
}

/// The file that GDAL writes beside the target; closed without a word, before it is taken away.
struct Draft {
    Draft(const std::string& target, bool overwrite) : file(target, overwrite, ending_of(target)) {}
    ~Draft() {
        const OgrMessages ignored({});
        dataset.reset();
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    AtomicFile file;
    OwnDataset dataset;
};

class OgrPointSink : public PointSink {
public:
    OgrPointSink(const std::string& target, bool overwrite, const PointSource& source, const std::string& crs,
                 const AddedColumns& added)
        : m_target(target),
          m_draft(target, overwrite),
          m_source(source),
          m_layered(dynamic_cast<const OgrPoints*>(&source)),
          m_added(added),
          m_is_database(ending_of(target) == ".gpkg") {
        call([&] {
            const OgrSettings settings;
            const GDALDriverH driver = ogr_driver(m_is_database ? "GPKG" : "FlatGeobuf");
            m_draft.dataset.reset(GDALCreate(driver, m_draft.file.beside().c_str(), 0, 0, 0, GDT_Unknown, nullptr));
            if (m_draft.dataset) {
                make_layer(crs);
            }
        });
    }

    [[nodiscard]] std::string drawn_up(const PointBatch& /*batch*/, const std::vector<Location>& /*locations*/) const override {
        return {};
    }

    void write(PointBatch batch, const std::vector<Location>& locations, const std::string& /*drawn*/) override {
        call([&] {
            if (m_is_database) {
                check(GDALDatasetStartTransaction(m_draft.dataset.get(), FALSE));
            }
            for (std::size_t i = 0; i < locations.size(); ++i) {
                const OwnFeature feature(OGR_F_Create(OGR_L_GetLayerDefn(m_layer)));
                fill(feature.get(), batch, i);
                const std::vector<std::string> cells = m_added.cells(locations[i]);
                for (std::size_t k = 0; k < cells.size(); ++k) {
                    set(feature.get(), m_first_added + static_cast<int>(k), cells[k]);
                }
                refuse_unplaced(feature.get(), batch.rows[i]);
                check(OGR_L_CreateFeature(m_layer, feature.get()));
            }
            if (m_is_database) {
                check(GDALDatasetCommitTransaction(m_draft.dataset.get()));
            }
        });
    }

    void publish() override {
        call([&] { m_draft.dataset.reset(); });
        m_draft.file.publish();
    }

private:
    /// GDAL reports failures as messages, some only when it closes.
    template <typename Action>
    void call(const Action& action) {
        const NoClock no_clock;
        const OgrMessages messages({});
        m_failed = false;
        action();
        const auto& all = messages.all();
        const auto failure =
            std::find_if(all.begin(), all.end(), [](const OgrMessages::Message& one) { return one.level >= CE_Failure; });
        if (m_failed || failure != all.end()) {
            const std::string words(failure != all.end() ? reason_of(failure->words) : "?");
            throw OutputError({m_target, "", 0}, {"écriture impossible : GDAL : " + words, "can't be written: GDAL: " + words});
        }
    }

    void check(OGRErr error) { m_failed = m_failed || error != OGRERR_NONE; }

    void make_layer(const std::string& crs) {
        const std::vector<std::string>& columns = m_source.heading().columns;
        std::vector<std::string> options;
        if (m_is_database) {
            options = {"FID=" + unused_name(columns, {"fid", "ogc_fid", "maillage_fid"}),
                       "GEOMETRY_NAME=" + unused_name(columns, {"geom", "geometry", "maillage_geom"})};
        } else {
            options = {"SPATIAL_INDEX=NO"};
        }
        std::vector<char*> words;
        for (std::string& option : options) {
            words.push_back(option.data());
        }
        words.push_back(nullptr);
        const std::string file(base_name(m_target));
        const std::string stem = file.substr(0, file.rfind('.'));
        const OwnSystem system = system_of(crs);
        const OGRwkbGeometryType type =
            m_layered != nullptr && m_source.heading().has_geometry ? OGR_L_GetGeomType(m_layered->layer()) : wkbPoint;
        m_layer = GDALDatasetCreateLayer(m_draft.dataset.get(), stem.c_str(), system.get(), type, words.data());
        if (m_layer == nullptr) {
            m_failed = true;
            return;
        }
        if (m_layered != nullptr) {
            const OGRFeatureDefnH definition = OGR_L_GetLayerDefn(m_layered->layer());
            for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
                check(OGR_L_CreateField(m_layer, OGR_FD_GetFieldDefn(definition, i), TRUE));
            }
        }
        m_copied = OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(m_layer));
        m_map.resize(static_cast<std::size_t>(m_copied));
        std::iota(m_map.begin(), m_map.end(), 0);
        for (std::size_t i = static_cast<std::size_t>(m_copied); i < columns.size(); ++i) {  // a layer's key, a table's columns
            add_text(columns[i]);
        }
        m_first_added = OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(m_layer));
        for (const std::string& title : m_added.titles()) {
            add_text(title);
        }
    }

    /// GDAL's FlatGeobuf driver drops such a row without a word.
    void refuse_unplaced(OGRFeatureH feature, std::size_t row) const {
        const OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
        if (!m_is_database && (geometry == nullptr || OGR_G_IsEmpty(geometry) != 0)) {
            throw InputError({m_source.heading().path, m_source.heading().name, row},
                             {"sans point : FlatGeobuf ne garde pas une telle ligne ; écrire en .gpkg ou .csv",
                              "without a point: FlatGeobuf does not keep such a row; write .gpkg or .csv"});
        }
    }

    void add_text(const std::string& title) {
        const OGRFieldDefnH field = OGR_Fld_Create(title.c_str(), OFTString);
        check(OGR_L_CreateField(m_layer, field, TRUE));
        OGR_Fld_Destroy(field);
    }

    static void set(OGRFeatureH feature, int field, const std::string& cell) {
        if (cell.empty()) {
            OGR_F_SetFieldNull(feature, field);
        } else {
            OGR_F_SetFieldString(feature, field, cell.c_str());
        }
    }

    void fill(OGRFeatureH feature, const PointBatch& batch, std::size_t index) {
        if (m_layered != nullptr) {
            check(OGR_F_SetFromWithMap(feature, batch.features->features[index].get(), TRUE, m_map.data()));
        }
        if (m_first_added > m_copied) {
            const std::vector<std::string> cells = m_source.cells(batch, index);
            for (int i = m_copied; i < m_first_added; ++i) {
                set(feature, i, cells[static_cast<std::size_t>(i)]);
            }
        }
        const Point& point = batch.points[index];
        if (OGR_F_GetGeometryRef(feature) == nullptr && std::isfinite(point.lon) && std::isfinite(point.lat)) {
            const OGRGeometryH geometry = OGR_G_CreateGeometry(wkbPoint);
            OGR_G_SetPoint_2D(geometry, 0, point.lon, point.lat);
            check(OGR_F_SetGeometryDirectly(feature, geometry));
        }
    }

    std::string m_target;
    Draft m_draft;
    const PointSource& m_source;
    const OgrPoints* m_layered;  ///< null for a table
    AddedColumns m_added;
    bool m_is_database;
    OGRLayerH m_layer = nullptr;
    std::vector<int> m_map;
    int m_copied = 0;  ///< fields that are the layer's own
    int m_first_added = 0;
    bool m_failed = false;
};

}  // namespace

std::unique_ptr<PointSink> ogr_point_sink(const std::string& target, bool overwrite, const PointSource& source,
                                          const std::string& crs, const AddedColumns& added) {
    return std::make_unique<OgrPointSink>(target, overwrite, source, crs, added);
}

}  // namespace maillage::io
