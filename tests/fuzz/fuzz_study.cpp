// ETUDE.toml: one of the engine's errors, or a study that, written down by `init`, is read back with every setting as it was.
#include "formats/study_toml.hpp"
#include "fuzz.hpp"
#include "io/study_file.hpp"
#include "model/settings.hpp"

namespace maillage::fuzz {
namespace {

void study(std::string_view input) {
    Study read;
    if (!goes([&] { read = io::read_study(std::string(input), "etude.toml", ""); })) {
        return;
    }
    const std::string written = formats::study_toml(read, {}, {}, Language::french);
    Study again;
    hold(goes([&] { again = io::read_study(written, "etude.toml", ""); }), "what is written down is a study");
    for (const Setting& setting : settings()) {
        hold(setting.get(read) == setting.get(again), setting.key);
    }
}

}  // namespace
}  // namespace maillage::fuzz

MAILLAGE_FUZZ_TARGET(maillage::fuzz::study)
