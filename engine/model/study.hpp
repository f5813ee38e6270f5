// What a run is asked to do. Made from ETUDE.toml and the command line; every setting of a run is here.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/number.hpp"
#include "model/facility.hpp"
#include "model/layer.hpp"
#include "model/priority.hpp"
#include "model/simplify.hpp"

namespace maillage {

/// Whose data an input is, and under what terms; what the manifest carries on.
struct Origin {
    std::string source;   ///< a name, or an address
    std::string licence;  ///< SPDX's name ("etalab-2.0"), an address, or words; "" = not stated
    friend bool operator==(const Origin&, const Origin&) = default;
};

/// A territory layer and, where the recognised ones won't do, the names of its fields.
struct TerritoryInput {
    std::string path;  ///< FILE, FILE:LAYER or PG:… (model/connection)
    std::string code;
    std::string name;
    std::string crs;  ///< "" = the one the layer states; else instead of it
    Origin origin{};
};

struct FacilityInput {
    std::string path;
    std::string id, name, lon, lat, commune, commune_name, postal_code, epci, territory, departement, region, area, status, year, precision, uncertainty;
    std::string crs;
    std::optional<int> cog;  ///< year of its commune codes; else inferred
    std::string statuses;  ///< table of spellings (statut, etape); "" = the one that comes along
    Origin origin{};
};

/// Which commune (or EPCI) is in which territory.
struct CompositionInput {
    std::string path;
    std::string key;  ///< column of INSEE codes or of SIRENs
    std::string by;   ///< column of territory codes
    std::optional<int> cog{};  ///< year of its keys; else inferred
    Origin origin{};
};

/// The two targets (design, section 1): settings, never constants.
struct Targets {
    int per_territory = 1;
    int national = 300;
    int year = 2024;
    std::string source;
};

/// Which territories a facility that declares an area of action counts for: that of its seat, or those its area holds.
enum class CountBy { seat, area };
/// Of what the area must hold a share.
enum class ShareOf { population, area };

/// Rules of law that territories may be held to. PETR: one piece, no enclave, an EPCI in one only (code général des
/// collectivités territoriales, art. L5741-1).
enum class Rules { none, petr };

/// What a run writes beside layers and report.
enum class Format { qgis, xlsx, csv_excel, umap, flatgeobuf, regions, simplified };

/// A run beside the run: the same but for these rows of the list.
struct WhatIf {
    std::string with;                  ///< table or layer of rows to add; "" = none
    std::vector<std::string> without;  ///< ids, as published, of rows to leave out
    [[nodiscard]] bool asked() const { return !with.empty() || !without.empty(); }
};

/// What a screen of 1,000 points that shows all of métropole can't tell from the whole outline, by half.
inline constexpr Simplify usual_simplified{500.0, std::nullopt};

struct Study {
    std::string title;
    TerritoryInput pays;
    FacilityInput ptce;
    std::optional<CompositionInput> composition;
    std::string gazetteer;   ///< folder; "" = the one the tool brings
    std::string communes;    ///< points of the communes where people live; "" = the gazetteer's
    std::string population;  ///< population of those communes; "" = the gazetteer's
    std::string national_outline;  ///< layer that covers the country, for areas hors pays; "" = the gazetteer's, if it has one
    Targets targets;
    std::vector<Stage> counted{Stage::actif, Stage::laureat};
    CountBy count_by = CountBy::seat;
    double share = 50;  ///< % of a territory that an area of action must hold to count for it (CountBy::area)
    ShareOf share_of = ShareOf::population;
    std::optional<double> uncertainty_m;  ///< by how much an address's point may be off, where its row does not say
    std::optional<int> attested_since;  ///< rows of an earlier year, or of none, are set aside
    std::optional<int> known_total;  ///< how many the list's subject is said to count in all
    std::map<std::string, int> known_total_by_region;  ///< the same, by code of région
    std::string known_total_source;
    std::string corrections;  ///< table of rows given again, corrected; "" = none
    std::string region;  ///< code; "" = everywhere
    std::optional<int> date_reference;
    double repair_limit = 5;  ///< % of an outline's area that its repair may move (geo::moved_km2)
    Rules rules = Rules::none;
    PriorityWeights priorities;
    int pace_years = 5;          ///< the pace is the mean of so many last years
    std::optional<int> horizon;  ///< year to be at the targets by
    std::set<Format> formats;            ///< beside the usual files
    std::optional<Simplify> simplify;  ///< of the published outlines; measures are taken on the full ones
    Simplify simplified = usual_simplified;  ///< of those of Format::simplified
    std::string postgis;  ///< PG:… whose schema the layers are written to as well; "" = none
    bool points_only = false;
    bool strict = false;
    std::optional<double> fail_under;  ///< % of territories covered below which the run does not meet what is asked of it
    std::string fail_on;               ///< "error", "warning" or "": the same for a finding so grave or graver
    bool dashboard = true;             ///< write the page, where its template is
    WhatIf what_if;
    LayersInMemory in_memory;  ///< any path above may name one of these
    Language language = Language::french;
};

/// May a point be stated to be off by so many metres? By more, it is no address.
[[nodiscard]] inline bool is_uncertainty(double metres) {
    constexpr double most_m = 100'000;
    return metres >= 0 && metres <= most_m;
}

/// Does a facility of this stage count toward the targets?
[[nodiscard]] inline bool counts(const Study& study, const Facility& facility) {
    return std::find(study.counted.begin(), study.counted.end(), facility.stage) != study.counted.end();
}

/// Is it attested recently enough to be asked for? A facility of no year never is.
[[nodiscard]] inline bool is_attested(const Study& study, const Facility& facility) {
    return !study.attested_since || facility.year.value_or(0) >= *study.attested_since;
}

}  // namespace maillage
