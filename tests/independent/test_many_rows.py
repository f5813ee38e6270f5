"""A million rows: none is lost, none is counted twice. The map is a grid, so that every figure is known beforehand.

Run with Debian's Python: /usr/bin/python3 -m pytest tests/independent/test_many_rows.py
"""

import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("MAILLAGE", str(ROOT / "build" / "release" / "bin" / "maillage"))
MILLION = 1_000_000


def checked(*arguments):
    done = subprocess.run([COMMAND, "check", *arguments, "--json"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return json.loads(done.stdout)


def square(west, south, width, height):
    east, north = west + width, south + height
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


@pytest.fixture(scope="module")
def million_squares(tmp_path_factory):
    """1,000 x 1,000 squares of 0.005 by 0.004 degrees, all on French land, drawn to three decimals, one a line."""
    path = tmp_path_factory.mktemp("many") / "grid.geojsonl"
    with open(path, "w", encoding="utf-8") as file:
        for i in range(MILLION):
            column, line = i % 1000, i // 1000
            corners = [[round((column + x) * 0.005, 3), round(44.5 + (line + y) * 0.004, 3)] for x, y in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]
            file.write('{"type":"Feature","properties":{"code":"C%07d","nom":"T%d"},"geometry":{"type":"Polygon","coordinates":[%s]}}\n'
                       % (i, i, json.dumps(corners, separators=(",", ":"))))
    return path


def test_a_million_territories_partition_their_square(million_squares):
    report = checked("--pays", str(million_squares))
    assert report["ledger"]["territories"] == {"read": MILLION, "rejected": 0, "duplicate": 0, "excluded": 0, "kept": MILLION}
    audit = report["audit"]
    assert audit["partition"] is True
    assert audit["borders"]["matching_pairs"] == 2 * 999 * 1000
    assert audit["borders"]["differing_pairs"] == 0
    assert report["findings"] == []


def test_a_million_facilities_end_in_one_bucket_each(tmp_path):
    pays = tmp_path / "pays.geojson"
    features = [{"type": "Feature", "properties": {"code": code, "nom": code}, "geometry": {"type": "Polygon", "coordinates": square(west, 46, 1, 1)}}
                for code, west in (("A", 2), ("B", 3))]
    pays.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    # by turns: in A, in B, in neither, nowhere, cut short
    rows = ["2.5,46.5", "3.5,46.5", "4.5,46.5", ",", None]
    ptce = tmp_path / "ptce.csv"
    with open(ptce, "w", encoding="utf-8") as file:
        file.write("id,nom,lon,lat\n")
        for i in range(MILLION):
            row = rows[i % len(rows)]
            file.write(f"p{i},Pôle {i}\n" if row is None else f"p{i},Pôle {i},{row}\n")
    report = checked("--pays", str(pays), "--ptce", str(ptce))
    ledger = {name: count for name, count in report["ledger"]["facilities"].items() if count}
    each = MILLION // len(rows)
    assert ledger == {"read": MILLION, "rejected": each, "without_location": each, "outside": each, "assigned": 2 * each}
    assert sum(finding["code"] == "malformed_row" for finding in report["findings"]) == each
    assert report["national"]["covered"] == 2
