"""Counts that may not be compared, each as a picture of its own: a mark for every so many.

There is no common axis. A number that a source gives as approximate ends in open marks of broken
lines, because nobody knows where it ends.
"""

from __future__ import annotations

from math import ceil
from typing import Any

import pandas as pd

from inspections.drawing import theme
from inspections.drawing.canvas import Canvas, on_canvas
from inspections.drawing.figure import (
    Figure,
    build,
    capital,
    chosen,
    filled,
    listing,
    place_and_report,
    round_numbers,
    sources_of,
)
from inspections.language import wording

LOOKS = (("circle", theme.PEOPLE), ("square", theme.CASES), ("diamond", theme.WAITING))
"""Shape and colour of each unit of counting, in order of first appearance."""

MOST = 140
"""Marks that a number is drawn with at most, where the caller does not say how many."""

PITCH, TEN_GAP, SIZE = 13, 8, 80
PER_ROW = {"wide": 40, "narrow": 20}


def counts(
    facts: pd.DataFrame,
    fact_ids: list[str],
    *,
    title: str,
    each: int | None = None,
    note: str = "",
    name: str = "counts",
) -> Figure:
    """Return the numbers of ``fact_ids``, each as its own picture; a mark stands for ``each``.

    ``title`` may name a row as ``[[fact_id]]``. Raises ``ValueError`` for an id that is in no row,
    and for more kinds of unit than there are shapes.
    """
    table = chosen(facts, fact_ids)
    units = list(dict.fromkeys(table["unit"]))
    if len(units) > len(LOOKS):
        raise ValueError(f"more than {len(LOOKS)} units of counting: {', '.join(units)}")
    rows = table.to_dict("records")
    size = each or per_mark(float(table["value"].max()))
    said = " ".join(filter(None, [note, _vague(rows)]))
    return build(
        name=name,
        title=filled(title, table),
        subtitle=f"{_key(units, size)} {place_and_report(table)}",
        note=said,
        description=_description(rows, f"{_key(units, size)} {said}".strip()),
        rows=[(row["fact_id"], _cells(row)) for row in rows],
        uses=table["fact_id"],
        source_ids=sources_of(table),
        draw=on_canvas(lambda canvas: _paint(canvas, rows, units, size)),
    )


def per_mark(largest: float) -> int:
    """Return how many a mark stands for: the smallest round number that draws few enough."""
    return next(size for size in round_numbers() if largest / size <= MOST)


def _key(units: list[str], size: int) -> str:
    kinds = [
        f"each {shape} stands for {wording.in_prose(size)} {unit}"
        for (shape, _), unit in zip(LOOKS, units, strict=False)
    ]
    return f"{capital(', '.join(kinds))}."


def _vague(rows: list[dict[str, Any]]) -> str:
    names = [str(row["text"]) for row in rows if row["qualifier"] != "exact"]
    return f"The source says {listing(names)}: the last mark is open." if names else ""


def _description(rows: list[dict[str, Any]], note: str) -> str:
    lines = [f"{row['label']}: {row['text']}." for row in rows]
    return f"Separate pictures of marks, one below the other. {' '.join(lines)} {note}"


def _cells(row: dict[str, Any]) -> dict[str, str]:
    return {
        "What": str(row["label"]),
        "Number": str(row["text"]),
        "Counted as": str(row["unit"]),
        "Stated by": "our own sum" if row["basis"] == "computed" else "source",
    }


def _paint(canvas: Canvas, rows: list[dict[str, Any]], units: list[str], size: int) -> float:
    top = 2.0
    for row in rows:
        shape, colour = LOOKS[units.index(row["unit"])]
        top = _heading(canvas, row, colour, top=top)
        number = int(float(row["value"]) / size + 0.5)
        per_row = PER_ROW[theme.size_name(canvas.narrow)]
        for place in range(number):
            down, across = divmod(place, per_row)
            open_end = place == number - 1 and row["qualifier"] != "exact"
            canvas.mark(
                shape,
                x=PITCH / 2 + across * PITCH + across // 10 * TEN_GAP,
                y=top + down * PITCH,
                colour=colour,
                size=SIZE,
                filled=not open_end,
                dash=(2, 2) if open_end else (),
                record=row["fact_id"],
            )
        top += ceil(number / per_row) * PITCH + 2 * PITCH
    return top - 2 * PITCH


def _heading(canvas: Canvas, row: dict[str, Any], colour: theme.Colour, *, top: float) -> float:
    """Write the number large, its words beside or below it; return where the marks begin."""
    text = str(row["text"])
    below = canvas.text([text], x=0, y=top, bold=True, size=canvas.large)
    left = 0.0 if canvas.narrow else theme.width_of(text, size=canvas.large) * 1.1 + 12
    words = canvas.write(
        str(row["label"]), x=left, y=below if canvas.narrow else top + 9, width=canvas.width - left
    )
    return max(below, words) + PITCH
