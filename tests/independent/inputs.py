"""The real runs and their input files, read without any of the engine: rows, outlines, the gazetteer, where communes are."""
import csv
import json
import math
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

import geopandas


@dataclass(frozen=True)
class Run:
    """One real run: the engine's arguments (relative to `root`) and the files they name."""
    name: str
    root: Path
    arguments: tuple
    pays: str
    pays_code: str
    ptce: str
    ptce_fields: dict
    statuses: Optional[str] = None
    composition: Optional[tuple] = None     # file, key column, zone column
    communes: Optional[str] = None          # points of communes; default: the gazetteer
    population: Optional[str] = None        # default: the gazetteer
    study: Optional[str] = None

    def path(self, relative):
        return self.root / relative

    def inputs(self):
        named = [self.pays, self.ptce, self.statuses, self.communes, self.population, self.study,
                 self.composition and self.composition[0]]
        tables = ["communes", "communes_anciennes", "regions"]
        return [self.path(name) for name in named if name] + [self.path(f"data/france/{t}.csv") for t in tables]


def runs(root):
    root, shared, france = Path(root), "../shared/data", "data/france"
    ptce_fields = dict(id="id", name="name", commune="insee_code", lon="lon", lat="lat", status="status",
                       precision="precision", epci="epci_code", territory="epci_or_territory", departement="departement", region="region")
    ptce = dict(ptce=f"{france}/ptce.csv", ptce_fields=ptce_fields, statuses=f"{france}/statuts.csv")
    ptce_arguments = ("--ptce", ptce["ptce"], "--statuses", ptce["statuses"])
    tables = dict(communes=f"{shared}/communes_points_2024.geojson", population=f"{shared}/communes_population_2024.csv")
    table_arguments = ("--communes", tables["communes"], "--population", tables["population"])
    zones = dict(pays=f"{shared}/ze2020.geojson", pays_code="ze2020",
                 composition=(f"{shared}/communes_zonages_2024.csv", "CODGEO", "ZE2020"))
    zone_arguments = ("--composition", zones["composition"][0], "--key", "CODGEO", "--by", "ZE2020")
    services = f"{shared}/france_services_2024.geojson"
    return {
        "A": Run("A", root, (f"{france}/etude.toml",), f"{france}/zones.geojson", "code", study=f"{france}/etude.toml",
                 composition=(f"{france}/communes.csv", "code", "zone"), **ptce),
        "B1": Run("B1", root, ("--pays", zones["pays"], "--ptce", services, "--ptce-id", "id_territoire",
                               "--ptce-name", "lib_territoire", "--ptce-commune", "id_geo",
                               *zone_arguments, *table_arguments),
                  ptce=services, ptce_fields=dict(id="id_territoire", name="lib_territoire", commune="id_geo"),
                  **zones, **tables),
        "B2": Run("B2", root, ("--pays", zones["pays"], *ptce_arguments, *zone_arguments), **zones, **ptce),
        "C": Run("C", root, ("--pays", f"{shared}/petr_2020.geojson", *ptce_arguments, *table_arguments),
                 pays=f"{shared}/petr_2020.geojson", pays_code="id", **ptce, **tables),
    }


# ---------------------------------------------------------------------------------------------------- reading
def read_rows(path):
    with open(path, encoding="utf-8-sig", newline="") as stream:
        return [row for row in csv.DictReader(stream) if any((value or "").strip() for value in row.values())]


def number(text):
    """A finite number, or None: empty, `nan` and anything else are null."""
    try:
        value = float(text)
    except (TypeError, ValueError):
        return None
    return value if math.isfinite(value) else None


def people(text):
    value = number(text)
    return None if value is None else int(round(value))


def departement_of(code):
    return code[:3] if code[:2] in ("97", "98") else code[:2]


def read_facilities(run):
    path = run.path(run.ptce)
    if path.suffix == ".csv":
        rows, own = read_rows(path), None
    else:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        rows = [f["properties"] for f in features]
        own = [tuple(f["geometry"]["coordinates"][:2]) if (f["geometry"] or {}).get("type") == "Point" else None
               for f in features]
    for index, row in enumerate(rows):
        value = {name: (row.get(column) or "").strip() for name, column in run.ptce_fields.items()}
        lon, lat = number(value.get("lon")), number(value.get("lat"))
        value["own"] = own[index] if own else (None if lon is None or lat is None else (lon, lat))
        yield value


