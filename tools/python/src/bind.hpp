// The parts of the module, one a file.
#pragma once

#include <nanobind/nanobind.h>

namespace maillage::python {

void bind_errors(nanobind::module_& module);
void bind_study(nanobind::module_& module);
void bind_run(nanobind::module_& module);
void bind_jobs(nanobind::module_& module);
void bind_locator(nanobind::module_& module);

}  // namespace maillage::python
