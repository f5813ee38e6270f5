#include "io/archive.hpp"

#include <zip.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

namespace maillage::io {

namespace {

struct CloseEntry {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

struct DropArchive {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};

/// A name that stays inside: relative, without "..", for both kinds of slash.
bool sound(const std::string& name) {
    std::string plain = name;
    std::replace(plain.begin(), plain.end(), '\\', '/');
    const bool drive = plain.size() > 1 && plain[1] == ':';
    const std::vector<std::string> parts = split(plain, '/');
    return !plain.empty() && plain.front() != '/' && !drive && std::find(parts.begin(), parts.end(), "..") == parts.end();
}

/// A little-endian number of `count` bytes; 0 past the end.
std::size_t number_at(std::string_view bytes, std::size_t at, std::size_t count) {
    std::size_t value = 0;
    for (std::size_t i = count; i-- > 0;) {
        value = (value << 8U) + (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U);
    }
    return value;
}

/// Whether a name of the central directory (APPNOTE 4.3.12, 4.3.16) holds a NUL, at which libzip would cut it. The directory
/// of a zip64 archive lies elsewhere and is not looked through: its names are cut.
bool has_nul(std::string_view bytes) {
    const std::size_t end = bytes.rfind(std::string_view("PK\x05\x06", 4));
    std::size_t at = end == std::string_view::npos ? bytes.size() : number_at(bytes, end + 16, 4);
    while (at < bytes.size() && bytes.substr(at, 4) == std::string_view("PK\x01\x02", 4)) {
        const std::size_t length = number_at(bytes, at + 28, 2);
        if (bytes.substr(std::min(at + 46, bytes.size()), length).find('\0') != std::string_view::npos) {
            return true;
        }
        at += 46 + length + number_at(bytes, at + 30, 2) + number_at(bytes, at + 32, 2);
    }
    return false;
}

}  // namespace

struct Archive::Handle {
    std::unique_ptr<zip_t, DropArchive> archive;
};

Archive::Archive(std::string bytes, Place place, const Limits& limits)
    : m_bytes(std::move(bytes)), m_place(std::move(place)), m_handle(std::make_unique<Handle>()) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(m_bytes.data(), m_bytes.size(), 0, &error);
    if (source == nullptr) {
        throw LibraryError(m_place, {"libzip : mémoire insuffisante", "libzip: out of memory"});
    }
    m_handle->archive.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
    if (!m_handle->archive) {
        zip_source_free(source);
        const std::string words = zip_error_strerror(&error);
        zip_error_fini(&error);
        throw InputError(m_place, {"n'est pas une archive zip lisible : " + words, "is not a readable zip archive: " + words});
    }
    zip_error_fini(&error);
    const auto count = static_cast<std::uint64_t>(zip_get_num_entries(m_handle->archive.get(), 0));
    keep_within(m_place, count, &Limits::entries, limits);
    for (std::uint64_t index = 0; index < count; ++index) {
        take_entry(index, limits);
    }
    if (has_nul(m_bytes)) {
        refuse("", {"contient un nom de fichier avec un octet nul : refusé", "holds a file name with a NUL byte: refused"});
    }
}

Archive::~Archive() = default;

void Archive::refuse(const std::string& name, const Said& what) const {
    Place place = m_place;
    place.layer = name;
    throw InputError(place, what);
}

void Archive::take_entry(std::uint64_t index, const Limits& limits) {
    zip_stat_t state;
    if (zip_stat_index(m_handle->archive.get(), index, ZIP_FL_ENC_GUESS, &state) != 0 || (state.valid & ZIP_STAT_NAME) == 0U ||
        (state.valid & ZIP_STAT_SIZE) == 0U) {
        refuse("", {"archive zip abîmée", "damaged zip archive"});
    }
    const std::string name = state.name;
    if (!sound(name)) {
        refuse(name, {"nom de fichier qui sort de l'archive : refusé", "file name that leaves the archive: refused"});
    }
    if (name.ends_with('/')) {
        return;
    }
    if ((state.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0U && state.encryption_method != ZIP_EM_NONE) {
        refuse(name, {"archive protégée par mot de passe : décompressez-la d'abord",
                      "archive protected by a password: unpack it first"});
    }
    if (find(name) != nullptr) {
        refuse(name, {"l'archive contient deux fichiers de ce nom", "the archive holds two files of that name"});
    }
    m_declared += state.size;
    Place place = m_place;
    place.layer = name;
    keep_within(place, std::max<std::uint64_t>(state.size, m_declared), &Limits::unpacked, limits);
    const std::uint64_t packed = (state.valid & ZIP_STAT_COMP_SIZE) != 0U ? state.comp_size : 0;
    if (state.size > limits.ratio_floor && state.size / limits.ratio > packed) {
        keep_within(place, packed == 0 ? state.size : state.size / packed + 1, &Limits::ratio, limits);
    }
    m_entries.push_back({name, state.size, index});
}

const Archive::Entry* Archive::find(const std::string& name) const {
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& entry) { return entry.name == name; });
    return found == m_entries.end() ? nullptr : &*found;
}

std::string Archive::read(const Entry& entry) {
    const std::unique_ptr<zip_file_t, CloseEntry> file(zip_fopen_index(m_handle->archive.get(), entry.index, 0));
    if (!file) {
        const std::string words = zip_strerror(m_handle->archive.get());
        refuse(entry.name, {"fichier illisible dans l'archive : " + words, "file unreadable in the archive: " + words});
    }
    std::string bytes;
    std::array<char, std::size_t{1} << 16U> piece{};
    while (true) {
        const zip_int64_t count = zip_fread(file.get(), piece.data(), piece.size());
        if (count < 0) {
            const std::string words = zip_error_strerror(zip_file_get_error(file.get()));
            refuse(entry.name, {"fichier abîmé dans l'archive : " + words, "file damaged in the archive: " + words});
        }
        bytes.append(piece.data(), static_cast<std::size_t>(count));
        if (bytes.size() > entry.bytes || (count == 0 && bytes.size() < entry.bytes)) {
            refuse(entry.name, {"la taille annoncée par l'archive est fausse", "the size that the archive declares is false"});
        }
        if (count == 0) {
            return bytes;
        }
    }
}

}  // namespace maillage::io
