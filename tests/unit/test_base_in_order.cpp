#include "base/in_order.hpp"

#include <gtest/gtest.h>

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <numeric>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>

namespace maillage {
namespace {

/// The numbers below `count`, one by one; `at` must outlive it.
auto numbers(int count, int& at) {
    return [count, &at]() -> std::optional<int> { return at < count ? std::optional(at++) : std::nullopt; };
}

/// Takes longer for some than for others.
int squared(int number) {
    std::this_thread::sleep_for(std::chrono::microseconds((number * 7919) % 300));
    return number * number;
}

TEST(BaseInOrder, ResultsComeInTheOrderOfJobs) {
    for (const std::size_t threads : {0U, 1U, 2U, 7U}) {
        int at = 0;
        std::vector<int> taken;
        std::atomic<int> held{0};
        std::atomic<int> most_held{0};
        in_order(
            threads, [&, next = numbers(200, at)] { return (most_held = std::max(most_held.load(), ++held)), next(); },
            [] { return squared; },
            [&](int result) {
                taken.push_back(result);
                --held;
            });
        std::vector<int> expected(200);
        std::iota(expected.begin(), expected.end(), 0);
        std::transform(expected.begin(), expected.end(), expected.begin(), [](int one) { return one * one; });
        EXPECT_EQ(taken, expected) << threads;
        EXPECT_LE(most_held, static_cast<int>(std::max<std::size_t>(1, threads)));
    }
}

TEST(BaseInOrder, GoesOnWithTheThreadsTheSystemGives) {
    pthread_attr_t usual;
    ASSERT_EQ(pthread_getattr_default_np(&usual), 0);
    pthread_attr_t endless = usual;
    ASSERT_EQ(pthread_attr_setstacksize(&endless, std::size_t{1} << 50U), 0);
    ASSERT_EQ(pthread_setattr_default_np(&endless), 0);  // stacks that no machine has room for
    EXPECT_THROW(std::thread([] {}).join(), std::system_error);
    int at = 0;
    int sum = 0;
    in_order(
        3, numbers(100, at), [] { return squared; }, [&](int result) { sum += result; });
    ASSERT_EQ(pthread_setattr_default_np(&usual), 0);
    EXPECT_EQ(sum, 99 * 100 * 199 / 6);
    EXPECT_EQ(pthread_attr_destroy(&usual), 0);
}

TEST(BaseInOrder, TheEarliestErrorIsThrownAfterAllBeforeIt) {
    for (const std::size_t threads : {1U, 2U, 7U}) {
        for (int run = 0; run < 20; ++run) {
            int at = 0;
            std::vector<int> taken;
            const auto fails = [](int number) {
                if (number == 30 || number == 31 || number == 37) {
                    throw std::runtime_error(std::to_string(number));
                }
                return squared(number);
            };
            try {
                in_order(
                    threads, numbers(200, at), [&] { return fails; }, [&](int result) { taken.push_back(result); });
                ADD_FAILURE() << "nothing thrown";
            } catch (const std::runtime_error& error) {
                EXPECT_STREQ(error.what(), "30");
            }
            EXPECT_EQ(taken.size(), 30U);
        }
    }
}

TEST(BaseInOrder, ErrorsOfSourceWorkersAndSinkAreThrown) {
    const auto fails_at = [](const std::string& where) {
        int at = 0;
        const auto next = numbers(50, at);
        in_order(
            3,
            [&] {
                if (where == "next" && at == 20) {
                    throw std::runtime_error(where);
                }
                return next();
            },
            [&] {
                if (where == "worker") {
                    throw std::runtime_error(where);
                }
                return squared;
            },
            [&](int result) {
                if (where == "take" && result == 400) {
                    throw std::runtime_error(where);
                }
            });
    };
    for (const char* where : {"next", "worker", "take"}) {
        EXPECT_THROW(fails_at(where), std::runtime_error) << where;
    }
    EXPECT_NO_THROW(fails_at("nowhere"));
}

}  // namespace
}  // namespace maillage
