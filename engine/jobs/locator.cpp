#include "jobs/locator.hpp"

#include <algorithm>
#include <cstring>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "base/error.hpp"
#include "base/in_order.hpp"
#include "formats/location_counts.hpp"
#include "geo/point_locator.hpp"
#include "geo/projection.hpp"
#include "io/location_counts.hpp"
#include "model/catalogue.hpp"
#include "stages/locate.hpp"
#include "stages/membership.hpp"
#include "stages/read.hpp"
#include "stages/validate.hpp"

namespace maillage::jobs {

namespace {

// Of a block: these eight bytes, how many bytes the text has (8 bytes), the text padded with spaces to a multiple of 8, the index.
constexpr std::string_view mark = "MAILLOC1";
constexpr std::size_t word = 8;
constexpr const char* plain_crs = "OGC:CRS84";

[[noreturn]] void refuse_block() {
    throw InputError({"index de localisation inutilisable : ce n'en est pas un", "unusable location index: it is not one"});
}

std::string_view text_of(std::span<const std::byte> block) {
    if (block.size() < 2 * word || std::memcmp(block.data(), mark.data(), word) != 0) {
        refuse_block();
    }
    std::uint64_t length = 0;
    std::memcpy(&length, block.data() + word, word);
    if (length % word != 0 || length > block.size() - 2 * word) {
        refuse_block();
    }
    return {reinterpret_cast<const char*>(block.data()) + 2 * word, length};
}

/// Rows located at a time, by one thread: their points, faults and answers stay in the cache.
constexpr std::size_t tile_rows = 16'384;

struct Tile {
    std::size_t first;
    std::size_t rows;
};

/// One thread's room.
struct Worker {
    geo::PointPlacer placer;
    LocationCounts* counts;  ///< null: not counted
    std::vector<Point> points;
    std::vector<Fault> faults;
};

}  // namespace

struct Locator::Parts {
    LocationCounts none;
    std::vector<Finding> findings;
    geo::PointLocator index;
};

namespace {

stages::Inputs read_layer(const LocatorInput& input) {
    Study study;
    study.pays = input.pays;
    study.repair_limit = input.repair_limit;
    stages::Inputs inputs;
    inputs.in_memory = input.in_memory;
    stages::read_territories(inputs, study);
    (void)stages::validate_territories(inputs, study);
    return inputs;
}

io::ArrowColumn dictionary_of(const std::vector<std::string>& words) { return io::text_column("", words); }

/// Answers as columns; dictionaries are shared by all batches.
class Answers {
public:
    Answers(const LocationCounts& none, std::string prefix) : m_prefix(std::move(prefix)) {
        std::vector<std::string> codes;
        for (const TerritoryPoints& one : none.territories) {
            codes.push_back(one.code);
        }
        std::vector<std::string> situations;
        for (const Situation situation : catalogue::all_situations) {
            situations.emplace_back(catalogue::id(situation));
        }
        m_codes = std::make_shared<const io::ArrowColumn>(dictionary_of(codes));
        m_situations = std::make_shared<const io::ArrowColumn>(dictionary_of(situations));
    }

