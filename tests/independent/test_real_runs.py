"""The engine's figures against an independent recomputation (recompute.py), on the real runs.

Counts, codes and populations must be equal; areas to 1e-4; distances to a metre. Every difference is told at once."""
import json
import math
import warnings
from collections import defaultdict

import pytest
from shapely.geometry import Point

from recompute import nearest, recompute

AREA_RELATIVE = 1e-4
AREA_ROUNDING_KM2 = 0.0051      # the figures published have 2 decimals
DISTANCE_KM = 0.001 + 0.00051   # a metre, and the rounding of 3 decimals
CENTRE_DEGREES = 2e-6           # 6 decimals published
SHOWN = 15                      # differences shown for one field; the rest are counted

NATIONAL = ("territories", "covered", "emerging", "possible", "uncovered", "covered_min", "covered_max", "facilities",
            "known_total", "missing_per_territory", "missing_national", "population")
REGIONAL = ("name", "territories", "covered", "emerging", "possible", "uncovered", "covered_max", "facilities", "population")
TERRITORY = ("nom", "departement", "region", "departements", "regions", "population", "nb_ptce", "nb_emergents",
             "nb_possibles", "statut")


class Differences:
    """What differs, grouped by field, so that one cause reads as one block."""

    def __init__(self, title):
        self.title, self.found, self.compared = title, defaultdict(list), 0

    def equal(self, what, subject, expected, written):
        self.compared += 1
        if expected != written:
            self.found[what].append(f"{subject}: expected {expected!r}, written {written!r}")

    def same_codes(self, what, subject, expected, written):
        """Two lists of codes; tells what is missing and what is too many rather than both lists."""
        self.compared += 1
        missing, extra = sorted(set(expected) - set(written)), sorted(set(written) - set(expected))
        if missing or extra:
            self.found[what].append(f"{subject}: not written {missing[:12]} ({len(missing)}), too many {extra[:12]} ({len(extra)})")
        elif len(expected) != len(written):
            self.found[what].append(f"{subject}: {len(expected)} codes expected, {len(written)} written: some twice")

    def near(self, what, subject, expected, written, tolerance):
        if expected is None or written is None:
            self.equal(what, subject, expected, written)
            return
        self.compared += 1
        if not math.isclose(expected, written, rel_tol=0, abs_tol=tolerance):
            self.found[what].append(f"{subject}: expected {expected:.6f}, written {written} ({written - expected:+.6f})")

    def add(self, what, text):
        self.found[what].append(text)

    def check(self):
        if not self.found:
            assert self.compared, "nothing was compared"
            return
        lines = [f"{self.title}: {sum(map(len, self.found.values()))} differences in {self.compared} comparisons"]
        for what, items in self.found.items():
            lines.append(f"  {what} ({len(items)})")
            lines += [f"    {item}" for item in items[:SHOWN]]
            lines += [f"    … and {len(items) - SHOWN} more"] if len(items) > SHOWN else []
        pytest.fail("\n".join(lines), pytrace=False)


def codes(value):
    """A list of codes however it is written: an array, or text with separators."""
    if value is None:
        return []
    if isinstance(value, str):
        value = value.replace(";", " ").replace(",", " ").replace("|", " ").split()
    return sorted(value)


def read_layer(folder, name):
    return json.loads((folder / "layers" / f"{name}.geojson").read_text(encoding="utf-8"))["features"]


def by(features, key):
    return {feature["properties"][key]: feature["properties"] for feature in features}


def compare_fields(differences, what, subject, expected, written, names):
    for name in names:
        mine, theirs = expected.get(name), written.get(name)
        if isinstance(mine, dict):
            for part, value in mine.items():
                differences.equal(f"{what} {name}.{part}", subject, value, (theirs or {}).get(part))
        elif isinstance(mine, list):
            differences.equal(f"{what} {name}", subject, mine, codes(theirs))
        else:
            differences.equal(f"{what} {name}", subject, mine, theirs)


@pytest.fixture(scope="module")
def expectations():
    return {}


@pytest.fixture
def both(each_run, expectations):
    run, folder = each_run
    if run.name not in expectations:
        expectations[run.name] = recompute(run)
    return expectations[run.name], folder


