"""A drawing placed by hand, in pixels: for pictures that show an order or a path, not a scale.

What is added is kept in order; marks of one look become one layer.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal

import altair as alt

from inspections.drawing import style

Align = Literal["left", "center", "right"]
Point = tuple[float, float]


class Canvas:
    """Collects lines, marks and texts; ``on_canvas`` makes one drawing of its ``layers``."""

    def __init__(self, *, width: int, narrow: bool) -> None:
        """Begin an empty drawing of ``width`` pixels."""
        self.width = width - 2  # the theme has a padding of a pixel on each side
        self.narrow = narrow
        self.size = style.SMALL_SIZE[narrow]
        self.large = style.LARGE_SIZE[narrow]  # of a number that is the message
        self.line_height = style.line_height(self.size)
        self._layers: dict[str, tuple[str, dict[str, Any], list[dict[str, Any]]]] = {}

    def text(
        self,
        words: str,
        at: Point,
        *,
        width: float = 0,
        colour: style.Colour = style.INK,
        bold: bool = False,
        align: Align = "left",
        size: int = 0,
    ) -> float:
        """Write ``words`` down from ``at``, in lines that fit ``width`` pixels if that is given.

        Returns the y below the last line.
        """
        size = size or self.size
        lines = style.wrap(words, pixels=width, size=size + bold) if width else [words]
        look = {
            "align": align,
            "baseline": "top",
            "color": colour.light,
            "fontSize": size,
            "fontWeight": "bold" if bold else "normal",
            "lineHeight": style.line_height(size),
        }
        self._add("text", look, {"x": at[0], "y": at[1], "lines": lines})
        return at[1] + len(lines) * style.line_height(size)

    def line(
        self,
        start: Point,
        end: Point,
        *,
        colour: style.Colour = style.AXIS,
        width: float = 1,
        dash: Sequence[int] = (),
    ) -> None:
        """Draw a straight line."""
        look: dict[str, Any] = {"color": colour.light, "strokeWidth": width}
        if dash:
            look["strokeDash"] = list(dash)
        self._add("rule", look, {"x": start[0], "y": start[1], "x_end": end[0], "y_end": end[1]})

    def bar(
        self, start: Point, end: Point, *, colour: style.Colour, dash: Sequence[int] | None = None
    ) -> None:
        """Draw a bar between two corners; one with a ``dash`` is an outline."""
        look: dict[str, Any] = {"filled": dash is None, "color": colour.light}
        look |= {"strokeDash": list(dash)} if dash else {}
        self._add("rect", look, {"x": start[0], "y": start[1], "x_end": end[0], "y_end": end[1]})

    def mark(
        self,
        shape: str,
        at: Point,
        *,
        colour: style.Colour,
        size: float = 120,
        filled: bool = True,
        outline: style.Colour | None = None,
        dash: Sequence[int] = (),
        record: str = "",
    ) -> None:
        """Draw a symbol centred on ``at``; ``size`` is its area in square pixels (Vega's ``size``).

        ``outline`` strokes a filled symbol; ``record`` is the id by which ``explore`` finds it.
        """
        look: dict[str, Any] = {"shape": shape, "size": size, "opacity": 1, "filled": filled}
        if filled:
            look["color"] = colour.light
            look |= {"stroke": outline.light, "strokeWidth": 1.5} if outline else {}
        else:
            look |= {"stroke": colour.light, "strokeWidth": 2}
        if dash:
            look["strokeDash"] = list(dash)
        named = {"record": record} if record else {}
        self._add("point", look, {"x": at[0], "y": at[1], **named})

    def layers(self) -> list[alt.Chart]:
        """Return everything as layers."""
        return [_layer(*layer) for layer in self._layers.values()]

    def places(self) -> dict[str, Point]:
        """Return the middle of the mark that stands for each record."""
        rows = [row for *_, mark_rows in self._layers.values() for row in mark_rows]
        return {row["record"]: (row["x"], row["y"]) for row in rows if "record" in row}

    def _add(self, mark_type: str, look: dict[str, Any], row: dict[str, Any]) -> None:
        name = json.dumps([mark_type, look], sort_keys=True)
        self._layers.setdefault(name, (mark_type, look, []))[2].append(row)


def on_canvas(paint: Callable[[Canvas], float]) -> Callable[[int, bool], alt.LayerChart]:
    """Return a drawing function of a figure: ``paint`` paints, and returns the height it took."""

    def draw(width: int, narrow: bool) -> alt.LayerChart:
        canvas = Canvas(width=width, narrow=narrow)
        height = paint(canvas)
        return alt.LayerChart(layer=canvas.layers(), width=canvas.width, height=height)

    return draw


def grid(
    many: int,
    *,
    left: float = 0,
    top: float,
    pitch: float,
    per_row: int,
    group: int = 1,
    gap: float = 0,
) -> Iterator[Point]:
    """Yield the middles of ``many`` marks in rows, with a ``gap`` after each ``group`` of a row."""
    for place in range(many):
        down, across = divmod(place, per_row)
        yield left + pitch * (across + 0.5) + across // group * gap, top + pitch * (down + 0.5)


def _layer(mark_type: str, look: dict[str, Any], rows: list[dict[str, Any]]) -> alt.Chart:
    encoded = {
        "x": alt.X("x:Q", scale=None, axis=None),
        "y": alt.Y("y:Q", scale=None, axis=None),
        **_ENDS.get(mark_type, {}),
    }
    base = alt.Chart(alt.InlineData(values=rows))
    drawn: alt.Chart = getattr(base, f"mark_{mark_type}")(**look).encode(**encoded)
    return drawn


_FAR = {"x2": "x_end:Q", "y2": "y_end:Q"}
_ENDS: dict[str, dict[str, Any]] = {"rule": _FAR, "rect": _FAR, "text": {"text": "lines:N"}}
"""What a kind of mark is given beside its place."""
