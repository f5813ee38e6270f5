// compose, site and diff.
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "base/error.hpp"
#include "bind.hpp"
#include "formats/difference.hpp"
#include "formats/sites.hpp"
#include "jobs/compose.hpp"
#include "jobs/diff.hpp"
#include "jobs/site.hpp"
#include "layers.hpp"
#include "model/catalogue.hpp"

namespace maillage::python {

namespace {

namespace nb = nanobind;
using namespace nb::literals;

nb::bytes bytes_of(const std::string& text) { return nb::bytes(text.data(), text.size()); }

std::string text_of(const nb::dict& asked, const char* key) { return asked.contains(key) ? nb::cast<std::string>(asked[key]) : ""; }

/// GeoJSON, and the findings' sentences.
nb::tuple compose(const nb::dict& asked, const nb::dict& layers) {
    jobs::ComposeOptions options;
    options.in_memory = taken(layers);
    options.outlines = text_of(asked, "outlines");
    options.points = text_of(asked, "points");
    options.crs = text_of(asked, "crs");
    options.within = text_of(asked, "within");
    options.within_key = text_of(asked, "within_key");
    options.composition = text_of(asked, "composition");
    options.where = asked.contains("where") ? nb::cast<std::vector<std::string>>(asked["where"]) : std::vector<std::string>{};
    options.key = text_of(asked, "key");
    options.by = text_of(asked, "by");
    options.by_name = text_of(asked, "by_name");
    options.names = text_of(asked, "names");
    options.gazetteer = text_of(asked, "gazetteer");
    options.assets = text_of(asked, "assets");
    const std::string simplify = text_of(asked, "simplify");
    options.simplify = simplify_of(simplify);
    if (!simplify.empty() && !options.simplify) {
        throw UsageError({"simplify : donner des mètres ou un nombre de sommets, par exemple \"300m\" ou \"20000pts\"",
                          "simplify: give metres or a number of vertices, for example \"300m\" or \"20000pts\""});
    }
    jobs::Composed composed;
    {
        const nb::gil_scoped_release released;
        composed = jobs::compose(options);
    }
    std::vector<std::string> said;
    for (const Finding& finding : composed.findings) {
        said.push_back(catalogue::sentence(finding, text_of(asked, "language") == "en" ? Language::english : Language::french));
    }
    return nb::make_tuple(bytes_of(composed.layer), said);
}

/// GeoJSON, JSON, and the page.
nb::tuple site(const std::string& folder, std::optional<long long> count, bool all, double radius_km, bool for_pays, const std::string& candidates,
               const nb::dict& layers, double time_limit_s) {
    jobs::SiteOptions options;
    options.folder = folder;
    options.count = count;
    options.all = all;
    options.radius_km = radius_km;
    options.objective = for_pays ? SiteObjective::pays : SiteObjective::people;
    options.candidates = candidates;
    options.in_memory = taken(layers);
    options.time_limit_s = time_limit_s;
    jobs::Sited sited;
    {
        const nb::gil_scoped_release released;
        sited = jobs::site(options);
    }
    return nb::make_tuple(bytes_of(formats::sites_geojson(sited.siting)), formats::sites_json(sited.siting), formats::sites_page(sited.siting, sited.language));
}

/// GeoJSON, JSON, text and Markdown.
nb::tuple diff(const std::string& before, const std::string& before_name, const std::string& after, const std::string& after_name, const std::string& assets,
               bool english) {
    jobs::DiffOptions options;
    options.assets = assets;
    options.before = before;
    options.after = after;
    options.before_name = before_name;
    options.after_name = after_name;
    const Difference difference = [&] {
        const nb::gil_scoped_release released;
        return jobs::diff(options);
    }();
    const Language language = english ? Language::english : Language::french;
    return nb::make_tuple(bytes_of(formats::changes_geojson(difference)), formats::difference_json(difference),
                          formats::difference_text(difference, language, 0), formats::difference_markdown(difference, language, 0));
}

}  // namespace

void bind_jobs(nb::module_& module) {
    module.def("compose", compose, "asked"_a, "layers"_a);
    module.def("site", site, "folder"_a, "count"_a.none(), "all"_a, "radius_km"_a, "for_pays"_a, "candidates"_a, "layers"_a, "time_limit_s"_a);
    module.def("diff", diff, "before"_a, "before_name"_a, "after"_a, "after_name"_a, "assets"_a, "english"_a);
}

}  // namespace maillage::python
