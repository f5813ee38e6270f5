// Locator: points in NumPy arrays and Arrow streams, read where they stand, without the GIL.
#include <nanobind/ndarray.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include <fmt/format.h>

#include "base/error.hpp"
#include "bind.hpp"
#include "capsules.hpp"
#include "formats/location_counts.hpp"
#include "io/location_counts.hpp"
#include "jobs/locator.hpp"
#include "layers.hpp"
#include "model/catalogue.hpp"
#include "stages/locate.hpp"

namespace maillage::python {

namespace {

namespace nb = nanobind;
using namespace nb::literals;

using Coordinates = nb::ndarray<const double, nb::ndim<1>, nb::device::cpu>;

template <typename Number>
nb::object array_of(std::vector<Number>&& numbers) {
    auto* const held = new std::vector<Number>(std::move(numbers));
    const nb::capsule owner(held, [](void* left) noexcept { delete static_cast<std::vector<Number>*>(left); });
    return nb::cast(nb::ndarray<nb::numpy, Number, nb::ndim<1>>(held->data(), {held->size()}, owner));
}

jobs::Locator made(const std::string& path, const nb::dict& layers, const std::string& code, const std::string& name, const std::string& crs, double repair_limit) {
    jobs::LocatorInput input{{path, code, name, crs}, repair_limit, taken(layers)};
    const nb::gil_scoped_release released;
    return jobs::Locator(input);
}

/// The block is read where it stands in the bytes object, which the locator keeps.
jobs::Locator from_bytes(const nb::bytes& block) {
    const auto* const data = reinterpret_cast<const std::byte*>(block.c_str());
    if (reinterpret_cast<std::uintptr_t>(data) % 8 != 0) {
        throw LibraryError({"bloc mal aligné en mémoire", "the block is not aligned in memory"});
    }
    return jobs::Locator(std::span(data, block.size()));
}

/// Index of the territory (-1: none) and situation of each point.
nb::tuple locate(const jobs::Locator& locator, const Coordinates& lon, const Coordinates& lat, const std::string& crs, std::size_t threads) {
    if (lon.size() != lat.size()) {
        throw UsageError({fmt::format("lon et lat n'ont pas la même longueur : {} et {}", lon.size(), lat.size()),
                          fmt::format("lon and lat differ in length: {} and {}", lon.size(), lat.size())});
    }
    const io::PointColumns points{lon.size(), lon.data(), lat.data(), lon.stride(0), lat.stride(0), {}};
    jobs::LocatedColumns located;
    {
        const nb::gil_scoped_release released;
        located = locator.locate(points, crs, false, threads);
    }
    std::vector<std::int32_t> territories(located.territories.begin(), located.territories.end());
    return nb::make_tuple(array_of(std::move(territories)), array_of(std::move(located.situations)));
}

/// A stream of answers, batch by batch, and the counts as JSON ("" where they weren't asked for).
nb::tuple locate_stream(const jobs::Locator& locator, const nb::object& capsule, const std::string& crs, bool counted, std::size_t threads, const std::string& prefix) {
    ArrowArrayStream answers{};
    std::string counts;
    const io::ArrowPoints points(stream_in(capsule), "points");  // the producer may be Python: the GIL is held
    {
        const nb::gil_scoped_release released;
        const LocationCounts found = locator.locate(points, crs, counted, threads, prefix, answers);
        counts = counted ? formats::counts_json(found) : "";
    }
    return nb::make_tuple(capsule_of(answers), counts);
}

/// counts_json of any parts, added up.
std::string merge_counts(const std::vector<std::string>& parts) {
    LocationCounts counts;
    for (const std::string& text : parts) {
        LocationCounts part = io::read_counts(text, "counts");
        if (&text == &parts.front()) {
            counts = std::move(part);
        } else if (stages::may_be_added(counts, part)) {
            stages::add(counts, part);
        } else {
            throw InputError({"comptes de couches de pays différentes", "counts of different layers of pays"});
        }
    }
    stages::balance(counts);
    return formats::counts_json(counts);
}

std::vector<std::string> situations() {
    std::vector<std::string> words;
    for (const Situation situation : catalogue::all_situations) {
        words.emplace_back(catalogue::id(situation));
    }
    return words;
}

}  // namespace

void bind_locator(nb::module_& module) {
    nb::class_<jobs::Locator>(module, "Locator", "A layer of pays made ready to locate points.")
        .def("bytes", [](const jobs::Locator& locator) {
            const std::string block = locator.bytes();
            return nb::bytes(block.data(), block.size());
        })
        .def_prop_ro("codes", [](const jobs::Locator& locator) {
            std::vector<std::string> codes;
            for (const TerritoryPoints& one : locator.none().territories) {
                codes.push_back(one.code);
            }
            return codes;
        })
        .def_prop_ro("names", [](const jobs::Locator& locator) {
            std::vector<std::string> names;
            for (const TerritoryPoints& one : locator.none().territories) {
                names.push_back(one.name);
            }
            return names;
        })
        .def_prop_ro("no_counts", [](const jobs::Locator& locator) { return formats::counts_json(locator.none()); })
        .def("findings", [](const jobs::Locator& locator, bool english) {
            std::vector<std::string> said;
            for (const Finding& finding : locator.findings()) {
                said.push_back(catalogue::sentence(finding, english ? Language::english : Language::french));
            }
            return said;
        }, "english"_a)
        .def("locate", locate, "lon"_a, "lat"_a, "crs"_a, "threads"_a)
        .def("locate_stream", locate_stream, "stream"_a, "crs"_a, "counted"_a, "threads"_a, "prefix"_a);
    module.def("locator", made, "path"_a, "layers"_a, "code"_a, "name"_a, "crs"_a, "repair_limit"_a);
    module.def("locator_of_bytes", from_bytes, "block"_a, nb::keep_alive<0, 1>());
    module.def("merge_counts", merge_counts, "parts"_a);
    module.def("counts_csv", [](const std::string& counts) { return formats::counts_csv(io::read_counts(counts, "counts")); }, "counts"_a);
    module.def("situations", situations, "Words of the situations, in order.");
    module.attr("rejected") = static_cast<int>(Situation::rejected);
}

}  // namespace maillage::python
