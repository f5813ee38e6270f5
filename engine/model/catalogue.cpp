#include "model/catalogue.hpp"

#include <algorithm>
#include <array>

namespace maillage::catalogue {

const FindingKind& kind(FindingCode code) {
    const std::span<const FindingKind> all = finding_kinds();
    return *std::find_if(all.begin(), all.end(), [code](const FindingKind& one) { return one.code == code; });
}

bool is_repair(FindingCode code) {
    using enum FindingCode;
    constexpr std::array repairs{encoding_cp1252,        territory_repaired,           territory_ring_closed,       territory_ring_gap,
                                 territory_ring_dropped, territory_from_lines,         coordinates_swapped,         facility_swapped_coordinates,
                                 facility_code_zero_restored, correction_applied};
    return std::find(repairs.begin(), repairs.end(), code) != repairs.end();
}

namespace {

/// A value from a file, so that it can't command a terminal: control characters (C0 but tab and line feed, DEL, C1) as U+FFFD.
std::string without_controls(std::string_view value) {
    std::string result;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const auto byte = [value](std::size_t at) { return at < value.size() ? static_cast<unsigned char>(value[at]) : 0U; };
        const bool c0 = (byte(i) < 0x20 && value[i] != '\t' && value[i] != '\n') || byte(i) == 0x7F;
        const bool c1 = byte(i) == 0xC2 && byte(i + 1) >= 0x80 && byte(i + 1) <= 0x9F;
        result += c0 || c1 ? "\uFFFD" : std::string(1, value[i]);
        i += c1 ? 1 : 0;
    }
    return result;
}

}  // namespace

std::string filled(std::string_view text, const std::vector<std::pair<std::string, std::string>>& parameters) {
    std::string result;
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
        if (close == std::string_view::npos) {
            break;
        }
        result += text.substr(0, open);
        const std::string_view name = text.substr(open + 1, close - open - 1);
        const auto found = std::find_if(parameters.begin(), parameters.end(), [name](const auto& one) { return one.first == name; });
        result += found == parameters.end() ? std::string(text.substr(open, close - open + 1)) : without_controls(found->second);
        text.remove_prefix(close + 1);
    }
    return result.append(text);
}

namespace {

struct ValueWords {
    std::string_view parameter;
    Words words;
};

/// Values of parameters that are words of ours, or GEOS's reasons (geom::TopologyValidationError).
constexpr std::array value_words{
    ValueWords{"separator", {"une tabulation", "tab"}},
    ValueWords{"type", {"vide", "empty"}},
    ValueWords{"outline", {"identique", "identical"}},
    ValueWords{"outline", {"différent", "different"}},
    ValueWords{"field", {"code postal", "postal code"}},
    ValueWords{"reason", {"son bord se croise", "Self-intersection"}},
    ValueWords{"reason", {"son bord se touche lui-même", "Ring Self-intersection"}},
    ValueWords{"reason", {"un trou est hors du contour", "Hole lies outside shell"}},
    ValueWords{"reason", {"des trous sont l'un dans l'autre", "Holes are nested"}},
    ValueWords{"reason", {"des parties sont l'une dans l'autre", "Nested shells"}},
    ValueWords{"reason", {"des trous coupent son intérieur en morceaux", "Interior is disconnected"}},
    ValueWords{"reason", {"un anneau y est deux fois", "Duplicate Rings"}},
    ValueWords{"reason", {"un anneau a trop peu de sommets", "Too few points in geometry component"}},
};

/// Is the parameter a measure? Its name then ends in its unit (or is a share, in %), and its value is ours, not the source's.
bool is_measure(std::string_view name) {
    return name == "share" || name.ends_with("_m") || name.ends_with("_km") || name.ends_with("_km2") || name.ends_with("_ha");
}

}  // namespace

std::string sentence(const Finding& finding, Language language) {
    std::vector<std::pair<std::string, std::string>> parameters = finding.parameters;
    for (auto& [name, value] : parameters) {
        for (const auto& [parameter, words] : value_words) {
            if (parameter == name && (words.fr == value || words.en == value)) {
                value = words.in(language);
                break;
            }
        }
        if (language == Language::french && is_measure(name) && parse_number(value)) {
            std::replace(value.begin(), value.end(), '.', ',');
        }
    }
    return filled(kind(finding.code).sentence.in(language), parameters);
}

