"""Points in bulk: against arithmetic, against the command, and what stays where it stands."""
import pickle
import threading

import numpy
import pandas
import pyarrow
import pytest

import maillage
from conftest import ROOT, expected

ZONES = ROOT / "data/france/zones.geojson"


@pytest.fixture(scope="module")
def locator(pays):
    return maillage.Locator(pays)


def test_each_point_is_in_its_square(locator, points):
    assert locator.codes.tolist() == list("ABCD") and locator.names[1] == "Pays B" and len(locator) == 4
    found = locator.locate(*points)
    assert found.dtype == numpy.int32
    numpy.testing.assert_array_equal(found, expected(*points))
    numpy.testing.assert_array_equal(locator.locate(*points, threads=1), found)


def test_points_that_are_none(locator):
    found = locator.locate([0.5, float("nan"), 0.5, 500, 9], [46.5, 46.5, float("inf"), 46.5, 46.5])
    assert found.tolist() == [0, -2, -2, -2, -1]
    assert locator.locate([], []).tolist() == []
    with pytest.raises(maillage.UsageError, match="2 et 1"):
        locator.locate([1.0, 2.0], [46.0])


def test_strided_arrays_are_read_where_they_stand(locator, points):
    both = numpy.column_stack(points)
    numpy.testing.assert_array_equal(locator.locate(both[:, 0], both[:, 1]), expected(*points))
    numpy.testing.assert_array_equal(locator.locate(both[::-2, 0], both[::-2, 1]), expected(*points)[::-2])


def test_projected_points(locator):
    import pyproj

    to_lambert = pyproj.Transformer.from_crs(4326, 2154, always_xy=True)
    x, y = to_lambert.transform([0.5, 2.5, 9.0], [46.5, 46.5, 46.5])
    assert locator.locate(x, y, crs="EPSG:2154").tolist() == [0, 2, -1]
    with pytest.raises(maillage.InputError):
        locator.locate(x, y, crs="EPSG:0")


def test_a_table_keeps_its_buffers_and_its_batches(locator, points):
    lon, lat = points
    whole = pyarrow.table({"n": numpy.arange(len(lon)), "lon": lon, "lat": lat})
    table = pyarrow.concat_tables([whole.slice(0, 10), whole.slice(10, 70_001), whole.slice(70_011)])
    located = locator.locate_table(table)
    assert [len(chunk) for chunk in located.column("pays_code").chunks] == [10, 70_001, 100_000 - 70_011]
    for name in ("n", "lon", "lat"):
        before, after = table.column(name).chunk(1), located.column(name).chunk(1)
        assert before.buffers()[1].address == after.buffers()[1].address
    wanted = [None if index < 0 else "ABCD"[index] for index in expected(lon, lat)]
    assert located.column("pays_code").to_pylist() == wanted
    assert located.column("pays_situation").chunk(0).to_pylist()[:5] == ["dans", "limite", "limite", "limite", "dans"]
    located.validate(full=True)


def test_nulls_and_points_of_geoarrow(locator):
    table = pyarrow.table({"lon": pyarrow.array([0.5, None, 1.5, 2.5]), "lat": pyarrow.array([46.5, 46.5, None, 46.5])}).slice(1)
    assert locator.locate_table(table).column("pays_situation").to_pylist() == ["rejete", "rejete", "dans"]
    coordinates = pyarrow.array([0.5, 46.5, 2.5, 46.5, 9.0, 46.5])
    kept = {b"ARROW:extension:name": b"geoarrow.point", b"ARROW:extension:metadata": b'{"crs": "OGC:CRS84"}'}
    together = pyarrow.FixedSizeListArray.from_arrays(coordinates, 2)
    apart = pyarrow.StructArray.from_arrays([coordinates[::1].take([0, 2, 4]), coordinates.take([1, 3, 5])], ["x", "y"])
    for column in (together, apart):
        points = pyarrow.table([column], pyarrow.schema([pyarrow.field("geometry", column.type, metadata=kept)]))
        assert locator.locate_table(points, geometry="geometry").column("pays_code").to_pylist() == ["A", "C", None]
        assert locator.locate_table(points.slice(1, 1), geometry="geometry").column("pays_code").to_pylist() == ["C"]


