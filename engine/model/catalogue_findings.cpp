#include "model/catalogue_findings.hpp"

#include <vector>

namespace maillage::catalogue {

std::span<const FindingKind> finding_kinds() {
    static const std::vector<FindingKind> kinds = [] {
        std::vector<FindingKind> all(findings_of_layers().begin(), findings_of_layers().end());
        all.insert(all.end(), findings_of_lists().begin(), findings_of_lists().end());
        return all;
    }();
    return kinds;
}

}  // namespace maillage::catalogue
