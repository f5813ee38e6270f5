// The options that describe a study, shared by run, check and init.
#pragma once

#include <utility>
#include <vector>

#include "command.hpp"
#include "model/settings.hpp"

namespace maillage::tool {

class StudyOptions {
public:
    /// ETUDE.toml, and the options of `groups`. This must stay as long as the command is parsed.
    void add_to(CLI::App& command, const Context& context, const std::vector<SettingGroup>& groups);

    void add_group(CLI::App& command, const Context& context, SettingGroup group);

    /// ETUDE.toml, then the options given on the command line over it. Throws UsageError, InputError.
    [[nodiscard]] Study study(const Context& context, bool needs_list) const;

private:
    void add(CLI::App& command, const Context& context, const Setting& setting);

    std::string m_file;
    std::vector<std::pair<const Setting*, SettingValue>> m_given;
    bool m_csv_excel = false;
};

}  // namespace maillage::tool
