"""Codes of one year brought to another: against Insee's own tables of what became of each code, by pandas alone.

Run with Debian's Python: /usr/bin/python3 -m pytest tests/independent/test_vintages.py
"""

import csv
import functools
import json
import os
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
COMMAND = os.environ.get("MAILLAGE", str(ROOT / "build" / "release" / "bin" / "maillage"))

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is not there: Insee's tables of passage can't be compared")


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@functools.lru_cache(maxsize=None)
def steps():
    """By year from 2019: code before -> codes after, of the codes that changed. Columns come in either order."""
    by_year = {}
    for path in sorted((SHARED / "passage").glob("PASSAGE_*.csv")):
        _, before, after, _ = path.name.split("_")
        changes = defaultdict(set)
        for row in rows(path):
            changes[row["cod" + before]].add(row["cod" + after])
        by_year[int(after)] = changes
    assert sorted(by_year) == list(range(2019, 2025))
    return by_year


def in_2024(code, year):
    codes = {code}
    for to, changes in sorted(steps().items()):
        if to > year:
            codes = {after for one in codes for after in changes.get(one, {one})}
    return codes


@needs_shared
def test_our_passages_are_those_of_insee():
    """Ours have no 2020 (no release holds it): what Insee dates 2020 or 2021 is from 2019 to 2021 there."""
    ours = defaultdict(lambda: defaultdict(set))
    for row in rows(ROOT / "data" / "france" / "passages.csv"):
        ours[int(row["annee"])][row["avant"]].add(row["apres"])
    theirs = steps()
    from_2019 = defaultdict(set)
    for code in set(theirs[2020]) | set(theirs[2021]):
        for middle in theirs[2020].get(code, {code}):
            from_2019[code] |= theirs[2021].get(middle, {middle})
    assert dict(ours[2021]) == dict(from_2019)
    for year in (2022, 2023, 2024):
        assert dict(ours[year]) == dict(theirs[year])


