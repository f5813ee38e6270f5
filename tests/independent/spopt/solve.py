#!/usr/bin/env python3
"""Answers of PySAL's spopt, run by the Python that has it (tests/independent/spopt/requirements.txt).

Usage: solve.py PROBLEM.npz   with `costs` (clients by facilities, km), `weights`, `existing` (the last so many facilities are there),
`radius`, `new` (how many sites; 0: how few for all). Prints JSON: status and value.
"""
import json
import sys
import warnings

import numpy
import pulp

warnings.simplefilter("ignore")
from spopt.locate import LSCP, MCLP  # noqa: E402


def main():
    problem = numpy.load(sys.argv[1])
    costs, weights, radius = problem["costs"], problem["weights"], float(problem["radius"])
    existing, new = int(problem["existing"]), int(problem["new"])
    facilities = costs.shape[1]
    solver = pulp.PULP_CBC_CMD(msg=False)
    predefined = numpy.zeros(facilities)
    predefined[facilities - existing:] = 1
    if new:
        model = MCLP.from_cost_matrix(costs, weights, radius, p_facilities=new + existing, predefined_facilities_arr=predefined).solve(solver)
    else:
        model = LSCP.from_cost_matrix(costs, radius, predefined_facilities_arr=predefined).solve(solver)
    print(json.dumps({"status": pulp.LpStatus[model.problem.status], "value": pulp.value(model.problem.objective)}))


if __name__ == "__main__":
    main()
