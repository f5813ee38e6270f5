// Point location beside other libraries, in turns, on one core. Figures as lines of JSON, for tools/bench/bench.
// Usage: bench_locate compare LAYER CENTRES POINTS PEER_POINTS RUNS | growth LAYER POINTS_MOST VERTICES_MOST
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <thread>

#include "geo/point_locator.hpp"
#include "layers.hpp"
#include "peers.hpp"

namespace maillage::bench {
namespace {

using geo::PointLocator;
using Holders = std::vector<std::uint32_t>;

void say(const std::string& what, const std::string& who, std::size_t points, double value) {
    fmt::print("{{\"what\": \"{}\", \"who\": \"{}\", \"points\": {}, \"value\": {}}}\n", what, who, points, value);
    std::fflush(stdout);
}

/// By the clock on the wall: what several threads take together.
double wall_seconds(const PointLocator& locator, std::span<const Point> points, std::span<std::uint32_t> holders,
                    std::size_t threads) {
    const auto start = std::chrono::steady_clock::now();
    std::vector<std::thread> team;
    const std::size_t share = (points.size() + threads - 1) / threads;
    for (std::size_t first = 0; first < points.size(); first += share) {
        const std::size_t count = std::min(share, points.size() - first);
        team.emplace_back([&, first, count] { locator.locate(points.subspan(first, count), holders.subspan(first, count)); });
    }
    for (std::thread& one : team) {
        one.join();
    }
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void compare(const Outlines& layer, const std::string& kind, const std::vector<Point>& points, std::size_t peer_points,
             int runs, const PointLocator& locator, const std::vector<std::pair<NamedPeer, std::unique_ptr<Peer>>>& others) {
    Holders ours(points.size());
    Holders theirs(peer_points);
    for (int run = 0; run < runs; ++run) {
        say(kind, "maillage, batch", points.size(), seconds([&] { locator.locate(points, ours); }));
        say(kind, "maillage, batch, 1 thread by the clock", points.size(), wall_seconds(locator, points, ours, 1));
        say(kind, "maillage, batch, 2 threads by the clock", points.size(), wall_seconds(locator, points, ours, 2));
        std::size_t held = 0;
        say(kind, "maillage, point by point, all holders", peer_points, seconds([&] {
                for (std::size_t i = 0; i < peer_points; ++i) {
                    held += locator.locate(points[i]).holders.size();
                }
            }));
        if (held > peer_points * layer.outlines.size()) {
            std::abort();
        }
        for (const auto& [named, peer] : others) {
            say(kind, named.name, peer_points, seconds([&] {
                    for (std::size_t i = 0; i < peer_points; ++i) {
                        theirs[i] = peer->holder(points[i]);
                    }
                }));
            std::size_t differing = 0;
            for (std::size_t i = 0; i < peer_points; ++i) {
                differing += ours[i] != theirs[i] ? 1U : 0U;
            }
            if (run == 0) {
                say(kind + ", answers that differ", named.name, peer_points, static_cast<double>(differing));
            }
        }
    }
}

void compare_all(const std::string& path, const std::string& centres, std::size_t points, std::size_t peer_points, int runs) {
    const Outlines layer = outlines_of(path);
    say("outlines", path, 0, static_cast<double>(layer.outlines.size()));
    say("vertices", path, 0, static_cast<double>(layer.vertices()));
    std::unique_ptr<PointLocator> locator;
    for (int run = 0; run < std::max(runs, 3); ++run) {
        locator.reset();
        say("build", "maillage", 0, seconds([&] { locator = std::make_unique<PointLocator>(layer.pointers); }));
    }
    say("index bytes", "maillage", 0, static_cast<double>(locator->bytes().size()));
    say("load", "maillage", 0, seconds([&] { (void)PointLocator::over_bytes(locator->bytes()); }));
    std::vector<std::pair<NamedPeer, std::unique_ptr<Peer>>> others;
    for (const NamedPeer& peer : peers()) {
        others.emplace_back(peer, nullptr);
        say("build", peer.name, 0, seconds([&] { others.back().second = peer.build(layer.pointers); }));
    }
    compare(layer, "uniform", uniform_points(points), peer_points, runs, *locator, others);
    compare(layer, "clustered", clustered_points(centres, points), peer_points, runs, *locator, others);
}

/// Each edge cut in `pieces`, by points on it but for rounding.
Outlines densified(const Outlines& layer, std::size_t pieces) {
    std::vector<MultiPolygon> outlines = layer.outlines;
    const auto cut = [&](Ring& ring) {
        Ring longer;
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            // from the lower end, so that both sides of a border get the same points
            const bool forward = ring[i].lon != ring[i + 1].lon ? ring[i].lon < ring[i + 1].lon : ring[i].lat < ring[i + 1].lat;
            const Point a = forward ? ring[i] : ring[i + 1];
            const Point b = forward ? ring[i + 1] : ring[i];
            longer.push_back(ring[i]);
            for (std::size_t k = 1; k < pieces; ++k) {
                const double t = static_cast<double>(forward ? k : pieces - k) / static_cast<double>(pieces);
                longer.push_back({a.lon + t * (b.lon - a.lon), a.lat + t * (b.lat - a.lat)});
            }
        }
        longer.push_back(ring.back());
        ring = std::move(longer);
    };
    for (MultiPolygon& outline : outlines) {
        for (Polygon& part : outline) {
            cut(part.shell);
            std::for_each(part.holes.begin(), part.holes.end(), cut);
        }
    }
    return Outlines(std::move(outlines));
}

/// Every n-th vertex of each ring, four at least: for speed alone, borders no longer meet.
Outlines thinned(const Outlines& layer, std::size_t n) {
    std::vector<MultiPolygon> outlines = layer.outlines;
    for (MultiPolygon& outline : outlines) {
        for (Polygon& part : outline) {
            const auto thin = [&](Ring& ring) {
                const std::size_t step = std::max<std::size_t>(1, std::min(n, (ring.size() - 1) / 3));
                Ring shorter;
                for (std::size_t i = 0; i + 1 < ring.size(); i += step) {
                    shorter.push_back(ring[i]);
                }
                shorter.push_back(ring.front());
                ring = std::move(shorter);
            };
            thin(part.shell);
            std::for_each(part.holes.begin(), part.holes.end(), thin);
        }
    }
    return Outlines(std::move(outlines));
}

/// Points by the million: each batch is made, located and forgotten. Only locating is timed.
double streamed(const PointLocator& locator, std::size_t count) {
    constexpr std::size_t batch = 1'000'000;
    Holders holders(batch);
    double taken = 0;
    for (std::size_t done = 0; done < count; done += batch) {
        const std::vector<Point> points = uniform_points(std::min(batch, count - done), static_cast<unsigned>(done / batch));
        taken += seconds([&] { locator.locate(points, std::span(holders).first(points.size())); });
    }
    return taken;
}

void growth(const std::string& path, std::size_t points_most, std::size_t vertices_most) {
    const Outlines layer = outlines_of(path);
    {
        const PointLocator locator(layer.pointers);
        (void)streamed(locator, 1'000'000);
        for (std::size_t count = 10'000; count <= points_most; count *= 10) {
            say("points", path, count, streamed(locator, count));
        }
    }
    const auto at = [&](const Outlines& other) {
        std::unique_ptr<PointLocator> locator;
        const double build = seconds([&] { locator = std::make_unique<PointLocator>(other.pointers); });
        (void)streamed(*locator, 1'000'000);
        say("vertices", path, other.vertices(), streamed(*locator, 4'000'000) / 4);
        say("vertices, build", path, other.vertices(), build);
        say("vertices, bytes", path, other.vertices(), static_cast<double>(locator->bytes().size()));
    };
    for (const std::size_t n : {32U, 8U, 3U}) {
        if (layer.vertices() / n >= 5'000) {
            at(thinned(layer, n));
        }
    }
    for (std::size_t pieces = 1; layer.vertices() * pieces <= vertices_most; pieces *= 3) {
        at(densified(layer, pieces));
    }
}

}  // namespace
}  // namespace maillage::bench

int main(int count, char** arguments) {
    using namespace maillage::bench;
    const std::vector<std::string> words(arguments + 1, arguments + count);
    const auto number = [&](std::size_t i) { return static_cast<std::size_t>(std::atof(words[i].c_str())); };
    if (words.size() == 6 && words[0] == "compare") {
        compare_all(words[1], words[2], number(3), number(4), static_cast<int>(number(5)));
    } else if (words.size() == 4 && words[0] == "growth") {
        growth(words[1], number(2), number(3));
    } else {
        fmt::print(stderr, "usage: bench_locate compare LAYER CENTRES POINTS PEER_POINTS RUNS\n"
                           "       bench_locate growth LAYER POINTS_MOST VERTICES_MOST\n");
        return 2;
    }
}
