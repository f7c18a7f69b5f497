"""A timeline in words: dated events from top to bottom, the reforms as bands beside them.

It is an order and not a scale: a year takes the room of its events.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from inspections.drawing import theme
from inspections.drawing.canvas import Canvas, on_canvas
from inspections.drawing.figure import Figure, build, sources_of
from inspections.language import wording

BANDS = (theme.CASES, theme.PEOPLE)
"""The colours of bands, in turn; each has its name beside it."""

BAND, MARK, WORDS, DATES = 6, 24, 42, 168
"""Pixels from the left to bands, marks and words; and those of a date beside its words."""


def history(
    events: pd.DataFrame,
    *,
    title: str,
    bands: Mapping[str, str],
    large: Iterable[str] = (),
    without: Iterable[str] = (),
    name: str = "timeline",
) -> Figure:
    """Return ``events`` (as of ``Book.events``) in order, those ``without`` left out.

    ``bands`` names each reform by the event with which it begins; a band lasts until the next.
    Events of ``large`` are drawn largest. Raises ``ValueError`` for an unknown event.
    """
    named = {*bands, *large, *without}
    unknown = sorted(named - set(events["event_id"]))
    if unknown:
        raise ValueError(f"the table has no event {', '.join(unknown)}")
    table = events[~events["event_id"].isin(set(without))]
    rows = sorted(table.to_dict("records"), key=_order)
    for row in rows:
        row["large"] = row["event_id"] in set(large)
        row["band"] = bands.get(row["event_id"], "")
    return build(
        name=name,
        title=title,
        subtitle=f"Dated steps in probation, {rows[0]['date'][:4]} to {rows[-1]['date'][:4]}.",
        note="The events are in order; the distances between them mean nothing.",
        description=_description(rows),
        rows=[(row["event_id"], _cells(row)) for row in rows],
        uses=[
            *(row["event_id"] for row in rows),
            *(row["inspection_id"] for row in rows if row["inspection_id"]),
        ],
        source_ids=sources_of(table),
        draw=on_canvas(lambda canvas: _paint(canvas, rows)),
    )


def _order(row: dict[str, Any]) -> tuple[str, bool, str]:
    """Return the order of an event; of a bare year nobody knows the month, so it comes last."""
    return row["date"][:4], len(row["date"]) == 4, row["date"]


def when(row: Mapping[str, Any]) -> str:
    """Return the date of an event in words, saying where it was worked out."""
    date = wording.say_date(row["date"])
    if row["end_date"]:
        date = f"{date} to {wording.say_date(row['end_date'])}"
    return f"{date} (date worked out)" if row["date_basis"] == "derived" else date


def _description(rows: list[dict[str, Any]]) -> str:
    lines = [
        (f"Here begins: {row['band']}. " if row["band"] else "") + f"{when(row)}: {row['label']}."
        for row in rows
    ]
    return f"A timeline of {len(rows)} events, from top to bottom. {' '.join(lines)}"


def _cells(row: dict[str, Any]) -> dict[str, str]:
    basis = "stated" if row["date_basis"] == "stated" else "worked out by us"
    return {"When": when(row), "What": row["label"], "Date": basis}


def _paint(canvas: Canvas, rows: list[dict[str, Any]]) -> float:
    top, began, number = 2.0, 0.0, -1
    for row in rows:
        if row["band"]:
            if number >= 0:
                _band(canvas, number, start=began, end=top - 2)
            began, number = top, number + 1
            colour = BANDS[number % len(BANDS)]
            words = canvas.write(
                row["band"],
                x=WORDS - 18,
                y=top,
                width=canvas.width - WORDS,
                bold=True,
                colour=theme.MUTED,
            )
            canvas.line((BAND, top), (WORDS - 22, top), colour=colour, width=2)
            top = words + 8
        top = _event(canvas, row, top=top) + (14 if row["large"] else 9)
    if number >= 0:
        _band(canvas, number, start=began, end=top - 2)
    return top


def _band(canvas: Canvas, number: int, *, start: float, end: float) -> None:
    canvas.line((BAND, start), (BAND, end), colour=BANDS[number % len(BANDS)], width=10)


def _event(canvas: Canvas, row: dict[str, Any], *, top: float) -> float:
    """Write one event with its mark; return the y below."""
    size = canvas.size + (5 if row["large"] else 0)
    own = bool(row["inspection_id"])
    narrow = canvas.narrow
    colour = theme.RATING if own else theme.AXIS
    canvas.mark(
        "diamond" if own else "circle",
        x=MARK,
        y=top + size / 2 + 1,
        colour=colour,
        size=330 if row["large"] else 90,
        filled=row["date_basis"] == "stated",
        record=row["event_id"],
    )
    room = canvas.width - WORDS
    beside = not narrow and not row["large"]
    dates = theme.wrap(when(row), pixels=DATES - 10 if beside else room, size=size)
    below = canvas.text(dates, x=WORDS, y=top, colour=theme.MUTED, size=size - 2 * row["large"])
    left = WORDS + DATES if beside else WORDS
    lines = theme.wrap(row["label"], pixels=canvas.width - left, size=size + row["large"])
    words = canvas.text(lines, x=left, y=top if beside else below, bold=row["large"], size=size)
    return max(below, words)
