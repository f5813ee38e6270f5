// The stage at work, on one line of the terminal that is wiped at the end; nothing where stderr is no terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "command.hpp"

namespace maillage::tool {

class Progress {
public:
    Progress(const Context& context, bool quiet);
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    ~Progress();
    void operator()(std::string_view step) const;
    /// Rows done, at what rate, and the time left, some times a second.
    void operator()(std::uint64_t rows, double share_done) const;

private:
    const Context& m_context;
    bool m_on;
    mutable std::chrono::steady_clock::time_point m_began;  ///< the step at work
    mutable std::chrono::steady_clock::time_point m_told;
};

}  // namespace maillage::tool
