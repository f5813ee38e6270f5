#include "io/atomic_dir.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "io/atomic_dir_detail.hpp"
#include "test_io_files.hpp"

namespace maillage::io {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

using Listing = std::map<std::string, std::string>;

std::string manifest_of(const std::string& version, const std::string& listed) {
    return R"({"name":"maillage","version":")" + version + R"(","resources":[)" + listed + "]}";
}

std::vector<OutputFile> run_of(const std::string& version) {
    return {
        {"layers/pays.geojson", "pays " + version},
        {"gaps.csv", "gaps " + version},
        {"datapackage.json", manifest_of(version, R"({"path":"layers/pays.geojson"},{"path":"gaps.csv"})")},
    };
}

/// What the folder "out" holds after run_of(version).
Listing listing_of(const std::string& version) {
    Listing listing{{"out/", ""}, {"out/layers/", ""}};
    for (const OutputFile& file : run_of(version)) {
        listing["out/" + file.path] = file.bytes;
    }
    return listing;
}

/// File systems that know neither RENAME_NOREPLACE nor RENAME_EXCHANGE.
FileCalls without_flags() {
    FileCalls calls = FileCalls::system();
    calls.rename = [plain = calls.rename](const std::string& from, const std::string& to, unsigned flags) {
        return flags == 0 ? plain(from, to, 0) : EINVAL;
    };
    return calls;
}

/// The `at`-th call of all fails with `error`.
FileCalls failing(FileCalls calls, int at, int error) {
    const auto left = std::make_shared<int>(at);
    calls.write = [=, inner = calls.write](int file, const char* bytes, std::size_t count) -> ssize_t {
        return --*left == 0 ? (errno = error, -1) : inner(file, bytes, count);
    };
    calls.sync = [=, inner = calls.sync](int file) { return --*left == 0 ? (errno = error, -1) : inner(file); };
    calls.rename = [=, inner = calls.rename](const std::string& from, const std::string& to, unsigned flags) {
        return --*left == 0 ? error : inner(from, to, flags);
    };
    return calls;
}

class AtomicDir : public testing::Test {
protected:
    [[nodiscard]] std::string refusal(bool overwrite, const std::string& target) const {
        return thrown<OutputError>([&] { check_target(target, overwrite); });
    }
    TemporaryFolder m_folder;
    std::string m_out = m_folder.path("out");
};

TEST_F(AtomicDir, WritesANewFolderAndNothingElse) {
    check_target(m_out, false);
    publish(m_out, false, run_of("1"));
    EXPECT_EQ(m_folder.all(), listing_of("1"));
}

TEST_F(AtomicDir, ReplacesAnOlderRunWhole) {
    publish(m_out, false, run_of("1"));
    const std::vector<OutputFile> next{{"datapackage.json", manifest_of("2", R"({"path":"a/b/c.csv"})")}, {"a/b/c.csv", "x"}};
    check_target(m_out, true);
    publish(m_out, true, next);
    EXPECT_EQ(
        m_folder.all(),
        (Listing{
            {"out/", ""}, {"out/a/", ""}, {"out/a/b/", ""}, {"out/a/b/c.csv", "x"}, {"out/datapackage.json", next[0].bytes}}));
}

TEST_F(AtomicDir, WorksWhereFoldersCantBeExchanged) {
    detail::publish(m_out, false, run_of("1"), without_flags());
    EXPECT_EQ(m_folder.all(), listing_of("1"));
    detail::publish(m_out, true, run_of("2"), without_flags());
    EXPECT_EQ(m_folder.all(), listing_of("2"));
}

TEST_F(AtomicDir, TheLastStepIsTakenInPlaceAndItsFailurePutsTheOlderRunBack) {
    const auto fails = [&] {
        EXPECT_EQ(m_folder.all()["out/gaps.csv"], "gaps 2");
        throw OutputError({"non", "no"});
    };
    for (const FileCalls& calls : {FileCalls::system(), without_flags()}) {
        EXPECT_THROW(detail::publish(m_out, false, run_of("2"), calls, fails), OutputError);
        EXPECT_EQ(m_folder.all(), Listing{});
        publish(m_out, false, run_of("1"));
        EXPECT_THROW(detail::publish(m_out, true, run_of("2"), calls, fails), OutputError);
        EXPECT_EQ(m_folder.all(), listing_of("1"));
        std::filesystem::remove_all(m_out);
    }
    bool taken = false;
    publish(m_out, false, run_of("2"), [&] { taken = true; });
    EXPECT_TRUE(taken);
}

TEST_F(AtomicDir, SlashesAtTheEndAndBareNamesAreFine) {
    publish(m_out + "//", false, run_of("1"));
    publish(m_out + "/", true, run_of("2"));
    EXPECT_EQ(m_folder.all(), listing_of("2"));
    const std::filesystem::path before = std::filesystem::current_path();
    std::filesystem::current_path(m_folder.path());
    publish("out", true, run_of("3"));
    EXPECT_EQ(m_folder.all(), listing_of("3"));
    std::filesystem::current_path(before);
}

TEST_F(AtomicDir, ALinkToAnOlderRunStaysALink) {
    std::filesystem::create_directory(m_folder.path("disque"));
    publish(m_folder.path("disque/run"), false, run_of("1"));
    std::filesystem::create_symlink("disque/run", m_out);
    publish(m_out, true, run_of("2"));
    EXPECT_TRUE(std::filesystem::is_symlink(m_out));
    EXPECT_EQ(m_folder.all()["disque/run/gaps.csv"], "gaps 2");
    std::filesystem::create_symlink("nulle-part", m_folder.path("mort"));
    EXPECT_THAT(refusal(true, m_folder.path("mort")), HasSubstr("nulle part"));
}

TEST_F(AtomicDir, ModesFollowTheUmask) {
    const mode_t before = umask(027);
    publish(m_out, false, run_of("1"));
    umask(before);
    const auto mode = [&](const std::string& name) {
        struct stat state {};
        EXPECT_EQ(stat(m_folder.path(name).c_str(), &state), 0);
        return state.st_mode & 07777U;
    };
    EXPECT_EQ(mode("out"), 0750U);
    EXPECT_EQ(mode("out/layers"), 0750U);
    EXPECT_EQ(mode("out/gaps.csv"), 0640U);
}

TEST_F(AtomicDir, EveryFileAndFolderIsSyncedBeforeItIsPutInPlace) {
    std::vector<std::string> order;
    FileCalls calls = FileCalls::system();
    calls.sync = [&](int file) {
        const std::string name =
            std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(file)).lexically_relative(m_folder.path());
        const std::size_t slash = name.find('/');
        order.push_back(name == "." ? "parent" : slash == std::string::npos ? "dossier" : name.substr(slash + 1));
        return fsync(file);
    };
    calls.rename = [&, plain = calls.rename](const std::string& from, const std::string& to, unsigned flags) {
        order.emplace_back("rename");
        return plain(from, to, flags);
    };
    detail::publish(m_out, false, run_of("1"), calls);
    EXPECT_THAT(order,
                ElementsAre("datapackage.json", "layers/pays.geojson", "gaps.csv", "layers", "dossier", "rename", "parent"));
}

