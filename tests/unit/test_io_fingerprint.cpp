#include <gtest/gtest.h>

#include "io/open.hpp"
#include "test_io_files.hpp"

namespace maillage::io {
namespace {

// FIPS 180-4 examples (NIST, "Cryptographic Standards and Guidelines: Examples", SHA-256).
constexpr const char* sha_of_empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr const char* sha_of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr const char* sha_of_two_blocks = "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
constexpr const char* sha_of_million_a = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

TEST(Fingerprint, Sha256GivesTheFipsVectors) {
    EXPECT_EQ(sha256(""), sha_of_empty);
    EXPECT_EQ(sha256("abc"), sha_of_abc);
    EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), sha_of_two_blocks);
    EXPECT_EQ(sha256(std::string(1'000'000, 'a')), sha_of_million_a);
}

TEST(Fingerprint, OfAFileNamesItAndCountsItsBytes) {
    const TemporaryFolder folder;
    const SourceFile small = fingerprint(folder.write("abc.csv", "abc"));
    EXPECT_EQ(small.path, folder.path("abc.csv"));
    EXPECT_EQ(small.sha256, sha_of_abc);
    EXPECT_EQ(small.bytes, 3U);
    const SourceFile large = fingerprint(folder.write("a.csv", std::string(1'000'000, 'a')));
    EXPECT_EQ(large.sha256, sha_of_million_a);
    EXPECT_EQ(large.bytes, 1'000'000U);
}

TEST(Fingerprint, OfWhatIsNoFileIsRefused) {
    const TemporaryFolder folder;
    EXPECT_THROW((void)fingerprint(folder.path("none")), InputError);
    EXPECT_THROW((void)fingerprint(folder.path()), InputError);
    EXPECT_THROW((void)fingerprint("/dev/null"), InputError);
}

}  // namespace
}  // namespace maillage::io
