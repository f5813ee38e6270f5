"""The same Arrow boundary with DuckDB, Polars and Dask: what docs/python.md shows, held to the one-machine answer."""
import pathlib
import re

import numpy
import pyarrow
import pyarrow.parquet
import pytest

import maillage
from conftest import ROOT, expected


@pytest.fixture(scope="module")
def points_table(points):
    lon, lat = points
    return pyarrow.table({"n": numpy.arange(len(lon)), "lon": lon, "lat": lat})


def shown(title):
    """The block of docs/python.md under a heading: what is tested is what is shown."""
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    return re.search(rf"### {title}\n.*?```python\n(.*?)```", text, re.S).group(1)


@pytest.mark.parametrize("title, library", [("DuckDB", "duckdb"), ("Polars", "polars"), ("Dask", "dask.dataframe")])
def test_as_the_page_shows(title, library, pays, points, points_table, tmp_path, monkeypatch):
    pytest.importorskip(library)
    monkeypatch.chdir(tmp_path)
    pays.to_file("pays.geojson", engine="pyogrio")
    pyarrow.parquet.write_table(points_table, "points.parquet", row_group_size=30_000)
    block = shown(title)
    assert len(block.strip().splitlines()) <= 12
    names: dict = {}
    exec(compile(block, title, "exec"), names)  # noqa: S102
    counts = {str(code): int(count) for code, count in names["par_pays"].items()}
    wanted = expected(*points)
    assert counts == {code: int((wanted == index).sum()) for index, code in enumerate("ABCD")}
