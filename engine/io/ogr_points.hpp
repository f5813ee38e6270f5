// A layer of points, streamed through OGR or held in memory. Only for .cpp files of this room.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/ogr_handles.hpp"
#include "io/point_source.hpp"

namespace maillage::io {

struct PointBatchFeatures {
    std::vector<OwnFeature> features;   ///< of OgrPoints
    std::vector<const LayerRow*> rows;  ///< of LayerPoints
};

/// GeoJSON, GeoJSON sequence, GeoPackage or FlatGeobuf on the disk. Rows are ranks from 1.
class OgrPoints : public PointSource {
public:
    /// Throws InputError as read_ogr does, LibraryError.
    explicit OgrPoints(const Opened& opened);

    [[nodiscard]] const Layer& heading() const override { return m_layer; }
    void use_columns(std::size_t lon, std::size_t lat) override;
    [[nodiscard]] std::optional<PointBatch> next() override;
    void part(PointBatch& batch) const override;
    [[nodiscard]] std::vector<std::string> cells(const PointBatch& batch, std::size_t index) const override;
    [[nodiscard]] std::string written(const PointBatch& batch, std::size_t index) const override;

    [[nodiscard]] OGRLayerH layer() const { return m_ogr; }

private:
    std::string m_path;
    OwnDataset m_dataset;
    OGRLayerH m_ogr = nullptr;
    Layer m_layer;
    int m_fields = 0;
    bool m_has_key = false;      ///< whether the last column is the layer's key
    std::size_t m_features = 0;  ///< in all, as the layer says
    std::size_t m_given = 0;
    std::size_t m_lon = Layer::npos;
    std::size_t m_lat = Layer::npos;
};

/// A layer or table read whole.
class LayerPoints : public PointSource {
public:
    explicit LayerPoints(Layer layer);

    [[nodiscard]] const Layer& heading() const override { return m_heading; }
    void use_columns(std::size_t lon, std::size_t lat) override;
    [[nodiscard]] std::optional<PointBatch> next() override;
    void part(PointBatch& batch) const override;
    [[nodiscard]] std::vector<std::string> cells(const PointBatch& batch, std::size_t index) const override;
    [[nodiscard]] std::string written(const PointBatch& batch, std::size_t index) const override;

private:
    Layer m_heading;
    std::vector<LayerRow> m_rows;
    std::size_t m_given = 0;
    std::size_t m_lon = Layer::npos;
    std::size_t m_lat = Layer::npos;
};

}  // namespace maillage::io
