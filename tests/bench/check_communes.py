#!/usr/bin/env python3
"""A full check of 34,932 communes (2.19 M vertices), beside GeoPandas's validity test alone of the same file.

Usage: /usr/bin/python3 tests/bench/check_communes.py [RUNS]      (default 5; the two sides take turns)
Judges nothing: the goal was 6 s and 1 GB on one core of a small machine.
"""
import os
import pathlib
import sys

from turns import compare

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("MAILLAGE", str(ROOT / "build/release/bin/maillage"))
LAYER = ROOT.parent / "shared" / "data" / "communes_cog2024.geojson"
PEER = """
import sys, geopandas
layer = geopandas.read_file(sys.argv[1])
valid = layer.geometry.is_valid
print(len(layer), int((~valid).sum()))
"""


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    if not LAYER.exists():
        print("left out: the shared layers are not here")
        return
    compare("check of 34,932 communes", [COMMAND, "check", "--pays", str(LAYER)], ["/usr/bin/python3", "-c", PEER, str(LAYER)], runs)


if __name__ == "__main__":
    main()