class Gazetteer:
    """The embedded COG: current communes, and the codes that were replaced."""

    def __init__(self, folder):
        self.communes = {row["code"]: row for row in read_rows(folder / "communes.csv")}
        self.current = {code: code for code in self.communes}
        self.former = defaultdict(set)
        for row in read_rows(folder / "communes_anciennes.csv"):
            self._replace(row["code"], row["commune"])
        for code, row in self.communes.items():
            for old in (row.get("anciens_codes") or "").replace(";", " ").replace(",", " ").replace("|", " ").split():
                self._replace(old, code)
        self.region_code = {row["nom"].casefold(): row["code"] for row in read_rows(folder / "regions.csv")}
        self.region_name = {row["code"]: row["nom"] for row in read_rows(folder / "regions.csv")}

    def _replace(self, old, new):
        if old not in self.communes:        # a déléguée may bear its commune's own code
            self.current.setdefault(old, new)
        if old != new:
            self.former[new].add(old)

    def members(self, column, value):
        return [code for code, row in self.communes.items() if row[column] == value]


# ---------------------------------------------------------------------------------------- where communes are
class Locator:
    """Which territory a commune is in, by the composition, else by its point in the outlines."""

    def __init__(self, run, gazetteer, outlines):
        self.gazetteer = gazetteer
        self.outlines = outlines
        if run.communes:
            features = json.loads(run.path(run.communes).read_text(encoding="utf-8"))["features"]
            self.table = {f["properties"]["code"]: (tuple(f["geometry"]["coordinates"]), f["properties"]["dep"],
                                                    f["properties"]["reg"]) for f in features}
        else:
            self.table = {code: (self._gazetteer_point(code), row["departement"], row["region"])
                          for code, row in gazetteer.communes.items()}
        if run.composition:
            path, key, by = run.composition
            listed = {row[key]: row[by] for row in read_rows(run.path(path)) if row[key]}
            self.listed = set(listed)
            self.direct = {code: zone for code, zone in listed.items() if zone}
        else:
            located = {code: entry[0] for code, entry in self.table.items() if entry[0]}
            self.listed = set(located)
            self.direct = {c: t for c, t in zip(located, self.locate(list(located.values()))) if t}

    def _gazetteer_point(self, code):
        row = self.gazetteer.communes.get(code, {})
        lon, lat = number(row.get("lon")), number(row.get("lat"))
        return None if lon is None or lat is None else (lon, lat)

    def locate(self, points):
        """For each point the lowest code of the closed polygons that hold it, or None."""
        layer = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(*zip(*points)), crs=self.outlines.crs)
        joined = layer.sjoin(self.outlines[["code", "geometry"]], predicate="intersects")
        lowest = joined.groupby(level=0)["code"].min()
        return [lowest.get(index) for index in range(len(points))]

    def resolve(self, code, table):
        """The codes under which a table knows a commune: itself, its current code, else its former ones."""
        if code in table:
            return [code]
        current = self.gazetteer.current.get(code, code)
        return [current] if current in table else sorted(self.gazetteer.former.get(current, set()) & set(table))

    def knows(self, code):
        return code in self.listed or code in self.table or code in self.gazetteer.current

    def territories(self, code):
        """Every territory it or a commune merged into it is in: one merged since the table may lie in several; {None}: in none."""
        merged = self.gazetteer.former.get(code, set()) & self.listed
        return {self.direct.get(known) for known in {*self.resolve(code, self.listed), *merged}} or {None}

    def territory(self, code):
        known = self.resolve(code, self.listed)
        return self.direct.get(known[0]) if known else None

    def point(self, code):
        for known in self.resolve(code, self.table):
            if self.table[known][0]:
                return self.table[known][0]
        return self._gazetteer_point(self.gazetteer.current.get(code, code))

    def place(self, code):
        """Département and région of a commune code."""
        current = self.gazetteer.current.get(code, code)
        for key in (code, current):
            if key in self.table:
                return self.table[key][1:]
            if key in self.gazetteer.communes:
                row = self.gazetteer.communes[key]
                return row["departement"], row["region"]
        return departement_of(code), ""


def read_outlines(run):
    """Territories by code; one code under several names becomes CODE~1, CODE~2 in the order of the names."""
    layer = geopandas.read_file(run.path(run.pays))
    layer["code"] = layer[run.pays_code].astype(str)
    read = len(layer)
    layer = layer.drop_duplicates(["code", "nom"])
    ledger = {"read": read, "duplicate": read - len(layer)}
    shared = layer["code"].duplicated(keep=False)
    rank = layer.sort_values("nom").groupby("code").cumcount() + 1
    layer.loc[shared, "code"] = layer["code"] + "~" + rank.reindex(layer.index).astype(str)
    return layer.sort_values("code").reset_index(drop=True), ledger
