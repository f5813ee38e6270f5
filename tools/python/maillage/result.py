"""Runs, and what they find out."""

from __future__ import annotations

import functools
import json
import os
from typing import TYPE_CHECKING, Any, Callable, Literal

from . import _core, _html, _layers
from .study import Study

if TYPE_CHECKING:
    import geopandas
    import pandas

_NAMES = ("pays", "ptce", "gaps", "white_zones", "links", "outline_defects", "findings")


class Result:
    """What a run found out. Layers are GeoDataFrames in degrees (EPSG:4326), with the columns of docs/formats.md; the same values as in the files.

    ``pays ptce gaps white_zones links outline_defects`` are layers; ``findings`` is a table of every finding, with its advice.
    """

    def __init__(self, core: _core.Result, published: bool = True, folder: str = "", other: _core.Result | None = None, difference: str | None = None):
        self._core = core
        #: False where ``strict`` found duplicates: nothing was written.
        self.published = published
        #: Where it was written; "" = nowhere.
        self.folder = folder
        #: The run beside the run, where ``without`` or ``added`` asked for one.
        self.what_if: Result | None = None if other is None else Result(other, published)
        #: What changes between the two (data/schema/difference.schema.json).
        self.what_changes: dict | None = None if difference is None else json.loads(difference)

    def layer(self, name: str) -> geopandas.GeoDataFrame:
        """A published layer: pays, ptce, gaps, white_zones, links, outline_defects or findings."""
        if name not in _NAMES:
            raise _core.UsageError(f"couche inconnue : {name} ({', '.join(_NAMES)})")
        return _layers.frame_of(self._core.layer(name), name)

    @functools.cached_property
    def pays(self) -> geopandas.GeoDataFrame:
        """One row a pays, by code: statut, counts, people, area (km²), distance to the nearest PTCE (km), rank."""
        return self.layer("pays")

    @functools.cached_property
    def ptce(self) -> geopandas.GeoDataFrame:
        """One row a facility, with the pays it is in, or those it may be in."""
        return self.layer("ptce")

    @functools.cached_property
    def gaps(self) -> geopandas.GeoDataFrame:
        """The pays not covered, with why they rank where they do."""
        return self.layer("gaps")

    @functools.cached_property
    def white_zones(self) -> geopandas.GeoDataFrame:
        """Connected groups of pays not covered."""
        return self.layer("white_zones")

    @functools.cached_property
    def links(self) -> geopandas.GeoDataFrame:
        """From each pays not covered to the nearest PTCE."""
        return self.layer("links")

    @functools.cached_property
    def outline_defects(self) -> geopandas.GeoDataFrame:
        """Overlaps, slivers and voids between outlines."""
        return self.layer("outline_defects")

    @functools.cached_property
    def findings(self) -> pandas.DataFrame:
        """Every finding: code, severity, subject, file, row, sentence and what to do, in the study's language."""
        import pandas

        rows = self._core.findings(self._core.is_english)
        return pandas.DataFrame(rows, columns=["code", "severity", "subject", "file", "row", "sentence", "advice"])

    @functools.cached_property
    def report(self) -> dict:
        """report.json."""
        return json.loads(self._core.report_json())

    @property
    def national(self) -> dict:
        """The figures of the whole country, ranges as {min, max}."""
        return self.report["national"]

    @property
    def ledger(self) -> pandas.DataFrame:
        """Where every row read went: the buckets sum to ``read``."""
        import pandas

        return pandas.DataFrame(self.report["ledger"]).astype("Int64")

    def markdown(self) -> str:
        """report.md."""
        return self._core.report_markdown()

    def page(self, limit: int = 10) -> str:
        """What ``maillage check`` shows; ``limit`` rows of each kind of finding, 0: all."""
        return self._core.check_page(limit)

    def save(self, folder: str | os.PathLike, *, overwrite: bool = False, dashboard: bool = True) -> "Result":
        """Writes the folder that ``maillage run`` writes, all or nothing. Raises OutputError."""
        self._core.publish(os.fspath(folder), overwrite, _layers.page() if dashboard else "")
        self.folder = os.fspath(folder)
        return self

    def __repr__(self) -> str:
        national = self.report.get("national")
        return "Result(check)" if national is None else f"Result({national['covered']}/{national['territories']} pays couverts)"

    def _repr_html_(self) -> str:
        return _html.of_result(self)


def run(study: Study, output: str | os.PathLike | None = None, *, overwrite: bool = False, dashboard: bool = True,
        progress: Callable[[str], None] | None = None) -> Result:
    """The whole job: reads, validates, places, measures, prioritises; writes the folder of ``maillage run`` where ``output`` names one.

    With ``without`` or ``added`` in the study, and with ``[what_if]``, ``output`` is needed and holds both runs. ``progress`` is told each
    stage's name as it begins. The GIL is released.

    Raises UsageError, InputError, OutputError, LibraryError; then ``output`` is as it was.
    """
    target = "" if output is None else os.fspath(output)
    if study._core.asks_what_if and not target:
        raise _core.UsageError("un passage avec ou sans des lignes demande un dossier : run(study, \"sortie\")")
    ran = _core.run(study._core, _layers.assets(), target, overwrite, _layers.page() if dashboard else "", progress)
    return Result(ran.result, ran.published, target if ran.published else "", ran.other, ran.difference_json)


def check(study: Study, *, progress: Callable[[str], None] | None = None) -> Result:
    """Reads and validates, writes nothing; without a list, the pays alone. ``page()`` and ``findings`` tell what to correct.

    Raises UsageError, InputError, OutputError, LibraryError.
    """
    return Result(_core.check(study._core, _layers.assets(), progress).result, False)


def coverage(pays: Any, ptce: Any, *, language: Literal["fr", "en"] = "fr", **settings: Any) -> geopandas.GeoDataFrame:
    """Which pays have a PTCE: the layer ``pays`` of a run, one row a pays, by code.

    ``pays`` and ``ptce`` as for :class:`Study`, as are the settings. Areas are geodesic, in km², distances in km as the crow flies.
    Raises as :func:`run` does.
    """
    return run(Study(pays=pays, ptce=ptce, language=language, **settings)).pays
