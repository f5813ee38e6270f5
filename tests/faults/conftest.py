"""A small case in a folder of its own, and what any run may leave: the old output whole, or a complete new one."""
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


def tree(folder):
    """Every file below `folder`, with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def is_complete(folder):
    """Whether the manifest lists every file but itself, each with its hash."""
    files = tree(folder)
    manifest = json.loads(files.pop("datapackage.json"))
    listed = {resource["path"]: resource["hash"].removeprefix("sha256:") for resource in manifest["resources"]}
    return listed == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


class Case:
    """Two pays and their list; `run` writes OUT over an older OUT that another list gave."""

    def __init__(self, folder):
        self.folder = folder
        source = ROOT / "tests/golden/valid-minimal"
        shutil.copytree(ROOT / "tests/golden/gazetteer", folder / "gazetteer")
        for name in ("pays.geojson", "ptce.csv"):
            shutil.copy(source / name, folder)
        text = (folder / "ptce.csv").read_text().rstrip("\n")
        (folder / "old.csv").write_text(text + "\n")
        (folder / "ptce.csv").write_text(text + "\n" + "".join(f"n{i},Nouveau {i}{',' * (text.splitlines()[0].count(',') - 1)}\n" for i in (1, 2)))
        self.output = folder / "OUT"
        self.command = [str(COMMAND), "run", "--pays", "pays.geojson", "--ptce", "ptce.csv", "--gazetteer", "gazetteer", "--no-dashboard",
                        "-o", "OUT", "-O"]
        old = [word if word != "ptce.csv" else "old.csv" for word in self.command]
        assert subprocess.run(old, cwd=folder, capture_output=True, check=False).returncode == 0
        self.old = tree(self.output)
        shutil.copytree(self.output, folder / "KEPT")
        self.inputs = sorted(path.name for path in folder.iterdir() if path.name not in ("OUT", "KEPT"))

    def run(self, before=(), **environment):
        return subprocess.run([*before, *self.command], cwd=self.folder, capture_output=True, text=True, timeout=120, check=False,
                              env={**os.environ, **environment})

    def restore(self):
        """The older output again, and nothing beside it."""
        for path in self.folder.iterdir():
            if path.name not in (*self.inputs, "KEPT"):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(self.folder / "KEPT", self.output)

    def new(self):
        """What an untroubled run writes."""
        assert self.run().returncode == 0
        written = tree(self.output)
        assert is_complete(self.output) and written != self.old
        self.restore()
        return written

    def litter(self):
        """What stands beside OUT that the case did not put there."""
        return sorted(path.name for path in self.folder.iterdir() if path.name not in (*self.inputs, "KEPT", "OUT"))


@pytest.fixture
def case(tmp_path):
    return Case(tmp_path)
