#!/usr/bin/env python3
"""Writes the inputs of golden cases that are not text: archives, workbooks, shapefiles, GeoPackages, FlatGeobuf.

Usage: /usr/bin/python3 tests/golden/support/draw_inputs.py      (Debian's GDAL; writes into the folders of the cases)
The expectations (`why`) are drawn up from what is written here.
"""
import shutil
import tempfile
import zipfile
from pathlib import Path

from osgeo import gdal, ogr, osr

gdal.UseExceptions()
GOLDEN = Path(__file__).resolve().parents[1]
MIDNIGHT = (2024, 1, 1, 0, 0, 0)
A = "POLYGON ((2 46,3 46,3 47,2 47,2 46))"
B = "POLYGON ((3 46,4 46,4 47,3 47,3 46))"
ACCENTED = (("A", "Pays d'Évron", A), ("B", "Pays de Bel", B))
GEOJSON = ('{"type":"FeatureCollection","features":[\n' + ",\n".join(
    '{"type":"Feature","properties":{"code":"%s","nom":"%s"},"geometry":{"type":"Polygon","coordinates":[[%s]]}}'
    % (code, name, ",".join(f"[{pair.replace(' ', ',')}]" for pair in wkt[10:-2].split(","))) for code, name, wkt in ACCENTED) + "\n]}\n")


def drawn(path, driver, layers, options=(), kind=ogr.wkbPolygon):
    """A data source of (layer name, rows of code, name, WKT)."""
    path.parent.mkdir(exist_ok=True)
    wgs84 = osr.SpatialReference()
    wgs84.ImportFromEPSG(4326)
    wgs84.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    path.unlink(missing_ok=True)
    source = ogr.GetDriverByName(driver).CreateDataSource(str(path))
    for name, rows in layers:
        layer = source.CreateLayer(name, wgs84, kind, options=list(options))
        layer.CreateField(ogr.FieldDefn("code", ogr.OFTString))
        layer.CreateField(ogr.FieldDefn("nom", ogr.OFTString))
        for code, title, wkt in rows:
            feature = ogr.Feature(layer.GetLayerDefn())
            feature["code"], feature["nom"] = code, title
            feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
            layer.CreateFeature(feature)
    source = None


def zipped(path, members):
    path.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name, MIDNIGHT), content, zipfile.ZIP_DEFLATED)