    [[nodiscard]] io::ArrowColumn batch(LocatedColumns&& located) const {
        const std::size_t rows = located.territories.size();
        std::vector<std::uint8_t> valid((rows + 7) / 8);
        std::int64_t nulls = 0;
        for (std::size_t i = 0; i < rows; ++i) {
            const bool is_somewhere = located.territories[i] != Location::nowhere;
            valid[i / 8] = static_cast<std::uint8_t>(valid[i / 8] | (static_cast<unsigned>(is_somewhere) << (i % 8)));
            nulls += is_somewhere ? 0 : 1;
        }
        const auto length = static_cast<std::int64_t>(rows);
        std::vector<io::ArrowColumn> columns;
        columns.push_back({"i", m_prefix + "_code", {}, length, nulls, {io::ArrowBuffer(std::move(valid)), io::ArrowBuffer(std::move(located.territories))}, {}, m_codes});
        columns.push_back({"c", m_prefix + "_situation", {}, length, 0, {io::ArrowBuffer(), io::ArrowBuffer(std::move(located.situations))}, {}, m_situations});
        return io::batch_of(std::move(columns), length);
    }

private:
    std::string m_prefix;
    std::shared_ptr<const io::ArrowColumn> m_codes;
    std::shared_ptr<const io::ArrowColumn> m_situations;
};

}  // namespace

Locator::Locator(const LocatorInput& input) {
    stages::Inputs inputs = read_layer(input);
    m_parts = std::make_unique<const Parts>(Parts{stages::counts_of(inputs.territories), std::move(inputs.findings), stages::locator_of(inputs.territories)});
}

Locator::Locator(std::span<const std::byte> bytes) {
    const std::string_view text = text_of(bytes);
    LocationCounts none = io::read_counts(std::string(text), "index");
    geo::PointLocator index = geo::PointLocator::over_bytes(bytes.subspan(2 * word + text.size()));
    if (index.outline_count() != none.territories.size()) {
        refuse_block();
    }
    m_parts = std::make_unique<const Parts>(Parts{std::move(none), {}, std::move(index)});
}

Locator::~Locator() = default;
Locator::Locator(Locator&&) noexcept = default;

std::string Locator::bytes() const {
    std::string text = formats::counts_json(m_parts->none);
    text.resize((text.size() + word - 1) / word * word, ' ');
    const auto length = static_cast<std::uint64_t>(text.size());
    std::string block(mark);
    block.append(reinterpret_cast<const char*>(&length), word);
    block += text;
    const std::span<const std::byte> index = m_parts->index.bytes();
    block.append(reinterpret_cast<const char*>(index.data()), index.size());
    return block;
}

const LocationCounts& Locator::none() const { return m_parts->none; }
const std::vector<Finding>& Locator::findings() const { return m_parts->findings; }

LocatedColumns Locator::locate(const io::PointColumns& points, const std::string& crs, bool counted, std::size_t threads) const {
    LocatedColumns located{std::vector<std::uint32_t>(points.rows), std::vector<std::uint8_t>(points.rows), m_parts->none};
    std::mutex adding;
    std::deque<LocationCounts> parts;
    std::size_t next = 0;
    const auto next_tile = [&]() -> std::optional<Tile> {
        if (next == points.rows) {
            return std::nullopt;
        }
        const Tile tile{next, std::min(tile_rows, points.rows - next)};
        next += tile.rows;
        return tile;
    };
    const auto make_worker = [&] {
        LocationCounts* counts = nullptr;
        if (counted) {
            const std::lock_guard lock(adding);
            counts = &parts.emplace_back(m_parts->none);
        }
        return [&, worker = Worker{geo::PointPlacer(crs.empty() ? plain_crs : crs), counts, {}, {}}](const Tile& tile) mutable {
            worker.points.resize(tile.rows);
            worker.faults.resize(tile.rows);
            points.read(tile.first, worker.points, worker.faults);
            const std::vector<Location> locations = stages::locate(m_parts->index, worker.placer, worker.points, worker.faults);
            for (std::size_t i = 0; i < tile.rows; ++i) {
                located.territories[tile.first + i] = locations[i].territory;
                located.situations[tile.first + i] = static_cast<std::uint8_t>(locations[i].situation);
            }
            if (worker.counts != nullptr) {
                stages::count(*worker.counts, worker.points, locations);
            }
            return true;
        };
    };
    const std::size_t tiles = (points.rows + tile_rows - 1) / tile_rows;
    const std::size_t most = threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : threads;
    in_order(std::min(most, std::max<std::size_t>(1, tiles)), next_tile, make_worker, [](bool) {});
    for (const LocationCounts& part : parts) {
        stages::add(located.counts, part);
    }
    stages::balance(located.counts);
    return located;
}

LocationCounts Locator::locate(const io::ArrowPoints& points, const std::string& crs, bool counted, std::size_t threads, const std::string& prefix,
                               ArrowArrayStream& answers) const {
    const Answers columns(m_parts->none, prefix);
    const std::string& system = crs.empty() ? points.crs() : crs;
    LocationCounts counts = m_parts->none;
    std::vector<io::ArrowColumn> batches;
    for (const io::PointColumns& batch : points.batches()) {
        LocatedColumns located = locate(batch, system, counted, threads);
        stages::add(counts, located.counts);
        batches.push_back(columns.batch(std::move(located)));
    }
    io::give_away(columns.batch({}), std::move(batches), answers);
    return counts;
}

}  // namespace maillage::jobs
