"""Files that mean harm: nothing else is opened, nobody is called, and the run ends, with a clear error where it can't go on."""
import csv
import io
import json
import os
import socket
import sqlite3
import struct
import threading
import zipfile
import zlib

import pytest

from conftest import LIST, ROOT, SQUARES, refused

VRT = '<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>{}</SrcDataSource><SrcLayer>canary</SrcLayer></OGRVRTLayer></OGRVRTDataSource>'


def test_a_run_on_files_opens_no_socket(case):
    watched = case.run().kept_to("pays.geojson", "ptce.csv")
    assert watched.code == 0, watched.err
    assert {"pays.geojson", "ptce.csv"} <= watched.opened


def test_no_command_opens_a_socket(case):
    assert case.run().code == 0
    for arguments in (["check", "--pays", "pays.geojson", "--ptce", "ptce.csv", "--gazetteer", "gazetteer"],
                      ["locate", "--pays", "pays.geojson", "--points", "ptce.csv", "-o", "OUT.csv"],
                      ["site", "OUT", "--new", "1"], ["diff", "OUT", "OUT"]):
        watched = case.maillage(*arguments)
        assert watched.code == 0, watched.err
        assert not watched.sockets and not watched.started


@pytest.mark.parametrize("source", ["canary.geojson", "/vsicurl/http://127.0.0.1:{port}/a.geojson", "http://127.0.0.1:{port}/a.geojson", "PG:host=127.0.0.1 port={port}"])
@pytest.mark.parametrize("ending", ["geojson", "json", "gpkg", "kml", "gml", "fgb", "shp", "csv", "xlsx", "zip"])
def test_a_vrt_by_another_name(case, ending, source):
    with listener() as (port, calls):
        case.write(f"trick.{ending}", VRT.format(source.format(port=port)))
        watched = case.run(pays=f"trick.{ending}")
        refused(watched).kept_to(f"trick.{ending}")
    assert not calls


class listener:
    """A server on loopback: (its port, who called)."""

    def __enter__(self):
        self.server = socket.create_server(("127.0.0.1", 0))
        self.calls = []
        threading.Thread(target=self.take, daemon=True).start()
        return self.server.getsockname()[1], self.calls

    def take(self):
        try:
            while True:
                connection, peer = self.server.accept()
                self.calls.append(peer)
                connection.close()
        except OSError:
            pass

    def __exit__(self, *_):
        self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()


@pytest.mark.parametrize("name", ["/vsicurl/http://127.0.0.1:{port}/a.geojson", "/vsizip/canary.zip/canary.geojson", "/vsistdin/", "/vsimem/a.geojson", "/vsisubfile/0_100,canary.geojson",
                                  "http://127.0.0.1:{port}/a.geojson", "https://127.0.0.1:{port}/a.geojson", "file:///etc/passwd",
                                  "postgresql://127.0.0.1:{port}/x", "WFS:http://127.0.0.1:{port}/", "MySQL:x,host=127.0.0.1,port={port}", "SQLITE:canary.gpkg",
                                  '{{"type":"FeatureCollection","features":[]}}', "GEOJSON:canary.geojson", VRT.format("canary.geojson").replace("{", "{{"), " pays.geojson\n/vsicurl/x"])
@pytest.mark.parametrize("option", ["pays", "ptce"])
def test_names_that_are_no_files(case, option, name):
    with zipfile.ZipFile(case.folder / "canary.zip", "w") as archive:
        archive.write(case.folder / "canary.geojson", "canary.geojson")
    with listener() as (port, calls):
        watched = case.run(**{option: name.format(port=port)})
        refused(watched)
        watched.kept_to("pays.geojson", "ptce.csv")
    assert not calls


def test_pipes_devices_sockets_and_links(case):
    os.mkfifo(case.folder / "pipe.csv")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(case.folder / "socket.csv"))
    (case.folder / "zero.csv").symlink_to("/dev/zero")
    (case.folder / "loop.csv").symlink_to("loop.csv")
    (case.folder / "nowhere.csv").symlink_to("/nowhere/a.csv")
    (case.folder / "folder.csv").mkdir()
    for name in ("pipe.csv", "socket.csv", "zero.csv", "loop.csv", "nowhere.csv", "folder.csv"):
        watched = case.run(ptce=name, timeout=20)
        assert watched.code in (3, 4) and watched.err.startswith("maillage: "), (name, watched.err)
        watched.kept_to("pays.geojson")
    (case.folder / "link.csv").symlink_to("ptce.csv")  # to a regular file: the user's own choice
    assert case.run(ptce="link.csv").code == 0


