#include "optim/set_covering.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

#include "optim/program.hpp"

namespace maillage::optim {

namespace {

constexpr double rounding = 1e-6;

/// One demand point a group, each as heavy as the next: how many are covered is what counts.
Covering of_groups(const std::vector<Group>& groups, std::size_t candidates) {
    Covering problem;
    problem.weights.assign(groups.size(), 1);
    problem.covered.resize(candidates);
    for (std::size_t g = 0; g < groups.size(); ++g) {
        for (const std::size_t holder : groups[g].holders) {
            problem.covered[holder].push_back(g);
        }
    }
    return problem;
}

Program program_of(const std::vector<Group>& groups, std::size_t candidates) {
    Program program;
    program.costs.assign(candidates, 1);
    program.whole.assign(candidates, true);
    for (const Group& group : groups) {
        program.rows.push_back({group.holders, std::vector<double>(group.holders.size(), 1), 1, std::numeric_limits<double>::infinity()});
    }
    return program;
}

/// A bound from prices of the groups, by weak duality: their sum, once no candidate's groups cost more than 1 together.
double bound_by_prices(const std::vector<Group>& groups, const std::vector<double>& prices, std::size_t candidates) {
    std::vector<double> loads(candidates, 0);
    double sum = 0;
    double most = 1;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        const double price = std::max(0.0, prices[g]);
        sum += price;
        for (const std::size_t holder : groups[g].holders) {
            loads[holder] += price;
            most = std::max(most, loads[holder]);
        }
    }
    return sum / most;
}

std::size_t whole_above(double bound) { return static_cast<std::size_t>(std::max(0.0, std::ceil(bound - rounding))); }

std::size_t greedy_bound(std::size_t taken, const Covering& problem) {
    std::size_t largest = 0;
    for (const std::vector<std::size_t>& points : problem.covered) {
        largest = std::max(largest, points.size());
    }
    double harmonic = 0;
    for (std::size_t i = 1; i <= largest; ++i) {
        harmonic += 1 / static_cast<double>(i);
    }
    return taken == 0 ? 0 : whole_above(static_cast<double>(taken) / harmonic);
}

}  // namespace

SetCovering set_covering(const Covering& problem, double seconds) {
    const auto began = std::chrono::steady_clock::now();
    const auto left = [&] { return std::max(0.0, seconds - std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count()); };
    const std::size_t candidates = problem.covered.size();
    const std::vector<Group> groups = grouped(problem);
    const Covering units = of_groups(groups, candidates);
    const auto by_gain = [&](std::vector<std::size_t> chosen) {
        std::sort(chosen.begin(), chosen.end());
        return in_order_of_gain(problem, chosen);
    };
    SetCovering answer;
    answer.best = by_gain(greedily(units).chosen);
    answer.greedy = answer.best.chosen.size();
    answer.greedy_bound = greedy_bound(answer.greedy, units);
    answer.bound = answer.greedy_bound;
    if (answer.bound < answer.greedy) {
        const Program program = program_of(groups, candidates);
        if (const Relaxed relaxation = relaxed(program, left()); relaxation.solved) {
            answer.bound = std::max(answer.bound, whole_above(bound_by_prices(groups, relaxation.prices, candidates)));
        }
        if (answer.bound < answer.greedy && left() > 0) {
            const Solved found = solved(program, static_cast<double>(answer.greedy), left());
            answer.bound = std::max(answer.bound, std::min(answer.greedy, whole_above(found.bound)));
            std::vector<std::size_t> chosen;
            for (std::size_t i = 0; i < found.columns.size(); ++i) {
                if (found.columns[i]) {
                    chosen.push_back(i);
                }
            }
            if (Picked other = by_gain(chosen); other.value == answer.best.value && other.chosen.size() < answer.greedy) {
                answer.best = std::move(other);
                answer.bound = std::min(answer.bound, answer.best.chosen.size());
            }
        }
    }
    answer.proved = answer.best.chosen.size() == answer.bound;
    return answer;
}

}  // namespace maillage::optim
