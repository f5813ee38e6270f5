#!/usr/bin/env python3
"""Whole runs, process start to files on disk, beside the same question asked of GeoPandas in the same session.

Usage: /usr/bin/python3 tests/bench/whole_runs.py [RUNS]      (default 9; the two sides take turns)
Prints, for each, the median, least and most of wall time and the peak memory, and the ratio of each pair of turns. Judges nothing:
the goals of the first version were 0.5 s and 150 MB for the embedded run, 1 s for the ZE2020 run.
"""
import os
import pathlib
import sys
import tempfile

from turns import compare

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("MAILLAGE", str(ROOT / "build/release/bin/maillage"))
SHARED = ROOT.parent / "shared" / "data"

# The least that GeoPandas must do for the same counts: read outlines and list, join points to outlines, count, areas, write.
PEER = """
import sys, geopandas, pandas
from pyproj import Geod
outlines, table, code = sys.argv[1:4]
zones = geopandas.read_file(outlines)
rows = pandas.read_csv(table, dtype=str)
rows = rows[rows["lon"].notna()]
points = geopandas.GeoDataFrame(rows, geometry=geopandas.points_from_xy(rows["lon"].astype(float), rows["lat"].astype(float)), crs=4326)
joined = geopandas.sjoin(points, zones, predicate="within")
zones["nb"] = zones[code].map(joined.groupby(code).size()).fillna(0)
geod = Geod(ellps="WGS84")
zones["km2"] = [abs(geod.geometry_area_perimeter(one)[0]) / 1e6 for one in zones.geometry]
zones.to_file(sys.argv[4], driver="GeoJSON")
"""


def compare_run(name, ours, outlines, code, runs, place):
    compare(name, ours, ["/usr/bin/python3", "-c", PEER, str(outlines), str(ROOT / "data/france/ptce.csv"), code, str(place / "peer.geojson")], runs)


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        out = ["-o", str(place / "out"), "-O", "-q"]
        compare_run("embedded: 334 zones x 111 PTCE", [COMMAND, "run", str(ROOT / "data/france/etude.toml"), *out],
                ROOT / "data/france/zones.geojson", "code", runs, place)
        if not SHARED.is_dir():
            print("ZE2020: left out, the shared layers are not here")
            return
        compare_run("ZE2020: 306 zones, 34,935-row composition x 111 PTCE",
                [COMMAND, "run", "--pays", str(SHARED / "ze2020.geojson"), "--ptce", str(ROOT / "data/france/ptce.csv"),
                 "--composition", str(SHARED / "communes_zonages_2024.csv"), "--key", "CODGEO", "--by", "ZE2020", *out],
                SHARED / "ze2020.geojson", "ze2020", runs, place)


if __name__ == "__main__":
    main()
