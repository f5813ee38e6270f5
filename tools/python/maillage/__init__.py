"""Où un service public manque-t-il ? The engine of ``maillage`` for Python.

    >>> import maillage
    >>> maillage.coverage("pays.geojson", "ptce.csv")          # a GeoDataFrame of the pays, with what covers them
    >>> result = maillage.run(maillage.Study(pays=pays, ptce=ptce), "sortie")
    >>> maillage.site(result, 15).sites                        # where the next 15 would bring most people
    >>> maillage.Locator(pays).locate(lon, lat)                # the pays of each of millions of points

Layers come as files, GeoDataFrames, DataFrames or anything that hands over an Arrow stream. Coordinates that come out are degrees,
longitude first (EPSG:4326 in the sense of GeoPandas). Every rule is the engine's: docs/method.md.
"""

from ._core import Error, InputError, LibraryError, OutputError, UsageError
from ._core import statuses as _statuses
from ._core import version as __version__
from ._layers import france
from .actions import Difference, Siting, compose, diff, site
from .locator import Counts, Locator
from .result import Result, check, coverage, run
from .study import Study, read

#: "#rrggbb" of each statut, as every map of the project has it.
colours: dict[str, str] = {id: colour for id, _, _, colour in _statuses()}
#: Each statut's name in French.
labels: dict[str, str] = {id: french for id, french, _, _ in _statuses()}

__all__ = ["Counts", "Difference", "Error", "InputError", "LibraryError", "Locator", "OutputError", "Result", "Siting", "Study", "UsageError",
           "check", "colours", "compose", "coverage", "diff", "france", "labels", "read", "run", "site", "__version__"]
