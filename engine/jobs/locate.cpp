#include "jobs/locate.hpp"

#include <algorithm>
#include <deque>
#include <future>
#include <mutex>
#include <optional>
#include <thread>

#include "base/error.hpp"
#include "base/in_order.hpp"
#include "formats/location_counts.hpp"
#include "io/atomic_file.hpp"
#include "io/location_counts.hpp"
#include "io/point_sink.hpp"
#include "io/point_source.hpp"
#include "model/catalogue.hpp"
#include "stages/locate.hpp"
#include "stages/membership.hpp"
#include "stages/read.hpp"
#include "stages/stream.hpp"
#include "stages/validate.hpp"

namespace maillage::jobs {

namespace {

void begin(const LocateOptions& options, std::string_view step) {
    if (options.step) {
        options.step(step);
    }
}

std::string text_of(const std::string& path, const LocationCounts& counts) {
    if (path.ends_with(".json")) {
        return formats::counts_json(counts);
    }
    if (path.ends_with(".csv")) {
        return formats::counts_csv(counts);
    }
    throw UsageError({"--counts " + path + " : le nom doit finir par .json ou .csv",
                      "--counts " + path + ": the name must end in .json or .csv"});
}

/// Refuses what can't be written before any work is done.
void check_outputs(const LocateOptions& options) {
    if (!options.counts.empty()) {
        (void)text_of(options.counts, {});
    }
    if (!options.output.empty() && options.output == options.counts) {
        throw UsageError({"-o et --counts nomment le même fichier", "-o and --counts name the same file"});
    }
    for (const std::string& output : {options.output, options.counts}) {
        if (!output.empty()) {
            const io::AtomicFile refused_if_it_must_be(output, options.overwrite);
        }
    }
}

/// The territories as run takes them: sound outlines, sorted by code.
stages::Inputs read_layer(const LocateOptions& options) {
    Study study;
    study.pays = options.pays;
    study.repair_limit = options.repair_limit;
    stages::Inputs inputs;
    begin(options, "read");
    stages::read_territories(inputs, study);
    begin(options, "validate");
    (void)stages::validate_territories(inputs, study);
    return inputs;
}

io::AddedColumns added_columns(const LocateOptions& options, const LocationCounts& counts) {
    io::AddedColumns added;
    added.code = options.prefix + "_code";
    added.name = options.with_name ? options.prefix + "_nom" : "";
    added.situation = options.prefix + "_situation";
    added.territories = &counts.territories;
    for (const Situation situation : catalogue::all_situations) {
        added.situations.push_back(catalogue::id(situation));
    }
    return added;
}

/// A batch when all is known of it.
struct LocatedBatch {
    io::PointBatch batch;
    std::vector<Location> locations;
    std::string drawn;
    std::vector<Rejection> rejections;
};

/// The work on batches, shared by threads.
class Stream {
public:
    Stream(const LocateOptions& options, io::PointSource& source, const std::string& crs, const geo::PointLocator& locator,
           const LocationCounts& none, io::PointSink* sink)
        : m_options(options), m_source(source), m_crs(crs), m_locator(locator), m_none(none), m_sink(sink) {}

    void run(std::optional<io::PointBatch> first) {
        const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
        // one thread more than cores: one may wait for its turn to write
        const std::size_t threads = m_options.threads == 0 ? cores + 1 : m_options.threads;
        in_order(
            threads, [&] { return first ? std::exchange(first, std::nullopt) : m_source.next(); },
            [&] {
                return [&, placer = geo::PointPlacer(m_crs), &counts = new_counts()](io::PointBatch& batch) {
                    return work(batch, placer, counts);
                };
            },
            [&](LocatedBatch&& batch) { take(std::move(batch)); });
    }

    [[nodiscard]] LocationCounts counts() const {
        LocationCounts counts = m_none;
        for (const LocationCounts& part : m_counts) {
            stages::add(counts, part);
        }
        return counts;
    }

    [[nodiscard]] std::vector<Rejection> rejections() { return std::move(m_rejections); }

private:
    LocationCounts& new_counts() {
        const std::lock_guard lock(m_adding);
        return m_counts.emplace_back(m_none);
    }

