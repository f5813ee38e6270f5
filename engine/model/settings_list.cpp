#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "model/connection.hpp"
#include "model/settings.hpp"

namespace maillage {

namespace {

constexpr double no_limit = 1'000'000'000;
constexpr double heaviest = 1'000'000;  // of weights

// A value into a member of a Study, and back.
void put(std::string& target, const SettingValue& value) { target = std::get<std::string>(value); }
void put(bool& target, const SettingValue& value) { target = std::get<bool>(value); }
void put(std::vector<std::string>& target, const SettingValue& value) { target = std::get<std::vector<std::string>>(value); }
void put(int& target, const SettingValue& value) { target = static_cast<int>(std::get<std::int64_t>(value)); }
void put(double& target, const SettingValue& value) {
    const auto* const whole = std::get_if<std::int64_t>(&value);
    target = whole != nullptr ? static_cast<double>(*whole) : std::get<double>(value);
}
template <typename Number>
void put(std::optional<Number>& target, const SettingValue& value) {
    put(target.emplace(), value);
}

SettingValue got(const std::string& text) { return text.empty() ? SettingValue() : SettingValue(text); }
SettingValue got(bool flag) { return flag; }
SettingValue got(const std::vector<std::string>& list) { return list.empty() ? SettingValue() : SettingValue(list); }
SettingValue got(int number) { return std::int64_t{number}; }
SettingValue got(double number) { return number; }
template <typename Number>
SettingValue got(const std::optional<Number>& number) {
    return number ? got(*number) : SettingValue();
}

void append(std::vector<Setting>& all, const std::vector<Setting>& more) { all.insert(all.end(), more.begin(), more.end()); }

template <auto Member, auto... More>
auto& member(auto& thing) {
    if constexpr (sizeof...(More) == 0) {
        return thing.*Member;
    } else {
        return member<More...>(thing.*Member);
    }
}

template <auto... Path>
Setting plain(SettingKind kind, SettingGroup group, std::string_view key, std::string_view option, std::string_view type, catalogue::Words what) {
    Setting setting{key, option, type, what, kind, group};
    setting.set = [](Study& study, const SettingValue& value) { put(member<Path...>(study), value); };
    setting.get = [](const Study& study) { return got(member<Path...>(study)); };
    return setting;
}

template <auto... Path>
Setting column(std::string_view key, std::string_view option, catalogue::Words what) {
    return plain<Path...>(SettingKind::text, SettingGroup::input, key, option, "COL", what);
}
template <auto... Path>
Setting file(std::string_view key, std::string_view option, catalogue::Words what, std::string_view type = "F") {
    return plain<Path...>(SettingKind::file, SettingGroup::input, key, option, type, what);
}
template <auto... Path>
Setting text(std::string_view key, std::string_view option, std::string_view type, catalogue::Words what, SettingGroup group = SettingGroup::rule) {
    return plain<Path...>(SettingKind::text, group, key, option, type, what);
}
template <auto... Path>
Setting integer(std::string_view key, std::string_view option, std::string_view type, catalogue::Words what, std::int64_t example = 2026) {
    Setting setting = plain<Path...>(SettingKind::integer, SettingGroup::rule, key, option, type, what);
    setting.most = no_limit;
    setting.example = example;
    return setting;
}
template <auto... Path>
Setting number(std::string_view key, std::string_view option, std::string_view type, catalogue::Words what, double most) {
    Setting setting = plain<Path...>(SettingKind::number, SettingGroup::rule, key, option, type, what);
    setting.most = most;
    return setting;
}
template <auto... Path>
Setting flag(std::string_view key, std::string_view option, catalogue::Words what) {
    return plain<Path...>(SettingKind::flag, SettingGroup::rule, key, option, "", what);
}

/// One of some words, each for a value.
template <auto Member, typename Value>
Setting choice(std::string_view key, std::string_view option, std::string_view type, catalogue::Words what,
               const std::vector<std::pair<std::string_view, Value>>& choices) {
    Setting setting{key, option, type, what, SettingKind::choice, SettingGroup::rule};
    for (const auto& [word, value] : choices) {
        setting.choices.push_back(word);
    }
    setting.set = [choices](Study& study, const SettingValue& given) {
        const auto found = std::find_if(choices.begin(), choices.end(), [&](const auto& one) { return one.first == std::get<std::string>(given); });
        study.*Member = found->second;
    };
    setting.get = [choices](const Study& study) {
        const auto found = std::find_if(choices.begin(), choices.end(), [&](const auto& one) { return one.second == study.*Member; });
        return got(std::string(found->first));
    };
    return setting;
}

/// Some of an enumeration's words.
template <auto Member, typename Value>
Setting some(std::string_view key, std::string_view option, std::string_view type, catalogue::Words what, std::span<const Value> all) {
    Setting setting{key, option, type, what, SettingKind::list, SettingGroup::rule};
    for (const Value one : all) {
        setting.choices.push_back(catalogue::id(one));
    }
    setting.set = [all](Study& study, const SettingValue& given) {
        auto& target = study.*Member;
        target.clear();
        for (const std::string& word : std::get<std::vector<std::string>>(given)) {
            target.insert(target.end(), *std::find_if(all.begin(), all.end(), [&](Value one) { return catalogue::id(one) == word; }));
        }
    };
    setting.get = [](const Study& study) {
        std::vector<std::string> words;
        for (const Value one : study.*Member) {
            words.emplace_back(catalogue::id(one));
        }
        return got(words);
    };
    return setting;
}

/// A member of the composition, which is there once one of them is given.
template <auto... Path>
Setting of_composition(SettingKind kind, std::string_view key, std::string_view option, std::string_view type, catalogue::Words what) {
    Setting setting{key, option, type, what, kind, SettingGroup::input};
    setting.most = no_limit;
    setting.set = [](Study& study, const SettingValue& value) {
        if (!study.composition) {
            study.composition.emplace();
        }
        put(member<Path...>(*study.composition), value);
    };
    setting.get = [](const Study& study) { return study.composition ? got(member<Path...>(*study.composition)) : SettingValue(); };
    return setting;
}

Setting simplify() {
    Setting setting{"simplify", "--simplify", "300m|20000pts", {"simplifier les contours publiés, à tant de mètres près ou en tant de sommets", "simplify the published outlines, to so many metres or vertices"}};
    setting.group = SettingGroup::output;
    setting.is_well_formed = [](std::string_view written) { return simplify_of(written).has_value(); };
    setting.set = [](Study& study, const SettingValue& value) { study.simplify = simplify_of(std::get<std::string>(value)); };
    setting.get = [](const Study& study) { return study.simplify ? got(text_of(*study.simplify)) : SettingValue(); };
    return setting;
}

Setting simplified() {
    Setting setting{"simplified", "--simplified", "500m|20000pts", {"à combien près simplifier les couches de --formats simplified (500m) ; l'option les demande", "how far to simplify the layers of --formats simplified (500m); the option asks for them"}};
    setting.group = SettingGroup::output;
    setting.is_well_formed = [](std::string_view written) { return simplify_of(written).has_value(); };
    setting.set = [](Study& study, const SettingValue& value) { study.simplified = *simplify_of(std::get<std::string>(value)); };
    setting.get = [](const Study& study) { return got(text_of(study.simplified)); };
    return setting;
}

Setting postgis() {
    Setting setting = text<&Study::postgis>("postgis", "--postgis", "PG:…", {"écrire aussi les couches dans cette base : \"PG:dbname=geo schema=maillage\"", "write the layers into this database too: \"PG:dbname=geo schema=maillage\""}, SettingGroup::output);
    setting.is_well_formed = [](std::string_view written) { return written.empty() || is_connection(written); };
    return setting;
}

/// Whose data an input is, and under what terms: a study's only.
template <auto... Path>
std::vector<Setting> origin(const std::string_view (&keys)[2]) {
    return {text<Path..., &Origin::source>(keys[0], "", "", {"de qui sont ces données : un nom, ou une adresse", "whose data these are: a name, or an address"}, SettingGroup::input),
            text<Path..., &Origin::licence>(keys[1], "", "", {"leur licence : nom SPDX (etalab-2.0), adresse, ou des mots", "their licence: SPDX's name (etalab-2.0), an address, or words"}, SettingGroup::input)};
}

Setting totals_by_region() {
    Setting setting{"ptce.known_total_by_region", "", "", {"combien par région, dit-on : code ou nom = nombre", "how many by région, it is said: code or name = number"}, SettingKind::counts};
    setting.most = no_limit;
    setting.set = [](Study& study, const SettingValue& value) {
        study.known_total_by_region.clear();
        for (const auto& [region, total] : std::get<std::map<std::string, double>>(value)) {
            study.known_total_by_region[region] = static_cast<int>(total);
        }
    };
    setting.get = [](const Study& study) {
        return study.known_total_by_region.empty() ? SettingValue() : SettingValue(std::map<std::string, double>(study.known_total_by_region.begin(), study.known_total_by_region.end()));
    };
    return setting;
}

Setting priority_columns() {
    Setting setting{"priorities.columns", "", "", {"colonnes de nombres de la couche des pays, et leur poids ; un poids négatif rend urgente une valeur basse", "columns of numbers of the pays layer, and their weight; a negative one makes a low value urgent"}, SettingKind::weights};
    setting.least = -heaviest;
    setting.most = heaviest;
    setting.set = [](Study& study, const SettingValue& value) {
        study.priorities.columns.clear();
        for (const auto& [title, weight] : std::get<std::map<std::string, double>>(value)) {
            study.priorities.columns.push_back({CriterionKind::column, weight, title});
        }
    };
    setting.get = [](const Study& study) {
        std::map<std::string, double> columns;
        for (const Criterion& one : study.priorities.columns) {
            columns[one.column] = one.weight;
        }
        return columns.empty() ? SettingValue() : SettingValue(columns);
    };
    return setting;
}

Setting normalisation() {
    Setting setting{"priorities.normalisation", "", "", {"comment un critère devient un nombre de 0 à 1 : par le rang, ou entre le plus petit et le plus grand", "how a criterion becomes a number from 0 to 1: by rank, or between the least and the greatest"}, SettingKind::choice};
    setting.choices = {catalogue::id(Normalisation::rank), catalogue::id(Normalisation::min_max)};
    setting.set = [](Study& study, const SettingValue& value) {
        study.priorities.normalisation = std::get<std::string>(value) == catalogue::id(Normalisation::rank) ? Normalisation::rank : Normalisation::min_max;
    };
    setting.get = [](const Study& study) { return got(std::string(catalogue::id(study.priorities.normalisation))); };
    return setting;
}

std::vector<Setting> top() {
    Setting formats = some<&Study::formats, Format>("formats", "--formats", "LIST", {"écrire aussi pour d'autres outils ; plusieurs, séparés par des virgules", "write for other tools too; several, parted by commas"}, catalogue::all_formats);
    formats.group = SettingGroup::output;
    Setting dashboard = flag<&Study::dashboard>("dashboard", "", {"écrire dashboard.html, là où le modèle de la page a été construit", "write dashboard.html, where the page's template was built"});
    dashboard.group = SettingGroup::output;
    Setting pace_years = integer<&Study::pace_years>("pace_years", "--pace-years", "N", {"le rythme est la moyenne de tant de dernières années (5)", "the pace is the mean of so many last years (5)"});
    pace_years.least = 1;
    pace_years.most = 100;
    std::vector<Setting> all{
        text<&Study::title>("title", "--title", "TEXT", {"titre du rapport", "title of the report"}, SettingGroup::output),
        text<&Study::region>("region", "--region", "CODE", {"une seule région, par son code ou son nom : ses pays, ses PTCE, ses chiffres", "one région only, by code or name: its pays, PTCE and figures"}),
        file<&Study::corrections>("corrections", "--corrections", {"table de lignes corrigées, écrite par check --rows puis complétée", "table of corrected rows, written by check --rows and then filled in"}),
        integer<&Study::date_reference>("date_reference", "--date-reference", "YEAR", {"année de référence (défaut : la dernière de la liste)", "year of reference (default: the list's latest)"}),
        integer<&Study::horizon>("horizon", "--horizon", "YEAR", {"dire combien il en faudrait par an pour être aux cibles cette année-là", "say how many a year would be needed to be at the targets in that year"}, 2030),
        pace_years,
        number<&Study::repair_limit>("repair_limit", "--repair-limit", "PCT", {"part de surface (%) que réparer un contour peut déplacer ; au-delà, le pays est rejeté (5)", "share of area (%) that repairing an outline may move; beyond it, the pays is rejected (5)"}, 100),
        choice<&Study::rules, Rules>("rules", "--rules", "petr", {"règles de droit à vérifier : petr (d'un seul tenant, sans enclave, un EPCI dans un seul)", "rules of law to check: petr (one piece, no enclave, an EPCI in one only)"}, {{"petr", Rules::petr}, {"", Rules::none}}),
        flag<&Study::points_only>("points_only", "--points-only", {"ignorer les codes commune : les points décident", "ignore commune codes: points decide"}),
        flag<&Study::strict>("strict", "--strict", {"refuser les doublons : rien n'est publié, statut 1", "refuse duplicates: nothing is published, exit status 1"}),
        number<&Study::fail_under>("fail_under", "--fail-under", "PCT", {"statut 1 si moins de tant de % des pays sont couverts", "exit status 1 when less than so many % of pays are covered"}, 100),
    };
    Setting fail_on = text<&Study::fail_on>("fail_on", "--fail-on", "error|warning", {"statut 1 s'il y a un constat de cette gravité ou pire", "exit status 1 when there is a finding of that severity or worse"});
    fail_on.kind = SettingKind::choice;
    fail_on.choices = {"error", "warning"};
    all.push_back(fail_on);
    all.push_back(simplify());
    all.push_back(formats);
    all.push_back(simplified());
    all.push_back(postgis());
    all.push_back(dashboard);
    all.push_back(choice<&Study::language, Language>("lang", "", "fr|en", {"langue de ce qui est écrit ; l'option --lang décide", "language of what is written; the option --lang decides"}, {{"fr", Language::french}, {"en", Language::english}}));
    return all;
}

std::vector<Setting> pays() {
    std::vector<Setting> all{
        file<&Study::pays, &TerritoryInput::path>("pays.path", "--pays", {"couche des pays : FICHIER ou FICHIER:COUCHE", "layer of the pays: FILE or FILE:LAYER"}),
        column<&Study::pays, &TerritoryInput::code>("pays.code", "--pays-code", {"colonne du code du pays", "column of the pays' code"}),
        column<&Study::pays, &TerritoryInput::name>("pays.name", "--pays-name", {"colonne du nom du pays", "column of the pays' name"}),
        text<&Study::pays, &TerritoryInput::crs>("pays.crs", "--pays-crs", "CRS", {"système de coordonnées de la couche, à la place de celui qu'elle dit (EPSG:2154)", "CRS of the layer, instead of the one it states (EPSG:2154)"}, SettingGroup::input),
    };
    append(all, origin<&Study::pays, &TerritoryInput::origin>({"pays.source", "pays.licence"}));
    return all;
}

std::vector<Setting> ptce() {
    using F = FacilityInput;
    constexpr auto list = &Study::ptce;
    std::vector<Setting> all{
        file<list, &F::path>("ptce.path", "--ptce", {"liste des PTCE : couche ou tableau", "list of PTCE: layer or table"}),
        column<list, &F::id>("ptce.id", "--ptce-id", {"colonne de l'identifiant", "column of the id"}),
        column<list, &F::name>("ptce.name", "--ptce-name", {"colonne du nom", "column of the name"}),
        column<list, &F::lon>("ptce.lon", "--ptce-lon", {"colonne de la longitude, en degrés sauf si crs dit autre chose", "column of the longitude, in degrees unless crs says otherwise"}),
        column<list, &F::lat>("ptce.lat", "--ptce-lat", {"colonne de la latitude", "column of the latitude"}),
        column<list, &F::commune>("ptce.commune", "--ptce-commune", {"colonne du code commune (INSEE)", "column of the commune code (INSEE)"}),
        column<list, &F::commune_name>("ptce.commune_name", "--ptce-commune-name", {"colonne du nom de la commune", "column of the commune's name"}),
        column<list, &F::postal_code>("ptce.postal_code", "--ptce-postal-code", {"colonne du code postal", "column of the postal code"}),
        column<list, &F::epci>("ptce.epci", "--ptce-epci", {"colonne du SIREN de l'EPCI", "column of the EPCI's SIREN"}),
        column<list, &F::territory>("ptce.territory", "--ptce-territory", {"colonne du nom du territoire ou de l'EPCI", "column of the territory's or EPCI's name"}),
        column<list, &F::departement>("ptce.departement", "--ptce-departement", {"colonne du département, code ou nom", "column of the département, code or name"}),
        column<list, &F::region>("ptce.region", "--ptce-region", {"colonne de la région, code ou nom", "column of the région, code or name"}),
        column<list, &F::area>("ptce.area", "--ptce-area", {"colonne du périmètre d'action : codes de communes, d'EPCI, de départements", "column of the area of action: codes of communes, EPCI, départements"}),
        column<list, &F::status>("ptce.status", "--ptce-status", {"colonne du statut", "column of the status"}),
        column<list, &F::year>("ptce.year", "--ptce-year", {"colonne de l'année", "column of the year"}),
        column<list, &F::precision>("ptce.precision", "--ptce-precision", {"colonne de la précision", "column of the precision"}),
        column<list, &F::uncertainty>("ptce.uncertainty", "--ptce-uncertainty", {"colonne de l'incertitude du point, en mètres", "column of the point's uncertainty, in metres"}),
        text<list, &F::crs>("ptce.crs", "--ptce-crs", "CRS", {"système de coordonnées de la liste, à la place de celui qu'elle dit", "CRS of the list, instead of the one it states"}, SettingGroup::input),
        file<list, &F::statuses>("ptce.statuses", "--statuses", {"table des graphies de statut (statut, etape)", "table of status spellings (statut, etape)"}),
        integer<list, &F::cog>("ptce.cog", "--ptce-cog", "YEAR", {"millésime des codes commune de la liste (défaut : déduit)", "year of the list's commune codes (default: inferred)"}),
        some<&Study::counted, Stage>("ptce.counted", "--counted", "LIST", {"étapes qui comptent pour les cibles (actif,laureat)", "stages that count toward the targets (actif,laureat)"}, std::span(catalogue::all_stages).first(std::size(catalogue::all_stages) - 1)),
        choice<&Study::count_by, CountBy>("ptce.count", "--count", "siege|perimetre", {"compter un PTCE à périmètre déclaré par son siège, ou par son périmètre (siege)", "count a PTCE that declares an area by its seat, or by its area (siege)"}, {{"siege", CountBy::seat}, {"perimetre", CountBy::area}}),
        number<&Study::share>("ptce.share", "--share", "PCT", {"part (%) d'un pays que le périmètre doit tenir pour le couvrir (50)", "share (%) of a pays that the area must hold to cover it (50)"}, 100),
        choice<&Study::share_of, ShareOf>("ptce.share_of", "--share-of", "population|surface", {"part de quoi : de la population ou de la surface (population)", "share of what: of population or of area (population)"}, {{"population", ShareOf::population}, {"surface", ShareOf::area}}),
        number<&Study::uncertainty_m>("ptce.uncertainty_m", "--uncertainty-m", "M", {"incertitude (m) d'une adresse dont la ligne ne la dit pas", "uncertainty (m) of an address whose row does not state it"}, 100'000),
        integer<&Study::attested_since>("ptce.attested_since", "--attested-since", "YEAR", {"écarter les lignes d'une année antérieure, ou sans année", "set aside rows of an earlier year, or of none"}, 2021),
        integer<&Study::known_total>("ptce.known_total", "--known-total", "N", {"combien il y en a en tout, dit-on", "how many there are said to be in all"}, 218),
        text<&Study::known_total_source>("ptce.known_total_source", "--known-total-source", "TEXT", {"source du total annoncé", "source of the announced total"}),
        totals_by_region(),
    };
    append(all, origin<list, &F::origin>({"ptce.source", "ptce.licence"}));
    return all;
}

std::vector<Setting> around() {
    using C = CompositionInput;
    return {
        of_composition<&C::path>(SettingKind::file, "composition.path", "--composition", "F", {"table : quelle commune (ou EPCI) est dans quel pays", "table: which commune (or EPCI) is in which pays"}),
        of_composition<&C::origin, &Origin::source>(SettingKind::text, "composition.source", "", "", {"de qui sont ces données : un nom, ou une adresse", "whose data these are: a name, or an address"}),
        of_composition<&C::origin, &Origin::licence>(SettingKind::text, "composition.licence", "", "", {"leur licence : nom SPDX (etalab-2.0), adresse, ou des mots", "their licence: SPDX's name (etalab-2.0), an address, or words"}),
        of_composition<&C::key>(SettingKind::text, "composition.key", "--key", "COL", {"sa colonne de codes commune ou de SIREN (défaut : CODGEO)", "its column of commune codes or SIRENs (default: CODGEO)"}),
        of_composition<&C::by>(SettingKind::text, "composition.by", "--by", "COL", {"sa colonne de codes de pays", "its column of pays codes"}),
        of_composition<&C::cog>(SettingKind::integer, "composition.cog", "--composition-cog", "YEAR", {"millésime des codes de la composition (défaut : déduit)", "year of the composition's codes (default: inferred)"}),
        file<&Study::gazetteer>("gazetteer.path", "--gazetteer", {"référentiel des communes : dossier aux mêmes fichiers que celui fourni (défaut)", "gazetteer of communes: folder of the same files as the one that comes along (default)"}, "DIR"),
        file<&Study::communes>("gazetteer.communes", "--communes", {"points des communes, à la place de ceux du référentiel", "points of the communes, instead of the gazetteer's"}),
        file<&Study::population>("gazetteer.population", "--population", {"population par commune, à la place de celle du référentiel", "population by commune, instead of the gazetteer's"}),
        file<&Study::national_outline>("gazetteer.national_outline", "--national-outline", {"contour du pays entier, pour les surfaces hors pays", "outline of the whole country, for areas outside any pays"}),
        integer<&Study::targets, &Targets::per_territory>("targets.per_territory", "--target-per-pays", "N", {"cible par pays (1)", "target per pays (1)"}),
        integer<&Study::targets, &Targets::national>("targets.national", "--target-national", "N", {"cible nationale (300)", "national target (300)"}),
        integer<&Study::targets, &Targets::year>("targets.year", "--target-year", "YEAR", {"échéance des cibles (2024)", "year the targets are due (2024)"}),
        text<&Study::targets, &Targets::source>("targets.source", "--target-source", "TEXT", {"source des cibles", "source of the targets"}),
        number<&Study::priorities, &PriorityWeights::population>("priorities.population", "", "", {"poids des habitants du pays", "weight of the people of the pays"}, heaviest),
        number<&Study::priorities, &PriorityWeights::distance>("priorities.distance", "", "", {"poids de la distance au PTCE compté le plus proche", "weight of the distance to the nearest PTCE counted"}, heaviest),
        number<&Study::priorities, &PriorityWeights::white_zone>("priorities.white_zone", "", "", {"poids des habitants de sa zone blanche", "weight of the people of its white zone"}, heaviest),
        number<&Study::priorities, &PriorityWeights::chance>("priorities.chance", "", "", {"poids de la chance de n'être pas déjà couvert par un PTCE imprécis", "weight of the chance not to be covered already by an imprecise PTCE"}, heaviest),
        normalisation(),
        priority_columns(),
    };
}

std::vector<Setting> beside() {
    Setting with = file<&Study::what_if, &WhatIf::with>("what_if.with", "--with", {"et si : les PTCE de ce fichier en plus (DIR/what_if)", "what if: the PTCE of this file too (DIR/what_if)"});
    Setting without = plain<&Study::what_if, &WhatIf::without>(SettingKind::list, SettingGroup::what_if, "what_if.without", "--without", "ID,…", {"et si : sans ces PTCE, nommés par leur identifiant publié", "what if: without these PTCE, named by their published id"});
    with.group = SettingGroup::what_if;
    return {with, without};
}

}  // namespace

const std::vector<Setting>& settings() {
    static const std::vector<Setting> all = [] {
        std::vector<Setting> list = top();
        for (const std::vector<Setting>& section : {pays(), ptce(), around(), beside()}) {
            append(list, section);
        }
        return list;
    }();
    return all;
}

}  // namespace maillage
