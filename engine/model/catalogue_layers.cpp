#include <algorithm>
#include <stdexcept>

#include "model/catalogue.hpp"

namespace maillage::catalogue {

namespace {

constexpr bool required = false;
constexpr bool nullable = true;

template <typename Enumeration, std::size_t Count>
std::vector<std::string_view> ids(const Enumeration (&all)[Count]) {
    std::vector<std::string_view> names;
    for (const Enumeration one : all) {
        names.push_back(id(one));
    }
    return names;
}

std::vector<Column> pays_columns() {
    return {
        {"code", Type::text, "", required, {"Code du pays", "Code of the pays"}, {}},
        {"nom", Type::text, "", required, {"Nom", "Name"}, {}},
        {"departement", Type::text, "", nullable, {"Département où vit la plupart de ses habitants", "Département where most of its people live"}, {}},
        {"region", Type::text, "", nullable, {"Région où vit la plupart de ses habitants", "Région where most of its people live"}, {}},
        {"departements", Type::list, "", required, {"Tous ses départements", "All its départements"}, {}},
        {"regions", Type::list, "", required, {"Toutes ses régions", "All its régions"}, {}},
        {"population", Type::integer, "persons", nullable, {"Population municipale", "Population (municipale)"}, {}},
        {"surface_km2", Type::number, "km2", required, {"Surface", "Area"}, {}},
        {"contour", Type::text, "", required, {"Contour exact ou approché", "Exact or approximate outline"}, {"exact", "approche"}},
        {"nb_ptce", Type::integer, "", required, {"PTCE comptés, sûrement là", "Counted PTCE, surely there"}, {}},
        {"nb_emergents", Type::integer, "", required, {"PTCE émergents, sûrement là", "Emerging PTCE, surely there"}, {}},
        {"nb_possibles", Type::integer, "", required, {"PTCE imprécis qui y sont peut-être", "Imprecise PTCE that may be there"}, {}},
        {"statut", Type::text, "", required, {"Statut de couverture", "Coverage status"}, ids(all_statuses)},
        {"manque", Type::integer, "", required, {"PTCE manquants pour atteindre la cible", "PTCE missing to meet the target"}, {}},
        {"ptce_proche", Type::text, "", nullable, {"PTCE compté le plus proche, sur la même terre", "Nearest counted PTCE on the same land"}, {}},
        {"distance_km", Type::number, "km", nullable, {"Distance géodésique du centre à ce PTCE", "Geodesic distance from the centre to it"}, {}},
        {"centre", Type::text, "", required, {"Centre des distances : de la population, ou point intérieur", "Centre of distances: of population, or interior point"},
         {id(CentreKind::population), id(CentreKind::interior)}},
        {"zone_blanche", Type::text, "", nullable, {"Zone blanche où il est, s'il n'est pas couvert", "White zone it is in, if not covered"}, {}},
        {"rang", Type::integer, "", nullable, {"Rang de priorité, s'il n'est pas couvert", "Rank of priority, if not covered"}, {}},
    };
}

std::vector<Column> gaps_columns() {
    std::vector<Column> columns = pays_columns();
    const std::vector<Column> priority{
        {"score", Type::number, "", required, {"Score de priorité, de 0 à 1 : la somme des parts", "Score of priority, 0 to 1: the sum of the parts"}, {}},
        {"part_population", Type::number, "", nullable, {"Part de la population dans le score", "Part of population in the score"}, {}},
        {"part_distance", Type::number, "", nullable, {"Part de la distance au PTCE le plus proche", "Part of the distance to the nearest PTCE"}, {}},
        {"part_zone_blanche", Type::number, "", nullable, {"Part de la population de sa zone blanche", "Part of its white zone's population"}, {}},
        {"part_chance", Type::number, "", nullable, {"Part de la chance de ne pas être déjà couvert", "Part of the chance not to be covered already"}, {}},
        {"part_colonnes", Type::number, "", nullable, {"Part des colonnes de la couche", "Part of the layer's own columns"}, {}},
        {"chance", Type::number, "", required, {"Probabilité qu'un PTCE imprécis y soit déjà", "Probability that an imprecise PTCE is there already"}, {}},
        {"pourquoi", Type::text, "", required, {"Pourquoi ce rang", "Why that rank"}, {}},
    };
    columns.insert(columns.end(), priority.begin(), priority.end());
    return columns;
}

std::vector<LayerKind> made() {
    const std::vector<std::string_view> areas{"Polygon", "MultiPolygon"};
    return {
        {"pays", {"Pays et leur couverture", "Pays and their coverage"}, areas, pays_columns(), false},
        {"ptce",
         {"PTCE situés, même imprécisément", "PTCE placed, if imprecisely"},
         {"Point", "null"},
         {
             {"id", Type::text, "", required, {"Identifiant", "Id"}, {}},
             {"nom", Type::text, "", nullable, {"Nom", "Name"}, {}},
             {"statut", Type::text, "", required, {"Étape", "Stage"}, ids(all_stages)},
             {"annee", Type::integer, "", nullable, {"Année de la dernière attestation", "Year last attested"}, {}},
             {"pays", Type::text, "", nullable, {"Code du pays où il est sûrement", "Code of the pays it surely is in"}, {}},
             {"candidats", Type::list, "", required, {"Codes des pays où il est peut-être", "Codes of the pays it may be in"}, {}},
             {"couvre", Type::list, "", required, {"Codes des pays que couvre son périmètre d'action", "Codes of the pays its area of action covers"}, {}},
             {"hors_pays", Type::text, "", required, {"Est-il hors pays ?", "Is it outside any pays?"}, {"oui", "non", "peut-etre", "inconnu"}},
             {"methode", Type::text, "", required, {"Ce qui a permis de le situer", "What placed it"}, ids(all_methods)},
             {"resolution", Type::text, "", nullable, {"Comment ce qui est écrit est devenu un code", "How what is written became a code"}, {}},
             {"precision", Type::text, "", required, {"Précision de la source", "Precision of the source"}, ids(all_precisions)},
             {"ecart_m", Type::number, "m", nullable, {"Distance de l'adresse à la frontière de pays la plus proche", "Distance of the address to the nearest border of a pays"}, {}},
         },
         true},
        {"gaps", {"Pays non couverts", "Pays not covered"}, areas, gaps_columns(), false},
        {"white_zones",
         {"Zones blanches : pays non couverts qui se touchent", "White zones: pays not covered that have a border in common"},
         areas,
         {
             {"id", Type::text, "", required, {"Zone blanche, de la plus peuplée à la moins peuplée", "White zone, from most to least populous"}, {}},
             {"nb_pays", Type::integer, "", required, {"Nombre de pays", "Number of pays"}, {}},
             {"pays", Type::list, "", required, {"Codes de ses pays", "Codes of its pays"}, {}},
             {"population", Type::integer, "persons", nullable, {"Population municipale", "Population (municipale)"}, {}},
             {"surface_km2", Type::number, "km2", required, {"Surface", "Area"}, {}},
             {"ptce_proche", Type::text, "", nullable, {"PTCE compté le plus proche du centre d'un de ses pays", "Counted PTCE nearest to the centre of one of its pays"}, {}},
             {"distance_km", Type::number, "km", nullable, {"Distance géodésique de ce centre à ce PTCE", "Geodesic distance from that centre to it"}, {}},
             {"distance_max_km", Type::number, "km", nullable, {"La plus grande distance d'un de ses pays au PTCE le plus proche", "The greatest distance of one of its pays to its nearest PTCE"}, {}},
         },
         false},
        {"links",
         {"Du centre de chaque pays au PTCE compté le plus proche", "From the centre of each pays to the nearest counted PTCE"},
         {"LineString"},
         {
             {"code", Type::text, "", required, {"Code du pays", "Code of the pays"}, {}},
             {"ptce", Type::text, "", required, {"Identifiant du PTCE", "Id of the PTCE"}, {}},
             {"distance_km", Type::number, "km", required, {"Distance géodésique", "Geodesic distance"}, {}},
             {"centre", Type::text, "", required, {"Centre de la population, ou point intérieur", "Centre of population, or interior point"},
              {id(CentreKind::population), id(CentreKind::interior)}},
             {"statut", Type::text, "", required, {"Statut du pays", "Status of the pays"}, ids(all_statuses)},
         },
         false},
        {"outline_defects",
         {"Où les contours se recouvrent ou laissent un vide", "Where outlines overlap or leave a gap"},
         {"Polygon", "MultiPolygon", "Point"},
         {
             {"nature", Type::text, "", required, {"Recouvrement, interstice ou vide", "Overlap, sliver or void"}, ids(all_defect_kinds)},
             {"pays", Type::list, "", required, {"Codes des pays qui se recouvrent, ou autour", "Codes of the pays that overlap, or around"}, {}},
             {"surface_m2", Type::number, "m2", required, {"Surface", "Area"}, {}},
             {"largeur_m", Type::number, "m", required, {"Largeur : deux fois la surface sur le périmètre", "Width: twice the area over the perimeter"}, {}},
         },
         false},
        {"findings",
         {"Défauts des données qui ont un lieu", "Defects of the data that have a place"},
         {"Point", "LineString"},
         {
             {"code", Type::text, "", required, {"Nature", "Kind"}, {}},
             {"gravite", Type::text, "", required, {"Gravité", "Severity"}, {"info", "warning", "error"}},
             {"sujet", Type::text, "", required, {"Pays ou PTCE concerné", "Pays or PTCE concerned"}, {}},
             {"fichier", Type::text, "", required, {"Fichier", "File"}, {}},
             {"ligne", Type::integer, "", nullable, {"Ligne", "Row"}, {}},
             {"texte", Type::text, "", required, {"Ce qui a été constaté", "What was found"}, {}},
             {"conseil", Type::text, "", required, {"Que faire", "What to do"}, {}},
         },
         false},
    };
}

std::vector<Column> sites_columns() {
    return {
        {"rang", Type::integer, "", required, {"Rang, du gain le plus grand au plus petit", "Rank, from the largest gain to the smallest"}, {}},
        {"id", Type::text, "", required, {"Code de la commune, ou identifiant du candidat", "Code of the commune, or id of the candidate"}, {}},
        {"nom", Type::text, "", nullable, {"Nom", "Name"}, {}},
        {"commune", Type::text, "", nullable, {"Code de la commune", "Code of the commune"}, {}},
        {"pays", Type::text, "", nullable, {"Code du pays où il est", "Code of the pays it is in"}, {}},
        {"nom_pays", Type::text, "", nullable, {"Nom du pays", "Name of the pays"}, {}},
        {"population_pays", Type::integer, "persons", nullable, {"Population municipale du pays", "Population (municipale) of the pays"}, {}},
        {"rayon_km", Type::number, "km", required, {"Rayon, à vol d'oiseau", "Radius, as the crow flies"}, {}},
        {"gain_habitants", Type::integer, "persons", required, {"Habitants qu'il met à portée, après les sites d'avant", "People it brings within the radius, after the sites before it"}, {}},
        {"cumul_habitants", Type::integer, "persons", required, {"Habitants à portée avec lui et les sites d'avant, PTCE existants compris", "People within the radius with it and the sites before it, existing PTCE included"}, {}},
        {"part_habitants", Type::number, "%", required, {"Leur part des habitants", "Their share of the people"}, {}},
        {"gain_pays", Type::integer, "", required, {"Pays qu'il porte à la cible, après les sites d'avant", "Pays it brings to the target, after the sites before it"}, {}},
        {"cumul_pays", Type::integer, "", required, {"Pays à la cible avec lui et les sites d'avant", "Pays at the target with it and the sites before it"}, {}},
    };
}

}  // namespace

const std::vector<LayerKind>& other_layers() {
    static const std::vector<LayerKind> all{{"sites", {"Où placer les prochains PTCE", "Where to place the next PTCE"}, {"Point"}, sites_columns(), false}};
    return all;
}

const std::vector<LayerKind>& layers() {
    static const std::vector<LayerKind> all = made();
    return all;
}

std::string_view key(const LayerKind& layer) {
    return layer.name == "findings" || layer.name == "outline_defects" ? std::string_view() : layer.columns.front().name;
}

const LayerKind& layer(std::string_view name) {
    for (const std::vector<LayerKind>* const all : {&layers(), &other_layers()}) {
        const auto found = std::find_if(all->begin(), all->end(), [name](const LayerKind& one) { return one.name == name; });
        if (found != all->end()) {
            return *found;
        }
    }
    throw std::logic_error("no layer of that name in the catalogue");
}

}  // namespace maillage::catalogue
