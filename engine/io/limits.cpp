#include "io/limits.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <vector>

#include "base/number.hpp"
#include "base/text.hpp"

namespace maillage::io {

namespace {

// GCC's word for it, then Clang's
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool is_sanitized = true;
#elif !defined(__has_feature)
constexpr bool is_sanitized = false;
#elif __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool is_sanitized = true;
#else
constexpr bool is_sanitized = false;
#endif

Limits& own_limits() {
    static Limits limits;
    return limits;
}

std::optional<std::uint64_t> amount(std::string_view text) {
    std::int64_t scale = 1;
    if (!text.empty()) {
        const std::size_t unit = std::string_view("KMG").find(text.back());
        if (unit != std::string_view::npos) {
            constexpr std::array<std::int64_t, 3> scales{1000, 1'000'000, 1'000'000'000};
            scale = scales[unit];
            text.remove_suffix(1);
        }
    }
    const std::optional<std::int64_t> number = parse_integer(std::string(text));
    if (!number || *number < 1 || *number > std::numeric_limits<std::int64_t>::max() / scale) {
        return std::nullopt;
    }
    return static_cast<std::uint64_t>(*number * scale);
}

}  // namespace

std::span<const LimitName> limit_names() {
    static const std::vector<LimitName> names{
        {"bytes", &Limits::bytes, {"trop d'octets dans un fichier", "too many bytes in a file"}},
        {"rows", &Limits::rows, {"trop de lignes", "too many rows"}},
        {"columns", &Limits::columns, {"trop de colonnes", "too many columns"}},
        {"vertices", &Limits::vertices, {"trop de sommets dans une couche", "too many vertices in a layer"}},
        {"text", &Limits::text, {"trop d'octets dans une cellule", "too many bytes in a cell"}},
        {"cells", &Limits::cells, {"trop de cellules dans une feuille", "too many cells in a sheet"}},
        {"entries", &Limits::entries, {"trop de fichiers dans une archive", "too many files in an archive"}},
        {"unpacked", &Limits::unpacked, {"trop d'octets dans une archive, une fois décompressée", "too many bytes in an archive when unpacked"}},
        {"ratio", &Limits::ratio, {"trop d'octets décompressés pour un octet d'archive", "too many unpacked bytes to a byte of the archive"}},
        {"memory", &Limits::memory, {"trop d'octets en mémoire", "too many bytes in memory"}}};
    return names;
}

const Limits& process_limits() { return own_limits(); }

void set_process_limits(const Limits& limits) { own_limits() = limits; }

void set_limit(Limits& limits, const std::string& text) {
    const std::size_t mark = text.find('=');
    const std::string name = text.substr(0, mark);
    const std::span<const LimitName> names = limit_names();
    const auto found = std::find_if(names.begin(), names.end(), [&](const LimitName& one) { return one.name == name; });
    if (found == names.end()) {
        std::vector<std::string> known;
        std::transform(names.begin(), names.end(), std::back_inserter(known), [](const LimitName& one) { return std::string(one.name); });
        const std::optional<std::string> nearest = nearest_word(name, known);
        throw UsageError({fmt::format("--allow {} : limite inconnue{} ; limites : {}", text, nearest ? fmt::format(" (« {} » ?)", *nearest) : "", join(known, ", ")),
                          fmt::format("--allow {}: unknown limit{}; limits: {}", text, nearest ? fmt::format(" (\"{}\"?)", *nearest) : "", join(known, ", "))});
    }
    const std::optional<std::uint64_t> value = mark == std::string::npos ? std::nullopt : amount(std::string_view(text).substr(mark + 1));
    if (!value) {
        throw UsageError({fmt::format("--allow {} : donner un nombre entier, par exemple --allow {}=100M", text, name),
                          fmt::format("--allow {}: give a whole number, for example --allow {}=100M", text, name)});
    }
    limits.*(found->member) = *value;
}

std::uint64_t bound_memory(const Limits& limits) {
    if (is_sanitized) {
        return 0;
    }
    const std::uint64_t machine = static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    rlimit bound{};
    if (getrlimit(RLIMIT_DATA, &bound) != 0) {
        return 0;
    }
    bound.rlim_cur = limits.memory != 0 ? std::min<rlim_t>(bound.rlim_max, limits.memory) : std::min<rlim_t>(bound.rlim_cur, machine);
    return setrlimit(RLIMIT_DATA, &bound) == 0 ? bound.rlim_cur : 0;
}

void keep_within(const Place& place, std::uint64_t count, std::uint64_t Limits::*member, const Limits& limits) {
    const std::uint64_t most = limits.*member;
    if (count <= most) {
        return;
    }
    const std::span<const LimitName> names = limit_names();
    const auto found = std::find_if(names.begin(), names.end(), [&](const LimitName& one) { return one.member == member; });
    throw InputError(place, {fmt::format("{} (limite : {} ; --allow {}=… la relève)", found->what.fr, most, found->name),
                             fmt::format("{} (limit: {}; --allow {}=… raises it)", found->what.en, most, found->name)});
}

}  // namespace maillage::io
