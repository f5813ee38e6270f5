// ETUDE.toml: a study or one of the engine's errors.
#include "fuzz.hpp"
#include "io/study_file.hpp"

namespace maillage::fuzz {
namespace {

void study(std::string_view input) {
    static const Folder folder;
    const std::string path = folder.write("etude.toml", input);
    goes([&] { (void)io::read_study(path); });
}

}  // namespace
}  // namespace maillage::fuzz

MAILLAGE_FUZZ_TARGET(maillage::fuzz::study)
