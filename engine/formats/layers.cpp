#include "formats/layers.hpp"

#include <algorithm>
#include <filesystem>

#include "formats/reason.hpp"
#include "model/connection.hpp"

namespace maillage::formats {

namespace {

constexpr int decimetre_decimals = 1;

Value text_or_null(const std::string& text) { return text.empty() ? Value{} : Value{text}; }

template <typename Number>
Value number_or_null(const std::optional<Number>& number) {
    return number ? Value{static_cast<std::int64_t>(*number)} : Value{};
}

Value word(std::string_view text) { return std::string(text); }

std::string outside_word(const Placement& placement) {
    switch (placement.bucket) {
        case Bucket::outside: return "oui";
        case Bucket::assigned: return "non";
        case Bucket::imprecise: return placement.may_be_outside ? "peut-etre" : "non";
        default: return "inconnu";
    }
}

bool is_published(Bucket bucket) {
    return bucket == Bucket::assigned || bucket == Bucket::outside || bucket == Bucket::imprecise || bucket == Bucket::without_location;
}

std::vector<std::string> codes_of(const Result& result, const std::vector<std::size_t>& territories) {
    std::vector<std::string> codes;
    for (const std::size_t territory : territories) {
        codes.push_back(result.territories[territory].code);
    }
    return codes;
}

std::vector<Feature> ptce_features(const Result& result) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < result.placements.size(); ++i) {
        if (is_published(result.placements[i].bucket)) {
            order.push_back(i);
        }
    }
    const std::vector<Facility>& rows = result.facilities.rows;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rows[a].id < rows[b].id; });
    std::vector<Feature> features;
    for (const std::size_t i : order) {
        const Facility& facility = rows[i];
        const Placement& placement = result.placements[i];
        const std::optional<Point> point = placement.position ? placement.position : facility.point;
        Feature feature;
        feature.drawing = point ? Drawing{*point} : Drawing{};
        feature.values = {facility.id,
                          text_or_null(facility.name),
                          word(catalogue::id(facility.stage)),
                          number_or_null(facility.year),
                          placement.territory ? Value{result.territories[*placement.territory].code} : Value{},
                          codes_of(result, placement.candidates),
                          codes_of(result, placement.covers.value_or(std::vector<std::size_t>{})),
                          outside_word(placement),
                          word(catalogue::id(placement.method)),
                          text_or_null(catalogue::text_of(placement.steps, result.study.language)),
                          word(catalogue::id(facility.precision)),
                          placement.border_m ? Value{kept(*placement.border_m, decimetre_decimals)} : Value{}};
        for (std::size_t c = 0; c < result.facilities.columns.size(); ++c) {
            feature.source.emplace_back("src_" + result.facilities.columns[c], facility.source_cells[c]);
        }
        features.push_back(std::move(feature));
    }
    return features;
}

std::vector<Feature> link_features(const Result& result) {
    std::vector<Feature> features;
    for (std::size_t i = 0; i < result.territories.size(); ++i) {
        const TerritoryCoverage& coverage = result.coverage.territories[i];
        if (!result.kept[i] || !coverage.nearest) {
            continue;
        }
        const std::size_t facility = coverage.nearest->facility;
        features.push_back({LineString{{coverage.centre, *result.placements[facility].position}},
                            {result.territories[i].code, result.facilities.rows[facility].id,
                             kept(coverage.nearest->distance_km, distance_decimals), word(catalogue::id(coverage.centre_kind)),
                             word(catalogue::id(coverage.status))},
                            {}});
    }
    return features;
}

/// A defect finer than the published decimals is drawn as a point.
std::vector<Feature> defect_features(const Result& result, const std::vector<MultiPolygon>& drawn) {
    constexpr int metre_decimals = 3;
    std::vector<Feature> features;
    for (std::size_t i = 0; i < result.audit.defects.size(); ++i) {
        const OutlineDefect& defect = result.audit.defects[i];
        std::vector<std::string> codes;
        for (const std::size_t territory : defect.territories) {
            codes.push_back(result.territories[territory].code);
        }
        features.push_back({drawn[i].empty() ? Drawing{defect.place} : Drawing{&drawn[i]},
                            {word(catalogue::id(defect.kind)), codes, kept(defect.area_m2, metre_decimals), kept(defect.width_m, metre_decimals)},
                            {}});
    }
    return features;
}

std::vector<Feature> finding_features(const Result& result) {
    std::vector<Feature> features;
    const Language language = result.study.language;
    for (const Finding& finding : result.findings) {
        if (!finding.point) {
            continue;
        }
        const catalogue::FindingKind& kind = catalogue::kind(finding.code);
        features.push_back({finding.to ? Drawing{LineString{{*finding.point, *finding.to}}} : Drawing{*finding.point},
                            {word(kind.id), word(catalogue::id(kind.severity)), finding.subject, file_name(finding.path),
                             finding.row == 0 ? Value{} : Value{static_cast<std::int64_t>(finding.row)},
                             catalogue::sentence(finding, language), word(kind.advice.in(language))},
                            {}});
    }
    return features;
}

}  // namespace

