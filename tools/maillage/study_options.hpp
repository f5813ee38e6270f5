// The options that describe a study, shared by run and check.
#pragma once

#include <memory>

#include "command.hpp"
#include "model/study.hpp"

namespace maillage::tool {

class StudyOptions {
public:
    void add_to(CLI::App& command, const Context& context);

    /// ETUDE.toml, then the options given on the command line over it. Throws UsageError, InputError.
    [[nodiscard]] Study study(const Context& context, bool needs_list) const;

private:
    std::string m_file;
    Study m_given;  ///< options as given; empty where not
    std::string m_rules;
    CompositionInput m_composition;
    std::vector<std::string> m_formats;
    bool m_csv_excel = false;
    std::string m_simplify;
    std::string m_simplified;
    std::string m_postgis;
    std::string m_count, m_share_of;
    std::optional<int> m_date_reference, m_attested_since, m_ptce_cog, m_composition_cog;
    std::optional<double> m_repair_limit, m_share, m_uncertainty_m;
    std::optional<int> m_national, m_per_territory, m_target_year;
};

}  // namespace maillage::tool
