// The manifest of a folder that run wrote: its settings, and its files as it wrote them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/layer.hpp"
#include "model/study.hpp"

namespace maillage::io {

class RunManifest {
public:
    /// Throws InputError: no folder, none of a run, one of a format that is not `run_format` (model/run_folder).
    explicit RunManifest(const std::string& folder);

    [[nodiscard]] const std::string& folder() const { return m_folder; }  ///< as the user named it
    /// The settings; files are names, as published. Throws InputError for a setting of the wrong kind.
    [[nodiscard]] Study settings() const;
    /// Each file it lists -> "sha256:…".
    [[nodiscard]] const std::map<std::string, std::string>& files() const { return m_files; }
    /// What the run read: names without folders.
    [[nodiscard]] const std::vector<SourceFile>& inputs() const { return m_inputs; }
    /// Where that file stands, listed or not.
    [[nodiscard]] std::string place_of(const std::string& file) const;
    /// Where a file stands that must be listed. Throws InputError where it is not.
    [[nodiscard]] std::string need(const std::string& file) const;
    /// Its bytes, which are those the run wrote. Throws InputError: it is not listed, is gone, or has changed since.
    [[nodiscard]] std::string bytes(const std::string& file) const;
    /// The same, as a table or layer.
    [[nodiscard]] Layer layer(const std::string& file) const;

private:
    std::string m_folder;
    std::string m_text;
    std::map<std::string, std::string> m_files;
    std::vector<SourceFile> m_inputs;
};

}  // namespace maillage::io
