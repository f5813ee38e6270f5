"""maillage site beside PySAL's spopt and SciPy's HiGHS, on a real run: distances by pyproj, candidates and figures found again from the files.

spopt has a Python of its own: tools/own_python makes it (build/spopt), from tests/independent/spopt/requirements.txt.
"""
import csv
import json
import os
import subprocess
from pathlib import Path

import jsonschema
import numpy
import pyproj
import pytest
from scipy import optimize, sparse

from conftest import ROOT, command

HERE = Path(__file__).resolve().parent
SPOPT = Path(os.environ.get("SPOPT_PYTHON", ROOT / "build/spopt/bin/python"))
GEOD = pyproj.Geod(ellps="WGS84")
COUNTED = {"actif", "laureat"}


def land(code):
    """Of a commune or département code."""
    return "corse" if code[:2] in ("2A", "2B") else code[:3] if code[:2] in ("97", "98") else "continent"


def rows(path):
    with open(path, encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def distances(places, points):
    """km, places by points; infinite from one land to another."""
    lon, lat = (numpy.array([point[axis] for point in points]) for axis in (0, 1))
    lands = numpy.array([point[2] for point in points])
    found = numpy.empty((len(places), len(points)))
    for i, (x, y, own) in enumerate(places):
        found[i] = GEOD.inv(numpy.full(len(lon), x), numpy.full(len(lat), y), lon, lat)[2] / 1000
        found[i][lands != own] = numpy.inf
    return found


class Case:
    """The problem, from a run's folder alone."""

    def __init__(self, folder):
        communes = [row for row in rows(folder / "inputs/communes.csv") if row["population"] and int(row["population"]) > 0]
        self.total = sum(int(row["population"]) for row in communes)
        placed = [row for row in communes if row["lon"]]
        self.weights = numpy.array([int(row["population"]) for row in placed])
        points = [(float(row["lon"]), float(row["lat"]), land(row["code"])) for row in placed]
        layer = json.loads((folder / "layers/pays.geojson").read_text(encoding="utf-8"))
        self.seats = []
        for pays in (feature["properties"] for feature in layer["features"]):
            there = [row for row in placed if row["pays"] == pays["code"]]
            if pays["statut"] != "couvert" and there:
                self.seats.append(min(there, key=lambda row: (-int(row["population"]), row["code"])))
        self.seats.sort(key=lambda row: row["code"])
        facilities = [row for row in rows(folder / "inputs/ptce.csv")
                      if row["etape"] in COUNTED and row["sort"] not in ("rejected", "duplicate")]
        self.counted = len(facilities)
        sure = [row for row in facilities if row["lon"] and (row["pays"] or not row["candidats"])]
        self.unplaced = self.counted - len(sure)
        self.from_seats = distances([(float(row["lon"]), float(row["lat"]), land(row["code"])) for row in self.seats], points)
        self.from_facilities = distances([(float(row["lon"]), float(row["lat"]), land(row["commune"] or row["departement"])) for row in sure], points)

    def covered(self, radius):
        """(seats by communes, communes that a facility reaches)."""
        return self.from_seats <= radius, (self.from_facilities <= radius).any(axis=0)


@pytest.fixture(scope="module")
def case(real_run):
    return Case(real_run("A")[1])


def site(folder, *arguments):
    done = subprocess.run([command(), "site", folder, *arguments, "--json"], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    schema = json.loads((ROOT / "data/schema/site.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(answer)
    return answer


def by_spopt(case, radius, new, tmp_path):
    """spopt's answer, with the facilities that are there as predefined ones."""
    if not SPOPT.exists():
        pytest.fail(f"{SPOPT} does not exist: tools/own_python makes it", pytrace=False)
    seats, within = case.covered(radius)
    keep = numpy.ones(len(case.weights), bool) if new else seats.any(axis=0) | within
    costs = numpy.vstack([case.from_seats, case.from_facilities])[:, keep].T
    numpy.savez(tmp_path / "problem.npz", costs=numpy.where(numpy.isinf(costs), 1e9, costs), weights=case.weights[keep],
                existing=len(case.from_facilities), radius=radius, new=new)
    environment = os.environ | {"PROJ_DATA": "/usr/share/proj"}
    done = subprocess.run([SPOPT, HERE / "spopt/solve.py", tmp_path / "problem.npz"], capture_output=True, text=True, timeout=600, env=environment)
    assert done.returncode == 0, done.stderr[-2000:]
    answer = json.loads(done.stdout.splitlines()[-1])
    assert answer["status"] == "Optimal"
    return answer


def by_highs(case, radius, new):
    """The most people beyond those reached already, by SciPy's milp; nothing is merged or left out."""
    seats, within = case.covered(radius)
    seats, weights = seats[:, ~within], case.weights[~within]
    count, points = seats.shape
    linked = sparse.hstack([-sparse.csr_matrix(seats.T.astype(float)), sparse.eye(points)])
    few = sparse.csr_matrix(numpy.r_[numpy.ones(count), numpy.zeros(points)])
    found = optimize.milp(c=numpy.r_[numpy.zeros(count), -weights.astype(float)], integrality=numpy.r_[numpy.ones(count), numpy.zeros(points)],
                          bounds=optimize.Bounds(0, 1), options={"mip_rel_gap": 0},
                          constraints=[optimize.LinearConstraint(linked, ub=0), optimize.LinearConstraint(few, ub=new)])
    assert found.success
    return round(-found.fun)


def fewest_by_highs(case, radius):
    """The least sites that reach all communes that any does."""
    seats, within = case.covered(radius)
    asked = sparse.csr_matrix(seats[:, ~within & seats.any(axis=0)].T.astype(float))
    found = optimize.milp(c=numpy.ones(len(seats)), integrality=numpy.ones(len(seats)), bounds=optimize.Bounds(0, 1),
                          options={"mip_rel_gap": 0}, constraints=[optimize.LinearConstraint(asked, lb=1)])
    assert found.success
    return round(found.fun)


def people_of(case, radius, codes):
    """What each of the sites adds to those before it."""
    seats, within = case.covered(radius)
    reached, gains = within.copy(), []
    for code in codes:
        index = next(i for i, row in enumerate(case.seats) if row["code"] == code)
        gains.append(int(case.weights[seats[index] & ~reached].sum()))
        reached |= seats[index]
    return gains


@pytest.mark.parametrize("new, radius", [(15, 30), (40, 50)])
def test_as_many_people_as_spopt_and_highs_find(case, real_run, tmp_path, new, radius):
    answer = site(real_run("A")[1], "--new", str(new), "--radius-km", str(radius))
    assert answer["proved"] and answer["bound"] == answer["exact"] and answer["gap_percent"] == 0
    _, within = case.covered(radius)
    already = int(case.weights[within].sum())
    assert by_highs(case, radius, new) == answer["exact"]
    if radius == 30:  # once: spopt takes half a minute
        assert round(by_spopt(case, radius, new, tmp_path)["value"]) == already + answer["exact"]
    gains = [one["gain_habitants"] for one in answer["sites"]]
    assert len(gains) == new and sum(gains) == answer["exact"]
    assert gains == people_of(case, radius, [one["id"] for one in answer["sites"]])
    assert gains == sorted(gains, reverse=True)
    assert answer["sites"][-1]["cumul_habitants"] == already + answer["exact"]
    assert answer["greedy"]["value"] <= answer["exact"] <= answer["greedy"]["bound"]
    if radius == 50:  # here greedy is not enough
        assert answer["greedy"]["value"] < answer["exact"]


def test_what_is_left_out_is_counted(case, real_run):
    answer = site(real_run("A")[1], "--new", "15", "--radius-km", "30")
    seats, within = case.covered(30)
    demand = answer["demand"]
    assert demand["total"]["people"] == case.total
    assert demand["without_point"]["people"] == case.total - int(case.weights.sum())
    assert demand["within"] == {"people": int(case.weights[within].sum()), "communes": int(within.sum())}
    beyond = ~within & ~seats.any(axis=0)
    assert demand["unreachable"] == {"people": int(case.weights[beyond].sum()), "communes": int(beyond.sum())}
    assert demand["total"]["people"] == sum(demand[part]["people"] for part in ("within", "reachable", "unreachable", "without_point"))
    assert answer["facilities"] == {"counted": case.counted, "without_position": case.unplaced}
    assert answer["candidates"]["count"] == len(case.seats)


@pytest.mark.parametrize("radius", [30, 60])
def test_as_few_sites_for_all_as_spopt_and_highs_find(case, real_run, tmp_path, radius):
    answer = site(real_run("A")[1], "--all", "--radius-km", str(radius))
    assert answer["proved"]
    assert len(answer["sites"]) == answer["exact"] == fewest_by_highs(case, radius)
    if radius == 60:
        assert answer["exact"] == round(by_spopt(case, radius, 0, tmp_path)["value"]) - len(case.from_facilities)
    seats, within = case.covered(radius)
    chosen = {one["id"] for one in answer["sites"]}
    reached = within | seats[[i for i, row in enumerate(case.seats) if row["code"] in chosen]].any(axis=0)
    assert (reached == (within | seats.any(axis=0))).all()


def test_the_same_bytes_each_time(real_run, tmp_path):
    _, folder = real_run("A")
    written = []
    for name in ("a.geojson", "b.geojson"):
        subprocess.run([command(), "site", folder, "--new", "40", "--radius-km", "50", "-o", tmp_path / name, "-q"], check=True, timeout=120)
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
    layer = json.loads(written[0])
    schema = json.loads((ROOT / "data/schema/sites.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(layer)
    assert len(layer["features"]) == 40