std::string text_of(const std::vector<Step>& steps, Language language) {
    std::string text;
    for (const Step& step : steps) {
        text += text.empty() ? "" : language == Language::french ? " ; " : "; ";
        text.append(step.from).append(" → ").append(step.to).append(" (").append(words(step.kind).in(language));
        text += step.year > 0 ? ", " + std::to_string(step.year) + ")" : ")";
    }
    return text;
}

std::string_view id(Severity severity) {
    switch (severity) {
        case Severity::info: return "info";
        case Severity::warning: return "warning";
        case Severity::error: return "error";
    }
    return "";
}

std::string_view id(Stage stage) {
    switch (stage) {
        case Stage::actif: return "actif";
        case Stage::laureat: return "laureat";
        case Stage::emergent: return "emergent";
        case Stage::candidat: return "candidat";
        case Stage::ferme: return "ferme";
        case Stage::cite: return "cite";
        case Stage::unknown: return "inconnu";
    }
    return "";
}

std::string_view id(Precision precision) {
    switch (precision) {
        case Precision::adresse: return "adresse";
        case Precision::commune: return "commune";
        case Precision::epci: return "epci";
        case Precision::territoire: return "territoire";
        case Precision::departement: return "departement";
        case Precision::region: return "region";
        case Precision::aucune: return "aucune";
    }
    return "";
}

std::string_view id(Bucket bucket) {
    switch (bucket) {
        case Bucket::rejected: return "rejected";
        case Bucket::duplicate: return "duplicate";
        case Bucket::excluded: return "excluded";
        case Bucket::unknown_status: return "unknown_status";
        case Bucket::not_attested: return "not_attested";
        case Bucket::without_location: return "without_location";
        case Bucket::imprecise: return "imprecise";
        case Bucket::outside: return "outside";
        case Bucket::assigned: return "assigned";
    }
    return "";
}

std::string_view id(Status status) {
    switch (status) {
        case Status::couvert: return "couvert";
        case Status::emergent: return "emergent";
        case Status::possible: return "possible";
        case Status::non_couvert: return "non_couvert";
    }
    return "";
}

std::string_view colour(Status status) {
    switch (status) {
        case Status::couvert: return "#1f4f8f";
        case Status::emergent: return "#bcd5ef";
        case Status::possible: return "#f6e7bb";
        case Status::non_couvert: return "#cf7d54";
    }
    return "";
}

std::string_view id(Method method) {
    switch (method) {
        case Method::none: return "aucune";
        case Method::code: return "code";
        case Method::point: return "point";
        case Method::commune_point: return "point_commune";
        case Method::commune_name: return "nom_commune";
        case Method::territory: return "territoire";
        case Method::epci: return "epci";
        case Method::area: return "perimetre";
        case Method::departement: return "departement";
        case Method::region: return "region";
    }
    return "";
}

std::string_view id(CentreKind kind) { return kind == CentreKind::population ? "population" : "interieur"; }

std::string_view id(Level level) {
    switch (level) {
        case Level::commune: return "commune";
        case Level::epci: return "EPCI";
        case Level::arrondissement: return "arrondissement";
        case Level::departement: return "département";
        case Level::region: return "région";
    }
    return "";
}

std::string_view id(DefectKind kind) {
    switch (kind) {
        case DefectKind::overlap: return "recouvrement";
        case DefectKind::sliver: return "interstice";
        case DefectKind::empty: return "vide";
    }
    return "";
}

std::string_view id(Situation situation) {
    switch (situation) {
        case Situation::inside: return "dans";
        case Situation::border: return "limite";
        case Situation::overlap: return "recouvrement";
        case Situation::outside: return "hors_pays";
        case Situation::rejected: return "rejete";
    }
    return "";
}

std::string_view id(CriterionKind kind) {
    switch (kind) {
        case CriterionKind::population: return "population";
        case CriterionKind::distance: return "distance";
        case CriterionKind::white_zone: return "zone_blanche";
        case CriterionKind::chance: return "chance";
        case CriterionKind::column: return "colonne";
    }
    return "";
}

std::string_view id(Normalisation normalisation) { return normalisation == Normalisation::rank ? "rang" : "min-max"; }

