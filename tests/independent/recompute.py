"""Recomputes, from the input files and the rules of docs/method.md alone, what `maillage run` must find.

Nothing here shares code or results with the engine: GeoPandas and Shapely locate, pyproj measures, the rest is plain
Python. `runs(ROOT)` describes the real runs, `recompute(run)` gives an `Expected`.
As a script: `python3 recompute.py A|B1|B2|C [ROOT]` prints the headline figures of one run.
"""
import json
import math
import sys
import tomllib
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional

from pyproj import Geod
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching

from inputs import Gazetteer, Locator, Run, people, read_facilities, read_outlines, read_rows, runs

GEOD = Geod(ellps="WGS84")
COUNTED = {"actif", "laureat"}
EMERGENT = {"emergent"}
EXCLUDED = {"candidat", "ferme", "cite"}
TARGET = 300
KNOWN_SHARE = 0.99
BUCKETS = ("rejected", "duplicate", "excluded", "unknown_status", "without_location", "imprecise", "outside", "assigned")


@dataclass
class Facility:
    id: str
    stage: Optional[str]                    # None: the list has no status column
    departement: Optional[str] = None
    region: Optional[str] = None
    bucket: str = ""
    territory: Optional[str] = None
    candidates: frozenset = frozenset()
    one_departement: bool = False           # its declared area lies in a single département
    position: Optional[tuple] = None        # only when surely located

    @property
    def counted(self):
        return self.bucket in BUCKETS[4:] and (self.stage is None or self.stage in COUNTED)

    @property
    def emergent(self):
        return self.bucket in BUCKETS[4:] and self.stage in EMERGENT


@dataclass
class Commune:
    code: str
    territory: Optional[str] = None
    population: Optional[int] = None
    point: Optional[tuple] = None
    departement: str = ""
    region: str = ""
    placed: bool = True


@dataclass
class Expected:
    run: Run
    outlines: object
    territories: dict = field(default_factory=dict)
    facilities: dict = field(default_factory=dict)
    national: dict = field(default_factory=dict)
    regions: dict = field(default_factory=dict)
    ledger: dict = field(default_factory=dict)
    notes: list = field(default_factory=list)


# ------------------------------------------------------------------------------------------------- facilities
def area_of(value, gazetteer):
    """Member communes of the area an imprecise row declares; None when it declares nothing usable."""
    if value.get("epci"):
        members = gazetteer.members("epci", value["epci"])
        if members:
            return members
    departements = [d.strip() for d in value.get("departement", "").replace(",", ";").split(";") if d.strip()]
    members = [code for d in departements for code in gazetteer.members("departement", d)]
    if members:
        return members
    region = gazetteer.region_code.get(value.get("region", "").casefold())
    return (gazetteer.members("region", region) or None) if region else None


def named_territories(run, name):
    """Codes of the territories of exactly that name, case apart."""
    if not name:
        return []
    with open(run.pays, encoding="utf-8") as file:
        rows = [feature["properties"] for feature in json.load(file)["features"]]
    return [row[run.pays_code] for row in rows if (row.get("nom") or row.get("name") or "").casefold() == name.casefold()]


def place_facility(value, stage, run, gazetteer, locator):
    facility = Facility(value["id"], stage)
    if value.get("precision", "commune") in ("commune", "adresse", "point"):
        code, own = value.get("commune", ""), value["own"]
        known = bool(code) and locator.knows(code)
        facility.position = own or (locator.point(code) if known else None)
        if run.composition and known:
            facility.territory = locator.territory(code)
        elif facility.position:
            facility.territory = locator.locate([facility.position])[0]
        else:
            facility.bucket = "without_location"
            return facility
        facility.bucket = "assigned" if facility.territory else "outside"
        if known:
            facility.departement, facility.region = locator.place(code)
        return facility
    bearers = named_territories(run, value.get("territory")) if value["precision"] == "territoire" else []
    area = area_of(value, gazetteer)
    if len(bearers) == 1:  # the pays of that name, which is where the area its row names is
        assert area and bearers[0] in set().union(*(locator.territories(code) for code in area)), value["id"]
        facility.bucket, facility.territory = "assigned", bearers[0]
        regions = {gazetteer.communes[c]["region"] for c in area}
        facility.region = next(iter(regions)) if len(regions) == 1 else None
        return facility
    if not area:
        facility.bucket = "without_location"
        return facility
    places = {(gazetteer.communes[c]["departement"], gazetteer.communes[c]["region"]) for c in area}
    facility.one_departement = len(places) == 1
    facility.departement = next(iter(places))[0] if len(places) == 1 else None
    regions = {region for _, region in places}
    facility.region = next(iter(regions)) if len(regions) == 1 else None
    found = set().union(*(locator.territories(code) for code in area))
    facility.candidates = frozenset(found - {None})
    if not facility.candidates:
        facility.bucket = "outside"
    elif len(found) == 1:
        facility.bucket, facility.territory = "assigned", next(iter(found))
    else:
        facility.bucket = "imprecise"
    return facility