TEST_F(AtomicDir, AnExistingFolderNeedsOverwrite) {
    publish(m_out, false, run_of("1"));
    EXPECT_THAT(refusal(false, m_out), AllOf(HasSubstr("existe déjà"), HasSubstr("-O")));
    EXPECT_THROW(publish(m_out, false, run_of("2")), OutputError);
    EXPECT_EQ(m_folder.all(), listing_of("1"));
    EXPECT_NO_THROW(check_target(m_out, true));
}

TEST_F(AtomicDir, OnlyAFolderOfOursIsReplaced) {
    for (const char* text : {"", "{}", R"({"name":"autre","resources":[]})", "pas du JSON", R"(["maillage"])"}) {
        m_folder.write("out/datapackage.json", text);
        EXPECT_THAT(refusal(true, m_out), HasSubstr("n'est pas un dossier de maillage")) << text;
        EXPECT_THROW(publish(m_out, true, run_of("2")), OutputError);
        EXPECT_EQ(m_folder.all(), (Listing{{"out/", ""}, {"out/datapackage.json", text}}));
    }
    std::filesystem::remove(m_folder.path("out/datapackage.json"));
    EXPECT_THROW(check_target(m_out, true), OutputError) << "an empty folder";
}

TEST_F(AtomicDir, AForeignFileProtectsTheFolder) {
    publish(m_out, false, run_of("1"));
    for (const char* foreign : {"notes.txt", "layers/projet.qgz", "layers/vide/", "datapackage.json.bak"}) {
        const std::string name = foreign;
        if (name.ends_with('/')) {
            std::filesystem::create_directory(m_out + "/" + name);
        } else {
            m_folder.write("out/" + name, "à moi");
        }
        const Listing before = m_folder.all();
        EXPECT_THAT(refusal(true, m_out), HasSubstr(name.substr(0, name.size() - (name.ends_with('/') ? 1 : 0)))) << name;
        EXPECT_THROW(publish(m_out, true, run_of("2")), OutputError);
        EXPECT_EQ(m_folder.all(), before);
        std::filesystem::remove_all(m_out + "/" + name);
    }
    EXPECT_NO_THROW(check_target(m_out, true));
}

