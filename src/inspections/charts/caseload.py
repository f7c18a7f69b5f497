"""A caseload: groups that a total of our own is made of, people and cases told apart.

Each group is drawn as marks that stand for a stated number each, so that its size can be seen
and counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import altair as alt

from inspections.charts import theme
from inspections.charts.canvas import Canvas
from inspections.charts.figure import (
    Figure,
    agreeing,
    build,
    capital,
    place,
    reports,
    rising,
    round_numbers,
)
from inspections.language import wording
from inspections.register import Fact, Register

COLOURS = (theme.PEOPLE, theme.CASES)
SHAPES = ("circle", "square")
"""A colour and a shape for each unit, in order of first appearance; each label names it too."""

MOST = 140
"""Marks that a group is drawn with at most."""

ROW = {"wide": 40, "narrow": 20}
PITCH, SIZE = 13, 80
TEN, TEN_GAP = 10, 8
"""Marks in a row; pixels from one to the next and their area; a gap after every ten."""


def caseload(register: Register, total_id: str) -> Figure:
    """Return the groups that the derived fact ``total_id`` adds up, in its order.

    The total is said in the note, as our own sum with what it assumes, and never drawn.
    Raises ``ValueError`` unless the total is a sum of exact figures of one inspection, in at
    most two units.
    """
    total = register.fact(total_id)
    if total.derivation is None or total.derivation.operation != "sum" or not total.inspection:
        raise ValueError(f"{total_id} is not a sum of figures of one inspection")
    facts = list(total.derivation.inputs)
    if total.qualifier != "exact" or len(_units(facts)) > len(COLOURS):
        raise ValueError(f"{total_id} must add exact figures in at most {len(COLOURS)} units")

    def draw(width: int, narrow: bool) -> alt.LayerChart:
        return _draw(facts, width=width, narrow=narrow)

    return build(
        name=f"caseload-{total.inspection.year}",
        title=_title(facts),
        subtitle=(
            f"{capital(' and '.join(_units(facts)))} the unit was responsible for. {_key(facts)} "
            f"{place(register, total.inspection)}, {reports([total.inspection])}."
        ),
        note=_note(register, total),
        description=_description(facts, f"{_key(facts)} {_note(register, total)}"),
        rows=[(fact.fact_id, _cells(fact)) for fact in [*facts, total]],
        uses=[*(fact.fact_id for fact in facts), total_id],
        citations=agreeing(facts),
        draw=draw,
    )


def _units(facts: list[Fact]) -> list[str]:
    return list(dict.fromkeys(fact.unit for fact in facts))


def _title(facts: list[Fact]) -> str:
    largest = max(facts, key=lambda fact: fact.value)
    groups = wording.in_prose(len(facts))
    return f"{largest.label} were the largest of {groups} groups: {wording.say_with_unit(largest)}"


def _key(facts: list[Fact]) -> str:
    kinds = [
        f"each {shape} stands for {wording.in_prose(per_mark(facts))} {unit}"
        for shape, unit in zip(SHAPES, _units(facts), strict=False)
    ]
    return f"{capital(', '.join(kinds))}, rounded to whole marks."


def _note(register: Register, total: Fact) -> str:
    if total.derivation is None:
        raise ValueError(f"{total.fact_id} is not our own sum")
    said = f"Together {wording.say_with_unit(total)}: our own sum, which no source states."
    if not total.derivation.assumption:
        return said
    condition = rising(wording.fill(total.derivation.assumption, register))
    return f"{said} It is right only if {condition}"


def _description(facts: list[Fact], note: str) -> str:
    lines = [f"{fact.label}: {wording.say_with_unit(fact)}." for fact in facts]
    return (
        f"A picture of {wording.in_prose(len(facts))} groups, one below the other, as rows of "
        f"marks. "
        f"{' '.join(lines)} {note}"
    )


def _cells(fact: Fact) -> dict[str, str]:
    return {
        "Group": fact.label,
        "Figure": wording.say_with_unit(fact),
        "Stated by": "our own sum" if fact.derivation else "source",
    }


def _heading(fact: Fact) -> str:
    """Return the figure and its label, the unit said once: '666 cases of people in prison'."""
    if fact.label.lower().startswith(f"{fact.unit} "):
        return f"{wording.say(fact)} {rising(fact.label)}"
    return f"{wording.say_with_unit(fact)}: {fact.label}"


def per_mark(facts: Sequence[Fact]) -> int:
    """Return how many people or cases a mark stands for: a round number, so that few are drawn."""
    largest = max(float(fact.value) for fact in facts)
    return next(size for size in round_numbers() if largest / size <= MOST)


def marks(fact: Fact, *, each: int) -> int:
    """Return the number of marks that a figure is drawn as, to the nearest, halves up."""
    return int(fact.value / each + 0.5)


def _draw(facts: list[Fact], *, width: int, narrow: bool) -> alt.LayerChart:
    canvas = Canvas(width=width, narrow=narrow)
    each, units = per_mark(facts), _units(facts)
    row = ROW["narrow" if narrow else "wide"]
    top = 2.0
    for fact in facts:
        said = canvas.wrap(_heading(fact), pixels=canvas.width)
        top = canvas.text(said, x=0, y=top, bold=True) + PITCH
        look = units.index(fact.unit)
        for number in range(marks(fact, each=each)):
            down, across = divmod(number, row)
            canvas.mark(
                SHAPES[look],
                x=PITCH / 2 + across * PITCH + across // TEN * TEN_GAP,
                y=top + down * PITCH,
                colour=COLOURS[look],
                size=SIZE,
                record=fact.fact_id,
            )
        top += ceil(marks(fact, each=each) / row) * PITCH + PITCH
    return canvas.chart(height=top - PITCH)