    [[nodiscard]] std::size_t shown() const { return m_options.shown == 0 ? static_cast<std::size_t>(-1) : m_options.shown; }

    LocatedBatch work(io::PointBatch& batch, const geo::PointPlacer& placer, LocationCounts& counts) const {
        if (batch.rows.empty()) {
            m_source.part(batch);
        }
        LocatedBatch located;
        std::vector<Point> places = batch.points;
        located.locations = stages::locate(m_locator, placer, places, batch.faults);
        stages::count(counts, places, located.locations);
        for (std::size_t i = 0; i < batch.rows.size() && located.rejections.size() < shown(); ++i) {
            if (batch.faults[i] != Fault::none) {
                located.rejections.push_back({batch.rows[i], batch.faults[i], m_source.written(batch, i)});
            }
        }
        located.drawn = m_sink != nullptr ? m_sink->drawn_up(batch, located.locations) : "";
        located.batch = std::move(batch);
        return located;
    }

    void take(LocatedBatch&& located) {
        for (Rejection& rejection : located.rejections) {
            if (m_rejections.size() < shown()) {
                m_rejections.push_back(std::move(rejection));
            }
        }
        m_rows += located.locations.size();
        const double share_read = located.batch.share_read;
        if (m_sink != nullptr) {
            m_sink->write(std::move(located.batch), located.locations, located.drawn);
        }
        if (m_options.progress) {
            m_options.progress(m_rows, share_read);
        }
    }

    const LocateOptions& m_options;
    io::PointSource& m_source;
    const std::string& m_crs;
    const geo::PointLocator& m_locator;
    const LocationCounts& m_none;
    io::PointSink* m_sink;
    std::mutex m_adding;
    std::deque<LocationCounts> m_counts;  ///< one a thread
    std::vector<Rejection> m_rejections;
    std::uint64_t m_rows = 0;
};

}  // namespace

Located locate(const LocateOptions& options) {
    check_outputs(options);
    const std::unique_ptr<io::PointSource> source = io::open_points(options.points);
    stages::choose_columns(*source, options.lon, options.lat);
    stages::Inputs inputs = read_layer(options);
    // deferred: where the system gives no more threads
    auto counting = std::async(std::launch::async | std::launch::deferred, [&] { return stages::counts_of(inputs.territories); });
    const geo::PointLocator locator = stages::locator_of(inputs.territories);
    const LocationCounts none = counting.get();
    inputs.territories.clear();
    begin(options, "locate");
    std::optional<io::PointBatch> first = source->next();
    if (first) {
        source->part(*first);
    }
    const stages::StreamSystem system = stages::system_of(*source, first ? &*first : nullptr, options.crs);
    const std::unique_ptr<io::PointSink> sink =
        options.output.empty()
            ? nullptr
            : io::point_sink(options.output, options.overwrite, *source, system.crs, added_columns(options, none));
    Stream stream(options, *source, system.crs, locator, none, sink.get());
    stream.run(std::move(first));
    Located located{stream.counts(), source->heading().path, stream.rejections(),
                    inputs.findings.size() + source->heading().findings.size() + system.findings.size()};
    stages::balance(located.counts);
    std::optional<io::AtomicFile> counts;
    if (!options.counts.empty()) {
        counts.emplace(options.counts, options.overwrite);
        counts->write(text_of(options.counts, located.counts));
    }
    if (sink) {
        sink->publish();
    }
    if (counts) {
        counts->publish();
    }
    return located;
}

LocationCounts merge_counts(const std::vector<std::string>& parts, const std::string& output, bool overwrite) {
    LocationCounts counts;
    for (const std::string& path : parts) {
        LocationCounts part = io::read_counts(path);
        if (&path == &parts.front()) {
            counts = std::move(part);
            continue;
        }
        if (!stages::may_be_added(counts, part)) {
            throw InputError({path, "", 0}, {"compte sur une autre couche de pays que " + parts.front(),
                                             "counts on another layer of pays than " + parts.front()});
        }
        stages::add(counts, part);
    }
    stages::balance(counts);
    if (!output.empty()) {
        io::AtomicFile file(output, overwrite);
        file.write(text_of(output, counts));
        file.publish();
    }
    return counts;
}

}  // namespace maillage::jobs
