"""Every state between two runs against a run of its own: the files of each state are put together here, by the rules of docs/method.md, and
given to `maillage run`. And a what-if against the run of the list edited by hand."""
import csv
import json
import shutil
import subprocess

import jsonschema
import pytest

from conftest import ROOT, command

FRANCE = ROOT / "data/france"
CAUSES = ["reglages", "cog", "zonage", "nouveaux", "fermes", "etapes", "deplaces", "mieux_localises", "autres"]


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def maillage(*arguments, status=0):
    done = subprocess.run([str(command()), *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == status, done.stderr
    return done.stdout


def statuts(folder):
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return {pays["code"]: pays["statut"] for pays in report["territories"]}


class States:
    """The lists of each step, made by editing rows; the edits of a cause are (id, what becomes of the row)."""
    auch = dict(commune="Auch", insee_code="32013", lon="0.58793", lat="43.64560", departement="32", region="Occitanie")
    gap = dict(commune="Gap", insee_code="05061", precision="commune")
    edits = {
        "fermes": {"ptce-001": dict(status="candidat AAP 2015"), "ptce-002": None, "ptce-017": None},
        "etapes": {"ptce-039": dict(status="laureat AMI phase 2"), "ptce-040": dict(status="laureat AMI phase 2"),
                   "ptce-008": dict(status="laureat AMI phase 1")},
        "deplaces": {"ptce-003": auch, "ptce-008": dict(commune="Dijon", insee_code="21231", lon="5.01667", lat="47.31667", departement="21", region="")},
        "mieux_localises": {"ptce-009": gap, "ptce-011": dict(precision="departement")},
        "autres": {"ptce-016": dict(year="2010"), "ptce-006": dict(name="Un autre nom")},
    }
    new = [dict(id="neuf-1", name="Pôle d'Ajaccio", insee_code="2A004", precision="commune", status="PTCE", year="2025"),
           dict(id="neuf-2", name="Pôle de Quimper", insee_code="29232", precision="commune", status="PTCE", year="2025")]

    def __init__(self):
        self.rows = table(FRANCE / "ptce.csv")

    def after(self, cause):
        if cause == "nouveaux":
            empty = dict.fromkeys(self.rows[0], "")
            self.rows = self.rows + [empty | row for row in self.new]
        edits = self.edits.get(cause, {})
        assert set(edits) <= {row["id"] for row in self.rows}
        self.rows = [row | (edits.get(row["id"]) or {}) for row in self.rows if edits.get(row["id"], {}) is not None]
        return self.rows


@pytest.fixture(scope="module")
def way(tmp_path_factory):
    """Folders of the eleven states, in order, each a run of the files of that state."""
    place = tmp_path_factory.mktemp("diff")
    later = place / "gazetteer"
    shutil.copytree(FRANCE, later, ignore=shutil.ignore_patterns("rebuild"))
    communes = table(FRANCE / "communes.csv")
    rows = table(FRANCE / "ptce.csv")
    # COG: half the communes of every EPCI that the list names go to another
    named = {row["epci_code"] for row in rows if row["epci_code"] and not row["insee_code"]}
    assert named
    seen = dict.fromkeys(named, 0)
    changed = []
    for row in communes:
        if row["epci"] in seen:
            seen[row["epci"]] += 1
            row = row | {"epci": "200071751"} if seen[row["epci"]] % 2 else row
        row = row | {"departement": "32"} if row["zone"] == "651" else row  # Argelès-Gazost leaves the Hautes-Pyrénées, where ptce-035 is
        changed.append(row)
    write(later / "communes.csv", changed)
    # zoning: every third commune of Bourg-en-Bresse's zone goes to Belley's; the communes of Dijon's are in none
    moved = [row | {"zone": "011"} if row["zone"] == "012" and index % 3 == 0 else row for index, row in enumerate(communes)]
    zoning = write(place / "composition.csv", [row for row in moved if row["zone"] != "212"])
    inputs = dict(settings=[], gazetteer=FRANCE, composition=FRANCE / "communes.csv", ptce=FRANCE / "ptce.csv")
    folders = []

    def run():
        folder = place / f"state-{len(folders)}"
        maillage("run", "--pays", FRANCE / "zones.geojson", "--ptce", inputs["ptce"], "--statuses", FRANCE / "statuts.csv", "--composition",
                 inputs["composition"], "--key", "code", "--by", "zone", "--gazetteer", inputs["gazetteer"], *inputs["settings"], "-q", "-o", folder)
        folders.append(folder)

    states = States()
    run()
    for cause in CAUSES:
        if cause == "reglages":
            inputs["settings"] = ["--attested-since", "2013"]
        elif cause == "cog":
            inputs["gazetteer"] = later
        elif cause == "zonage":
            inputs["composition"] = zoning
        else:
            inputs["ptce"] = write(place / f"{cause}.csv", states.after(cause))
        run()
    return folders


@pytest.fixture(scope="module")
def difference(way, tmp_path_factory):
    layer = tmp_path_factory.mktemp("layer") / "changes.geojson"
    return json.loads(maillage("diff", way[0], way[-1], "--json", "-o", layer)), json.loads(layer.read_text(encoding="utf-8"))


def test_every_state_on_the_way_is_a_run_of_its_files(way, difference):
    told, _ = difference
    state = statuts(way[0])
    assert [step["cause"] for step in told["steps"]] == CAUSES
    effective = 0
    for step, folder in zip(told["steps"], way[1:]):
        for one in step["transitions"]:
            assert state.get(one["code"]) == one["statut_avant"], (step["cause"], one)
            state[one["code"]] = one["statut_apres"]
        assert state == statuts(folder), step["cause"]
        assert step["differs"], step["cause"]
        counts = dict.fromkeys(step["statuts"], 0)
        for statut in state.values():
            counts[statut] += 1
        assert counts == step["statuts"]
        effective += bool(step["transitions"])
    assert effective >= 8, "the edits were to move statuts at nearly every step"


def test_steps_sum_to_the_difference_and_each_change_has_one_cause(way, difference):
    told, _ = difference
    before, after = statuts(way[0]), statuts(way[-1])
    covered = lambda run: sum(statut == "couvert" for statut in run.values())
    assert told["covered"] == sum(step["covered"] for step in told["steps"]) == covered(after) - covered(before)
    assert {one["code"]: (one["statut_avant"], one["statut_apres"]) for one in told["changes"]} == {
        code: (before[code], after[code]) for code in before if before[code] != after[code]}
    last = {one["code"]: step["cause"] for step in told["steps"] for one in step["transitions"]}
    assert all(one["cause"] == last[one["code"]] for one in told["changes"])
    for step in told["steps"]:
        assert step["settled"] == sum(one["cause"] == step["cause"] for one in told["changes"])


def test_the_rows_of_each_step_are_those_edited(difference):
    told, _ = difference
    rows = {step["cause"]: {one["id"] for one in step["ptce"]} for step in told["steps"]}
    expected = {cause: set(edits) for cause, edits in States.edits.items()} | {"nouveaux": {row["id"] for row in States.new}}
    assert {cause: ids for cause, ids in rows.items() if ids} == expected


def test_the_layer_and_the_json_are_of_their_schemas_and_say_the_same(way, difference):
    told, layer = difference
    schema = lambda name: json.loads((ROOT / f"data/schema/{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(told, schema("difference"))
    jsonschema.validate(layer, schema("changes"))
    drawn = {one["properties"]["code"]: one["geometry"] for one in json.loads((way[-1] / "layers/pays.geojson").read_text(encoding="utf-8"))["features"]}
    for one, feature in zip(told["changes"], layer["features"], strict=True):
        said = feature["properties"]
        assert [one[name] for name in ("code", "nature", "cause", "statut_avant", "statut_apres", "population")] == [
            said[name] for name in ("code", "nature", "cause", "statut_avant", "statut_apres", "population")]
        assert said["ptce"] == [ptce["id"] for ptce in one["ptce"]]
        assert feature["geometry"] == drawn[one["code"]]


def test_a_folder_is_run_again_from_its_own_inputs(way, tmp_path):
    inputs = way[-1] / "inputs"
    maillage("run", "--pays", inputs / "pays.geojson", "--ptce", inputs / "liste.csv", "--composition", inputs / "composition.csv", "--key", "cle",
             "--by", "pays", "--gazetteer", inputs / "gazetteer", "--attested-since", "2013", "-q", "-o", tmp_path / "again")
    one, other = (json.loads((folder / "report.json").read_text(encoding="utf-8")) for folder in (way[-1], tmp_path / "again"))
    assert one["territories"] == other["territories"]
    for name in ("national", "regions"):
        assert one[name] == other[name]


def test_a_what_if_is_the_run_of_the_list_so_edited_and_leaves_the_base_run_alone(tmp_path):
    rows = table(FRANCE / "ptce.csv")
    more = write(tmp_path / "plus.csv", States.new)
    edited = write(tmp_path / "edited.csv", [row for row in rows if row["id"] != "ptce-002"] + [dict.fromkeys(rows[0], "") | row for row in States.new])
    study = FRANCE / "etude.toml"
    maillage("run", study, "-q", "-o", tmp_path / "plain")
    maillage("run", study, "--ptce", edited, "-q", "-o", tmp_path / "by-hand")
    maillage("run", study, "--with", more, "--without", "ptce-002", "-q", "-o", tmp_path / "both")
    for file in sorted((tmp_path / "plain").rglob("*")):
        if file.is_file() and file.name != "datapackage.json":
            assert (tmp_path / "both" / file.relative_to(tmp_path / "plain")).read_bytes() == file.read_bytes(), file.name
    inner = tmp_path / "both/what_if"
    one, other = (json.loads((folder / "report.json").read_text(encoding="utf-8")) for folder in (inner, tmp_path / "by-hand"))
    for name in ("national", "regions", "territories", "ledger"):
        assert one[name] == other[name], name
    told = json.loads((inner / "difference.json").read_text(encoding="utf-8"))
    jsonschema.validate(told, json.loads((ROOT / "data/schema/difference.schema.json").read_text(encoding="utf-8")))
    again = json.loads(maillage("diff", tmp_path / "both", inner, "--json"))
    assert {key: value for key, value in told.items() if key not in ("before", "after")} == {
        key: value for key, value in again.items() if key not in ("before", "after")}
    assert [one["cause"] for one in told["changes"]].count("nouveaux") == 2
