"""`--formats simplified`: every pays is there, neighbours still meet, no border is farther than stated."""
import json
import math
import subprocess

import pytest
from shapely import STRtree
from shapely.geometry import shape
from shapely.ops import unary_union

from conftest import ROOT, command


def run(folder, *arguments):
    done = subprocess.run([str(command()), "run", "data/france/etude.toml", "--no-dashboard", "-q", *arguments, "-o", str(folder)], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return run(tmp_path_factory.mktemp("simplified") / "run", "--simplified", "2000m")


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def outlines(path):
    return {one["properties"]["code"]: shape(one["geometry"]) for one in read(path)["features"]}


def test_nothing_is_lost_and_properties_are_those_of_the_layers(folder):
    for name in ("pays", "gaps", "white_zones"):
        full, simple = read(folder / f"layers/{name}.geojson"), read(folder / f"simplified/{name}.geojson")
        assert [one["properties"] for one in simple["features"]] == [one["properties"] for one in full["features"]] != []
        assert simple["simplified_m"] <= 2000 and "simplified_m" not in full
    full, simple = outlines(folder / "layers/pays.geojson"), outlines(folder / "simplified/pays.geojson")
    for code, outline in simple.items():
        assert outline.is_valid and len(outline.geoms if hasattr(outline, "geoms") else [1]) == len(full[code].geoms if hasattr(full[code], "geoms") else [1])
    size = lambda layers: (folder / layers / "pays.geojson").stat().st_size
    assert size("simplified") < 0.8 * size("layers")


def test_neighbours_still_meet_without_gap_or_overlap(folder):
    full, simple = (outlines(folder / f"{layers}/pays.geojson") for layers in ("layers", "simplified"))
    codes, shapes = list(simple), list(simple.values())
    tree = STRtree(shapes)
    for i, one in enumerate(shapes):
        for j in tree.query(one):
            if i < j:
                assert one.intersection(shapes[j]).area < 1e-9, (codes[i], codes[j])
                shared = full[codes[i]].boundary.intersection(full[codes[j]].boundary).length
                if shared > 1e-6:
                    assert one.boundary.intersection(shapes[j].boundary).length > 0, (codes[i], codes[j])
    holes = lambda layer: sum(len(part.interiors) for part in getattr(unary_union(list(layer.values())), "geoms", [unary_union(list(layer.values()))]))
    assert holes(simple) == holes(full)


def test_no_border_is_farther_than_stated(folder):
    full, simple = (outlines(folder / f"{layers}/pays.geojson") for layers in ("layers", "simplified"))
    stated = read(folder / "simplified/pays.geojson")["simplified_m"]
    for code, outline in full.items():  # in degrees of latitude at most: a degree of longitude is shorter
        metres = 111_700 * outline.boundary.hausdorff_distance(simple[code].boundary)
        south, north = outline.bounds[1], outline.bounds[3]
        assert metres * math.cos(math.radians(max(abs(south), abs(north)))) <= stated + 1, code


def test_the_tolerance_is_a_setting_and_wrong_ones_are_refused(tmp_path):
    tables = run(tmp_path / "usual", "--formats", "simplified")
    assert read(tables / "datapackage.json")["maillage"]["study"]["simplified"] == "500m"
    counts = read(run(tmp_path / "budget", "--simplified", "9000pts") / "simplified/pays.geojson")
    assert sum(len(ring) for one in counts["features"] for part in (one["geometry"]["coordinates"] if one["geometry"]["type"] == "MultiPolygon" else [one["geometry"]["coordinates"]]) for ring in part) <= 9000
    for wrong, words in (("500", "--simplified 500 : "), ("10pts", "il faut au moins ")):
        done = subprocess.run([str(command()), "run", "data/france/etude.toml", "--simplified", wrong, "-o", str(tmp_path / "wrong")], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 2 and words in done.stderr and not (tmp_path / "wrong").exists()
