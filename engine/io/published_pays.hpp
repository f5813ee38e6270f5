// The pays of a run, as it published them.
#pragma once

#include <vector>

#include "io/run_manifest.hpp"
#include "model/run_folder.hpp"

namespace maillage::io {

/// From layers/pays.geojson, by code: those within the run's --region. Throws InputError: the layer is not as the run wrote it, lacks a column, or has a cell that
/// no run writes.
[[nodiscard]] std::vector<PublishedPays> published_pays(const RunManifest& manifest);

}  // namespace maillage::io
