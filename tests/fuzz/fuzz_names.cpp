// Names of places: lines are names in turn of communes, EPCI and territories; the last is looked for. A name finds what bears it;
// what is proposed is no farther from it than any other of the same letter (edit distance worked out here).
#include <algorithm>

#include "base/text.hpp"
#include "fuzz.hpp"
#include "model/gazetteer.hpp"
#include "model/place_names.hpp"

namespace maillage::fuzz {
namespace {

std::size_t distance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        row[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t kept = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, kept});
        }
    }
    return row[b.size()];
}

double likeness(const std::string& a, const std::string& b) {
    const std::size_t longer = std::max(a.size(), b.size());
    return longer == 0 ? 1 : 1 - static_cast<double>(distance(a, b)) / static_cast<double>(longer);
}

void look(const std::vector<std::string>& names, const std::string& asked, NameOf of) {
    NameIndex index(of);
    for (std::size_t i = 0; i < names.size(); ++i) {
        index.add(i, names[i]);
    }
    const auto all = [](std::size_t) { return true; };
    const std::string wanted = name_key(asked, of).whole;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::vector<std::size_t> found = index.named(names[i], all);
        hold(std::is_sorted(found.begin(), found.end()), "indexes ascend");
        hold(name_key(names[i], of).whole.empty() || std::binary_search(found.begin(), found.end(), i), "a name finds what bears it");
    }
    const std::optional<NameIndex::Like> like = index.like(asked, all);
    double best = 0;
    for (const std::string& name : names) {
        const std::string key = name_key(name, of).whole;
        if (!key.empty() && !wanted.empty() && key.front() == wanted.front()) {
            best = std::max(best, likeness(key, wanted));
        }
    }
    hold(like.has_value() == (best >= NameIndex::least_score), "a likeness is proposed where there is one");
    hold(!like || like->score == best, "the most like is proposed");
}

void names(std::string_view input) {
    std::vector<std::string> lines;
    while (!input.empty() && lines.size() < 40) {
        const std::size_t end = std::min(input.find('\n'), std::size_t{200});
        lines.emplace_back(take(input, end));
        take(input, 1);
    }
    if (lines.empty()) {
        return;
    }
    const std::string asked = lines.back();
    for (const NameOf of : {NameOf::commune, NameOf::epci, NameOf::territory}) {
        look(lines, asked, of);
    }
    const QualifiedName parted = qualified(asked);
    hold(parted.name.size() + parted.qualifier.size() <= asked.size() + 8, "no more than what was there");
    Gazetteer gazetteer;
    gazetteer.region_names = {{"84", "Auvergne-Rhône-Alpes"}};
    gazetteer.departement_names = {{"01", "Ain"}};
    gazetteer.communes.push_back({asked, asked, asked, "01", "84", std::nullopt, std::nullopt});
    gazetteer.index();
    hold(gazetteer.current(asked).has_value(), "a commune is found by its code");
    (void)gazetteer.region_code(asked);
    (void)gazetteer.departement_code(asked);
}

}  // namespace
}  // namespace maillage::fuzz

MAILLAGE_FUZZ_TARGET(maillage::fuzz::names)
