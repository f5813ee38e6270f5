#include <nlohmann/json.hpp>

#include "formats/difference.hpp"
#include "formats/geojson.hpp"
#include "model/catalogue.hpp"

namespace maillage::formats {

namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

template <typename Number>
Json number_or_null(const std::optional<Number>& number) {
    return number ? Json(*number) : Json(nullptr);
}

Json status_or_null(const std::optional<Status>& status) { return status ? Json(catalogue::id(*status)) : Json(nullptr); }

Json json_of(const ComparedRun& run) {
    const RunFigures& figures = run.figures;
    return {{"run", run.name},
            {"territories", figures.territories},
            {"covered", figures.covered},
            {"emerging", figures.emerging},
            {"possible", figures.possible},
            {"uncovered", figures.uncovered},
            {"covered_max", figures.covered_max},
            {"facilities", figures.facilities},
            {"people_uncovered", number_or_null(figures.people_uncovered)}};
}

Json json_of(const StatusCounts& counts) {
    return {{catalogue::id(Status::couvert), counts.covered},
            {catalogue::id(Status::emergent), counts.emerging},
            {catalogue::id(Status::possible), counts.possible},
            {catalogue::id(Status::non_couvert), counts.uncovered}};
}

Json json_of(const std::vector<FacilityName>& facilities) {
    Json list = Json::array();
    for (const FacilityName& one : facilities) {
        list.push_back({{"id", one.id}, {"nom", text_or_null(one.name)}});
    }
    return list;
}

Json json_of(const Transition& one) {
    return {{"code", one.code},
            {"nom", one.name},
            {"nature", catalogue::id(one.turn)},
            {"statut_avant", status_or_null(one.before)},
            {"statut_apres", status_or_null(one.after)},
            {"ptce", json_of(one.facilities)}};
}

template <typename Count>
Json counts_by_turn(const Count& count) {
    Json counts = Json::object();
    for (const Turn turn : catalogue::all_turns) {
        counts[std::string(catalogue::id(turn))] = count(turn);
    }
    return counts;
}

Json json_of(const StepDifference& step) {
    Json settings = Json::array();
    for (const SettingChange& one : step.settings) {
        settings.push_back({{"key", one.key}, {"before", text_or_null(one.before)}, {"after", text_or_null(one.after)}});
    }
    Json transitions = Json::array();
    for (const Transition& one : step.transitions) {
        transitions.push_back(json_of(one));
    }
    return {{"cause", catalogue::id(step.cause)},
            {"differs", step.differs},
            {"settings", settings},
            {"ptce", json_of(step.facilities)},
            {"statuts", json_of(step.after)},
            {"covered", step.net_covered},
            {"counts", counts_by_turn([&](Turn turn) { return step.count(turn); })},
            {"settled", step.settled},
            {"transitions", transitions}};
}

}  // namespace

std::string difference_json(const Difference& difference) {
    Json steps = Json::array();
    for (const StepDifference& step : difference.steps) {
        steps.push_back(json_of(step));
    }
    Json changes = Json::array();
    for (const PaysChange& one : difference.changes) {
        Json change = json_of(one.transition);
        change["cause"] = catalogue::id(one.cause);
        change["departement"] = text_or_null(one.departement);
        change["region"] = text_or_null(one.region);
        change["population"] = number_or_null(one.population);
        changes.push_back(std::move(change));
    }
    const Json json = {{"before", json_of(difference.before)},
                       {"after", json_of(difference.after)},
                       {"covered", difference.net_covered()},
                       {"counts", counts_by_turn([&](Turn turn) { return difference.count(turn); })},
                       {"statuts", json_of(difference.first)},
                       {"steps", steps},
                       {"changes", changes}};
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string changes_geojson(const Difference& difference) {
    std::vector<Feature> features;
    for (const PaysChange& change : difference.changes) {
        const Transition& one = change.transition;
        const auto text = [](const std::string& value) { return value.empty() ? Value{} : Value{value}; };
        const auto status = [](const std::optional<Status>& value) { return value ? Value{std::string(catalogue::id(*value))} : Value{}; };
        std::vector<std::string> ids;
        for (const FacilityName& facility : one.facilities) {
            ids.push_back(facility.id);
        }
        Feature feature;
        feature.drawing = &change.outline;
        feature.values = {one.code,
                          one.name,
                          text(change.departement),
                          text(change.region),
                          change.population ? Value{*change.population} : Value{},
                          std::string(catalogue::id(one.turn)),
                          status(one.before),
                          status(one.after),
                          std::string(catalogue::id(change.cause)),
                          std::move(ids)};
        features.push_back(std::move(feature));
    }
    return geojson(catalogue::changes_layer(), features);
}

}  // namespace maillage::formats
