"""A pathway: the steps of one piece of work, passed between two bodies, and where it broke.

Each step prints the figure of its own record and what that figure was counted in, and the shape
of its mark says which kind of count it is, so that figures on unlike bases are not taken for a
chain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from inspections.charts import theme
from inspections.charts.canvas import Canvas
from inspections.charts.figure import Figure, build, capital, listing, place, reports, stated
from inspections.language import wording
from inspections.register import Citation, Fact, Finding, Inspection, Register, find


@dataclass(frozen=True)
class Step:
    """One step: the body that takes it, what it does, and the record of how it went."""

    body: str
    does: str
    record_id: str


@dataclass(frozen=True)
class _Basis:
    """A kind of count, and the mark that stands for it."""

    shape: str
    filled: bool
    said: str


CASES = _Basis("circle", True, "A circle is a count out of inspected cases")
UNIT = _Basis("square", True, "a square a count for the whole unit")
LIMIT = _Basis("triangle-up", True, "a triangle a length of time")
WORDS = _Basis("diamond", False, "an open diamond a finding without a figure")
BASES = (CASES, UNIT, LIMIT, WORDS)

COUNTS = {"strength": "success", "concern": "failure"} | dict.fromkeys(
    ("context", "reply"), "neutral"
)
"""What a finding's tone comes to, in the words used of figures."""

COLOURS = {"success": theme.SUCCESS, "failure": theme.FAILURE, "neutral": theme.WAITING}
"""The words beside each mark say the same."""


SAID = {"success": "good work", "failure": "missing work"}
"""What a count of inspected cases counts, printed beside it."""


@dataclass(frozen=True)
class _Told:
    """A step with what its record says."""

    step: Step
    basis: _Basis
    figure: str
    words: str
    of: str
    counts: str
    inspection: Inspection
    citations: tuple[Citation, ...]


def pathway(register: Register, steps: Sequence[Step], *, name: str, title: str) -> Figure:
    """Return the steps in their order, between at most two bodies.

    Raises ``UnknownId`` for an unknown record, and ``ValueError`` unless the records are of one
    inspection and the bodies one or two.
    """
    told = [_tell(register, each) for each in steps]
    bodies = list(dict.fromkeys(each.body for each in steps))
    inspections = {each.inspection.inspection_id: each.inspection for each in told}
    if len(inspections) != 1 or len(bodies) > 2:
        raise ValueError("a pathway needs records of one inspection, and one or two bodies")
    (inspection,) = inspections.values()

    def draw(width: int, narrow: bool) -> alt.LayerChart:
        return _draw(told, bodies, width=width, narrow=narrow)

    return build(
        name=f"{name}-{inspection.year}",
        title=title,
        subtitle=(
            "Steps of an enquiry and what was found at each. "
            f"{place(register, inspection)}, {reports([inspection])}."
        ),
        note=_note(told),
        description=_description(told),
        rows=[(each.step.record_id, _cells(each)) for each in told],
        uses=[each.step.record_id for each in told],
        citations=stated(told),
        draw=draw,
    )


def basis_of(fact: Fact) -> _Basis:
    """Return what a figure was counted in: inspected cases, the whole unit, or time."""
    if fact.total is not None:
        return CASES
    return LIMIT if fact.unit in wording.TIMES else UNIT


def _tell(register: Register, step: Step) -> _Told:
    record: Fact | Finding
    if step.record_id in register.facts:
        record = register.facts[step.record_id]
        told = (basis_of(record), wording.say_with_unit(record), record.label, record.population)
        counts = record.counts
    else:
        record = find(register.findings, step.record_id, kind="fact or finding")
        told = (WORDS, "no figure", wording.fill(record.statement, register), "")
        counts = COUNTS[record.tone]
    if record.inspection is None:
        raise ValueError(f"{step.record_id} belongs to no inspection")
    return _Told(step, *told, counts, record.inspection, record.citations)


