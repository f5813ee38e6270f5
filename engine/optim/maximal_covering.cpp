#include "optim/maximal_covering.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

#include "optim/program.hpp"

namespace maillage::optim {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
/// Far above the rounding of a sum of weights, far below one person.
constexpr double rounding = 1e-4;

/// Columns: a candidate each, then a group each of those that several candidates cover. What one alone covers is its own weight.
struct Model {
    Program program;
    std::vector<std::size_t> shared;  ///< groups that have a column, in the order of their rows
};

Model model_of(const std::vector<Group>& groups, std::size_t candidates, std::size_t count) {
    Model model;
    Program& program = model.program;
    program.costs.assign(candidates, 0);
    program.whole.assign(candidates, true);
    for (std::size_t g = 0; g < groups.size(); ++g) {
        const auto weight = static_cast<double>(groups[g].weight);
        if (groups[g].holders.size() == 1) {
            program.costs[groups[g].holders.front()] -= weight;
            continue;
        }
        Program::Row row{groups[g].holders, std::vector<double>(groups[g].holders.size(), -1), -infinity, 0};
        row.columns.push_back(program.costs.size());
        row.factors.push_back(1);
        program.rows.push_back(std::move(row));
        program.costs.push_back(-weight);
        program.whole.push_back(false);
        model.shared.push_back(g);
    }
    Program::Row few{std::vector<std::size_t>(candidates), std::vector<double>(candidates, 1), -infinity, static_cast<double>(count)};
    std::iota(few.columns.begin(), few.columns.end(), std::size_t{0});
    program.rows.push_back(std::move(few));
    return model;
}

/// A bound from prices u of the groups, 0 <= u <= weight, by weak duality: the sum of weight - u, and the `count` largest of the candidates' sums
/// of u. It holds for any such prices, so the solver's tolerances don't matter.
double bound_by_prices(const std::vector<Group>& groups, const Model& model, const std::vector<double>& prices, std::size_t candidates,
                       std::size_t count) {
    std::vector<double> loads(candidates, 0);
    double bound = 0;
    std::size_t row = 0;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        const auto weight = static_cast<double>(groups[g].weight);
        double price = weight;
        if (row < model.shared.size() && model.shared[row] == g) {
            price = std::clamp(-prices[row], 0.0, weight);
            ++row;
        }
        bound += weight - price;
        for (const std::size_t holder : groups[g].holders) {
            loads[holder] += price;
        }
    }
    const auto end = loads.begin() + static_cast<std::ptrdiff_t>(std::min(count, loads.size()));
    std::partial_sort(loads.begin(), end, loads.end(), std::greater<>());
    return std::accumulate(loads.begin(), end, bound);
}

/// `chosen` and, of the others, those that greedy adds to them; ascending. A search that was cut short may have left places free.
std::vector<std::size_t> filled_up(Covering problem, std::vector<std::size_t> chosen, std::size_t count) {
    for (const std::size_t candidate : chosen) {
        for (const std::size_t point : problem.covered[candidate]) {
            problem.weights[point] = 0;
        }
    }
    const Picked more = greedily(problem, count - chosen.size());
    chosen.insert(chosen.end(), more.chosen.begin(), more.chosen.end());
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

std::int64_t whole_below(double bound) { return static_cast<std::int64_t>(std::floor(bound + rounding)); }

}  // namespace

MaximalCovering maximal_covering(const Covering& problem, std::size_t count, double seconds) {
    const auto began = std::chrono::steady_clock::now();
    const auto left = [&] { return std::max(0.0, seconds - std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count()); };
    MaximalCovering answer;
    answer.best = greedily(problem, count);
    answer.greedy = answer.best.value;
    answer.greedy_bound = answer.best.bound;
    std::int64_t& bound = answer.best.bound;
    const std::size_t candidates = problem.covered.size();
    if (answer.best.value < bound) {
        const std::vector<Group> groups = grouped(problem);
        const Model model = model_of(groups, candidates, count);
        if (const Relaxed relaxation = relaxed(model.program, left()); relaxation.solved) {
            bound = std::min(bound, whole_below(bound_by_prices(groups, model, relaxation.prices, candidates, count)));
        }
        if (answer.best.value < bound && left() > 0) {
            const Solved found = solved(model.program, -static_cast<double>(answer.best.value), left());
            bound = std::min(bound, std::max(answer.greedy, whole_below(-found.bound)));
            if (!found.columns.empty()) {
                std::vector<std::size_t> chosen;
                for (std::size_t i = 0; i < candidates; ++i) {
                    if (found.columns[i]) {
                        chosen.push_back(i);
                    }
                }
                if (Picked other = in_order_of_gain(problem, filled_up(problem, chosen, count)); other.value > answer.best.value) {
                    other.bound = std::max(bound, other.value);
                    answer.best = std::move(other);
                }
            }
        }
    }
    answer.proved = answer.best.value == answer.best.bound;
    return answer;
}

}  // namespace maillage::optim
