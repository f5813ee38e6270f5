"""Points in bulk."""

from __future__ import annotations

import functools
import json
import os
from typing import TYPE_CHECKING, Any, Literal

import numpy
import pyarrow

from . import _core, _layers
from .study import _Stream

if TYPE_CHECKING:
    import pandas


class Counts:
    """How many points fell where, and their extents. ``json`` is what ``maillage locate --counts`` writes, byte for byte; counts of any split of
    the points add up to the same (``+``)."""

    def __init__(self, text: str):
        self.json = text

    @functools.cached_property
    def data(self) -> dict:
        """``json``, read."""
        return json.loads(self.json)

    @property
    def frame(self) -> pandas.DataFrame:
        """One row a pays: code, nom, nb_points, and their extent in degrees (NaN where there is none)."""
        import pandas

        rows = [(one["code"], one["nom"], one["nb_points"], *(one["emprise"] or [float("nan")] * 4)) for one in self.data["territories"]]
        return pandas.DataFrame(rows, columns=["code", "nom", "nb_points", "lon_min", "lat_min", "lon_max", "lat_max"])

    @property
    def ledger(self) -> dict[str, int]:
        """read = located + outside + rejected."""
        return self.data["ledger"]

    def csv(self) -> str:
        return _core.counts_csv(self.json)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(_core.merge_counts([self.json, other.json]))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Counts) and self.json == other.json

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Counts({self.ledger})"

    def _repr_html_(self) -> str:
        return self.frame._repr_html_()


class Locator:
    """A layer of pays made ready to locate points: closed polygons, exactly one pays a point (on a border or in an overlap, the lowest
    code), exact for every point (Shewchuk 1997); docs/method.md. Immutable: threads may share it, and it is pickled as its index.

    Parameters
    ----------
    pays
        A path, a GeoDataFrame or an Arrow table.
    code, name
        Its columns, where the recognised ones won't do.
    crs
        Instead of the one the layer states ("EPSG:2154").
    repair_limit
        % of an outline's area that its repair may move.

    Raises UsageError, InputError, OutputError, LibraryError.
    """

    def __init__(self, pays: Any, *, code: str = "", name: str = "", crs: str = "", repair_limit: float = 5):
        layers = {} if _layers.is_path(pays) else {"pays": _layers.stream_of(pays)}
        self._take(_core.locator("memory:pays" if layers else os.fspath(pays), layers, code, name, crs, repair_limit))

    def _take(self, core: _core.Locator) -> None:
        self._core = core
        #: Codes of the pays, in order: ``codes[index]``.
        self.codes: numpy.ndarray = numpy.array(core.codes, dtype=object)
        #: Their names.
        self.names: numpy.ndarray = numpy.array(core.names, dtype=object)

    @classmethod
    def of_bytes(cls, block: bytes) -> "Locator":
        """From :meth:`to_bytes`, read where it stands, not copied. Raises InputError for bytes that are damaged or of another version."""
        locator = cls.__new__(cls)
        locator._take(_core.locator_of_bytes(block))
        return locator

    def to_bytes(self) -> bytes:
        """The pays and the index as one block, for files, processes and machines of the same byte order."""
        return self._core.bytes()

    def __reduce__(self):
        return Locator.of_bytes, (self.to_bytes(),)

    def findings(self, language: Literal["fr", "en"] = "fr") -> list[str]:
        """What was found of the layer; empty for a locator from bytes."""
        return self._core.findings(language == "en")

    def locate(self, lon: Any, lat: Any, *, crs: str = "", threads: int = 0) -> numpy.ndarray:
        """The pays of each point.

        Parameters
        ----------
        lon, lat
            Arrays of n float64, degrees (or the units of ``crs``), easting or longitude first. Strided arrays are read where they stand.
        threads
            0: one a core. The GIL is released.

        Returns
        -------
        int32 array of n: index of ``codes``; -1 in no pays; -2 rejected (not finite, or no place on Earth).

        Raises UsageError (lengths differ), InputError (a CRS that is not known).
        """
        index, situation = self._core.locate(_numbers(lon), _numbers(lat), crs, threads)
        index[situation == _core.rejected] = -2
        return index

    def locate_table(self, points: Any, lon: str = "lon", lat: str = "lat", *, geometry: str = "", crs: str = "", prefix: str = "pays",
                     threads: int = 0) -> pyarrow.Table:
        """``points`` with two columns behind: ``pays_code`` (null where there is none) and ``pays_situation`` (dans, limite, recouvrement, hors_pays
        or rejete), as dictionaries.

        ``points`` is anything that hands over Arrow data (pyarrow, Polars, DuckDB, RecordBatches). ``lon`` and ``lat`` name float64 columns; or
        ``geometry`` one of geoarrow.point. Nothing is copied, in or out; the GIL is released; batches stay as they are.

        Raises UsageError (a missing column, a column there already), InputError (other types).
        """
        table = _table(points)
        for title in (prefix + "_code", prefix + "_situation"):
            if title in table.column_names:
                raise _core.UsageError(f"la colonne « {title} » est déjà là : choisir un autre préfixe (prefix)")
        answers = pyarrow.table(_Stream(self._core.locate_stream(_points(table, lon, lat, geometry), crs, False, threads, prefix)[0]))
        for column in answers.column_names:
            table = table.append_column(column, answers.column(column))
        return table

    def count(self, points: Any, lon: str = "lon", lat: str = "lat", *, geometry: str = "", crs: str = "", threads: int = 0) -> Counts:
        """How many of ``points`` are in each pays, and their extents. Parameters as :meth:`locate_table`'s; of a pyarrow.RecordBatchReader one
        batch after another is read, and none kept."""
        stream = points if isinstance(points, pyarrow.RecordBatchReader) else _table(points)
        return Counts(self._core.locate_stream(_points(stream, lon, lat, geometry), crs, True, threads, "pays")[1])

    def __len__(self) -> int:
        return len(self.codes)

    def __repr__(self) -> str:
        return f"Locator({len(self)} pays)"


def _numbers(values: Any) -> numpy.ndarray:
    return numpy.asarray(values, dtype=numpy.float64)


def _table(points: Any) -> pyarrow.Table:
    if _layers.is_frame(points):
        return _layers.table_of(points)
    if isinstance(points, pyarrow.RecordBatch):
        return pyarrow.Table.from_batches([points])
    return points if isinstance(points, pyarrow.Table) else pyarrow.table(points)


def _points(points: pyarrow.Table | pyarrow.RecordBatchReader, lon: str, lat: str, geometry: str) -> object:
    """The capsule of the columns of coordinates alone."""
    wanted = [geometry] if geometry else [lon, lat]
    for name in wanted:
        if name not in points.schema.names:
            raise _core.UsageError(f"colonne absente : « {name} » (la table a {', '.join(points.schema.names)})")
    types = [points.schema.field(name).type for name in wanted]
    numeric = not geometry and all(pyarrow.types.is_floating(one) or pyarrow.types.is_integer(one) for one in types)
    schema = pyarrow.schema([(name, pyarrow.float64() if numeric else one) for name, one in zip(wanted, types)])
    chosen = (lambda part: part.select(wanted).cast(schema)) if numeric else (lambda part: part.select(wanted))
    if isinstance(points, pyarrow.RecordBatchReader):
        return pyarrow.RecordBatchReader.from_batches(schema, (chosen(batch) for batch in points)).__arrow_c_stream__()
    return chosen(points).__arrow_c_stream__()
