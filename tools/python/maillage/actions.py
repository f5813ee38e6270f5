"""From one run to what to do: new sites, changes, outlines."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from typing import TYPE_CHECKING, Any, Iterator, Literal

from . import _core, _html, _layers
from .result import Result

if TYPE_CHECKING:
    import geopandas



@contextlib.contextmanager
def _folder(run: Any) -> Iterator[str]:
    """The folder of a run; one in memory is written for the time."""
    if not isinstance(run, Result):
        yield os.fspath(run)
    elif run.folder:
        yield run.folder
    else:
        with tempfile.TemporaryDirectory() as parent:
            run._core.publish(os.path.join(parent, "sortie"), False, "")
            yield os.path.join(parent, "sortie")


def _name(run: Any, folder: str) -> str:
    """What a run is called: its folder; one in memory, its title."""
    return run._core.title or folder if isinstance(run, Result) and not run.folder else folder


class Siting:
    """Where new facilities would do most. ``sites``: one row a site, by rank; ``data``: all of it, as ``maillage site --json``."""

    def __init__(self, geojson: bytes, data: str, text: str):
        self.sites: geopandas.GeoDataFrame = _layers.frame_of(geojson, "sites")
        self.data: dict = json.loads(data)
        self.text: str = text

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return _html.of_text(self.text)


class Difference:
    """What changed between two runs. ``changes``: the pays whose statut changed; ``data``: as ``maillage diff --json``."""

    def __init__(self, geojson: bytes, data: str, text: str, markdown: str):
        self.changes: geopandas.GeoDataFrame = _layers.frame_of(geojson, "changes")
        self.data: dict = json.loads(data)
        self.text: str = text
        self.markdown: str = markdown

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return _html.of_text(self.text)


def site(run: Any, new: int | None = None, *, everyone: bool = False, radius_km: float = 30, objective: Literal["people", "pays"] = "people",
         candidates: Any = None, time_limit_s: float = 60) -> Siting:
    """Where the next ``new`` PTCE bring most people within ``radius_km`` (as the crow flies), or most pays to the target.

    ``run`` is a Result or the folder of one. ``everyone=True`` instead of ``new``: how few reach all who can be reached. ``candidates``: a path or frame
    of places; else the most populous commune of each pays not covered. The answer is exact where ``data["proved"]`` (maximal covering
    location problem, Church and ReVelle 1974, solved by CBC within ``time_limit_s``).

    Raises UsageError, InputError, OutputError, LibraryError.
    """
    layers = {} if candidates is None or _layers.is_path(candidates) else {"candidates": _layers.stream_of(candidates)}
    named = "memory:candidates" if layers else "" if candidates is None else os.fspath(candidates)
    with _folder(run) as folder:
        return Siting(*_core.site(folder, new, everyone, radius_km, objective == "pays", named, layers, time_limit_s))


def diff(before: Any, after: Any, *, language: Literal["fr", "en"] = "fr") -> Difference:
    """What changed from one run to another, and why: settings, codes, zoning, then the list. Each is a Result or the folder of one.

    Raises UsageError, InputError, OutputError, LibraryError.
    """
    with _folder(before) as old, _folder(after) as new:
        return Difference(*_core.diff(old, _name(before, old), new, _name(after, new), _layers.assets(), language == "en"))


def compose(outlines: Any = None, *, by: str = "", points: Any = None, within: Any = None, composition: Any = None, names: Any = None, key: str = "",
            by_name: str = "", within_key: str = "", where: list[str] | None = None, crs: str = "", simplify: str = "",
            language: Literal["fr", "en"] = "fr") -> geopandas.GeoDataFrame:
    """Outlines of pays from communes: columns code, nom, contour (``exact`` or ``approche``) and geometry, by code.

    Either ``outlines`` of communes, merged by cancelling shared edges, or ``points`` shared out ``within`` frames (approximate). ``composition``: which
    commune (column ``key``) or EPCI is in which pays (column ``by``); without one, the layer's own columns tell. Layers are paths or frames.
    ``simplify``: "300m" or "20000pts". Sentences of the findings are in ``frame.attrs["findings"]``.

    Raises UsageError, InputError, OutputError, LibraryError.
    """
    asked: dict[str, Any] = {"by": by, "key": key, "by_name": by_name, "within_key": within_key, "where": list(where or []), "crs": crs,
                             "simplify": simplify, "assets": _layers.assets(), "language": language}
    layers = {}
    for name, layer in {"outlines": outlines, "points": points, "within": within, "composition": composition, "names": names}.items():
        if layer is None:
            continue
        if not _layers.is_path(layer):
            layers[name] = _layers.stream_of(layer)
        asked[name] = os.fspath(layer) if _layers.is_path(layer) else "memory:" + name
    geojson, said = _core.compose(asked, layers)
    frame = _layers.frame_of(geojson, "pays")
    frame.attrs["findings"] = said
    return frame
