#include "model/catalogue.hpp"

namespace maillage::catalogue {

std::string_view id(Cause cause) {
    switch (cause) {
        case Cause::settings: return "reglages";
        case Cause::communes: return "cog";
        case Cause::zoning: return "zonage";
        case Cause::added: return "nouveaux";
        case Cause::closed: return "fermes";
        case Cause::restaged: return "etapes";
        case Cause::moved: return "deplaces";
        case Cause::relocated: return "mieux_localises";
        case Cause::other: return "autres";
    }
    return "";
}

Words words(Cause cause) {
    switch (cause) {
        case Cause::settings: return {"réglages", "settings"};
        case Cause::communes: return {"COG", "COG"};
        case Cause::zoning: return {"zonage", "zoning"};
        case Cause::added: return {"PTCE nouveaux", "new PTCE"};
        case Cause::closed: return {"PTCE fermés", "closed PTCE"};
        case Cause::restaged: return {"PTCE changés d'étape", "PTCE of another stage"};
        case Cause::moved: return {"PTCE déplacés", "moved PTCE"};
        case Cause::relocated: return {"PTCE mieux localisés", "PTCE located better"};
        case Cause::other: return {"autres changements de la liste", "other changes of the list"};
    }
    return {};
}

std::string_view id(Turn turn) {
    switch (turn) {
        case Turn::gained: return "gagne";
        case Turn::lost: return "perdu";
        case Turn::changed: return "change";
        case Turn::appeared: return "apparu";
        case Turn::disappeared: return "disparu";
    }
    return "";
}

Words words(Turn turn) {
    switch (turn) {
        case Turn::gained: return {"Nouvellement couverts", "Newly covered"};
        case Turn::lost: return {"Ne sont plus couverts", "No longer covered"};
        case Turn::changed: return {"Autres changements de statut", "Other changes of statut"};
        case Turn::appeared: return {"Pays apparus", "Pays that appear"};
        case Turn::disappeared: return {"Pays disparus", "Pays that disappear"};
    }
    return {};
}

const LayerKind& changes_layer() {
    static const LayerKind layer = [] {
        std::vector<std::string_view> statuses;
        for (const Status status : all_statuses) {
            statuses.push_back(id(status));
        }
        std::vector<std::string_view> turns;
        for (const Turn turn : all_turns) {
            turns.push_back(id(turn));
        }
        std::vector<std::string_view> causes;
        for (const Cause cause : all_causes) {
            causes.push_back(id(cause));
        }
        return LayerKind{
            "changes",
            {"Pays dont le statut change d'un passage à l'autre", "Pays whose statut changes from one run to the other"},
            {"Polygon", "MultiPolygon", "null"},
            {
                {"code", Type::text, "", false, {"Code du pays", "Code of the pays"}, {}},
                {"nom", Type::text, "", false, {"Nom", "Name"}, {}},
                {"departement", Type::text, "", true, {"Département où vit la plupart de ses habitants", "Département where most of its people live"}, {}},
                {"region", Type::text, "", true, {"Région où vit la plupart de ses habitants", "Région where most of its people live"}, {}},
                {"population", Type::integer, "persons", true, {"Population municipale", "Population (municipale)"}, {}},
                {"nature", Type::text, "", false, {"Nature du changement", "Kind of change"}, turns},
                {"statut_avant", Type::text, "", true, {"Statut au premier passage", "Statut in the earlier run"}, statuses},
                {"statut_apres", Type::text, "", true, {"Statut au second passage", "Statut in the later run"}, statuses},
                {"cause", Type::text, "", false, {"Ce à quoi le changement est dû", "What the change is due to"}, causes},
                {"ptce", Type::list, "", false, {"Identifiants des PTCE qui y sont pour quelque chose", "Ids of the PTCE that have a part in it"}, {}},
            },
            false};
    }();
    return layer;
}

}  // namespace maillage::catalogue
