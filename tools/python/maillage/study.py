"""What a run is asked to do."""

from __future__ import annotations

import json
import os
import pathlib
import tomllib
from typing import TYPE_CHECKING, Any, Literal

import pyarrow

from . import _core, _layers

if TYPE_CHECKING:
    import geopandas
    import pandas

_LAYERS = ("pays", "ptce", "composition")


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, os.PathLike):
        value = os.fspath(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml(str(key))} = {_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple, set, frozenset)):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return str(value)


def _merged(under: dict, over: dict) -> dict:
    merged = dict(under)
    for key, value in over.items():
        merged[key] = _merged(merged[key], value) if isinstance(value, dict) and isinstance(merged.get(key), dict) else value
    return merged


class Study:
    """A study: layers and settings.

    Parameters
    ----------
    file
        ``ETUDE.toml``, whose paths are relative to its folder; what follows goes over it.
    pays, ptce, composition
        A path (``FILE`` or ``FILE:LAYER``), a GeoDataFrame, a DataFrame or an Arrow table; or a dict of the study's keys, whose ``path``
        is one of these: ``pays={"path": frame, "code": "siren"}``. A GeoDataFrame brings its CRS; one without is refused, as a file is.
    without, added
        Ids of rows to leave out, and a path of rows to add: a run beside the run (``--without``, ``--with``).
    language
        ``"fr"`` or ``"en"``: of reports and of what is said.
    **settings
        The other keys of a study, as docs/etude.md has them: ``region="53"``, ``targets={"national": 300}``, ``strict=True``. Those of
        the tables ``pays``, ``ptce`` and ``composition`` go there.

    Raises
    ------
    InputError
        An unknown key (with the nearest one), a value of the wrong kind, a layer that can't be read.
    """

    def __init__(self, file: str | os.PathLike | None = None, *, pays: Any = None, ptce: Any = None, composition: Any = None,
                 without: list[str] | tuple[str, ...] = (), added: str | os.PathLike = "", language: Literal["fr", "en"] = "fr", **settings: Any):
        layers: dict[str, object] = {}
        given = dict(settings)
        for name, layer in zip(_LAYERS, (pays, ptce, composition)):
            if layer is None:
                continue
            keys = dict(layer) if isinstance(layer, dict) else {"path": layer}
            if "path" in keys and not _layers.is_path(keys["path"]):
                layers[name] = _layers.stream_of(keys["path"])
                keys["path"] = "memory:" + name
            elif "path" in keys:
                keys["path"] = os.path.abspath(keys["path"])
            given[name] = keys
        self._file = None if file is None else pathlib.Path(file)
        folder = "" if self._file is None else str(self._file.parent)
        title = "étude" if self._file is None else str(self._file)
        text = "" if self._file is None else self._read()
        if given:
            text = "\n".join(f"{_toml(key)} = {_toml(value)}" for key, value in _merged(self._parsed(text) if text else {}, given).items())
        self._core = _core.study(text, title, folder, layers, language, os.fspath(added), list(without))

    def _read(self) -> str:
        try:
            return self._file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise _core.InputError(f"{self._file}: {error}") from error

    def _parsed(self, text: str) -> dict:
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise _core.InputError(f"{self._file}: TOML illisible : {error}") from error

    @property
    def title(self) -> str:
        return self._core.title

    def __repr__(self) -> str:
        return f"Study({str(self._file) if self._file else self.title!r})"


def read(path: str | os.PathLike, *, language: Literal["fr", "en"] = "fr") -> pandas.DataFrame | geopandas.GeoDataFrame:
    """A layer or table of any kind the engine reads, as the engine reads it: every cell text, so that no zero is lost.

    A layer that draws gives a GeoDataFrame in its own CRS, with x as longitude or easting; rows that draw neither a point nor polygons have no
    geometry. What is to be said about the file (encoding, separators, malformed rows) is in ``frame.attrs["findings"]``.

    Raises InputError, OutputError.
    """
    import geopandas

    capsule, said = _core.read(os.fspath(path), language == "en")
    table = pyarrow.table(_Stream(capsule))
    if "geometry" in table.column_names and b"geoarrow.wkb" in ((table.schema.field("geometry").metadata or {}).values()):
        frame: pandas.DataFrame = geopandas.GeoDataFrame.from_arrow(table)
        if frame.crs is not None and frame.crs.to_string() == "OGC:CRS84":
            frame = frame.set_crs(_layers.LONLAT, allow_override=True)
    else:
        frame = table.to_pandas()
    frame.attrs["findings"] = said
    return frame


class _Stream:
    """A capsule as an Arrow producer."""

    def __init__(self, capsule: object):
        self._capsule = capsule

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._capsule