def test_wrong_tables_are_refused(locator):
    table = pyarrow.table({"lon": [0.5], "lat": [46.5]})
    with pytest.raises(maillage.UsageError, match="x"):
        locator.locate_table(table, "x", "lat")
    with pytest.raises(maillage.InputError, match="float64"):
        locator.locate_table(pyarrow.table({"lon": ["0.5"], "lat": ["46.5"]}))
    with pytest.raises(maillage.UsageError, match="pays_code"):
        locator.locate_table(locator.locate_table(table))
    assert locator.locate_table(table, prefix="zone").column_names == ["lon", "lat", "zone_code", "zone_situation"]
    with pytest.raises(TypeError):
        maillage.Locator(3)
    with pytest.raises(maillage.InputError, match="introuvable"):
        maillage.Locator("absent.geojson")


def test_the_index_travels(locator, points):
    block = locator.to_bytes()
    assert block == maillage.Locator.of_bytes(block).to_bytes()
    again = pickle.loads(pickle.dumps(locator))
    assert again.codes.tolist() == list("ABCD")
    numpy.testing.assert_array_equal(again.locate(*points), expected(*points))
    for damaged in (b"", block[:100], block[:-1], block[:-9] + b"x" + block[-8:], b"x" + block[1:]):
        with pytest.raises(maillage.InputError):
            maillage.Locator.of_bytes(damaged)


def test_counts_are_the_commands_and_add_up(tmp_path, command):
    random = numpy.random.default_rng(7)
    points = pandas.DataFrame({"lon": random.uniform(-5, 9, 30_000).round(6), "lat": random.uniform(41, 52, 30_000).round(6)})
    points.to_csv(tmp_path / "points.csv", index=False)
    command("locate", "--pays", ZONES, "--points", tmp_path / "points.csv", "--counts", tmp_path / "counts.json", "-q")
    locator = maillage.Locator(ZONES)
    counts = locator.count(points)
    assert counts.json == (tmp_path / "counts.json").read_text(encoding="utf-8")
    assert locator.count(points[::2]) + locator.count(points[1::2]) == counts
    assert counts.frame["nb_points"].sum() == counts.ledger["located"] and counts.ledger["read"] == 30_000
    batches = pyarrow.Table.from_pandas(points, preserve_index=False).to_batches(1_000)
    handed = []

    def one_by_one():
        for batch in batches:
            copy = pyarrow.record_batch({"n": range(len(batch)), "lat": batch["lat"].to_numpy().copy(), "lon": batch["lon"].to_numpy().copy()})
            handed.append(len(copy))
            yield copy
    schema = pyarrow.schema([("n", pyarrow.int64()), ("lat", pyarrow.float64()), ("lon", pyarrow.float64())])
    assert locator.count(pyarrow.RecordBatchReader.from_batches(schema, one_by_one())) == counts
    assert sum(handed) == 30_000
    with pytest.raises(maillage.UsageError, match="absente"):
        locator.count(pyarrow.RecordBatchReader.from_batches(schema, one_by_one()), "lon", "y")
    with pytest.raises(maillage.InputError):
        _ = counts + maillage.Locator(maillage.read(ZONES).iloc[:5]).count(points)


def test_threads_share_a_locator_without_the_gil(locator, points):
    """While one thread locates, Python goes on: a second thread counts up meanwhile."""
    lon, lat = (numpy.tile(values, 100) for values in points)
    seen, done = [], threading.Event()
    worker = threading.Thread(target=lambda: (seen.append(locator.locate(lon, lat, threads=1)), done.set()))
    worker.start()
    turns = 0
    while not done.is_set():
        turns += 1
    worker.join()
    assert turns > 1000
    numpy.testing.assert_array_equal(seen[0][:100_000], expected(*points))
