"""The command as people use it: studies written and run again, explanations, colour, completions, man pages, messages."""
import csv
import json
import os
import pty
import re
import shutil
import subprocess
from pathlib import Path

import pyproj
import pytest
from test_schemas import validator

ROOT = Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("MAILLAGE", str(ROOT / "build/release/bin/maillage"))
SHARE = Path(COMMAND).resolve().parents[1] / "share"
WORDS = ("run", "init", "check", "explain", "compose", "locate", "site", "diff")


def maillage(*words, cwd=ROOT, env=None):
    return subprocess.run([COMMAND, *map(str, words)], cwd=cwd, capture_output=True, text=True, env=env)


def said(*words, cwd=ROOT):
    done = maillage(*words, cwd=cwd)
    assert done.returncode == 0 and done.stderr == "", done.stderr
    return done.stdout


def bytes_of(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The embedded study's files, and its run in `out`."""
    folder = tmp_path_factory.mktemp("command")
    for name in ("zones.geojson", "ptce.csv", "communes.csv", "etude.toml", "statuts.csv"):
        shutil.copy(ROOT / "data/france" / name, folder / name)
    said("run", "etude.toml", "-o", "out", "--no-dashboard", "-q", cwd=folder)
    return folder


# studies

@pytest.mark.parametrize("options", [
    [],
    ["--region", "Bretagne", "--lang", "en", "--share", "33.5", "--known-total", "12", "--title", "L'« essai » \"à part\"", "--simplify", "2000m", "--horizon", "2031"],
    ["--points-only", "--statuses", "statuts.csv", "--formats", "csv-excel,umap", "--attested-since", "2015", "--rules", "petr", "--pace-years", "3"],
])
def test_a_resolved_study_gives_the_same_bytes_again(place, tmp_path, options):
    said("run", "etude.toml", *options, "-o", tmp_path / "first", "--no-dashboard", "-q", cwd=place)
    again = place / "again.toml"
    told = said("init", "--from", tmp_path / "first", "-o", again, "-O", "--lang", "fr", cwd=place)
    assert told.count("tel que le passage l'a lu") >= 3 and "changé" not in told
    said("run", again, "-o", tmp_path / "second", "-q", cwd=tmp_path)
    assert bytes_of(tmp_path / "first") == bytes_of(tmp_path / "second")


def test_a_file_that_changed_or_is_gone_is_named(place, tmp_path):
    for name in ("zones.geojson", "ptce.csv"):
        shutil.copy(place / name, tmp_path / name)
    with open(tmp_path / "ptce.csv", "a", encoding="utf-8") as file:
        file.write("\n")
    told = json.loads(said("init", "--from", place / "out", "-o", tmp_path / "e.toml", "--json"))
    assert not list(validator("init").iter_errors(told))
    assert {one["file"]: one["state"] for one in told["inputs"]} == {"zones.geojson": "same", "ptce.csv": "changed", "communes.csv": "absent"}


def test_init_writes_what_run_takes_and_refuses_to_replace(place, tmp_path):
    (tmp_path / "deep").mkdir()
    study = tmp_path / "deep" / "ETUDE.toml"
    said("init", "--pays", place / "zones.geojson", "--ptce", place / "ptce.csv", "-o", study)
    text = study.read_text(encoding="utf-8")
    for line in ('code = "code"', 'commune = "insee_code"', 'status = "status"', 'lon = "lon"', "# national = 300", "# colonnes dont rien n'est tiré : call, source, note"):
        assert any(one.startswith(line) for one in text.splitlines()), line
    said("run", study, "-o", tmp_path / "by-study", "--no-dashboard", "-q")
    said("run", "--pays", place / "zones.geojson", "--ptce", place / "ptce.csv", "-o", tmp_path / "by-options", "--no-dashboard", "-q")
    by_study, by_options = bytes_of(tmp_path / "by-study"), bytes_of(tmp_path / "by-options")
    assert {name for name in by_study if by_study[name] != by_options[name]} <= {"datapackage.json"}  # the columns are named there
    refused = maillage("init", "--pays", place / "zones.geojson", "-o", study)
    assert refused.returncode == 4 and "ETUDE.toml" in refused.stderr
    assert study.read_text(encoding="utf-8") == text


def test_every_option_of_a_study_is_a_key(place):
    """What run can be told on the command line, a study can say."""
    shown = said("run", "--help")
    options = set(re.findall(r"^  (?:-\w,)?(--[a-z-]+)", shown, re.M))
    without_key = {"--help", "--output", "--overwrite", "--json", "--quiet", "--dashboard", "--no-dashboard", "--lang", "--csv-excel", "--allow"}
    listing = (ROOT / "engine/model/settings_list.cpp").read_text(encoding="utf-8")
    assert len(options) > 60
    assert {one for one in options - without_key if f'"{one}"' not in listing} == set()


# explanations

def test_explain_agrees_with_what_the_run_published(place):
    pays = [f["properties"] for f in json.loads((place / "out/layers/pays.geojson").read_text(encoding="utf-8"))["features"]]
    rows = list(csv.DictReader(open(place / "out/inputs/ptce.csv", encoding="utf-8")))
    gaps = {row["code"]: row for row in csv.DictReader(open(place / "out/gaps.csv", encoding="utf-8"))}
    links = {f["properties"]["code"]: f["geometry"]["coordinates"] for f in json.loads((place / "out/layers/links.geojson").read_text(encoding="utf-8"))["features"]}
    geod = pyproj.Geod(ellps="WGS84")
    chosen = {status: next(one for one in pays if one["statut"] == status) for status in ("couvert", "emergent", "possible", "non_couvert")}
    for status, one in chosen.items():
        answer = json.loads(said("explain", place / "out", one["code"], "--json"))
        assert not list(validator("explanation").iter_errors(answer))
        assert (answer["statut"], answer["manque"], answer["population"], answer["rang"]) == (status, one["manque"], one["population"], one.get("rang"))
        here = [row for row in rows if row["pays"] == one["code"] and row["sort"] == "assigned"]
        assert sorted(f["id"] for f in answer["counted"]) == sorted(row["id"] for row in here if row["etape"] in ("actif", "laureat"))
        assert sorted(f["id"] for f in answer["emerging"]) == sorted(row["id"] for row in here if row["etape"] == "emergent")
        maybe = [row for row in rows if one["code"] in row["candidats"].split() and row["etape"] in ("actif", "laureat") and row["sort"] == "imprecise"]
        assert sorted(f["id"] for f in answer["possible"]) == sorted(row["id"] for row in maybe)
        assert len(maybe) == one["nb_possibles"]
        assert {f["id"]: str(f["ligne"]) for f in answer["possible"]} == {row["id"]: row["ligne"] for row in maybe}
        if status != "couvert":
            assert answer["near"][0]["id"] == one["ptce_proche"] and answer["near"][0]["distance_km"] == one["distance_km"]
            assert answer["pourquoi"] == gaps[one["code"]]["pourquoi"]
            start = links[one["code"]][0]
            for near in answer["near"]:
                row = next(row for row in rows if row["id"] == near["id"])
                metres = geod.inv(*start, float(row["lon"]), float(row["lat"]))[2]
                assert abs(metres / 1000 - near["distance_km"]) < 0.002
            distances = [near["distance_km"] for near in answer["near"]]
            assert distances == sorted(distances) and len(distances) == 3


def test_explain_speaks_both_languages_and_finds_a_pays_by_name(place):
    by_code = said("explain", place / "out", "014")
    assert said("explain", place / "out", "NANTUA") == by_code
    assert "Statut : possible" in by_code and "situé par" in by_code
    assert "Statut: possible" in said("explain", place / "out", "Nantua", "--lang", "en")
    for wrong, words in (("saint", "donner le code"), ("Nantuo", "vouliez-vous dire 014 Nantua ?"), ("zzzz", "aucun pays")):
        refused = maillage("explain", place / "out", wrong)
        assert refused.returncode == 2 and words in refused.stderr, refused.stderr
    nowhere = maillage("explain", place / "nowhere", "014")
    assert nowhere.returncode == 3
    assert maillage("explain", place / "out").returncode == 2


def test_explain_tells_every_kind_of_finding():
    kinds = json.loads(said("explain", "--json"))
    assert not list(validator("finding_kinds").iter_errors(kinds))
    page = (ROOT / "docs/findings.md").read_text(encoding="utf-8")
    assert [kind["code"] for kind in kinds] and {kind["code"] for kind in kinds} == set(re.findall(r"^\| `(\w+)` \| à", page, re.M))
    one = said("explain", "facility_duplicate")
    kind = next(kind for kind in kinds if kind["code"] == "facility_duplicate")
    assert kind["sentence"] in one and kind["advice"] in one
    refused = maillage("explain", "facility_duplicat")
    assert refused.returncode == 2 and "facility_duplicate ?" in refused.stderr


# words and looks

def test_refusals_come_in_the_language_asked_for(place):
    for words, fr, en in (
        (["run", "--share", "120"], "valeur refusée : --share « 120 » ; il faut un nombre de 0 à 100", 'value refused: --share "120"; it takes a number from 0 to 100'),
        (["check", "--fail-on", "lost"], "il faut un de ces mots : error, warning", "it takes one of these words: error, warning"),
        (["run", "--horizon", "bientôt"], "il faut un nombre entier", "it takes a whole number"),
        (["check", "--limit", "x"], "ce n'est pas un nombre qui convienne", "no suitable number"),
        (["locate", "--threads", "0"], "il faut un nombre de 1 à 1 024", "it takes a number from 1 to 1,024"),
        (["run", "--dashboard", "p.html", "--no-dashboard"], "ne va pas avec", "does not go with"),
        (["run", "-o"], "il manque une valeur", "a value is missing"),
    ):
        for language, expected in (("fr", fr), ("en", en)):
            done = maillage(*words, "--lang", language, cwd=place) if words[-1] != "-o" else maillage(words[0], "--lang", language, "-o", cwd=place)
            assert done.returncode == 2 and expected in done.stderr.replace("\u202f", " "), done.stderr


def test_french_findings_have_a_decimal_comma(place):
    report = json.loads((place / "out/report.json").read_text(encoding="utf-8"))
    measured = [finding for finding in report["findings"] if any("." in value and name.endswith(("_km", "_km2", "_m", "_ha")) for name, value in finding["parameters"].items())]
    assert measured
    for finding in measured:
        assert not re.search(r"\d\.\d+ (km|m|ha)", finding["text"]), finding["text"]


def test_the_version_names_the_libraries():
    lines = said("--version").splitlines()
    assert re.fullmatch(r"maillage \d+\.\d+\.\d+", lines[0])
    assert {line.split()[0] for line in lines[1:]} == {"gdal", "geos", "proj"}


def on_a_terminal(words, **environment):
    """What the command writes where both streams are a terminal."""
    own, its = pty.openpty()
    env = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "TERM")} | {"TERM": "xterm"} | environment
    process = subprocess.Popen([COMMAND, *words], stdout=its, stderr=its, stdin=its, env=env)
    process.wait(timeout=60)
    os.close(its)
    written = b""
    while True:
        try:
            piece = os.read(own, 4096)
        except OSError:
            break
        if not piece:
            break
        written += piece
    os.close(own)
    return written.decode()


