"""Runs the command under strace, and says what it opened and whom it called."""
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMAND = Path(os.environ.get("MAILLAGE", ROOT / "build/release/bin/maillage"))
# What any program opens: libraries, PROJ's and GDAL's tables, the kernel's own files.
SYSTEM = ("/usr/", "/lib", "/etc/", "/proc/", "/sys/", "/dev/null", "/dev/urandom", str(ROOT / "build"), str(ROOT / "data"), str(COMMAND.parents[1]))

SQUARES = """{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"A","nom":"Est"},"geometry":{"type":"Polygon","coordinates":[[[2,46],[3,46],[3,47],[2,47],[2,46]]]}},
{"type":"Feature","properties":{"code":"B","nom":"Ouest"},"geometry":{"type":"Polygon","coordinates":[[[1,46],[2,46],[2,47],[1,47],[1,46]]]}}]}
"""
LIST = "id,nom,lon,lat\np1,Un,2.5,46.5\n"


class Watched:
    """An ended run: `opened` are the files it tried to open outside the system's, relative to the case's folder where they are in it."""

    def __init__(self, done, log, folder):
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr
        self.opened, self.sockets, self.started = set(), [], []
        for line in log.read_text(errors="surrogateescape").splitlines():
            if re.search(r"\b(socket|connect|sendto|bind)\(", line):
                self.sockets.append(line)
            elif re.search(r"\b(execve|execveat)\(", line) and str(COMMAND) not in line:
                self.started.append(line)
            elif match := re.search(r'\bopen(?:at|at2)?\((?:AT_FDCWD, |\d+<[^>]*>, )?"((?:[^"\\]|\\.)*)"', line):
                path = os.path.normpath(os.path.join(folder, match[1]))
                if not path.startswith(SYSTEM):
                    self.opened.add(os.path.relpath(path, folder) if path.startswith(str(folder)) else path)

    def kept_to(self, *files):
        """Whether it opened nothing but these, its output, and folders; no socket; no other program."""
        strangers = {name for name in self.opened if name not in files and not name.startswith(("OUT", ".OUT", ".local/share/proj", "gazetteer", "/tmp/maillage-")) and name != "."}  # in /tmp: where a workbook is made
        assert not strangers, f"opened {strangers}"
        assert not self.sockets and not self.started
        return self


class Case:
    def __init__(self, folder):
        self.folder = folder
        shutil.copytree(ROOT / "tests/golden/gazetteer", folder / "gazetteer")
        self.write("pays.geojson", SQUARES)
        self.write("ptce.csv", LIST)
        self.write("canary.geojson", SQUARES.replace("Est", "CANARY"))

    def write(self, name, content):
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def maillage(self, *arguments, timeout=120, memory_mb=None):
        """`memory_mb`: what the command may hold."""
        log = self.folder.parent / (self.folder.name + "-trace")
        command = ["strace", "-f", "-o", str(log), "-e", "trace=open,openat,openat2,socket,connect,sendto,bind,execve,execveat", str(COMMAND), *arguments]
        if memory_mb:
            command = ["prlimit", f"--data={memory_mb << 20}", *command]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, timeout=timeout, check=False,
                              env={**os.environ, "HOME": str(self.folder)})  # PROJ looks there for tables of the user's own
        done.stdout, done.stderr = done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
        return Watched(done, log, self.folder)

    def run(self, pays="pays.geojson", ptce="ptce.csv", *more, **how):
        return self.maillage("run", "--pays", pays, "--ptce", ptce, "--gazetteer", "gazetteer", "--no-dashboard", "-o", "OUT", *more, **how)


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "case"
    folder.mkdir()
    return Case(folder)


def refused(watched, code=3):
    """Refused with a clear error and no output."""
    assert watched.code == code, watched.err
    assert watched.err.startswith("maillage: ") and "terminate" not in watched.err and "CANARY" not in watched.err
    return watched
