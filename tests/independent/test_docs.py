"""The documentation keeps in step: every finding, option and study key is in it, and every command in it runs."""
import json
import os
import pathlib
import re
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("MAILLAGE", str(ROOT / "build/release/bin/maillage"))
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"```sh\n(.*?)```", re.S)


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_finding_has_its_row_with_its_own_words():
    source = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "engine/model").glob("catalogue_findings*.cpp")))
    kinds = re.findall(r'FindingKind\{\w+, "(\w+)", (info|warning|error),\s*\{"((?:[^"\\]|\\.)*)"', source)
    assert len(kinds) == source.count("FindingKind{")
    severities = {"info": "à savoir", "warning": "à vérifier", "error": "à corriger"}
    page = text("docs/findings.md")
    missing = [code for code, severity, sentence in kinds
               if f"| `{code}` | {severities[severity]} | {sentence} |".replace("\\|", "|") not in page]
    assert not missing, f"docs/findings.md says otherwise of {missing}"
    assert set(re.findall(r"^\| `(\w+)` \| à", page, re.M)) == {code for code, _, _ in kinds}


def test_every_study_key_is_in_the_page(place):
    subprocess.run([COMMAND, "init", "--pays", "pays.geojson", "-o", "keys.toml", "-O", "-q"], cwd=place, check=True)
    keys, section = set(), ""
    for line in (place / "keys.toml").read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"\[(\w+)\]", line):
            section = heading.group(1) + "."
        elif setting := re.match(r"(?:# )?(\w+) = ", line):
            keys.add(section + setting.group(1))
    assert len(keys) > 70
    page = text("docs/etude.md")
    assert not [key for key in sorted(keys) if f"`{key}`" not in page]


def test_every_column_is_in_the_page():
    page = text("docs/formats.md")
    for path in sorted((ROOT / "data/schema").glob("*.schema.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        features = schema.get("properties", {}).get("features")
        if features:
            columns = features["items"]["properties"]["properties"]["properties"]
            assert not [name for name in columns if f"`{name}`" not in page], path.name


def test_every_recognised_name_is_in_the_page():
    lists = re.findall(r"std::string_view \w+\[\] = \{([^}]*)\}", text("engine/model/catalogue.cpp"))
    assert len(lists) > 15
    page = text("docs/formats.md")
    for names in lists:  # in their order: the first match wins
        assert "| " + " ".join(f"`{name}`" for name in re.findall(r'"([^"]+)"', names)) + " |" in page, names


def test_every_kind_of_file_read_is_in_the_page():
    rows = re.findall(r'Kind\{"(\.\w+)", FileKind::\w+, "(\w+)"', text("engine/io/kinds.cpp"))
    assert len(rows) > 15
    page = re.findall(r"^\| ((?:`\.\w+` ?)+) \| (\w+) \|", text("docs/formats.md"), re.M)
    assert [(ending, kind) for endings, kind in page for ending in re.findall(r"`(\.\w+)`", endings)] == rows
    limits = text("engine/io/limits.hpp")
    for said, held in (("1000 fichiers", "entries = 1000;"), ("4 Gio", "unpacked = std::uint64_t{4} << 30U;"),
                       ("16 Mio", "ratio_floor = std::uint64_t{16} << 20U;"), ("200 fois", "ratio = 200;")):
        assert said in text("docs/formats.md").replace("\n", " ") and held in limits


def test_every_exit_code_is_in_the_page():
    codes = re.findall(r"exit_\w+ = (\d)", text("tools/maillage/exit_codes.hpp"))
    assert len(codes) == 5
    assert all(re.search(rf"^{code}  \w", text("docs/cli.md"), re.M) for code in codes)


def test_every_limit_is_in_the_page():
    done = subprocess.run([COMMAND, "run", "--pays", "a", "--allow", "nothing=1"], capture_output=True, text=True, check=False)
    names = re.search(r"limites : (.*)", done.stderr).group(1).split(", ")
    page = text("docs/trust.md")
    assert names == re.findall(r"^\| `(\w+)` \|", page[page.index("## Limits"):], re.M)


def test_links_lead_somewhere():
    for page in [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]:
        content = page.read_text(encoding="utf-8")
        for target, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)", content):
            path = (page.parent / target).resolve() if target else page
            assert path.exists(), f"{page.name}: {target}"
            if anchor:
                headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.M)
                assert anchor in {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}, f"{page.name}: #{anchor}"


