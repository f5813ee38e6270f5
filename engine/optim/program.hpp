// A linear program over columns between 0 and 1, some of them whole. COIN-OR: CLP for the relaxation, CBC for the rest.
#pragma once

#include <cstddef>
#include <vector>

namespace maillage::optim {

struct Program {
    std::vector<double> costs;  ///< by column; their sum is made least. Where only whole columns cost, or costs are whole, see `step`
    std::vector<bool> whole;    ///< by column: 0 or 1, nothing between
    struct Row {
        std::vector<std::size_t> columns;
        std::vector<double> factors;
        double least = 0;  ///< may be infinite
        double most = 0;
    };
    std::vector<Row> rows;
    double step = 1;  ///< any two answers of different cost differ by that much at least
};

struct Relaxed {
    bool solved = false;         ///< not so where the time was up
    std::vector<double> prices;  ///< by row: what the cost gains by a unit more of its limits (dual values)
    std::vector<double> columns;
};

/// The program without the demand that columns be whole. Throws LibraryError.
[[nodiscard]] Relaxed relaxed(const Program& program, double seconds);

struct Solved {
    std::vector<bool> columns;  ///< that are 1; empty where nothing better than `known` was found
    double bound = 0;           ///< no answer costs less
    bool proved = false;        ///< the search came to its end
};

/// Looks for answers that cost less than `known` by a step at least. One thread, a fixed seed: the same answer each time, unless time is
/// up. Throws LibraryError.
[[nodiscard]] Solved solved(const Program& program, double known, double seconds);

}  // namespace maillage::optim