TEST_F(AtomicDir, ALinkInThePlaceOfAListedFileIsForeign) {
    publish(m_out, false, run_of("1"));
    const std::string precious = m_folder.write("précieux", "x");
    std::filesystem::remove(m_out + "/gaps.csv");
    std::filesystem::create_symlink(precious, m_out + "/gaps.csv");
    EXPECT_THROW(publish(m_out, true, run_of("2")), OutputError);
    EXPECT_TRUE(std::filesystem::exists(precious));
}

TEST_F(AtomicDir, AManifestCannotMakeUsRemoveFilesElsewhere) {
    const std::string precious = m_folder.write("précieux.csv", "x");
    m_folder.write("out/datapackage.json",
                   manifest_of("1", R"({"path":"../précieux.csv"},{"path":")" + precious + R"("},{"path":""},{"path":3})"));
    publish(m_out, true, run_of("2"));
    Listing expected = listing_of("2");
    expected["précieux.csv"] = "x";
    EXPECT_EQ(m_folder.all(), expected);
}

TEST_F(AtomicDir, WhatIsNoFolderIsRefused) {
    m_folder.write("out", "un fichier");
    EXPECT_THAT(refusal(true, m_out), HasSubstr("n'est pas un dossier"));
    EXPECT_THAT(refusal(true, m_folder.path("absent/out")), AllOf(HasSubstr("dossier parent"), HasSubstr("No such file")));
    EXPECT_THAT(refusal(true, m_out + "/dedans"), HasSubstr("Not a directory"));
    EXPECT_THROW(check_target("", true), OutputError);
    EXPECT_THROW(check_target("/", true), OutputError);
    EXPECT_THAT(thrown<OutputError>([] { publish("/proc/out", false, run_of("1")); }),
                HasSubstr("/proc/out: création impossible"));
    EXPECT_EQ(m_folder.all(), (Listing{{"out", "un fichier"}}));
}

TEST_F(AtomicDir, AManifestMustListWhatIsWritten) {
    const std::string manifest = manifest_of("1", R"({"path":"a.csv"})");
    const std::vector<std::vector<OutputFile>> unsound{{},
                                                       {{"a.csv", ""}},
                                                       {{"datapackage.json", manifest}, {"b.csv", ""}},
                                                       {{"datapackage.json", manifest}, {"a.csv", ""}, {"a.csv", ""}},
                                                       {{"datapackage.json", manifest}, {"../a.csv", ""}},
                                                       {{"datapackage.json", manifest}, {"/a.csv", ""}},
                                                       {{"datapackage.json", "{}"}}};
    for (const std::vector<OutputFile>& files : unsound) {
        EXPECT_THROW(publish(m_out, false, files), OutputError);
        EXPECT_EQ(m_folder.all(), Listing{});
    }
}

/// Makes each call fail in turn: nothing may change, nothing be left; then the run that no failure reaches goes through.
void expect_all_or_nothing(const TemporaryFolder& folder, const FileCalls& calls, bool over, const Listing& before,
                           int calls_needed) {
    const std::string out = folder.path("out");
    int at = 1;
    for (bool failed = true; failed; ++at) {
        failed = false;
        try {
            detail::publish(out, over, run_of("2"), failing(calls, at, ENOSPC));
        } catch (const OutputError& error) {
            failed = true;
            EXPECT_THAT(error.said().en, HasSubstr("No space left on device")) << at;
            EXPECT_THAT(error.said().en, HasSubstr(out)) << at;
            EXPECT_EQ(folder.all(), before) << "call " << at;
        }
        ASSERT_LT(at, 100);
    }
    EXPECT_EQ(folder.all(), listing_of("2"));
    EXPECT_EQ(at - 2, calls_needed);
}

TEST_F(AtomicDir, AnyFailureLeavesNothingNew) {
    expect_all_or_nothing(m_folder, FileCalls::system(), false, {}, 3 + 5 + 1 + 1);  // writes, syncs, rename, the parent's sync
}

