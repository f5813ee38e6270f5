"""compose --simplify on the real zones d'emploi, measured with Shapely, NumPy and pyproj: distances, validity, neighbours."""
import csv
import json
import math
import os
import subprocess
from pathlib import Path

import numpy as np
import pytest
from pyproj import Transformer
from shapely.geometry import MultiPolygon, Polygon, shape
from shapely.ops import unary_union
from shapely.validation import explain_validity

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


def parts_of(outline):
    return list(outline.geoms) if outline.geom_type == "MultiPolygon" else [outline]


def rings_of(outline):
    return [np.asarray(ring.coords) for part in parts_of(outline) for ring in (part.exterior, *part.interiors)]


def holes_of(outline):
    return sorted(len(part.interiors) for part in parts_of(outline))


def edges(layer):
    """edge -> codes of the zones that draw it"""
    found = {}
    for code, outline in layer.items():
        for ring in rings_of(outline):
            points = list(map(tuple, ring))
            for pair in zip(points, points[1:]):
                found.setdefault(tuple(sorted(pair)), []).append(code)
    return found


def neighbours(found):
    return {tuple(sorted(pair)) for pair in found.values() if len(pair) == 2}


def farthest(points, rings):
    """The greatest distance from a point to the nearest edge."""
    start = np.vstack([ring[:-1] for ring in rings])
    along = np.vstack([np.diff(ring, axis=0) for ring in rings])
    length2 = np.maximum((along ** 2).sum(axis=1), 1e-12)
    worst = 0
    for some in np.array_split(points, len(points) * len(start) // 1_000_000 + 1):
        to = some[:, None, :] - start
        part = np.clip((to * along).sum(axis=2) / length2, 0, 1)
        worst = max(worst, ((to - part[..., None] * along) ** 2).sum(axis=2).min(axis=1).max() ** 0.5)
    return worst


def distance_m(before, after):
    """Distance of two borders on the ground, in an azimuthal equidistant projection around the zone: from every vertex of the full one
    to the simplified one and, but for the one zone of more than 3000 vertices, from places along the simplified one, 0.004
    degree apart or less, to the full one."""
    middle = before.centroid
    to_metres = Transformer.from_crs("OGC:CRS84", f"+proj=aeqd +lon_0={middle.x} +lat_0={middle.y} +ellps=WGS84", always_xy=True).transform

    def ground(outline, cut):
        rings = []
        for ring in rings_of(outline):
            if not cut:
                rings.append(np.column_stack(to_metres(*ring.T)))
                continue
            pieces = [np.linspace(a, b, max(2, math.ceil(np.hypot(*(b - a)) / 0.004) + 1))[:-1] for a, b in zip(ring, ring[1:])]
            rings.append(np.column_stack(to_metres(*np.vstack([*pieces, ring[-1:]]).T)))
        return rings
    one, other = ground(before, False), ground(after, True)
    there = farthest(np.vstack(one), other)
    back = 0 if sum(map(len, one)) > 3000 else farthest(np.vstack(other), one)
    return max(there, back)


@pytest.mark.parametrize("asked, tolerance", [("300m", 300), ("1000000m", None)])
def test_simplified_zones(folder, full, asked, tolerance):
    layer = compose(folder, "simple.geojson", "--simplify", asked, "-O")
    simple = outlines(layer)
    assert layer["simplified_m"] == float(asked[:-1])
    assert {feature["properties"]["contour"] for feature in layer["features"]} == {"approche"}
    assert simple.keys() == full.keys() and len(simple) == 306
    for code, outline in simple.items():
        assert outline.is_valid, explain_validity(outline)
        assert holes_of(outline) == holes_of(full[code]), code
        points = {tuple(point) for ring in rings_of(full[code]) for point in ring}
        assert all(tuple(point) in points for ring in rings_of(outline) for point in ring), f"{code}: a vertex was moved or added"
    if tolerance:
        worst = max((distance_m(full[code], outline), code) for code, outline in simple.items())
        assert worst[0] <= tolerance * 1.0001, worst  # the projection's own error over a zone is less
        assert worst[0] > tolerance * 0.9  # and the tolerance is used
    drawn = edges(simple)
    assert {len(codes) for codes in drawn.values()} == {1, 2}
    assert neighbours(drawn) == neighbours(edges(full))
    overlap = sum(outline.area for outline in simple.values()) - unary_union(list(simple.values())).area
    assert abs(overlap) < 1e-9


def test_a_budget_is_kept_and_its_tolerance_stated_and_true(folder, full):
    layer = compose(folder, "budget.geojson", "--simplify", "20000pts", "-O")
    simple = outlines(layer)
    assert 19900 < sum(len(ring) for outline in simple.values() for ring in rings_of(outline)) <= 20000
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
        read = MultiPolygon([Polygon(ring(part[0]), [ring(hole) for hole in part[1:]]) for part in parts])
        assert edges({"": read}).keys() == edges({"": geo[geometry["properties"]["code"]]}).keys()
        assert holes_of(read) == holes_of(geo[geometry["properties"]["code"]])


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