def test_the_readme_quotes_the_embedded_run(place):
    folder = place / "readme"
    subprocess.run([COMMAND, "run", "data/france/etude.toml", "-o", str(folder), "-O", "-q"], cwd=place, check=True)
    national = json.loads((folder / "report.json").read_text(encoding="utf-8"))["national"]
    people, missing, more = national["population"], national["missing_per_territory"], national["missing_national"]
    page = text("README.md")
    for cell in (f"{national['covered']} of {national['territories']}", f"{national['covered_max']} of {national['territories']}",
                 f"{missing['min']} to {missing['max']}", f"{more['min']} to {more['max']}",
                 f"{national['emerging']} emerging, {national['possible']} possible, {national['uncovered']} not covered",
                 f"{national['facilities']}, of {national['known_total']} announced; target 300",
                 *(f"{people[part]:,}" for part in ("uncovered", "covered", "outside"))):
        assert f"| {cell} |" in page, f"README.md does not say {cell}"


def square(lon, lat):
    return {"type": "Polygon", "coordinates": [[[lon, lat], [lon + 1, lat], [lon + 1, lat + 1], [lon, lat + 1], [lon, lat]]]}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with the files that the pages speak of."""
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(ROOT / "data", folder / "data", ignore=shutil.ignore_patterns("node_modules"))
    france = folder / "data/france"
    layer = json.loads((france / "zones.geojson").read_text(encoding="utf-8"))
    for rank, one in enumerate(layer["features"]):
        one["properties"] |= {"taux_chomage": 5 + rank % 9, "revenu_median": 18000 + 7 * rank}
    (folder / "pays.geojson").write_text(json.dumps(layer), encoding="utf-8")
    shutil.copy(france / "ptce.csv", folder / "ptce.csv")
    shutil.copy(france / "statuts.csv", folder / "statuts.csv")
    heading, _, rows = (france / "communes.csv").read_text(encoding="utf-8").partition("\n")
    heading = heading.replace("code,", "CODGEO,", 1).replace(",zone", ",PAYS")
    (folder / "composition.csv").write_text(heading + "\n" + rows, encoding="utf-8")
    (folder / "communes.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"code": code, "ze2020": "8405"}, "geometry": square(lon, 46)} for code, lon in (("01001", 2), ("01002", 3))]}))
    (folder / "table.csv").write_text("CODGEO,ZE2020\n01001,8405\n01002,8405\n")
    full = re.search(r"```toml\n# etude-complete\.toml\n(.*?)```", text("docs/etude.md"), re.S)
    (folder / "etude-complete.toml").write_text(full.group(1), encoding="utf-8")
    return folder


def test_every_command_runs(place):
    ran = 0
    for page in PAGES:
        for block in BLOCK.findall(page.read_text(encoding="utf-8")):
            for line in filter(None, block.splitlines()):
                words = line.split("#")[0].split()
                if not words:  # a remark
                    continue
                assert words[0] == "maillage", f"{page.name}: {line}"
                target = place / words[words.index("-o") + 1] if "-o" in words else None
                if target is not None and target.exists() and "-O" not in words:  # each page begins anew
                    shutil.rmtree(target) if target.is_dir() else target.unlink()
                done = subprocess.run([COMMAND, *words[1:]], cwd=place, capture_output=True, text=True)
                assert done.returncode == 0, f"{page.name}: {line}\n{done.stderr}"
                assert done.stderr == "", f"{page.name}: {line}\n{done.stderr}"
                assert target is None or target.exists(), f"{page.name}: {line}"
                ran += 1
    assert ran > 10


def test_every_map_has_the_same_colours():
    colours = re.findall(r'case Status::\w+: return "(#[0-9a-f]{6})";', text("engine/model/catalogue.cpp"))
    assert len(colours) == 4
    for page in ("tools/dashboard/src/style.css", "tools/dashboard/src/symbols.ts", "tools/render_map", "docs/planificateurs.md"):
        assert all(colour in text(page) for colour in colours), page
