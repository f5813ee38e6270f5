"""compose --simplify on the real zones d'emploi, measured with Shapely in projections of pyproj's: distances, validity, neighbours."""
import csv
import json
import math
import os
import subprocess
from collections import Counter
from pathlib import Path

import pytest
import shapely
from pyproj import Transformer
from shapely.geometry import shape

ROOT = Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("MAILLAGE", str(ROOT / "build/release/bin/maillage"))
ZONES = ROOT.parent / "shared/data/ze2020.geojson"


def compose(folder, name, *options):
    target = folder / name
    done = subprocess.run([COMMAND, "compose", "--outlines", "zones.geojson", "--composition", "table.csv", "--key", "code", "--by", "zone",
                           "-o", name, *options], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(target.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    if not ZONES.exists():
        pytest.skip(f"{ZONES.name} is absent here")
    place = tmp_path_factory.mktemp("simplify")
    zones = json.loads(ZONES.read_text(encoding="utf-8"))
    with open(place / "table.csv", "w", newline="", encoding="utf-8") as table:
        rows = csv.writer(table)
        rows.writerow(["code", "zone"])
        for feature in zones["features"]:
            feature["properties"] = {"code": feature["properties"]["ze2020"]}
            rows.writerow([feature["properties"]["code"]] * 2)
    (place / "zones.geojson").write_text(json.dumps(zones), encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def full(folder):
    return outlines(compose(folder, "full.geojson"))


def outlines(layer):
    return {feature["properties"]["code"]: shape(feature["geometry"]) for feature in layer["features"]}


def edges(layer):
    count = Counter()
    for outline in layer.values():
        for part in shapely.get_parts(outline):
            for ring in (part.exterior, *part.interiors):
                points = list(ring.coords)
                count.update(tuple(sorted(pair)) for pair in zip(points, points[1:]))
    return count


def distance_m(before, after):
    """Hausdorff distance of two borders on the ground: azimuthal equidistant around the zone, lines cut every 0.0005 degree."""
    middle = before.centroid
    to_metres = Transformer.from_crs("OGC:CRS84", f"+proj=aeqd +lon_0={middle.x} +lat_0={middle.y} +ellps=WGS84", always_xy=True).transform

    def ground(outline):
        return shapely.transform(shapely.segmentize(outline.boundary, 0.0005), lambda c: list(zip(*to_metres(c[:, 0], c[:, 1]))))
    return shapely.hausdorff_distance(ground(before), ground(after))


def borders(count):
    return {kind: sum(1 for times in count.values() if times == kind) for kind in set(count.values())}


@pytest.mark.parametrize("asked, tolerance", [("300m", 300), ("50m", 50), ("1000000m", None)])
def test_simplified_zones(folder, full, asked, tolerance):
    layer = compose(folder, "simple.geojson", "--simplify", asked, "-O")
    simple = outlines(layer)
    assert layer["simplified_m"] == float(asked[:-1])
    assert {feature["properties"]["contour"] for feature in layer["features"]} == {"approche"}
    assert simple.keys() == full.keys() and len(simple) == 306
    for code, outline in simple.items():
        assert outline.is_valid, shapely.is_valid_reason(outline)
        before = full[code]
        assert len(shapely.get_parts(outline)) == len(shapely.get_parts(before)), code
        assert shapely.get_num_interior_rings(shapely.get_parts(outline)).sum() == shapely.get_num_interior_rings(shapely.get_parts(before)).sum()
        points = set(map(tuple, shapely.get_coordinates(before)))
        assert points.issuperset(map(tuple, shapely.get_coordinates(outline))), f"{code}: a vertex was moved or added"
    if tolerance:
        worst = max((distance_m(full[code], outline), code) for code, outline in simple.items())
        assert worst[0] <= tolerance * 1.0001, worst  # the projection's own error over 100 km is far less
        assert worst[0] > tolerance * 0.9  # and the tolerance is used
    shared = edges(simple)
    assert set(shared.values()) == {1, 2}

    def neighbours(layer, count):
        owners = {}
        for code, outline in layer.items():
            for edge in edges({code: outline}):
                owners.setdefault(edge, []).append(code)
        return {tuple(sorted(pair)) for pair in owners.values() if len(pair) == 2}
    assert neighbours(simple, shared) == neighbours(full, None)
    # no overlap: a point well within one zone is in no other, and the union's area is the sum of areas
    union = shapely.union_all(list(simple.values()))
    assert math.isclose(union.area, sum(outline.area for outline in simple.values()), rel_tol=1e-12)


def test_a_budget_is_kept_and_its_tolerance_stated_and_true(folder, full):
    layer = compose(folder, "budget.geojson", "--simplify", "20000pts", "-O")
    simple = outlines(layer)
    assert 19900 < sum(shapely.get_num_coordinates(outline) for outline in simple.values()) <= 20000
    worst = max(distance_m(full[code], outline) for code, outline in simple.items())
    assert layer["simplified_m"] * 0.9 < worst <= layer["simplified_m"] * 1.0001


def test_topojson_is_the_same_map_under_450_kilobytes(folder):
    geo = outlines(compose(folder, "same.geojson", "--simplify", "300m", "-O"))
    topo = compose(folder, "same.topojson", "--simplify", "300m", "-O")
    assert (folder / "same.topojson").stat().st_size < 450 * 1024
    scale, low = topo["transform"]["scale"], topo["transform"]["translate"]
    arcs = []
    for arc in topo["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((round(x * scale[0] + low[0], 6), round(y * scale[1] + low[1], 6)))
        arcs.append(points)

    def ring(indexes):
        points = []
        for index in indexes:
            points += (arcs[index] if index >= 0 else arcs[~index][::-1])[1 if points else 0:]
        return points
    for geometry in topo["objects"]["pays"]["geometries"]:
        parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        read = shapely.MultiPolygon([(ring(part[0]), [ring(hole) for hole in part[1:]]) for part in parts])
        assert read.normalize().equals(shapely.MultiPolygon(shapely.get_parts(geo[geometry["properties"]["code"]])).normalize())


@pytest.mark.parametrize("options, says", [
    (["-o", "a.geojson", "--simplify", "300"], "--simplify 300 : "),
    (["-o", "a.geojson", "--simplify", "0.3km"], "par exemple --simplify 300m ou --simplify 20000pts"),
    (["-o", "a.geojson", "--simplify", "100pts"], "il faut au moins "),
    (["-o", "a.shp"], ".geojson ou .topojson"),
])
def test_what_cannot_be_is_refused(folder, options, says):
    done = subprocess.run([COMMAND, "compose", "--outlines", "zones.geojson", "--composition", "table.csv", "--key", "code", "--by", "zone", *options],
                          cwd=folder, capture_output=True, text=True)
    assert done.returncode == 2 and says in done.stderr
    assert not (folder / options[1]).exists()
