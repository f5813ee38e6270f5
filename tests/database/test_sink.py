"""maillage run --postgis, on a real server: the tables against the GeoJSON layers of the same run, and what goes wrong."""
import json
import os
import signal
import subprocess
import time

import pytest
from shapely import wkb
from shapely.geometry import shape

from conftest import PASSWORD, Database, ROOT, command, maillage, small

LAYERS = ("pays", "ptce", "gaps", "white_zones", "links", "outline_defects", "findings")
KEYS = {"pays": "code", "ptce": "id", "gaps": "code", "white_zones": "id", "links": "code"}


def layer(folder, name):
    return json.loads((folder / f"layers/{name}.geojson").read_text(encoding="utf-8"))["features"]


def table(database, name, schema="maillage"):
    """Rows as dicts in the order of the layer, `geom` as WKB."""
    columns = [row[0] for row in database.master(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum", parameters=[f"{schema}.{name}"])]
    order = f'"{KEYS[name]}" COLLATE "C"' if name in KEYS else "fid"
    chosen = ", ".join("ST_AsBinary(geom)" if column == "geom" else f'"{column}"' for column in columns)
    return [dict(zip(columns, row)) for row in database.master(f"SELECT {chosen} FROM {schema}.{name} ORDER BY {order}")]


def snapshot(database, schema="maillage"):
    return {name: table(database, name, schema) for name in LAYERS}, database.master(f"SELECT document FROM {schema}.datapackage")


@pytest.fixture(scope="module")
def france(server, tmp_path_factory):
    database = Database(server)
    folder = tmp_path_factory.mktemp("france") / "run"
    done = maillage("run", "data/france/etude.toml", "--no-dashboard", "-o", folder, "--postgis", database.named())
    assert (done.status, done.error) == (0, "")
    return database, folder


@pytest.mark.parametrize("name", LAYERS)
def test_tables_hold_the_layers(france, name):
    database, folder = france
    written, rows = layer(folder, name), table(database, name)
    assert len(written) == len(rows) > 0 or name in ("outline_defects",)
    if name in KEYS:
        written.sort(key=lambda one: one["properties"][KEYS[name]].encode())
    for rank, (one, row) in enumerate(zip(written, rows), 1):
        drawn = row.pop("geom")
        if name not in KEYS:
            assert row.pop("fid") == rank
        assert row == one["properties"]  # same names, same values
        assert (drawn is None) == (one["geometry"] is None)
        if drawn is not None:
            found, wanted = wkb.loads(bytes(drawn)), shape(one["geometry"])
            parts = lambda geometry: getattr(geometry, "geoms", [geometry])
            assert [part.wkt for part in parts(found)] == [part.wkt for part in parts(wanted)]


def test_codes_are_text_keys_and_lists_are_arrays(france):
    database, _ = france
    types = dict(database.master("SELECT table_name || '.' || column_name, data_type FROM information_schema.columns WHERE table_schema = 'maillage'"))
    assert types["pays.code"] == types["pays.departement"] == types["ptce.src_insee_code"] == "text"
    assert types["pays.departements"] == types["white_zones.pays"] == "ARRAY"
    assert types["pays.population"] == "bigint" and types["pays.surface_km2"] == "double precision"
    keys = dict(database.master("SELECT indrelid::regclass::text, pg_get_indexdef(indexrelid, 1, true) FROM pg_index WHERE indisprimary AND indrelid::regclass::text LIKE 'maillage.%%'"))
    assert {name: keys[f"maillage.{name}"] for name in KEYS} == KEYS
    assert keys["maillage.findings"] == "fid"


def test_spatial_index_system_and_comments(france):
    database, _ = france
    systems = dict(database.master("SELECT f_table_name, (srid, type)::text FROM geometry_columns WHERE f_table_schema = 'maillage'"))
    assert systems == {"pays": "(4326,MULTIPOLYGON)", "gaps": "(4326,MULTIPOLYGON)", "white_zones": "(4326,MULTIPOLYGON)", "ptce": "(4326,POINT)",
                       "links": "(4326,LINESTRING)", "outline_defects": "(4326,GEOMETRY)", "findings": "(4326,GEOMETRY)"}
    indexed = {row[0] for row in database.master("SELECT tablename FROM pg_indexes WHERE schemaname = 'maillage' AND indexdef LIKE '%%USING gist (geom)%%'")}
    assert indexed == set(LAYERS)
    comments = dict(database.master("SELECT c.relname, obj_description(c.oid) FROM pg_class c WHERE relnamespace = 'maillage'::regnamespace AND relkind = 'r'"))
    assert comments["pays"] == "Pays et leur couverture [maillage]"
    assert set(comments) == {*LAYERS, "datapackage"} and all(text.endswith(" [maillage]") for text in comments.values())
    columns = dict(database.master("SELECT c.relname || '.' || a.attname, col_description(c.oid, a.attnum) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
                                   "WHERE relnamespace = 'maillage'::regnamespace AND relkind = 'r' AND attnum > 0 AND relname <> 'datapackage'"))
    assert columns["pays.statut"] == "Statut de couverture" and columns["pays.surface_km2"] == "Surface (km2)"
    assert None not in columns.values() and "" not in columns.values()


def test_the_manifest_is_that_of_the_folder_and_holds_no_secret(france):
    database, folder = france
    ((document,),) = database.master("SELECT document FROM maillage.datapackage")
    assert document == (folder / "datapackage.json").read_text(encoding="utf-8")
    assert json.loads(document)["maillage"]["study"]["postgis"] == f"PG:dbname='{database.name}'"
    for path in [one for one in folder.rglob("*") if one.is_file()]:
        data = path.read_bytes()
        assert b"s3cr3t" not in data and b"ne sort pas" not in data and b"127.0.0.1" not in data, path


def test_tables_are_replaced_with_O_alone_and_views_on_them_stay(database, tmp_path):
    folder = tmp_path / "run"
    assert maillage(*small("-o", folder, "--postgis", database.named())).status == 0
    database.master("CREATE VIEW public.vue AS SELECT code, statut FROM maillage.pays")
    database.master("GRANT SELECT ON maillage.pays TO lecteur")
    before = snapshot(database)
    refused = maillage(*small("-o", tmp_path / "other", "--postgis", database.named()))
    assert refused.status == 4 and "la table maillage.datapackage existe déjà ; ajoutez -O" in refused.error
    assert not (tmp_path / "other").exists() and snapshot(database) == before
    again = maillage(*small("-o", folder, "-O", "--postgis", database.named()))
    assert (again.status, again.error) == (0, "") and snapshot(database) == before
    assert len(database.master("SELECT * FROM public.vue")) == 2
    assert database.master("SELECT has_table_privilege('lecteur', 'maillage.pays', 'SELECT')") == [(True,)]


def test_a_list_of_other_columns_makes_its_table_anew(database, tmp_path):
    other = tmp_path / "ptce.csv"
    other.write_text("id,nom,code_commune,téléphone d'un nom plus long que ce que PostgreSQL garde d'un nom de colonne,ID\np,Pôle,01001,=1+1\t2\\N,P\n", encoding="utf-8")
    assert maillage(*small("-o", tmp_path / "a", "--postgis", database.named())).status == 0
    done = maillage(*small("-o", tmp_path / "b", "-O", "--postgis", database.named(), ptce=other))
    assert (done.status, done.error) == (0, "")
    names = [row[0] for row in database.master("SELECT attname FROM pg_attribute WHERE attrelid = 'maillage.ptce'::regclass AND attnum > 0 AND attname LIKE 'src%%' ORDER BY attnum")]
    assert len(names) == 5 and len(set(names)) == 5 and all(len(name.encode()) <= 63 for name in names)
    ((value, comment),) = database.master(f'SELECT "{names[3]}", col_description(%s::regclass, (SELECT attnum FROM pg_attribute WHERE attrelid = %s::regclass AND attname = %s)) '
                                          "FROM maillage.ptce", parameters=["maillage.ptce", "maillage.ptce", names[3]])
    assert value == "=1+1\t2\\N" and comment.startswith("téléphone d'un nom plus long que ce que PostgreSQL garde")


def test_a_view_on_a_table_whose_columns_change_stops_the_run(database, tmp_path):
    other = tmp_path / "ptce.csv"
    other.write_text("id,nom,code_commune,autre\np,Pôle,01001,x\n", encoding="utf-8")
    assert maillage(*small("-o", tmp_path / "a", "--postgis", database.named())).status == 0
    database.master("CREATE VIEW public.vue AS SELECT id FROM maillage.ptce")
    before = snapshot(database)
    done = maillage(*small("-o", tmp_path / "a", "-O", "--postgis", database.named(), ptce=other))
    assert done.status == 4 and "view vue depends on table maillage.ptce" in done.error
    assert snapshot(database) == before


def test_a_table_that_is_not_ours_is_never_replaced(database, tmp_path):
    database.master("CREATE SCHEMA maillage AUTHORIZATION auteur")
    database.master("CREATE TABLE maillage.gaps (a int); ALTER TABLE maillage.gaps OWNER TO auteur; INSERT INTO maillage.gaps VALUES (1)")
    done = maillage(*small("-o", tmp_path / "a", "-O", "--postgis", database.named()))
    assert done.status == 4 and "la table maillage.gaps n'est pas de maillage" in done.error and not (tmp_path / "a").exists()
    assert database.master("SELECT * FROM maillage.gaps") == [(1,)]
    other = maillage(*small("-o", tmp_path / "a", "--postgis", database.named(schema="ptce 2026")))
    assert (other.status, other.error) == (0, "")
    assert len(table(database, "pays", '"ptce 2026"')) == 2


@pytest.mark.parametrize("name, change, status, words", [
    ("no rights", {"user": "lecteur"}, 4, "pas le droit de créer le schéma « maillage »"),
    ("a wrong password", {"password": "autre"}, 4, "connexion impossible"),
    ("no such database", {"dbname": "absente"}, 4, 'database "absente" does not exist'),
    ("server away", {"port": 1}, 4, "connexion impossible"),
    ("PostgreSQL's own schema", {"schema": "pg_catalog"}, 4, "est à PostgreSQL"),
    ("a table", {"table": "pays"}, 4, "dites schema=, pas table="),
    ("a keyword misspelt", {"shema": "a"}, 3, "mot inconnu ; vouliez-vous dire « schema » ?"),
])
def test_refused_before_any_work(database, tmp_path, name, change, status, words):
    done = maillage(*small("-o", tmp_path / "a", "--postgis", database.named(**change)))
    assert done.status == status and words in done.error and not (tmp_path / "a").exists()


def test_a_malformed_connection_is_not_repeated(database, tmp_path):
    for named in (f"PG:dbname=a password={PASSWORD}", "PG:dbname=a password='s3cr3t", "PG:", "PG:dbname=postgresql://a:s3cr3t@b/c", "PG:postgresql://a:s3cr3t@b/c"):
        done = maillage(*small("-o", tmp_path / "a", "--postgis", named))
        assert done.status == 3 and "connexion" in done.error
    assert maillage(*small("-o", tmp_path / "a", "--postgis", "s3cr3t")).status == 2
    assert maillage(*small("-o", tmp_path / "a", "--postgis", "PG:dbname=a", "password=s3cr3t")).status == 2


def test_a_database_without_postgis(server, tmp_path):
    database = Database(server)
    database.master("DROP EXTENSION postgis")
    done = maillage(*small("-o", tmp_path / "a", "--postgis", database.named()))
    assert done.status == 4 and "l'extension postgis n'est pas dans cette base" in done.error


def test_an_extension_in_a_schema_of_its_own(server, tmp_path):
    database = Database(server)
    database.master("DROP EXTENSION postgis; CREATE SCHEMA outils; CREATE EXTENSION postgis SCHEMA outils; GRANT USAGE ON SCHEMA outils TO auteur")
    done = maillage(*small("-o", tmp_path / "a", "--postgis", database.named()))
    assert (done.status, done.error) == (0, "")
    back = maillage(*small("-o", tmp_path / "b", pays=database.named(table="maillage.pays")))
    assert (back.status, back.error) == (0, "")


def test_a_folder_that_fails_leaves_the_tables(database, tmp_path):
    folder = tmp_path / "run"
    assert maillage(*small("-o", folder, "--postgis", database.named())).status == 0
    before, manifest = snapshot(database), (folder / "datapackage.json").read_bytes()
    full = {"LD_PRELOAD": str(command().parents[1] / "tests/golden/libfailing_disk.so"), "FAILING_DISK_FOLDER": str(tmp_path), "FAILING_DISK_BYTES": "9000"}
    done = maillage(*small("-o", folder, "-O", "--title", "autre", "--postgis", database.named()), env=dict(os.environ, **full))
    assert done.status == 4 and "No space left" in done.error
    assert snapshot(database) == before and (folder / "datapackage.json").read_bytes() == manifest


def test_a_commit_that_is_refused_puts_the_folder_back(database, tmp_path):
    folder = tmp_path / "run"
    assert maillage(*small("-o", folder, "--postgis", database.named())).status == 0
    before, manifest = snapshot(database), (folder / "datapackage.json").read_bytes()
    database.master("CREATE FUNCTION public.non() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refusé à la fin'; END $$")
    database.master("CREATE CONSTRAINT TRIGGER t AFTER INSERT ON maillage.pays DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.non()")
    done = maillage(*small("-o", folder, "-O", "--title", "autre", "--postgis", database.named()))
    assert done.status == 4 and "tables non écrites" in done.error and "refusé à la fin" in done.error
    assert snapshot(database) == before and (folder / "datapackage.json").read_bytes() == manifest
    assert [one.name for one in tmp_path.iterdir()] == ["run"]
    fresh = maillage(*small("-o", tmp_path / "new", "-O", "--postgis", database.named()))
    assert fresh.status == 4 and not (tmp_path / "new").exists()


def waits_for_a_lock(database):
    for _ in range(100):
        if database.master("SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'", parameters=[database.name]) == [(1,)]:
            return True
        time.sleep(0.1)
    return False


def test_killed_in_mid_transaction(database, tmp_path):
    folder = tmp_path / "run"
    assert maillage(*small("-o", folder, "--postgis", database.named())).status == 0
    before, manifest = snapshot(database), (folder / "datapackage.json").read_bytes()
    holder = database.server.connect(database.name)
    with holder.cursor() as cursor:
        cursor.execute("LOCK TABLE maillage.white_zones")  # three tables are written, the fourth waits
        process = subprocess.Popen([str(command()), *map(str, small("-o", folder, "-O", "--title", "autre", "--postgis", database.named()))], cwd=ROOT,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            assert waits_for_a_lock(database)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
    holder.close()
    for _ in range(100):
        if database.master("SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND usename = 'auteur'", parameters=[database.name]) == [(0,)]:
            break
        time.sleep(0.1)
    assert snapshot(database) == before and (folder / "datapackage.json").read_bytes() == manifest
    again = maillage(*small("-o", folder, "-O", "--title", "autre", "--postgis", database.named()))
    assert (again.status, again.error) == (0, "")


def test_two_runs_at_once(database, tmp_path):
    assert maillage(*small("-o", tmp_path / "first", "--postgis", database.named())).status == 0
    holder = database.server.connect(database.name)
    with holder.cursor() as cursor:
        cursor.execute("LOCK TABLE maillage.white_zones")
        slow = subprocess.Popen([str(command()), *map(str, small("-o", tmp_path / "slow", "-O", "--title", "lent", "--postgis", database.named()))], cwd=ROOT,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        assert waits_for_a_lock(database)
        late = maillage(*small("-o", tmp_path / "late", "-O", "--title", "en retard", "--postgis", database.named()))
    holder.close()
    assert late.status == 4 and "un autre passage écrit dans ce schéma" in late.error and not (tmp_path / "late").exists()
    assert slow.wait(60) == 0, slow.stderr.read()
    ((document,),) = database.master("SELECT document FROM maillage.datapackage")
    assert json.loads(document)["title"] == "lent"


def test_the_study_names_it_too_and_check_writes_nothing(database, tmp_path):
    study = tmp_path / "etude.toml"
    text = lambda value: json.dumps(str(value))
    study.write_text(f"postgis = {text(database.named())}\n[pays]\npath = {text(small()[2])}\n[ptce]\npath = {text(small()[4])}\n[gazetteer]\npath = {text(small()[6])}\n", encoding="utf-8")
    assert maillage("check", study).status == 0
    assert database.master("SELECT to_regnamespace('maillage')") == [(None,)]
    assert maillage("run", study, "--no-dashboard", "-o", tmp_path / "a").status == 0
    assert len(table(database, "pays")) == 2
    study.write_text(study.read_text().replace("PG:", "GP:"))
    wrong = maillage("run", study, "-o", tmp_path / "b")
    assert wrong.status == 3 and "valeur inattendue pour « postgis »" in wrong.error
