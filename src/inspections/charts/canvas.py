"""A drawing placed by hand, in pixels: for pictures that show an order or a path, not a scale.

What is added is kept in order; marks of one look become one layer.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal

import altair as alt

from inspections.charts import theme

Align = Literal["left", "center", "right"]


class Canvas:
    """Collects lines, marks and texts; ``chart`` returns them as one drawing."""

    def __init__(self, *, width: int, narrow: bool) -> None:
        """Begin an empty drawing of ``width`` pixels."""
        self.width = width - 2
        self.narrow = narrow
        self._layers: dict[str, tuple[str, dict[str, Any], list[dict[str, Any]]]] = {}

    @property
    def size(self) -> int:
        """The size of its texts."""
        return theme.SMALL_SIZE[theme.size_name(self.narrow)]

    @property
    def line_height(self) -> int:
        """The distance between two of its lines of text."""
        return theme.line_height(self.size)

    def wrap(self, text: str, *, pixels: float) -> list[str]:
        """Return ``text`` in lines that fit ``pixels``."""
        return theme.wrap(text, pixels=pixels, size=self.size)

    def text(
        self,
        lines: Sequence[str],
        *,
        x: float,
        y: float,
        colour: theme.Colour = theme.INK,
        bold: bool = False,
        align: Align = "left",
    ) -> float:
        """Write lines, the first one's top at ``y``; return the y below the last."""
        look = {
            "align": align,
            "baseline": "top",
            "color": colour.light,
            "fontSize": self.size,
            "fontWeight": "bold" if bold else "normal",
            "lineHeight": self.line_height,
        }
        self._add("text", look, {"x": x, "y": y, "lines": list(lines)})
        return y + len(lines) * self.line_height

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        colour: theme.Colour = theme.AXIS,
        width: float = 1,
        dash: Sequence[int] = (),
    ) -> None:
        """Draw a straight line."""
        look: dict[str, Any] = {"color": colour.light, "strokeWidth": width}
        if dash:
            look["strokeDash"] = list(dash)
        self._add("rule", look, {"x": start[0], "y": start[1], "x_end": end[0], "y_end": end[1]})

    def mark(
        self,
        shape: str,
        *,
        x: float,
        y: float,
        colour: theme.Colour,
        size: float = 120,
        filled: bool = True,
        angle: float = 0,
        dash: Sequence[int] = (),
        record: str = "",
    ) -> None:
        """Draw a shape around a point; ``size`` is its area in square pixels.

        ``record`` is the id of what it stands for, to be read out when the figure is explored.
        """
        look: dict[str, Any] = {"shape": shape, "size": size, "opacity": 1, "angle": angle}
        if filled:
            look |= {"filled": True, "color": colour.light}
        else:
            look |= {"filled": False, "stroke": colour.light, "strokeWidth": 2}
        if dash:
            look["strokeDash"] = list(dash)
        self._add("point", look, {"x": x, "y": y, **({"record": record} if record else {})})

    def chart(self, *, height: float) -> alt.LayerChart:
        """Return everything as one drawing of ``height`` pixels."""
        layers = [_layer(*each) for each in self._layers.values()]
        return alt.LayerChart(layer=layers, width=self.width, height=height)

    def _add(self, kind: str, look: dict[str, Any], row: dict[str, Any]) -> None:
        name = json.dumps([kind, look], sort_keys=True)
        self._layers.setdefault(name, (kind, look, []))[2].append(row)


def _layer(kind: str, look: dict[str, Any], rows: list[dict[str, Any]]) -> alt.Chart:
    base = alt.Chart(alt.InlineData(values=rows))
    encoded: dict[str, Any] = {
        "x": alt.X("x:Q", scale=None, axis=None),
        "y": alt.Y("y:Q", scale=None, axis=None),
    }
    encoded |= _ENDS.get(kind, {})
    drawn: alt.Chart = getattr(base, f"mark_{kind}")(**look).encode(**encoded)
    return drawn


_ENDS = {"rule": {"x2": "x_end:Q", "y2": "y_end:Q"}, "text": {"text": "lines:N"}}
"""What a kind of mark is given beside its place."""
