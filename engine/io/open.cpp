#include "io/open.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "io/csv_source.hpp"
#include "io/descriptor.hpp"
#include "io/geojson_source.hpp"
#include "io/ogr_source.hpp"
#include "io/payload.hpp"
#include "io/postgis_source.hpp"
#include "io/sheet_source.hpp"
#include "model/connection.hpp"

namespace maillage::io {

namespace {

/// Prefixes by which GDAL and libpq know a database or service (GDAL 3.6, vector drivers).
constexpr std::array<std::string_view, 29> connections{
    "pg:",       "pgeo:",  "postgres:",   "postgresql:", "host=",  "dbname=",  "service=",  "mysql:",    "mssql:",    "odbc:",
    "oci:",      "hana:",  "sqlite:",     "gpkg:",       "wfs:",   "oapif:",   "wcs:",      "csw:",      "es:",       "mongodb:",
    "plscenes:", "carto:", "amigocloud:", "couchdb:",    "gmlas:", "geojson:", "esrijson:", "topojson:", "mongodbv3:"};

void refuse_what_is_no_name(const std::string& named) {
    const Place place{named, "", 0};
    const std::string_view text = trim(named);
    if (text.empty()) {
        throw InputError({"nom de fichier vide", "empty file name"});
    }
    if (text.starts_with('{') || text.starts_with('[')) {
        throw InputError({"du JSON est donné à la place d'un nom de fichier : enregistrez-le dans un fichier .geojson",
                          "JSON given instead of a file name: save it in a .geojson file"});
    }
    if (named.find('\0') != std::string::npos) {
        throw InputError({"nom de fichier qui contient un octet nul", "file name with a NUL byte"});
    }
    const auto without_secrets = [](std::string_view address) { return Place{std::string(address.substr(0, address.find(':'))) + ":…", "", 0}; };
    if (text.find("://") != std::string_view::npos) {
        throw InputError(text.find('@') != std::string_view::npos ? without_secrets(text) : place, {"est une adresse, pas un fichier : téléchargez-le d'abord, puis donnez le fichier local",
                                 "is an address, not a file: download it first, then name the local file"});
    }
    if (text.starts_with("/vsi")) {
        throw InputError(place, {"chemin virtuel de GDAL refusé : donnez un fichier local, décompressé",
                                 "GDAL virtual paths are refused: name a local, unpacked file"});
    }
    const std::string head = lower(text.substr(0, 16));
    if (std::any_of(connections.begin(), connections.end(), [&](std::string_view prefix) { return head.starts_with(prefix); })) {
        const bool postgis = is_connection(text);
        throw InputError(postgis ? Place{published_connection(text), "", 0} : text.find('=') != std::string_view::npos ? without_secrets(text) : place,
                         {"est une connexion à une base ou à un service, pas un fichier : exportez la couche en GeoPackage "
                          "(.gpkg), GeoJSON ou CSV, puis donnez ce fichier",
                          "is a connection to a database or service, not a file: export the layer as GeoPackage (.gpkg), "
                          "GeoJSON or CSV, then name that file"});
    }
}

/// State of what `path` names, symbolic links followed; nothing when nothing is there.
std::optional<struct stat> state_of(const std::string& path) {
    struct stat state {};
    if (::stat(path.c_str(), &state) == 0) {
        return state;
    }
    const int error = errno;
    if (error == ENOENT || error == ENOTDIR || error == ENAMETOOLONG) {
        return std::nullopt;
    }
    throw OutputError({path, "", 0}, {"lecture impossible : " + errno_words(error), "can't be read: " + errno_words(error)});
}

void refuse_what_is_no_regular_file(const Place& place, mode_t mode) {
    if (S_ISREG(mode)) {
        return;
    }
    if (S_ISDIR(mode)) {
        throw InputError(place, {"est un dossier, pas un fichier", "is a folder, not a file"});
    }
    if (S_ISFIFO(mode)) {
        throw InputError(place, {"est un tube, pas un fichier ordinaire : enregistrez d'abord les données dans un fichier",
                                 "is a pipe, not a regular file: save the data in a file first"});
    }
    throw InputError(
        place, {"est un périphérique ou une socket, pas un fichier ordinaire", "is a device or socket, not a regular file"});
}

FileKind accepted_kind(const Place& place) {
    if (const std::optional<FileKind> kind = kind_of(place.path)) {
        return *kind;
    }
    const Said remedy = remedy_for(place.path);
    throw InputError(place, {"format non accepté (attendus : " + all_endings() + ") ; " + remedy.fr,
                             "kind of file not accepted (expected: " + all_endings() + "); " + remedy.en});
}

void refuse_layer_of_table(const Place& place) {
    if (!place.layer.empty()) {
        throw InputError(place, {"un fichier CSV n'a pas de couches", "a CSV file has no layers"});
    }
}

}  // namespace

Opened gate(const std::string& named, const Limits& limits) {
    refuse_what_is_no_name(named);
    Opened opened{named, "", FileKind::geopackage};
    std::optional<struct stat> state = state_of(named);
    for (std::size_t colon = named.rfind(':'); !state && colon != std::string::npos && colon != 0;
         colon = named.rfind(':', colon - 1)) {
        state = state_of(named.substr(0, colon));
        if (state) {
            opened.path = named.substr(0, colon);
            opened.layer = named.substr(colon + 1);
            if (opened.layer.empty()) {
                throw InputError({named, "", 0},
                                 {"le nom de la couche manque après « : »", "the layer's name is missing after \":\""});
            }
        }
    }
    const Place place{opened.path, "", 0};
    if (!state) {
        throw InputError(place, {"fichier introuvable", "no such file"});
    }
    refuse_what_is_no_regular_file(place, state->st_mode);
    if (state->st_size == 0) {
        throw InputError(place, {"fichier vide", "empty file"});
    }
    keep_within(place, static_cast<std::uint64_t>(state->st_size), &Limits::bytes, limits);
    opened.kind = accepted_kind(place);
    if (opened.kind == FileKind::csv) {
        refuse_layer_of_table({opened.path, opened.layer, 0});
    }
    return opened;
}

std::string read_file(const std::string& path, const Limits& limits) {
    const Descriptor file = open_to_read(path);
    std::string bytes;
    struct stat state {};
    if (::fstat(file.number(), &state) == 0) {
        keep_within({path, "", 0}, static_cast<std::uint64_t>(state.st_size), &Limits::bytes, limits);
        constexpr std::size_t room_behind = 64;  // simdjson reads ahead of what it parses
        bytes.reserve(static_cast<std::size_t>(state.st_size) + room_behind);
    }
    read_pieces(file, path, [&](std::string_view piece) {
        keep_within({path, "", 0}, bytes.size() + piece.size(), &Limits::bytes, limits);
        bytes += piece;
    });
    return bytes;
}

bool has_content(const std::string& path) {
    const std::optional<struct stat> state = state_of(path);
    return state && state->st_size > 0;
}

Layer read_named(const std::string& named, const LayersInMemory& in_memory, const Limits& limits) {
    if (const auto held = in_memory.find(named); held != in_memory.end()) {
        return *held->second;
    }
    return is_connection(named) ? read_postgis(named, limits) : read_layer(named, limits);
}

Layer read_layer(const std::string& named, const Limits& limits) {
    Payload payload = payload_of(gate(named, limits), limits);
    const std::vector<std::string> files = payload.files;
    Layer layer;
    switch (payload.kind) {
        case FileKind::csv:
            refuse_layer_of_table({payload.path, payload.layer, 0});
            layer = read_csv(payload.bytes, payload.path, limits);
            break;
        case FileKind::xlsx:
            layer = read_xlsx(std::move(payload.bytes), payload.path, payload.layer, limits);
            break;
        case FileKind::ods:
            layer = read_ods(std::move(payload.bytes), payload.path, payload.layer, limits);
            break;
        case FileKind::geojson: {
            std::optional<Layer> plain;
            if (payload.layer.empty()) {
                plain = read_plain_geojson(payload.bytes, payload.path, limits);
            }
            layer = plain ? std::move(*plain) : read_ogr(std::move(payload), limits);
            break;
        }
        default:
            layer = read_ogr(std::move(payload), limits);
            break;
    }
    for (const LayerRow& row : layer.rows) {
        for (const std::string& cell : row.cells) {
            keep_within({layer.path, layer.name, row.number}, cell.size(), &Limits::text, limits);
        }
    }
    layer.files = files;
    return layer;
}

}  // namespace maillage::io
