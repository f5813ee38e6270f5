"""maillage locate beside GeoPandas: 200,000 points over the zones d'emploi, some of them in every format and in two systems, and split in parts."""
import json
import subprocess

import numpy
import pandas
import pytest

from conftest import ROOT, command

geopandas = pytest.importorskip("geopandas")
LAYER = ROOT.parent / "shared" / "data" / "ze2020.geojson"
COUNT = 200_000
FEW = 30_000  # of these, where GeoPandas has to write or read a layer


def locate(*arguments, status=0):
    done = subprocess.run([str(command()), "locate", *map(str, arguments)], capture_output=True, text=True, timeout=600)
    assert done.returncode == status, done.stderr[-2000:]
    return done


@pytest.fixture(scope="module")
def zones():
    if not LAYER.exists():
        pytest.skip("the shared layers are not here")
    return geopandas.read_file(LAYER)


@pytest.fixture(scope="module")
def points(zones):
    """Uniform over the layer's boxes; one in ten on a vertex of an outline, where borders are; ids with leading zeros."""
    random = numpy.random.default_rng(2020)
    boxes = zones.bounds.to_numpy()
    box = boxes[random.integers(0, len(boxes), COUNT)]
    lon = random.uniform(box[:, 0] - 0.1, box[:, 2] + 0.1)
    lat = random.uniform(box[:, 1] - 0.1, box[:, 3] + 0.1)
    vertices = numpy.concatenate([numpy.array(ring.coords)[:, :2] for outline in zones.geometry
                                  for part in getattr(outline, "geoms", [outline]) for ring in [part.exterior, *part.interiors]])
    on_vertex = numpy.arange(0, COUNT, 10)
    chosen = vertices[random.integers(0, len(vertices), len(on_vertex))]
    lon[on_vertex], lat[on_vertex] = chosen[:, 0], chosen[:, 1]
    return pandas.DataFrame({"id": [f"{i:07d}" for i in range(COUNT)], "lon": lon, "lat": lat})


def holders(points, zones, crs="EPSG:4326"):
    """By point, the codes of all zones that hold it, borders included, ascending: GEOS, point by point."""
    geometry = geopandas.GeoDataFrame(points[["id"]], geometry=geopandas.points_from_xy(points["lon"], points["lat"]), crs=crs)
    joined = geopandas.sjoin(geometry, zones[["ze2020", "geometry"]], predicate="intersects")
    return joined.groupby(level=0)["ze2020"].apply(lambda codes: tuple(sorted(codes)))


@pytest.fixture(scope="module")
def expected(points, zones):
    """Code and situation of each point. Zones don't overlap, so what holds a point together with another shares a border there."""
    held = holders(points, zones).reindex(points.index)
    code = held.map(lambda codes: codes[0], na_action="ignore").fillna("")
    situation = held.map(lambda codes: "limite" if len(codes) > 1 else "dans", na_action="ignore").fillna("hors_pays")
    return pandas.DataFrame({"code": code, "situation": situation})


@pytest.fixture(scope="module")
def folder(points, tmp_path_factory):
    place = tmp_path_factory.mktemp("locate")
    points.to_csv(place / "points.csv", index=False)
    return place


def same(found, expected):
    assert len(found) == len(expected)
    assert found["pays_code"].fillna("").tolist() == expected["code"].tolist()
    assert found["pays_situation"].tolist() == expected["situation"].tolist()


def check_counts(path, points, expected):
    counts = json.loads(path.read_text())
    by_situation = expected["situation"].value_counts()
    outside = int(by_situation["hors_pays"])
    assert counts["ledger"] == {"read": len(points), "located": len(points) - outside, "outside": outside, "rejected": 0}
    assert counts["on_border"] == by_situation["limite"] and counts["in_overlap"] == 0
    inside = expected[expected["code"] != ""]
    sizes = inside.groupby("code").size()
    assert {one["code"]: one["nb_points"] for one in counts["territories"] if one["nb_points"]} == sizes.to_dict()
    extents = points.loc[inside.index].groupby(inside["code"]).agg({"lon": ["min", "max"], "lat": ["min", "max"]})
    for one in counts["territories"]:
        if one["nb_points"]:
            west, east, south, north = extents.loc[one["code"]]
            assert one["emprise"] == [west, south, east, north]
        else:
            assert one["emprise"] is None


