"""PG: as an input, on a real server: the same layers as from files; what is refused; and that no name found in data is followed."""
import json
import subprocess

import pytest

from conftest import Database, GAZETTEER, MINIMAL, ROOT, maillage, small

EMBEDDED = ("pays", "ptce", "gaps", "white_zones", "links", "outline_defects")


def load(database, path, table, *options):
    """By GDAL's own writer, as a user would; codes stay text."""
    subprocess.run(["ogr2ogr", "-f", "PostgreSQL", database.named(user="maitre", password="maitre"), str(path), "-nln", table, "-nlt", "PROMOTE_TO_MULTI",
                    *options], check=True, capture_output=True)
    database.master(f"GRANT USAGE ON SCHEMA public TO auteur; GRANT SELECT ON {table} TO auteur")


def load_table(database, path, table):
    subprocess.run(["ogr2ogr", "-f", "PostgreSQL", database.named(user="maitre", password="maitre"), str(path), "-nln", table, "-oo", "AUTODETECT_TYPE=NO",
                    "-oo", "EMPTY_STRING_AS_NULL=YES"], check=True, capture_output=True)
    database.master(f"GRANT SELECT ON {table} TO auteur")


def layer(folder, name):
    return (folder / f"layers/{name}.geojson").read_bytes()


def test_the_same_layers_as_from_files(database, tmp_path):
    france = ROOT / "data/france"
    load(database, france / "zones.geojson", "zones")
    load_table(database, france / "ptce.csv", "ptce")
    load_table(database, france / "communes.csv", "communes")
    options = ["--key", "code", "--by", "zone", "--statuses", france / "statuts.csv", "--no-dashboard"]
    files = maillage("run", "--pays", france / "zones.geojson", "--ptce", france / "ptce.csv", "--composition", france / "communes.csv", *options, "-o", tmp_path / "files")
    tables = maillage("run", "--pays", database.named(table="zones"), "--ptce", database.named(table="public.ptce"),
                      "--composition", database.named(table="communes"), *options, "-o", tmp_path / "tables")
    assert (files.status, files.error) == (tables.status, tables.error) == (0, "")
    for name in EMBEDDED:
        assert layer(tmp_path / "files", name) == layer(tmp_path / "tables", name), name
    findings = [json.loads(layer(tmp_path / side, "findings"))["features"] for side in ("files", "tables")]
    for one, other in zip(*findings, strict=True):  # but for the file's name, and a line of it counted from its heading
        for named in (one, other):
            for key in ("fichier", "ligne"):
                named["properties"].pop(key)
        assert one == other
    manifest = json.loads((tmp_path / "tables/datapackage.json").read_text(encoding="utf-8"))["maillage"]
    assert manifest["study"]["pays"]["path"] == f"PG:dbname='{database.name}' table=zones"
    (source,) = [one for one in manifest["inputs"] if one["file"].endswith("table=zones")]
    assert len(source["sha256"]) == 64 and source["bytes"] > 0
    again = maillage("run", "--pays", database.named(table="zones"), "--ptce", database.named(table="ptce"), "--composition", database.named(table="communes"),
                     *options, "-o", tmp_path / "tables", "-O")
    assert again.status == 0
    (same,) = [one for one in json.loads((tmp_path / "tables/datapackage.json").read_text(encoding="utf-8"))["maillage"]["inputs"] if one["file"].endswith("table=zones")]
    assert same == source
    for path in [one for one in (tmp_path / "tables").rglob("*") if one.is_file()]:
        data = path.read_bytes()
        assert b"s3cr3t" not in data and b"ne sort pas" not in data and b"127.0.0.1" not in data, path


def test_check_rows_locate_and_compose_read_tables_too(database, tmp_path):
    load(database, MINIMAL / "pays.geojson", "pays")
    done = maillage("check", "--pays", database.named(table="pays"), "--ptce", MINIMAL / "ptce.csv", "--gazetteer", GAZETTEER, "--rows", tmp_path / "rows.csv")
    assert (done.status, done.error) == (0, "") and f"PG:dbname='{database.name}' table=pays" in done.out
    located = maillage("locate", "--pays", database.named(table="pays"), "--points", MINIMAL / "ptce.csv", "-o", tmp_path / "located.csv")
    assert (located.status, located.error) == (0, "")


def test_the_order_of_rows_is_not_the_server_s(database, tmp_path):
    values = ["('b', 'Bel', '01001', 1.5::float8, true, ARRAY['x','y'])", "('a', 'Aubourg', '01001', 0.1, false, ARRAY['z'])", "('a', 'Aubourg', '01001', 0.1, NULL, NULL)"]
    outputs = []
    for table, rows in (("un", values), ("deux", values[::-1])):
        database.master(f"CREATE TABLE {table} (id text, nom text, code_commune text, nombre float8, vrai bool, liste text[]); GRANT SELECT ON {table} TO auteur")
        for row in rows:
            database.master(f"INSERT INTO {table} VALUES {row}")
        done = maillage("check", "--pays", MINIMAL / "pays.geojson", "--ptce", database.named(table=table), "--gazetteer", GAZETTEER, "--json")
        outputs.append(done.out.replace(f"table={table}", "table=t"))
    hashes = [json.loads(text)["source"]["files"] for text in outputs]
    assert hashes[0] == hashes[1] and outputs[0] == outputs[1]


