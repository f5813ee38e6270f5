// audit: do the outlines partition what they cover, and do territories keep the rules of law they are held to?
#pragma once

#include <vector>

#include "geo/point_locator.hpp"
#include "model/audit.hpp"
#include "model/study.hpp"
#include "stages/membership.hpp"

namespace maillage::stages {

/// What geo::audit_coverage finds of all outlines, less what touches no `kept` territory. Where the country's exact outline is known,
/// a part on a larger piece of land is an exclave, though no territory touches it. Adds a finding for each defect at least a
/// metre wide, the hundred largest of a kind; one that counts the others; one for borders that differ. Throws LibraryError.
[[nodiscard]] Audit audit(Inputs& inputs, const geo::PointLocator& locator, const std::vector<bool>& kept);

/// The rules of study.rules, on the kept territories: findings.
void check_rules(Inputs& inputs, const Study& study, const Members& members, const Audit& audit, const std::vector<bool>& kept);

}  // namespace maillage::stages
