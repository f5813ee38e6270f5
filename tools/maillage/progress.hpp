// The stage at work, on one line of the terminal that is wiped at the end; nothing where stderr is no terminal.
#pragma once

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

private:
    const Context& m_context;
    bool m_on;
};

}  // namespace maillage::tool
