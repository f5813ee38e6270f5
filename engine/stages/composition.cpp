#include "stages/composition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/error.hpp"
#include "base/text.hpp"
#include "stages/fields.hpp"
#include "stages/told_rows.hpp"

namespace maillage::stages {

namespace {

using catalogue::Role;

constexpr const char* default_key = "CODGEO";

Field key_field(const Layer& table, const std::string& key) {
    if (!key.empty() || table.column(default_key) != Layer::npos) {
        return find_field(table, key.empty() ? default_key : key, Role::commune_code);
    }
    // not taken unasked: in a table of territories, `code` may well be the territory's
    const Field likely = find_field(table, "", Role::commune_code);
    const std::optional<std::string> nearest =
        likely.found() ? std::optional(table.columns[likely.index()]) : nearest_word(default_key, table.columns);
    const std::string columns = table.columns.empty() ? "–" : join(table.columns, ", ");
    throw InputError({table.path, table.name},
                     {fmt::format("pas de colonne « {} » ; nommer celle des codes avec --key{} ; colonnes : {}", default_key,
                                  nearest ? fmt::format(" (« {} » ?)", *nearest) : "", columns),
                      fmt::format("no column \"{}\"; name the one of the codes with --key{}; columns: {}", default_key,
                                  nearest ? fmt::format(" (\"{}\"?)", *nearest) : "", columns)});
}

}  // namespace

CompositionTable composition_table(const Layer& table, const std::string& key, const std::string& by) {
    const Field member = key_field(table, key);
    const Field territory = find_field(table, by, Role::pays_code);
    CompositionTable result;
    result.path = table.path;
    ToldRows keyless(FindingCode::row_without_code);
    for (const LayerRow& row : table.rows) {
        if (row.malformed) {  // told by the source
            continue;
        }
        if (member.of(row).empty()) {
            if (!territory.of(row).empty()) {
                keyless.note(row);
            }
        } else if (territory.of(row).empty()) {
            result.outside.push_back(member.of(row));
        } else {
            result.rows.push_back({member.of(row), territory.of(row), row.number});
        }
    }
    keyless.tell(table, table.columns[member.index()], result.findings);
    return result;
}

bool is_siren(const std::string& key) {
    constexpr std::size_t siren_length = 9;
    return key.size() == siren_length;
}

std::vector<std::string> commune_codes(const std::string& key, const Gazetteer& gazetteer) {
    if (!is_siren(key)) {
        return {key};
    }
    std::vector<std::string> codes;
    for (const std::size_t member : gazetteer.of_epci(key)) {
        codes.push_back(gazetteer.communes[member].code);
    }
    return codes;
}

Listed listed_codes(const std::string& code, Years of, int year, const Gazetteer& gazetteer,
                    const std::function<bool(const std::string&)>& is_listed) {
    Listed listed;
    const auto take = [&](const std::string& one) {
        if (is_listed(one)) {
            listed.codes.insert(one);
        } else {
            listed.some_not = true;
        }
    };
    const int oldest = gazetteer.all_years().first;
    for (const std::string& one : gazetteer.passages.translated(code, of, year).codes) {
        const std::vector<std::size_t> now = is_listed(one) ? std::vector<std::size_t>{} : gazetteer.resolve(one);
        if (now.empty()) {
            take(one);
        }
        for (const std::size_t commune : now) {
            const Passage passage = gazetteer.passages.translated(gazetteer.communes[commune].code, {gazetteer.year, gazetteer.year}, year);
            std::for_each(passage.codes.begin(), passage.codes.end(), take);
        }
    }
    if (year <= oldest && of.last > oldest) {
        const CodeYears& known = gazetteer.years.at(Level::commune);
        for (const std::size_t now : gazetteer.resolve(code, of).communes) {
            const std::vector<std::string>& former = gazetteer.former_codes(gazetteer.communes[now].code);
            std::copy_if(former.begin(), former.end(), std::inserter(listed.codes, listed.codes.end()),
                         [&](const std::string& one) { return !known.held(one, oldest + 1) && is_listed(one); });
        }
    }
    return listed;
}

std::vector<std::string> telling_codes(const std::string& code, const Gazetteer& gazetteer,
                                       const std::function<bool(const std::string&)>& is_listed) {
    if (is_listed(code)) {
        return {code};
    }
    std::vector<std::string> codes;
    for (const std::size_t now : gazetteer.resolve(code)) {
        const std::string& current = gazetteer.communes[now].code;
        if (is_listed(current)) {
            codes.push_back(current);
            continue;
        }
        const std::vector<std::string>& former = gazetteer.former_codes(current);
        std::copy_if(former.begin(), former.end(), std::back_inserter(codes), is_listed);
    }
    return codes;
}

}  // namespace maillage::stages
