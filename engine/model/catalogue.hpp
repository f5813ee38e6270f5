// Every layer, column, statut, bucket and finding code once, with type, unit, French and English.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/number.hpp"
#include "model/audit.hpp"
#include "model/coverage.hpp"
#include "model/difference.hpp"
#include "model/facility.hpp"
#include "model/finding.hpp"
#include "model/location.hpp"
#include "model/placement.hpp"
#include "model/priority.hpp"
#include "model/study.hpp"
#include "model/siting.hpp"
#include "model/vintage.hpp"

namespace maillage::catalogue {

/// One sentence of the two; static storage.
struct Words {
    std::string_view fr;
    std::string_view en;
    [[nodiscard]] std::string_view in(Language language) const { return language == Language::french ? fr : en; }
};

struct FindingKind {
    FindingCode code;
    std::string_view id;  ///< as published
    Severity severity;
    Words sentence;  ///< with {parameters}
    Words advice;    ///< what to do
};

[[nodiscard]] const FindingKind& kind(FindingCode code);
[[nodiscard]] std::span<const FindingKind> finding_kinds();

/// Was the input read otherwise than written, so that the row could be kept?
[[nodiscard]] bool is_repair(FindingCode code);

/// The finding's sentence with its parameters filled in.
[[nodiscard]] std::string sentence(const Finding& finding, Language language);
/// `text` with each {name} replaced.
[[nodiscard]] std::string filled(std::string_view text, const std::vector<std::pair<std::string, std::string>>& parameters);

/// "16351 → 16233 (fusion, 2021) ; …"; "" where there is no step.
[[nodiscard]] std::string text_of(const std::vector<Step>& steps, Language language);

// published words of the enumerations
[[nodiscard]] std::string_view id(Severity severity);
[[nodiscard]] std::string_view id(Stage stage);
[[nodiscard]] std::string_view id(Precision precision);
[[nodiscard]] std::string_view id(Bucket bucket);
[[nodiscard]] std::string_view id(Status status);
[[nodiscard]] std::string_view id(Method method);
[[nodiscard]] std::string_view id(CentreKind kind);
[[nodiscard]] std::string_view id(Level level);
[[nodiscard]] std::string_view id(DefectKind kind);
[[nodiscard]] std::string_view id(Situation situation);
[[nodiscard]] std::string_view id(Cause cause);
[[nodiscard]] std::string_view id(Turn turn);
[[nodiscard]] std::string_view id(CriterionKind kind);
[[nodiscard]] std::string_view id(Normalisation normalisation);
[[nodiscard]] std::string_view id(Format format);
[[nodiscard]] std::string_view id(SiteObjective objective);
[[nodiscard]] Words words(Fault fault);
[[nodiscard]] Words words(Severity severity);
[[nodiscard]] Words words(Bucket bucket);
[[nodiscard]] Words words(Status status);
[[nodiscard]] Words words(DefectKind kind);
[[nodiscard]] Words words(StepKind kind);
[[nodiscard]] Words words(Cause cause);
[[nodiscard]] Words words(Turn turn);  ///< of the pays that change so

/// "#rrggbb", told apart with any deficiency of colour vision, and from dark to light in grey: in every map that is drawn.
[[nodiscard]] std::string_view colour(Status status);

inline constexpr Stage all_stages[] = {Stage::actif,    Stage::laureat, Stage::emergent, Stage::candidat,
                                       Stage::ferme, Stage::cite,    Stage::unknown};
inline constexpr Precision all_precisions[] = {Precision::adresse,     Precision::commune, Precision::epci,  Precision::territoire,
                                               Precision::departement, Precision::region,  Precision::aucune};
inline constexpr Bucket all_buckets[] = {Bucket::rejected,     Bucket::duplicate,        Bucket::excluded,  Bucket::unknown_status, Bucket::not_attested,
                                         Bucket::without_location, Bucket::imprecise, Bucket::outside,  Bucket::assigned};
inline constexpr Status all_statuses[] = {Status::couvert, Status::emergent, Status::possible, Status::non_couvert};
inline constexpr Method all_methods[] = {Method::none,      Method::code, Method::point,       Method::commune_point, Method::commune_name,
                                         Method::territory, Method::epci, Method::area,        Method::departement,   Method::region};
inline constexpr StepKind all_steps[] = {StepKind::zero_restored, StepKind::name,   StepKind::postal_code, StepKind::epci_name, StepKind::territory_name,
                                         StepKind::merger,        StepKind::split, StepKind::recoding,    StepKind::part};

inline constexpr Format all_formats[] = {Format::qgis, Format::xlsx, Format::csv_excel, Format::umap, Format::flatgeobuf, Format::regions, Format::simplified};

inline constexpr Situation all_situations[] = {Situation::inside, Situation::border, Situation::overlap, Situation::outside, Situation::rejected};

inline constexpr Cause all_causes[] = {Cause::settings, Cause::communes, Cause::zoning, Cause::added, Cause::closed,
                                       Cause::restaged, Cause::moved,    Cause::relocated, Cause::other};
inline constexpr Turn all_turns[] = {Turn::gained, Turn::lost, Turn::changed, Turn::appeared, Turn::disappeared};

inline constexpr DefectKind all_defect_kinds[] = {DefectKind::overlap, DefectKind::sliver, DefectKind::empty};

/// The sentences of reports and of the command, by key ("report.title"). Throws std::logic_error for an unknown key.
[[nodiscard]] Words words(std::string_view key);

/// What a column may hold.
enum class Type { text, integer, number, list, boolean };

struct Column {
    std::string_view name;
    Type type;
    std::string_view unit;  ///< "" when none
    bool nullable;
    Words title;
    std::vector<std::string_view> allowed;  ///< empty: any value
};

struct LayerKind {
    std::string_view name;
    Words title;
    std::vector<std::string_view> geometries;  ///< GeoJSON types; "null" where a feature may have none
    std::vector<Column> columns;
    bool source_columns;  ///< followed by the source's own as src_…
};

/// pays, ptce, gaps, white_zones, links, outline_defects, findings, in the order they are written.
[[nodiscard]] const std::vector<LayerKind>& layers();
/// Written by other commands than run: sites.
[[nodiscard]] const std::vector<LayerKind>& other_layers();
/// Any of both.
[[nodiscard]] const LayerKind& layer(std::string_view name);

/// The column that tells its features apart; "" where none does.
[[nodiscard]] std::string_view key(const LayerKind& layer);

/// A column of the tables in inputs/, by its name there.
struct InputColumn {
    Type type;
    Words title;
};
[[nodiscard]] std::optional<InputColumn> input_column(std::string_view name);

/// The layer of `maillage diff`: pays whose statut changed.
[[nodiscard]] const LayerKind& changes_layer();

/// Names by which a field is recognised where none is given; compared without case, accents and punctuation, first match wins.
enum class Role {
    pays_code, pays_name, pays_population, pays_outline,
    ptce_id, ptce_name, ptce_lon, ptce_lat, ptce_commune, ptce_commune_name, ptce_postal_code, ptce_epci, ptce_territory, ptce_departement,
    ptce_region, ptce_area, ptce_status, ptce_year, ptce_precision, ptce_uncertainty,
    commune_code, commune_population, commune_area, commune_epci, departement, region,
    status_text, status_stage
};
[[nodiscard]] std::span<const std::string_view> field_names(Role role);

}  // namespace maillage::catalogue
