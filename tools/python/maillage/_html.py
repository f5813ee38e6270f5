"""What a notebook shows: a small map and the figures that matter."""

from __future__ import annotations

import html
import math
from typing import TYPE_CHECKING

from . import _core

if TYPE_CHECKING:
    from .result import Result

# Where the insets stand for, in degrees: overseas territories are drawn beside, never moved in data.
_MAIN = (-5.6, 41.2, 9.8, 51.3)
_INSETS = {"Guadeloupe": (-61.9, 15.7, -60.9, 16.6), "Martinique": (-61.3, 14.3, -60.7, 15.0), "Guyane": (-54.7, 2.0, -51.5, 6.0),
           "La Réunion": (55.1, -21.5, 55.9, -20.8), "Mayotte": (44.9, -13.1, 45.4, -12.5)}


class _Frame:
    """A box of degrees drawn into a box of pixels, with true proportions at its middle."""

    def __init__(self, box: tuple, left: float, top: float, width: float, height: float):
        import shapely

        self._shapely = shapely
        self._box, (west, south, east, north) = shapely.box(*box), box
        self._shrink = math.cos(math.radians((south + north) / 2))
        self._scale = min(width / ((east - west) * self._shrink), height / (north - south))
        self._west, self._north, self._left, self._top = west, north, left, top

    def holds(self, shape) -> bool:
        return shape is not None and not shape.is_empty and self._box.intersects(shape)

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        return self._left + (lon - self._west) * self._shrink * self._scale, self._top + (self._north - lat) * self._scale

    def path(self, shape) -> str:
        drawn = self._shapely.simplify(shape, 0.7 / self._scale, preserve_topology=True)
        rings = []
        for part in getattr(drawn, "geoms", [drawn]):
            for ring in ([part.exterior, *part.interiors] if part.geom_type == "Polygon" else []):
                rings.append("M" + "L".join("%.1f,%.1f" % self.place(x, y) for x, y in ring.coords[:-1]) + "Z")
        return "".join(rings)


def _frames(pays) -> list[_Frame]:
    frames = [_Frame(_MAIN, 4, 4, 400, 392)]
    for place, (name, box) in enumerate(_INSETS.items()):
        frames.append(_Frame(box, 412, 6 + place * 78, 80, 72))
    if not any(frame.holds(shape) for frame in frames for shape in pays.geometry):  # not France: all there is, in one frame
        west, south, east, north = pays.total_bounds
        return [_Frame((west - 1e-9, south - 1e-9, east + 1e-9, north + 1e-9), 4, 4, 490, 392)]
    return frames


def small_map(pays, ptce=None, english: bool = False) -> str:
    """The pays by statut, and the PTCE, as SVG; every outline has its name and statut as a title."""
    words = {id: (en if english else fr, colour) for id, fr, en, colour in _core.statuses()}
    drawn = []
    frames = _frames(pays)
    for frame in frames:
        for row in pays.itertuples():
            if frame.holds(row.geometry):
                word, colour = words[row.statut]
                title = html.escape(f"{row.nom} : {word}")
                drawn.append(f'<path d="{frame.path(row.geometry)}" fill="{colour}" stroke="#fff" stroke-width="0.4"><title>{title}</title></path>')
    for frame in frames:
        for row in () if ptce is None else ptce.itertuples():
            if frame.holds(row.geometry) and row.geometry.geom_type == "Point":
                x, y = frame.place(row.geometry.x, row.geometry.y)
                drawn.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.2" fill="#111" stroke="#fff" stroke-width="0.7"><title>{html.escape(str(row.nom))}</title></circle>')
    label = "Pays by statut" if english else "Les pays selon leur statut"
    return f'<svg viewBox="0 0 500 400" width="500" height="400" role="img" aria-label="{label}">{"".join(drawn)}</svg>'


def _number(value, english: bool) -> str:
    return "—" if value is None else f"{value:,}".replace(",", "," if english else "\u202f")


def of_result(result: "Result") -> str:
    english = result._core.is_english
    national = result.report.get("national")
    if national is None:
        return of_text(result.page())
    counts = {"couvert": "covered", "emergent": "emerging", "possible": "possible", "non_couvert": "uncovered"}
    legend = "".join(f'<tr><td><span style="display:inline-block;width:1em;height:1em;background:{colour}"></span> {html.escape(en if english else fr)}</td>'
                     f'<td style="text-align:right">{_number(national[counts[id]], english)}</td></tr>' for id, fr, en, colour in _core.statuses())
    people = national["population"]["uncovered"]
    low, high = national["missing_per_territory"]["min"], national["missing_per_territory"]["max"]
    rows = ([("Pays", national["territories"]), ("PTCE counted, at least", national["facilities"]), ("Pays still to cover", f"{low} – {high}"),
             ("People in a pays without a sure PTCE", people)] if english else
            [("Pays", national["territories"]), ("PTCE comptés, au moins", national["facilities"]), ("Pays encore à couvrir", f"{low} à {high}"),
             ("Habitants d'un pays sans PTCE recensé", people)])
    figures = "".join(f'<tr><td>{html.escape(name)}</td><td style="text-align:right">{value if isinstance(value, str) else _number(value, english)}</td></tr>'
                      for name, value in rows)
    return ('<div style="display:flex;flex-wrap:wrap;gap:1.5em;align-items:center">' + small_map(result.pays, result.ptce, english) +
            f"<table><tbody>{legend}{figures}</tbody></table></div>")


def of_text(text: str) -> str:
    return f"<pre>{html.escape(text)}</pre>"
