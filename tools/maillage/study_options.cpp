#include "study_options.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "io/study_file.hpp"
#include "model/catalogue.hpp"
#include "model/connection.hpp"

namespace maillage::tool {

void StudyOptions::add_to(CLI::App& command, const Context& context) {
    const auto say = [&](const char* fr, const char* en) { return context.say(fr, en); };
    command.add_option("study", m_file, say("étude (TOML) ; les options la complètent", "study (TOML); options go over it"))->type_name("ETUDE.toml");
    const auto text = [&](const char* name, std::string& target, const char* type, const char* fr, const char* en) {
        command.add_option(name, target, say(fr, en))->type_name(type);
    };
    text("--pays", m_given.pays.path, "F", "couche des pays : FICHIER ou FICHIER:COUCHE", "layer of the pays: FILE or FILE:LAYER");
    text("--ptce", m_given.ptce.path, "F", "liste des PTCE : couche ou tableau", "list of PTCE: layer or table");
    text("--pays-code", m_given.pays.code, "COL", "colonne du code du pays", "column of the pays' code");
    text("--pays-name", m_given.pays.name, "COL", "colonne du nom du pays", "column of the pays' name");
    text("--pays-crs", m_given.pays.crs, "CRS", "système de coordonnées de la couche, à la place de celui qu'elle dit (EPSG:2154)", "CRS of the layer, instead of the one it states (EPSG:2154)");
    text("--ptce-id", m_given.ptce.id, "COL", "colonne de l'identifiant", "column of the id");
    text("--ptce-name", m_given.ptce.name, "COL", "colonne du nom", "column of the name");
    text("--ptce-lon", m_given.ptce.lon, "COL", "colonne de la longitude", "column of the longitude");
    text("--ptce-lat", m_given.ptce.lat, "COL", "colonne de la latitude", "column of the latitude");
    text("--ptce-commune", m_given.ptce.commune, "COL", "colonne du code commune (INSEE)", "column of the commune code (INSEE)");
    text("--ptce-commune-name", m_given.ptce.commune_name, "COL", "colonne du nom de la commune", "column of the commune's name");
    text("--ptce-postal-code", m_given.ptce.postal_code, "COL", "colonne du code postal", "column of the postal code");
    text("--ptce-epci", m_given.ptce.epci, "COL", "colonne du SIREN de l'EPCI", "column of the EPCI's SIREN");
    text("--ptce-territory", m_given.ptce.territory, "COL", "colonne du nom du territoire ou de l'EPCI", "column of the territory's or EPCI's name");
    text("--ptce-departement", m_given.ptce.departement, "COL", "colonne du département", "column of the département");
    text("--ptce-region", m_given.ptce.region, "COL", "colonne de la région", "column of the région");
    text("--ptce-area", m_given.ptce.area, "COL", "colonne du périmètre d'action : codes de communes, d'EPCI, de départements", "column of the area of action: codes of communes, EPCI, départements");
    text("--ptce-status", m_given.ptce.status, "COL", "colonne du statut", "column of the status");
    text("--ptce-year", m_given.ptce.year, "COL", "colonne de l'année", "column of the year");
    text("--ptce-precision", m_given.ptce.precision, "COL", "colonne de la précision", "column of the precision");
    text("--ptce-uncertainty", m_given.ptce.uncertainty, "COL", "colonne de l'incertitude du point, en mètres", "column of the point's uncertainty, in metres");
    text("--ptce-crs", m_given.ptce.crs, "CRS", "système de coordonnées de la liste, à la place de celui qu'elle dit", "CRS of the list, instead of the one it states");
    text("--statuses", m_given.ptce.statuses, "F", "table des graphies de statut (statut, etape)", "table of status spellings (statut, etape)");
    text("--composition", m_composition.path, "F", "table : quelle commune (ou EPCI) est dans quel pays", "table: which commune (or EPCI) is in which pays");
    text("--key", m_composition.key, "COL", "sa colonne de codes commune ou de SIREN (défaut : CODGEO)", "its column of commune codes or SIRENs (default: CODGEO)");
    text("--by", m_composition.by, "COL", "sa colonne de codes de pays", "its column of pays codes");
    text("--gazetteer", m_given.gazetteer, "DIR", "référentiel des communes (défaut : celui fourni)", "gazetteer of communes (default: the one that comes along)");
    text("--communes", m_given.communes, "F", "points des communes, à la place de ceux du référentiel", "points of the communes, instead of the gazetteer's");
    text("--population", m_given.population, "F", "population par commune, à la place de celle du référentiel", "population by commune, instead of the gazetteer's");
    text("--national-outline", m_given.national_outline, "F", "contour du pays entier, pour les surfaces hors pays", "outline of the whole country, for areas outside any pays");
    text("--corrections", m_given.corrections, "F", "table de lignes corrigées, écrite par check --rows puis complétée", "table of corrected rows, written by check --rows and then filled in");
    text("--region", m_given.region, "CODE", "une seule région : ses pays, ses PTCE, ses chiffres", "one région only: its pays, PTCE and figures");
    text("--simplify", m_simplify, "300m|20000pts", "simplifier les contours publiés, à tant de mètres près ou en tant de sommets", "simplify the published outlines, to so many metres or vertices");
    text("--title", m_given.title, "TEXT", "titre du rapport", "title of the report");
    text("--known-total-source", m_given.known_total_source, "TEXT", "source du total annoncé", "source of the announced total");
    text("--target-source", m_given.targets.source, "TEXT", "source des cibles", "source of the targets");
    const auto number = [&](const char* name, std::optional<int>& target, const char* type, const char* fr, const char* en) {
        command.add_option(name, target, say(fr, en))->type_name(type)->check(CLI::Range(0, 1'000'000'000));
    };
    number("--known-total", m_given.known_total, "N", "combien il y en a en tout, dit-on", "how many there are said to be in all");
    number("--attested-since", m_attested_since, "YEAR", "écarter les lignes d'une année antérieure, ou sans année", "set aside rows of an earlier year, or of none");
    number("--ptce-cog", m_ptce_cog, "YEAR", "millésime des codes commune de la liste (défaut : déduit)", "year of the list's commune codes (default: inferred)");
    number("--composition-cog", m_composition_cog, "YEAR", "millésime des codes de la composition (défaut : déduit)", "year of the composition's codes (default: inferred)");
    command.add_option("--count", m_count, say("compter un PTCE à périmètre déclaré par son siège, ou par son périmètre (siege)", "count a PTCE that declares an area by its seat, or by its area (siege)"))->type_name("siege|perimetre")->check(CLI::IsMember({"siege", "perimetre"}));
    command.add_option("--share", m_share, say("part (%) d'un pays que le périmètre doit tenir pour le couvrir (50)", "share (%) of a pays that the area must hold to cover it (50)"))->type_name("PCT")->check(CLI::Range(0.0, 100.0));
    command.add_option("--share-of", m_share_of, say("part de quoi : de la population ou de la surface (population)", "share of what: of population or of area (population)"))->type_name("population|surface")->check(CLI::IsMember({"population", "surface"}));
    command.add_option("--uncertainty-m", m_uncertainty_m, say("incertitude (m) d'une adresse dont la ligne ne la dit pas", "uncertainty (m) of an address whose row does not state it"))->type_name("M")->check(CLI::Range(0.0, 100'000.0));
    number("--target-national", m_national, "N", "cible nationale (300)", "national target (300)");
    number("--target-per-pays", m_per_territory, "N", "cible par pays (1)", "target per pays (1)");
    number("--target-year", m_target_year, "YEAR", "échéance des cibles (2024)", "year the targets are due (2024)");
    number("--horizon", m_given.horizon, "YEAR", "dire combien il en faudrait par an pour être aux cibles cette année-là", "say how many a year would be needed to be at the targets in that year");
    number("--date-reference", m_date_reference, "YEAR", "année de référence (défaut : la dernière de la liste)", "year of reference (default: the list's latest)");
    command.add_option("--repair-limit", m_repair_limit, say("part de surface (%) que réparer un contour peut déplacer (5)", "share of area (%) that repairing an outline may move (5)"))->type_name("PCT")->check(CLI::Range(0.0, 100.0));
    command.add_option("--rules", m_rules, say("règles de droit à vérifier : petr (d'un seul tenant, sans enclave, un EPCI dans un seul)", "rules of law to check: petr (one piece, no enclave, an EPCI in one only)"))->type_name("petr")->check(CLI::IsMember({"petr"}));
    command.add_option("--formats", m_formats, say("écrire aussi pour : qgis, xlsx, csv-excel, umap, fgb, regions, simplified (séparés par des virgules)", "write for these too: qgis, xlsx, csv-excel, umap, fgb, regions, simplified (parted by commas)"))->type_name("LIST")->delimiter(',')->check(CLI::IsMember({"qgis", "xlsx", "csv-excel", "umap", "fgb", "regions", "simplified"}));
    text("--simplified", m_simplified, "500m|20000pts", "à combien près simplifier les couches de --formats simplified (500m) ; les demande", "how far to simplify the layers of --formats simplified (500m); asks for them");
    text("--postgis", m_postgis, "PG:…", "écrire aussi les couches dans cette base : \"PG:dbname=geo schema=maillage\"", "write the layers into this database too: \"PG:dbname=geo schema=maillage\"");
    command.add_flag("--csv-excel", m_csv_excel, say("comme --formats csv-excel : gaps-excel.csv, pour Excel en français", "as --formats csv-excel: gaps-excel.csv, for Excel in French"));
    command.add_flag("--points-only", m_given.points_only, say("ignorer les codes commune : les points décident", "ignore commune codes: points decide"));
    command.add_flag("--strict", m_given.strict, say("refuser les doublons : rien n'est publié, statut 1", "refuse duplicates: nothing is published, exit status 1"));
    command.add_option_function<std::string>("--lang", [](const std::string&) {}, say("langue : fr ou en", "language: fr or en"))->type_name("fr|en")->check(CLI::IsMember({"fr", "en"}));
}

Study StudyOptions::study(const Context& context, bool needs_list) const {
    if (m_file.starts_with("password=")) {
        throw UsageError({"mettez la connexion entière entre guillemets : \"PG:dbname=… password=…\"", "put the whole connection in quotes: \"PG:dbname=… password=…\""});
    }
    Study study = m_file.empty() ? Study{} : io::read_study(m_file);
    const auto over = [](std::string& target, const std::string& given) {
        if (!given.empty()) {
            target = given;
        }
    };
    over(study.pays.path, m_given.pays.path);
    over(study.pays.code, m_given.pays.code);
    over(study.pays.name, m_given.pays.name);
    over(study.pays.crs, m_given.pays.crs);
    over(study.ptce.path, m_given.ptce.path);
    over(study.ptce.id, m_given.ptce.id);
    over(study.ptce.name, m_given.ptce.name);
    over(study.ptce.lon, m_given.ptce.lon);
    over(study.ptce.lat, m_given.ptce.lat);
    over(study.ptce.commune, m_given.ptce.commune);
    over(study.ptce.commune_name, m_given.ptce.commune_name);
    over(study.ptce.postal_code, m_given.ptce.postal_code);
    over(study.ptce.epci, m_given.ptce.epci);
    over(study.ptce.territory, m_given.ptce.territory);
    over(study.ptce.area, m_given.ptce.area);
    over(study.ptce.departement, m_given.ptce.departement);
    over(study.ptce.region, m_given.ptce.region);
    over(study.ptce.status, m_given.ptce.status);
    over(study.ptce.year, m_given.ptce.year);
    over(study.ptce.precision, m_given.ptce.precision);
    over(study.ptce.crs, m_given.ptce.crs);
    over(study.ptce.statuses, m_given.ptce.statuses);
    over(study.gazetteer, m_given.gazetteer);
    over(study.communes, m_given.communes);
    over(study.population, m_given.population);
    over(study.national_outline, m_given.national_outline);
    over(study.corrections, m_given.corrections);
    over(study.region, m_given.region);
    over(study.title, m_given.title);
    over(study.known_total_source, m_given.known_total_source);
    over(study.targets.source, m_given.targets.source);
    if (!m_composition.path.empty() || !m_composition.key.empty() || !m_composition.by.empty() || m_composition_cog) {
        CompositionInput composition = study.composition.value_or(CompositionInput{});
        over(composition.path, m_composition.path);
        over(composition.key, m_composition.key);
        over(composition.by, m_composition.by);
        composition.cog = m_composition_cog ? m_composition_cog : composition.cog;
        if (composition.path.empty()) {
            throw UsageError({"--key, --by et --composition-cog vont avec --composition", "--key, --by and --composition-cog go with --composition"});
        }
        study.composition = composition;
    }
    if (const std::optional<Simplify> simplify = simplify_option(m_simplify)) {
        study.simplify = simplify;
    }
    if (const std::optional<Simplify> simplified = simplify_option(m_simplified, "--simplified")) {
        study.simplified = *simplified;
        study.formats.insert(Format::simplified);
    }
    if (!m_postgis.empty() && !is_connection(m_postgis)) {
        throw UsageError({"--postgis : donner une connexion, par exemple --postgis \"PG:dbname=geo schema=maillage\"", "--postgis: give a connection, for example --postgis \"PG:dbname=geo schema=maillage\""});
    }
    over(study.postgis, m_postgis);
    study.known_total = m_given.known_total ? m_given.known_total : study.known_total;
    study.attested_since = m_attested_since ? m_attested_since : study.attested_since;
    study.ptce.cog = m_ptce_cog ? m_ptce_cog : study.ptce.cog;
    study.count_by = m_count.empty() ? study.count_by : m_count == "perimetre" ? CountBy::area : CountBy::seat;
    study.share = m_share.value_or(study.share);
    study.uncertainty_m = m_uncertainty_m ? m_uncertainty_m : study.uncertainty_m;
    study.share_of = m_share_of.empty() ? study.share_of : m_share_of == "surface" ? ShareOf::area : ShareOf::population;
    study.horizon = m_given.horizon ? m_given.horizon : study.horizon;
    study.date_reference = m_date_reference ? m_date_reference : study.date_reference;
    study.targets.national = m_national.value_or(study.targets.national);
    study.targets.per_territory = m_per_territory.value_or(study.targets.per_territory);
    study.targets.year = m_target_year.value_or(study.targets.year);
    study.repair_limit = m_repair_limit.value_or(study.repair_limit);
    study.rules = m_rules == "petr" ? Rules::petr : study.rules;
    study.points_only = study.points_only || m_given.points_only;
    study.strict = study.strict || m_given.strict;
    for (const Format format : catalogue::all_formats) {
        if (std::find(m_formats.begin(), m_formats.end(), catalogue::id(format)) != m_formats.end() || (m_csv_excel && format == Format::csv_excel)) {
            study.formats.insert(format);
        }
    }
    if (context.language_given) {
        study.language = context.language;
    }
    if (study.pays.path.empty() || (needs_list && study.ptce.path.empty())) {
        throw UsageError({"il manque les entrées : donner ETUDE.toml, ou --pays et --ptce", "inputs are missing: give ETUDE.toml, or --pays and --ptce"});
    }
    return study;
}

}  // namespace maillage::tool
