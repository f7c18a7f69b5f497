"""The ladder of grades: one scale of steps, the same on every picture, card and map.

The lowest grade is the strongest tone and the highest the palest; each step has an outline, so
that it is seen on any page, and its name beside it. An inner square marks the second highest and
a cross the highest, so that tones alone never tell them apart. ``RATINGS`` says the order.
"""

import pandas as pd

from inspections.drawing import style
from inspections.drawing.canvas import Canvas, Point
from inspections.register import RATINGS

TONES = dict(zip(RATINGS, style.GRADE_COLOURS, strict=True))
"""The tone of each rating."""

LADDER = tuple(reversed(RATINGS))
"""The ratings as a ladder is read, from the top."""

SQUARE = "M0,-1H1V1H-1V-1H0"
SHAPES = dict(
    zip(
        LADDER,
        (f"{SQUARE}M0,-.5V.5M-.5,0H.5", f"{SQUARE}M0,-.15H.15V.15H-.15V-.15H0"),
        strict=False,
    )
)
"""What the two highest ratings are drawn as, as Vega draws symbols; the others are bare squares."""

SOURCES = "Sources: on each unit’s page."
"""Stands in the note of a picture with too many ratings to name the source of each."""

UNRATED, SMALL, RING = "", "small", "ring"
"""What a key may show beside the ratings."""


def step(
    canvas: Canvas, rating: str, at: Point, *, side: float, record: str = "", ringed: bool = False
) -> None:
    """Draw a square of a rating around a point; a ring marks the unit that is the subject.

    With no ``rating`` the square is an open one of broken lines: no grade is known.
    """
    canvas.mark(
        SHAPES.get(rating, SQUARE),
        at,
        colour=TONES.get(rating, style.AXIS),
        size=side**2,
        filled=bool(rating),
        outline=style.RATING,
        dash=() if rating else (2, 2),
        record=record,
    )
    if ringed:
        ring = max(side + 10, 1.4 * side + 4) ** 2  # clear of the corners
        canvas.mark("circle", at, colour=style.INK, size=ring, filled=False)


def draw_key(canvas: Canvas, *, top: float, more: tuple[tuple[str, str], ...] = ()) -> float:
    """Draw the steps with their names, from the highest; return the y below.

    ``more`` are further entries: what is drawn (``UNRATED``, ``SMALL``, ``RING``) and its words.
    """
    x, y, side = 8.0, top + canvas.line_height / 2, 13
    for shape, words in [*((rating, rating) for rating in LADDER), *more]:
        room = 16 + style.width_of(words, size=canvas.size) + 14
        if x + room - 14 > canvas.width:
            x, y = 8.0, y + canvas.line_height + 4
        if shape == RING:
            canvas.mark("circle", (x, y), colour=style.INK, size=190, filled=False)
        elif shape == SMALL:
            step(canvas, LADDER[-1], (x, y), side=side * 0.6)
        else:
            step(canvas, shape, (x, y), side=side)
        canvas.text(words, (x + 14, y - canvas.size / 2 - 1))
        x += room
    return y + canvas.line_height


def extent(ratings: pd.DataFrame) -> str:
    """Return the area and the years of a table of ratings, as 'The country, reports of YEARS'."""
    seen = sorted({date[:4] for date in ratings["report_date"] if date})  # some were not seen
    period = f"reports of {' to '.join(dict.fromkeys((seen[0], seen[-1])))}"
    return ", ".join(filter(None, (ratings.attrs.get("area", ""), period)))
