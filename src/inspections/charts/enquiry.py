"""One enquiry step by step: who acts, and what inspectors counted or noted at that step.

The steps are an order of work, not a chain of figures: each number has its own base. Where no
source says on whose side something waits, the step shows both sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from inspections.drawing import theme
from inspections.drawing.canvas import Canvas, on_canvas
from inspections.drawing.figure import Figure, build, chosen, filled, place_and_report, sources_of
from inspections.language import wording

PERSON = (
    "M0,-1A.42,.42,0,1,1,0,-.16A.42,.42,0,1,1,0,-1ZM-.85,1C-.85,.2,-.4,0,0,0C.4,0,.85,.2,.85,1Z"
)
SHIELD = "M0,-1L.85,-.7C.85,.2,.5,.75,0,1C-.5,.75,-.85,.2,-.85,-.7Z"
"""A head with shoulders, and a shield, as Vega draws symbols."""

Who = Literal["officer", "police", "both"]

ICONS: dict[Who, tuple[str, ...]] = {
    "officer": (PERSON,),
    "police": (SHIELD,),
    "both": (PERSON, SHIELD),
}
SIDES: dict[Who, str] = {
    "officer": "Probation",
    "police": "Police",
    "both": "Not stated: no source we read says why",
}

LEFT = 64
"""Pixels that the icons take."""


@dataclass(frozen=True)
class Step:
    """A step: on which side, what is done, and the number noted there."""

    who: Who
    does: str
    fact_id: str


def enquiry(
    facts: pd.DataFrame, steps: Sequence[Step], *, title: str, name: str = "one-enquiry"
) -> Figure:
    """Return the way of one enquiry, in the order of ``steps``.

    ``title`` may name a row as ``[[fact_id]]``. Raises ``ValueError`` for an id in no row.
    """
    table = chosen(facts, [step.fact_id for step in steps])
    told = list(zip(steps, table.to_dict("records"), strict=True))
    note = (
        "Each number counts something different. They do not form a chain: do not subtract one "
        "from another. That they belong to these steps is our reading: the article names no "
        "addressee, nor what the responses answer."
    )
    return build(
        name=name,
        title=filled(title, table),
        subtitle=f"What inspectors noted at each step. {place_and_report(table)}",
        note=note,
        description=_description(told, note),
        rows=[(row["fact_id"], _cells(place, step, row)) for place, (step, row) in _count(told)],
        uses=table["fact_id"],
        source_ids=sources_of(table),
        draw=on_canvas(lambda canvas: _paint(canvas, told)),
    )


Told = tuple[Step, dict[str, Any]]


def _count(told: list[Told]) -> list[tuple[int, Told]]:
    return list(enumerate(told, start=1))


def _description(told: list[Told], note: str) -> str:
    lines = [
        f"Step {place}, {SIDES[step.who]}. {step.does}: {row['text']}. {row['label']}."
        for place, (step, row) in _count(told)
    ]
    return f"{wording.in_prose(len(told)).capitalize()} steps. {' '.join(lines)} {note}"


def _cells(place: int, step: Step, row: dict[str, Any]) -> dict[str, str]:
    return {
        "Step": f"{place}. {step.does}",
        "Side": SIDES[step.who],
        "Number": row["text"],
        "What it counts": row["label"],
    }


def _paint(canvas: Canvas, told: list[Told]) -> float:
    left = LEFT if not canvas.narrow else 52
    top, middles = 2.0, []
    for place, (step, row) in _count(told):
        middles.append(top + 20)
        top = _step(canvas, place, step, row, left=left, top=top) + 20
    for start, end in zip(middles, middles[1:], strict=False):
        canvas.line((left / 2 - 6, start + 24), (left / 2 - 6, end - 28), width=2)
        canvas.mark("triangle-down", x=left / 2 - 6, y=end - 26, colour=theme.AXIS, size=70)
    return top - 20


def _step(
    canvas: Canvas, place: int, step: Step, row: dict[str, Any], *, left: float, top: float
) -> float:
    icons = ICONS[step.who]
    for number, icon in enumerate(icons):
        x = left / 2 - 6 + (number - (len(icons) - 1) / 2) * 22
        size = 700 if len(icons) == 1 else 300
        colour = theme.PEOPLE if icon == PERSON else theme.CASES
        canvas.mark(icon, x=x, y=top + 20, colour=colour, size=size, record=row["fact_id"])
    room = canvas.width - left
    below = canvas.write(f"{place}. {step.does}", x=left, y=top, width=room, bold=True) + 2
    # Only a step that inspectors found missing is coloured; what is left open stays neutral.
    colour = theme.FAILURE if row["counts"] == "failure" else theme.INK
    words = row["text"][:1].upper() + row["text"][1:]
    below = canvas.text([words], x=left, y=below, bold=True, size=canvas.large, colour=colour)
    below = canvas.write(row["label"], x=left, y=below, width=room)
    if step.who == "both":
        said = SIDES["both"].partition(": ")[2].capitalize()
        below = canvas.write(said, x=left, y=below, width=room, colour=theme.MUTED)
    return below