def test_lambert_93_and_wrong_systems(database, tmp_path):
    load(database, MINIMAL / "pays.geojson", "pays", "-t_srs", "EPSG:2154")
    fine = maillage(*small("-o", tmp_path / "fine", pays=database.named(table="pays")))
    assert (fine.status, fine.error) == (0, "")
    report = json.loads((tmp_path / "fine/report.json").read_text(encoding="utf-8"))
    assert [one["crs"] for one in report["read"] if one["role"] == "pays"] == ["EPSG:2154"]
    database.master("CREATE TABLE muet AS SELECT code, nom, ST_SetSRID(wkb_geometry, 0) AS g FROM pays; GRANT SELECT ON muet TO auteur")
    mute = maillage(*small("-o", tmp_path / "a", pays=database.named(table="muet")))
    assert mute.status == 3 and "--pays-crs" in mute.error
    database.master("CREATE TABLE faux AS SELECT code, nom, ST_SetSRID(wkb_geometry, 4326) AS g FROM pays; GRANT SELECT ON faux TO auteur")
    wrong = maillage(*small("-o", tmp_path / "a", pays=database.named(table="faux")))
    assert wrong.status == 3 and "EPSG:4326" in wrong.error
    database.master("CREATE TABLE deux AS SELECT code, nom, wkb_geometry AS g FROM pays UNION ALL SELECT 'X', 'X', ST_SetSRID(wkb_geometry, 3857) FROM pays; GRANT SELECT ON deux TO auteur")
    mixed = maillage(*small("-o", tmp_path / "a", pays=database.named(table="deux")))
    assert mixed.status == 3 and "plusieurs systèmes de coordonnées (SRID 2154, 3857" in mixed.error
    assert not (tmp_path / "a").exists()


def test_curves_heights_and_nothing_are_read_as_elsewhere(database, tmp_path):
    database.master("CREATE TABLE formes (code text PRIMARY KEY, nom text, g geometry); GRANT SELECT ON formes TO auteur")
    for code, wkt in (("A", "POLYGON Z ((2 46 5, 3 46 5, 3 47 5, 2 47 5, 2 46 5))"), ("B", "CURVEPOLYGON (CIRCULARSTRING (4 46, 5 47, 6 46, 5 45, 4 46))"), ("C", None)):
        database.master("INSERT INTO formes VALUES (%s, %s, ST_GeomFromText(%s, 4326))", parameters=[code, code, wkt])
    done = maillage(*small("-o", tmp_path / "a", pays=database.named(table="formes")))
    assert (done.status, done.error) == (0, "")
    written = json.loads(layer(tmp_path / "a", "pays"))["features"]
    assert [one["properties"]["code"] for one in written] == ["A", "B"] and len(written[1]["geometry"]["coordinates"][0]) > 50


@pytest.fixture(scope="module")
def faulty(server):
    database = Database(server)
    load(database, MINIMAL / "pays.geojson", "pays")
    database.master("CREATE TABLE secrets (code text); CREATE TABLE liste (code text, nom text); INSERT INTO liste VALUES ('A', 'a'); CREATE TABLE vide (code text, g geometry); "
                    "CREATE TABLE double AS SELECT code, nom, wkb_geometry AS g, wkb_geometry AS h FROM pays; GRANT SELECT ON liste, vide, double TO auteur")
    return database


@pytest.mark.parametrize("change, status, words", [
    ({"table": "pay"}, 3, "table introuvable ; vouliez-vous dire « pays » ?"),
    ({"table": "Pays"}, 3, "table introuvable ; vouliez-vous dire « pays » ?"),
    ({"table": "rien.du.tout"}, 3, "table introuvable ; la base contient : "),
    ({}, 3, "la table manque : ajoutez table=SCHEMA.TABLE ; la base contient : "),
    ({"table": "secrets"}, 3, "pas le droit de lire cette table"),
    ({"table": "liste"}, 3, "la couche des pays ne dessine aucun contour"),
    ({"table": "vide"}, 3, "la table est vide"),
    ({"table": "double"}, 3, "plusieurs géométries : ajoutez geometry=COLONNE, parmi g, h"),
    ({"table": "double", "geometry": "k"}, 3, "pas de colonne de géométrie « k » ; il y a : g, h"),
    ({"table": "pays", "dbname": "absente"}, 4, 'database "absente" does not exist'),
    ({"table": "pays", "port": 1}, 4, "connexion impossible"),
    ({"table": "pays", "password": "s3cr3t"}, 4, "connexion impossible"),
    ({"tables": "pays"}, 3, "mot inconnu ; vouliez-vous dire « table » ?"),
])
def test_refused(faulty, tmp_path, change, status, words):
    done = maillage(*small("-o", tmp_path / "a", pays=faulty.named(**change)))
    assert done.status == status and words in done.error and done.error.startswith("maillage: PG:") and not (tmp_path / "a").exists()


