#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "base/number.hpp"
#include "base/text.hpp"
#include "stages/validate.hpp"

namespace maillage::stages {

namespace {

class Notes {
public:
    explicit Notes(Inputs& inputs) : m_inputs(inputs) {}
    void add(FindingCode code, const Facility& facility, std::vector<std::pair<std::string, std::string>> parameters) {
        parameters.emplace_back("id", facility.id);
        m_inputs.findings.push_back({code, facility.id, list_path(m_inputs, facility), facility.row, std::move(parameters), facility.point});
    }

private:
    Inputs& m_inputs;
};

/// Rows, of those asked, whose key another one has too, ascending. Keys are compared by their hashes: a few rows too many, none too few.
std::vector<std::size_t> perhaps_shared(const std::vector<Facility>& rows, const std::function<std::optional<std::string_view>(const Facility&)>& key) {
    std::vector<std::pair<std::size_t, std::size_t>> hashes;
    hashes.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (const std::optional<std::string_view> text = key(rows[i])) {
            hashes.emplace_back(std::hash<std::string_view>()(*text), i);
        }
    }
    std::sort(hashes.begin(), hashes.end());
    std::vector<std::size_t> shared;
    for (std::size_t k = 0; k < hashes.size(); ++k) {
        const bool as_before = k > 0 && hashes[k - 1].first == hashes[k].first;
        const bool as_next = k + 1 < hashes.size() && hashes[k + 1].first == hashes[k].first;
        if (as_before || as_next) {
            shared.push_back(hashes[k].second);
        }
    }
    std::sort(shared.begin(), shared.end());
    return shared;
}

/// Same id, same name: duplicates of the first. Same id, other names: ID~1, ID~2 in the order of the names (rule 4).
void part_ids(std::vector<Facility>& rows, Notes& notes) {
    const auto id_of = [](const Facility& facility) { return facility.settled ? std::nullopt : std::optional<std::string_view>(facility.id); };
    std::map<std::string, std::map<std::string, Facility*>> by_id;
    for (const std::size_t row : perhaps_shared(rows, id_of)) {
        Facility& facility = rows[row];
        const auto [first, fresh] = by_id[facility.id].try_emplace(facility.name, &facility);
        if (!fresh) {
            notes.add(FindingCode::facility_duplicate, facility, {{"name", facility.name}, {"first", fmt::format("{}", first->second->row)}});
            facility.settled = Bucket::duplicate;
        }
    }
    std::erase_if(by_id, [](const auto& one) { return one.second.size() < 2; });
    std::unordered_set<std::string> taken;
    for (const Facility& facility : rows) {
        if (!by_id.empty()) {
            taken.insert(facility.id);
        }
    }
    for (const auto& [id, names] : by_id) {
        int rank = 0;
        for (const auto& [name, facility] : names) {
            do {
                facility->id = fmt::format("{}~{}", id, ++rank);
            } while (taken.contains(facility->id));  // a row may bear that very id
            notes.add(FindingCode::facility_same_id, *facility, {{"source_id", id}, {"name", name}});
        }
    }
}

/// Two ids of one name at one place: a finding, both kept.
void note_same_place(const std::vector<Facility>& rows, Notes& notes) {
    std::string where;
    const auto place_of = [&](const Facility& facility) -> std::optional<std::string_view> {
        if (facility.settled || facility.name.empty() || (!facility.point && facility.commune.empty())) {
            return std::nullopt;
        }
        where = folded(facility.name);
        where += '\n';
        where += facility.commune;
        if (facility.point) {
            where += fmt::format("\n{} {}", facility.point->lon + 0.0, facility.point->lat + 0.0);  // what tells them apart; no -0
        }
        return where;
    };
    std::map<std::string, const Facility*> seen;
    for (const std::size_t row : perhaps_shared(rows, place_of)) {
        const auto [first, fresh] = seen.try_emplace(std::string(*place_of(rows[row])), &rows[row]);
        if (!fresh) {
            notes.add(FindingCode::facility_same_place, rows[row], {{"other", first->second->id}});
        }
    }
}

bool all_digits(const std::string& text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char letter) { return letter >= '0' && letter <= '9'; });
}

/// Codes of today that mean themselves in every year asked about: nothing is to be said of them.
using PlainCodes = std::unordered_set<std::string>;

/// Spreadsheets turn 01004 into 1004 or 1004.0; a commune code has five characters, so the zero can be put back. Corse: 2a004 is 2A004.
void check_commune(Facility& facility, const Gazetteer& gazetteer, Years years, Notes& notes, PlainCodes& plain) {
    if (facility.commune.empty() || plain.contains(facility.commune)) {
        return;
    }
    if (facility.commune.starts_with("2a") || facility.commune.starts_with("2b")) {
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
    } else if (facility.steps.empty()) {
        plain.insert(facility.commune);
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

void keep_as_read(Inputs& inputs) {
    inputs.as_read.clear();
    inputs.as_read.reserve(inputs.facilities.rows.size());
    for (Facility& facility : inputs.facilities.rows) {
        std::vector<std::string> cells = std::move(facility.source_cells);
        facility.source_cells.clear();
        inputs.as_read.push_back(facility);
        facility.source_cells = std::move(cells);
    }
}

}  // namespace

void validate_facilities(Inputs& inputs, const geo::PointLocator& locator) {
    Notes notes(inputs);
    std::vector<Facility>& rows = inputs.facilities.rows;
    keep_as_read(inputs);
    const Years years = inputs.list_years.value_or(inputs.gazetteer.all_years());
    PlainCodes plain;
    part_ids(rows, notes);
    note_same_place(rows, notes);
    for (Facility& facility : rows) {
        if (facility.settled) {
            continue;
        }
        if (facility.name.empty()) {
            notes.add(FindingCode::facility_without_name, facility, {});
        }
        check_commune(facility, inputs.gazetteer, years, notes, plain);
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