TEST_F(AtomicDir, AnyFailureLeavesTheOlderRun) {
    publish(m_out, false, run_of("1"));
    expect_all_or_nothing(m_folder, FileCalls::system(), true, listing_of("1"), 3 + 5 + 1 + 1);
}

TEST_F(AtomicDir, AnyFailureLeavesTheOlderRunWhereFoldersCantBeExchanged) {
    publish(m_out, false, run_of("1"));
    expect_all_or_nothing(m_folder, without_flags(), true, listing_of("1"), 3 + 5 + 3 + 1);
}

TEST_F(AtomicDir, ShortAndInterruptedWritesGoOn) {
    FileCalls calls = FileCalls::system();
    calls.write = [turn = 0](int file, const char* bytes, std::size_t count) mutable -> ssize_t {
        return ++turn % 2 == 0 ? (errno = EINTR, -1) : write(file, bytes, std::min<std::size_t>(count, 3));
    };
    detail::publish(m_out, false, run_of("1"), calls);
    EXPECT_EQ(m_folder.all(), listing_of("1"));
}

TEST_F(AtomicDir, AFileOverTheSizeLimitIsAnErrorNotASignal) {
    publish(m_out, false, run_of("1"));
    rlimit before{};
    ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
    const rlimit small{1000, before.rlim_max};
    std::vector<OutputFile> large = run_of("2");
    large[1].bytes = std::string(5000, 'x');
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
    const std::string words = thrown<OutputError>([&] { publish(m_out, true, large); });
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
    EXPECT_THAT(words, AllOf(HasSubstr(m_out + "/gaps.csv: écriture impossible"), HasSubstr("File too large")));
    EXPECT_EQ(m_folder.all(), listing_of("1"));
    sigset_t pending;
    sigpending(&pending);
    EXPECT_EQ(sigismember(&pending, SIGXFSZ), 0);
}

/// Calls `action` once, in the middle of writing.
FileCalls meanwhile(FileCalls calls, std::function<void()> action) {
    calls.sync = [inner = calls.sync, action = std::move(action), done = false](int file) mutable {
        if (!std::exchange(done, true)) {
            action();
        }
        return inner(file);
    };
    return calls;
}

TEST_F(AtomicDir, AFolderThatCameInTheMeantimeIsKept) {
    for (const FileCalls& calls : {FileCalls::system(), without_flags()}) {
        const auto rival = [&] { m_folder.write("out/autre", "y"); };
        const std::string words =
            thrown<OutputError>([&] { detail::publish(m_out, false, run_of("2"), meanwhile(calls, rival)); });
        EXPECT_THAT(words, HasSubstr("un autre calcul"));
        EXPECT_EQ(m_folder.all(), (Listing{{"out/", ""}, {"out/autre", "y"}}));
        std::filesystem::remove_all(m_out);
    }
}

TEST_F(AtomicDir, AnEmptyFolderThatCameAtTheLastMomentIsKept) {
    for (FileCalls calls : {FileCalls::system(), without_flags()}) {
        calls.rename = [&, inner = calls.rename](const std::string& from, const std::string& to, unsigned flags) {
            std::filesystem::create_directory(m_out);
            return inner(from, to, flags);
        };
        EXPECT_THAT(thrown<OutputError>([&] { detail::publish(m_out, false, run_of("2"), calls); }),
                    HasSubstr("un autre calcul"));
        EXPECT_EQ(m_folder.all(), (Listing{{"out/", ""}}));
        std::filesystem::remove_all(m_out);
    }
}

TEST_F(AtomicDir, AFileThatCameInTheMeantimeIsKept) {
    for (const FileCalls& calls : {FileCalls::system(), without_flags()}) {
        publish(m_out, false, run_of("1"));
        const auto visitor = [&] { m_folder.write("out/notes.txt", "à moi"); };
        EXPECT_THROW(detail::publish(m_out, true, run_of("2"), meanwhile(calls, visitor)), OutputError);
        Listing expected = listing_of("1");
        expected["out/notes.txt"] = "à moi";
        EXPECT_EQ(m_folder.all(), expected);
        std::filesystem::remove_all(m_out);
    }
}

