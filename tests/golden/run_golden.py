#!/usr/bin/env python3
"""Runs the golden cases: each in a fresh copy, comparing exit status, both streams and every byte left on disk.

run_golden.py COMMAND all|CASE… [--failing-disk LIB] [--accept]     README.md says what a case holds.
"""
import argparse
import difflib
import json
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "support"))
import made  # noqa: E402
SKIPPED = 77  # what ctest takes for "skipped"
NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"]
SANITIZERS = ("ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS")


class Skip(Exception):
    """The case can't be run on this machine."""


def tree(root):
    """Relative name -> bytes of a file, None for a folder, the target of a link."""
    found = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        found[name] = os.readlink(path) if path.is_symlink() else None if path.is_dir() else path.read_bytes()
    return found


def part(files, name):
    """What a tree holds at `name`: {"": bytes} for a file, {} when nothing is there."""
    inner = {path[len(name) + 1:]: content for path, content in files.items() if path.startswith(name + "/")}
    return ({"": files[name]} | inner) if name in files else {}


def without_versions(manifest):
    """datapackage.json less maillage.versions, which differ from one library release to the next, and less each file's columns, which are the
    catalogue's own (tests/independent/test_datapackage.py holds them to the files)."""
    package = json.loads(manifest)
    plain = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    if plain.encode() != manifest:
        return manifest  # not laid out as it should be: let the comparison say so
    package["maillage"].pop("versions")
    for resource in package["resources"]:
        resource.pop("schema", None)
        if resource["path"].endswith("/datapackage.json"):  # the manifest of a run within: its own versions are in it
            resource.pop("hash"), resource.pop("bytes")
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def comparable(output):
    return {name: without_versions(content) if name.split("/")[-1] == "datapackage.json" and b'"versions"' in content else content
            for name, content in output.items()}


