"""`--formats simplified`: every pays is there, neighbours still meet, no border is farther than stated."""
import json
import math
import random
import subprocess

import pyproj
import pytest
from shapely.geometry import shape
from shapely.ops import transform, unary_union

from conftest import ROOT, command

GAZETTEER = ROOT / "tests/golden/gazetteer"
STEP, SIDE = 0.5, 5  # degrees, cells
TOLERANCE_M = 700


def border(start, end, seed):
    """From one corner of the grid to another, 150 vertices off the straight line by up to 0.04 degrees; 6 decimals."""
    source, points = random.Random(seed), []
    for i in range(151):
        t = i / 150
        off = 0.04 * math.sin(math.pi * t) * source.uniform(-1, 1)
        across = (0, off) if start[1] == end[1] else (off, 0)
        points.append([round(start[k] + t * (end[k] - start[k]) + across[k], 6) for k in (0, 1)])
    return points


def partition():
    """Cells of a grid whose neighbours share every vertex of their wild borders."""
    corner = lambda i, j: (2 + STEP * i, 46 + STEP * j)
    features = []
    for i in range(SIDE):
        for j in range(SIDE):
            a, b, c, d = corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)
            south, east = border(a, b, f"{i},{j},h"), border(b, c, f"{i + 1},{j},v")
            north, west = border(d, c, f"{i},{j + 1},h"), border(a, d, f"{i},{j},v")
            ring = south[:-1] + east[:-1] + north[:0:-1] + west[:0:-1]
            features.append({"type": "Feature", "properties": {"code": f"{i}{j}", "nom": f"Pays {i}{j}"}, "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}})
    return {"type": "FeatureCollection", "features": features}


def run(folder, *arguments, status=0):
    done = subprocess.run([str(command()), "run", *map(str, arguments), "--no-dashboard", "-q", "-o", str(folder)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == status and (status or done.stderr == ""), done.stderr
    return folder if status == 0 else done.stderr


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = tmp_path_factory.mktemp("simplified")
    (folder / "pays.geojson").write_text(json.dumps(partition()), encoding="utf-8")
    (folder / "ptce.csv").write_text("id,nom,lon,lat\np,Pôle,2.25,46.25\n", encoding="utf-8")
    return ["--pays", folder / "pays.geojson", "--ptce", folder / "ptce.csv", "--gazetteer", GAZETTEER]


@pytest.fixture(scope="module")
def folder(study, tmp_path_factory):
    return run(tmp_path_factory.mktemp("simplified") / "run", *study, "--simplified", f"{TOLERANCE_M}m")


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def outlines(path):
    return {one["properties"]["code"]: shape(one["geometry"]) for one in read(path)["features"]}


def vertices(path):
    return sum(len(ring) for one in read(path)["features"] for ring in one["geometry"]["coordinates"])


def test_nothing_is_lost_and_properties_are_those_of_the_layers(folder):
    for name in ("pays", "gaps", "white_zones"):
        full, simple = read(folder / f"layers/{name}.geojson"), read(folder / f"simplified/{name}.geojson")
        assert [one["properties"] for one in simple["features"]] == [one["properties"] for one in full["features"]] != []
        assert simple["simplified_m"] <= TOLERANCE_M and "simplified_m" not in full
    assert len(outlines(folder / "simplified/pays.geojson")) == SIDE * SIDE
    assert vertices(folder / "simplified/pays.geojson") < 0.8 * vertices(folder / "layers/pays.geojson")


def test_neighbours_still_meet_without_gap_or_overlap(folder):
    simple = outlines(folder / "simplified/pays.geojson")
    assert all(outline.is_valid for outline in simple.values())
    whole = unary_union(list(simple.values()))
    assert whole.geom_type == "Polygon" and len(whole.interiors) == 0  # no gap
    assert sum(outline.area for outline in simple.values()) == pytest.approx(whole.area, abs=1e-10)  # no overlap
    for i in range(SIDE):
        for j in range(SIDE):
            for other in (f"{i + 1}{j}", f"{i}{j + 1}"):
                if other in simple:
                    assert simple[f"{i}{j}"].boundary.intersection(simple[other].boundary).length > 0.4
    zones = [shape(one["geometry"]) for one in read(folder / "simplified/white_zones.geojson")["features"]]
    assert unary_union(zones).symmetric_difference(unary_union([simple[code] for code in simple if code != "00"])).area < 1e-10


def test_no_border_is_farther_than_stated(folder):
    full, simple = (outlines(folder / f"{layers}/pays.geojson") for layers in ("layers", "simplified"))
    stated = read(folder / "simplified/pays.geojson")["simplified_m"]
    farthest = 0
    for code, outline in full.items():
        near = pyproj.Transformer.from_crs("OGC:CRS84", f"+proj=aeqd +lon_0={outline.centroid.x} +lat_0={outline.centroid.y} +ellps=WGS84", always_xy=True).transform
        farthest = max(farthest, transform(near, outline).boundary.hausdorff_distance(transform(near, simple[code]).boundary))
    assert stated / 2 < farthest <= stated * 1.002  # of the projection, within 50 km of its centre


def test_the_tolerance_is_a_setting_and_wrong_ones_are_refused(study, tmp_path):
    usual = run(tmp_path / "usual", *study, "--formats", "simplified")
    assert read(usual / "datapackage.json")["maillage"]["study"]["simplified"] == "500m"
    assert vertices(run(tmp_path / "budget", *study, "--simplified", "3000pts") / "simplified/pays.geojson") <= 3000
    assert not (run(tmp_path / "without", *study) / "simplified").exists()
    assert "--simplified « 500 »" in run(tmp_path / "wrong", *study, "--simplified", "500", status=2)
    assert "il faut au moins " in run(tmp_path / "wrong", *study, "--simplified", "10pts", status=2)
    assert not (tmp_path / "wrong").exists()
