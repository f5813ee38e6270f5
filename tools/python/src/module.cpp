// maillage._core: the engine's jobs for Python. What users import is the package around it.
#include "bind.hpp"

NB_MODULE(_core, module) {
    module.doc() = "The engine's jobs. Use the package maillage, which wraps them.";
    module.attr("version") = MAILLAGE_VERSION;
    maillage::python::bind_errors(module);
    maillage::python::bind_study(module);
    maillage::python::bind_run(module);
    maillage::python::bind_jobs(module);
    maillage::python::bind_locator(module);
}