def workbook(path, sheets):
    """XLSX of sheets (name, rows of cells, merged ranges); a number stays a number."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/"

    def cell(column, row, value):
        place = f'{chr(65 + column)}{row}'
        return f'<c r="{place}"><v>{value}</v></c>' if isinstance(value, int) else f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'

    def sheet(rows, merged):
        body = "".join(f'<row r="{i}">' + "".join(cell(j, i, value) for j, value in enumerate(row) if value != "") + "</row>"
                       for i, row in enumerate(rows, 1))
        ranges = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
        return f'{head}<worksheet xmlns="{main}"><sheetData>{body}</sheetData>' + (f"<mergeCells>{ranges}</mergeCells>" if merged else "") + "</worksheet>"

    numbers = range(1, len(sheets) + 1)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    zipped(path, [
        ("[Content_Types].xml", f'{head}<Types xmlns="{package}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         f'<Override PartName="/xl/workbook.xml" ContentType="{kind}sheet.main+xml"/>'
         + "".join(f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{kind}worksheet+xml"/>' for i in numbers) + "</Types>"),
        ("_rels/.rels", f'{head}<Relationships xmlns="{package}relationships"><Relationship Id="r1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
        ("xl/workbook.xml", f'{head}<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>'
         + "".join(f'<sheet name="{name}" sheetId="{i}" r:id="r{i}"/>' for i, (name, _, _) in zip(numbers, sheets)) + "</sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", f'{head}<Relationships xmlns="{package}relationships">'
         + "".join(f'<Relationship Id="r{i}" Type="{relations}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in numbers) + "</Relationships>"),
        *((f"xl/worksheets/sheet{i}.xml", sheet(rows, merged)) for i, (_, rows, merged) in zip(numbers, sheets))])


def shapefile(folder, stated):
    """In ISO 8859-1: É is the byte C9. `stated`: the .cpg says so, and so does the language byte of the .dbf; else neither does."""
    with tempfile.TemporaryDirectory() as place:
        drawn(Path(place) / "pays.shp", "ESRI Shapefile", [("pays", ACCENTED)], ["ENCODING=ISO-8859-1"])
        (GOLDEN / folder).mkdir(exist_ok=True)
        for end in ("shp", "shx", "dbf", "prj"):
            shutil.copy(Path(place) / f"pays.{end}", GOLDEN / folder / f"pays.{end}")
    table = GOLDEN / folder / "pays.dbf"
    content = bytearray(table.read_bytes())
    content[1:4] = bytes((124, 1, 1))  # of 1 January 2024
    content[29] = 0
    table.write_bytes(bytes(content))
    if stated:
        (GOLDEN / folder / "pays.cpg").write_text("ISO-8859-1\n", encoding="ascii")


def main():
    shapefile("valid-shapefile-latin-1", True)
    shapefile("valid-shapefile-latin-1-unsaid", False)
    gdal.SetConfigOption("OGR_CURRENT_DATE", "2024-01-01T00:00:00Z")
    three = [("pays", ACCENTED), ("communes", ACCENTED[:1]), ("regions", ACCENTED[1:])]
    for folder in ("valid-geopackage-layer-named", "invalid-geopackage-of-three-layers"):
        drawn(GOLDEN / folder / "zones.gpkg", "GPKG", three)
    drawn(GOLDEN / "valid-geopackage-curves" / "pays.gpkg", "GPKG", [("pays", (
        ("A", "A", "CURVEPOLYGON (COMPOUNDCURVE ((2 46,3 46,3 47,2 47),CIRCULARSTRING (2 47,1.5 46.5,2 46)))"),
        ("B", "B", "POLYGON M ((3 46 1,4 46 2,4 47 3,3 47 4,3 46 1))")))], kind=ogr.wkbUnknown)
    drawn(GOLDEN / "valid-flatgeobuf" / "pays.fgb", "FlatGeobuf", [("pays", ACCENTED)])
    zipped(GOLDEN / "valid-zip" / "pays.zip", [("lisez-moi.md", "Pays."), ("data/pays.geojson", GEOJSON)])
    inner = GOLDEN / "valid-zip" / "pays.zip"
    zipped(GOLDEN / "invalid-zip-within-zip" / "pays.zip", [("pays.zip", inner.read_bytes())])
    zipped(GOLDEN / "invalid-zip-of-1001-entries" / "pays.zip", [("pays.geojson", GEOJSON)] + [(f"{i}.md", "") for i in range(1000)])
    zipped(GOLDEN / "invalid-zip-ratio" / "pays.zip", [("pays.geojson", GEOJSON + " " * (17 << 20))])
    zipped(GOLDEN / "invalid-zip-name-outside" / "pays.zip", [("../pays.geojson", GEOJSON)])
    heading = ["id", "nom", "code_commune"]
    workbook(GOLDEN / "valid-xlsx-merged-cells" / "ptce.xlsx",
             [("Liste", [heading, ["p1", "Un", "01001"], ["p2", "Deux", ""], ["p3", "Trois", "03001"]], ["C2:C3"])])
    workbook(GOLDEN / "valid-xlsx-codes-as-numbers" / "ptce.xlsx", [("Liste", [heading, ["p1", "Un", 1001], ["p2", "Deux", "03001"]], [])])
    workbook(GOLDEN / "valid-xlsx-empty-sheet" / "ptce.xlsx", [("Vide", [], []), ("Liste", [heading, ["p1", "Un", "01001"]], [])])
    workbook(GOLDEN / "invalid-xlsx-nothing-but-empty-sheets" / "ptce.xlsx", [("Vide", [], [])])
    workbook(GOLDEN / "invalid-xlsx-of-two-sheets" / "ptce.xlsx", [("2023", [heading, ["p1", "Un", "01001"]], []), ("2024", [heading, ["p1", "Un", "01001"]], [])])


if __name__ == "__main__":
    main()
