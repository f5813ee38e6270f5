// The folder of a run into diff: one of its files is anything, or has some bytes or values other than it had, and the manifest vouches
// for it.
#include <functional>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "edits.hpp"
#include "io/open.hpp"
#include "jobs/diff.hpp"
#include "jobs/run.hpp"

namespace maillage::fuzz {
namespace {

namespace fs = std::filesystem;

const std::string assets = std::string(MAILLAGE_SOURCE_DIR) + "/data";
const char* const pays = R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"A","nom":"Est","population":100},"geometry":{"type":"Polygon","coordinates":[[[1,45],[2,45],[2,46],[1,46],[1,45]]]}},
{"type":"Feature","properties":{"code":"B","nom":"Ouest","population":200},"geometry":{"type":"Polygon","coordinates":[[[0,45],[1,45],[1,46],[0,46],[0,45]]]}}]}
)";
const char* const list = "id,nom,lon,lat,statut\np1,Un,1.5,45.5,actif\np2,Deux,0.5,45.5,emergent\n";

struct Run {
    Folder folder;
    std::string before;
    std::string after;
    jobs::OneSide first;                       ///< `before`, read
    std::map<std::string, std::string> files;  ///< of `after`, as written
    std::vector<std::string> names;

    Run() : before(folder.path("before")), after(folder.path("after")) {
        Study study;
        study.pays.path = folder.write("pays.geojson", pays);
        study.ptce.path = folder.write("ptce.csv", list);
        study.gazetteer = std::string(MAILLAGE_SOURCE_DIR) + "/tests/golden/gazetteer";
        for (const std::string& output : {before, after}) {
            jobs::RunOptions options;
            options.version = "0";
            options.assets = assets;
            options.output = output;
            (void)jobs::run(study, options);
        }
        first = jobs::one_side(before, "", assets);
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(after)) {
            if (entry.is_regular_file()) {
                const std::string name = entry.path().lexically_relative(after).string();
                files[name] = io::read_file(entry.path().string());
            }
        }
        for (const auto& [name, bytes] : files) {
            names.push_back(name);
        }
    }
};

void replace(std::string& text, const std::string& what, const std::string& with) {
    if (const std::size_t at = text.find(what); at != std::string::npos) {
        text.replace(at, what.size(), with);
    }
}

/// Some values of a JSON document other than they were: each time which, and what for.
std::string values_edited(const std::string& text, std::string_view input) {
    using Json = nlohmann::ordered_json;
    Json document = Json::parse(text);
    constexpr int most = 6;  // each may double the document
    for (int edit = 0; edit < most && !input.empty(); ++edit) {
        std::vector<std::pair<Json*, std::string>> members;  // what holds a value, and its name or rank there
        const std::function<void(Json&)> walk = [&](Json& value) {
            std::size_t rank = 0;
            for (auto one = value.begin(); value.is_structured() && one != value.end(); ++one, ++rank) {
                members.emplace_back(&value, value.is_object() ? one.key() : std::to_string(rank));
                walk(*one);
            }
        };
        walk(document);
        if (members.empty()) {
            break;
        }
        auto& [holder, name] = members[place(input, members.size())];
        Json& value = holder->is_object() ? (*holder)[name] : (*holder)[std::stoul(name)];
        const std::uint8_t kind = take_byte(input) % 12;
        switch (kind) {
            case 0: holder->is_object() ? void(holder->erase(name)) : holder->erase(std::stoul(name)); break;
            case 1: value = nullptr; break;
            case 2: value = Json::array(); break;
            case 3: value = Json::object(); break;
            case 4: value = take_byte(input); break;
            case 5: value = -static_cast<int>(take_byte(input)) / 8.0; break;
            case 6: value = 1e300; break;
            case 7: value = std::numeric_limits<std::int64_t>::min() + take_byte(input); break;
            case 8: value = std::string(take(input, take_byte(input))); break;
            case 9: value = take_byte(input) % 2 == 0; break;
            case 10: value = Json(*members[place(input, members.size())].first); break;  // one of its neighbours, or what holds it
            default:
                if (const Json again = value; holder->is_object()) {
                    (*holder)[name + "2"] = again;
                } else {
                    holder->push_back(again);
                }
        }
    }
    return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string edited(const std::string& text, std::uint8_t how, std::string_view input) {
    switch (how % 3) {
        case 0: return std::string(input);
        case 1: return bytes_edited(text, input);
        default: return text.starts_with('{') ? values_edited(text, input) : bytes_edited(text, input);
    }
}

void run(std::string_view input) {
    static const Run made;
    const std::string& name = made.names[take_byte(input) % made.names.size()];
    const std::uint8_t how = take_byte(input);
    const std::string bytes = edited(made.files.at(name), how, input);
    std::ofstream(made.after + "/" + name, std::ios::binary) << bytes;
    std::string manifest = name == "datapackage.json" ? bytes : made.files.at("datapackage.json");
    replace(manifest, io::sha256(made.files.at(name)), io::sha256(bytes));
    std::ofstream(made.after + "/datapackage.json", std::ios::binary) << manifest;
    std::optional<Difference> difference;
    const bool goes_on = goes([&] { difference = jobs::difference(made.first, jobs::one_side(made.after, "", assets)); });
    hold(bytes != made.files.at(name) || (goes_on && !difference->differs()), "a run does not differ from itself");
    std::ofstream(made.after + "/" + name, std::ios::binary) << made.files.at(name);
    std::ofstream(made.after + "/datapackage.json", std::ios::binary) << made.files.at("datapackage.json");
}

}  // namespace
}  // namespace maillage::fuzz

MAILLAGE_FUZZ_TARGET(maillage::fuzz::run)
