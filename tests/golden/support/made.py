"""Binary inputs of the golden cases, made from the text beside them by Python's own library: no reader of ours, nor GDAL.

  F.shp.geojson   F.shp .shx .dbf: its polygons; texts in the encoding its member "dbf" names
  F.gpkg.sql      F.gpkg: SQLite; polygon('((x y,…))', srs) is the blob of a GeoPackage geometry
  F.xlsx.txt      F.xlsx, and F.ods.txt F.ods: "[Sheet]", then rows of cells parted by "|"; a bare number is a number, '1 the
                  text "1"; a line "merge A1:C1" merges
  F.zip.txt       F.zip: one member a line, of the files beside it: "NAME", "NAME as OTHER", "NAME x COUNT" (that many copies),
                  "NAME + COUNT" (that many blanks behind it, deflated)

Each source is removed once its file is made; archives come last, in the order of their names.
"""
import json
import re
import sqlite3
import struct
import zipfile
from xml.sax.saxutils import escape

EPOCH = (2026, 1, 1, 0, 0, 0)


def make_all(folder):
    for suffix, make in ((".shp.geojson", shapefile), (".gpkg.sql", geopackage), (".xlsx.txt", xlsx), (".ods.txt", ods),
                         (".zip.txt", archive)):
        for source in sorted(folder.glob("*" + suffix)):
            make(source, folder / source.name.removesuffix("." + suffix.rsplit(".", 1)[1]))
            source.unlink()