def test_colour_is_for_terminals_and_can_be_turned_off():
    for words in (["explain", "facility_duplicate"], ["run", "--nothing"]):
        assert "\033[1" in on_a_terminal(words)
        assert "\033[" not in on_a_terminal(words, NO_COLOR="1")
        assert "\033[" not in on_a_terminal(words, TERM="dumb")
        done = maillage(*words)
        assert "\033" not in done.stdout + done.stderr


def test_every_subcommand_has_json_and_help():
    whole = said("--help")
    for word in WORDS:
        shown = said(word, "--help")
        assert "--json" in shown and f"\n  {word} " in whole
        assert said(word, "--help", "--lang", "en") != shown


def test_compose_as_json(tmp_path):
    square = lambda lon: {"type": "Polygon", "coordinates": [[[lon, 46], [lon + 1, 46], [lon + 1, 47], [lon, 47], [lon, 46]]]}
    layer = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"code": code, "ze": "1"}, "geometry": square(lon)} for code, lon in (("01001", 2), ("01002", 3))]}
    (tmp_path / "c.geojson").write_text(json.dumps(layer))
    answer = json.loads(said("compose", "--outlines", "c.geojson", "--by", "ze", "-o", "p.geojson", "--json", cwd=tmp_path))
    assert not list(validator("compose").iter_errors(answer))
    assert (answer["file"], answer["territories"], answer["simplification"]) == ("p.geojson", 1, None)


