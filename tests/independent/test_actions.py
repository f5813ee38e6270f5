"""White zones, priorities, pace and concentration of the real runs, recomputed with Shapely, SciPy and pandas from the layers
and lists that the run wrote, by the formulas of docs/method.md."""
import json
import math
from collections import Counter, defaultdict

import geopandas
import pandas
import pytest
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.stats import rankdata
from shapely.geometry import shape
from shapely.ops import unary_union

WEIGHTS = {"population": 2, "distance": 2, "zone_blanche": 1, "chance": 1}
COUNTED = {"actif", "laureat"}
LISTED = {"assigned", "outside", "imprecise", "without_location"}
TENTH_OF_A_METRE = 1e-6
YEARS = 5


class Written:
    """A run's folder."""

    def __init__(self, folder):
        read = lambda name: json.loads((folder / "layers" / f"{name}.geojson").read_text(encoding="utf-8"))["features"]
        self.report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
        self.pays = {one["properties"]["code"]: one["properties"] for one in read("pays")}
        self.outlines = {one["properties"]["code"]: shape(one["geometry"]) for one in read("pays")}
        self.gaps = {one["properties"]["code"]: one["properties"] for one in read("gaps")}
        self.zones = {one["properties"]["id"]: (one["properties"], shape(one["geometry"])) for one in read("white_zones")}
        self.ptce = pandas.read_csv(folder / "inputs" / "ptce.csv", dtype=str, keep_default_na=False)
        self.uncovered = sorted(code for code, one in self.pays.items() if one["statut"] != "couvert")

    def counted(self):
        return self.ptce[self.ptce.sort.isin(LISTED) & self.ptce.etape.isin(COUNTED)]


@pytest.fixture
def written(each_run):
    return Written(each_run[1])


def zones_by_shared_edges(written):
    """Groups of gaps whose outlines have a line in common, longer than rounding makes."""
    codes = written.uncovered
    shapes = [written.outlines[code] for code in codes]
    series = geopandas.GeoSeries(shapes)
    pairs = [(a, b) for a, b in series.sindex.query_bulk(series, predicate="intersects").T if a < b]
    sides = [(a, b) for a, b in pairs if shapes[a].boundary.intersection(shapes[b].boundary).length > 10 * TENTH_OF_A_METRE]
    graph = coo_matrix(([1] * len(sides), ([a for a, _ in sides], [b for _, b in sides])), shape=(len(codes),) * 2)
    _, group = connected_components(graph, directed=False)
    zones = defaultdict(set)
    for code, number in zip(codes, group):
        zones[number].add(code)
    return {frozenset(zone) for zone in zones.values()}


def test_white_zones_are_components_of_shared_borders(written):
    assert {frozenset(zone["pays"]) for zone, _ in written.zones.values()} == zones_by_shared_edges(written)
    assert sorted(code for zone, _ in written.zones.values() for code in zone["pays"]) == written.uncovered


def test_white_zones_sum_their_pays(written):
    order = []
    for zone, outline in written.zones.values():
        members = [written.pays[code] for code in zone["pays"]]
        people = [one["population"] for one in members]
        assert zone["population"] == (None if None in people else sum(people))
        assert zone["surface_km2"] == pytest.approx(sum(one["surface_km2"] for one in members), abs=0.001 * len(members))
        distances = [one["distance_km"] for one in members]
        known = [one for one in distances if one is not None]
        assert zone["distance_km"] == (min(known) if known else None)
        assert zone["distance_max_km"] == (None if None in distances else max(known))
        union = unary_union([written.outlines[code] for code in zone["pays"]])
        assert outline.is_valid
        assert outline.symmetric_difference(union).area <= 1e-6 * union.area  # slivers are left out
        order.append(-(zone["population"] if zone["population"] is not None else -1))
        for code in zone["pays"]:
            assert written.pays[code]["zone_blanche"] == zone["id"]
    assert order == sorted(order)
    assert list(written.zones) == [f"ZB{i + 1}" for i in range(len(written.zones))]


def chances(written):
    none_there = defaultdict(lambda: 1.0)
    outside = {one["properties"]["id"]: one["properties"]["hors_pays"] for one in written.ptce_layer}
    for _, row in written.counted().iterrows():
        if row.sort == "imprecise" and not row.couvre:
            candidates = row.candidats.split()
            places = len(candidates) + (outside[row.id] == "peut-etre")
            for code in candidates:
                none_there[code] *= 1 - 1 / places
    return {code: 1 - none_there[code] for code in written.uncovered}


