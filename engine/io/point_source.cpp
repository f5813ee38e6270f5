#include "io/point_source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <limits>

#include "base/error.hpp"
#include "io/csv_points.hpp"
#include "io/descriptor.hpp"
#include "io/ogr_points.hpp"
#include "io/payload.hpp"

namespace maillage::io {

PointBatch::PointBatch() = default;
PointBatch::PointBatch(PointBatch&&) noexcept = default;
PointBatch& PointBatch::operator=(PointBatch&&) noexcept = default;
PointBatch::~PointBatch() = default;

namespace {

std::unique_ptr<PointSource> csv_of_file(const std::string& path) {
    auto file = std::make_shared<Descriptor>(open_to_read(path));
    struct stat state {};
    const std::size_t size = ::fstat(file->number(), &state) == 0 ? static_cast<std::size_t>(state.st_size) : 0;
    const auto reads = [file, path](char* to, std::size_t count) {
        while (true) {
            const ssize_t got = ::read(file->number(), to, count);
            if (got >= 0) {
                return static_cast<std::size_t>(got);
            }
            if (errno != EINTR) {
                throw OutputError({path, "", 0},
                                  {"lecture impossible : " + errno_words(errno), "can't be read: " + errno_words(errno)});
            }
        }
    };
    return std::make_unique<CsvPoints>(reads, size, path);
}

std::unique_ptr<PointSource> csv_of_bytes(std::string bytes, const std::string& path) {
    const std::size_t size = bytes.size();
    const auto reads = [held = std::make_shared<std::string>(std::move(bytes)), at = std::size_t{0}](char* to,
                                                                                                     std::size_t count) mutable {
        count = std::min(count, held->size() - at);
        std::memcpy(to, held->data() + at, count);
        at += count;
        return count;
    };
    return std::make_unique<CsvPoints>(reads, size, path);
}

}  // namespace

std::unique_ptr<PointSource> open_points(const std::string& named) {
    Limits limits;
    limits.bytes = std::numeric_limits<std::uint64_t>::max();
    const Opened opened = gate(named, limits);
    if (opened.kind == FileKind::csv) {
        return csv_of_file(opened.path);
    }
    if (opened.kind == FileKind::geojson || opened.kind == FileKind::geojson_sequence || opened.kind == FileKind::geopackage ||
        opened.kind == FileKind::flatgeobuf) {
        return std::make_unique<OgrPoints>(opened);
    }
    if (opened.kind == FileKind::zip) {
        Payload payload = payload_of(opened, Limits{});
        if (payload.kind == FileKind::csv) {
            return csv_of_bytes(std::move(payload.bytes), payload.path);
        }
    }
    return std::make_unique<LayerPoints>(read_layer(named));
}

}  // namespace maillage::io