def read_and_place(run, gazetteer, locator):
    stages = None
    if run.statuses:
        stages = {row["statut"].strip(): row["etape"].strip() for row in read_rows(run.path(run.statuses))}
    facilities, ledger = {}, Counter({bucket: 0 for bucket in BUCKETS})
    for value in read_facilities(run):
        ledger["read"] += 1
        stage = stages.get(value["status"], "?") if stages is not None else None
        if value["id"] in facilities:
            ledger["duplicate"] += 1
            continue
        if stage in EXCLUDED or stage == "?":
            facility = Facility(value["id"], stage, bucket="unknown_status" if stage == "?" else "excluded")
        else:
            facility = place_facility(value, stage, run, gazetteer, locator)
        facilities[facility.id] = facility
        ledger[facility.bucket] += 1
    return facilities, dict(ledger)


# --------------------------------------------------------------------------------------------------- communes
def read_communes(run, gazetteer, locator):
    """Every commune once, under the code the population table knows, with its territory, people and point.

    A code named by the composition itself wins over one that only resolves to the same commune."""
    if run.population:
        counts = {row["CODGEO"]: people(row["POP"]) for row in read_rows(run.path(run.population)) if row["CODGEO"]}
    else:
        counts = {code: people(row["population"]) for code, row in gazetteer.communes.items()}
    universe = set(locator.table) | set(counts) if run.population else set(locator.table)
    if run.composition:
        universe |= set(locator.direct)
    communes = {}
    for code in sorted(universe, key=lambda c: (c not in counts, c)):
        current = gazetteer.current.get(code)
        key = code if code in counts else current if current in counts else code
        if key in communes:
            continue
        departement, region = locator.place(code)
        communes[key] = Commune(key, locator.territory(key) or locator.territory(code), counts.get(key),
                                locator.point(key), departement, region)
        communes[key].placed = bool(run.composition) or communes[key].point is not None
    return communes


def known_sum(communes):
    """Their people, or None when under 99 % of them have a figure: never a partial sum beyond that."""
    communes = list(communes)
    known = [c.population for c in communes if c.population is not None]
    return sum(known) if len(known) >= KNOWN_SHARE * len(communes) else None


def most_people(communes, attribute):
    """Where most people live; by communes where no one is counted; the lowest code of a tie."""
    weight = Counter()
    for c in communes:
        weight[getattr(c, attribute)] += c.population or 0
    if not any(weight.values()):
        weight = Counter(getattr(c, attribute) for c in communes)
    return min(weight, key=lambda code: (-weight[code], code)) if weight else None


def land_of(departement):
    """Métropole, Corse, or one overseas territory: distances stay within one of them."""
    if departement in ("2A", "2B", "20"):
        return "corse"
    return departement if departement[:2] in ("97", "98") else "metropole"


