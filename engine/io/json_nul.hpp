// Null characters in JSON. GDAL ends a text at one, so that what follows would be lost without a word.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace maillage::io {

/// Searches a JSON text that comes piece by piece, for a NUL byte anywhere and for the escape \u0000.
class NulSearch {
public:
    /// Throws InputError at the first; `place` is for messages.
    void pass(std::string_view piece, const Place& place);

private:
    std::string m_cut;  ///< an escape that the last piece began
    std::size_t m_before = 0;
};

/// The same of a file on the disk. Throws OutputError too.
void refuse_nul(const std::string& path);

}  // namespace maillage::io