@pytest.fixture(scope="module")
def moved(tmp_path_factory):
    """The communes of 2018 as a list of facilities, placed in the employment zones of 2024 by their composition."""
    folder = tmp_path_factory.mktemp("vintages")
    with open(folder / "communes.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", "nom", "code_insee"])
        for row in rows(SHARED / "communes_zonages_2018.csv"):
            table.writerow([row["CODGEO"], row["LIBGEO"], row["CODGEO"]])
    done = subprocess.run([COMMAND, "run", "--pays", str(SHARED / "ze2020.geojson"), "--ptce", str(folder / "communes.csv"),
                           "--composition", str(SHARED / "communes_zonages_2024.csv"), "--by", "ZE2020", "--ptce-cog", "2018",
                           "--composition-cog", "2024", "-o", str(folder / "out"), "--quiet"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "out"


@needs_shared
def test_each_commune_of_2018_is_accounted_for_in_2024(moved):
    zone_of = {row["CODGEO"]: row["ZE2020"] for row in rows(SHARED / "communes_zonages_2024.csv") if row["CODGEO"]}
    given = [row["CODGEO"] for row in rows(SHARED / "communes_zonages_2018.csv")]
    placed = {row["id"]: row for row in rows(moved / "inputs" / "ptce.csv")}
    assert len(given) == 35_357
    assert sorted(placed) == sorted(given)
    differences = []
    for code in given:
        zones = {zone_of[after] for after in in_2024(code, 2018) if zone_of.get(after)}
        row = placed[code]
        written = {row["pays"]} - {""} | set(row["candidats"].split())
        if zones != written or row["sort"] != ("assigned" if len(zones) == 1 else "imprecise"):
            differences.append((code, sorted(zones), row["sort"], sorted(written)))
    assert differences == []
    ledger = json.loads((moved / "report.json").read_text(encoding="utf-8"))["ledger"]["facilities"]
    assert ledger["read"] == len(given)
    assert sum(count for bucket, count in ledger.items() if bucket != "read") == len(given)
    assert ledger["assigned"] + ledger["imprecise"] == len(given)


def in_2018(code):
    """Every commune of 2018 that one of 2024 is, or is made of, or was part of."""
    codes = {code}
    for _, changes in sorted(steps().items(), reverse=True):
        came_from = defaultdict(set)
        for before, after in changes.items():
            for one in after:
                came_from[one].add(before)
        codes = {before for one in codes for before in came_from.get(one, {one})}
    return codes


@needs_shared
def test_each_commune_of_2024_is_accounted_for_in_2018(tmp_path):
    """Backward: the communes of 2024 in the employment zones of 2010, whose composition is of 2018. Where the zones lie says nothing
    here: each is a square of its own."""
    zone_of = {row["CODGEO"]: row["ZE2010"] for row in rows(SHARED / "communes_zonages_2018.csv")}
    given = [row["CODGEO"] for row in rows(SHARED / "communes_zonages_2024.csv") if row["CODGEO"]]
    assert len(given) == 34_935
    features = []
    for i, zone in enumerate(sorted(set(zone_of.values()) - {""})):
        x, y = i % 20 * 0.4 - 3, i // 20 * 0.4 + 43
        square = [[[x, y], [x + 0.4, y], [x + 0.4, y + 0.4], [x, y + 0.4], [x, y]]]
        features.append({"type": "Feature", "properties": {"code": zone, "nom": zone}, "geometry": {"type": "Polygon", "coordinates": square}})
    (tmp_path / "pays.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    with open(tmp_path / "communes.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", "nom", "code_insee"])
        table.writerows([code, code, code] for code in given)
    done = subprocess.run([COMMAND, "run", "--pays", str(tmp_path / "pays.geojson"), "--ptce", str(tmp_path / "communes.csv"),
                           "--composition", str(SHARED / "communes_zonages_2018.csv"), "--by", "ZE2010", "--ptce-cog", "2024",
                           "--composition-cog", "2018", "-o", str(tmp_path / "out"), "--quiet"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    placed = {row["id"]: row for row in rows(tmp_path / "out" / "inputs" / "ptce.csv")}
    assert sorted(placed) == sorted(given)
    differences = []
    for code in given:
        zones = {zone_of[before] for before in in_2018(code) if zone_of.get(before)}
        written = {placed[code]["pays"]} - {""} | set(placed[code]["candidats"].split())
        if zones != written:
            differences.append((code, sorted(in_2018(code)), sorted(zones), placed[code]["sort"], sorted(written)))
    assert differences == []


@needs_shared
def test_what_changed_says_how(moved):
    """Of each code that Insee says changed from 2018 to 2024, the row tells what it became."""
    by_year = steps()
    changed = {code for year in by_year.values() for code, after in year.items() if after != {code}}
    # merged, and there again later: the same commune under its own code
    came_back = {code for year, changes in by_year.items() for code, after in changes.items() if code not in after
                 and any(code in later for to, others in by_year.items() if to > year for later in others.values())}
    given = {row["CODGEO"] for row in rows(SHARED / "communes_zonages_2018.csv")}
    silent = [row["id"] for row in rows(moved / "inputs" / "ptce.csv") if row["id"] in (changed & given) - came_back and not row["resolution"]]
    assert silent == []


@needs_shared
def test_the_year_of_such_a_list_is_found_by_itself(tmp_path):
    """All communes of 2018, and those of 2024: the codes tell, and no stated year is needed."""
    pays = tmp_path / "pays.geojson"
    square = [[[-6, 41], [10, 41], [10, 52], [-6, 52], [-6, 41]]]
    pays.write_text(json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"code": "F", "nom": "F"}, "geometry": {"type": "Polygon", "coordinates": square}}]}), encoding="utf-8")
    for table, expected in (("communes_zonages_2018.csv", "≤ 2018"), ("communes_zonages_2024.csv", "2024")):
        listed = tmp_path / table
        with open(listed, "w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(["id", "nom", "code_insee"])
            out.writerows([row["CODGEO"], row["CODGEO"], row["CODGEO"]] for row in rows(SHARED / table) if row["CODGEO"])
        done = subprocess.run([COMMAND, "check", "--pays", str(pays), "--ptce", str(listed), "--json"], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        said = [finding["parameters"]["years"] for finding in json.loads(done.stdout)["findings"] if finding["code"] == "list_vintage_inferred"]
        assert said == [expected]