def test_priorities(each_run, written):
    written.ptce_layer = json.loads((each_run[1] / "layers/ptce.geojson").read_text(encoding="utf-8"))["features"]
    chance = chances(written)
    zone_people = {code: zone["population"] for zone, _ in written.zones.values() for code in zone["pays"]}
    table = pandas.DataFrame({
        "population": {code: written.pays[code]["population"] for code in written.uncovered},
        "distance": {code: math.inf if (km := written.pays[code]["distance_km"]) is None else km for code in written.uncovered},
        "zone_blanche": {code: zone_people[code] for code in written.uncovered},
        "chance": {code: -round(chance[code], 6) for code in written.uncovered}}, dtype=float)
    weighted, weights = 0, 0
    for name, weight in WEIGHTS.items():
        known = table[name].dropna()
        share = pandas.Series((rankdata(known) - 1) / (len(known) - 1) if known.nunique() > 1 else 0.5, index=known.index)
        weighted = weighted + (weight * share.reindex(table.index)).fillna(0)
        weights = weights + weight * table[name].notna()
    score = weighted / weights
    for code in written.uncovered:
        assert written.gaps[code]["chance"] == pytest.approx(chance[code], abs=2e-6)
        assert written.gaps[code]["score"] == pytest.approx(score[code], abs=2e-6), code
    ranked = [one["pays"] for one in written.report["priorities"]["ranking"]]
    assert sorted(ranked) == written.uncovered
    assert all(score[a] >= score[b] - 1e-8 for a, b in zip(ranked, ranked[1:]))
    assert [written.pays[code]["rang"] for code in ranked] == list(range(1, len(ranked) + 1))


def test_pace(written):
    if "pace" not in written.report:
        assert written.report["source"]["date_reference"] is None and not any(written.ptce.annee)
        return
    pace = written.report["pace"]
    counted = written.counted()
    first = {}
    for _, row in counted[counted.sort == "assigned"].iterrows():
        year = int(row.annee) if row.annee else math.inf
        first[row.pays] = min(first.get(row.pays, math.inf), year)
    facilities = Counter(int(year) for year in counted.annee if year)
    covered = Counter(year for year in first.values() if year != math.inf)
    for one in pace["by_year"]:
        assert one["facilities"] == facilities[one["year"]]
        assert one["covered"] == covered[one["year"]]
        assert one["facilities_total"] == sum(count for year, count in facilities.items() if year <= one["year"])
        assert one["covered_total"] == sum(count for year, count in covered.items() if year <= one["year"])
    national = written.report["national"]
    last = pace["by_year"][-1] if pace["by_year"] else {"facilities_total": 0, "covered_total": 0}
    assert last["facilities_total"] + pace["without_year"]["facilities"] + pace["later"]["facilities"] == national["facilities"]
    assert last["covered_total"] + pace["without_year"]["covered"] + pace["later"]["covered"] == national["covered"]
    recent = [year for year in range(pace["date_reference"] - YEARS + 1, pace["date_reference"] + 1)]
    unlisted = max(1, (national["known_total"] or 0) / national["facilities"])
    for target, counts in zip(pace["targets"], (facilities, covered)):
        slow = sum(counts[year] for year in recent) / YEARS
        if not pace["by_year"]:
            assert target["per_year"] is None
            continue
        assert target["per_year"] == {"min": pytest.approx(slow, abs=0.001), "max": pytest.approx(slow * unlisted, abs=0.001)}
        reached = lambda missing, rate: pace["date_reference"] if missing == 0 else pace["date_reference"] + math.ceil(missing / rate) if rate else None
        assert target["reached"] == {"earliest": reached(target["missing"]["min"], slow * unlisted), "latest": reached(target["missing"]["max"], slow)}


def test_concentration(written):
    def expected(codes):
        counts = sorted((written.pays[code]["nb_ptce"] for code in codes), reverse=True)
        tenth = math.ceil(len(counts) / 10)
        return {"facilities": sum(counts), "tenth": tenth, "in_tenth": sum(counts[:tenth]),
                "share": round(100 * sum(counts[:tenth]) / sum(counts), 1) if sum(counts) else None}

    assert written.report["concentration"]["national"] == expected(written.pays)
    for one in written.report["concentration"]["regions"]:
        members = [code for code, pays in written.pays.items() if pays["region"] == one["code"]]
        assert {name: one[name] for name in ("facilities", "tenth", "in_tenth", "share")} == expected(members), one["code"]
