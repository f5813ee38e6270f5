#include "model/settings.hpp"

#include <gtest/gtest.h>

#include <set>

#include "base/error.hpp"

namespace maillage {
namespace {

/// A value that is not the default, for any setting.
SettingValue other(const Setting& setting) {
    switch (setting.kind) {
        case SettingKind::text:
        case SettingKind::file:
            for (const char* const text : {"some/file", "250m", "PG:dbname=geo"}) {
                if (accepts(setting, std::string(text))) {
                    return std::string(text);
                }
            }
            return {};
        case SettingKind::integer: return std::int64_t{7};
        case SettingKind::number: return 12.5;
        case SettingKind::flag: return !std::get<bool>(setting.get(Study{}));
        case SettingKind::choice: {
            const SettingValue usual = setting.get(Study{});
            for (const std::string_view word : setting.choices) {
                if (usual != SettingValue(std::string(word)) && !word.empty()) {
                    return std::string(word);
                }
            }
            return {};
        }
        case SettingKind::list: return setting.choices.empty() ? std::vector<std::string>{"a", "b"} : std::vector<std::string>{std::string(setting.choices.front())};
        case SettingKind::counts: return std::map<std::string, double>{{"53", 20}};
        case SettingKind::weights: return std::map<std::string, double>{{"taux", -1.5}};
    }
    return {};
}

TEST(Settings, EachIsSetAndGotAndNoOtherMovesWithIt) {
    for (const Setting& setting : settings()) {
        const SettingValue value = other(setting);
        ASSERT_TRUE(accepts(setting, value)) << setting.key;
        Study study;
        setting.set(study, value);
        EXPECT_EQ(setting.get(study), value) << setting.key;
        for (const Setting& another : settings()) {
            if (another.key != setting.key) {
                EXPECT_EQ(another.get(study), another.get(Study{})) << setting.key << " moves " << another.key;
            }
        }
    }
}

TEST(Settings, KeysAndOptionsAreUnique) {
    std::set<std::string_view> keys, options;
    for (const Setting& setting : settings()) {
        EXPECT_TRUE(keys.insert(setting.key).second) << setting.key;
        EXPECT_TRUE(setting.option.empty() || options.insert(setting.option).second) << setting.option;
        EXPECT_FALSE(setting.what.fr.empty() || setting.what.en.empty()) << setting.key;
    }
    EXPECT_EQ(setting_of("ptce.share")->option, "--share");
    EXPECT_EQ(setting_of("ptce.shares"), nullptr);
}

TEST(Settings, NumbersKeepToTheirBounds) {
    const Setting& share = *setting_of("ptce.share");
    EXPECT_TRUE(parsed(share, "0") && parsed(share, "100") && parsed(share, "12,5"));
    for (const char* text : {"-1", "100.1", "nan", "", "dix"}) {
        EXPECT_FALSE(parsed(share, text)) << text;
    }
    const Setting& year = *setting_of("horizon");
    EXPECT_TRUE(parsed(year, "2030"));
    EXPECT_FALSE(parsed(year, "2030.5"));
    EXPECT_FALSE(accepts(year, SettingValue(2030.0)));
    EXPECT_EQ(expected(share, Language::french), "un nombre de 0 à 100");
}

TEST(Settings, ListsTakeOnlyTheirWords) {
    const Setting& formats = *setting_of("formats");
    EXPECT_EQ(parsed(formats, "qgis,xlsx"), SettingValue(std::vector<std::string>{"qgis", "xlsx"}));
    EXPECT_FALSE(parsed(formats, "qgis,exel"));
    EXPECT_FALSE(parsed(formats, "qgis,"));
    EXPECT_FALSE(parsed(*setting_of("ptce.counted"), "inconnu"));
}

TEST(Settings, ACompositionNeedsItsTable) {
    Study study;
    setting_of("composition.key")->set(study, std::string("CODGEO"));
    EXPECT_THROW(check_composition(study), UsageError);
    setting_of("composition.path")->set(study, std::string("table.csv"));
    EXPECT_NO_THROW(check_composition(study));
    EXPECT_EQ(study.composition->key, "CODGEO");
}

}  // namespace
}  // namespace maillage
