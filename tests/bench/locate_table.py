#!/usr/bin/env python3
"""Locator of the Python package beside the same job from C++, in turns: the zone of each of so many points, in memory.

usage: PYTHON tests/bench/locate_table.py [POINTS 20e6] [RUNS 5] — PYTHON has the package; build first the target bench_locator of the release preset.
The goal: locate_table within 10 % of C++. Prints seconds (median, least to most) and million points a second, on one thread and on two.
"""
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import numpy
import pyarrow

import maillage

ROOT = pathlib.Path(__file__).resolve().parents[2]
ZONES = ROOT.parent / "shared" / "data" / "ze2020.geojson"


def main():
    count = int(float(sys.argv[1])) if len(sys.argv) > 1 else 20_000_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    if not ZONES.exists():
        sys.exit(f"{ZONES} missing; nothing is measured")
    random = numpy.random.default_rng(20261126)
    lon, lat = random.uniform(-5.2, 9.6, count), random.uniform(41.3, 51.1, count)
    table = pyarrow.table({"lon": lon, "lat": lat})
    locator = maillage.Locator(ZONES, code="ze2020")
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "points"
        with path.open("wb") as file:
            lon.tofile(file)
            lat.tofile(file)

        def cpp(threads):
            done = subprocess.run([ROOT / "build/release/bin/bench_locator", ZONES, "ze2020", path, "2", str(threads)], capture_output=True, text=True, check=True)
            return float(done.stdout.splitlines()[-1].split()[0])

        def timed(work):
            def run(threads):
                began = time.perf_counter()
                work(threads)
                return time.perf_counter() - began
            return run

        sides = {"C++": cpp, "locate_table": timed(lambda threads: locator.locate_table(table, threads=threads)),
                 "locate (NumPy)": timed(lambda threads: locator.locate(lon, lat, threads=threads))}
        print("| | threads | s (least to most) | M points/s | to C++ |\n|---|---:|---:|---:|---:|")
        for threads in (1, 2):
            found = {name: [] for name in sides}
            for run in range(runs + 1):  # the first warms up
                for name, work in sides.items():
                    seconds = work(threads)
                    if run:
                        found[name].append(seconds)
            base = statistics.median(found["C++"])
            for name, times in found.items():
                middle = statistics.median(times)
                print(f"| {name} | {threads} | {middle:.3f} ({min(times):.3f}–{max(times):.3f}) | {count / middle / 1e6:.1f} | {middle / base:.2f} |", flush=True)


if __name__ == "__main__":
    main()
