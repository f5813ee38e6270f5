#!/usr/bin/env python3
"""Where the next PTCE bring most people: whole runs of `maillage site`, on the embedded study and on the zones d'emploi with every commune.

Usage: /usr/bin/python3 tests/bench/site.py [RUNS]      (default 5)
Judges nothing: the goal was the optimum for 334 zones, N = 15, R = 30 km, within 60 s.
"""
import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from turns import measured, spread

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("MAILLAGE", str(ROOT / "build/release/bin/maillage"))
SHARED = ROOT.parent / "shared" / "data"
ZONES = ["--pays", SHARED / "ze2020.geojson", "--ptce", ROOT / "data/france/ptce.csv", "--statuses", ROOT / "data/france/statuts.csv",
         "--composition", SHARED / "communes_zonages_2024.csv", "--key", "CODGEO", "--by", "ZE2020",
         "--communes", SHARED / "communes_points_2024.geojson", "--population", SHARED / "communes_population_2024.csv"]


def towns(folder, least):
    """The communes of so many people at least, as candidates."""
    path = folder.parent / f"{folder.name}-towns.csv"
    with open(folder / "inputs/communes.csv", encoding="utf-8") as stream, open(path, "w", encoding="utf-8") as out:
        rows = [row for row in csv.DictReader(stream) if row["lon"] and int(row["population"] or 0) >= least]
        writer = csv.writer(out)
        writer.writerow(["id", "nom", "code_commune"])
        writer.writerows([row["code"], row["nom"], row["code"]] for row in rows)
    return path


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as temporary:
        folders = {"334 zones": ["data/france/etude.toml"]}
        if SHARED.exists():
            folders["306 zones d'emploi"] = [str(word) for word in ZONES]
        for name, arguments in folders.items():
            folder = pathlib.Path(temporary) / name.replace(" ", "-").replace("'", "-")
            subprocess.run([COMMAND, "run", *arguments, "-o", folder, "-q"], cwd=ROOT, check=True)
            questions = [["--new", "15"], ["--new", "40", "--radius-km", "50"], ["--all"], ["--all", "--radius-km", "60"]]
            if "emploi" in name:
                questions.append(["--new", "15", "--candidates", str(towns(folder, 3000))])
            for question in questions:
                words = [COMMAND, "site", str(folder), *question, "--json"]
                answer = json.loads(subprocess.run(words, capture_output=True, check=True, text=True).stdout)
                seconds, megabytes = zip(*(measured(words) for _ in range(runs)))
                said = " ".join(word for word in question if "/" not in word)
                print(f"{name}, {said}: {answer['candidates']['count']} candidates, exact {answer['exact']:,} (greedy {answer['greedy']['value']:,}), "
                      f"{'proved' if answer['proved'] else 'gap %.2f %%' % answer['gap_percent']}: {spread(seconds, 's')}; peak {max(megabytes):.0f} MB")


if __name__ == "__main__":
    main()
