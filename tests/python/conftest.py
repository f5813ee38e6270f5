"""Small maps drawn here; the command beside the package, where MAILLAGE names it."""
import os
import pathlib
import subprocess

import geopandas
import numpy
import pandas
import pytest
import shapely

ROOT = pathlib.Path(__file__).parents[2]
STUDY = ROOT / "data" / "france" / "etude.toml"


@pytest.fixture(scope="session")
def command():
    path = os.environ.get("MAILLAGE")
    if not path:
        pytest.skip("MAILLAGE does not name the command")

    def run(*words):
        done = subprocess.run([path, *map(str, words)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture(scope="session")
def pays():
    """A row of four squares of one degree near Bourges: A B C D. Neighbours have a border in common."""
    squares = [shapely.box(i, 46, i + 1, 47) for i in range(4)]
    return geopandas.GeoDataFrame({"code": list("ABCD"), "nom": ["Pays A", "Pays B", "Pays C", "Pays D"]}, geometry=squares, crs="EPSG:4326")


@pytest.fixture(scope="session")
def ptce():
    """One in A, two in B, one hors pays."""
    return pandas.DataFrame({"id": ["p1", "p2", "p3", "p4"], "nom": ["Un", "Deux", "Trois", "Quatre"], "lon": [0.5, 1.2, 1.7, 8.0], "lat": [46.5] * 4})


@pytest.fixture(scope="session")
def points():
    """100,000 points over the squares and around, seed fixed, a few on vertices and borders."""
    random = numpy.random.default_rng(20261126)
    lon, lat = random.uniform(-0.5, 4.5, 100_000), random.uniform(45.5, 47.5, 100_000)
    lon[:5], lat[:5] = [0, 1, 2, 3, 4], [46, 46.5, 47, 46.25, 47]
    return lon, lat


def expected(lon, lat):
    """The square of each point by arithmetic: closed, the lowest code on a border. -1: none."""
    inside = (lon >= 0) & (lon <= 4) & (lat >= 46) & (lat <= 47)
    return numpy.where(inside, numpy.maximum(0, numpy.ceil(lon) - 1), -1).astype("int32")
