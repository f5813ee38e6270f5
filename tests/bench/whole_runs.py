#!/usr/bin/env python3
"""Whole runs, process start to files on disk, beside the same question asked of GeoPandas in the same session.

Usage: /usr/bin/python3 tests/bench/whole_runs.py [RUNS]      (default 9; the two sides take turns)
Prints, for each, the median, least and most of wall time and the peak memory, and the ratio of each pair of turns. Judges nothing:
the goals of the first version were 0.5 s and 150 MB for the embedded run, 1 s for the ZE2020 run.
"""
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

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


def measured(arguments):
    """Wall seconds and peak MB of one child process."""
    start = time.perf_counter()
    child = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{arguments}: {error.decode()}")
    return seconds, usage.ru_maxrss / 1024


def spread(values, unit):
    return f"median {statistics.median(values):.3f} {unit} (least {min(values):.3f}, most {max(values):.3f})"


def compare(name, ours, outlines, code, runs, place):
    peer = ["/usr/bin/python3", "-c", PEER, str(outlines), str(ROOT / "data/france/ptce.csv"), code, str(place / "peer.geojson")]
    measured(ours), measured(peer)  # warm-up
    turns = [(measured(ours), measured(peer)) for _ in range(runs)]
    print(f"{name}, {runs} turns")
    for side, index in (("maillage", 0), ("GeoPandas", 1)):
        seconds, megabytes = zip(*(turn[index] for turn in turns))
        print(f"  {side:10} {spread(seconds, 's')}; peak {max(megabytes):.0f} MB")
    print(f"  GeoPandas / maillage: {spread([turn[1][0] / turn[0][0] for turn in turns], 'times')}")


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        out = ["-o", str(place / "out"), "-O", "-q"]
        compare("embedded: 334 zones x 111 PTCE", [COMMAND, "run", str(ROOT / "data/france/etude.toml"), *out],
                ROOT / "data/france/zones.geojson", "code", runs, place)
        if not SHARED.is_dir():
            print("ZE2020: left out, the shared layers are not here")
            return
        compare("ZE2020: 306 zones, 34,935-row composition x 111 PTCE",
                [COMMAND, "run", "--pays", str(SHARED / "ze2020.geojson"), "--ptce", str(ROOT / "data/france/ptce.csv"),
                 "--composition", str(SHARED / "communes_zonages_2024.csv"), "--key", "CODGEO", "--by", "ZE2020", *out],
                SHARED / "ze2020.geojson", "ze2020", runs, place)


if __name__ == "__main__":
    main()
