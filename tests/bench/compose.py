#!/usr/bin/env python3
"""`maillage compose` of the 306 zones d'emploi from the 34,932 communes, file to file, beside mapshaper's -dissolve2 of the same file.

Usage: /usr/bin/python3 tests/bench/compose.py [RUNS]      (default 5; the two sides take turns)
mapshaper, pinned below, is installed by npm into MAILLAGE_BENCH (default ~/.cache/maillage-bench), never into the project.
Prints medians, least and most of wall time, the peak memory and the ratio of each pair of turns. Judges nothing: the goal was 4 times.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

from turns import compare

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("MAILLAGE", str(ROOT / "build/release/bin/maillage"))
COMMUNES = ROOT.parent / "shared/data/communes_cog2024.geojson"
MAPSHAPER = "0.7.70"


def mapshaper():
    folder = pathlib.Path(os.environ.get("MAILLAGE_BENCH", pathlib.Path.home() / ".cache/maillage-bench")) / f"mapshaper-{MAPSHAPER}"
    program = folder / "node_modules/mapshaper/bin/mapshaper"
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "--prefix", str(folder), f"mapshaper@{MAPSHAPER}"], check=True)
    return str(program)


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    if not COMMUNES.is_file():
        sys.exit(f"{COMMUNES} is not here")
    with tempfile.TemporaryDirectory() as folder:
        ours = [COMMAND, "compose", "--outlines", str(COMMUNES), "--by", "ze2020", "-O", "-o", f"{folder}/ours.geojson"]
        peer = ["node", mapshaper(), str(COMMUNES), "-quiet", "-dissolve2", "ze2020", "-o", "force", f"{folder}/peer.geojson"]
        compare("306 zones from 34,932 communes (48 MB)", ours, peer, runs, f"mapshaper {MAPSHAPER}")


if __name__ == "__main__":
    main()