std::string_view id(Format format) {
    switch (format) {
        case Format::qgis: return "qgis";
        case Format::xlsx: return "xlsx";
        case Format::csv_excel: return "csv-excel";
        case Format::umap: return "umap";
        case Format::flatgeobuf: return "fgb";
        case Format::simplified: return "simplified";
        case Format::regions: return "regions";
    }
    return "";
}

std::string_view id(SiteObjective objective) { return objective == SiteObjective::people ? "people" : "pays"; }

Words words(Fault fault) {
    switch (fault) {
        case Fault::none: break;
        case Fault::malformed: return {"trop ou trop peu de cellules", "too many or too few cells"};
        case Fault::blank: return {"ligne vide", "blank row"};
        case Fault::no_position: return {"sans coordonnées", "without coordinates"};
        case Fault::unreadable: return {"coordonnées illisibles", "unreadable coordinates"};
        case Fault::not_a_point: return {"dessinée autrement que par un point", "drawn otherwise than by a point"};
        case Fault::off_map: return {"coordonnées hors du domaine de leur système", "coordinates outside the area of use of their system"};
    }
    return {};
}

Words words(Severity severity) {
    switch (severity) {
        case Severity::info: return {"à savoir", "note"};
        case Severity::warning: return {"à vérifier", "warning"};
        case Severity::error: return {"à corriger", "error"};
    }
    return {};
}

Words words(Bucket bucket) {
    switch (bucket) {
        case Bucket::rejected: return {"rejetées", "rejected"};
        case Bucket::duplicate: return {"doublons", "duplicates"};
        case Bucket::excluded: return {"exclues (stade ou région)", "excluded (stage or région)"};
        case Bucket::unknown_status: return {"de statut inconnu", "of unknown status"};
        case Bucket::not_attested: return {"sans attestation assez récente", "not attested recently enough"};
        case Bucket::without_location: return {"sans localisation", "without location"};
        case Bucket::imprecise: return {"imprécises", "imprecise"};
        case Bucket::outside: return {"hors pays", "outside any pays"};
        case Bucket::assigned: return {"affectées à un pays", "assigned to a pays"};
    }
    return {};
}

Words words(StepKind kind) {
    switch (kind) {
        case StepKind::zero_restored: return {"zéro remis", "zero restored"};
        case StepKind::name: return {"nom", "name"};
        case StepKind::postal_code: return {"code postal", "postal code"};
        case StepKind::epci_name: return {"nom d'EPCI", "name of an EPCI"};
        case StepKind::territory_name: return {"nom de territoire", "name of a territory"};
        case StepKind::merger: return {"fusion", "merger"};
        case StepKind::split: return {"scission", "split"};
        case StepKind::recoding: return {"changement de code", "change of code"};
        case StepKind::part: return {"partie de commune", "part of a commune"};
    }
    return {};
}

Words words(Status status) {
    switch (status) {
        case Status::couvert: return {"couvert", "covered"};
        case Status::emergent: return {"émergent", "emerging"};
        case Status::possible: return {"possible", "possible"};
        case Status::non_couvert: return {"non couvert", "not covered"};
    }
    return {};
}

Words words(DefectKind kind) {
    switch (kind) {
        case DefectKind::overlap: return {"recouvrements", "overlaps"};
        case DefectKind::sliver: return {"interstices", "slivers"};
        case DefectKind::empty: return {"vides", "voids"};
    }
    return {};
}

