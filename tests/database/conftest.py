"""A PostgreSQL server of its own, with PostGIS, on the loopback, for as long as the tests of this folder run."""
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg2
import pytest

ROOT = Path(__file__).resolve().parents[2]
MINIMAL = ROOT / "tests/golden/valid-minimal"
GAZETTEER = ROOT / "tests/golden/gazetteer"
PASSWORD = "s3cr3t 'qui' \\ne sort pas"  # what has to be quoted, is


def command():
    return Path(os.environ.get("MAILLAGE", ROOT / "build/release/bin/maillage"))


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def quoted(value):
    return "'" + str(value).replace("\\", "\\\\").replace("'", "\\'") + "'"


class Server:
    """postgres refuses to be root's: there it is the user's that Debian made for it."""

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        self.user = pwd.getpwnam("postgres") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        if not programs:
            pytest.fail("no PostgreSQL here: tools/setup test", pytrace=False)
        self.bin = programs[-1].parent
        os.chmod(folder, 0o755)
        os.chown(folder, self.user.pw_uid, self.user.pw_gid)
        self.log = open(folder / "log", "wb")
        secret = folder / "secret"
        secret.write_text("maitre\n")
        os.chown(secret, self.user.pw_uid, self.user.pw_gid)
        self.run("initdb", "-D", folder / "data", "-U", "maitre", "--pwfile", secret, "-A", "scram-sha-256", "-E", "UTF8", "--no-locale", "--no-sync")
        # Should the tests be killed, the server is told to stop (setpriv --pdeathsig).
        self.process = subprocess.Popen(
            [*self.as_user(), "--pdeathsig", "INT", "--", self.bin / "postgres", "-D", folder / "data", "-p", str(self.port), "-k", "", "-F",
             "-c", "listen_addresses=127.0.0.1", "-c", "log_connections=on", "-c", "log_destination=stderr"], stdout=self.log, stderr=self.log)
        for _ in range(200):
            try:
                self.connect("postgres").close()
                return
            except psycopg2.OperationalError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        self.stop()
        pytest.fail("the server did not start: " + (folder / "log").read_text(errors="replace")[-2000:], pytrace=False)

    def as_user(self):
        ids = ["--reuid", self.user.pw_name, "--regid", str(self.user.pw_gid), "--init-groups"] if os.geteuid() == 0 else []
        return ["setpriv", *ids]

    def run(self, program, *arguments):
        subprocess.run([*self.as_user(), "--", self.bin / program, *map(str, arguments)], check=True, stdout=self.log, stderr=self.log, cwd="/")

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()

    def connect(self, database, user="maitre", password="maitre"):
        return psycopg2.connect(host="127.0.0.1", port=self.port, dbname=database, user=user, password=password)

    def connections(self):
        """How many were asked for, since the start."""
        return (self.folder / "log").read_text(errors="replace").count("connection received")


class Database:
    """A database made anew for one test; `auteur` may write in it, `lecteur` may only connect."""
    count = 0

    def __init__(self, server):
        Database.count += 1
        self.server, self.name = server, f"essai {Database.count}"
        self.master(f"CREATE DATABASE {self.identifier} TEMPLATE modele", "postgres")
        self.master(f"GRANT CREATE ON DATABASE {self.identifier} TO auteur")

    @property
    def identifier(self):
        return f'"{self.name}"'

    def master(self, sql, database=None, parameters=None):
        """Runs it as the server's master; the rows, where it gives some."""
        connection = self.server.connect(database or self.name)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql, parameters)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def named(self, user="auteur", password=PASSWORD, **more):
        parts = {"dbname": self.name, "host": "127.0.0.1", "port": self.server.port, "user": user, "password": password, **more}
        return "PG:" + " ".join(f"{key}={quoted(value)}" for key, value in parts.items())


@pytest.fixture(scope="session")
def server():
    folder = Path(tempfile.mkdtemp(prefix="maillage-postgres-"))
    one = None
    try:
        one = Server(folder)
        for role in ("auteur", "lecteur"):
            connection = one.connect("postgres")
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(f"CREATE ROLE {role} LOGIN PASSWORD %s", [PASSWORD])
            connection.close()
        for sql, name in (("CREATE DATABASE modele", "postgres"), ("CREATE EXTENSION postgis", "modele")):
            connection = one.connect(name)
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(sql)
            connection.close()
        yield one
    finally:
        if one is not None:
            one.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(server):
    return Database(server)


class Done:
    def __init__(self, process):
        self.status, self.out, self.error = process.returncode, process.stdout, process.stderr
        assert "s3cr3t" not in self.out + self.error and "ne sort pas" not in self.out + self.error, "the password was said"


def maillage(*arguments, **more):
    return Done(subprocess.run([str(command()), *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, timeout=120, **more))


def small(*arguments, pays=MINIMAL / "pays.geojson", ptce=MINIMAL / "ptce.csv"):
    """The arguments of a run of two pays."""
    return ["run", "--pays", pays, "--ptce", ptce, "--gazetteer", GAZETTEER, "--no-dashboard", *arguments]