def test_limits_bind_tables_too(faulty, tmp_path):
    """Each at exactly what the table holds lets it in; one less names it."""
    features = json.loads((MINIMAL / "pays.geojson").read_text(encoding="utf-8"))["features"]
    assert all(one["geometry"]["type"] == "Polygon" for one in features)
    held = {
        "rows": len(features),
        "columns": len(features[0]["properties"]),
        "vertices": sum(len(ring) for one in features for ring in one["geometry"]["coordinates"]),
        "text": max(len(str(value).encode()) for one in features for value in one["properties"].values() if value is not None),
    }
    for name, most in held.items():
        done = maillage("check", "--pays", faulty.named(table="pays"), "--allow", f"{name}={most}")
        assert "PG:" not in done.error, name  # files read after it may be refused
        done = maillage("check", "--pays", faulty.named(table="pays"), "--allow", f"{name}={most - 1}")
        assert done.status == 3 and done.error.startswith("maillage: PG:") and f"(limite : {most - 1} ; --allow {name}=… la relève)" in done.error, name


def test_one_of_two_geometries(database, tmp_path):
    load(database, MINIMAL / "pays.geojson", "pays")
    database.master("CREATE TABLE double AS SELECT code, nom, wkb_geometry AS g, ST_Translate(wkb_geometry, 0, 1) AS h FROM pays; GRANT SELECT ON double TO auteur")
    for column, south in (("g", 46), ("h", 47)):
        assert maillage(*small("-o", tmp_path / column, pays=database.named(table="double", geometry=column))).status == 0
        ring = json.loads(layer(tmp_path / column, "pays"))["features"][0]["geometry"]["coordinates"][0]
        assert min(lat for _, lat in ring) == south


def test_reading_can_t_write(database, tmp_path):
    """A view whose function writes is stopped by the transaction."""
    database.master("CREATE TABLE trace (a int); GRANT ALL ON trace TO auteur; CREATE FUNCTION f() RETURNS text LANGUAGE sql VOLATILE AS "
                    "$$ INSERT INTO trace VALUES (1); SELECT 'A' $$; CREATE VIEW piege AS SELECT f() AS code, 'x' AS nom; GRANT SELECT ON piege TO auteur")
    done = maillage(*small("-o", tmp_path / "a", ptce=database.named(table="piege")))
    assert done.status == 4 and "read-only transaction" in done.error
    assert database.master("SELECT count(*) FROM trace") == [(0,)]


def test_no_name_found_in_data_is_followed(database, tmp_path):
    load(database, MINIMAL / "pays.geojson", "pays")
    named = database.named(table="pays")
    before = database.server.connections()
    (tmp_path / "liste.csv").write_text('id,nom,code_commune,source\np,"' + named + '",01001,"' + named + '"\n', encoding="utf-8")
    assert maillage(*small("-o", tmp_path / "a", ptce=tmp_path / "liste.csv")).status == 0
    vrt = tmp_path / "liste.vrt"
    vrt.write_text(f'<OGRVRTDataSource><OGRVRTLayer name="pays"><SrcDataSource>{named}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>', encoding="utf-8")
    for path in (vrt, vrt.rename(tmp_path / "liste.gml")):
        assert maillage(*small("-o", tmp_path / "b", pays=path)).status == 3
    # a manifest that names a database in every setting that bears a file
    for side in ("old", "new"):
        assert maillage(*small("-o", tmp_path / side)).status == 0
    manifest = tmp_path / "new/datapackage.json"
    document = json.loads(manifest.read_text(encoding="utf-8"))
    study = document["maillage"]["study"]
    for part in ("pays", "ptce"):
        study[part]["path"] = named
    study["ptce"]["statuses"] = study["corrections"] = study["postgis"] = named
    study["gazetteer"] = {"path": named, "communes": None, "population": None, "national_outline": named}
    study["what_if"] = {"with": named, "without": []}
    manifest.write_text(json.dumps(document), encoding="utf-8")
    assert maillage("diff", tmp_path / "old", tmp_path / "new").status in (0, 3)
    assert maillage("site", tmp_path / "new", "--new", "1").status in (0, 3)
    assert maillage(*small("-o", tmp_path / "c", "--gazetteer", named)).status != 0
    assert database.server.connections() == before
