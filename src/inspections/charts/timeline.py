"""A timeline: dated events in order, year by year, each with its words beside it.

A day or month is a filled mark, a span two of them joined, and a bare year an open mark at the
end of its year. A year takes the room that its events need, so that no words overlap.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import altair as alt

from inspections.charts import theme
from inspections.charts.canvas import Canvas
from inspections.charts.figure import Figure, build, place, reports, stated
from inspections.language import wording
from inspections.register import Event, Register, find

AXIS = 46
"""Pixels from the left to the scale of years."""

MARKS = 60
LABELS = 76
"""Pixels from the left to the marks and to their words."""

DATES = 150
"""Pixels of a wide drawing that a date takes before its label."""

GAP = 8
EMPTY = 22
"""Pixels between two events, and of a year without any."""


def timeline(register: Register, *, without: Iterable[str] = (), title: str) -> Figure:
    """Return the events in order of date, but for those named; the subject unit's stand out.

    Raises ``UnknownId`` for an unknown event, and ``ValueError`` where fewer than two are left.
    """
    left_out = {find(register.events, each, kind="event").event_id for each in sorted(without)}
    events = [each for each in register.events.values() if each.event_id not in left_out]
    events.sort(key=lambda each: (each.date[:4], _is_year(each), each.date))
    if len(events) < 2:
        raise ValueError("a timeline needs at least two events")
    labels = {each.event_id: wording.fill(each.label, register) for each in events}

    def draw(width: int, narrow: bool) -> alt.LayerChart:
        return _draw(events, labels, width=width, narrow=narrow)

    inspections = register.subject_inspections
    return build(
        name="timeline",
        title=title,
        subtitle=(
            f"Dated steps in probation, {events[0].date[:4]} to {_last(events)[:4]}. "
            f"{place(register, inspections[0])}, {reports(inspections)}, and what surrounds them."
        ),
        note=_note(events),
        description=_description(events, labels),
        rows=[(each.event_id, _cells(each, labels)) for each in events],
        uses=[
            *(each.event_id for each in events),
            *(each.inspection.inspection_id for each in events if each.inspection),
        ],
        citations=stated(events),
        draw=draw,
    )


def say_when(event: Event) -> str:
    """Return the date of an event, or both ends of a span."""
    date = wording.say_date(event.date)
    return f"{date} to {wording.say_date(event.end_date)}" if event.end_date else date


def _last(events: list[Event]) -> str:
    return max(each.end_date or each.date for each in events)


def _note(events: list[Event]) -> str:
    said = ["The steps stand in order; a year with more of them is drawn taller."]
    if any(_is_year(each) for each in events):
        said.append(
            "An open mark means that only the year is known; it stands at the end of its year."
        )
    if any(each.inspection for each in events):
        said.append("A diamond and bold words mark what belongs to an inspection of the unit.")
    return " ".join(said)


def _description(events: list[Event], labels: dict[str, str]) -> str:
    lines = [f"{say_when(each)}: {labels[each.event_id]}." for each in events]
    return f"A timeline of {len(events)} events, from top to bottom. {' '.join(lines)}"


def _cells(event: Event, labels: dict[str, str]) -> dict[str, str]:
    return {
        "When": say_when(event),
        "What": labels[event.event_id],
        "Date": "stated" if event.date_basis == "stated" else "worked out by us",
    }


def _is_year(event: Event) -> bool:
    return len(event.date) == 4 and not event.end_date


@dataclass(frozen=True)
class _Entry:
    """An event with the room that its words take."""

    event: Event
    when: list[str]
    lines: list[str]
    height: float


def _draw(
    events: list[Event], labels: dict[str, str], *, width: int, narrow: bool
) -> alt.LayerChart:
    canvas = Canvas(width=width, narrow=narrow)
    entries = [_entry(canvas, each, labels[each.event_id]) for each in events]
    first, last = int(events[0].date[:4]), int(events[-1].date[:4])
    top = 4.0
    for year in range(first, last + 1):
        chosen = [each for each in entries if int(each.event.date[:4]) == year]
        bottom = top + max(EMPTY, sum(each.height + GAP for each in chosen) + GAP)
        canvas.line((AXIS, top), (AXIS, bottom), width=2)
        canvas.line((AXIS - 6, top), (AXIS, top))
        y = (top + bottom - canvas.size) / 2 if not chosen else top + GAP
        canvas.text([str(year)], x=AXIS - 12, y=y, colour=theme.MUTED, align="right")
        top += GAP
        for each in chosen:
            _write(canvas, each, top=top)
            top += each.height + GAP
        top = bottom
    canvas.line((AXIS - 6, top), (AXIS, top))
    return canvas.chart(height=top + 2)


def _entry(canvas: Canvas, event: Event, label: str) -> _Entry:
    """Return an event's words: on a narrow drawing its date stands above them, else beside."""
    room = canvas.width - LABELS
    if canvas.narrow:
        when, lines = canvas.wrap(say_when(event), pixels=room), canvas.wrap(label, pixels=room)
        return _Entry(event, when, lines, (len(when) + len(lines)) * canvas.line_height)
    when = canvas.wrap(say_when(event), pixels=DATES - 8)
    lines = canvas.wrap(label, pixels=room - DATES)
    return _Entry(event, when, lines, max(len(when), len(lines)) * canvas.line_height)


def _write(canvas: Canvas, entry: _Entry, *, top: float) -> None:
    own = entry.event.inspection is not None
    colour = theme.RATING if own else theme.PEOPLE
    middle = top + canvas.line_height / 2 - 2
    shape, filled = "diamond" if own else "circle", not _is_year(entry.event)
    record = entry.event.event_id
    canvas.mark(shape, x=MARKS, y=middle, colour=colour, filled=filled, record=record)
    if entry.event.end_date:
        end = max(middle + EMPTY / 2, top + entry.height - canvas.line_height / 2)
        canvas.line((MARKS, middle), (MARKS, end), colour=colour, width=3)
        canvas.mark(shape, x=MARKS, y=end, colour=colour, record=record)
    below = canvas.text(entry.when, x=LABELS, y=top, colour=theme.MUTED)
    x, y = (LABELS, below) if canvas.narrow else (LABELS + DATES, top)
    canvas.text(entry.lines, x=x, y=y, bold=own)