def population_centre(communes):
    """Centre of mass of people on the sphere, or None when points hold under 99 % of them."""
    total = sum(c.population or 0 for c in communes)
    held = [(c.point, c.population) for c in communes if c.point and c.population]
    if not total or sum(weight for _, weight in held) < KNOWN_SHARE * total:
        return None
    x = y = z = 0.0
    for (lon, lat), weight in held:
        lam, phi = math.radians(lon), math.radians(lat)
        x += weight * math.cos(phi) * math.cos(lam)
        y += weight * math.cos(phi) * math.sin(lam)
        z += weight * math.sin(phi)
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def nearest(expected, code, centre):
    """(id, km) of the nearest counted facility surely located on the same land; (None, None) when there is none."""
    territory = expected.territories[code]
    best = (None, None)
    for identifier in sorted(expected.facilities):
        facility = expected.facilities[identifier]
        if not (facility.counted and facility.position and facility.bucket in ("assigned", "outside")):
            continue
        departement = facility.departement
        if departement is None:
            owner = expected.territories.get(facility.territory, {})
            departement = owner.get("departement")
        if departement is None or land_of(departement) != territory["land"]:
            continue
        km = GEOD.inv(*centre, *facility.position)[2] / 1000
        if best[1] is None or km < best[1] - 1e-9:
            best = (identifier, km)
    return best


# --------------------------------------------------------------------------------------------------- measures
def maximum_matching(choices):
    """Size of a maximum bipartite matching, by SciPy (Hopcroft and Karp 1973)."""
    rows = [i for i, chosen in enumerate(choices) for _ in chosen]
    names = sorted({one for chosen in choices for one in chosen})
    columns = [bisect_left(names, one) for chosen in choices for one in chosen]
    if not rows:
        return 0
    graph = csr_matrix(([1] * len(rows), (rows, columns)), shape=(len(choices), len(names)))
    return int((maximum_bipartite_matching(graph, perm_type="column") >= 0).sum())


def statut_of(t):
    if t["nb_ptce"]:
        return "couvert"
    if t["nb_emergents"]:
        return "emergent"
    return "possible" if t["narrow"] else "non_couvert"


def area_km2(geometry):
    """Geodesic area on WGS84, ring by ring, so that the rings' directions do not matter."""
    def ring(r):
        return abs(GEOD.polygon_area_perimeter(*zip(*[c[:2] for c in r.coords]))[0])
    parts = getattr(geometry, "geoms", [geometry])
    return sum(ring(p.exterior) - sum(ring(hole) for hole in p.interiors) for p in parts) / 1e6


def measure_territories(expected, communes):
    inhabited = defaultdict(list)
    for commune in communes.values():
        inhabited[commune.territory].append(commune)
    for row in expected.outlines.itertuples():
        inside = inhabited.get(row.code, [])
        t = dict(nom=row.nom, population=known_sum(inside) if inside else None, surface_km2=area_km2(row.geometry),
                 departement=most_people(inside, "departement"), region=most_people(inside, "region"),
                 departements=sorted({c.departement for c in inside}), regions=sorted({c.region for c in inside}),
                 nb_ptce=0, nb_emergents=0, nb_possibles=0, narrow=False, communes=len(inside),
                 centre=population_centre(inside), geometry=row.geometry)
        t["land"] = land_of(t["departement"]) if t["departement"] else None
        expected.territories[row.code] = t
    for facility in expected.facilities.values():
        if facility.bucket == "assigned":
            expected.territories[facility.territory]["nb_ptce"] += facility.counted
            expected.territories[facility.territory]["nb_emergents"] += facility.emergent
        elif facility.bucket == "imprecise" and facility.counted:
            for code in facility.candidates:
                expected.territories[code]["nb_possibles"] += 1
                expected.territories[code]["narrow"] |= facility.one_departement
    for code, t in expected.territories.items():
        t["statut"] = statut_of(t)
        t["ptce_proche"], t["distance_km"] = nearest(expected, code, t["centre"]) if t["centre"] else (None, None)


