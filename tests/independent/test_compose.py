"""Composing by EPCI, and the recipe of the planners' guide, against unions made with Shapely."""
import csv
import json
import re
import shlex
import subprocess
from collections import defaultdict

import pytest
import shapely
from shapely.geometry import box, shape
from shapely.ops import unary_union

from conftest import HERE, ROOT, command

SHARED = ROOT.parent / "shared/data"
BANATIC = HERE / "compose/banatic.csv"
WEST, CENTRE = "299999001", "299999002"


def members(rows):
    """Groupement -> SIRENs of its member EPCI."""
    found = defaultdict(set)
    for row in rows:
        if row["Nature juridique"] == "PETR" and row["Catégorie membre"] == "Groupement":
            found[row["N° SIREN"]].add(row["Siren membre"])
    return dict(found)


@pytest.fixture(scope="module")
def banatic():
    with open(BANATIC, encoding="cp1252", newline="") as file:
        return members(csv.DictReader(file, delimiter=";"))


@pytest.fixture(scope="module")
def gazetteer():
    """EPCI -> codes of its communes, and former code -> codes it has become."""
    epci, former = {}, defaultdict(set)
    with open(ROOT / "data/france/communes.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            epci[row["code"]] = row["epci"]
    with open(ROOT / "data/france/communes_anciennes.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            former[row["code"]].add(row["commune"])
    return epci, former


def recipe():
    """The words of the guide's command."""
    page = (ROOT / "docs/planificateurs.md").read_text(encoding="utf-8")
    lines = [line.strip() for block in re.findall(r"```bash\n(.*?)```", page, re.S) for line in block.splitlines()]
    return shlex.split(next(line for line in lines if line.startswith("maillage compose") and "banatic.csv" in line))[1:]


def layer(path, features):
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": properties, "geometry": shapely.geometry.mapping(outline)} for properties, outline in features]}))


def composed(place, words):
    """Code -> (name, outline), and what was said on stderr."""
    done = subprocess.run([str(command()), *words], cwd=place, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    written = json.loads((place / words[words.index("-o") + 1]).read_text(encoding="utf-8"))
    return {f["properties"]["code"]: (f["properties"]["nom"], shape(f["geometry"])) for f in written["features"]}, done.stderr


@pytest.fixture
def place(tmp_path):
    (tmp_path / "banatic.csv").write_bytes(BANATIC.read_bytes())
    return tmp_path


def squares(codes):
    """A square of a quarter of a degree for each code, side by side in rows of ten, in the middle of France."""
    corner = lambda i: (i % 10 / 4, 44.5 + i // 10 / 4)
    return {code: box(*corner(i), corner(i)[0] + 0.25, corner(i)[1] + 0.25) for i, code in enumerate(sorted(codes))}


def test_the_recipe_through_the_gazetteer(place, banatic, gazetteer):
    epci, _ = gazetteer
    wanted = {code for code in epci if epci[code] in set.union(*banatic.values())}
    stranger = next(code for code in epci if epci[code] == "200069086")
    drawn = squares(wanted | {stranger})
    absent = sorted(wanted)[7]
    layer(place / "communes.geojson", [({"code": code}, outline) for code, outline in drawn.items() if code != absent])
    result, said = composed(place, recipe())
    assert set(result) == {WEST, CENTRE}
    for petr, sirens in banatic.items():
        name, outline = result[petr]
        assert name.startswith("PETR d'essai") and "(inventé)" in name
        expected = unary_union([drawn[code] for code in wanted - {absent} if epci[code] in sirens])
        assert outline.equals(expected), petr
    assert f"1 commune(s) de la table absente(s) de la couche : {absent}." in said
    assert f"La commune {stranger} a un contour mais n'est dans aucun territoire de la table." in said
    assert "SIREN" not in said


def test_the_recipe_through_the_layers_own_epci(place, banatic):
    sirens = sorted(set.union(*banatic.values()))
    drawn = {f"9900{i}": (siren, box(i, 45, i + 1, 46)) for i, siren in enumerate(sirens)}  # codes that no gazetteer knows
    layer(place / "communes.geojson", [({"insee_com": code, "siren_epci": siren}, outline) for code, (siren, outline) in drawn.items()])
    result, said = composed(place, recipe())
    for petr, members_of in banatic.items():
        assert result[petr][1].equals(unary_union([outline for siren, outline in drawn.values() if siren in members_of]))
    assert "99000" not in said


def test_a_member_that_is_no_epci_is_told(place, banatic, gazetteer):
    epci, _ = gazetteer
    drawn = squares({code for code in epci if epci[code] in set.union(*banatic.values())})
    layer(place / "communes.geojson", [({"code": code}, outline) for code, outline in drawn.items()])
    words = recipe()
    at = words.index("Catégorie membre=Groupement")
    _, said = composed(place, words[:at - 1] + words[at + 1:])
    assert "1 SIREN de la table qui ne sont ceux d'aucun EPCI connu : 299999901." in said
    assert "banatic.csv: ligne 4:" in said


def test_communes_and_epci_in_one_table(place, gazetteer):
    epci, _ = gazetteer
    breizh = {code for code in epci if epci[code] == "242200715"}
    drawn = squares(breizh | {"01001", "01002"})
    layer(place / "communes.geojson", [({"code": code}, outline) for code, outline in drawn.items()])
    (place / "table.csv").write_text("CODGEO,PAYS\n242200715,X\n01001,X\n01002,Y\n")
    result, said = composed(place, ["compose", "--outlines", "communes.geojson", "--composition", "table.csv", "--by", "PAYS", "-o", "o.geojson"])
    assert result["X"][1].equals(unary_union([drawn[code] for code in breizh | {"01001"}]))
    assert result["Y"][1].equals(drawn["01002"])
    assert said == ""


def test_the_recipe_with_real_communes(place, banatic, gazetteer):
    """Outlines of 2024, EPCI of the gazetteer: communes merged since follow their code."""
    source = SHARED / "communes_cog2024.geojson"
    if not source.exists():
        pytest.skip("communes_cog2024.geojson is not beside the project")
    epci, former = gazetteer
    outlines = {f["properties"]["code"]: f["geometry"] for f in json.loads(source.read_text(encoding="utf-8"))["features"]}
    layer(place / "communes.geojson", [({"code": code}, shape(outline)) for code, outline in outlines.items()
                                       if code.startswith(("22", "29", "35", "56"))])
    result, _ = composed(place, recipe())
    for petr, sirens in banatic.items():
        parts = [shape(outline) for code, outline in outlines.items()
                 if {epci[now] for now in ({code} if code in epci else former[code])} & sirens]
        assert len(parts) > 50
        assert result[petr][1].equals(unary_union(parts)), petr