def test_locate_as_json(place):
    answer = json.loads(said("locate", "--pays", "zones.geojson", "--points", "ptce.csv", "--json", cwd=place))
    assert not list(validator("locate").iter_errors(answer))
    assert answer["ledger"]["read"] == sum(answer["ledger"][part] for part in ("located", "outside", "rejected")) == 111
    assert sum(one["nb_points"] for one in answer["territories"]) == answer["ledger"]["located"]


# pages and completions, made from help

def test_the_page_of_the_command_is_the_one_made_from_help():
    assert (ROOT / "docs/cli.md").read_text(encoding="utf-8") == (SHARE / "doc/maillage/cli.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["", "fr"])
def test_man_pages_are_whole_and_well_formed(language):
    for word in ("", *WORDS):
        page = SHARE / "man" / language / "man1" / f"maillage{'-' if word else ''}{word}.1"
        shown = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", str(page)], capture_output=True, text=True, env=os.environ | {"MANWIDTH": "100", "LC_ALL": "C.UTF-8"})
        assert shown.returncode == 0 and shown.stderr == "", shown.stderr
        plain = re.sub(r".\x08", "", shown.stdout)
        helped = said(word, "--help", "--lang", language or "en") if word else said("--help", "--lang", language or "en")
        options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", helped.split("\n\n")[0] + "".join(re.findall(r"^  -.*", helped, re.M))))
        assert options and not {one for one in options if one not in plain.replace("‐", "-").replace("−", "-")}


def completed(line):
    script = f"source {SHARE}/bash-completion/completions/maillage; COMP_WORDS=({line} ''); [[ '{line}' == *' ' ]] || unset 'COMP_WORDS[-1]'; " \
             "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _maillage; printf '%s\\n' \"${COMPREPLY[@]}\""
    done = subprocess.run(["bash", "--norc", "-c", script], capture_output=True, text=True, cwd="/", check=True)
    return set(done.stdout.split())


def test_bash_completes_commands_options_and_values():
    assert set(WORDS) <= completed("maillage ")
    assert completed("maillage ru") == {"run"}
    assert completed("maillage run --target-n") == {"--target-national"}
    assert completed("maillage run --count ") == {"siege", "perimetre"}
    assert completed("maillage diff --fail-on l") == {"lost"}
    assert completed("maillage run --pays /et") == {"/etc"}
    assert completed("maillage run --known-total ") == set()


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed")
def test_fish_completes_commands_options_and_values():
    def offered(line):
        script = f"source {SHARE}/fish/vendor_completions.d/maillage.fish; complete -C '{line}'"
        done = subprocess.run(["fish", "--no-config", "-c", script], capture_output=True, text=True, check=True)
        assert done.stderr == ""
        return {one.split("\t")[0] for one in done.stdout.splitlines()}
    assert offered("maillage ") >= set(WORDS)
    assert offered("maillage run --target-n") == {"--target-national"}
    assert offered("maillage run --count ") == {"siege", "perimetre"}


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not installed")
def test_zsh_reads_its_completion():
    done = subprocess.run(["zsh", "-f", "-n", str(SHARE / "zsh/vendor-completions/_maillage")], capture_output=True, text=True)
    assert done.returncode == 0 and done.stderr == ""