def shapefile(source, target):
    """ESRI Shapefile Technical Description (1998), polygons of one ring; dBASE III, texts of 40 bytes."""
    layer = json.loads(source.read_text(encoding="utf-8"))
    features = layer["features"]
    records = []
    for feature in features:
        ring = feature["geometry"]["coordinates"][0][::-1]  # shells are clockwise
        box = [pick(axis) for pick in (min, max) for axis in zip(*ring)]
        records.append((box, struct.pack("<i4d3i", 5, *box, 1, len(ring), 0) + b"".join(struct.pack("<2d", *xy) for xy in ring)))
    boxes = [box for box, _ in records]
    extent = [min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)]
    head = lambda size: struct.pack(">7i", 9994, 0, 0, 0, 0, 0, size // 2) + struct.pack("<2i8d", 1000, 5, *extent, 0, 0, 0, 0)
    shapes, index = b"", b""
    for number, (_, record) in enumerate(records, 1):
        index += struct.pack(">2i", (100 + len(shapes)) // 2, len(record) // 2)
        shapes += struct.pack(">2i", number, len(record) // 2) + record
    target.write_bytes(head(100 + len(shapes)) + shapes)
    target.with_suffix(".shx").write_bytes(head(100 + len(index)) + index)
    names = list(features[0]["properties"])
    rows = b"".join(b" " + b"".join(str(f["properties"][name]).encode(layer["dbf"]).ljust(40) for name in names) for f in features)
    fields = b"".join(struct.pack("<11sc4xBB14x", name.encode(), b"C", 40, 0) for name in names)
    head = struct.pack("<4BIHH20x", 3, 126, 1, 1, len(features), 33 + len(fields), 1 + 40 * len(names))
    target.with_suffix(".dbf").write_bytes(head + fields + b"\r" + rows + b"\x1a")


def geopackage_polygon(text, srs):
    """OGC 12-128: a header without envelope, then WKB; positions of three numbers behind an M bear a measure."""
    rings = [[[float(x) for x in position.split()] for position in ring.split(",")] for ring in re.findall(r"\(([^()]+)\)", text)]
    body = b"".join(struct.pack("<I", len(ring)) + b"".join(struct.pack(f"<{len(position)}d", *position) for position in ring)
                    for ring in rings)
    return b"GP\x00\x01" + struct.pack("<i", srs) + struct.pack("<BII", 1, 2003 if text[0] == "M" else 3, len(rings)) + body


def geopackage(source, target):
    base = sqlite3.connect(target)
    base.create_function("polygon", 2, geopackage_polygon)
    base.executescript("PRAGMA application_id = 0x47504B47; PRAGMA user_version = 10300;")
    base.executescript(source.read_text(encoding="utf-8"))
    base.commit()
    base.close()


def column(number):
    return chr(ord("A") + number)


def sheets(source):
    """[(name, [merged range], [[cell]])]; a cell is None, a text, or a float."""
    found = []
    for line in source.read_text(encoding="utf-8").split("\n"):
        if line.startswith("["):
            found.append((line.strip("[]"), [], []))
        elif line.startswith("merge "):
            found[-1][1].append(line.split()[1])
        elif found:
            found[-1][2].append([cell_of(cell.strip(" ")) for cell in line.split("|")])
    for _, _, rows in found:
        while rows and rows[-1] == [None]:
            rows.pop()
    return found


def cell_of(text):
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text)
    return text.removeprefix("'") or None


def number(value):
    return str(int(value)) if value == int(value) else repr(value)


def packed(target, parts):
    with zipfile.ZipFile(target, "w") as file:
        for name, text in parts:
            file.writestr(zipfile.ZipInfo(name, EPOCH), '<?xml version="1.0" encoding="UTF-8"?>\n' + text if text[0] == "<" else text)


def xlsx(source, target):
    """ECMA-376, with the texts in their cells."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    parts, listed, related, types = [], "", "", ""
    for rank, (name, merged, rows) in enumerate(sheets(source), 1):
        data = ""
        for line, row in enumerate(rows, 1):
            cells = ""
            for at, cell in enumerate(row):
                place = f'r="{column(at)}{line}"'
                if isinstance(cell, float):
                    cells += f"<c {place}><v>{number(cell)}</v></c>"
                elif cell is not None:
                    cells += f'<c {place} t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
            data += f'<row r="{line}">{cells}</row>'
        ranges = "".join(f'<mergeCell ref="{place}"/>' for place in merged)
        data = f"<sheetData>{data}</sheetData>" + (f"<mergeCells>{ranges}</mergeCells>" if ranges else "")
        parts.append((f"xl/worksheets/sheet{rank}.xml", f"<worksheet {main}>{data}</worksheet>"))
        listed += f'<sheet name="{escape(name)}" sheetId="{rank}" r:id="rId{rank}"/>'
        related += f'<Relationship Id="rId{rank}" Type="{office}/worksheet" Target="worksheets/sheet{rank}.xml"/>'
        types += f'<Override PartName="/xl/worksheets/sheet{rank}.xml" ContentType="{kind}worksheet+xml"/>'
    types = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
             '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
             f'<Override PartName="/xl/workbook.xml" ContentType="{kind}sheet.main+xml"/>{types}</Types>')
    packed(target, [("[Content_Types].xml", types),
                    ("_rels/.rels", f'<Relationships {package}><Relationship Id="rId1" Type="{office}/officeDocument" '
                                    'Target="xl/workbook.xml"/></Relationships>'),
                    ("xl/workbook.xml", f'<workbook {main} xmlns:r="{office}"><sheets>{listed}</sheets></workbook>'),
                    ("xl/_rels/workbook.xml.rels", f"<Relationships {package}>{related}</Relationships>"), *parts])


def ods(source, target):
    """OASIS OpenDocument 1.2; merged ranges are of one row."""
    name_of = "urn:oasis:names:tc:opendocument:xmlns:"
    tables = ""
    for name, merged, rows in sheets(source):
        spans = {place.split(":")[0]: ord(place.split(":")[1][0]) - ord(place[0]) + 1 for place in merged}
        data = ""
        for line, row in enumerate(rows, 1):
            cells = ""
            for at, cell in enumerate(row):
                span = spans.get(f"{column(at)}{line}")
                spread = f' table:number-columns-spanned="{span}" table:number-rows-spanned="1"' if span else ""
                if isinstance(cell, float):
                    cells += (f'<table:table-cell{spread} office:value-type="float" office:value="{number(cell)}">'
                              f"<text:p>{number(cell)}</text:p></table:table-cell>")
                elif cell is not None:
                    cells += f'<table:table-cell{spread} office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
                else:
                    cells += f"<table:table-cell{spread}/>"
            data += f"<table:table-row>{cells}</table:table-row>"
        tables += f'<table:table table:name="{escape(name)}">{data}</table:table>'
    spaces = " ".join(f'xmlns:{word}="{name_of}{word}:1.0"' for word in ("office", "table", "text"))
    media = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (f'<manifest:manifest xmlns:manifest="{name_of}manifest:1.0"><manifest:file-entry manifest:full-path="/" '
                f'manifest:media-type="{media}"/></manifest:manifest>')
    packed(target, [("mimetype", media), ("META-INF/manifest.xml", manifest),
                    ("content.xml", f'<office:document-content {spaces} office:version="1.2"><office:body><office:spreadsheet>'
                                    f"{tables}</office:spreadsheet></office:body></office:document-content>")])


def archive(source, target):
    with zipfile.ZipFile(target, "w") as file:
        for line in source.read_text(encoding="utf-8").splitlines():
            name, word, value = (line.split(" ") + ["", ""])[:3]
            content = (source.parent / name).read_bytes()
            if word == "x":
                stem, end = name.rsplit(".", 1)
                for rank in range(int(value)):
                    file.writestr(zipfile.ZipInfo(f"{stem}-{rank}.{end}", EPOCH), content)
                continue
            info = zipfile.ZipInfo(value if word == "as" else name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED if word == "+" else zipfile.ZIP_STORED
            file.writestr(info, content + b" " * (int(value) if word == "+" else 0))
