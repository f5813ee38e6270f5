#include "stages/list_changes.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace maillage::stages {

namespace {

/// Is it an id made up for a row that has none (read_facilities)?
bool is_made_up(const std::string& id) {
    const auto numbered = [&](std::string_view prefix) {
        return id.starts_with(prefix) && id.size() > prefix.size() && id.find_first_not_of("0123456789", prefix.size()) == std::string::npos;
    };
    return numbered("ligne-") || numbered("ajout-");
}

std::string key_of(const Facility& facility) {
    return is_made_up(facility.id) && !facility.name.empty() ? "nom " + facility.name : "id " + facility.id;
}

/// The row of the earlier list each row of the later one is.
std::vector<std::optional<std::size_t>> paired(const std::vector<Facility>& before, const std::vector<Facility>& after) {
    std::map<std::string, std::vector<std::size_t>> left;
    for (std::size_t i = 0; i < before.size(); ++i) {
        left[key_of(before[i])].push_back(i);
    }
    std::vector<std::optional<std::size_t>> pairs(after.size());
    const auto pair = [&](auto&& is_same) {
        for (std::size_t i = 0; i < after.size(); ++i) {
            std::vector<std::size_t>& candidates = left[key_of(after[i])];
            const auto found = std::find_if(candidates.begin(), candidates.end(), [&](std::size_t one) { return is_same(before[one], after[i]); });
            if (!pairs[i] && found != candidates.end()) {
                pairs[i] = *found;
                candidates.erase(found);
            }
        }
    };
    pair([](const Facility& a, const Facility& b) { return a.name == b.name; });
    pair([](const Facility&, const Facility&) { return true; });
    return pairs;
}

bool is_set_aside(const Facility& facility, const Study& study) {
    const bool inactive = facility.stage == Stage::ferme || facility.stage == Stage::candidat || facility.stage == Stage::cite;
    return inactive && !counts(study, facility);
}

/// Is their place told by the same means?
bool same_means(const Facility& a, const Facility& b) {
    return a.precision == b.precision && a.point.has_value() == b.point.has_value() && a.commune.empty() == b.commune.empty();
}

auto place_of(const Facility& one) {
    return std::tie(one.point, one.commune, one.epci, one.departement, one.region, one.commune_name, one.postal_code, one.territory_name);
}

void take_place(Facility& target, const Facility& source) {
    target.point = source.point;
    target.commune = source.commune;
    target.epci = source.epci;
    target.departement = source.departement;
    target.region = source.region;
    target.commune_name = source.commune_name;
    target.postal_code = source.postal_code;
    target.territory_name = source.territory_name;
    target.precision = source.precision;
}

auto rest_of(const Facility& one) { return std::tie(one.id, one.name, one.year, one.area, one.uncertainty_m); }

class Changes {
public:
    Changes(const std::vector<Facility>& before, const std::vector<Facility>& after, const Study& study) : m_after(after), m_study(study) {
        m_changes.before.rows = before;
        for (std::size_t i = 0; i < before.size(); ++i) {
            m_changes.before.numbers.push_back(i);
            m_changes.facilities.push_back({before[i].id, before[i].name});
        }
        for (const std::optional<std::size_t>& pair : paired(before, after)) {
            m_numbers.push_back(pair.value_or(m_changes.facilities.size()));
            if (!pair) {
                m_changes.facilities.emplace_back();
            }
        }
        m_later.resize(m_changes.facilities.size());
        for (std::size_t i = 0; i < after.size(); ++i) {
            m_later[m_numbers[i]] = i;
            m_changes.facilities[m_numbers[i]] = {after[i].id, after[i].name};
        }
        m_list = m_changes.before;
    }

    ListChanges all() {
        const std::vector<Facility>& before = m_changes.before.rows;
        add();
        close();
        change(Cause::restaged, [](const Facility& was, const Facility& is) { return was.stage != is.stage; },
               [](Facility& row, const Facility& is) { row.stage = is.stage; });
        change(Cause::moved, [](const Facility& was, const Facility& is) { return same_means(was, is) && place_of(was) != place_of(is); }, take_place);
        change(Cause::relocated, [](const Facility& was, const Facility& is) { return !same_means(was, is); }, take_place);
        std::vector<std::size_t> rest;
        for (std::size_t number = 0; number < before.size(); ++number) {
            if (m_later[number] && rest_of(before[number]) != rest_of(m_after[*m_later[number]])) {
                rest.push_back(number);
            }
        }
        m_list = {m_after, m_numbers};
        keep(Cause::other, std::move(rest));
        return std::move(m_changes);
    }

private:
    void keep(Cause cause, std::vector<std::size_t> changed) { m_changes.steps.push_back({cause, m_list, std::move(changed)}); }

    void add() {
        std::vector<std::size_t> changed;
        for (std::size_t i = 0; i < m_after.size(); ++i) {
            if (m_numbers[i] >= m_changes.before.rows.size()) {
                m_list.rows.push_back(m_after[i]);
                m_list.numbers.push_back(m_numbers[i]);
                changed.push_back(m_numbers[i]);
            }
        }
        keep(Cause::added, std::move(changed));
    }

    void close() {
        NumberedList kept;
        std::vector<std::size_t> changed;
        for (std::size_t i = 0; i < m_list.rows.size(); ++i) {
            const std::size_t number = m_list.numbers[i];
            Facility& row = m_list.rows[i];
            if (!m_later[number]) {
                changed.push_back(number);
                continue;
            }
            const Facility& is = m_after[*m_later[number]];
            if (!is_set_aside(row, m_study) && is_set_aside(is, m_study)) {
                row.stage = is.stage;
                changed.push_back(number);
            }
            kept.rows.push_back(std::move(row));
            kept.numbers.push_back(number);
        }
        m_list = std::move(kept);
        keep(Cause::closed, std::move(changed));
    }

    /// Rows that `differs` becomes what `take` makes of them and of what they are in the later list.
    template <typename Differs, typename Take>
    void change(Cause cause, const Differs& differs, const Take& take) {
        std::vector<std::size_t> changed;
        for (std::size_t i = 0; i < m_list.rows.size(); ++i) {
            const Facility& is = m_after[*m_later[m_list.numbers[i]]];
            if (differs(m_list.rows[i], is)) {
                take(m_list.rows[i], is);
                changed.push_back(m_list.numbers[i]);
            }
        }
        std::sort(changed.begin(), changed.end());
        keep(cause, std::move(changed));
    }

    const std::vector<Facility>& m_after;
    const Study& m_study;
    ListChanges m_changes;
    std::vector<std::size_t> m_numbers;               ///< by row of the later list
    std::vector<std::optional<std::size_t>> m_later;  ///< by number: its row in the later list
    NumberedList m_list;                              ///< after the steps so far
};

}  // namespace

ListChanges list_changes(const std::vector<Facility>& before, const std::vector<Facility>& after, const Study& study) {
    return Changes(before, after, study).all();
}

}  // namespace maillage::stages
