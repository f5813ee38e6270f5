// Rows of a point source written again, with what was found of each: CSV, FlatGeobuf or GeoPackage, all or nothing.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "io/point_source.hpp"
#include "model/location.hpp"

namespace maillage::io {

/// The columns added behind the source's own, and what they hold.
struct AddedColumns {
    std::string code;       ///< title; "" in a row outside and in a rejected one
    std::string name;       ///< title; "" = the column is left out
    std::string situation;  ///< title
    const std::vector<TerritoryPoints>* territories = nullptr;
    std::vector<std::string_view> situations;  ///< words, by Situation

    [[nodiscard]] std::vector<std::string> titles() const;
    [[nodiscard]] std::vector<std::string> cells(const Location& location) const;
};

class PointSink {
public:
    virtual ~PointSink() = default;
    /// What `write` is then given; threads may share the sink for it.
    [[nodiscard]] virtual std::string drawn_up(const PointBatch& batch, const std::vector<Location>& locations) const = 0;
    /// In the source's order. Throws OutputError, LibraryError.
    virtual void write(PointBatch batch, const std::vector<Location>& locations, const std::string& drawn) = 0;
    /// Puts the file in place. Throws OutputError.
    virtual void publish() = 0;
};

/// By the ending of `target`: .csv, .fgb, .gpkg. A CSV of a CSV has each row byte for byte (but for what is Windows-1252, which
/// becomes UTF-8) and the new cells behind it; a row with too few cells is filled up. A CSV of a layer has its columns, then
/// `lon` and `lat` as the layer draws them, unless it has those two. A layer keeps coordinates, system and, of a layer, types as
/// they are; of a CSV each column is text. `source` must outlive the sink; `crs` is that of its points. Throws UsageError for
/// another ending, InputError for a title that the source has already, OutputError.
[[nodiscard]] std::unique_ptr<PointSink> point_sink(const std::string& target, bool overwrite, const PointSource& source,
                                                    const std::string& crs, const AddedColumns& added);

}  // namespace maillage::io
