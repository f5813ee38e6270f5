// Work shared by threads, its results taken in the order of the work.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <new>
#include <optional>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace maillage {

/// `next()` gives a job, or nothing when there are no more. In each thread `make_worker()` makes what turns a job into a result.
/// `take(result)` gets the results in the order of the jobs. `next` is never called by two threads at once, nor is `take`. No
/// more jobs are held than there are threads; there are fewer than asked for where the system gives no more. The error of the earliest
/// job is thrown, after all before it were taken; none after it is.
template <typename Next, typename MakeWorker, typename Take>
void in_order(std::size_t threads, const Next& next, const MakeWorker& make_worker, const Take& take) {
    using Job = std::invoke_result_t<Next>;  // an optional
    using Worker = std::invoke_result_t<MakeWorker>;
    using Result = std::invoke_result_t<Worker&, typename Job::value_type&>;
    std::mutex source;
    std::mutex sink;
    std::condition_variable turn;
    bool over = false;         // guarded by source
    std::size_t given = 0;     // guarded by source
    std::size_t taken = 0;     // guarded by sink
    std::exception_ptr error;  // guarded by sink
    const auto run = [&] {
        std::optional<Worker> worker;
        bool going = true;
        while (going) {
            Job job;
            std::optional<Result> result;
            std::exception_ptr failure;
            std::size_t ticket = 0;
            {
                const std::lock_guard lock(source);
                if (over) {
                    return;
                }
                ticket = given++;
                try {
                    job = next();
                } catch (...) {
                    failure = std::current_exception();
                }
                over = !job.has_value();
            }
            try {
                if (job && !worker) {
                    worker.emplace(make_worker());
                }
                if (job) {
                    result.emplace((*worker)(*job));
                }
            } catch (...) {
                failure = std::current_exception();
            }
            {
                std::unique_lock lock(sink);
                turn.wait(lock, [&] { return taken == ticket; });
                try {
                    if (!error && !failure && result) {
                        take(*std::move(result));
                    }
                } catch (...) {
                    failure = std::current_exception();
                }
                error = error ? error : failure;
                going = !error;
                ++taken;
            }
            turn.notify_all();
            if (!going) {
                const std::lock_guard lock(source);
                over = true;
            }
        }
    };
    std::vector<std::thread> others;
    others.reserve(std::max<std::size_t>(1, threads) - 1);
    try {
        while (others.size() + 1 < threads) {
            others.emplace_back(run);
        }
    } catch (const std::system_error&) {  // no more threads, or no memory for their stacks: those there are do it
    } catch (const std::bad_alloc&) {     // the same, of what tells a thread what to do
    }
    run();
    for (std::thread& other : others) {
        other.join();
    }
    if (error) {
        std::rethrow_exception(error);
    }
}

}  // namespace maillage