class Case:
    def __init__(self, folder, command, failing_disk):
        self.folder = folder
        self.command = Path(command).resolve()
        self.failing_disk = failing_disk
        self.arguments = shlex.split(self.text("command"))
        self.verb = self.arguments[0] if self.arguments else ""
        if self.verb == "run" and "--dashboard" not in self.arguments:
            self.arguments.append("--no-dashboard")  # whether the page was built or not
        self.setup = dict(line.split(None, 1) for line in self.text("setup").splitlines())
        self.output = next((after for word, after in zip(self.arguments, self.arguments[1:]) if word in ("-o", "--rows")), None)
        self.faults = []

    def stored(self, name):
        path = self.folder / name
        return path.read_bytes() if path.exists() else b""

    def text(self, name):
        return self.stored(name).decode()

    def fault(self, what, expected="", got=""):
        text = lambda value: value.decode(errors="replace") if isinstance(value, bytes) else str(value)
        lines = [text(value).splitlines() for value in (expected, got)]
        self.faults.append("\n".join([what, *difflib.unified_diff(*lines, "expected", "got", lineterm="", n=0)]))

    # -- running

    def run(self, more=(), earlier=False):
        """One run in a fresh copy: (status, stdout, stderr, tree before, tree after)."""
        with tempfile.TemporaryDirectory(prefix="golden.") as temporary:
            root = Path(temporary)
            root.chmod(0o755)
            place = root / self.folder.name
            shutil.copytree(self.folder, place, symlinks=True)
            for name in ("command", "status", "stdout", "stderr", "why", "figures", "setup", "first", "expected"):
                path = place / name
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
            made.make_all(place)
            for shared in ("gazetteer", "gazetteer-of-years", "page"):
                shutil.copytree(HERE / shared, root / shared)
            if earlier:
                shutil.copytree(HERE / "earlier", place / self.output)
            self.prepare(place)
            before = tree(root)
            with self.prepared(root, place) as (prefix, environment):
                done = subprocess.run([*prefix, *self.arguments, *more], cwd=place, env=environment, stdin=subprocess.DEVNULL,
                                      capture_output=True, timeout=120, check=False)
            self.compute_again(place)
            own = lambda files: {name: content for name, content in files.items() if name != "command"}
            return done.returncode, done.stdout, done.stderr, own(before), own(tree(root))

    def compute_again(self, place):
        """A run's folder holds all that its statuts are made from: from its inputs/ they come out the same."""
        if self.verb == "run" and self.output and (place / self.output / "report.json").exists() and "full-disk" not in self.setup:
            done = subprocess.run([str(self.command), "diff", self.output, self.output, "--json"], cwd=place, stdin=subprocess.DEVNULL,
                                  capture_output=True, text=True, timeout=120, check=False)
            if done.returncode != 0 or any(step["differs"] for step in json.loads(done.stdout)["steps"]):
                self.fault("computed again from inputs/", "", done.stderr or done.stdout)

    def prepare(self, place):
        """`first`: what is done before, a line each; the command's arguments, or after `$ ` words for the shell."""
        for line in self.text("first").splitlines():
            france = {**os.environ, "FRANCE": str(HERE.parents[1] / "data/france")}
            words = ["sh", "-c", line[2:]] if line.startswith("$ ") else [str(self.command), *shlex.split(line)]
            if words[1:2] == ["run"]:
                words.append("--no-dashboard")
            done = subprocess.run(words, cwd=place, env=france, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False)
            if done.returncode != 0:
                self.fault(f"`first`: {line}", "", done.stderr)

    def prepared(self, root, place):
        case = self

        class Prepared:
            def __enter__(self):
                environment = {"LC_ALL": "C", "PATH": "/usr/bin:/bin", "HOME": str(root)}
                environment |= {name: os.environ[name] for name in SANITIZERS if name in os.environ}
                prefix = [str(case.command)]
                if "full-disk" in case.setup:
                    environment |= case.full_disk(place)
                if "read-only" in case.setup:
                    (place / case.setup["read-only"].strip()).chmod(0o555)
                    prefix = case.unprivileged(root)
                return prefix, environment

            def __exit__(self, *_):
                for path in root.rglob("*"):
                    if path.is_dir():
                        path.chmod(path.stat().st_mode | stat.S_IWUSR)

        return Prepared()

    def full_disk(self, place):
        """Writes below the case's folder fail once so many bytes are there."""
        if not self.failing_disk:
            raise Skip("no --failing-disk library given")
        linked = subprocess.run(["ldd", str(self.command)], capture_output=True, text=True, check=False).stdout
        sanitizer = re.findall(r"=> (\S*lib[at]san\S*)", linked)  # must come before any other library
        return {"LD_PRELOAD": " ".join([*sanitizer, str(Path(self.failing_disk).resolve())]),
                "FAILING_DISK_FOLDER": str(place), "FAILING_DISK_BYTES": self.setup["full-disk"].strip()}

    def unprivileged(self, root):
        """The command as a user whom file modes bind; root is bound by none."""
        if os.geteuid() != 0:
            return [str(self.command)]
        if not shutil.which("setpriv"):
            raise Skip("root, and no setpriv to become somebody else")
        shutil.copy(self.command, root / "command")
        return [*NOBODY, str(root / "command")]

    # -- comparing

    def check(self, accept):
        status, stdout, stderr, before, after = self.run()
        if accept:
            self.accept(status, stdout, stderr, after)
        self.compare("exit status", self.stored("status").strip(), str(status).encode())
        self.compare("standard output", self.stored("stdout"), stdout)
        self.compare("standard error", self.stored("stderr"), stderr)
        self.check_name(status, stderr)
        self.check_disk(before, after)
        if (self.folder / "expected").exists():
            self.check_figures(after)
        if self.verb in ("site", "diff", "check") and "--json" in self.arguments and stdout and self.text("figures"):
            self.check_lines(json.loads(stdout))
        if self.verb == "run" and self.output:
            self.check_again(status, before)
        return self.faults

    def compare(self, what, expected, got):
        if expected != got:
            self.fault(what, expected, got)

    def check_name(self, status, stderr):
        """Names tell the truth, a case says why it is right, and success is silent on standard error."""
        if self.folder.name.startswith("valid-") != (status == 0):
            self.fault(f"exit status {status} does not suit the name of the case")
        if not self.text("why").strip():
            self.fault("the case has no `why`")
        if status == 0 and stderr and self.verb != "compose":
            self.fault("standard error must be empty on success", b"", stderr)

    def at_output(self, files):
        return part(files, f"{self.folder.name}/{self.output}") if self.output else {}

    def expected(self):
        """What must be at the output, or None when it must stay as it was."""
        folder = self.folder / "expected"
        if not folder.exists():
            return None
        files = tree(folder)
        return {"": files[self.output]} if list(files) == [self.output] else {"": None} | files

    def check_disk(self, before, after):
        """The output is as expected; all else (inputs, an earlier output, no leftovers) is as it was."""
        expected = self.at_output(before) if self.expected() is None else self.expected()
        self.compare_trees("output", expected, comparable(self.at_output(after)))
        own = f"{self.folder.name}/{self.output}"
        beside = lambda files: {name: content for name, content in files.items() if not f"{name}/".startswith(f"{own}/")}
        self.compare_trees("beside the output", beside(before), beside(after))

    def compare_trees(self, what, expected, got):
        for name in sorted(expected.keys() | got.keys()):
            if name not in got:
                self.fault(f"{what}: {name} is missing")
            elif name not in expected:
                self.fault(f"{what}: {name} should not be there")
            elif expected[name] != got[name]:
                self.fault(f"{what}: {name}", expected[name], got[name])

    def check_again(self, status, before):
        """With -O over an earlier run: an error leaves it as it was, a success replaces it, by the same bytes."""
        if self.at_output(before) or "/" in self.output:
            return  # the case brings its own earlier run, or is about where the output stands
        again, _, _, before, later = self.run(more=() if "-O" in self.arguments else ("-O",), earlier=True)
        if again != status:
            self.fault("exit status over an earlier output", str(status), str(again))
        wanted = self.at_output(before) if self.expected() is None else self.expected()
        self.compare_trees("over an earlier output", wanted, comparable(self.at_output(later)))

    def check_figures(self, after):
        """`figures`, drawn up by hand, against report.json and the layer of PTCE."""
        output = self.at_output(after)
        if "report.json" not in output:
            return
        report = json.loads(output["report.json"])
        ledger, ledger_pays = ({name: count for name, count in report["ledger"][what].items() if count}
                               for what in ("facilities", "territories"))
        for rows in (ledger, ledger_pays):  # rule 1: the buckets sum to the rows read
            if sum(rows.values()) != 2 * rows.get("read", 0):
                self.fault("rows were lost", rows.get("read"), rows)
        counts = {}
        for finding in report["findings"]:
            counts[finding["code"]] = counts.get(finding["code"], 0) + 1
        ptce = [dict(feature["properties"], point=(feature["geometry"] or {}).get("coordinates"))
                for feature in json.loads(output["layers/ptce.geojson"])["features"]]
        facts = report | {"ledger": ledger, "ledger_pays": ledger_pays, "findings": counts, "ptce": ptce}
        facts["pays"] = report["territories"]
        if "what_if/difference.json" in output:
            facts["difference"] = json.loads(output["what_if/difference.json"])
        self.check_lines(facts, {"findings", "ledger"})

    def check_lines(self, facts, needed=frozenset()):
        lines = [line for line in self.text("figures").splitlines() if line.strip() and not line.startswith("#")]
        if not needed <= {line.split(" = ")[0] for line in lines} or not lines:
            self.fault(f"`figures` must at least state {sorted(needed)}")
        for line in lines:
            name, value = line.split(" = ", 1)
            expected, got = json.loads(value), self.figure(facts, name)
            close = isinstance(expected, float) and isinstance(got, (int, float)) and abs(expected - got) <= 0.0015
            if expected != got and not close:
                self.fault(f"figure {name}", json.dumps(expected, ensure_ascii=False), json.dumps(got, ensure_ascii=False))

    @staticmethod
    def figure(facts, name):
        """national.covered, pays.A.statut, ptce.p1.pays: a list is entered by the code, id, pays, name, year or cause of its items."""
        for step in name.split("."):
            if isinstance(facts, list):
                facts = next((item for item in facts if step in [str(item.get(key)) for key in ("code", "id", "pays", "name", "year", "cause")]), None)
            elif isinstance(facts, dict):
                facts = facts.get(step, f"no {step}")
        return facts

    def accept(self, status, stdout, stderr, after):
        """Writes what came out as what is expected; figures and names are checked all the same."""
        for name, content in (("status", f"{status}\n".encode()), ("stdout", stdout), ("stderr", stderr)):
            (self.folder / name).write_bytes(content)
        shutil.rmtree(self.folder / "expected", ignore_errors=True)
        before = part({f"{self.folder.name}/{name}": content for name, content in tree(self.folder).items()},
                      f"{self.folder.name}/{self.output}")
        output = comparable(self.at_output(after))
        if not output or output == before:
            return
        for name, content in output.items():
            path = self.folder / "expected" / (name or ("" if content is None else self.output))
            path.mkdir(parents=True, exist_ok=True) if content is None else path.parent.mkdir(parents=True, exist_ok=True)
            if content is not None:
                path.write_bytes(content)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("command")
    parser.add_argument("cases", nargs="+", help="names of cases, or all")
    parser.add_argument("--failing-disk", help="the library made of support/failing_disk.cpp")
    parser.add_argument("--accept", action="store_true", help="take what comes out for expected; then read it against `why`")
    options = parser.parse_args()
    os.umask(0o022)
    names = options.cases
    if names == ["all"]:
        names = sorted(path.parent.name for path in HERE.glob("*/command"))
    failed = skipped = 0
    for name in names:
        case = Case(HERE / Path(name).name, options.command, options.failing_disk)
        try:
            faults = case.check(options.accept)
        except Skip as reason:
            print(f"skipped {name}: {reason}")
            skipped += 1
            continue
        failed += 1 if faults else 0
        for fault in faults:
            print(f"FAILED {name}: {fault}")
    print(f"{len(names)} cases, {failed} failed, {skipped} skipped")
    return 1 if failed else SKIPPED if skipped == len(names) else 0


if __name__ == "__main__":
    sys.exit(main())
