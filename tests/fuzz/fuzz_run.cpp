// The folder of a run into diff: one of its files is anything, and the manifest vouches for it.
#include <map>

#include "fuzz.hpp"
#include "io/open.hpp"
#include "jobs/diff.hpp"
#include "jobs/run.hpp"

namespace maillage::fuzz {
namespace {

namespace fs = std::filesystem;

const char* const pays = R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"A","nom":"Est","population":100},"geometry":{"type":"Polygon","coordinates":[[[1,45],[2,45],[2,46],[1,46],[1,45]]]}},
{"type":"Feature","properties":{"code":"B","nom":"Ouest","population":200},"geometry":{"type":"Polygon","coordinates":[[[0,45],[1,45],[1,46],[0,46],[0,45]]]}}]}
)";
const char* const list = "id,nom,lon,lat,statut\np1,Un,1.5,45.5,actif\np2,Deux,0.5,45.5,emergent\n";

struct Run {
    Folder folder;
    std::string before;
    std::string after;
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
            options.assets = std::string(MAILLAGE_SOURCE_DIR) + "/data";
            options.output = output;
            (void)jobs::run(study, options);
        }
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

void run(std::string_view input) {
    static const Run made;
    const std::string& name = made.names[take_byte(input) % made.names.size()];
    const std::string bytes(input);
    std::ofstream(made.after + "/" + name, std::ios::binary) << bytes;
    std::string manifest = name == "datapackage.json" ? bytes : made.files.at("datapackage.json");
    replace(manifest, io::sha256(made.files.at(name)), io::sha256(bytes));
    std::ofstream(made.after + "/datapackage.json", std::ios::binary) << manifest;
    jobs::DiffOptions options;
    options.before = made.before;
    options.after = made.after;
    goes([&] { (void)jobs::diff(options); });
    std::ofstream(made.after + "/" + name, std::ios::binary) << made.files.at(name);
    std::ofstream(made.after + "/datapackage.json", std::ios::binary) << made.files.at("datapackage.json");
}

}  // namespace
}  // namespace maillage::fuzz

MAILLAGE_FUZZ_TARGET(maillage::fuzz::run)
