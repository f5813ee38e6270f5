// The stages of a run over inputs already in memory, in the order of jobs/run, with the answers a test asks for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/point_locator.hpp"
#include "model/result.hpp"
#include "stages/membership.hpp"
#include "stages/read.hpp"
#include "stages/validate.hpp"

namespace maillage::test {

class Staged {
public:
    explicit Staged(stages::Inputs&& given, const Study& asked = {});
    Staged(const Staged&) = delete;
    Staged& operator=(const Staged&) = delete;

    // by id or code; the test fails by std::out_of_range where there is none
    [[nodiscard]] const Facility& facility(const std::string& id) const;
    [[nodiscard]] const Placement& placement(const std::string& id) const;
    [[nodiscard]] Bucket bucket(const std::string& id) const { return placement(id).bucket; }
    /// Code of the territory it is assigned to; "" when it is not.
    [[nodiscard]] std::string territory(const std::string& id) const;
    [[nodiscard]] std::vector<std::string> candidates(const std::string& id) const;
    /// Codes of the territories its area of action covers; fails by std::bad_optional_access where it counts by its seat.
    [[nodiscard]] std::vector<std::string> covers(const std::string& id) const;
    [[nodiscard]] const TerritoryCoverage& covered(const std::string& code) const;
    [[nodiscard]] Status status(const std::string& code) const { return covered(code).status; }
    /// Id of the nearest facility; "" when there is none.
    [[nodiscard]] std::string nearest(const std::string& code) const;

    [[nodiscard]] std::vector<Finding> found(FindingCode code) const;

    /// Ends the run; only the result is of use afterwards.
    [[nodiscard]] Result result();

    stages::Inputs inputs;
    Study study;
    stages::Counts counts;
    std::optional<geo::PointLocator> locator;
    std::optional<stages::Members> members;
    std::vector<Placement> placements;
    std::vector<bool> kept;
    Audit audit;
    Coverage coverage;
    std::optional<Sensitivity> sensitivity;
    std::vector<WhiteZone> zones;
    std::vector<double> chances;
    Priorities priorities;
    std::optional<Pace> pace;

private:
    [[nodiscard]] std::vector<std::string> codes_of(const std::vector<std::size_t>& territories) const;
    [[nodiscard]] std::size_t row_of(const std::string& id) const;
};

[[nodiscard]] std::vector<Finding> found(const std::vector<Finding>& findings, FindingCode code);
/// The value of a finding's parameter; "(none)" where it has none of that name.
[[nodiscard]] std::string parameter(const Finding& finding, const std::string& name);

}  // namespace maillage::test
