"""What `--formats` writes, read back with other libraries and held to the layers and tables of the same run."""
import csv
import io
import json
import subprocess
from pathlib import Path

import geopandas
import openpyxl
import pytest
from shapely.geometry import shape

from conftest import ROOT, command

LAYERS = ("pays", "ptce", "gaps", "white_zones", "links", "outline_defects", "findings")
EVIL = ["=HYPERLINK(\"http://example.org\")", "+33 1 23", "-Pôle", "@SUM(A1)", "\t=1", "'=1"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    target = tmp_path_factory.mktemp("formats") / "run"
    subprocess.run([str(command()), "run", "data/france/etude.toml", "--formats", "qgis,xlsx,csv-excel,umap,fgb,regions", "-q", "-o", str(target)],
                   cwd=ROOT, check=True)
    return target


def features(folder, path):
    return json.loads((folder / path).read_text(encoding="utf-8"))["features"]


def plain(value):
    return " ".join(value) if isinstance(value, list) else value


def same_geometry(written, read):
    return (written is None and (read is None or read.is_empty)) or shape(written).equals(read)


@pytest.mark.parametrize("layer", LAYERS)
def test_geopackage_holds_the_layers(folder, layer):
    table = geopandas.read_file(folder / "maillage.gpkg", layer=layer)
    written = features(folder, f"layers/{layer}.geojson")
    assert len(table) == len(written)
    for (_, row), one in zip(table.iterrows(), written):
        for column, value in one["properties"].items():
            found = row[column]
            found = None if found is None or found != found or found == "" else found
            assert found == (plain(value) or None if isinstance(value, (list, str)) else value), (layer, column)
        assert same_geometry(one["geometry"], row.geometry), (layer, one["properties"])


@pytest.mark.parametrize("layer", LAYERS)
def test_flatgeobuf_holds_what_is_drawn(folder, layer):
    written = [one for one in features(folder, f"layers/{layer}.geojson") if one["geometry"]]
    table = geopandas.read_file(folder / f"layers/{layer}.fgb")
    key = lambda properties: tuple(str(plain(value) or None) for value in list(properties.values())[:7])
    expected = sorted((key(one["properties"]), shape(one["geometry"]).wkt) for one in written)
    names = list(written[0]["properties"])[:7] if written else []
    assert len(table) == len(written)
    for (name, wkt), found in zip(expected, sorted((tuple(str(None if row[column] != row[column] else row[column] or None) for column in names), row.geometry) for _, row in table.iterrows())):
        assert len(name) == len(found[0])
    assert sum(shape(one["geometry"]).area for one in written) == pytest.approx(table.area.sum() if len(table) else 0)


def pages(folder):
    book = openpyxl.load_workbook(folder / "gaps.xlsx")
    return {sheet.title: sheet for sheet in book.worksheets}


def test_workbook_has_a_sheet_per_subject_and_typed_cells(folder):
    sheets = pages(folder)
    assert list(sheets) == ["Lisez-moi", "Pays non couverts", "Zones blanches", "Pays", "PTCE", "Régions", "Rythme", "Constats"]
    with (folder / "gaps.csv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    sheet = sheets["Pays non couverts"]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref.startswith("A1:")
    assert sheet.max_row == len(expected) + 1
    numbers = {"population", "surface_km2", "nb_ptce", "nb_emergents", "nb_possibles", "manque", "distance_km", "rang", "score", "part_population",
               "part_distance", "part_zone_blanche", "part_chance", "part_colonnes", "chance"}
    for row, line in zip(sheet.iter_rows(min_row=2), expected):
        for cell, (column, text) in zip(row, line.items()):
            if text == "":
                assert cell.value is None
            elif column in numbers:
                assert cell.data_type == "n" and cell.value == pytest.approx(float(text), abs=1e-9), (column, text)
            else:
                assert cell.data_type == "s" and cell.value == text, (column, text)  # 01004 keeps its zero
    assert sheets["PTCE"].max_row == len(features(folder, "layers/ptce.geojson")) + 1
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert sheets["Constats"].max_row == len(report["findings"]) + 1
    assert sheets["Régions"].max_row == len(report["regions"]) + 1
    assert any("218" in str(row[1].value) for row in sheets["Lisez-moi"].iter_rows())


def test_csv_for_french_excel_says_the_same(folder):
    data = (folder / "gaps-excel.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    excel = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    with (folder / "gaps.csv").open(encoding="utf-8", newline="") as file:
        usual = list(csv.DictReader(file))
    decimals = {"surface_km2", "distance_km", "score", "chance"} | {name for name in usual[0] if name.startswith("part_")}
    assert [{name: text.replace(".", ",") if name in decimals else text for name, text in row.items()} for row in usual] == excel
    assert any("," in row["surface_km2"] for row in excel)


def test_umap_holds_areas_zones_and_points(folder):
    umap = json.loads((folder / "maillage.umap").read_text(encoding="utf-8"))
    assert umap["type"] == "umap" and umap["geometry"]["type"] == "Point"
    pays, zones, ptce = umap["layers"]
    assert [layer["_umap_options"]["name"] for layer in umap["layers"]] == ["Pays", "Zones blanches", "PTCE"]
    assert len(pays["features"]) == len(features(folder, "layers/pays.geojson"))
    assert len(ptce["features"]) == sum(one["geometry"] is not None for one in features(folder, "layers/ptce.geojson"))
    colours = {(one["properties"]["statut"], one["properties"]["_umap_options"]["fillColor"]) for one in pays["features"]}
    assert colours == {("couvert", "#1f4f8f"), ("emergent", "#bcd5ef"), ("possible", "#f6e7bb"), ("non_couvert", "#cf7d54")}
    for one, written in zip(pays["features"], features(folder, "layers/pays.geojson")):
        assert {name: value for name, value in one["properties"].items() if name != "_umap_options"} == written["properties"]
    back = subprocess.run([str(command()), "check", "--pays", "data/france/zones.geojson", "--ptce", f"{folder}/maillage.umap:PTCE", "--json"],
                          cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(back.stdout)["ledger"]["facilities"]["read"] == len(ptce["features"])


def test_regions_part_the_layers(folder):
    written = {one["properties"]["code"]: one for one in features(folder, "layers/pays.geojson")}
    seen = []
    for region in sorted((folder / "regions").iterdir()):
        for one in features(folder, f"regions/{region.name}/pays.geojson"):
            assert one == written[one["properties"]["code"]] and one["properties"]["region"] == region.name
            seen.append(one["properties"]["code"])
        here = {one["properties"]["code"] for one in features(folder, f"regions/{region.name}/pays.geojson")}
        assert all(one["properties"]["pays"] in here for one in features(folder, f"regions/{region.name}/ptce.geojson"))
    assert sorted(seen) == sorted(written)


def test_no_text_is_a_formula(tmp_path):
    list_of = tmp_path / "ptce.csv"
    with list_of.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["id", "nom", "lon", "lat"])
        out.writerows([f"p{i}", name, "2.35", "48.85"] for i, name in enumerate(EVIL))
    target = tmp_path / "run"
    subprocess.run([str(command()), "run", "--pays", "data/france/zones.geojson", "--ptce", str(list_of), "--formats", "xlsx,csv-excel", "-q", "-o", str(target)],
                   cwd=ROOT, check=True)
    for path in [*target.glob("*.csv"), *target.glob("inputs/*.csv")]:
        text = path.read_text(encoding="utf-8-sig")
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=";" if "excel" in path.name else ","):
            for cell in row:
                if cell[:1] in "=+-@\t\r" and cell:
                    float(cell)  # nothing but a number begins so
    sheet = openpyxl.load_workbook(target / "gaps.xlsx")["PTCE"]
    names = {row[1].value: row[1].data_type for row in sheet.iter_rows(min_row=2)}
    assert all(kind == "s" for kind in names.values())
    assert {"+33 1 23", "-Pôle", "@SUM(A1)"} <= set(names)