def test_a_geopackage_that_attaches_and_loads(case):
    """Views, triggers and a gpkg_extensions row are all a GeoPackage can say; none makes SQLite open another file."""
    path = case.folder / "trick.gpkg"
    with sqlite3.connect(path) as base:
        base.executescript("""
            PRAGMA application_id = 0x47504B47;
            CREATE TABLE gpkg_contents(table_name TEXT, data_type TEXT, identifier TEXT, description TEXT, last_change TEXT, min_x, min_y, max_x, max_y, srs_id INTEGER);
            CREATE TABLE gpkg_spatial_ref_sys(srs_name TEXT, srs_id INTEGER, organization TEXT, organization_coordsys_id INTEGER, definition TEXT, description TEXT);
            CREATE TABLE gpkg_geometry_columns(table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z, m);
            INSERT INTO gpkg_spatial_ref_sys VALUES('WGS 84', 4326, 'EPSG', 4326, 'undefined', '');
            CREATE TABLE own(fid INTEGER PRIMARY KEY, geom BLOB, code TEXT, nom TEXT);
            CREATE VIEW pays AS SELECT fid, geom, code, load_extension('/tmp/canary.so') AS nom FROM own;
            INSERT INTO own VALUES(1, NULL, 'A', 'x');
            INSERT INTO gpkg_contents VALUES('pays', 'features', 'pays', '', '2024-01-01T00:00:00Z', 0, 0, 1, 1, 4326);
            INSERT INTO gpkg_geometry_columns VALUES('pays', 'geom', 'POLYGON', 4326, 0, 0);""")
    watched = case.run(pays="trick.gpkg")
    refused(watched).kept_to("trick.gpkg", "trick.gpkg-journal", "trick.gpkg-wal")


def test_a_shapefile_takes_only_what_stands_beside_it(case):
    (case.folder / "lone.shp").write_bytes(b"\x00\x00\x27\x0a" + b"\x00" * 96)
    (case.folder / "lone.prj").symlink_to("/etc/hostname")
    refused(case.run(pays="lone.shp")).kept_to("lone.shp", "lone.prj")


