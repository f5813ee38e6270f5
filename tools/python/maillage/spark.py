"""Points that one machine does not hold: the same answers on a Spark cluster (docs/scale.md).

The index is one block of bytes, broadcast once and read by each worker process where it stands; each task works on Arrow batches. An answer hangs on its
point alone, and counts and extents add up in any order: whatever the partitions, retries and lost executors, the result is that of one machine.
Every worker needs this package.
"""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any, Iterator

import pyarrow

from . import _core
from .locator import Counts, Locator

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_TOTALS = {-1: ("ledger", "read"), -2: ("ledger", "located"), -3: ("ledger", "outside"), -4: ("ledger", "rejected"), -5: ("on_border",), -6: ("in_overlap",)}
_PARTS = pyarrow.schema([("place", pyarrow.int64()), ("points", pyarrow.int64()), ("lon_min", pyarrow.float64()), ("lat_min", pyarrow.float64()),
                         ("lon_max", pyarrow.float64()), ("lat_max", pyarrow.float64())])

_ready: dict[int, Locator] = {}


def _locator(block: Any) -> Locator:
    """The worker's locator over a broadcast block: made once a process. The locator holds the block, so that its address is not another's."""
    value = block.value
    if id(value) not in _ready:
        _ready.clear()
        _ready[id(value)] = Locator.of_bytes(value)
    return _ready[id(value)]


def _broadcast(df: "DataFrame", pays: Any) -> Any:
    locator = pays if isinstance(pays, Locator) else Locator(pays)
    return df.sparkSession.sparkContext.broadcast(locator.to_bytes())


def _check(df: "DataFrame", wanted: list[str], added: list[str]) -> None:
    for name in wanted:
        if name not in df.columns:
            raise _core.UsageError(f"colonne absente : « {name} » (la table a {', '.join(df.columns)})")
    for name in added:
        if name in df.columns:
            raise _core.UsageError(f"la colonne « {name} » est déjà là : choisir un autre préfixe (prefix)")


def locate(df: "DataFrame", pays: Any, lon: str = "lon", lat: str = "lat", *, crs: str = "", prefix: str = "pays") -> "DataFrame":
    """``df`` with two columns of text behind: ``pays_code`` (null where there is none) and ``pays_situation``, as
    :meth:`maillage.Locator.locate_table` gives them.

    ``pays`` is a Locator, or what makes one. ``lon`` and ``lat`` name columns of doubles, in degrees or in the units of ``crs``; a null is rejected.
    Lazy; rows and partitions stay as they are. Raises UsageError, InputError.
    """
    from pyspark.sql.types import StringType, StructField, StructType

    titles = [prefix + "_code", prefix + "_situation"]
    _check(df, [lon, lat], titles)
    block = _broadcast(df, pays)

    def located(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            table = _locator(block).locate_table(batch, lon, lat, crs=crs, prefix=prefix, threads=1)
            for title in titles:
                at = table.column_names.index(title)
                table = table.set_column(at, title, table.column(title).cast(pyarrow.string()))
            yield from table.to_batches()

    return df.mapInArrow(located, StructType([*df.schema.fields, *(StructField(title, StringType()) for title in titles)]))


def coverage(df: "DataFrame", pays: Any, lon: str = "lon", lat: str = "lat", *, crs: str = "") -> Counts:
    """How many rows of ``df`` fall in each pays, and their extents: the bytes of ``maillage locate --counts`` on the same points.

    A pays with no point is not covered. Counts and extents are made in each task, added up by Spark, and checked by the engine: every row read is in a
    pays, outside or rejected. Parameters as :func:`locate`'s. Runs at once. Raises UsageError, InputError.
    """
    from pyspark.sql import functions

    _check(df, [lon, lat], [])
    locator = pays if isinstance(pays, Locator) else Locator(pays)
    block = _broadcast(df, locator)

    def counted(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        first = next(batches, None)
        if first is not None:
            points = pyarrow.RecordBatchReader.from_batches(first.schema, itertools.chain([first], batches))
            yield _part(_locator(block).count(points, lon, lat, crs=crs, threads=1).data)

    parts = df.select(lon, lat).mapInArrow(counted, "place long, points long, lon_min double, lat_min double, lon_max double, lat_max double")
    least, most = (lambda name: functions.min(name).alias(name)), (lambda name: functions.max(name).alias(name))
    rows = parts.groupBy("place").agg(functions.sum("points").alias("points"), least("lon_min"), least("lat_min"), most("lon_max"), most("lat_max")).collect()
    return Counts(_core.merge_counts([json.dumps(_whole(json.loads(locator._core.no_counts), rows))]))


def _part(counts: dict) -> pyarrow.RecordBatch:
    """The counts of a task as rows: the pays that have points, by their place in the layer, then the totals."""
    rows = [(place, one["nb_points"], *one["emprise"]) for place, one in enumerate(counts["territories"]) if one["nb_points"]]
    for place, path in _TOTALS.items():
        value: Any = counts
        for key in path:
            value = value[key]
        rows.append((place, value, None, None, None, None))
    return pyarrow.RecordBatch.from_arrays([pyarrow.array(column, field.type) for column, field in zip(zip(*rows), _PARTS)], schema=_PARTS)


def _whole(counts: dict, rows: list[Any]) -> dict:
    """The counts of no points, with what all tasks found."""
    for row in rows:
        if row.place >= 0:
            one = counts["territories"][row.place]
            one["nb_points"], one["emprise"] = row.points, [row.lon_min, row.lat_min, row.lon_max, row.lat_max]
        else:
            *path, last = _TOTALS[row.place]
            (counts[path[0]] if path else counts)[last] = row.points
    return counts
