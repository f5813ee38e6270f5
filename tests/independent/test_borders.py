"""How near addresses stand to borders, and what a move would change, recomputed with Shapely and pyproj.

Distances are taken in an azimuthal equidistant projection centred on the facility, where they are those of geodesics. Moves are
tried: points on circles about the facility, each located by Shapely."""
import csv
import json
import subprocess
from pathlib import Path

import geopandas
import numpy
import pytest
from pyproj import Geod, Proj
from shapely.geometry import MultiPolygon, Point, Polygon, box
from shapely.prepared import prep

from conftest import ROOT, command

SHARED = ROOT / "../shared/data"
WGS84 = Geod(ellps="WGS84")
ROUNDING_M = 0.051     # 1 decimal published
DENSE_DEGREES = 0.002  # edges straight in lon/lat are cut so fine before they are projected: 1 mm of sagitta
FAINT_M = 1            # gaps under a metre are no place


class Outlines:
    def __init__(self, path, code):
        frame = geopandas.read_file(path)
        self.codes = [str(value) for value in frame[code]]
        order = sorted(range(len(self.codes)), key=lambda i: self.codes[i])
        self.codes = [self.codes[i] for i in order]
        self.shapes = [frame.geometry.iloc[i] for i in order]
        self.prepared = [prep(shape) for shape in self.shapes]
        self.bounds = numpy.array([shape.bounds for shape in self.shapes])
        edges = [numpy.hstack([ring[:-1], ring[1:]]) for shape in self.shapes for ring in map(numpy.asarray, rings(shape))]
        self.edges = numpy.vstack(edges)

    def near(self, lon, lat, degrees):
        """Indexes of the outlines whose box comes so near."""
        b = self.bounds
        wide = 2 * degrees
        return numpy.flatnonzero((b[:, 0] <= lon + wide) & (b[:, 2] >= lon - wide) & (b[:, 1] <= lat + degrees) & (b[:, 3] >= lat - degrees))

    def holder(self, lon, lat):
        """Index of the first outline that holds the place, by code; None in none."""
        point = Point(lon, lat)
        return next((i for i in self.near(lon, lat, 0) if self.prepared[i].intersects(point)), None)

    def border_m(self, lon, lat):
        """To the nearest border, over windows that grow until one holds it."""
        plane = Proj(proj="aeqd", lon_0=lon, lat_0=lat, ellps="WGS84")
        degrees = 0.01
        while True:
            a, b = self.edges[:, :2], self.edges[:, 2:]
            low, high = numpy.minimum(a, b), numpy.maximum(a, b)
            inside = (low[:, 0] <= lon + 2 * degrees) & (high[:, 0] >= lon - 2 * degrees) & (low[:, 1] <= lat + degrees) & (high[:, 1] >= lat - degrees)
            least = min((to_segments(plane, edge) for edge in self.edges[inside]), default=numpy.inf)
            if least < degrees * 110_000:
                return least
            degrees *= 3


def rings(shape):
    for part in getattr(shape, "geoms", [shape]):
        yield part.exterior.coords
        yield from (ring.coords for ring in part.interiors)


def to_segments(plane, edge):
    """From the centre of the projection to one edge."""
    pieces = max(1, int(numpy.ceil(numpy.abs(edge[2:] - edge[:2]).max() / DENSE_DEGREES)))
    share = numpy.linspace(0, 1, pieces + 1)
    x, y = plane(edge[0] + share * (edge[2] - edge[0]), edge[1] + share * (edge[3] - edge[1]))
    x, y = numpy.atleast_1d(x), numpy.atleast_1d(y)
    dx, dy = numpy.diff(x), numpy.diff(y)
    length2 = numpy.maximum(dx * dx + dy * dy, 1e-18)
    t = numpy.clip(-(x[:-1] * dx + y[:-1] * dy) / length2, 0, 1)
    return numpy.hypot(x[:-1] + t * dx, y[:-1] + t * dy).min()


def distance_m(shape, lon, lat):
    """From a place outside a shape to it. Only what is about the place is projected."""
    plane = Proj(proj="aeqd", lon_0=lon, lat_0=lat, ellps="WGS84")
    least = numpy.inf
    for ring in rings(shape):
        corners = numpy.asarray(ring)[:, :2]
        edges = numpy.hstack([corners[:-1], corners[1:]])
        low, high = numpy.minimum(edges[:, :2], edges[:, 2:]), numpy.maximum(edges[:, :2], edges[:, 2:])
        about = (low[:, 0] <= lon + 0.3) & (high[:, 0] >= lon - 0.3) & (low[:, 1] <= lat + 0.1) & (high[:, 1] >= lat - 0.1)
        least = min([least, *(to_segments(plane, edge) for edge in edges[about])])
    return least


def moved(lon, lat, metres, count=240):
    """Places on a circle."""
    azimuths = numpy.linspace(0, 360, count, endpoint=False)
    return list(zip(*WGS84.fwd(numpy.full(count, lon), numpy.full(count, lat), azimuths, numpy.full(count, metres))[:2]))


