#include <algorithm>

#include "model/catalogue.hpp"

namespace maillage::catalogue {

namespace {

struct Entry {
    std::string_view name;
    Type type;
    Words title;
};

constexpr Entry table[] = {
    {"annee", Type::integer, {"Année", "Year"}},
    {"apres", Type::text, {"Codes après ce passage", "Codes after that change"}},
    {"arrondissement", Type::integer, {"Combien d'arrondissements", "How many arrondissements"}},
    {"avant", Type::text, {"Code avant ce passage", "Code before that change"}},
    {"candidats", Type::text, {"Codes des pays où il est peut-être, séparés par des blancs", "Codes of the pays it may be in, parted by blanks"}},
    {"chef_lieu", Type::text, {"Code de la commune chef-lieu", "Code of its chief town"}},
    {"cle", Type::text, {"Code de la commune, ou SIREN de l'EPCI", "Code of the commune, or SIREN of the EPCI"}},
    {"code", Type::text, {"Code", "Code"}},
    {"code_commune", Type::text, {"Code de la commune (Insee)", "Code of the commune (Insee)"}},
    {"code_epci", Type::text, {"SIREN de l'EPCI", "SIREN of the EPCI"}},
    {"code_postal", Type::text, {"Code postal", "Postal code"}},
    {"code_source", Type::text, {"Code de la couche", "Code in the layer"}},
    {"commune", Type::text, {"Commune", "Commune"}},
    {"contour", Type::text, {"Contour exact ou approché", "Exact or approximate outline"}},
    {"couvre", Type::text, {"Codes des pays que couvre son périmètre d'action, séparés par des blancs", "Codes of the pays its area of action covers, parted by blanks"}},
    {"departement", Type::text, {"Département", "Département"}},
    {"depuis", Type::text, {"Depuis quelle année", "Since which year"}},
    {"epci", Type::text, {"EPCI", "EPCI"}},
    {"etape", Type::text, {"Étape", "Stage"}},
    {"fichier", Type::text, {"Fichier", "File"}},
    {"id", Type::text, {"Identifiant", "Id"}},
    {"incertitude_m", Type::text, {"De combien de mètres le point peut se tromper", "By how many metres the point may be off"}},
    {"jusqu_a", Type::text, {"Jusqu'à quelle année", "Until which year"}},
    {"jusqu_en", Type::text, {"Jusqu'à quelle année", "Until which year"}},
    {"lat", Type::text, {"Latitude, en degrés", "Latitude, in degrees"}},
    {"licence", Type::text, {"Licence", "Licence"}},
    {"ligne", Type::integer, {"Ligne ou rang dans l'entrée", "Row in the input"}},
    {"lon", Type::text, {"Longitude, en degrés", "Longitude, in degrees"}},
    {"methode", Type::text, {"Ce qui a permis de le situer", "What placed it"}},
    {"nature", Type::text, {"Nature", "Kind"}},
    {"niveau", Type::text, {"Commune, EPCI ou arrondissement", "Commune, EPCI or arrondissement"}},
    {"nom", Type::text, {"Nom", "Name"}},
    {"pays", Type::text, {"Code du pays", "Code of the pays"}},
    {"perimetre", Type::text, {"Périmètre d'action, tel qu'écrit", "Area of action, as written"}},
    {"population", Type::integer, {"Population municipale", "Population (municipale)"}},
    {"precision", Type::text, {"Précision de la source", "Precision of the source"}},
    {"region", Type::text, {"Région", "Région"}},
    {"resolution", Type::text, {"Comment ce qui est écrit est devenu un code", "How what is written became a code"}},
    {"retenu", Type::text, {"Est-il dans la région demandée ?", "Is it in the région asked for?"}},
    {"sort", Type::text, {"Où la ligne a fini", "Where the row ended"}},
    {"source", Type::text, {"Source", "Source"}},
    {"statut", Type::text, {"Étape", "Stage"}},
    {"surface_km2", Type::number, {"Surface, en km²", "Area, in km²"}},
    {"territoire", Type::text, {"Nom du territoire ou de l'EPCI, tel qu'écrit", "Name of the territory or EPCI, as written"}},
    {"type", Type::text, {"Nature", "Kind"}},
};

}  // namespace

std::optional<InputColumn> input_column(std::string_view name) {
    const auto* const found = std::find_if(std::begin(table), std::end(table), [&](const Entry& one) { return one.name == name; });
    return found == std::end(table) ? std::nullopt : std::optional(InputColumn{found->type, found->title});
}

}  // namespace maillage::catalogue
