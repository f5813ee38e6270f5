"""Small cases, each in a folder of its own, and what any run may leave: the old output whole, or a complete new one."""
import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMAND = Path(os.environ.get("MAILLAGE", ROOT / "build/release/bin/maillage"))
PRELOADED = COMMAND.parents[1] / "tests"


def tree(output):
    """Every file of `output`, a folder or one file, with its bytes; nothing where it is not there."""
    if output.is_file():
        return {output.name: output.read_bytes()}
    return {str(path.relative_to(output)): path.read_bytes() for path in sorted(output.rglob("*")) if path.is_file()} if output.is_dir() else None


def is_complete(folder):
    """Whether the manifest lists every file but itself, each with its hash."""
    files = tree(folder)
    manifest = json.loads(files.pop("datapackage.json"))
    listed = {resource["path"]: resource["hash"].removeprefix("sha256:") for resource in manifest["resources"]}
    return listed == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def remove(path):
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def copy(path, to):
    shutil.copytree(path, to) if path.is_dir() else shutil.copy(path, to)


class Case:
    """A command that writes `output` over an older one, which the same words gave of the input `old` in place of `new`."""

    def __init__(self, folder, words, output, old, new):
        self.folder = folder
        self.output = folder / output
        self.command = [str(COMMAND), *words, "-o", output, "-O"]
        before = [word if word != new else old for word in self.command]
        done = subprocess.run(before, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        self.old = tree(self.output)
        self.kept = folder.parent / f"{folder.name}.kept"
        copy(self.output, self.kept)
        self.inputs = {path.name for path in folder.iterdir()} - {output}

    def run(self, before=(), **environment):
        return subprocess.run([*before, *self.command], cwd=self.folder, capture_output=True, text=True, timeout=120, check=False,
                              env={**os.environ, **environment})

    def left(self):
        return tree(self.output)

    def restore(self):
        """The older output again, and nothing beside it."""
        for path in self.folder.iterdir():
            if path.name not in self.inputs:
                remove(path)
        copy(self.kept, self.output)

    def new(self):
        """What an untroubled run writes."""
        assert self.run().returncode == 0
        written = self.left()
        assert written != self.old and (self.output.is_file() or is_complete(self.output))
        self.restore()
        return written

    def litter(self):
        """What stands beside the output that the case did not put there."""
        return sorted(path.name for path in self.folder.iterdir() if path.name not in (*self.inputs, self.output.name))


def folder_case(folder):
    """Two pays and their list."""
    source = ROOT / "tests/golden/valid-minimal"
    shutil.copytree(ROOT / "tests/golden/gazetteer", folder / "gazetteer")
    for name in ("pays.geojson", "ptce.csv"):
        shutil.copy(source / name, folder)
    text = (folder / "ptce.csv").read_text().rstrip("\n")
    (folder / "old.csv").write_text(text + "\n")
    (folder / "ptce.csv").write_text(text + "\n" + "".join(f"n{i},Nouveau {i}{',' * (text.splitlines()[0].count(',') - 1)}\n" for i in (1, 2)))
    return Case(folder, ["run", "--pays", "pays.geojson", "--ptce", "ptce.csv", "--gazetteer", "gazetteer", "--no-dashboard"], "OUT", "old.csv", "ptce.csv")


def compose_case(folder):
    """Three communes, in other pays than before."""
    source = ROOT / "tests/golden/valid-compose-outlines"
    for name in ("communes.geojson", "table.csv"):
        shutil.copy(source / name, folder)
    (folder / "old.csv").write_text("CODGEO,PAYS\n01001,X\n01002,Y\n03001,Y\n")
    return Case(folder, ["compose", "--outlines", "communes.geojson", "--composition", "table.csv", "--key", "CODGEO", "--by", "PAYS"], "OUT.geojson",
                "old.csv", "table.csv")


def locate_case(folder, ending, threads=1):
    """A thousand points more than before; in one thread, which call is which is the same each time."""
    shutil.copy(ROOT / "tests/golden/valid-locate-csv/pays.geojson", folder)
    rows = [f"p{i},{2 + i % 100 / 25},{46 + i // 100 / 16}\n" for i in range(1200)]
    (folder / "old.csv").write_text("id,lon,lat\n" + "".join(rows[:200]))
    (folder / "points.csv").write_text("id,lon,lat\n" + "".join(rows))
    return Case(folder, ["locate", "--pays", "pays.geojson", "--points", "points.csv", "--threads", str(threads)], f"OUT.{ending}", "old.csv", "points.csv")


CASES = {
    "run": folder_case,
    "compose": compose_case,
    "locate-csv": lambda folder: locate_case(folder, "csv"),
    "locate-gpkg": lambda folder: locate_case(folder, "gpkg"),
    "locate-threads": lambda folder: locate_case(folder, "csv", threads=4),
}


def made(name, tmp_path):
    folder = tmp_path / "case"
    folder.mkdir()
    return CASES[name](folder)


@pytest.fixture
def case(tmp_path):
    return made("run", tmp_path)


@pytest.fixture(params=CASES)
def any_case(request, tmp_path):
    return made(request.param, tmp_path)
