"""One enquiry step by step: who acts, and what inspectors counted or noted at that step.

The steps are an order of work, not a chain of figures: each number has its own base, so that each
step stands alone between lines. Where no source says on whose side something waits, the step
shows both sides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from inspections.drawing import style
from inspections.drawing.canvas import Canvas, on_canvas
from inspections.drawing.figure import ChartRow, Figure, build, capital, place_and_report, rows_of
from inspections.language import wording

PERSON = (
    "M0,-1A.42,.42,0,1,1,0,-.16A.42,.42,0,1,1,0,-1ZM-.85,1C-.85,.2,-.4,0,0,0C.4,0,.85,.2,.85,1Z"
)
SHIELD = "M0,-1L.85,-.7C.85,.2,.5,.75,0,1C-.5,.75,-.85,.2,-.85,-.7Z"
"""A head with shoulders, and a shield, as Vega draws symbols."""

Who = Literal["officer", "police", "both"]

SIDES: dict[Who, tuple[str, tuple[str, ...]]] = {
    "officer": ("Probation", (PERSON,)),
    "police": ("Police", (SHIELD,)),
    "both": ("Between the two", (PERSON, SHIELD)),
}
"""What each side is called, and its icons."""


@dataclass(frozen=True)
class Step:
    """A step: on which side, what is done, and the number noted there."""

    who: Who
    does: str
    fact_id: str


def enquiry(
    facts: pd.DataFrame,
    steps: Sequence[Step],
    *,
    title: str,
    note: str,
    name: str = "one-enquiry",
) -> Figure:
    """Return the way of one enquiry, in the order of ``steps``.

    ``title`` may name a row as ``[[fact_id]]``; ``note`` says what the article leaves open. Raises
    ``ValueError`` for an id in no row, an unknown side, and facts of several inspections or none.
    """
    step_rows = rows_of(facts, [step.fact_id for step in steps])
    for step, row in zip(steps, step_rows, strict=True):
        if step.who not in SIDES:
            raise ValueError(f"'{step.who}' is no side of an enquiry: use {', '.join(SIDES)}")
        if not row["inspection_id"] or row["inspection_id"] != step_rows[0]["inspection_id"]:
            raise ValueError(
                f"an enquiry needs facts of one inspection, unlike {step.fact_id} of "
                f"{row['inspection_id'] or 'none'}"
            )
    rows = [
        {**row, "side": SIDES[step.who][0], "who": step.who, "does": f"{place}. {step.does}"}
        for place, (step, row) in enumerate(zip(steps, step_rows, strict=True), start=1)
    ]
    return build(
        rows,
        name=name,
        title=title,
        subtitle=place_and_report(rows),
        note=note,
        description=f"{wording.in_prose(len(rows)).capitalize()} steps.",
        cells={"Step": "does", "Side": "side", "Number": "text", "What it counts": "label"},
        aloud="{Step}. {Side}. {Number}: {What it counts}.",
        draw=on_canvas(lambda canvas: _paint(canvas, rows)),
    )


def _paint(canvas: Canvas, rows: list[ChartRow]) -> float:
    left = 52 if canvas.narrow else 64
    top, room = 0.0, canvas.width - left
    for row in rows:
        if top:
            canvas.line((0, top), (canvas.width, top))
        icons = SIDES[row["who"]][1]
        for number, icon in enumerate(icons):
            x = left / 2 - 6 + (number - (len(icons) - 1) / 2) * 22
            colour = style.PEOPLE if icon == PERSON else style.CASES
            size = 700 / len(icons) ** 1.2
            canvas.mark(icon, (x, top + 32), colour=colour, size=size, record=row["fact_id"])
        top = canvas.text(row["does"], (left, top + 10), width=room, bold=True) + 2
        # Only a step that inspectors found missing is coloured; what is left open stays neutral.
        colour = style.FAILURE if row["counts"] == "failure" else style.INK
        words = capital(row["text"])
        top = canvas.text(words, (left, top), bold=True, size=canvas.large, colour=colour)
        top = canvas.text(row["label"], (left, top), width=room)
        top += 8
    return top
