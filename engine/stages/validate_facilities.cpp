#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>

#include "base/number.hpp"
#include "base/text.hpp"
#include "stages/validate.hpp"

namespace maillage::stages {

namespace {

class Notes {
public:
    Notes(std::vector<Finding>& findings, const std::string& path) : m_findings(findings), m_path(path) {}
    void add(FindingCode code, const Facility& facility, std::vector<std::pair<std::string, std::string>> parameters) {
        parameters.emplace_back("id", facility.id);
        m_findings.push_back({code, facility.id, m_path, facility.row, std::move(parameters), facility.point});
    }

private:
    std::vector<Finding>& m_findings;
    const std::string& m_path;
};

/// Same id, same name: duplicates of the first. Same id, other names: ID~1, ID~2 in the order of the names (rule 4).
void part_ids(std::vector<Facility>& rows, Notes& notes) {
    std::unordered_map<std::string_view, std::size_t> bearers;
    bearers.reserve(rows.size());
    for (const Facility& facility : rows) {
        if (!facility.settled) {
            ++bearers[facility.id];
        }
    }
    std::map<std::string, std::map<std::string, Facility*>> by_id;  // of ids that several rows bear
    for (Facility& facility : rows) {
        if (facility.settled || bearers.at(facility.id) < 2) {
            continue;
        }
        const auto [first, fresh] = by_id[facility.id].try_emplace(facility.name, &facility);
        if (!fresh) {
            notes.add(FindingCode::facility_duplicate, facility, {{"name", facility.name}, {"first", fmt::format("{}", first->second->row)}});
            facility.settled = Bucket::duplicate;
        }
    }
    struct Renamed {
        Facility* facility;
        std::string id;
    };
    std::vector<Renamed> renamed;
    for (const auto& [id, names] : by_id) {
        if (names.size() < 2) {
            continue;
        }
        int rank = 0;
        for (const auto& [name, facility] : names) {
            std::string own;
            do {
                own = fmt::format("{}~{}", id, ++rank);
            } while (bearers.contains(own));  // a row may bear that very id
            renamed.push_back({facility, std::move(own)});
        }
    }
    for (Renamed& one : renamed) {  // last: `bearers` views the ids
        std::swap(one.facility->id, one.id);
        notes.add(FindingCode::facility_same_id, *one.facility, {{"source_id", one.id}, {"name", one.facility->name}});
    }
}

/// Two ids of one name at one place: a finding, both kept.
void note_same_place(const std::vector<Facility>& rows, Notes& notes) {
    std::unordered_map<std::string, const Facility*> seen;
    seen.reserve(rows.size());
    for (const Facility& facility : rows) {
        if (facility.settled || facility.name.empty() || (!facility.point && facility.commune.empty())) {
            continue;
        }
        const Point point = facility.point.value_or(Point{});
        std::string where = folded(facility.name) + '\n' + facility.commune;  // neither has a line end
        if (facility.point) {
            where += fmt::format("\n{} {}", point.lon + 0.0, point.lat + 0.0);  // the shortest that tells them apart; no -0
        }
        const auto [first, fresh] = seen.try_emplace(std::move(where), &facility);
        if (!fresh) {
            notes.add(FindingCode::facility_same_place, facility, {{"other", first->second->id}});
        }
    }
}

bool all_digits(const std::string& text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char letter) { return letter >= '0' && letter <= '9'; });
}

/// Spreadsheets turn 01004 into 1004 or 1004.0; a commune code has five characters, so the zero can be put back.
void check_commune(Facility& facility, const Gazetteer& gazetteer, Years years, Notes& notes) {
    if (facility.commune.empty()) {
        return;
    }
    if (facility.commune.size() > 1 && (facility.commune[1] == 'a' || facility.commune[1] == 'b')) {  // Corse: 2a004
        facility.commune[1] = facility.commune[1] == 'a' ? 'A' : 'B';
    }
    std::string code = facility.commune;
    if (code.ends_with(".0")) {
        code.resize(code.size() - 2);
    }
    if (code.size() == 4 && all_digits(code) && !gazetteer.resolve("0" + code).empty()) {
        code.insert(0, "0");
    }
    if (code != facility.commune && !gazetteer.resolve(code).empty()) {
        notes.add(FindingCode::facility_code_zero_restored, facility, {{"written", facility.commune}, {"code", code}});
        facility.steps.push_back({StepKind::zero_restored, facility.commune, code, 0});
        facility.commune = code;
    }
    const auto [now, steps] = gazetteer.resolve(facility.commune, years);
    if (now.empty()) {
        notes.add(FindingCode::facility_unknown_code, facility, {{"code", facility.commune}, {"field", "commune"}});
        return;
    }
    facility.steps.insert(facility.steps.end(), steps.begin(), steps.end());
    std::vector<std::string> names;
    for (const std::size_t commune : now) {
        names.push_back(gazetteer.communes[commune].code + " " + gazetteer.communes[commune].name);
    }
    if (now.size() > 1) {
        facility.maybe_communes = now;
        notes.add(FindingCode::facility_split_code, facility, {{"code", facility.commune}, {"communes", join(names, ", ")}});
    } else if (gazetteer.communes[now.front()].code != facility.commune) {
        notes.add(FindingCode::facility_former_code, facility, {{"code", facility.commune}, {"current", names.front()}});
    }
}

void check_areas(Facility& facility, const Gazetteer& gazetteer, Notes& notes) {
    if (!facility.epci.empty() && gazetteer.of_epci(facility.epci).empty()) {
        notes.add(FindingCode::facility_unknown_code, facility, {{"code", facility.epci}, {"field", "EPCI"}});
        facility.epci.clear();
    }
    const auto resolve = [&](std::string& text, std::string code, const char* field) {
        if (!text.empty() && code.empty()) {
            notes.add(FindingCode::facility_unknown_code, facility, {{"code", text}, {"field", field}});
        }
        text = std::move(code);
    };
    resolve(facility.departement, gazetteer.departement_code(facility.departement), "département");
    resolve(facility.region, gazetteer.region_code(facility.region), "région");
}

}  // namespace

void validate_facilities(Inputs& inputs, const geo::PointLocator& locator) {
    Notes notes(inputs.findings, inputs.ptce_path);
    std::vector<Facility>& rows = inputs.facilities.rows;
    const Years years = inputs.list_years.value_or(inputs.gazetteer.all_years());
    part_ids(rows, notes);
    note_same_place(rows, notes);
    for (Facility& facility : rows) {
        if (facility.settled) {
            continue;
        }
        if (facility.name.empty()) {
            notes.add(FindingCode::facility_without_name, facility, {});
        }
        check_commune(facility, inputs.gazetteer, years, notes);
        check_areas(facility, inputs.gazetteer, notes);
        if (facility.point && locator.locate(*facility.point).holders.empty()) {
            const Point swapped{facility.point->lat, facility.point->lon};
            if (!locator.locate(swapped).holders.empty()) {
                const auto text = [](double value) { return fixed(value, 6); };
                facility.point = swapped;  // the finding stands where the row is drawn
                notes.add(FindingCode::facility_swapped_coordinates, facility, {{"lon", text(swapped.lat)}, {"lat", text(swapped.lon)}});
            }
        }
    }
}

}  // namespace maillage::stages