def test_the_case_is_not_trivial(expected):
    by_situation = expected["situation"].value_counts()
    assert by_situation["limite"] > 10_000 and by_situation["hors_pays"] > 10_000 and by_situation["dans"] > 50_000
    assert expected["code"].nunique() == 307


def test_csv_to_csv(folder, points, expected):
    locate("--pays", LAYER, "--points", folder / "points.csv", "-o", folder / "out.csv", "--counts", folder / "counts.json")
    source = (folder / "points.csv").read_text().splitlines()
    written = (folder / "out.csv").read_text().splitlines()
    assert [line.rsplit(",", 2)[0] for line in written] == source, "each row as it is"
    same(pandas.read_csv(folder / "out.csv", dtype=str), expected)
    check_counts(folder / "counts.json", points, expected)


def test_the_same_bytes_at_any_number_of_threads(folder):
    written = set()
    for threads in (1, 2, 7):
        out, counts = folder / f"out-{threads}.csv", folder / f"counts-{threads}.json"
        locate("--pays", LAYER, "--points", folder / "points.csv", "-o", out, "--counts", counts, "--threads", threads)
        written.add((out.read_bytes(), counts.read_bytes()))
    assert len(written) == 1


@pytest.mark.parametrize("source, target", [("gpkg", "csv"), ("fgb", "gpkg"), ("geojson", "fgb"), ("geojsonl", "csv"), ("csv", "gpkg"), ("csv", "fgb")])
def test_formats(folder, points, expected, source, target):
    points, expected = points.head(FEW), expected.head(FEW)
    path = folder / f"few.{source}"
    points.to_csv(folder / "few.csv", index=False)
    if "geojson" in source:  # by hand: this GDAL writes fewer digits than a double has
        features = [json.dumps({"type": "Feature", "properties": {"id": id}, "geometry": {"type": "Point", "coordinates": [lon, lat]}})
                    for id, lon, lat in points.itertuples(index=False, name=None)]
        path.write_text('{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n" if source == "geojson" else "\n".join(features) + "\n")
    elif source != "csv":
        frame = geopandas.GeoDataFrame(points[["id"]], geometry=geopandas.points_from_xy(points["lon"], points["lat"]), crs="EPSG:4326")
        frame.to_file(path, **({"driver": "FlatGeobuf", "SPATIAL_INDEX": "NO"} if source == "fgb" else {"driver": "GPKG"}))
    out, counts = folder / f"{source}-out.{target}", folder / f"{source}-{target}.json"
    locate("--pays", LAYER, "--points", path, "-o", out, "--counts", counts)
    found = pandas.read_csv(out, dtype=str) if target == "csv" else geopandas.read_file(out)
    assert found["id"].tolist() == points["id"].tolist(), "in the input's order"
    if target == "csv":
        assert numpy.array_equal(found["lon"].astype(float), points["lon"]) and numpy.array_equal(found["lat"].astype(float), points["lat"])
    else:
        assert found.crs.to_epsg() == 4326
        assert numpy.array_equal(found.geometry.x, points["lon"]) and numpy.array_equal(found.geometry.y, points["lat"])
    same(found, expected)
    check_counts(counts, points, expected)


def test_another_system(folder, points, zones):
    """Lambert-93 in: GeoPandas brings the same points back to degrees. What it finds within a metre of a border may differ."""
    box = points[(points["lon"] > -5) & (points["lon"] < 9) & (points["lat"] > 41) & (points["lat"] < 51)].head(FEW)
    frame = geopandas.GeoDataFrame(box[["id"]], geometry=geopandas.points_from_xy(box["lon"], box["lat"]), crs="EPSG:4326").to_crs(2154)
    table = pandas.DataFrame({"id": box["id"], "x": frame.geometry.x, "y": frame.geometry.y})
    table.to_csv(folder / "lambert.csv", index=False, sep=";", decimal=",")
    locate("--pays", LAYER, "--points", folder / "lambert.csv", "--points-crs", "EPSG:2154", "-o", folder / "lambert-out.csv")
    found = pandas.read_csv(folder / "lambert-out.csv", dtype=str, sep=";")
    assert found["x"].tolist() == [repr(x).replace(".", ",") for x in table["x"]]
    back = frame.to_crs(4326)
    again = pandas.DataFrame({"id": box["id"].to_numpy(), "lon": back.geometry.x.to_numpy(), "lat": back.geometry.y.to_numpy()})
    held = holders(again, zones).reindex(again.index)
    code = held.map(lambda codes: codes[0], na_action="ignore").fillna("")
    differ = numpy.flatnonzero((found["pays_code"].fillna("").to_numpy() != code.to_numpy()))
    borders = zones.geometry.boundary.to_crs(2154)
    for index in differ:
        assert borders.distance(frame.geometry.iloc[index]).min() < 0.001, f"point {index} is not on a border"
    assert len(differ) < 0.15 * len(found)  # vertices are on borders: a nanometre decides there
    assert (found["pays_situation"] == "rejete").sum() == 0


@pytest.mark.parametrize("parts", [1, 2, 7, 64])
def test_counts_of_any_split_merge_to_the_same_bytes(folder, points, parts):
    whole = folder / "whole.json"
    locate("--pays", LAYER, "--points", folder / "points.csv", "--counts", whole, "-O", "-q")
    shuffled = points.sample(frac=1, random_state=parts)
    paths = []
    for number, part in enumerate(numpy.array_split(shuffled, parts)):
        part.to_csv(folder / "part.csv", index=False)
        paths.append(folder / f"part-{parts}-{number}.json")
        locate("--pays", LAYER, "--points", folder / "part.csv", "--counts", paths[-1], "-q")
    locate("--merge", *reversed(paths), "--counts", folder / f"merged-{parts}.json")
    assert (folder / f"merged-{parts}.json").read_bytes() == whole.read_bytes()


def test_nothing_is_lost_among_bad_rows(folder, points, expected):
    """A third of the rows spoilt, each in a way of its own: they stay, rejected, at their place and with their line told."""
    spoilt = ["{id},,", "{id},est,{lat}", "{id},{lon},95", "{id}", "{id},{lon},{lat},x", "", "{id},1e999,{lat}", "{id},nan,nan"]
    lines, situations = [], []
    for index, (id, lon, lat) in enumerate(points.head(FEW).itertuples(index=False, name=None)):
        bad = index % 3 == 1
        lines.append((spoilt[index // 3 % len(spoilt)] if bad else "{id},{lon},{lat}").format(id=id, lon=repr(lon), lat=repr(lat)))
        situations.append("rejete" if bad else expected["situation"][index])
    (folder / "spoilt.csv").write_text("id,lon,lat\n" + "\n".join(lines) + "\n")
    done = locate("--pays", LAYER, "--points", folder / "spoilt.csv", "-o", folder / "spoilt-out.csv", "--counts", folder / "spoilt.json", "--limit", "0")
    written = (folder / "spoilt-out.csv").read_text().splitlines()[1:]
    assert [line.rsplit(",", 1)[1] for line in written] == situations
    assert all(new.startswith(old) for new, old in zip(written, lines))
    ledger = json.loads((folder / "spoilt.json").read_text())["ledger"]
    assert ledger["read"] == FEW and ledger["rejected"] == FEW // 3 and ledger["outside"] == situations.count("hors_pays")
    told = [int(line.split("ligne ")[1].split(" ")[0]) for line in done.stdout.splitlines() if "spoilt.csv: ligne" in line]
    assert told == [index + 2 for index, one in enumerate(situations) if one == "rejete"]
