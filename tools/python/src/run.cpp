// run and check, and what their result holds: the engine's own published texts.
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <functional>

#include "bind.hpp"
#include "formats/check_page.hpp"
#include "formats/difference.hpp"
#include "formats/geojson.hpp"
#include "formats/layers.hpp"
#include "formats/report.hpp"
#include "jobs/run.hpp"
#include "jobs/what_if.hpp"
#include "model/catalogue.hpp"
#include "stages/publish.hpp"

namespace maillage::python {

namespace {

namespace nb = nanobind;
using namespace nb::literals;

/// A result, and what was asked beside it.
struct Ran {
    Result result;
    bool published = true;  ///< false: study.strict, and there are duplicates
    std::optional<Result> other;
    std::optional<Difference> difference;
};

std::function<void(std::string_view)> told(const nb::object& progress) {
    if (progress.is_none()) {
        return {};
    }
    return [progress](std::string_view step) {
        const nb::gil_scoped_acquire acquired;
        progress(nb::str(step.data(), step.size()));
    };
}

Ran run(const Study& study, const std::string& assets, const std::string& output, bool overwrite, const std::string& page, const nb::object& progress) {
    const jobs::RunOptions options{assets, MAILLAGE_VERSION, output, overwrite, page, told(progress)};
    const nb::gil_scoped_release released;
    if (study.what_if.asked()) {
        jobs::WhatIfRun both = jobs::what_if(study, options);
        return {std::move(both.base), both.published, std::move(both.other), std::move(both.difference)};
    }
    Result result = jobs::run(study, options);
    const bool published = !(study.strict && jobs::has_duplicates(result));
    return {std::move(result), published, {}, {}};
}

Ran check(const Study& study, const std::string& assets, const nb::object& progress) {
    const jobs::RunOptions options{assets, MAILLAGE_VERSION, "", false, "", told(progress)};
    const nb::gil_scoped_release released;
    return {jobs::check(study, options), false, {}, {}};
}

/// The published layer, byte for byte what run writes.
nb::bytes layer(const Result& result, const std::string& name) {
    const catalogue::LayerKind& kind = catalogue::layer(name);
    const std::string text = [&] {
        const nb::gil_scoped_release released;
        const bool simplified = name == "pays" || name == "gaps" || name == "white_zones";
        return formats::geojson(kind, formats::layer_features(result).at(name), simplified ? result.simplification : std::nullopt);
    }();
    return nb::bytes(text.data(), text.size());
}

const char* type_name(catalogue::Type type) {
    switch (type) {
        case catalogue::Type::integer: return "integer";
        case catalogue::Type::number: return "number";
        case catalogue::Type::list: return "list";
        case catalogue::Type::boolean: return "boolean";
        case catalogue::Type::text: break;
    }
    return "text";
}

/// name, type, unit, French and English title of each column.
nb::list columns(const std::string& name) {
    nb::list all;
    const catalogue::LayerKind& kind = name == "changes" ? catalogue::changes_layer() : catalogue::layer(name);
    for (const catalogue::Column& column : kind.columns) {
        all.append(nb::make_tuple(std::string(column.name), type_name(column.type), std::string(column.unit), std::string(column.title.fr), std::string(column.title.en)));
    }
    return all;
}

nb::list findings(const Result& result, bool english) {
    const Language language = english ? Language::english : Language::french;
    nb::list all;
    for (const Finding& finding : result.findings) {
        const catalogue::FindingKind& kind = catalogue::kind(finding.code);
        all.append(nb::make_tuple(std::string(kind.id), std::string(catalogue::id(kind.severity)), finding.subject, finding.path, finding.row,
                                  catalogue::sentence(finding, language), catalogue::filled(kind.advice.in(language), finding.parameters)));
    }
    return all;
}

/// name, French, English and colour of each statut.
nb::list statuses() {
    nb::list all;
    for (const Status status : catalogue::all_statuses) {
        const catalogue::Words words = catalogue::words(status);
        all.append(nb::make_tuple(std::string(catalogue::id(status)), std::string(words.fr), std::string(words.en), std::string(catalogue::colour(status))));
    }
    return all;
}

}  // namespace

void bind_run(nb::module_& module) {
    nb::class_<Result>(module, "Result", "What a run found out, as the engine publishes it.")
        .def("layer", layer, "name"_a, "A published layer as GeoJSON.")
        .def("report_json", [](const Result& result) { return formats::report_json(result); })
        .def("report_markdown", [](const Result& result) { return formats::report_markdown(result); })
        .def("gaps_csv", [](const Result& result) { return formats::gaps_csv(result); })
        .def("publish", [](const Result& result, const std::string& folder, bool overwrite, const std::string& page) {
            const nb::gil_scoped_release released;
            stages::publish(result, folder, overwrite, page.empty() ? "" : jobs::page_template(page));
        }, "folder"_a, "overwrite"_a, "page"_a)
        .def("check_page", [](const Result& result, std::size_t limit) { return formats::check_page(result, limit); }, "limit"_a)
        .def("findings", findings, "english"_a)
        .def_prop_ro("title", [](const Result& result) { return result.study.title; })
        .def_prop_ro("is_english", [](const Result& result) { return result.study.language == Language::english; });
    nb::class_<Ran>(module, "Ran", "A result, whether it was fit to publish, and what was asked beside it.")
        .def_ro("result", &Ran::result)
        .def_ro("published", &Ran::published)
        .def_ro("other", &Ran::other)
        .def_prop_ro("difference_json", [](const Ran& ran) { return ran.difference ? std::optional(formats::difference_json(*ran.difference)) : std::nullopt; });
    module.def("run", run, "study"_a, "assets"_a, "output"_a, "overwrite"_a, "page"_a, "progress"_a.none());
    module.def("check", check, "study"_a, "assets"_a, "progress"_a.none());
    module.def("columns", columns, "layer"_a, "name, type, unit, French title, English title of each column.");
    module.def("statuses", statuses, "id, French, English, colour of each statut.");
}

}  // namespace maillage::python
