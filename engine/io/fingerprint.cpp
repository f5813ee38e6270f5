#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

#include "base/error.hpp"
#include "io/descriptor.hpp"
#include "io/open.hpp"

namespace maillage::io {

namespace {

struct FreeDigest {
    void operator()(EVP_MD_CTX* digest) const { EVP_MD_CTX_free(digest); }
};

class Sha256 {
public:
    Sha256() : m_digest(EVP_MD_CTX_new()) { test(m_digest ? EVP_DigestInit_ex(m_digest.get(), EVP_sha256(), nullptr) : 0); }

    void add(std::string_view bytes) { test(EVP_DigestUpdate(m_digest.get(), bytes.data(), bytes.size())); }

    [[nodiscard]] std::string hexadecimal() {
        std::array<unsigned char, 32> bytes{};
        unsigned int length = 0;
        test(EVP_DigestFinal_ex(m_digest.get(), bytes.data(), &length));
        constexpr std::string_view digits = "0123456789abcdef";
        std::string text;
        for (const unsigned char byte : bytes) {
            text += digits[byte >> 4U];
            text += digits[byte & 0xFU];
        }
        return text;
    }

private:
    static void test(int done) {
        if (done != 1) {
            throw LibraryError({"OpenSSL : SHA-256 indisponible", "OpenSSL: SHA-256 is not available"});
        }
    }

    std::unique_ptr<EVP_MD_CTX, FreeDigest> m_digest;
};

}  // namespace

SourceFile fingerprint(const std::string& path) {
    const Descriptor file = open_to_read(path);
    Sha256 digest;
    SourceFile source{path, "", 0};
    read_pieces(file, path, [&](std::string_view piece) {
        digest.add(piece);
        source.bytes += piece.size();
    });
    source.sha256 = digest.hexadecimal();
    return source;
}

std::string sha256(const std::string& bytes) {
    Sha256 digest;
    digest.add(bytes);
    return digest.hexadecimal();
}

SourceFile fingerprint(const Layer& layer) {
    Sha256 digest;
    SourceFile source{layer.path, "", 0};
    const auto add = [&](const void* bytes, std::size_t count) {
        digest.add({static_cast<const char*>(bytes), count});
        source.bytes += count;
    };
    const auto add_text = [&](const std::string& text) { add(text.c_str(), text.size() + 1); };
    const auto add_ring = [&](const Ring& ring) {
        const std::uint64_t count = ring.size();
        add(&count, sizeof count);
        add(ring.data(), ring.size() * sizeof(Point));
    };
    std::for_each(layer.columns.begin(), layer.columns.end(), add_text);
    add_text(layer.crs);
    for (const LayerRow& row : layer.rows) {
        std::for_each(row.cells.begin(), row.cells.end(), add_text);
        add_text(row.shape.type);
        if (row.shape.kind == Shape::Kind::point) {
            add(&row.shape.point, sizeof(Point));
        }
        for (const Polygon& part : row.shape.polygons) {
            add_ring(part.shell);
            std::for_each(part.holes.begin(), part.holes.end(), add_ring);
        }
        std::for_each(row.shape.lines.begin(), row.shape.lines.end(), add_ring);
    }
    source.sha256 = digest.hexadecimal();
    return source;
}

}  // namespace maillage::io
