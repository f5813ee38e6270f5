#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <memory>

#include "io/atomic_dir_detail.hpp"
#include "io/atomic_file.hpp"
#include "test_io_files.hpp"

namespace maillage::io {
namespace {

using testing::AllOf;
using testing::HasSubstr;

using Listing = std::map<std::string, std::string>;

class AtomicFile : public testing::Test {
protected:
    TemporaryFolder m_folder;
    std::string m_out = m_folder.path("pays.geojson");
};

FileCalls without_flags() {
    FileCalls calls = FileCalls::system();
    calls.rename = [plain = calls.rename](const std::string& from, const std::string& to, unsigned flags) {
        return flags == 0 ? plain(from, to, 0) : EINVAL;
    };
    return calls;
}

FileCalls failing(FileCalls calls, int at) {
    const auto left = std::make_shared<int>(at);
    calls.write = [=, inner = calls.write](int file, const char* bytes, std::size_t count) -> ssize_t {
        return --*left == 0 ? (errno = EIO, -1) : inner(file, bytes, count);
    };
    calls.sync = [=, inner = calls.sync](int file) { return --*left == 0 ? (errno = EIO, -1) : inner(file); };
    calls.rename = [=, inner = calls.rename](const std::string& from, const std::string& to, unsigned flags) {
        return --*left == 0 ? EIO : inner(from, to, flags);
    };
    return calls;
}

TEST_F(AtomicFile, WritesAndReplaces) {
    publish_file(m_out, false, "un");
    EXPECT_EQ(m_folder.all(), (Listing{{"pays.geojson", "un"}}));
    publish_file(m_out, true, "deux");
    EXPECT_EQ(m_folder.all(), (Listing{{"pays.geojson", "deux"}}));
    publish_file(m_folder.path("autre"), true, "");
    EXPECT_EQ(m_folder.all(), (Listing{{"autre", ""}, {"pays.geojson", "deux"}}));
}

TEST_F(AtomicFile, WorksWhereRenameHasNoFlags) {
    detail::publish_file(m_out, false, "un", without_flags());
    EXPECT_EQ(m_folder.all(), (Listing{{"pays.geojson", "un"}}));
    detail::publish_file(m_out, true, "deux", without_flags());
    EXPECT_EQ(m_folder.all(), (Listing{{"pays.geojson", "deux"}}));
}

TEST_F(AtomicFile, AnExistingFileNeedsOverwrite) {
    publish_file(m_out, false, "un");
    EXPECT_THAT(thrown<OutputError>([&] { publish_file(m_out, false, "deux"); }),
                AllOf(HasSubstr("existe déjà"), HasSubstr("-O")));
    EXPECT_EQ(m_folder.all(), (Listing{{"pays.geojson", "un"}}));
}

TEST_F(AtomicFile, OnlyRegularFilesAreReplaced) {
    std::filesystem::create_directory(m_out);
    EXPECT_THROW(publish_file(m_out, true, "x"), OutputError);
    ASSERT_EQ(mkfifo(m_folder.path("tube").c_str(), 0600), 0);
    std::filesystem::create_symlink("tube", m_folder.path("lien"));
    EXPECT_THROW(publish_file(m_folder.path("tube"), true, "x"), OutputError);
    EXPECT_THROW(publish_file(m_folder.path("lien"), true, "x"), OutputError);
    EXPECT_THROW(publish_file(m_folder.path("nouveau/"), true, "x"), OutputError);
    EXPECT_THROW(publish_file(m_folder.path("absent/a.csv"), true, "x"), OutputError);
    EXPECT_TRUE(std::filesystem::is_fifo(m_folder.path("lien")));
}

TEST_F(AtomicFile, AFileThatCameInTheMeantimeIsKept) {
    for (FileCalls calls : {FileCalls::system(), without_flags()}) {
        calls.sync = [&, inner = calls.sync](int file) {
            m_folder.write("pays.geojson", "rival");
            return inner(file);
        };
        EXPECT_THAT(thrown<OutputError>([&] { detail::publish_file(m_out, false, "x", calls); }), HasSubstr("un autre calcul"));
        EXPECT_EQ(m_folder.all(), (Listing{{"pays.geojson", "rival"}}));
        std::filesystem::remove(m_out);
    }
}

TEST_F(AtomicFile, AnyFailureLeavesTheFolderAsItWas) {
    for (const bool over : {false, true}) {
        std::filesystem::remove(m_out);
        if (over) {
            publish_file(m_out, false, "un");
        }
        const Listing before = m_folder.all();
        int at = 1;
        for (bool failed = true; failed; ++at) {
            failed = false;
            try {
                detail::publish_file(m_out, over, "deux", failing(FileCalls::system(), at));
            } catch (const OutputError& error) {
                failed = true;
                EXPECT_THAT(error.said().en, HasSubstr(m_out + ": ")) << at;
                EXPECT_EQ(m_folder.all(), before) << "call " << at;
            }
            ASSERT_LT(at, 20);
        }
        EXPECT_EQ(at, 6);  // a write, a sync, a rename, the parent's sync, then none
        EXPECT_EQ(m_folder.all(), (Listing{{"pays.geojson", "deux"}}));
    }
}

TEST_F(AtomicFile, ModeFollowsTheUmask) {
    const mode_t before = umask(027);
    publish_file(m_out, false, "x");
    umask(before);
    struct stat state {};
    ASSERT_EQ(stat(m_out.c_str(), &state), 0);
    EXPECT_EQ(state.st_mode & 07777U, 0640U);
}

TEST_F(AtomicFile, PieceByPieceIsSeenOnlyWhenPublished) {
    m_folder.write("pays.geojson", "ancien");
    {
        io::AtomicFile file(m_out, true, ".geojson");
        file.write("un");
        file.write("deux");
        EXPECT_EQ(m_folder.all().at("pays.geojson"), "ancien");
        EXPECT_TRUE(file.beside().ends_with(".geojson"));
    }
    EXPECT_EQ(m_folder.all(), (Listing{{"pays.geojson", "ancien"}})) << "not published: nothing is left of it";
    io::AtomicFile file(m_out, true);
    file.write("un");
    file.write("deux");
    file.publish();
    EXPECT_EQ(m_folder.all(), (Listing{{"pays.geojson", "undeux"}}));
    thrown<OutputError>([&] { io::AtomicFile(m_out, false); });
}

TEST_F(AtomicFile, MayBeWrittenByALibrary) {
    for (const bool published : {false, true}) {
        io::AtomicFile file(m_out, false);
        std::ofstream(file.beside()) << "autrement";
        std::ofstream(file.beside() + "-journal") << "en cours";
        std::ofstream(std::filesystem::path(file.beside()).parent_path() / "pays_temp.fgb") << "en cours";
        if (published) {
            file.publish();
        }
    }
    EXPECT_EQ(m_folder.all(), (Listing{{"pays.geojson", "autrement"}})) << "with all that the library kept";
}

TEST_F(AtomicFile, WhatAKilledProcessLeftIsRemoved) {
    const std::string left = ".pays.geojson.maillage-abc123/";
    m_folder.write(left + "pays.geojson", "à demi");
    m_folder.write(left + "pays.geojson-journal", "à demi");
    std::filesystem::create_directory(m_folder.path(".pays.geojson.maillage-vide12"));
    publish_file(m_out, false, "un");
    EXPECT_EQ(m_folder.all(), (Listing{{"pays.geojson", "un"}}));
}

TEST_F(AtomicFile, WhatMayBeSomeoneElsesStays) {
    for (const char* other : {".pays.geojson.maillage-abc123/notes.txt", ".pays.geojson.maillage-abc1234/pays.geojson",
                              ".autre.geojson.maillage-abc123/autre.geojson", ".pays.geojson.maillage-abc124/pays/a"}) {
        m_folder.write(other, "x");
    }
    const Listing before = m_folder.all();
    publish_file(m_out, false, "un");
    Listing after = before;
    after["pays.geojson"] = "un";
    EXPECT_EQ(m_folder.all(), after);
}

TEST_F(AtomicFile, WhatAnotherIsWritingStays) {
    publish_file(m_out, false, "ancien");
    io::AtomicFile first(m_out, true);
    first.write("premier");
    publish_file(m_out, true, "second");
    first.publish();
    EXPECT_EQ(m_folder.all(), (Listing{{"pays.geojson", "premier"}}));
}

}  // namespace
}  // namespace maillage::io