def xlsx(sheet, strings=""):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>')
        archive.writestr("xl/_rels/workbook.xml.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>')
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        if strings:
            archive.writestr("xl/sharedStrings.xml", strings)
    return data.getvalue()


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
LAUGHS = '<!DOCTYPE a [<!ENTITY b "' + "ha" * 50 + '">' + "".join(f'<!ENTITY c{n} "{f"&c{n - 1};" * 10 if n else "&b;" * 10}">' for n in range(9)) + "]>"


@pytest.mark.parametrize("workbook", [
    xlsx(LAUGHS + SHEET.format("&c8;")),
    xlsx(SHEET.format('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), LAUGHS + '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&c8;</t></si></sst>'),
    xlsx('<!DOCTYPE a SYSTEM "file:///etc/passwd">' + SHEET.format("")),
    xlsx(SHEET.format(" " * (400 << 20))),
    xlsx(SHEET.format("".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="XFD{n}"><v>1</v></c></row>' for n in (1, 1048576)))),
], ids=["laughs", "laughing-strings", "external-entity", "400-MB-of-blanks", "the-farthest-cells"])
def test_workbook_bombs(case, workbook):
    case.write("bomb.xlsx", workbook)
    refused(case.run(ptce="bomb.xlsx", memory_mb=700)).kept_to("bomb.xlsx", "pays.geojson")


def test_zip_bombs(case):
    blank = zlib.compressobj(9, wbits=-15)
    packed = b"".join(blank.compress(b" " * (1 << 20)) for _ in range(2000)) + blank.flush()
    def entry(name, size):
        head = struct.pack("<HHHHHIIIHH", 20, 0x800, 8, 0, 0, 0, len(packed), size, len(name), 0)
        local = b"PK\3\4" + head + name + packed
        central = b"PK\1\2" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
        return local + central + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    case.write("bomb.zip", entry(b"a.csv", 2000 << 20))
    refused(case.run(ptce="bomb.zip", memory_mb=700)).kept_to("bomb.zip", "pays.geojson")
    case.write("liar.zip", entry(b"a.csv", 1000))  # says 1,000 bytes, holds 2 GB
    refused(case.run(ptce="liar.zip", memory_mb=700)).kept_to("liar.zip", "pays.geojson")
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.csv", LIST)
    with zipfile.ZipFile(case.folder / "nested.zip", "w") as archive:
        archive.writestr("a.zip", inner.getvalue())
    refused(case.run(ptce="nested.zip")).kept_to("nested.zip", "pays.geojson")
    with zipfile.ZipFile(case.folder / "outside.zip", "w") as archive:
        archive.writestr("../../../../tmp/outside.csv", LIST)
    refused(case.run(ptce="outside.zip")).kept_to("outside.zip", "pays.geojson")


def test_json_a_hundred_thousand_deep(case):
    deep = 100_000
    for name, text in {"arrays": '{"type":"FeatureCollection","features":' + "[" * deep + "]" * deep + "}",
                       "objects": '{"type":"FeatureCollection","a":' * deep + "1" + "}" * deep,
                       "collections": '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"A"},"geometry":'
                                      + '{"type":"GeometryCollection","geometries":[' * deep + "]}" * deep + "}]}",
                       "coordinates": SQUARES.replace("[[[2,46]", "[" * deep + "[[[2,46]")}.items():
        case.write(f"{name}.geojson", text)
        refused(case.run(pays=f"{name}.geojson", memory_mb=1000)).kept_to(f"{name}.geojson", "ptce.csv")


def test_a_million_columns(case):
    titles = ",".join(f"c{n}" for n in range(1_000_000))
    case.write("wide.csv", f"id,nom,lon,lat,{titles}\np1,Un,2.5,46.5{',' * 1_000_000}\n")
    watched = case.run(ptce="wide.csv", memory_mb=1000)
    assert "--allow columns=" in refused(watched).err
    watched.kept_to("wide.csv", "pays.geojson")


def test_duplicate_keys(case):
    for name, text in {"members": SQUARES.replace('"type":"FeatureCollection"', '"type":"FeatureCollection","features":[]'),
                       "properties": SQUARES.replace('"code":"A"', '"code":"A","code":"Z"'),
                       "escaped": SQUARES.replace('"code":"A"', '"code":"A","co\\u0064e":"Z"'),
                       "geometries": SQUARES.replace('"geometry":', '"geometry":null,"geometry":')}.items():
        case.write(f"{name}.geojson", text)
        assert "deux fois" in refused(case.run(pays=f"{name}.geojson").kept_to(f"{name}.geojson", "ptce.csv")).err, name
    case.write("twice.csv", "id,nom,nom,lon,lat\np1,Un,Deux,2.5,46.5\n")
    assert "nom" in refused(case.run(ptce="twice.csv")).err
    case.write("twice.toml", '[pays]\nfichier = "pays.geojson"\nfichier = "canary.geojson"\n')
    refused(case.maillage("run", "twice.toml", "-o", "OUT")).kept_to("twice.toml")


def test_nul_bytes(case):
    case.write("nul.csv", LIST.replace("Un", "U\0n"))
    refused(case.run(ptce="nul.csv"))
    case.write("nul.geojson", SQUARES.replace("Est", "E\0st"))
    refused(case.run(pays="nul.geojson"))
    case.write("escaped.geojson", SQUARES.replace("Est", "E\\u0000st"))
    watched = case.run(pays="escaped.geojson")
    assert watched.code in (0, 3), watched.err
    if watched.code == 0:
        assert b"\0" not in b"".join(path.read_bytes() for path in (case.folder / "OUT").rglob("*") if path.is_file())


def test_codes_that_are_paths(case):
    """Nothing a file says becomes the name of a file."""
    for code in ("../../../canary", "/etc/canary", "..", "a/b", "A\\u0000", "CON", "-o"):
        case.write("path.geojson", SQUARES.replace('"code":"A"', f'"code":"{code}"'))
        watched = case.run("path.geojson", "ptce.csv", "-O", "--formats", "regions,fgb,qgis,umap,xlsx,csv-excel").kept_to("path.geojson", "ptce.csv")
        assert watched.code in (0, 3), watched.err
        assert sorted(path.name for path in case.folder.iterdir() if "canary" in path.name) == ["canary.geojson"]


HOSTILE = ["</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>', "=HYPERLINK(\"http://x\")", "+1+cmd|'/c calc'!A0", "-2+3", "@SUM(A1)", "\t=1+1",
           "javascript:alert(1)", "[[http://x|clic]]", "{{{http://x}}}", "{% raw %}", "[% layer_id %]", "\u202egnp.exe\u202c", "\x1b[31mrouge\x1b[0m", "a\x7fb\x9bc", "\ufeffx"]


def test_markup_and_formulas_in_every_field(case):
    """Each text cell of every input is hostile; outputs hold it as text alone."""
    rows = [["id", "nom", "lon", "lat", "statut", "annee", "departement", "site_web", "note"]]
    rows += [[f"p{n}{text}", text, 2.1 + n / 50, 46.5, text, 2021, text, text, text] for n, text in enumerate(HOSTILE)]
    with open(case.folder / "ptce.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    squares = json.loads(SQUARES)
    for feature, text in zip(squares["features"], HOSTILE):
        feature["properties"]["nom"] = text
        feature["properties"]["code"] += text
    case.write("pays.geojson", json.dumps(squares))
    template = ROOT / "build/release/share/maillage/dashboard.html"
    case.maillage("run", "--pays", "pays.geojson", "--ptce", "ptce.csv", "--gazetteer", "gazetteer", "-o", "OUT", "--title", HOSTILE[0], "--formats", "qgis,xlsx,csv-excel,umap,fgb,regions",
                  *(() if template.exists() else ("--no-dashboard",)))
    out = case.folder / "OUT"
    assert out.is_dir()
    raw = ("<script>alert", "<img src=x", "<svg onload")
    for name in ("report.md", "maillage.qgs"):
        text = (out / name).read_text()
        assert not any(one in text for one in raw), name
        assert not any(ord(letter) < 32 and letter not in "\n\t" or 127 <= ord(letter) < 160 or letter in "\u202e\u202c" for letter in text), name
    for page in out.glob("*.html"):
        text = page.read_text()
        assert text.count("<script") == 2 and not any(one in text for one in raw)
    for table in ("gaps.csv", "gaps-excel.csv"):
        if (out / table).exists():
            for row in csv.reader(io.StringIO((out / table).read_text("utf-8-sig")), delimiter=";" if "excel" in table else ","):
                for cell in row:
                    assert not cell.startswith(("=", "+", "@", "\t")), (table, cell)
    import openpyxl
    for sheet in openpyxl.load_workbook(out / "gaps.xlsx"):
        for row in sheet.iter_rows():
            assert not any(cell.data_type == "f" for cell in row)
    umap = json.loads((out / "maillage.umap").read_text())
    assert umap["type"] == "umap"


def test_errors_and_findings_carry_no_terminal_codes(case):
    case.write("ptce.csv", 'id,nom,lon,lat\n"\x1b]0;p1","\x1b[2Jnom",190,95\n')
    watched = case.maillage("check", "--pays", "pays.geojson", "--ptce", "ptce.csv", "--gazetteer", "gazetteer")
    assert "\x1b" not in watched.out + watched.err
    watched = case.run(ptce="\x1b[31mnowhere.csv")
    assert "\x1b" not in refused(watched).err


slow = pytest.mark.skipif("MAILLAGE_LONG_TESTS" not in os.environ, reason="takes long and much memory: tools/test --all")


@slow
def test_a_ring_of_ten_million_vertices(case):
    import numpy
    angles = numpy.linspace(0, 2 * numpy.pi, 10_000_000, endpoint=False)
    points = numpy.column_stack((2.5 + numpy.cos(angles), 46.5 + numpy.sin(angles)))
    ring = ",".join(f"[{x:.9f},{y:.9f}]" for x, y in points)
    case.write("ring.geojson", '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"A","nom":"Rond"},"geometry":{"type":"Polygon","coordinates":[['
               + ring + "," + ring[:ring.index("]") + 1] + "]]}}]}")
    watched = case.run(pays="ring.geojson", timeout=600, memory_mb=8000).kept_to("ring.geojson", "ptce.csv")
    assert watched.code == 0, watched.err


@slow
def test_a_line_of_a_gigabyte(case):
    with open(case.folder / "line.csv", "wb") as file:
        file.write(b"id,nom,lon,lat\np1,")
        for _ in range(1024):
            file.write(b"a" * (1 << 20))
        file.write(b",2.5,46.5\n")
    watched = case.run(ptce="line.csv", timeout=600, memory_mb=12000).kept_to("line.csv", "pays.geojson")
    assert watched.code in (0, 3), watched.err
