"""Layers in and out: frames to Arrow streams, published GeoJSON to GeoDataFrames."""

from __future__ import annotations

import json
import os
import pathlib
import sys
from typing import TYPE_CHECKING, Any

import numpy
import pyarrow

from . import _core

if TYPE_CHECKING:  # imported where they are needed: workers that only locate start fast
    import geopandas

LONLAT = "EPSG:4326"  # as GeoPandas has it: x is the longitude, so CRS84


def assets() -> str:
    """The folder of the data that come along: france/ within."""
    return str(pathlib.Path(__file__).parent / "share")


def france() -> pathlib.Path:
    """The folder of the data that come along: ``etude.toml`` (the embedded study), ``ptce.csv``, ``communes.csv``…; docs of each in its README."""
    return pathlib.Path(assets()) / "france"


def page() -> str:
    """The template of dashboard.html, where the package was built with it; else ""."""
    path = pathlib.Path(assets()) / "dashboard.html"
    return str(path) if path.is_file() else ""


def is_path(layer: Any) -> bool:
    return isinstance(layer, (str, os.PathLike))


def is_frame(layer: Any) -> bool:
    return "pandas" in sys.modules and isinstance(layer, sys.modules["pandas"].DataFrame)


def _readable(column: pyarrow.ChunkedArray, field: pyarrow.Field) -> pyarrow.ChunkedArray:
    """As the engine reads columns: what is neither text, number nor geometry becomes text."""
    kind = field.type
    known = pyarrow.types.is_string(kind) or pyarrow.types.is_large_string(kind) or pyarrow.types.is_integer(kind) or pyarrow.types.is_boolean(kind)
    if known or pyarrow.types.is_float64(kind) or pyarrow.types.is_float32(kind) or pyarrow.types.is_null(kind):
        return column
    if b"ARROW:extension:name" in (field.metadata or {}) or isinstance(kind, pyarrow.BaseExtensionType):
        return column
    try:
        return column.cast(pyarrow.large_string())
    except (pyarrow.ArrowInvalid, pyarrow.ArrowNotImplementedError):
        return column  # the engine says what it can't read


def table_of(layer: Any) -> pyarrow.Table:
    """A frame or any Arrow producer as a table. A GeoDataFrame keeps its active geometry, and its CRS, alone."""
    if "geopandas" in sys.modules and isinstance(layer, sys.modules["geopandas"].GeoDataFrame):
        import pandas

        active = layer.active_geometry_name
        if active is None:
            return pyarrow.Table.from_pandas(pandas.DataFrame(layer), preserve_index=False)
        others = [name for name in layer.columns[layer.dtypes == "geometry"] if name != active]
        return pyarrow.table(layer.drop(columns=others).to_arrow(index=False, geometry_encoding="WKB"))
    if is_frame(layer):
        return pyarrow.Table.from_pandas(layer, preserve_index=False)
    if hasattr(layer, "__arrow_c_stream__") or hasattr(layer, "__arrow_c_array__"):
        return pyarrow.table(layer)
    raise TypeError(f"a layer is a path, a GeoDataFrame, a DataFrame or an Arrow table, not {type(layer).__name__}")


def stream_of(layer: Any) -> object:
    """The capsule of an Arrow stream of what the engine reads."""
    table = table_of(layer).replace_schema_metadata(None)
    for index, field in enumerate(table.schema):
        column = _readable(table.column(index), field)
        if column.type != field.type:
            table = table.set_column(index, field.name, column)
    return table.__arrow_c_stream__()


def frame_of(geojson: bytes, layer: str) -> geopandas.GeoDataFrame:
    """A published layer: its columns in the catalogue's order and types."""
    import geopandas
    import pandas
    import shapely

    features = json.loads(geojson)["features"]
    drawn = [None if one["geometry"] is None else json.dumps(one["geometry"]) for one in features]
    geometry = shapely.from_geojson(numpy.array(drawn, dtype=object))
    known = {name: kind for name, kind, *_ in _core.columns(layer)}
    present = features[0]["properties"] if features else known
    columns = {}
    for name in present:
        values = [one["properties"].get(name) for one in features]
        kind = known.get(name, "text")
        dtype = {"integer": "Int64", "number": "float64", "boolean": "boolean"}.get(kind, "object")
        columns[name] = pandas.Series(values, dtype=dtype)
    return geopandas.GeoDataFrame(columns, geometry=geometry, crs=LONLAT)
