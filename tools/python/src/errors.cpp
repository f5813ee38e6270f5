// The engine's errors as Python exceptions with the same text.
#include <nanobind/stl/string.h>

#include "base/error.hpp"
#include "bind.hpp"

namespace maillage::python {

namespace {

namespace nb = nanobind;

/// Never freed: an error may be raised as the interpreter ends.
struct Classes {
    nb::object usage, input, output, library;
};
Classes& classes() {
    static auto* const all = new Classes;
    return *all;
}

nb::object made(nb::module_& module, const char* name, const nb::tuple& bases, const char* doc) {
    const nb::object type = nb::module_::import_("builtins").attr("type");
    nb::dict members;
    members["__module__"] = "maillage";
    members["__doc__"] = doc;
    nb::object made = type(name, bases, members);
    module.attr(name) = made;
    return made;
}

void raise(const nb::object& type, const Error& error) {
    nb::object raised = type(error.said().fr);
    raised.attr("fr") = error.said().fr;
    raised.attr("en") = error.said().en;
    PyErr_SetObject(type.ptr(), raised.ptr());
}

}  // namespace

void bind_errors(nb::module_& module) {
    const nb::module_ builtins = nb::module_::import_("builtins");
    const nb::object base = made(module, "Error", nb::make_tuple(builtins.attr("Exception")),
                                 "Base of the engine's errors: `path: layer: row: what`. str() gives French; `fr` and `en` both languages.");
    classes() = {made(module, "UsageError", nb::make_tuple(base, builtins.attr("ValueError")), "The study or a call asks for something that can't be (exit 2 of the command)."),
                 made(module, "InputError", nb::make_tuple(base, builtins.attr("ValueError")), "An input can't be used (exit 3)."),
                 made(module, "OutputError", nb::make_tuple(base, builtins.attr("RuntimeError")), "Reading or writing failed (exit 4)."),
                 made(module, "LibraryError", nb::make_tuple(base, builtins.attr("RuntimeError")), "GDAL, GEOS or PROJ failed, and no input explains it (exit 4).")};
    nb::register_exception_translator([](const std::exception_ptr& pointer, void*) {
        try {
            std::rethrow_exception(pointer);
        } catch (const UsageError& error) {
            raise(classes().usage, error);
        } catch (const InputError& error) {
            raise(classes().input, error);
        } catch (const OutputError& error) {
            raise(classes().output, error);
        } catch (const Error& error) {
            raise(classes().library, error);
        }
    });
}

}  // namespace maillage::python