def totals(territories, facilities, communes, all_facilities=None):
    """Counts and people of a set of territories, facilities and communes (the nation, or one région). Any facility that may lie in one
    of the territories may cover it, be its own région another: `all_facilities`."""
    statuts = Counter(t["statut"] for t in territories.values())
    open_codes = {code for code, t in territories.items() if t["statut"] != "couvert"}
    choices = [sorted(f.candidates & open_codes) for f in all_facilities or facilities
               if f.counted and f.bucket == "imprecise"]
    covered = statuts["couvert"]
    inside = [c for c in communes if c.territory]
    covered_communes = [c for c in inside if c.covered]
    return dict(territories=len(territories), covered=covered, emerging=statuts["emergent"],
                possible=statuts["possible"], uncovered=statuts["non_couvert"],
                covered_min=covered, covered_max=covered + maximum_matching(choices),
                facilities=sum(f.counted for f in facilities),
                population=dict(total=known_sum(communes), covered=known_sum(covered_communes),
                                uncovered=known_sum(c for c in inside if not c.covered),
                                outside=known_sum(c for c in communes if not c.territory and c.placed),
                                unplaced=sum(c.population or 0 for c in communes if not c.placed)))


def known_total_of(run):
    def search(node):
        if isinstance(node, dict):
            for key, value in node.items():
                found = value if key == "known_total" and isinstance(value, int) else search(value)
                if found is not None:
                    return found
        return None
    return search(tomllib.loads(run.path(run.study).read_text(encoding="utf-8"))) if run.study else None


def recompute(run):
    gazetteer = Gazetteer(run.path("data/france"))
    outlines, territory_ledger = read_outlines(run)
    locator = Locator(run, gazetteer, outlines)
    expected = Expected(run, outlines)
    expected.facilities, facility_ledger = read_and_place(run, gazetteer, locator)
    expected.ledger = dict(facilities=facility_ledger, territories=territory_ledger)
    communes = read_communes(run, gazetteer, locator)
    measure_territories(expected, communes)
    for commune in communes.values():
        commune.covered = expected.territories.get(commune.territory, {}).get("statut") == "couvert"
    national = totals(expected.territories, expected.facilities.values(), list(communes.values()))
    known_total, count, found = known_total_of(run), national["territories"], national["facilities"]
    national["known_total"] = known_total
    national["missing_per_territory"] = dict(min=count - national["covered_max"], max=count - national["covered"])
    national["missing_national"] = dict(min=max(0, TARGET - max(found, known_total or 0)), max=max(0, TARGET - found))
    national["area_km2"] = {key: sum(t["surface_km2"] for t in expected.territories.values() if keep(t))
                            for key, keep in (("total", lambda t: True),
                                              ("covered", lambda t: t["statut"] == "couvert"),
                                              ("uncovered", lambda t: t["statut"] != "couvert"))}
    expected.national = national
    for region in sorted({c.region for c in communes.values()} | {t["region"] for t in expected.territories.values() if t["region"]}):
        expected.regions[region] = dict(name=gazetteer.region_name.get(region), **totals(
            {code: t for code, t in expected.territories.items() if t["region"] == region},
            [f for f in expected.facilities.values() if f.region == region],
            [c for c in communes.values() if c.region == region], expected.facilities.values()))
    return expected


def show(expected):
    n = expected.national
    print(f"run {expected.run.name}: maillage run {' '.join(expected.run.arguments)} -o DIR")
    for key, value in n.items():
        print(f"  {key:22} {value}")
    for table, ledger in expected.ledger.items():
        print(f"  ledger.{table:15} {ledger}")
    absent = [code for code, t in expected.territories.items() if t["population"] is None]
    print(f"  without population     {len(absent)} {absent[:8]}")
    interior = sum(t["centre"] is None for t in expected.territories.values())
    print(f"  centres                {len(expected.territories) - interior} of population, {interior} interior points")
    far = sorted(((t["distance_km"], code) for code, t in expected.territories.items() if t["distance_km"] is not None), reverse=True)
    print("  farthest               " + ", ".join(f"{code} {km:.1f} km" for km, code in far[:5]))
    print("  région  terr  couv emerg  poss  non  max  PTCE  population total / couverte / non couverte / hors pays")
    for code, r in expected.regions.items():
        p = r["population"]
        print(f"  {code:6} {r['territories']:5} {r['covered']:5} {r['emerging']:5} {r['possible']:5} {r['uncovered']:4} {r['covered_max']:4}"
              f" {r['facilities']:5}  {p['total']} / {p['covered']} / {p['uncovered']} / {p['outside']}  {r['name']}")


if __name__ == "__main__":
    here = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).resolve().parents[2]
    show(recompute(runs(here)[sys.argv[1]]))
