#include <array>

#include "model/catalogue_entries.hpp"

namespace maillage::catalogue {

namespace {

constexpr std::array entries{
    Entry{"init.written", {"Étude écrite dans {file}.", "Study written to {file}."}},
    Entry{"init.next", {"Pour la passer : maillage run {file} -o sortie", "To run it: maillage run {file} -o out"}},
    Entry{"init.input_same", {"{file} : à côté, tel que le passage l'a lu.", "{file}: beside it, as the run read it."}},
    Entry{"init.input_changed", {"{file} : à côté, mais changé depuis le passage ; le résultat sera autre.", "{file}: beside it, but changed since the run; the result will differ."}},
    Entry{"init.input_absent", {"{file} : pas à côté ; l'y mettre avant de passer l'étude.", "{file}: not beside it; put it there before running the study."}},

    // a kind of finding
    Entry{"explain.what", {"Ce qui est constaté", "What is found"}},
    Entry{"explain.why", {"Ce que cela change", "What it changes"}},
    Entry{"explain.do", {"Que faire", "What to do"}},
    Entry{"explain.error", {"La ligne est perdue pour le calcul.", "The row is lost to the computation."}},
    Entry{"explain.warning", {"Le calcul a dû choisir, ou un chiffre en dépend.", "The computation had to choose, or a figure depends on it."}},
    Entry{"explain.info", {"Le calcul est juste ; c'est une remarque.", "The computation is right; this is a remark."}},
    Entry{"explain.repair", {"La ligne est gardée, lue autrement qu'elle n'est écrite.", "The row is kept, read otherwise than written."}},
    Entry{"explain.parameters", {"Dans la phrase, {…} est remplacé par la valeur.", "In the sentence, {…} is replaced by the value."}},

    // a pays of a run
    Entry{"explain.heading", {"{code} {name}", "{code} {name}"}},
    Entry{"explain.place", {"{departement}, {region} ; {people} habitants", "{departement}, {region}; {people} people"}},
    Entry{"explain.statut", {"Statut : {statut}", "Statut: {statut}"}},
    Entry{"explain.couvert", {"Couvert : un PTCE compté au moins y est sûrement.", "Covered: at least one PTCE that counts is surely there."}},
    Entry{"explain.emergent",
          {"Pas couvert : aucun PTCE compté n'y est sûrement. Un PTCE émergent y est ; il est compté à part.",
           "Not covered: no PTCE that counts is surely there. An emerging one is; it is counted apart."}},
    Entry{"explain.possible",
          {"Pas couvert de façon sûre : aucun PTCE compté ni émergent n'y est sûrement. Mais un PTCE imprécis peut y être, et tous les pays où il peut être tiennent dans un seul département.",
           "Not surely covered: no PTCE that counts, nor an emerging one, is surely there. But an imprecise one may be, and all the pays where it may be lie in one département."}},
    Entry{"explain.non_couvert",
          {"Pas couvert : aucun PTCE compté ni émergent n'y est sûrement, et aucun PTCE imprécis connu au département près ne peut y être.",
           "Not covered: no PTCE that counts, nor an emerging one, is surely there, and none known to within a département may be."}},
    Entry{"explain.missing", {"Cible : {target} par pays ; il en manque {missing}.", "Target: {target} per pays; {missing} missing."}},
    Entry{"explain.counted", {"PTCE comptés qui y sont ({count})", "PTCE that count and are there ({count})"}},
    Entry{"explain.emerging", {"PTCE émergents qui y sont ({count}) : ils ne comptent pas pour la cible", "Emerging PTCE that are there ({count}): they don't count toward the target"}},
    Entry{"explain.possibles", {"PTCE qui y sont peut-être ({count}) : ils ne le couvrent pas tant que leur lieu n'est pas sûr", "PTCE that may be there ({count}): they don't cover it as long as their place is not sure"}},
    Entry{"explain.set_aside", {"Lignes de la liste qui y sont ou peuvent y être, et ne comptent pas ({count})", "Rows of the list that are there or may be, and don't count ({count})"}},
    Entry{"explain.near", {"PTCE comptés les plus proches, à vol d'oiseau du centre du pays", "Nearest PTCE that count, as the crow flies from the centre of the pays"}},
    Entry{"explain.facility", {"{id} {name} ({stage}{year})", "{id} {name} ({stage}{year})"}},
    Entry{"explain.line", {", ligne {row}", ", row {row}"}},
    Entry{"explain.km", {" : {km} km", ": {km} km"}},
    Entry{"explain.candidates",
          {"situé par {precision} ; {count} pays possibles, d'un seul département", "located by {precision}; {count} possible pays, of one département"}},
    Entry{"explain.candidates_wide",
          {"situé par {precision} ; {count} pays possibles, de plusieurs départements : trop large pour donner le statut « possible »",
           "located by {precision}; {count} possible pays, of several départements: too wide to give the statut \"possible\""}},
    Entry{"explain.or_outside", {" ; peut-être hors pays", "; perhaps outside any pays"}},
    Entry{"explain.because_bucket", {"ligne parmi les {bucket}", "row among those {bucket}"}},
    Entry{"explain.because_stage", {"étape {stage} : ne compte pas", "stage {stage}: does not count"}},
    Entry{"explain.placeless", {"{count} ligne(s) de la liste ne disent aucun lieu, ou n'ont pu être lues : elles peuvent être n'importe où.", "{count} row(s) of the list say no place, or could not be read: they may be anywhere."}},
    Entry{"explain.rank", {"Rang {rank} sur {ranked} pays à couvrir", "Rank {rank} of {ranked} pays to cover"}},
    Entry{"explain.zone", {"Zone blanche {zone} : {count} autre(s) pays, {people} habitants en tout", "White zone {zone}: {count} other pays, {people} people in all"}},
    Entry{"explain.findings", {"Constats sur ce pays ({count})", "Findings on this pays ({count})"}},
    Entry{"explain.also", {"Un PTCE manque à la liste ? Voir « maillage check » et la colonne de son lieu ; puis refaire le passage.", "Is a PTCE missing from the list? See \"maillage check\" and the column of its place; then run again."}},
    Entry{"explain.more", {"… et {count} autre(s)", "… and {count} more"}},

    Entry{"stage.actif", {"actif", "active"}},
    Entry{"stage.laureat", {"lauréat", "laureate"}},
    Entry{"stage.emergent", {"émergent", "emerging"}},
    Entry{"stage.candidat", {"candidat", "candidate"}},
    Entry{"stage.ferme", {"fermé", "closed"}},
    Entry{"stage.cite", {"cité", "cited"}},
    Entry{"stage.inconnu", {"statut inconnu", "unknown status"}},
    Entry{"precision.adresse", {"son adresse", "its address"}},
    Entry{"precision.commune", {"sa commune", "its commune"}},
    Entry{"precision.epci", {"son EPCI", "its EPCI"}},
    Entry{"precision.territoire", {"un nom de territoire", "the name of a territory"}},
    Entry{"precision.departement", {"son département", "its département"}},
    Entry{"precision.region", {"sa région", "its région"}},
    Entry{"precision.aucune", {"rien de précis", "nothing precise"}},
};

}  // namespace

std::span<const Entry> explain_entries() { return entries; }

}  // namespace maillage::catalogue
