"""read, compose, site and diff: what the command says, in frames."""
import json

import geopandas
import pandas
import pytest
import shapely

import maillage
from conftest import ROOT, STUDY


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("runs") / "sortie"
    maillage.run(maillage.Study(STUDY), path, dashboard=False)
    return path


def test_read_keeps_text():
    communes = maillage.read(ROOT / "data/france/communes.csv")
    plain = pandas.read_csv(ROOT / "data/france/communes.csv", dtype=str, keep_default_na=False)
    assert communes.columns.tolist() == plain.columns.tolist() and (communes.fillna("").to_numpy() == plain.to_numpy()).all()
    assert communes.attrs["findings"] == []


def test_read_draws():
    zones = maillage.read(ROOT / "data/france/zones.geojson")
    other = geopandas.read_file(ROOT / "data/france/zones.geojson", engine="pyogrio")
    assert zones.geometry.geom_equals(other.geometry).all() and zones.crs == other.crs


def test_read_refuses():
    with pytest.raises(maillage.InputError, match="fichier introuvable"):
        maillage.read("absent.csv")
    with pytest.raises(maillage.InputError, match="adresse"):
        maillage.read("https://example.org/a.csv")


def test_site_is_the_commands(tmp_path, folder, command):
    command("site", folder, "--new", 15, "-o", tmp_path / "sites.geojson", "-q")
    asked = maillage.site(folder, 15)
    assert asked.sites["nom"].tolist() == geopandas.read_file(tmp_path / "sites.geojson", engine="pyogrio")["nom"].tolist()
    assert asked.data == json.loads(command("site", folder, "--new", 15, "--json"))
    assert len(asked.sites) == 15 and "<pre>" in asked._repr_html_()


def test_site_of_a_result_in_memory_and_of_candidates_in_a_frame(folder):
    result = maillage.run(maillage.Study(STUDY))
    assert maillage.site(result, 3).data == maillage.site(folder, 3).data
    towns = pandas.DataFrame({"id": ["a", "b"], "nom": ["Brest", "Tulle"], "lon": [-4.486, 1.77], "lat": [48.39, 45.267]})
    chosen = maillage.site(folder, 1, candidates=towns)
    assert chosen.sites["id"].tolist() == ["a"]
    with pytest.raises(maillage.UsageError, match="--new"):
        maillage.site(folder)


def test_diff_tells_what_was_lost(folder, tmp_path, command):
    listed = pandas.read_csv(ROOT / "data/france/ptce.csv", dtype=str)
    fewer = maillage.run(maillage.Study(STUDY, ptce={"path": listed.iloc[10:]}))
    found = maillage.diff(folder, fewer)
    fewer.save(tmp_path / "fewer", dashboard=False)
    theirs = json.loads(command("diff", folder, tmp_path / "fewer", "--json"))
    for key in ("covered", "counts", "statuts", "steps", "changes"):
        assert found.data[key] == theirs[key]
    assert found.data["after"]["run"] == "PTCE et arrondissements : une première carte des manques"  # one in memory is called by its title
    assert found.changes["code"].tolist() == [one["code"] for one in theirs["changes"]] and len(found.changes) > 0
    assert "non_couvert" in set(found.changes["statut_apres"]) and found.markdown and "<pre>" in found._repr_html_()


def test_compose_merges_communes():
    communes = geopandas.GeoDataFrame({"code": ["01001", "01002", "01003"], "pays": ["P", "P", "Q"]},
                                      geometry=[shapely.box(i, 46, i + 1, 47) for i in range(3)], crs="EPSG:4326")
    pays = maillage.compose(communes, by="pays")
    assert pays["code"].tolist() == ["P", "Q"] and pays["contour"].tolist() == ["exact", "exact"]
    assert pays.geometry.geom_equals(geopandas.GeoSeries([shapely.box(0, 46, 2, 47), shapely.box(2, 46, 3, 47)], crs=4326)).all()
    with pytest.raises(maillage.UsageError, match="simplify"):
        maillage.compose(communes, by="pays", simplify="un peu")
    with pytest.raises(maillage.UsageError):
        maillage.compose(by="pays")
