"""datapackage.json is a Data Package 2.0: by frictionless, which also reads every table by its schema, and by our own rules.

frictionless has a Python of its own: tools/own_python makes it (build/frictionless), from tests/independent/frictionless/requirements.txt.
"""
import csv
import hashlib
import json
import os
import subprocess
from pathlib import Path

import pytest

from conftest import ROOT, command

FRICTIONLESS = Path(os.environ.get("FRICTIONLESS", ROOT / "build/frictionless/bin/frictionless"))
ALL = "qgis,xlsx,csv-excel,umap,fgb,regions,simplified"


def run(folder, *arguments):
    done = subprocess.run([str(command()), "run", *map(str, arguments), "-q", "-o", str(folder)], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def validated(folder, name="datapackage.json"):
    assert FRICTIONLESS.exists(), f"{FRICTIONLESS} does not exist: tools/own_python makes it"
    done = subprocess.run([str(FRICTIONLESS), "validate", name, "--json"], cwd=folder, capture_output=True, text=True, timeout=300)
    return json.loads(done.stdout)


def complaints(report):
    return [f"{task.get('name')}: {error['message']}" for task in [report, *report["tasks"]] for error in task["errors"]]


@pytest.fixture(scope="module")
def france(tmp_path_factory):
    return run(tmp_path_factory.mktemp("package") / "run", "data/france/etude.toml", "--formats", ALL)


def package(folder):
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def test_frictionless_finds_nothing_to_say(france):
    report = validated(france)
    assert complaints(report) == [] and report["valid"]
    assert report["stats"]["tasks"] == len(package(france)["resources"])
    read = {task["place"]: task["stats"].get("rows") for task in report["tasks"] if task["type"] == "table"}
    for path, rows in read.items():
        with (france / path).open(encoding="utf-8-sig", newline="") as file:
            assert rows == sum(1 for _ in csv.reader(file)) - 1, path


def test_frictionless_would_tell(france, tmp_path):
    """Each of these is an error to it: a validator that accepts anything proves nothing."""
    def spoilt(change):
        document = package(france)
        change({one["path"]: one for one in document["resources"]}["gaps.csv"])
        (france / "spoilt.json").write_text(json.dumps(document), encoding="utf-8")
        try:
            return complaints(validated(france, "spoilt.json"))
        finally:
            (france / "spoilt.json").unlink()
    assert any("hash" in one for one in spoilt(lambda one: one.update(hash="sha256:" + "0" * 64)))
    assert any("type" in one for one in spoilt(lambda one: one["schema"]["fields"][1].update(type="integer")))
    assert any("primary key" in one.lower() for one in spoilt(lambda one: one["schema"].update(primaryKey=["statut"])))


def test_what_hostile_input_makes_is_one_too(tmp_path):
    folder = ROOT / "tests/golden/valid-hostile-names"
    words = (folder / "command").read_text(encoding="utf-8").split()
    study = ["--pays", folder / "pays.geojson", "--ptce", folder / "ptce.csv", "--gazetteer", ROOT / "tests/golden/gazetteer"]
    assert "run" in words
    assert complaints(validated(run(tmp_path / "run", *study, "--formats", ALL))) == []


def test_every_file_is_listed_once_with_its_bytes(france):
    document = package(france)
    listed = [one["path"] for one in document["resources"]]
    there = sorted(path.relative_to(france).as_posix() for path in france.rglob("*") if path.is_file())
    assert sorted([*listed, "datapackage.json"]) == there and len({one["name"] for one in document["resources"]}) == len(listed)
    for one in document["resources"]:
        data = (france / one["path"]).read_bytes()
        assert one["hash"] == "sha256:" + hashlib.sha256(data).hexdigest() and one["bytes"] == len(data)


def test_layers_say_their_columns_and_system(france):
    document = package(france)
    assert document["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json" and document["name"] == "maillage"
    for one in document["resources"]:
        assert one.get("type", "table") == "table"  # the one type the standard knows
        if one["path"].startswith(("layers/", "regions/", "simplified/")) and one["path"].endswith(".geojson"):
            assert one["crs"] == "OGC:CRS84"
            fields = {field["name"]: field for field in one["schema"]["fields"]}
            for feature in json.loads((france / one["path"]).read_text(encoding="utf-8"))["features"]:
                assert list(feature["properties"]) == list(fields)
            assert all(field["title"] for field in fields.values())
    pays = {one["path"]: one for one in document["resources"]}["layers/pays.geojson"]["schema"]
    assert pays["primaryKey"] == ["code"] and pays["fields"][6] == {"name": "population", "title": "Population municipale", "type": "integer", "unit": "persons"}


def test_every_column_of_a_csv_has_a_title(france):
    for one in package(france)["resources"]:
        if one["path"].endswith(".csv"):
            with (france / one["path"]).open(encoding="utf-8-sig", newline="") as file:
                head = next(csv.reader(file, delimiter=one.get("dialect", {}).get("delimiter", ",")))
            assert [field["name"] for field in one["schema"]["fields"]] == head
            assert [field["name"] for field in one["schema"]["fields"] if not field.get("title")] == [], one["path"]


def test_sources_and_licences_are_carried_through(france, tmp_path):
    document = package(france)
    sources = {one["title"]: one for one in document["sources"]}
    insee = sources["Insee, Code officiel géographique ; DGCL ; Etalab"]
    assert {"communes.csv", "zones.geojson"} <= set(insee["files"]) and insee["licenses"] == [{"name": "Licence-Ouverte", "title": "Licence Ouverte"}]
    assert sources["GeoNames (geonames.org) : points"]["licenses"] == [{"name": "CC-BY-4.0"}]
    assert {"name": "CC-BY-4.0"} in document["licenses"]
    golden = ROOT / "tests/golden/valid-minimal"
    study = tmp_path / "etude.toml"
    study.write_text(f'[pays]\npath = "{golden}/pays.geojson"\nsource = "https://exemple.fr/pays"\nlicence = "ODbL-1.0"\n[ptce]\npath = "{golden}/ptce.csv"\n'
                     f'source = "Labo"\nlicence = "https://exemple.fr/licence"\n[gazetteer]\npath = "{golden.parent}/gazetteer"\n', encoding="utf-8")
    own = package(run(tmp_path / "run", study))
    assert own["sources"] == [
        {"title": "https://exemple.fr/pays", "path": "https://exemple.fr/pays", "files": ["pays.geojson"], "licenses": [{"name": "ODbL-1.0"}]},
        {"title": "Labo", "files": ["ptce.csv"], "licenses": [{"path": "https://exemple.fr/licence"}]}]
    assert own["licenses"] == [{"name": "ODbL-1.0"}, {"path": "https://exemple.fr/licence"}]
    assert complaints(validated(tmp_path / "run")) == []
