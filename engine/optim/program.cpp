#include "optim/program.hpp"

#include <CbcHeuristic.hpp>
#include <CbcModel.hpp>
#include <CglClique.hpp>
#include <CglGomory.hpp>
#include <CglKnapsackCover.hpp>
#include <CglMixedIntegerRounding2.hpp>
#include <CglProbing.hpp>
#include <CglZeroHalf.hpp>
#include <ClpSimplex.hpp>
#include <CoinError.hpp>
#include <CoinPackedMatrix.hpp>
#include <OsiClpSolverInterface.hpp>
#include <cmath>

#include "base/error.hpp"

namespace maillage::optim {

namespace {

/// COIN-OR's errors as ours.
template <typename Work>
auto guarded(const Work& work) {
    try {
        return work();
    } catch (const CoinError& error) {
        const std::string words = error.methodName() + ": " + error.message();
        throw LibraryError({"le solveur (COIN-OR) a échoué : " + words, "the solver (COIN-OR) failed: " + words});
    }
}

void load(OsiClpSolverInterface& solver, const Program& program) {
    solver.setHintParam(OsiDoReducePrint, true, OsiHintTry);
    solver.messageHandler()->setLogLevel(0);
    solver.getModelPtr()->setLogLevel(0);
    std::vector<int> row_of;
    std::vector<int> column_of;
    std::vector<double> factors;
    std::vector<double> least;
    std::vector<double> most;
    for (const Program::Row& row : program.rows) {
        for (std::size_t i = 0; i < row.columns.size(); ++i) {
            row_of.push_back(static_cast<int>(least.size()));
            column_of.push_back(static_cast<int>(row.columns[i]));
            factors.push_back(row.factors[i]);
        }
        least.push_back(std::isfinite(row.least) ? row.least : -solver.getInfinity());
        most.push_back(std::isfinite(row.most) ? row.most : solver.getInfinity());
    }
    CoinPackedMatrix matrix(false, row_of.data(), column_of.data(), factors.data(), static_cast<CoinBigIndex>(factors.size()));
    matrix.setDimensions(static_cast<int>(least.size()), static_cast<int>(program.costs.size()));
    const std::vector<double> zeros(program.costs.size(), 0);
    const std::vector<double> ones(program.costs.size(), 1);
    solver.loadProblem(matrix, zeros.data(), ones.data(), program.costs.data(), least.data(), most.data());
    solver.setObjSense(1);
}

template <typename Cuts>
void add(CbcModel& model, const char* name, Cuts&& cuts, int how_often) {
    model.addCutGenerator(&cuts, how_often, name);  // copied
}

CglClique quiet_cliques() {
    CglClique cliques;
    cliques.setStarCliqueReport(false);  // else on standard output
    cliques.setRowCliqueReport(false);
    return cliques;
}

}  // namespace

Relaxed relaxed(const Program& program, double seconds) {
    return guarded([&] {
        OsiClpSolverInterface solver;
        load(solver, program);
        solver.getModelPtr()->setMaximumSeconds(seconds);
        solver.initialSolve();
        Relaxed answer;
        answer.solved = solver.isProvenOptimal();
        if (answer.solved) {
            answer.prices.assign(solver.getRowPrice(), solver.getRowPrice() + solver.getNumRows());
            answer.columns.assign(solver.getColSolution(), solver.getColSolution() + solver.getNumCols());
        }
        return answer;
    });
}

Solved solved(const Program& program, double known, double seconds) {
    return guarded([&] {
        OsiClpSolverInterface solver;
        load(solver, program);
        for (std::size_t i = 0; i < program.whole.size(); ++i) {
            if (program.whole[i]) {
                solver.setInteger(static_cast<int>(i));
            }
        }
        CbcModel model(solver);
        model.setLogLevel(0);
        model.messageHandler()->setLogLevel(0);
        model.solver()->messageHandler()->setLogLevel(0);
        model.setNumberThreads(0);
        model.setRandomSeed(1);
        constexpr double nearly = 0.999;  // of a step
        model.setCutoff(known - nearly * program.step);
        model.setCutoffIncrement(nearly * program.step);
        model.setAllowableGap(0);
        model.setAllowableFractionGap(0);
        model.setMaximumSeconds(seconds);
        add(model, "probing", CglProbing(), -1);
        add(model, "gomory", CglGomory(), -1);
        add(model, "knapsack", CglKnapsackCover(), -1);
        add(model, "clique", quiet_cliques(), -1);
        add(model, "rounding", CglMixedIntegerRounding2(), -1);
        add(model, "zero-half", CglZeroHalf(), -1);
        CbcRounding rounding(model);
        model.addHeuristic(&rounding, "rounding");
        model.initialSolve();
        model.branchAndBound();
        Solved answer;
        answer.proved = model.isProvenOptimal() || model.isProvenInfeasible();
        if (const double* const best = model.bestSolution(); best != nullptr) {
            for (std::size_t i = 0; i < program.costs.size(); ++i) {
                constexpr double half = 0.5;
                answer.columns.push_back(best[i] > half);
            }
        }
        answer.bound = answer.proved ? (answer.columns.empty() ? known : model.getObjValue()) : model.getBestPossibleObjValue();
        return answer;
    });
}

}  // namespace maillage::optim
