"""As many facilities, territories and points as there may ever be, within the memory that docs/trust.md states; nothing lost. Minutes each: part of
tools/test --all.

Run with Debian's Python: /usr/bin/python3 -m pytest -s tests/load
"""
import csv
import json
import os
import resource
import subprocess
import time
from pathlib import Path

import geopandas
import numpy
import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("MAILLAGE", str(ROOT / "build" / "release" / "bin" / "maillage"))
COMMUNES = ROOT.parent / "shared" / "data" / "communes_cog2024.geojson"
MILLION = 1_000_000

pytestmark = pytest.mark.skipif(not COMMUNES.exists(), reason=f"{COMMUNES} is not there")


def measured(*arguments):
    """Runs the command; prints what it took."""
    began = time.monotonic()
    process = subprocess.Popen([COMMAND, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    error = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    print(f"{arguments[0]}: {time.monotonic() - began:.1f} s, {usage.ru_maxrss / 1024:.0f} MB")
    assert process.returncode == 0, error
    return error


def communes():
    return geopandas.read_file(COMMUNES)[["code", "geometry"]].set_crs(4326, allow_override=True)


def holders(frame, lon, lat):
    """The lowest code of the communes that hold each point, or none; how many are on a border of two."""
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(lon, lat), crs=4326)
    joined = geopandas.sjoin(points, frame, predicate="intersects").sort_values("code")
    return joined[~joined.index.duplicated()]["code"]


def test_a_million_facilities_in_all_communes(tmp_path):
    """`run`, within 6 GB: every row in one bucket, every commune with as many as GEOS finds in it."""
    random = numpy.random.default_rng(20261127)
    lon, lat = random.uniform(-5, 9, MILLION).round(6), random.uniform(41.5, 51, MILLION).round(6)
    with open(tmp_path / "services.csv", "w", encoding="utf-8") as file:
        file.write("id,nom,lon,lat\n")
        for i in range(MILLION):
            at = f"{lon[i]},{lat[i]}" if i % 1000 else ","  # a thousand have no place
            file.write(f"s{i},Service {i},{at}\n")
    measured("run", "--pays", COMMUNES, "--pays-code", "code", "--ptce", tmp_path / "services.csv", "-o", tmp_path / "out", "--allow", "memory=6G", "-q")
    placed = numpy.arange(MILLION) % 1000 != 0
    expected = holders(communes(), lon[placed], lat[placed])
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    ledger = {name: count for name, count in report["ledger"]["facilities"].items() if count}
    assert ledger == {"read": MILLION, "without_location": 1000, "assigned": len(expected), "outside": MILLION - 1000 - len(expected)}
    counts = expected.value_counts()
    with open(tmp_path / "out" / "layers" / "pays.geojson", encoding="utf-8") as file:
        pays = {one["properties"]["code"]: one["properties"]["nb_ptce"] for one in json.load(file)["features"]}
    assert {code: count for code, count in pays.items() if count} == counts.to_dict()
    with open(tmp_path / "out" / "layers" / "ptce.geojson", encoding="utf-8") as file:
        assert sum('"type":"Feature"' in line or '"type": "Feature"' in line for line in file) >= len(expected)


def test_a_hundred_million_points(tmp_path):
    """`locate`, within 600 MB: a hundred times the same million lines, so a hundred times what GEOS finds in one."""
    random = numpy.random.default_rng(20261128)
    lon, lat = random.uniform(-5, 9, MILLION).round(5), random.uniform(41.5, 51, MILLION).round(5)
    block = "".join(f"{x},{y}\n" for x, y in zip(lon, lat)).encode()
    path = tmp_path / "points.csv"
    with open(path, "wb") as file:
        file.write(b"lon,lat\n")
        for _ in range(100):
            file.write(block)
    measured("locate", "--pays", COMMUNES, "--pays-code", "code", "--points", path, "--counts", tmp_path / "counts.json", "--allow", "memory=600M", "-q")
    path.unlink()
    expected = holders(communes(), lon, lat)
    counts = json.loads((tmp_path / "counts.json").read_text())
    assert counts["ledger"] == {"read": 100 * MILLION, "located": 100 * len(expected), "outside": 100 * (MILLION - len(expected)), "rejected": 0}
    found = {one["code"]: one["nb_points"] for one in counts["territories"] if one["nb_points"]}
    assert found == (100 * expected.value_counts()).to_dict()
