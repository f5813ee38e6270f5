// base/in_order when any one of its allocations fails: it throws, or its results are all there and in order.
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <new>
#include <numeric>
#include <optional>
#include <vector>

#include "base/in_order.hpp"

namespace {

std::atomic<int> left{-1};  // allocations until one fails; below 0: none does

bool holds() {
    constexpr int jobs = 40;
    std::vector<int> results;
    results.reserve(jobs);
    int given = 0;
    maillage::in_order(
        4, [&] { return given < jobs ? std::optional(given++) : std::nullopt; },
        [] { return [kept = std::make_unique<int>(1)](int job) { return std::vector<int>(3, job * *kept); }; },
        [&](std::vector<int>&& result) { results.push_back(result.front()); });
    std::vector<int> expected(jobs);
    std::iota(expected.begin(), expected.end(), 0);
    return results == expected;
}

}  // namespace

void* operator new(std::size_t size) {
    if (left >= 0 && left-- == 0) {
        throw std::bad_alloc();
    }
    if (void* const memory = std::malloc(size)) {
        return memory;
    }
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

int main() {
    int failed = 0;
    int at = 0;
    for (bool reached = true; reached; ++at) {
        left = at;
        try {
            const bool right = holds();
            reached = left < 0;
            left = -1;
            if (!right) {
                std::printf("allocation %d: results are missing\n", at);
                return 1;
            }
        } catch (const std::bad_alloc&) {
            left = -1;
            ++failed;
        }
    }
    std::printf("%d allocations, %d of them told\n", at, failed);
    return at > 40 && failed > 40 ? 0 : 1;
}