def _note(told: list[_Told]) -> str:
    used = [each.said for each in BASES if each in {one.basis for one in told}]
    said = [f"{capital(listing(used))}."]
    if {"success", "failure"} <= {each.counts for each in told if each.basis is CASES}:
        said.append(
            f"Of the cases, some figures count {SAID['failure']} and others {SAID['success']}."
        )
    said.append("Do not subtract or multiply figures along the path: they count different things.")
    return " ".join(said)


def _description(told: list[_Told]) -> str:
    lines = [
        f"Step {number}, {each.step.body}: {each.step.does}. {_sentence(each)}"
        for number, each in enumerate(told, start=1)
    ]
    return f"A path of {wording.in_prose(len(told))} steps. {' '.join(lines)}"


def _sentence(each: _Told) -> str:
    if each.basis is WORDS:
        return f"{each.words.rstrip('.')} (no figure)."
    return f"{each.words}: {each.figure}, counted in {each.of}."


def _cells(each: _Told) -> dict[str, str]:
    return {
        "Step": each.step.does,
        "By": each.step.body,
        "Figure": each.figure,
        "What was found": each.words,
        "Counted in": each.of or "not counted",
    }


def _draw(told: list[_Told], bodies: list[str], *, width: int, narrow: bool) -> alt.LayerChart:
    canvas = Canvas(width=width, narrow=narrow)
    lanes = [34.0, 98.0] if narrow else [52.0, 152.0]
    left = 132 if narrow else 216
    for body, x in zip(bodies, lanes, strict=False):
        canvas.text([body], x=x, y=2, bold=True, align="center")
    top = float(canvas.line_height + 10)
    places: list[tuple[float, float]] = []
    for number, each in enumerate(told, start=1):
        places.append((lanes[bodies.index(each.step.body)], top + canvas.line_height / 2 - 2))
        top = _write(canvas, each, number=number, left=left, top=top) + 18
    for x in lanes[: len(bodies)]:
        canvas.line((x, canvas.line_height + 4), (x, top - 18), colour=theme.GRID, width=2)
    for start, end in zip(places, places[1:], strict=False):
        _arrow(canvas, start, end)
    for each, (x, y) in zip(told, places, strict=True):
        canvas.mark(
            each.basis.shape,
            x=x,
            y=y,
            colour=COLOURS[each.counts],
            size=190,
            filled=each.basis.filled,
            record=each.step.record_id,
        )
    return canvas.chart(height=top - 14)


def _write(canvas: Canvas, each: _Told, *, number: int, left: float, top: float) -> float:
    room = canvas.width - left
    y = canvas.text(
        canvas.wrap(f"{number}. {each.step.does}", pixels=room), x=left, y=top, bold=True
    )
    if each.basis is not WORDS:
        kind = SAID.get(each.counts, "") if each.basis is CASES else ""
        figure = canvas.wrap(": ".join(filter(None, [capital(each.figure), kind])), pixels=room)
        y = canvas.text(figure, x=left, y=y, colour=COLOURS[each.counts], bold=True)
    y = canvas.text(canvas.wrap(each.words, pixels=room), x=left, y=y)
    if each.of:
        of = canvas.wrap(f"Counted in: {each.of}", pixels=room)
        y = canvas.text(of, x=left, y=y, colour=theme.MUTED)
    return y


def _arrow(canvas: Canvas, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Lead down one lane and across to the next step, with a head before it."""
    (x, y), (x_end, y_end) = start, end
    turn = y_end - 22
    canvas.line((x, y + 12), (x, turn if x != x_end else y_end - 14), width=2)
    if x != x_end:
        canvas.line((x, turn), (x_end, turn), width=2)
        canvas.line((x_end, turn), (x_end, y_end - 14), width=2)
    canvas.mark("triangle-down", x=x_end, y=y_end - 14, colour=theme.AXIS, size=50)
