// What the command's exit status means.
#pragma once

namespace maillage::tool {

enum ExitCode : int {
    exit_done = 0,       ///< done
    exit_threshold = 1,  ///< done, but a stated threshold is not met (--fail-under, --fail-on, --strict)
    exit_usage = 2,      ///< the command line can't be understood
    exit_input = 3,      ///< an input can't be used
    exit_failure = 4,    ///< reading, writing or a library failed
};

}  // namespace maillage::tool
