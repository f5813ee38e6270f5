// locator: a layer of pays made ready, for callers that bring their points themselves.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/arrow_column.hpp"
#include "io/arrow_points.hpp"
#include "model/finding.hpp"
#include "model/layer.hpp"
#include "model/location.hpp"
#include "model/study.hpp"

namespace maillage::jobs {

struct LocatorInput {
    TerritoryInput pays;
    double repair_limit = 5;  ///< as Study::repair_limit
    LayersInMemory in_memory{};
};

/// What was found of the rows of some columns.
struct LocatedColumns {
    std::vector<std::uint32_t> territories;  ///< by row: index of `LocationCounts::territories`, or Location::nowhere
    std::vector<std::uint8_t> situations;    ///< by row: Situation
    LocationCounts counts;
};

/// Locates as jobs::locate does, by the same rules; its answers hang on the point alone, so any split of the points gives the same. Immutable,
/// shared by threads.
class Locator {
public:
    /// Reads and validates the layer. Throws UsageError, InputError, OutputError, LibraryError.
    explicit Locator(const LocatorInput& input);

    /// From what `bytes` gave, read where they stand (at a multiple of 8 bytes): they must outlive this. Throws InputError: other or damaged bytes.
    explicit Locator(std::span<const std::byte> bytes);

    ~Locator();
    Locator(Locator&&) noexcept;

    /// The layer and its index as one block, for processes and machines of the same byte order. The same layer gives the same bytes.
    [[nodiscard]] std::string bytes() const;

    /// Codes and names, by code; no points.
    [[nodiscard]] const LocationCounts& none() const;
    /// About the layer; none of one from bytes.
    [[nodiscard]] const std::vector<Finding>& findings() const;

    /// The territory of each row. `crs` is that of the points, "" = CRS84; `threads` 0: one a core. Counts are made where asked for, else they
    /// are those of no points.
    [[nodiscard]] LocatedColumns locate(const io::PointColumns& points, const std::string& crs, bool counted, std::size_t threads) const;

    /// The same of all batches, each with its answers in two columns of dictionaries, `prefix`_code (null where there is none) and
    /// `prefix`_situation, given to `answers`; batches have the same lengths.
    LocationCounts locate(const io::ArrowPoints& points, const std::string& crs, bool counted, std::size_t threads, const std::string& prefix,
                          ArrowArrayStream& answers) const;

private:
    struct Parts;
    std::unique_ptr<const Parts> m_parts;
};

}  // namespace maillage::jobs
