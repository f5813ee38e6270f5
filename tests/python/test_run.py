"""A run from Python is the command's run: the same bytes from files, the same figures from frames."""
import json
import pathlib

import geopandas
import pandas
import pytest

import maillage
from conftest import ROOT, STUDY


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(pathlib.Path(folder).rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def embedded():
    return maillage.run(maillage.Study(STUDY))


def test_writes_what_the_command_writes(tmp_path, command):
    data = ROOT / "data" / "france"
    command("run", STUDY, "--gazetteer", data, "-o", tmp_path / "command", "--no-dashboard", "-q")
    steps = []
    result = maillage.run(maillage.Study(STUDY, gazetteer={"path": str(data)}), tmp_path / "package", dashboard=False, progress=steps.append)
    assert result.folder == str(tmp_path / "package") and result.published
    assert steps == ["read", "validate", "assign", "audit", "measure", "prioritise", "publish"]
    ours, theirs = files_of(tmp_path / "package"), files_of(tmp_path / "command")
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []


def test_save_writes_the_same_as_run(tmp_path, embedded):
    maillage.run(maillage.Study(STUDY), tmp_path / "run", dashboard=False)
    embedded.save(tmp_path / "save", dashboard=False)
    assert files_of(tmp_path / "run") == files_of(tmp_path / "save")
    with pytest.raises(maillage.OutputError, match="save"):
        embedded.save(tmp_path / "save")
    embedded.folder = ""


def test_layers_are_those_published(tmp_path, embedded):
    maillage.run(maillage.Study(STUDY), tmp_path / "out", dashboard=False)
    for name in ("pays", "ptce", "gaps", "white_zones", "links", "findings"):
        published = geopandas.read_file(tmp_path / "out" / "layers" / f"{name}.geojson", engine="pyogrio")
        ours = embedded.layer(name)
        assert len(ours) == len(published) and ours.crs.to_string() == "EPSG:4326"
        assert (ours.geometry.isna() == published.geometry.isna()).all()
        there = ~ours.geometry.isna()
        assert ours.geometry[there].geom_equals(published.geometry[there]).all()
    assert embedded.pays["code"].str.len().min() >= 2 and embedded.pays["population"].dtype == "Int64"
    assert int((embedded.pays["statut"] == "couvert").sum()) == embedded.national["covered"]


def test_ledger_sums(embedded):
    ledger = embedded.ledger["facilities"]
    assert ledger["read"] == ledger.drop("read").sum() == len(pd_read(ROOT / "data/france/ptce.csv"))


def pd_read(path):
    return pandas.read_csv(path, dtype=str)


def test_coverage_of_frames_in_one_line(pays, ptce):
    covered = maillage.coverage(pays, ptce)
    assert covered["code"].tolist() == list("ABCD")
    assert covered["nb_ptce"].tolist() == [1, 2, 0, 0]
    assert covered["statut"].tolist() == ["couvert", "couvert", "non_couvert", "non_couvert"]
    assert covered.geometry.geom_equals(pays.geometry.reset_index(drop=True)).all()


def test_frames_and_files_give_one_result(tmp_path, pays, ptce):
    pays.to_file(tmp_path / "pays.gpkg", engine="pyogrio")
    ptce.to_csv(tmp_path / "ptce.csv", index=False)
    from_files = maillage.run(maillage.Study(pays=tmp_path / "pays.gpkg", ptce=tmp_path / "ptce.csv"))
    from_frames = maillage.run(maillage.Study(pays=pays, ptce=ptce))
    assert json.dumps(from_files.report["national"]) == json.dumps(from_frames.report["national"])
    for name in ("pays", "gaps", "links"):
        assert from_files._core.layer(name) == from_frames._core.layer(name)


def test_a_projected_frame_is_brought_to_degrees(pays, ptce):
    covered = maillage.coverage(pays.to_crs("EPSG:2154"), ptce)
    assert covered["nb_ptce"].tolist() == [1, 2, 0, 0]
    assert covered.geometry.values.hausdorff_distance(pays.geometry.values).max() < 2e-6


def test_a_frame_without_crs_is_refused(pays, ptce):
    with pytest.raises(maillage.InputError) as raised:
        maillage.coverage(pays.set_crs(None, allow_override=True), ptce)
    assert "memory:pays" in str(raised.value)
    assert raised.value.fr == str(raised.value) != raised.value.en
    assert maillage.coverage({"path": pays.set_crs(None, allow_override=True), "crs": "EPSG:4326"}, ptce)["nb_ptce"].sum() == 3


def test_zeros_and_categories_are_kept(pays, ptce):
    coded = pays.assign(code=pandas.Categorical(["01", "02", "2A", "03"]))
    assert maillage.coverage(coded, ptce)["code"].tolist() == ["01", "02", "03", "2A"]


def test_a_list_of_columns_no_one_reads_is_refused(pays, ptce):
    with pytest.raises(maillage.InputError, match="communes"):
        maillage.coverage(pays, ptce.assign(communes=[["18033"], [], [], []]))


def hashes(folder):
    """Of each input, by the name the manifest gives it."""
    manifest = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return {one["file"]: one["sha256"] for one in manifest["maillage"]["inputs"]}


def test_the_lineage_of_frames(tmp_path, pays, ptce):
    maillage.run(maillage.Study(pays=pays, ptce=ptce), tmp_path / "out", dashboard=False)
    again = maillage.run(maillage.Study(pays=pays, ptce=ptce.iloc[:3]), tmp_path / "again", dashboard=False)
    sources, others = hashes(tmp_path / "out"), hashes(tmp_path / "again")
    assert again.folder == str(tmp_path / "again")
    assert sources["memory:pays"] == others["memory:pays"] and sources["memory:ptce"] != others["memory:ptce"]


def test_settings_are_the_studys(pays, ptce):
    result = maillage.run(maillage.Study(pays=pays, ptce=ptce, title="Essai", targets={"national": 7, "year": 2030}, language="en"))
    assert result.report["target"]["national"] == 7 and result._core.title == "Essai"
    assert "Essai" in result.markdown()
    with pytest.raises(maillage.InputError, match="targets.national"):
        maillage.Study(pays=pays, ptce=ptce, targets={"nationale": 7})
    with pytest.raises(maillage.InputError, match="strict"):
        maillage.Study(pays=pays, ptce=ptce, strict="oui")


def test_a_study_file_with_settings_over_it():
    region = maillage.run(maillage.Study(STUDY, region="53"))
    assert 0 < len(region.pays) < 30 and set(region.pays["region"]) == {"53"}
    with pytest.raises(maillage.InputError, match="absent.toml"):
        maillage.Study("absent.toml")


def test_strict_publishes_nothing(tmp_path, pays, ptce):
    doubled = pandas.concat([ptce, ptce.iloc[:1]])
    result = maillage.run(maillage.Study(pays=pays, ptce=doubled, strict=True), tmp_path / "out")
    assert not result.published and not (tmp_path / "out").exists()
    assert "facility_duplicate" in set(result.findings["code"]) or "facility_same_id" in set(result.findings["code"])


def test_without_rows(tmp_path, pays, ptce):
    result = maillage.run(maillage.Study(pays=pays, ptce=ptce, without=["p1"]), tmp_path / "out", dashboard=False)
    assert result.pays["nb_ptce"].tolist() == [1, 2, 0, 0]
    assert result.what_if.pays["nb_ptce"].tolist() == [0, 2, 0, 0]
    assert (tmp_path / "out" / "what_if" / "report.json").is_file() and result.what_changes


def test_check_writes_nothing_and_tells(pays, ptce):
    result = maillage.check(maillage.Study(pays=pays, ptce=ptce.assign(lat=[46.5, 46.5, None, 46.5])))
    assert "facility" in " ".join(result.findings["code"])
    assert "memory:ptce" in result.page(0)


def test_it_shows_in_a_notebook(embedded):
    shown = embedded._repr_html_()
    assert shown.count("<path") >= len(embedded.pays) - 5 and "<circle" in shown and "PTCE comptés" in shown
    assert "334" in shown and "<script" not in shown
