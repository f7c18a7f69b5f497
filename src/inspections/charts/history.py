"""A timeline in words: dated events from top to bottom, the reforms as bands beside them.

It is an order and not a scale: a year takes the room of its events.
"""

from collections.abc import Iterable, Mapping
from itertools import cycle

import pandas as pd

from inspections.drawing import style
from inspections.drawing.canvas import Canvas, on_canvas
from inspections.drawing.figure import ChartRow, Figure, build
from inspections.language import wording
from inspections.package.names import did_you_mean

BANDS = (style.CASES, style.PEOPLE)
"""The colours of bands, in turn; each has its name beside it."""

BAND, MARK, WORDS, DATES = 6, 24, 42, 168
"""Pixels from the left to bands, marks and words; and those of a date beside its words."""


NOTE = (
    "The events are in order, as far as their dates are known; the distances between them mean "
    "nothing. A diamond is a step in one of the inspections described here; an open mark is a "
    "date we worked out."
)


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
    Events of ``large`` are drawn largest. Raises ``ValueError`` for an unknown event,
    and for fewer than two.
    """
    left_out, largest = set(without), set(large)
    ids = set(events["event_id"])
    for event_id in sorted({*bands, *largest, *left_out} - ids):
        near = did_you_mean(event_id, ids, otherwise=f"there are {', '.join(sorted(ids))}")
        raise ValueError(f"the table has no event {event_id}: {near}")
    if len(ids - left_out) < 2:
        raise ValueError("a timeline needs two events or more")
    rows = sorted(events[~events["event_id"].isin(left_out)].to_dict("records"), key=_order)
    for row in rows:
        row["large"], row["band"] = row["event_id"] in largest, bands.get(row["event_id"], "")
        row["when"] = when(row)
    return build(
        rows,
        key="event_id",
        name=name,
        title=title,
        subtitle=f"Dated steps in probation, {rows[0]['date'][:4]} to {rows[-1]['date'][:4]}.",
        note=NOTE,
        description=f"Events from top to bottom; bands beside them: {'; '.join(bands.values())}.",
        cells={"When": "when", "What": "label", "Date": "date_basis"},
        aloud="{When}: {What}.",
        uses=[row[name] for name in ("event_id", "inspection_id") for row in rows if row[name]],
        draw=on_canvas(lambda canvas: _paint(canvas, rows)),
    )


def _order(row: ChartRow) -> tuple[str, bool, str]:
    """Return the order of an event; of a bare year nobody knows the month, so it comes last."""
    return row["date"][:4], len(row["date"]) == 4, row["date"]


def when(row: Mapping[str, str]) -> str:
    """Return the date of an event in words, saying where it was worked out."""
    date = wording.say_date(row["date"])
    if row["end_date"]:
        date = f"{date} to {wording.say_date(row['end_date'])}"
    ours = "partly worked out by us" if row["end_date"] else wording.say_worked_out(row["date"])
    return f"{date} ({ours})" if row["date_basis"] == "derived" else date


def _paint(canvas: Canvas, rows: list[ChartRow]) -> float:
    top, began, colour, colours = 2.0, 0.0, None, cycle(BANDS)
    for row in rows:
        if row["band"]:
            if colour:
                canvas.line((BAND, began), (BAND, top - 2), colour=colour, width=10)
            began, colour, left, width = top, next(colours), WORDS - 18, canvas.width - WORDS
            canvas.line((BAND, top), (left - 4, top), colour=colour, width=2)
            words, muted = row["band"], style.MUTED
            top = 8 + canvas.text(words, (left, top), width=width, bold=True, colour=muted)
        top = _event(canvas, row, top=top) + (14 if row["large"] else 9)
    if colour:
        canvas.line((BAND, began), (BAND, top - 2), colour=colour, width=10)
    return top


def _event(canvas: Canvas, row: ChartRow, *, top: float) -> float:
    """Write one event with its mark; return the y below."""
    large, own = row["large"], bool(row["inspection_id"])
    size = canvas.size + (5 if large else 0)
    canvas.mark(
        "diamond" if own else "circle",
        (MARK, top + size / 2 + 1),
        colour=style.RATING if own else style.AXIS,
        size=330 if large else 90,
        filled=row["date_basis"] == "stated",
        record=row["event_id"],
    )
    beside = not canvas.narrow and not large
    left, room = WORDS + (DATES if beside else 0), canvas.width - WORDS
    width, small = DATES - 10 if beside else room, size - 2 * large
    below = canvas.text(row["when"], (WORDS, top), width=width, colour=style.MUTED, size=small)
    width = canvas.width - left
    words = canvas.text(
        row["label"], (left, top if beside else below), width=width, bold=large, size=size
    )
    return max(below, words)
