#include "progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "model/catalogue.hpp"

namespace maillage::tool {

Progress::Progress(const Context& context, bool quiet) : m_context(context), m_on(!quiet && isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
    if (m_on) {
        fmt::print(stderr, "\r\033[K");
    }
}

void Progress::operator()(std::string_view step) const {
    if (m_on) {
        fmt::print(stderr, "\r\033[K{}…", catalogue::words("step." + std::string(step)).in(m_context.language));
        std::fflush(stderr);
    }
}

}  // namespace maillage::tool
