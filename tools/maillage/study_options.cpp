#include "study_options.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "io/study_file.hpp"

namespace maillage::tool {

namespace {

std::string heading(SettingGroup group, const Context& context) {
    switch (group) {
        case SettingGroup::input: return input_group(context);
        case SettingGroup::rule: return rule_group(context);
        case SettingGroup::output: return output_group(context);
        case SettingGroup::what_if: return context.say("Et si", "What if");
    }
    return "";
}

}  // namespace

void StudyOptions::add(CLI::App& command, const Context& context, const Setting& setting) {
    const std::string name(setting.option);
    const bool of_words = setting.kind == SettingKind::list && !setting.choices.empty();
    const std::string what = std::string(setting.what.in(context.language)) + (of_words ? " ; " + expected(setting, context.language) : "");
    const auto take = [this, &setting](SettingValue value) { m_given.emplace_back(&setting, std::move(value)); };
    CLI::Option* option = nullptr;
    if (setting.kind == SettingKind::flag) {
        option = command.add_flag_callback(name, [take] { take(true); }, what);
    } else {
        option = command.add_option_function<std::string>(name, [take, &setting](const std::string& text) { take(*parsed(setting, text)); }, what);
        option->type_name(std::string(setting.type));
        // what was meant for a connection may hold a password
        option->check(CLI::Validator([&setting, &context](std::string& text) { return parsed(setting, text) ? "" : refusal(context, setting.key == "postgis" ? "…" : text, expected(setting, context.language)); }, ""));
    }
    option->group(heading(setting.group, context));
}

void StudyOptions::add_to(CLI::App& command, const Context& context, const std::vector<SettingGroup>& groups) {
    command.add_option("ETUDE.toml", m_file, context.say("étude (TOML) ; les options la complètent", "study (TOML); options go over it"))->type_name("");
    for (const SettingGroup group : groups) {
        add_group(command, context, group);
    }
}

void StudyOptions::add_group(CLI::App& command, const Context& context, SettingGroup group) {
    for (const Setting& setting : settings()) {
        if (setting.group == group && !setting.option.empty()) {
            add(command, context, setting);
        }
    }
    if (group == SettingGroup::output) {
        command.add_flag("--csv-excel", m_csv_excel, context.say("comme --formats csv-excel : gaps-excel.csv, pour Excel en français", "as --formats csv-excel: gaps-excel.csv, for Excel in French"))
            ->group(heading(group, context));
    }
}

Study StudyOptions::study(const Context& context, bool needs_list) const {
    if (m_file.starts_with("password=")) {
        throw UsageError({"mettez la connexion entière entre guillemets : \"PG:dbname=… password=…\"", "put the whole connection in quotes: \"PG:dbname=… password=…\""});
    }
    Study study = m_file.empty() ? Study{} : io::read_study(m_file);
    const std::set<Format> formats = study.formats;
    for (const auto& [setting, value] : m_given) {
        setting->set(study, value);
        if (setting->key == "simplified") {
            study.formats.insert(Format::simplified);
        }
    }
    study.formats.insert(formats.begin(), formats.end());
    if (m_csv_excel) {
        study.formats.insert(Format::csv_excel);
    }
    check_composition(study);
    if (context.language_given) {
        study.language = context.language;
    }
    if (study.pays.path.empty() || (needs_list && study.ptce.path.empty())) {
        throw UsageError({"il manque les entrées : donner ETUDE.toml, ou --pays et --ptce", "inputs are missing: give ETUDE.toml, or --pays and --ptce"});
    }
    return study;
}

}  // namespace maillage::tool