def test_national_regions_and_ledger(both):
    expected, folder = both
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    differences = Differences(f"run {expected.run.name}, report.json")
    compare_fields(differences, "national", "France", expected.national, report["national"], NATIONAL)
    for part, km2 in expected.national["area_km2"].items():
        written = report["national"].get("area_km2", {}).get(part)
        differences.near("national area_km2", part, km2, written, AREA_RELATIVE * km2 + AREA_ROUNDING_KM2)

    written_regions = {region["code"]: region for region in report["regions"]}
    for code in sorted(set(expected.regions) | set(written_regions)):
        mine = expected.regions.get(code)
        if mine is None:
            differences.add("regions", f"{code}: written, not expected: {written_regions[code]}")
        elif code in written_regions:
            compare_fields(differences, "region", code, mine, written_regions[code], REGIONAL)
        elif mine["territories"] or mine["facilities"]:
            differences.add("regions", f"{code} {mine['name']}: expected, not written")

    facilities = report["ledger"]["facilities"]
    for bucket, count in expected.ledger["facilities"].items():
        differences.equal("ledger.facilities", bucket, count, facilities.get(bucket))
    for table, ledger in report["ledger"].items():
        differences.equal("ledger sums to the rows read", table, ledger["read"],
                          sum(count for bucket, count in ledger.items() if bucket != "read"))
    differences.equal("ledger.territories", "read", expected.ledger["territories"]["read"],
                      report["ledger"]["territories"]["read"])
    differences.check()


def test_territories(both):
    expected, folder = both
    differences = Differences(f"run {expected.run.name}, layers/pays.geojson and layers/gaps.geojson")
    features = read_layer(folder, "pays")
    written = by(features, "code")
    differences.equal("features", "pays", len(expected.territories), len(features))
    differences.same_codes("codes", "pays", list(expected.territories), list(written))
    for code, mine in expected.territories.items():
        if code not in written:
            continue
        compare_fields(differences, "pays", code, mine, written[code], TERRITORY)
        differences.near("pays surface_km2", code, mine["surface_km2"], written[code].get("surface_km2"),
                         AREA_RELATIVE * mine["surface_km2"] + AREA_ROUNDING_KM2)
    gaps = sorted(feature["properties"]["code"] for feature in read_layer(folder, "gaps"))
    differences.same_codes("codes", "gaps", [c for c, t in expected.territories.items() if t["statut"] != "couvert"], gaps)
    differences.check()


def test_facilities(both):
    expected, folder = both
    differences = Differences(f"run {expected.run.name}, layers/ptce.geojson")
    written = by(read_layer(folder, "ptce"), "id")
    for identifier, mine in expected.facilities.items():
        if mine.bucket not in ("assigned", "outside", "imprecise", "without_location"):
            continue
        if identifier not in written:
            differences.add("facilities", f"{identifier}: expected ({mine.bucket}), not written")
            continue
        theirs = written[identifier]
        differences.equal("ptce pays", identifier, mine.territory if mine.bucket == "assigned" else None, theirs.get("pays"))
        if mine.bucket == "imprecise":
            differences.same_codes("ptce candidats", identifier, sorted(mine.candidates), codes(theirs.get("candidats")))
    for identifier in sorted(set(written) - set(expected.facilities)):
        differences.add("facilities", f"{identifier}: written, not expected")
    differences.check()


def published_centres(folder, territories):
    """Where each link starts, by the territory it names."""
    centres = {}
    for feature in read_layer(folder, "links"):
        properties = feature["properties"]
        named = [properties[key] for key in ("code", "pays", "pays_code", "id") if properties.get(key) in territories]
        if named:
            centres[named[0]] = feature["geometry"]["coordinates"]
    return centres


def test_nearest_facility(both):
    expected, folder = both
    differences = Differences(f"run {expected.run.name}, nearest facility and distance")
    written = by(read_layer(folder, "pays"), "code")
    links = published_centres(folder, expected.territories)
    unverified = []
    for code, mine in expected.territories.items():
        theirs = written.get(code, {})
        identifier, km = mine["ptce_proche"], mine["distance_km"]
        line = links.get(code)
        if line and mine["centre"]:
            for axis, value in enumerate(mine["centre"]):
                differences.near(f"centre {('lon', 'lat')[axis]}", code, value, line[0][axis], CENTRE_DEGREES)
        if line and not mine["centre"]:
            if not mine["geometry"].contains(Point(line[0])):
                differences.add("centre outside its outline", f"{code}: {line[0]}")
            identifier, km = nearest(expected, code, line[0])
        elif not mine["centre"] and mine["land"] is not None:
            point = mine["geometry"].representative_point()
            if nearest(expected, code, (point.x, point.y))[0] is not None:
                unverified.append(code)
                continue
        differences.equal("ptce_proche", code, identifier, theirs.get("ptce_proche"))
        differences.near("distance_km", code, km, theirs.get("distance_km"), DISTANCE_KM)
        if line and identifier:
            end = expected.facilities[identifier].position
            for axis in (0, 1):
                differences.near("link's end", f"{code} to {identifier}", end[axis], line[-1][axis], CENTRE_DEGREES)
    if unverified:
        warnings.warn(f"run {expected.run.name}: {len(unverified)} territories have an interior centre and no link: "
                      f"distance not verified: {' '.join(unverified[:20])}")
    differences.check()
