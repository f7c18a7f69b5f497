"""A drawing placed by hand, in pixels: for pictures that show an order or a path, not a scale.

What is added is kept in order; marks of one look become one layer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, Literal

import altair as alt

from inspections.drawing import theme

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
    def large(self) -> int:
        """The size of a number that is the message."""
        return theme.LARGE_SIZE[theme.size_name(self.narrow)]

    @property
    def line_height(self) -> int:
        """The distance between two of its lines of text."""
        return theme.line_height(self.size)

    def wrap(self, text: str, *, pixels: float) -> list[str]:
        """Return ``text`` in lines that fit ``pixels``."""
        return theme.wrap(text, pixels=pixels, size=self.size)

    def write(
        self,
        text: str,
        *,
        x: float,
        y: float,
        width: float,
        colour: theme.Colour = theme.INK,
        bold: bool = False,
    ) -> float:
        """Write ``text`` in lines that fit ``width`` pixels; return the y below the last."""
        lines = theme.wrap(text, pixels=width, size=self.size + bold)
        return self.text(lines, x=x, y=y, colour=colour, bold=bold)

    def text(
        self,
        lines: Sequence[str],
        *,
        x: float,
        y: float,
        colour: theme.Colour = theme.INK,
        bold: bool = False,
        align: Align = "left",
        size: int | None = None,
    ) -> float:
        """Write lines, the first one's top at ``y``; return the y below the last."""
        size = size or self.size
        look = {
            "align": align,
            "baseline": "top",
            "color": colour.light,
            "fontSize": size,
            "fontWeight": "bold" if bold else "normal",
            "lineHeight": theme.line_height(size),
        }
        self._add("text", look, {"x": x, "y": y, "lines": list(lines)})
        return y + len(lines) * theme.line_height(size)

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
        outline: theme.Colour | None = None,
        angle: float = 0,
        dash: Sequence[int] = (),
        record: str = "",
    ) -> None:
        """Draw a shape around a point; ``size`` is its area in square pixels.

        ``outline`` is drawn around a filled shape. ``record`` is the id of what the mark stands
        for, to be read out when the figure is explored.
        """
        look: dict[str, Any] = {"shape": shape, "size": size, "opacity": 1, "angle": angle}
        if filled:
            look |= {"filled": True, "color": colour.light}
            look |= {"stroke": outline.light, "strokeWidth": 1.5} if outline else {}
        else:
            look |= {"filled": False, "stroke": colour.light, "strokeWidth": 2}
        if dash:
            look["strokeDash"] = list(dash)
        self._add("point", look, {"x": x, "y": y, **({"record": record} if record else {})})

    def chart(self, *, height: float) -> alt.LayerChart:
        """Return everything as one drawing of ``height`` pixels."""
        return alt.LayerChart(layer=self.layers(), width=self.width, height=height)

    def layers(self) -> list[alt.Chart]:
        """Return everything as layers, for a drawing that has more of its own."""
        return [_layer(*each) for each in self._layers.values()]

    def places(self) -> list[dict[str, Any]]:
        """Return the place of every mark that stands for a record."""
        rows = [row for *_, each in self._layers.values() for row in each]
        return [row for row in rows if row.get("record")]

    def _add(self, kind: str, look: dict[str, Any], row: dict[str, Any]) -> None:
        name = json.dumps([kind, look], sort_keys=True)
        self._layers.setdefault(name, (kind, look, []))[2].append(row)


def on_canvas(paint: Callable[[Canvas], float]) -> Callable[[int, bool], alt.LayerChart]:
    """Return a drawing function of a figure: ``paint`` paints, and returns the height it took."""

    def draw(width: int, narrow: bool) -> alt.LayerChart:
        canvas = Canvas(width=width, narrow=narrow)
        return canvas.chart(height=paint(canvas))

    return draw


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
