"""What a run writes, against the JSON Schemas of data/schema and, without them, against RFC 7946 and our own writing rules."""
import json
import re
from pathlib import Path

import jsonschema
import pytest
from shapely.geometry import LinearRing, shape
from shapely.validation import explain_validity

SCHEMAS = Path(__file__).resolve().parents[2] / "data" / "schema"
LAYERS = ("pays", "ptce", "gaps", "links", "outline_defects", "findings")
SORTED_BY = {"pays": ("code",), "ptce": ("id",), "links": ("code", "pays", "id")}
SHOWN = 15


class Written(str):
    """A number as its digits were written."""


def tell(title, problems):
    if problems:
        more = [f"… and {len(problems) - SHOWN} more"] if len(problems) > SHOWN else []
        pytest.fail("\n  ".join([f"{title}: {len(problems)} problems", *problems[:SHOWN], *more]), pytrace=False)


def validator(name):
    path = SCHEMAS / f"{name}.schema.json"
    if not path.exists():
        pytest.fail(f"{path.name} is missing from data/schema", pytrace=False)
    schema = json.loads(path.read_text(encoding="utf-8"))
    assert "$schema" in schema, f"{path.name} does not say which draft it follows"
    kind = jsonschema.validators.validator_for(schema)
    assert kind in (jsonschema.Draft202012Validator, jsonschema.Draft7Validator), f"{path.name}: {schema['$schema']}"
    kind.check_schema(schema)
    others = [json.loads(p.read_text(encoding="utf-8")) for p in SCHEMAS.glob("*.schema.json")]
    store = {s["$id"]: s for s in others if "$id" in s}
    return kind(schema, resolver=jsonschema.RefResolver(schema.get("$id", path.as_uri()), schema, store=store))


@pytest.mark.parametrize("name, file", [("report", "report.json"), ("datapackage", "datapackage.json"),
                                        *((layer, f"layers/{layer}.geojson") for layer in LAYERS)])
def test_output_follows_its_schema(each_run, name, file):
    run, folder = each_run
    document = json.loads((folder / file).read_text(encoding="utf-8"))
    errors = sorted(validator(name).iter_errors(document), key=lambda e: [str(part) for part in e.absolute_path])
    tell(f"run {run.name}, {file}", [f"/{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in errors])


@pytest.mark.parametrize("name", ["report", "pays"])
def test_schema_refuses_what_is_wrong(each_run, name):
    """A schema that accepts anything proves nothing: a needed key removed must be an error."""
    _, folder = each_run
    file = "report.json" if name == "report" else "layers/pays.geojson"
    document = json.loads((folder / file).read_text(encoding="utf-8"))
    if name == "report":
        del document["national"]["covered"]
    else:
        document["features"][0]["properties"]["nb_ptce"] = "many"
    assert not validator(name).is_valid(document)


def rings(geometry):
    """(ring, is_hole) of a polygonal geometry."""
    polygons = {"Polygon": lambda c: [c], "MultiPolygon": lambda c: c}.get(geometry["type"], lambda c: [])
    for polygon in polygons(geometry["coordinates"]):
        for index, ring in enumerate(polygon):
            yield ring, index > 0


def positions(coordinates):
    if coordinates and not isinstance(coordinates[0], list):
        yield coordinates
    else:
        for part in coordinates:
            yield from positions(part)


def geometry_problems(geometry):
    problems = []
    for ring, hole in rings(geometry):
        if len(ring) < 4 or ring[0] != ring[-1]:
            problems.append("a ring is not closed or too short")
        elif LinearRing(ring).is_ccw == hole:
            problems.append("right-hand rule: " + ("a hole is counter-clockwise" if hole else "a shell is clockwise"))
    for lon, lat, *rest in positions(geometry["coordinates"]):
        if rest or not (-180 <= lon <= 180 and -90 <= lat <= 90):
            problems.append(f"position [{lon}, {lat}, …] is out of range or has a height")
            break
    drawn = shape(geometry)
    if not drawn.is_valid:
        problems.append(explain_validity(drawn))
    if drawn.is_empty:
        problems.append("is empty: should be null")
    return problems


@pytest.mark.parametrize("layer", LAYERS)
def test_geojson_is_sound(each_run, layer):
    run, folder = each_run
    text = (folder / "layers" / f"{layer}.geojson").read_text(encoding="utf-8")
    document = json.loads(text)
    problems = []
    if document["type"] != "FeatureCollection" or "crs" in document:
        problems.append("RFC 7946 wants a FeatureCollection without crs")
    for index, feature in enumerate(document["features"]):
        properties = feature["properties"]
        name = properties.get("code") or properties.get("id") or f"feature {index}"
        if feature["geometry"] is not None:
            problems += [f"{name}: {problem}" for problem in geometry_problems(feature["geometry"])]
        elif layer in ("pays", "gaps", "links"):
            problems.append(f"{name}: has no geometry")
    tell(f"run {run.name}, layers/{layer}.geojson", problems)


@pytest.mark.parametrize("layer", LAYERS)
def test_geojson_can_be_read_in_a_diff(each_run, layer):
    """One feature a line, at most 6 decimals, sorted."""
    run, folder = each_run
    raw = (folder / "layers" / f"{layer}.geojson").read_bytes()
    text = raw.decode("utf-8")
    features = json.loads(text)["features"]
    problems = []
    if b"\r" in raw or not raw.endswith(b"\n"):
        problems.append("lines end with LF, the last one too")
    lines = [line for line in text.split("\n") if re.match(r'\s*\{\s*"type"\s*:\s*"Feature"', line)]
    if len(lines) != len(features):
        problems.append(f"{len(features)} features on {len(lines)} lines")
    for number, line in enumerate(lines):
        try:
            feature = json.loads(line.rstrip().rstrip(","), parse_float=Written, parse_int=Written)
        except json.JSONDecodeError as error:
            problems.append(f"feature {number} is not alone and whole on its line: {error}")
            continue
        geometry = feature["geometry"]
        digits = [value for position in positions(geometry["coordinates"]) for value in position] if geometry else []
        bad = [value for value in digits if not re.fullmatch(r"-?\d+(\.\d{1,6})?", value) or value in ("-0", "-0.0")]
        problems += [f"feature {number}: {bad[0]} (and {len(bad) - 1} more) is not a number of at most 6 decimals"] if bad else []
    for key in SORTED_BY.get(layer, ()):
        if features and all(key in feature["properties"] for feature in features):
            keys = [feature["properties"][key] for feature in features]
            if keys != sorted(keys):
                problems.append(f"features are not sorted by {key}")
            if layer in ("pays", "ptce") and len(set(keys)) != len(keys):
                problems.append(f"{key} is not unique")
            break
    tell(f"run {run.name}, layers/{layer}.geojson", problems)


def test_package_names_what_was_written(each_run):
    run, folder = each_run
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    named = [resource["path"] for resource in package["resources"]]
    problems = [f"{path}: named, not written" for path in named if not (folder / path).is_file()]
    problems += [f"layers/{layer}.geojson: written, not named" for layer in LAYERS if f"layers/{layer}.geojson" not in named]
    tell(f"run {run.name}, datapackage.json", problems)
