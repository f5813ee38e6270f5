#!/usr/bin/env python3
"""maillage locate beside DuckDB spatial and GeoPandas: the commune of each point of a CSV, file to file.

Usage: tests/bench/locate_bulk.py [MILLIONS] [RUNS]      (default 10 and 3; the sides take turns)
PEERS names a Python with duckdb, duckdb-extension-spatial, geopandas and pyarrow of PyPI (default: this one); a peer that is not there is said
and left out. DuckDB gives a point on a border a row for each commune. Prints medians, spread, peak memory, and how many points each side located. Judges nothing: the goal was 8 times the faster peer, final
fsync apart, and less than 500 MB for any number of points.
"""
import csv
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile

from turns import measured, spread

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("MAILLAGE", str(ROOT / "build/release/bin/maillage"))
PEERS = os.environ.get("PEERS", sys.executable)
LAYER = ROOT.parent / "shared" / "data" / "communes_cog2024.geojson"

DUCKDB = """
import pathlib, sys, duckdb, duckdb_extension_spatial
layer, points, out = sys.argv[1:4]
db = duckdb.connect()
spatial = next(pathlib.Path(duckdb_extension_spatial.__file__).parent.rglob("spatial.duckdb_extension"))
db.execute(f"LOAD '{spatial}'")
db.execute("CREATE TABLE communes AS SELECT code, geom FROM ST_Read(?)", [layer])
db.execute(f"COPY (SELECT p.*, c.code FROM read_csv('{points}', columns={{'id': 'VARCHAR', 'lon': 'DOUBLE', 'lat': 'DOUBLE'}}) p "
           f"LEFT JOIN communes c ON ST_Intersects(c.geom, ST_Point(p.lon, p.lat))) TO '{out}' (HEADER)")
"""
GEOPANDAS = """
import sys, geopandas, pandas
layer, points, out = sys.argv[1:4]
communes = geopandas.read_file(layer)[["code", "geometry"]]
rows = pandas.read_csv(points, dtype={"id": str}, engine="pyarrow")
placed = geopandas.GeoDataFrame(rows, geometry=geopandas.points_from_xy(rows["lon"], rows["lat"]), crs="EPSG:4326")
joined = geopandas.sjoin(placed, communes, how="left", predicate="intersects").sort_values("code", kind="stable")
joined = joined[~joined.index.duplicated()].sort_index()
joined[["id", "lon", "lat", "code"]].to_csv(out, index=False)
"""


def write_points(path, count):
    """Half uniform over métropole's box, half in clusters about 300 places; seven decimals, as addresses have."""
    source = random.Random(2024)
    centres = [(source.uniform(-1.5, 7), source.uniform(43.5, 49.5)) for _ in range(300)]
    with open(path, "w", encoding="ascii") as file:
        file.write("id,lon,lat\n")
        for i in range(count):
            if i % 2:
                centre = source.choice(centres)
                file.write(f"{i},{source.gauss(centre[0], 0.1):.7f},{source.gauss(centre[1], 0.1):.7f}\n")
            else:
                file.write(f"{i},{source.uniform(-4.8, 8.2):.7f},{source.uniform(42.3, 51.1):.7f}\n")


def located(path, column):
    with open(path, newline="", encoding="utf-8") as file:
        return sum(1 for row in csv.DictReader(file) if row[column])


def main():
    millions = float(sys.argv[1]) if len(sys.argv) > 1 else 10
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    if not LAYER.exists():
        print("left out: the shared layers are not here")
        return
    with tempfile.TemporaryDirectory() as folder:
        points = pathlib.Path(folder) / "points.csv"
        write_points(points, int(millions * 1e6))
        out = lambda name: str(pathlib.Path(folder) / f"{name}.csv")
        sides = {"maillage": [COMMAND, "locate", "--pays", str(LAYER), "--points", str(points), "-o", out("maillage"), "-O", "-q"]}
        for name, program in (("DuckDB", DUCKDB), ("GeoPandas", GEOPANDAS)):
            sides[name] = [PEERS, "-c", program, str(LAYER), str(points), out(name)]
        for name in list(sides):
            tried = subprocess.run(sides[name], capture_output=True, text=True, check=False)  # warm-up
            if tried.returncode != 0:
                print(f"{name}: left out: {tried.stderr.strip().splitlines()[-1:]}")
                del sides[name]
        turns = [{name: measured(arguments) for name, arguments in sides.items()} for _ in range(runs)]
        print(f"{millions} M points, 34,932 communes, file to file, {runs} turns")
        for name in sides:
            column = "pays_code" if name == "maillage" else "code"
            print(f"  {name:10} {spread([turn[name][0] for turn in turns], 's')}; peak {max(turn[name][1] for turn in turns):.0f} MB; "
                  f"{located(out(name), column)} located")
        for name in sides:
            if name != "maillage" and "maillage" in sides:
                ratio = statistics.median(turn[name][0] / turn["maillage"][0] for turn in turns)
                print(f"  {name} / maillage: median {ratio:.2f} times")


if __name__ == "__main__":
    main()
