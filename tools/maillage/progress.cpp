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
    m_began = m_told = std::chrono::steady_clock::now();
    if (m_on) {
        fmt::print(stderr, "\r\033[K{}…", catalogue::words("step." + std::string(step)).in(m_context.language));
        std::fflush(stderr);
    }
}

void Progress::operator()(std::uint64_t rows, double share_done) const {
    using namespace std::chrono_literals;
    const auto now = std::chrono::steady_clock::now();
    if (!m_on || now - m_told < 200ms) {
        return;
    }
    m_told = now;
    const double seconds = std::chrono::duration<double>(now - m_began).count();
    const auto number = [&](double value) { return readable(value, 0, m_context.language); };
    fmt::print(stderr, "\r\033[K{}", catalogue::filled(catalogue::words("locate.progress").in(m_context.language),
                                                      {{"rows", number(static_cast<double>(rows))},
                                                       {"rate", number(static_cast<double>(rows) / seconds)},
                                                       {"percent", number(100 * share_done)},
                                                       {"left", number(share_done > 0 ? seconds * (1 - share_done) / share_done : 0)}}));
    std::fflush(stderr);
}

}  // namespace maillage::tool
