// Study: settings as TOML, layers as files or Arrow streams.
#include <nanobind/stl/map.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "bind.hpp"
#include "capsules.hpp"
#include "io/arrow_layer.hpp"
#include "io/open.hpp"
#include "io/study_file.hpp"
#include "model/catalogue.hpp"
#include "layers.hpp"

namespace maillage::python {

namespace {

namespace nb = nanobind;
using namespace nb::literals;

Study study_of(const std::string& toml, const std::string& name, const std::string& folder, const nb::dict& layers, const std::string& language,
               const std::string& added, const std::vector<std::string>& without) {
    LayersInMemory in_memory = taken(layers);
    const nb::gil_scoped_release released;
    Study study = io::read_study(toml, name, folder);
    study.in_memory = std::move(in_memory);
    study.language = language == "en" ? Language::english : Language::french;
    study.what_if.with = added.empty() ? study.what_if.with : added;
    study.what_if.without = without.empty() ? study.what_if.without : without;
    return study;
}

/// The layer as the engine reads it, and what it says of it.
nb::tuple read(const std::string& path, bool english) {
    ArrowArrayStream stream{};
    std::vector<std::string> said;
    {
        const nb::gil_scoped_release released;
        const Layer layer = io::read_layer(path);
        for (const Finding& finding : layer.findings) {
            said.push_back(catalogue::sentence(finding, english ? Language::english : Language::french));
        }
        io::write_arrow(layer, stream);
    }
    return nb::make_tuple(capsule_of(stream), said);
}

}  // namespace

LayersInMemory taken(const nb::dict& layers) {
    LayersInMemory in_memory;
    for (const auto& [name, capsule] : layers) {
        const std::string path = memory_prefix + nb::cast<std::string>(name);
        ArrowArrayStream& stream = stream_in(nb::cast<nb::object>(capsule));
        // the producer may be Python: the GIL is held
        in_memory.emplace(path, std::make_shared<const Layer>(io::read_arrow(stream, path)));
    }
    return in_memory;
}

void bind_study(nb::module_& module) {
    nb::class_<Study>(module, "Study", "A study as the engine understood it.")
        .def_ro("title", &Study::title)
        .def_prop_ro("asks_what_if", [](const Study& study) { return study.what_if.asked(); })
        .def_prop_ro("is_english", [](const Study& study) { return study.language == Language::english; });
    module.def("study", study_of, "toml"_a, "name"_a, "folder"_a, "layers"_a, "language"_a, "added"_a, "without"_a,
               "A study from TOML (docs/etude.md) and layers in memory: name -> Arrow stream capsule, named memory:NAME in the TOML.");
    module.def("read", read, "path"_a, "english"_a, "A layer as an Arrow stream capsule, and the findings about its file.");
}

}  // namespace maillage::python