def write_list(path, every, uncertainties):
    """Some France services as a list of addresses, with a stated uncertainty each ("" for none)."""
    features = json.loads((SHARED / "france_services_2024.geojson").read_text(encoding="utf-8"))["features"]
    features = [one for one in features if one["geometry"]["type"] == "Point"]
    with open(path, "w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(["id", "nom", "lon", "lat", "Incertitude (m)"])
        for i, feature in enumerate(features[::every]):
            lon, lat = feature["geometry"]["coordinates"][:2]
            out.writerow([f"s{i:04}", f"Service {i}", lon, lat, uncertainties[i % len(uncertainties)]])


MAPS = {"ze2020": (SHARED / "ze2020.geojson", "ze2020"), "embedded": (ROOT / "data/france/zones.geojson", "code")}


@pytest.fixture(scope="module", params=sorted(MAPS))
def moves(request, tmp_path_factory):
    """Outlines, rows of the list, features of the layer ptce, report.json."""
    path, code = MAPS[request.param]
    if not path.exists() or not SHARED.exists():
        pytest.skip("needs data that are absent here")
    folder = tmp_path_factory.mktemp("borders")
    write_list(folder / "list.csv", 16, ["500", "", "3000", "20", "1500,5"])
    done = subprocess.run([command(), "run", "--pays", path, "--pays-code", code, "--ptce", folder / "list.csv", "--uncertainty-m", "900",
                           "-o", folder / "out"], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    layer = json.loads((folder / "out/layers/ptce.geojson").read_text(encoding="utf-8"))["features"]
    report = json.loads((folder / "out/report.json").read_text(encoding="utf-8"))
    with open(folder / "list.csv", encoding="utf-8", newline="") as stream:
        rows = {row["id"]: row for row in csv.DictReader(stream)}
    return Outlines(path, code), rows, {one["properties"]["id"]: one["properties"] for one in layer}, report


def uncertainty(row):
    return float((row["Incertitude (m)"] or "900").replace(",", "."))


def test_distance_to_the_nearest_border(moves):
    outlines, rows, layer, _ = moves
    wrong = []
    for i, (name, row) in enumerate(rows.items()):
        lon, lat = float(row["lon"]), float(row["lat"])
        written = layer[name]["ecart_m"]
        assert written is not None
        if i % 4 == 0 or written < 2000:
            expected = outlines.border_m(lon, lat)
            if abs(written - expected) > ROUNDING_M + 1e-6 * expected:
                wrong.append((name, expected, written))
    assert not wrong


def reached_by_trying(outlines, lon, lat, radius):
    """What moves lead to: {code or None}, without places in gaps too narrow to be one."""
    start = outlines.holder(lon, lat)
    found = set()
    for share in (0.2, 0.4, 0.6, 0.8, 0.95, 1 - 1e-6):
        for place in moved(lon, lat, share * radius):
            here = outlines.holder(*place)
            if here == start or (here is not None and outlines.codes[here] in found):
                continue
            if here is None:
                beside = [distance_m(outlines.shapes[i], *place) for i in outlines.near(*place, 0.001)]
                if sum(metres < FAINT_M for metres in beside) > 1:
                    continue
            found.add(None if here is None else outlines.codes[here])
    return found


def test_what_moves_reach_is_told(moves):
    outlines, rows, layer, report = moves
    told = {one["ptce"]: one for one in report["sensitivity"]["near_border"]}
    assert report["sensitivity"]["stated"] == len(rows)
    assert len(told) > 10
    near = [name for name, row in rows.items() if layer[name]["ecart_m"] <= uncertainty(row)]
    assert set(told) <= set(near)
    for name in near:
        row = rows[name]
        lon, lat, radius = float(row["lon"]), float(row["lat"]), uncertainty(row)
        start = outlines.holder(lon, lat)
        elsewhere = {one["pays"]: one["distance_m"] for one in told[name]["elsewhere"]} if name in told else {}
        if name in told:
            assert told[name]["pays"] == (None if start is None else outlines.codes[start])
            assert told[name]["uncertainty_m"] == radius
        assert reached_by_trying(outlines, lon, lat, radius) <= set(elsewhere), name
        expected = {}
        for i in outlines.near(lon, lat, 0.1):
            if i != start and (metres := distance_m(outlines.shapes[i], lon, lat)) <= radius + ROUNDING_M:
                expected[outlines.codes[i]] = metres
        for code in set(expected) | (set(elsewhere) - {None}):
            if abs(expected.get(code, numpy.inf) - radius) > ROUNDING_M:
                assert code in elsewhere, (name, code, expected.get(code))
                assert elsewhere[code] == pytest.approx(expected[code], abs=ROUNDING_M + FAINT_M), (name, code)


def test_flips(moves):
    """Each alternative tried: the list is counted again with one facility elsewhere, or with all those of a pays."""
    outlines, rows, layer, report = moves
    told = {one["ptce"]: {other["pays"] for other in one["elsewhere"]} for one in report["sensitivity"]["near_border"]}
    home = {name: layer[name]["pays"] for name in rows}
    covered = {code for code in home.values() if code}
    gains, losses = {}, {}
    for name, codes in told.items():
        for code in codes - {None}:
            if code not in (covered - {home[name]}) and code not in covered:
                gains.setdefault(code, set()).add(name)
    for code in covered:
        there = {name for name, at in home.items() if at == code}
        if all(name in told for name in there):
            losses[code] = there
    written = {(one["pays"], one["becomes"]): set(one["ptce"]) for one in report["sensitivity"]["flips"]}
    expected = {(code, "covered"): names for code, names in gains.items()} | {(code, "gap"): names for code, names in losses.items()}
    assert written == expected
    assert losses


def test_findings_tell_each(moves):
    _, _, _, report = moves
    found = [one["subject"] for one in report["findings"] if one["code"] == "facility_near_border"]
    assert sorted(found) == sorted(one["ptce"] for one in report["sensitivity"]["near_border"])


def test_no_distance_for_points_derived_from_a_code(real_run):
    """The embedded list has commune codes, with the points of their communes: none is an address."""
    _, folder = real_run("A")
    layer = json.loads((Path(folder) / "layers/ptce.geojson").read_text(encoding="utf-8"))["features"]
    assert layer and all(one["properties"]["ecart_m"] is None for one in layer)
    assert "sensitivity" not in json.loads((Path(folder) / "report.json").read_text(encoding="utf-8"))