std::span<const std::string_view> field_names(Role role) {
    using Names = std::span<const std::string_view>;
    static constexpr std::string_view pays_code[] = {"code", "code_pays", "pays_code", "codgeo", "code_insee", "insee_com", "ref_insee", "code_siren", "n_siren", "id", "ze2020", "bv2022", "arr", "siren", "siren_epci", "code_epci", "epci", "ref_fr_siren"};
    static constexpr std::string_view pays_name[] = {"nom", "name", "nom_pays", "libelle", "libgeo", "lib", "lib_ze2020", "nom_epci", "nom_officiel", "nom_com", "libze2020", "libbv2022", "lib_bv2022", "libepci", "lib_epci", "libarr", "nom_du_groupement", "raison_sociale", "lib_geo"};
    static constexpr std::string_view pays_population[] = {"population", "pop", "pmun", "population_municipale"};
    static constexpr std::string_view pays_outline[] = {"contour"};
    static constexpr std::string_view ptce_id[] = {"id", "identifiant", "id_ptce", "ref", "id_territoire", "osm_id"};
    static constexpr std::string_view ptce_name[] = {"nom", "name", "nom_du_ptce", "nom_ptce", "intitule", "libelle", "lib_territoire", "raison_sociale"};
    static constexpr std::string_view lon[] = {"lon", "longitude", "lng", "long", "x"};
    static constexpr std::string_view lat[] = {"lat", "latitude", "y"};
    static constexpr std::string_view ptce_commune[] = {"insee_code", "code_insee", "code_commune", "codgeo", "code_commune_insee", "code_insee_commune", "insee_com", "com_insee", "insee", "ref_insee", "depcom", "id_geo"};
    static constexpr std::string_view ptce_commune_name[] = {"commune", "nom_commune", "nom_de_la_commune", "commune_nom", "ville", "localite", "lib_com", "libcom", "nom_com", "city"};
    static constexpr std::string_view ptce_postal_code[] = {"code_postal", "cp", "codepostal", "postal_code", "code_postal_commune"};
    static constexpr std::string_view ptce_territory[] = {"epci_or_territory", "territoire", "nom_territoire", "nom_du_territoire", "territory", "nom_epci", "lib_epci", "libepci", "intercommunalite"};
    static constexpr std::string_view ptce_area[] = {"perimetre", "perimetre_action", "perimetre_d_action", "perimetre_d_intervention", "zone_d_action", "zone_d_intervention"};
    static constexpr std::string_view ptce_epci[] = {"epci_code", "code_epci", "siren_epci", "epci"};
    static constexpr std::string_view departement[] = {"departement", "dep", "code_departement", "insee_dep"};
    static constexpr std::string_view region[] = {"region", "reg", "code_region", "insee_reg"};
    static constexpr std::string_view status[] = {"status", "statut", "etape", "stade"};
    static constexpr std::string_view year[] = {"year", "annee"};
    static constexpr std::string_view precision[] = {"precision"};
    static constexpr std::string_view uncertainty[] = {"incertitude", "incertitude_m", "uncertainty", "uncertainty_m", "precision_m", "precision_metres", "accuracy_m"};
    static constexpr std::string_view commune_code[] = {"code", "codgeo", "insee_com", "code_insee", "insee_code", "com", "ref_insee", "depcom"};
    static constexpr std::string_view commune_population[] = {"population", "pop", "pmun", "ptot", "population_municipale"};
    static constexpr std::string_view commune_area[] = {"surface_km2", "superficie_km2", "area_km2"};
    static constexpr std::string_view commune_epci[] = {"epci", "epci_code", "code_epci", "siren_epci"};
    static constexpr std::string_view status_text[] = {"statut", "status"};
    static constexpr std::string_view status_stage[] = {"etape", "stade", "stage"};
    switch (role) {
        case Role::pays_code: return Names(pays_code);
        case Role::pays_name: return Names(pays_name);
        case Role::pays_population: return Names(pays_population);
        case Role::pays_outline: return Names(pays_outline);
        case Role::ptce_id: return Names(ptce_id);
        case Role::ptce_name: return Names(ptce_name);
        case Role::ptce_lon: return Names(lon);
        case Role::ptce_lat: return Names(lat);
        case Role::ptce_commune: return Names(ptce_commune);
        case Role::ptce_commune_name: return Names(ptce_commune_name);
        case Role::ptce_postal_code: return Names(ptce_postal_code);
        case Role::ptce_territory: return Names(ptce_territory);
        case Role::ptce_area: return Names(ptce_area);
        case Role::ptce_epci: return Names(ptce_epci);
        case Role::ptce_departement:
        case Role::departement: return Names(departement);
        case Role::ptce_region:
        case Role::region: return Names(region);
        case Role::ptce_status: return Names(status);
        case Role::ptce_year: return Names(year);
        case Role::ptce_precision: return Names(precision);
        case Role::ptce_uncertainty: return Names(uncertainty);
        case Role::commune_code: return Names(commune_code);
        case Role::commune_population: return Names(commune_population);
        case Role::commune_area: return Names(commune_area);
        case Role::commune_epci: return Names(commune_epci);
        case Role::status_text: return Names(status_text);
        case Role::status_stage: return Names(status_stage);
    }
    return {};
}

}  // namespace maillage::catalogue
