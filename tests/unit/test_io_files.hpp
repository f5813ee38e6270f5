// A folder for a test's files, gone when the test ends.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "base/error.hpp"

namespace maillage::io {

class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "test_io-XXXXXX").string();
        m_path = mkdtemp(name.data());
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] std::string path(const std::string& name) const { return m_path + "/" + name; }
    [[nodiscard]] const std::string& path() const { return m_path; }

    /// Writes a file and gives its path; folders on the way are made.
    std::string write(const std::string& name, const std::string& bytes) const {
        std::filesystem::create_directories(std::filesystem::path(path(name)).parent_path());
        std::ofstream(path(name), std::ios::binary) << bytes;
        return path(name);
    }

    /// Every file below, by relative path, with its bytes; folders end with '/'.
    [[nodiscard]] std::map<std::string, std::string> all() const {
        std::map<std::string, std::string> files;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(m_path)) {
            const std::string name = entry.path().lexically_relative(m_path).string();
            if (entry.is_directory()) {
                files[name + "/"] = "";
            } else {
                std::ifstream file(entry.path(), std::ios::binary);
                files[name] = std::string(std::istreambuf_iterator<char>(file), {});
            }
        }
        return files;
    }

private:
    std::string m_path;
};

/// What `action` throws, in French and English; fails the test when it throws nothing or another kind of error.
template <typename Kind, typename Action>
std::string thrown(const Action& action) {
    try {
        action();
    } catch (const Kind& error) {
        EXPECT_FALSE(error.said().fr.empty());
        EXPECT_FALSE(error.said().en.empty());
        return error.said().fr + " | " + error.said().en;
    } catch (const std::exception& error) {
        ADD_FAILURE() << "another error: " << error.what();
        return "";
    }
    ADD_FAILURE() << "nothing thrown";
    return "";
}

}  // namespace maillage::io
