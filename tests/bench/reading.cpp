// Reading a GeoJSON file by simdjson beside OGR; the two take turns.
// Usage: bench_reading LAYER.geojson [RUNS]      (default 5). Prints medians of processor time, the file being read already; judges nothing.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "timing.hpp"

#include "io/geojson_source.hpp"
#include "io/ogr_source.hpp"

using namespace maillage;
using bench::seconds;
using bench::spread;

int main(int count, char** arguments) {
    if (count < 2) {
        fmt::print(stderr, "usage: bench_reading LAYER.geojson [RUNS]\n");
        return 2;
    }
    const std::string path = arguments[1];
    const std::string bytes = io::read_file(path);
    std::vector<double> ours;
    std::vector<double> theirs;
    std::size_t rows = 0;
    for (int run = count > 2 ? std::atoi(arguments[2]) : 5; run > 0; --run) {
        ours.push_back(seconds([&] {
            const std::optional<Layer> plain = io::read_plain_geojson(bytes, path);
            rows = plain ? plain->rows.size() : 0;
        }));
        theirs.push_back(seconds([&] { (void)io::read_ogr(io::Payload{path, "", io::FileKind::geojson, bytes, true, {}, {path}}); }));
    }
    fmt::print("{}: {} bytes, {}\n  simdjson {}\n  OGR      {}\n", path, bytes.size(),
               rows == 0 ? "not plain: simdjson leaves it to OGR" : fmt::format("{} rows", rows), spread(ours), spread(theirs));
}