std::string file_name(const std::string& path) {
    if (is_connection(path)) {
        return published_connection(path);
    }
    constexpr std::string_view archive = ".zip:";
    const std::string::size_type member = path.find(archive);  // FILE.zip:folder/MEMBER keeps the member's own folder
    const std::string::size_type end = member == std::string::npos ? path.size() : member + archive.size() - 1;
    return std::filesystem::path(path.substr(0, end)).filename().string() + path.substr(end);
}

PaysTable::PaysTable(const Result& result) : m_result(result), m_zone_of(result.territories.size()), m_rank_of(result.territories.size()) {
    for (std::size_t z = 0; z < result.white_zones.size(); ++z) {
        for (const std::size_t i : result.white_zones[z].territories) {
            m_zone_of[i] = z;
        }
    }
    for (std::size_t rank = 0; rank < result.priorities.ranking.size(); ++rank) {
        m_rank_of[result.priorities.ranking[rank].territory] = rank;
    }
}

std::vector<Value> PaysTable::pays(std::size_t i) const {
    const Result& result = m_result;
    const Territory& territory = result.territories[i];
    const TerritoryCoverage& coverage = result.coverage.territories[i];
    const auto integer = [](int number) { return Value{static_cast<std::int64_t>(number)}; };
    return {territory.code,
            territory.name,
            text_or_null(territory.departement),
            text_or_null(territory.region),
            territory.departements,
            territory.regions,
            number_or_null(coverage.population),
            kept(coverage.area_km2, area_decimals),
            word(territory.approximate ? "approche" : "exact"),
            integer(coverage.counted),
            integer(coverage.emerging),
            integer(coverage.possible),
            word(catalogue::id(coverage.status)),
            integer(coverage.missing),
            coverage.nearest ? Value{result.facilities.rows[coverage.nearest->facility].id} : Value{},
            coverage.nearest ? Value{kept(coverage.nearest->distance_km, distance_decimals)} : Value{},
            word(catalogue::id(coverage.centre_kind)),
            m_zone_of[i] ? Value{zone_id(*m_zone_of[i])} : Value{},
            m_rank_of[i] ? Value{static_cast<std::int64_t>(*m_rank_of[i] + 1)} : Value{}};
}

std::vector<Value> PaysTable::gap(std::size_t i) const {
    const std::size_t rank = m_rank_of[i].value();
    const Priority& priority = m_result.priorities.ranking[rank];
    std::map<CriterionKind, double> contributions;
    for (std::size_t c = 0; c < priority.parts.size(); ++c) {
        if (priority.parts[c].contribution) {
            contributions[m_result.priorities.criteria[c].kind] += *priority.parts[c].contribution;
        }
    }
    const auto part = [&](CriterionKind kind) {
        const auto found = contributions.find(kind);
        return found == contributions.end() ? Value{} : Value{kept(found->second, score_decimals)};
    };
    std::vector<Value> values = pays(i);
    using enum CriterionKind;
    const std::vector<Value> more{kept(priority.score, score_decimals), part(population), part(distance), part(white_zone), part(chance), part(column),
                                  kept(priority.chance, score_decimals), reason(m_result, rank)};
    values.insert(values.end(), more.begin(), more.end());
    return values;
}

std::vector<Value> white_zone_values(const Result& result, std::size_t z) {
    const WhiteZone& zone = result.white_zones[z];
    return {zone_id(z),
            static_cast<std::int64_t>(zone.territories.size()),
            codes_of(result, zone.territories),
            number_or_null(zone.population),
            kept(zone.area_km2, area_decimals),
            zone.nearest ? Value{result.facilities.rows[zone.nearest->facility].id} : Value{},
            zone.nearest ? Value{kept(zone.nearest->distance_km, distance_decimals)} : Value{},
            zone.farthest_km ? Value{kept(*zone.farthest_km, distance_decimals)} : Value{}};
}

std::map<std::string, std::vector<Feature>> layer_features(const Result& result) {
    std::map<std::string, std::vector<Feature>> layers;
    const PaysTable table(result);
    layers["gaps"];
    for (std::size_t i = 0; i < result.territories.size(); ++i) {
        if (result.kept[i]) {
            layers["pays"].push_back({&result.drawn[i], table.pays(i), {}});
            if (result.coverage.territories[i].status != Status::couvert) {
                layers["gaps"].push_back({&result.drawn[i], table.gap(i), {}});
            }
        }
    }
    layers["white_zones"];
    for (std::size_t z = 0; z < result.white_zones.size(); ++z) {
        layers["white_zones"].push_back({&result.drawn_zones[z], white_zone_values(result, z), {}});
    }
    layers["ptce"] = ptce_features(result);
    layers["links"] = link_features(result);
    layers["outline_defects"] = defect_features(result, result.drawn_defects);
    layers["findings"] = finding_features(result);
    return layers;
}

std::vector<PublishedLayer> published_layers(const Result& result, const std::map<std::string, std::vector<Feature>>& features) {
    std::vector<PublishedLayer> layers;
    for (const catalogue::LayerKind& kind : catalogue::layers()) {
        PublishedLayer& layer = layers.emplace_back(PublishedLayer{&kind, &features.at(std::string(kind.name)), {}});
        if (kind.source_columns) {
            for (const std::string& column : result.facilities.columns) {
                layer.source_columns.push_back("src_" + column);
            }
        }
    }
    return layers;
}

}  // namespace maillage::formats
