#include "optim/covering.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>

namespace maillage::optim {

namespace {

std::int64_t total(const Covering& problem) { return std::accumulate(problem.weights.begin(), problem.weights.end(), std::int64_t{0}); }

/// What the `count` largest sum to.
std::int64_t largest(std::vector<std::int64_t> gains, std::size_t count) {
    const auto end = gains.begin() + static_cast<std::ptrdiff_t>(std::min(count, gains.size()));
    std::partial_sort(gains.begin(), end, gains.end(), std::greater<>());
    return std::accumulate(gains.begin(), end, std::int64_t{0});
}

Picked pick(const Covering& problem, const std::vector<std::size_t>& among, std::size_t count) {
    std::vector<bool> is_covered(problem.weights.size(), false);
    std::vector<std::int64_t> gains(among.size());
    Picked picked;
    picked.bound = total(problem);
    while (true) {
        std::size_t best = 0;
        for (std::size_t i = 0; i < among.size(); ++i) {
            gains[i] = 0;
            for (const std::size_t point : problem.covered[among[i]]) {
                gains[i] += is_covered[point] ? 0 : problem.weights[point];
            }
            best = gains[i] > gains[best] ? i : best;
        }
        picked.bound = std::min(picked.bound, picked.value + largest(gains, count));
        if (picked.chosen.size() >= count || gains.empty() || gains[best] == 0) {
            return picked;
        }
        picked.chosen.push_back(among[best]);
        picked.gains.push_back(gains[best]);
        picked.value += gains[best];
        for (const std::size_t point : problem.covered[among[best]]) {
            is_covered[point] = true;
        }
    }
}

}  // namespace

std::vector<Group> grouped(const Covering& problem) {
    std::vector<std::vector<std::size_t>> holders(problem.weights.size());
    for (std::size_t candidate = 0; candidate < problem.covered.size(); ++candidate) {
        for (const std::size_t point : problem.covered[candidate]) {
            holders[point].push_back(candidate);
        }
    }
    std::vector<Group> groups;
    std::map<std::vector<std::size_t>, std::size_t> index;
    for (std::size_t point = 0; point < holders.size(); ++point) {
        if (holders[point].empty()) {
            continue;
        }
        const auto [found, is_new] = index.emplace(holders[point], groups.size());
        if (is_new) {
            groups.push_back({holders[point], 0});
        }
        groups[found->second].weight += problem.weights[point];
    }
    return groups;
}

Picked greedily(const Covering& problem, std::size_t count) {
    std::vector<std::size_t> all(problem.covered.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return pick(problem, all, count);
}

Picked in_order_of_gain(const Covering& problem, const std::vector<std::size_t>& among) { return pick(problem, among, among.size()); }

}  // namespace maillage::optim
