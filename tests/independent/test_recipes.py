"""tools/recipes/regenerate on a local repository: a first list, an unchanged one, a better one, broken ones, one that loses a pays."""
import http.server
import os
import shutil
import subprocess
import threading
from pathlib import Path

import pytest

from conftest import ROOT, command

RECIPE = ROOT / "tools/recipes/regenerate"
HEADING = "id,nom,lon,lat\n"
FIRST = HEADING + "p1,Pôle Un,2.35,48.85\n"
BETTER = FIRST + "p2,Pôle Deux,5.37,43.30\n"


@pytest.fixture
def place(tmp_path):
    repository = tmp_path / "carte"
    repository.mkdir()
    run = lambda *words: subprocess.run(["git", "-c", "init.defaultBranch=main", *words], cwd=repository, check=True, capture_output=True)
    run("init")
    run("config", "user.name", "test")
    run("config", "user.email", "test@localhost")
    shutil.copy(ROOT / "data/france/zones.geojson", repository / "pays.geojson")
    (repository / "etude.toml").write_text('[pays]\npath = "pays.geojson"\n[ptce]\npath = "ptce.csv"\n', encoding="utf-8")
    run("add", ".")
    run("commit", "-m", "étude")
    return repository


def regenerate(repository, text, **settings):
    source = repository.parent / "ptce.csv"
    source.write_text(text, encoding="utf-8")
    environment = os.environ | {"MAILLAGE": str(command())} | settings
    return subprocess.run([str(RECIPE), str(repository), "couches", str(repository / "etude.toml"), str(source)], env=environment, capture_output=True, text=True)


def log(repository):
    return subprocess.run(["git", "log", "--format=%B%x00"], cwd=repository, check=True, capture_output=True, text=True).stdout.strip("\0\n").split("\0\n")


def status(repository):
    return subprocess.run(["git", "status", "--porcelain"], cwd=repository, check=True, capture_output=True, text=True).stdout


def test_first_unchanged_then_better(place):
    done = regenerate(place, FIRST)
    assert done.returncode == 0, done.stderr
    assert (place / "couches/layers/pays.geojson").exists() and status(place) == "" and len(log(place)) == 2
    again = regenerate(place, FIRST)
    assert again.returncode == 0 and "rien n'a changé" in again.stdout and len(log(place)) == 2
    better = regenerate(place, BETTER)
    assert better.returncode == 0, better.stderr
    messages = log(place)
    assert len(messages) == 3 and status(place) == ""
    assert "Marseille" in messages[0] and "Pôle Deux" in messages[0]


@pytest.mark.parametrize("broken", ["", "n'importe quoi\n", HEADING, HEADING + "p1,Pôle Un,2.35,48.85\np2,Sans fin\n"])
def test_a_broken_list_leaves_the_last_version(place, broken):
    assert regenerate(place, FIRST).returncode == 0
    before = {path: path.read_bytes() for path in (place / "couches").rglob("*") if path.is_file()}
    done = regenerate(place, broken)
    assert done.returncode == 1
    assert "la dernière version reste en place" in done.stderr
    assert {path: path.read_bytes() for path in (place / "couches").rglob("*") if path.is_file()} == before
    assert len(log(place)) == 2 and status(place) == ""


def test_a_pays_lost_stops_where_asked(place):
    assert regenerate(place, BETTER).returncode == 0
    assert regenerate(place, FIRST, FAIL_LOST="1").returncode == 1
    assert len(log(place)) == 2 and status(place) == ""
    assert regenerate(place, FIRST).returncode == 0
    assert len(log(place)) == 3


def test_the_list_may_be_fetched(place):
    served = place.parent / "served"
    served.mkdir()
    (served / "ptce.csv").write_text(FIRST, encoding="utf-8")
    handler = lambda *words, **named: http.server.SimpleHTTPRequestHandler(*words, directory=served, **named)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        environment = os.environ | {"MAILLAGE": str(command()), "no_proxy": "127.0.0.1"}
        words = [str(RECIPE), str(place), "couches", str(place / "etude.toml")]
        assert subprocess.run([*words, f"{address}/ptce.csv"], env=environment, capture_output=True).returncode == 0
        lost = subprocess.run([*words, f"{address}/nowhere.csv"], env=environment, capture_output=True, text=True)
        server.shutdown()
    assert lost.returncode == 1 and "n'a pas pu être prise" in lost.stderr
    assert len(log(place)) == 2