TEST_F(AtomicDir, ARunAtTheSameFolderGoesFirstOrFailsButNeverMixes) {
    publish(m_out, false, run_of("1"));
    const auto rival = [&] { publish(m_out, true, run_of("3")); };
    detail::publish(m_out, true, run_of("2"), meanwhile(FileCalls::system(), rival));
    EXPECT_EQ(m_folder.all(), listing_of("2"));
    const int other = open(m_out.c_str(), O_RDONLY | O_DIRECTORY);
    ASSERT_EQ(flock(other, LOCK_EX | LOCK_NB), 0);
    EXPECT_THAT(thrown<OutputError>([&] { publish(m_out, true, run_of("4")); }), HasSubstr("un autre calcul"));
    close(other);
    EXPECT_EQ(m_folder.all(), listing_of("2"));
}

TEST_F(AtomicDir, ARunCutShortBetweenTheMovesIsRecovered) {
    publish(m_out, false, run_of("1"));
    FileCalls calls = without_flags();
    calls.rename = [plain = calls.rename](const std::string& from, const std::string& to, unsigned flags) {
        if (flags == 0 && to.ends_with("/out")) {
            throw std::string("killed");
        }
        return plain(from, to, flags);
    };
    EXPECT_THROW(detail::publish(m_out, true, run_of("2"), calls), std::string);
    EXPECT_FALSE(std::filesystem::exists(m_out));
    EXPECT_THROW(check_target(m_out, false), OutputError);
    EXPECT_EQ(m_folder.all(), listing_of("1"));
}

TEST_F(AtomicDir, ARunCutShortAfterTheMovesIsTidied) {
    publish(m_out, false, run_of("1"));
    publish(m_folder.path(".out.maillage-old"), false, run_of("0"));
    check_target(m_out, true);
    EXPECT_EQ(m_folder.all(), listing_of("1"));
    publish(m_folder.path(".out.maillage-old"), false, run_of("0"));
    detail::publish(m_out, true, run_of("2"), without_flags());
    EXPECT_EQ(m_folder.all(), listing_of("2"));
}

TEST_F(AtomicDir, StaleFoldersGoWhenClearlyOursAndNotInUse) {
    const std::string stale = ".out.maillage-abc123";
    const auto kept_after_check = [&](const std::string& name) {
        check_target(m_out, false);
        const bool kept = std::filesystem::exists(m_folder.path(name));
        std::filesystem::remove_all(m_folder.path(name));
        return kept;
    };
    publish(m_folder.path(stale), false, run_of("1"));
    EXPECT_FALSE(kept_after_check(stale));
    std::filesystem::create_directory(m_folder.path(stale));
    EXPECT_FALSE(kept_after_check(stale)) << "empty";
    m_folder.write(stale + "/datapackage.json", manifest_of("1", R"({"path":"gaps.csv"})"));
    EXPECT_FALSE(kept_after_check(stale)) << "unfinished";
    m_folder.write(stale + "/datapackage.json", manifest_of("1", R"({"path":"gaps.csv"})").substr(0, 20));
    EXPECT_FALSE(kept_after_check(stale)) << "its first file cut short";
    m_folder.write(stale + "/datapackage.json", R"({"name":)");
    m_folder.write(stale + "/notes.txt", "à moi");
    EXPECT_TRUE(kept_after_check(stale)) << "cut short, with another's file";

    m_folder.write(stale + "/gaps.csv", "sans manifeste");
    EXPECT_TRUE(kept_after_check(stale));
    publish(m_folder.path(stale), false, run_of("1"));
    m_folder.write(stale + "/notes.txt", "à moi");
    const Listing before = m_folder.all();
    check_target(m_out, false);
    EXPECT_EQ(m_folder.all(), before);
    std::filesystem::remove_all(m_folder.path(stale));
    for (const char* name : {".out.maillage-abc1234", ".out.maillage-ABC123", ".out2.maillage-abc123", "out.maillage-abc123"}) {
        publish(m_folder.path(name), false, run_of("1"));
        EXPECT_TRUE(kept_after_check(name)) << name;
    }
    publish(m_folder.path(stale), false, run_of("1"));
    const int user = open(m_folder.path(stale).c_str(), O_RDONLY | O_DIRECTORY);
    ASSERT_EQ(flock(user, LOCK_EX | LOCK_NB), 0);
    EXPECT_TRUE(kept_after_check(stale)) << "in use";
    close(user);
}

TEST_F(AtomicDir, WhatIsBeingWrittenIsLocked) {
    const auto rival = [&] { check_target(m_out, false); };
    detail::publish(m_out, false, run_of("1"), meanwhile(FileCalls::system(), rival));
    EXPECT_EQ(m_folder.all(), listing_of("1"));
}

}  // namespace
}  // namespace maillage::io
