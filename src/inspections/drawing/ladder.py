"""The ladder of grades: one scale of steps, the same on every picture, card and map.

The lowest grade is the strongest tone and the highest the palest; each step has an outline, so
that it is seen on any page, and its name beside it. ``RATINGS`` alone says the order.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from inspections.drawing import theme
from inspections.drawing.canvas import Canvas
from inspections.register import RATINGS

if TYPE_CHECKING:
    import pandas as pd

TONES: dict[str, theme.Colour] = dict(zip(RATINGS, theme.GRADES, strict=True))
"""The tone of each rating."""

LADDER = tuple(reversed(RATINGS))
"""The ratings as a ladder is read, from the top."""

SOURCES = "Sources: see each unit in the look-up."
"""Stands in the note of a picture with too many ratings to name the source of each."""

RING_ROOM = 5
"""Pixels from the edge of a step to the ring around it."""


def years(dates: Iterable[str]) -> str:
    """Return 'reports of YEAR to YEAR' for the dates of reports; one not seen does not count."""
    seen = sorted({date[:4] for date in dates if date})
    return f"reports of {seen[0]} to {seen[-1]}" if len(seen) > 1 else f"reports of {seen[0]}"


def step(
    canvas: Canvas,
    rating: str,
    *,
    x: float,
    y: float,
    side: float,
    record: str = "",
    ringed: bool = False,
) -> None:
    """Draw a square of a rating around a point; a ring marks the unit that is the subject.

    With no ``rating`` the square is an open one of broken lines: not rated.
    """
    if rating:
        tone = TONES[rating]
        canvas.mark(
            "square", x=x, y=y, colour=tone, size=side**2, outline=theme.RATING, record=record
        )
    else:
        canvas.mark(
            "square",
            x=x,
            y=y,
            colour=theme.AXIS,
            size=side**2,
            filled=False,
            dash=(2, 2),
            record=record,
        )
    if ringed:
        ring = (side + 2 * RING_ROOM) ** 2 * 3.1416 / 4 * 1.25
        canvas.mark("circle", x=x, y=y, colour=theme.INK, size=ring, filled=False)


def key(canvas: Canvas, *, top: float, more: tuple[tuple[str, str], ...] = ()) -> float:
    """Draw the steps with their names, from the highest; return the y below.

    ``more`` are further entries: what is drawn ('' for not rated, 'ring') and its words.
    """
    x, y, side = 8.0, top + canvas.line_height / 2, 13
    for shape, words in [*((rating, rating) for rating in LADDER), *more]:
        room = 16 + theme.width_of(words, size=canvas.size) + 18
        if x + room - 18 > canvas.width:
            x, y = 8.0, y + canvas.line_height + 6
        if shape == "ring":
            canvas.mark("circle", x=x, y=y, colour=theme.INK, size=190, filled=False)
        else:
            step(canvas, shape, x=x, y=y, side=side)
        canvas.text([words], x=x + 14, y=y - canvas.size / 2 - 1)
        x += room
    return y + canvas.line_height


def extent(table: pd.DataFrame) -> str:
    """Return the area and the years of a table of ``Book``, as 'The country, years'."""
    parts = (table.attrs.get("area", ""), years(table["report_date"]))
    return ", ".join(filter(None, parts))
