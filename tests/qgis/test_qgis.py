"""The files for QGIS, opened by QGIS itself (Debian's python3-qgis) without a screen: every layer, aliases, styles, and a picture.

Run by `tools/test --all`. Set MAILLAGE_PICTURE to keep the picture, and look at it."""
import json
import os
import subprocess
from pathlib import Path

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"
core = pytest.importorskip("qgis.core", reason="python3-qgis is not installed")
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("MAILLAGE", str(ROOT / "build/release/bin/maillage"))
LAYERS = ("pays", "ptce", "gaps", "white_zones", "links", "outline_defects", "findings")
COLOURS = {"couvert": "#1f4f8f", "emergent": "#bcd5ef", "possible": "#f6e7bb", "non_couvert": "#cf7d54"}


@pytest.fixture(scope="module")
def qgis():
    application = core.QgsApplication([], False)
    application.initQgis()
    yield application
    core.QgsProject.instance().clear()
    application.exitQgis()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    target = tmp_path_factory.mktemp("qgis") / "run"
    subprocess.run([COMMAND, "run", "data/france/etude.toml", "--formats", "qgis", "-q", "-o", str(target)], cwd=ROOT, check=True)
    return target


def features(folder, name):
    return json.loads((folder / f"layers/{name}.geojson").read_text(encoding="utf-8"))["features"]


def test_two_runs_give_the_same_bytes(folder):
    before = {name: (folder / name).read_bytes() for name in ("maillage.gpkg", "maillage.qgs")}
    subprocess.run([COMMAND, "run", "data/france/etude.toml", "--formats", "qgis", "-q", "-O", "-o", str(folder)], cwd=ROOT, check=True)
    assert {name: (folder / name).read_bytes() for name in before} == before


@pytest.mark.parametrize("name", LAYERS)
def test_every_layer_opens_whole(qgis, folder, name):
    layer = core.QgsVectorLayer(f"{folder}/maillage.gpkg|layername={name}", name, "ogr")
    assert layer.isValid()
    assert layer.crs().authid() == "EPSG:4326"
    written = features(folder, name)
    assert layer.featureCount() == len(written)
    message, loaded = layer.loadDefaultStyle()
    assert loaded, message
    columns = {field.name(): field.alias() for field in layer.fields()}
    for column in written[0]["properties"] if written else []:
        assert column in columns
        assert column.startswith("src_") or columns[column], f"{name}.{column} has no alias"
    by_key = {}
    for one in layer.getFeatures():
        by_key.setdefault(str(one[1]), []).append(one)
    for one in written:
        values = list(one["properties"].values())
        same = by_key[str(values[0])]
        for column, value in one["properties"].items():
            shown = " ".join(value) if isinstance(value, list) else value
            assert any(known[column] == shown or (shown in (None, "") and not known[column]) for known in same), (name, column, value)
        assert all((known.hasGeometry() and not known.geometry().isEmpty()) == (one["geometry"] is not None) for known in same)


def test_styles_come_with_the_data(qgis, folder):
    layer = core.QgsVectorLayer(f"{folder}/maillage.gpkg|layername=pays", "pays", "ogr")
    message, loaded = layer.loadDefaultStyle()
    assert loaded, message
    renderer = layer.renderer()
    assert renderer.type() == "categorizedSymbol" and renderer.classAttribute() == "statut"
    assert {one.value(): one.symbol().color().name() for one in renderer.categories()} == COLOURS
    ptce = core.QgsVectorLayer(f"{folder}/maillage.gpkg|layername=ptce", "ptce", "ogr")
    ptce.loadDefaultStyle()
    assert ptce.renderer().type() == "categorizedSymbol"


def test_the_project_draws_its_map(qgis, folder):
    project = core.QgsProject.instance()
    assert project.read(str(folder / "maillage.qgs"))
    layers = {name.removeprefix("maillage_").removesuffix("_layer"): layer for name, layer in project.mapLayers().items()}
    assert set(layers) == {"pays", "ptce", "gaps", "white_zones", "links"}
    assert all(layer.isValid() for layer in layers.values())
    assert project.crs().authid() == "EPSG:2154"
    shown = [one.layer() for one in project.layerTreeRoot().findLayers() if one.isVisible()]
    assert [layer.id() for layer in shown] == [f"maillage_{name}_layer" for name in ("ptce", "white_zones", "pays")]
    settings = core.QgsMapSettings()
    settings.setLayers(shown)
    settings.setDestinationCrs(project.crs())
    settings.setTransformContext(project.transformContext())
    settings.setExtent(core.QgsRectangle(60000, 6030000, 1280000, 7130000))
    settings.setOutputSize(QSize(1100, 1000))
    settings.setBackgroundColor(QColor("white"))
    job = core.QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    assert not job.errors()
    image = job.renderedImage()
    if "MAILLAGE_PICTURE" in os.environ:
        image.save(os.environ["MAILLAGE_PICTURE"])
    found = {image.pixelColor(x, y).name() for x in range(0, 1100, 2) for y in range(0, 1000, 2)}
    assert set(COLOURS.values()) <= found


def test_changes_find_their_style_beside_them(qgis, folder, tmp_path):
    first = features(folder, "ptce")[0]["properties"]["id"]
    subprocess.run([COMMAND, "run", "data/france/etude.toml", "--without", first, "--formats", "qgis", "--no-dashboard", "-q", "-o", str(tmp_path / "run")], cwd=ROOT, check=True)
    inner = core.QgsVectorLayer(str(tmp_path / "run/what_if/layers/changes.geojson"), "changes", "ogr")
    subprocess.run([COMMAND, "diff", str(folder), str(tmp_path / "run/what_if"), "-o", str(tmp_path / "changes.geojson"), "--style", "-q"], cwd=ROOT, check=True)
    outer = core.QgsVectorLayer(str(tmp_path / "changes.geojson"), "changes", "ogr")
    for layer in (inner, outer):
        assert layer.isValid() and layer.featureCount() > 0
        assert layer.renderer().type() == "categorizedSymbol" and layer.renderer().classAttribute() == "nature"
        drawn = {one.value(): one.symbol().color().name() for one in layer.renderer().categories()}
        assert drawn["gagne"] == COLOURS["couvert"] and drawn["perdu"] == COLOURS["non_couvert"]
        assert {one["nature"] for one in layer.getFeatures()} <= set(drawn)
        assert layer.fields().field("statut_avant").alias() == "Statut au premier passage"
