#include <algorithm>
#include <array>
#include <stdexcept>

#include "model/catalogue.hpp"

namespace maillage::catalogue {

namespace {

struct Entry {
    std::string_view key;
    Words words;
};

constexpr std::array entries{
    Entry{"report.title", {"Rapport sur les manques", "Gap report"}},
    Entry{"report.region", {"Région {region} : ce rapport ne porte que sur ses pays.", "Région {region}: this report is about its pays only."}},
    Entry{"report.dates", {"État de la liste : {date}.", "List as of {date}."}},
    Entry{"report.partial",
          {"**La liste est partielle** : {listed} PTCE retenus, {known_total} annoncés ({source}). « Aucun PTCE » se lit « aucun PTCE recensé », et chaque total « au moins ».",
           "**The list is partial**: {listed} PTCE held, {known_total} announced ({source}). \"No PTCE\" reads \"no PTCE on record\", and each total \"at least\"."}},
    Entry{"report.partial_regional",
          {"**La liste nationale est partielle** ({known_total} PTCE annoncés en tout, {source}) : « aucun PTCE » se lit « aucun PTCE recensé ».",
           "**The national list is partial** ({known_total} PTCE announced in all, {source}): \"no PTCE\" reads \"no PTCE on record\"."}},
    Entry{"report.targets", {"Les deux cibles", "The two targets"}},
    Entry{"report.target_source", {"Source des cibles : {source}.", "Source of the targets: {source}."}},
    Entry{"report.target_past", {"L'échéance ({year}) est dépassée.", "The due year ({year}) is past."}},
    Entry{"report.target_pays",
          {"**{per_territory} PTCE par pays.** {covered} pays sur {territories} ont un PTCE recensé, de façon sûre ; {covered_max} au plus si chaque PTCE imprécis tombait au mieux. Il en manque donc de {min} à {max}.",
           "**{per_territory} PTCE per pays.** {covered} pays of {territories} surely have a PTCE on record; {covered_max} at most if every imprecise PTCE fell where it helps most. So {min} to {max} are missing."}},
    Entry{"report.target_national",
          {"**{national} PTCE en tout.** Au moins {facilities} recensés ; il en manque de {min} à {max}.", "**{national} PTCE in all.** At least {facilities} on record; {min} to {max} are missing."}},
    Entry{"report.target_regional", {"{facilities} PTCE recensés dans la région. La cible de {national} est nationale.", "{facilities} PTCE on record in the région. The target of {national} is the nation's."}},
    Entry{"report.emerging", {"{count} PTCE émergents sont comptés à part.", "{count} emerging PTCE are counted apart."}},
    Entry{"report.statuses", {"Les pays par statut", "Pays by status"}},
    Entry{"report.statuses_head", {"Statut|Pays|Part", "Status|Pays|Share"}},
    Entry{"report.people", {"La population", "Population"}},
    Entry{"report.people_head", {"Où|Habitants|Part", "Where|People|Share"}},
    Entry{"report.people_covered", {"dans un pays couvert", "in a covered pays"}},
    Entry{"report.people_uncovered", {"dans un pays sans PTCE recensé sûr", "in a pays with no sure PTCE on record"}},
    Entry{"report.people_outside", {"hors pays", "outside any pays"}},
    Entry{"report.people_unplaced", {"dans une commune sans point connu", "in a commune without a known point"}},
    Entry{"report.people_total", {"en tout", "in all"}},
    Entry{"report.people_source", {"Population municipale : {source}.", "Population (municipale): {source}."}},
    Entry{"report.area", {"Surface des pays couverts : {covered} km² sur {total} km².", "Area of covered pays: {covered} km² of {total} km²."}},
    Entry{"report.area_outside", {"Hors pays : {outside} km².", "Outside any pays: {outside} km²."}},
    Entry{"report.area_approximate", {"Contours approchés : surfaces indicatives.", "Approximate outlines: areas are indicative."}},
    Entry{"report.unknown", {"inconnue", "unknown"}},
    Entry{"report.none", {"aucun", "none"}},
    Entry{"report.regions", {"Par région", "By région"}},
    Entry{"report.regions_head", {"Région|Pays|Couverts|Au plus|Émergents|Possibles|Non couverts|PTCE", "Région|Pays|Covered|At most|Emerging|Possible|Not covered|PTCE"}},
    Entry{"report.regions_note",
          {"Un pays compte dans la région où vit la plupart de ses habitants. Les « au plus » des régions ne s'additionnent pas : un même PTCE imprécis peut servir à plusieurs.",
           "A pays counts in the région where most of its people live. The régions' \"at most\" do not add up: one imprecise PTCE may serve several."}},
    Entry{"report.region_unknown", {"non déterminée", "not determined"}},
    Entry{"report.gaps", {"Les pays sans PTCE recensé sûr", "Pays with no sure PTCE on record"}},
    Entry{"report.gaps_note", {"Du plus peuplé au moins peuplé. Le détail est dans gaps.csv et layers/gaps.geojson.", "From most to least populous. Details are in gaps.csv and layers/gaps.geojson."}},
    Entry{"report.gaps_head", {"Pays|Code|Département|Habitants|Statut|PTCE le plus proche|Distance (km)", "Pays|Code|Département|People|Status|Nearest PTCE|Distance (km)"}},
    Entry{"report.gaps_none", {"Aucun.", "None."}},
    Entry{"report.distance_note",
          {"Distance géodésique, à vol d'oiseau, depuis le centre de la population (ou un point intérieur quand les communes n'ont pas toutes un point), sur la même terre : aucune distance ne traverse la mer.",
           "Geodesic distance, as the crow flies, from the centre of population (or an interior point where communes lack points), on the same land: no distance crosses the sea."}},
    Entry{"report.ledger", {"Le compte des lignes", "Where every row went"}},
    Entry{"report.ledger_ptce", {"Liste : {read} lignes lues.", "List: {read} rows read."}},
    Entry{"report.ledger_head", {"Sort|Lignes", "End|Rows"}},
    Entry{"report.ledger_pays",
          {"Pays : {read} lues = {kept} retenues + {excluded} hors région + {duplicate} doublons + {rejected} rejetées.",
           "Pays: {read} read = {kept} kept + {excluded} outside the région + {duplicate} duplicates + {rejected} rejected."}},
    Entry{"report.findings", {"À vérifier dans les données", "To check in the data"}},
    Entry{"report.findings_head", {"Gravité|Constat|Fichier, ligne|Que faire", "Severity|Finding|File, row|What to do"}},
    Entry{"report.findings_more", {"… et {count} autre(s) du même genre (tous dans report.json).", "… and {count} more of the kind (all in report.json)."}},
    Entry{"report.sources", {"Sources", "Sources"}},
    Entry{"report.sources_head", {"Fichier|Octets|SHA-256", "File|Bytes|SHA-256"}},
    Entry{"report.simplified",
          {"Les contours des couches `pays` et `gaps` sont simplifiés à {metres} m près ({drawn} sommets sur {read}) ; les mesures viennent des contours entiers.",
           "The outlines of the layers `pays` and `gaps` are simplified to within {metres} m ({drawn} vertices of {read}); measures come from the full outlines."}},
    Entry{"summary.covered", {"{covered} pays couverts sur {territories} ({covered_max} au plus) ; il en manque de {min} à {max}", "{covered} pays covered of {territories} ({covered_max} at most); {min} to {max} are missing"}},
    Entry{"summary.statuses", {"{emerging} émergents, {possible} possibles, {uncovered} non couverts", "{emerging} emerging, {possible} possible, {uncovered} not covered"}},
    Entry{"summary.national", {"{facilities} PTCE recensés au moins, cible {national} : il en manque de {min} à {max}", "at least {facilities} PTCE on record, target {national}: {min} to {max} are missing"}},
    Entry{"summary.regional", {"{facilities} PTCE recensés dans la région", "{facilities} PTCE on record in the région"}},
    Entry{"summary.partial", {"liste partielle : {known_total} PTCE annoncés ({source})", "partial list: {known_total} PTCE announced ({source})"}},
    Entry{"summary.people", {"{uncovered} habitants dans un pays sans PTCE recensé sûr, {covered} dans un pays couvert, {outside} hors pays", "{uncovered} people in a pays with no sure PTCE on record, {covered} in a covered one, {outside} in none"}},
    Entry{"summary.ledger", {"{read} lignes lues : {parts}", "{read} rows read: {parts}"}},
    Entry{"summary.findings", {"{errors} constat(s) à corriger, {warnings} à vérifier, {infos} à savoir (détail : report.md)", "{errors} finding(s) to correct, {warnings} to check, {infos} to note (details: report.md)"}},
    Entry{"summary.written", {"écrit dans {folder} : report.md, gaps.csv, layers/*.geojson", "written to {folder}: report.md, gaps.csv, layers/*.geojson"}},
    Entry{"summary.nothing_written", {"rien n'a été écrit", "nothing was written"}},
    Entry{"summary.strict", {"--strict : des doublons ont été trouvés, rien n'est publié", "--strict: duplicates were found, nothing is published"}},
    Entry{"summary.fail_under", {"--fail-under : {share} % des pays couverts, moins que {threshold} %", "--fail-under: {share} % of pays covered, less than {threshold} %"}},
    Entry{"summary.composed", {"{count} territoires écrits dans {file}", "{count} territories written to {file}"}},
    Entry{"summary.simplified", {"contours simplifiés à {metres} m près : {drawn} sommets sur {read}", "outlines simplified to within {metres} m: {drawn} vertices of {read}"}},
    Entry{"step.read", {"lecture", "reading"}},
    Entry{"step.validate", {"vérification", "validating"}},
    Entry{"step.assign", {"affectation", "assigning"}},
    Entry{"step.measure", {"mesures", "measuring"}},
    Entry{"step.publish", {"écriture", "publishing"}},
    Entry{"report.row", {"ligne", "row"}},
};

}  // namespace

Words words(std::string_view key) {
    const auto* const found = std::find_if(entries.begin(), entries.end(), [key](const Entry& entry) { return entry.key == key; });
    if (found == entries.end()) {
        throw std::logic_error("no words in the catalogue for " + std::string(key));
    }
    return found->words;
}

}  // namespace maillage::catalogue
