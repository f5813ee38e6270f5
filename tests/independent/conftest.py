"""Runs the engine's command once per real run and keeps what it wrote, for every test of this folder."""
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))

RUN_NAMES = ("A", "B1", "B2", "C")


def command():
    return Path(os.environ.get("MAILLAGE", ROOT / "build/release/bin/maillage"))


@pytest.fixture(scope="session")
def real_run(tmp_path_factory):
    """A function: run name -> (run, folder written). Skips when shared data are absent; runs each only once."""
    from inputs import runs
    known, written = runs(ROOT), {}

    def produce(name):
        run = known[name]
        missing = [path.resolve() for path in run.inputs() if not path.exists()]
        own = [str(path.relative_to(ROOT)) for path in missing if path.is_relative_to(ROOT)]
        if own:
            pytest.fail(f"run {name} needs the project's own {', '.join(own)}", pytrace=False)
        if missing:
            pytest.skip(f"run {name} needs data that are absent here: {', '.join(path.name for path in missing)}")
        if name not in written:
            written[name] = execute(run, tmp_path_factory.mktemp("maillage") / name)
        if isinstance(written[name], str):
            pytest.fail(written[name], pytrace=False)
        return run, written[name]
    return produce


def execute(run, folder):
    """The folder written, or the message of what went wrong."""
    engine = command()
    if not engine.exists():
        return f"{engine} does not exist: build it (cmake --preset release), or set MAILLAGE"
    arguments = [str(engine), "run", *run.arguments, "-o", str(folder)]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        return f"exit {done.returncode} from: {' '.join(arguments)}\n{done.stderr[-3000:]}"
    return folder


@pytest.fixture(params=RUN_NAMES)
def each_run(request, real_run):
    return real_run(request.param)
