"""A caseload: groups that a total of our own is made of, people and cases told apart."""

from __future__ import annotations

import altair as alt

from inspections import wording
from inspections.charts import theme
from inspections.charts.figure import (
    Figure,
    Row,
    agreeing,
    build,
    capital,
    data,
    place,
    reports,
    rising,
    whole_steps,
)
from inspections.facts import Fact, Register

COLOURS = (theme.PEOPLE, theme.CASES)
"""One colour for each unit, in order of first appearance; every label names its unit too."""

BAR = 22


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
            f"{capital(' and '.join(_units(facts)))} the unit was responsible for. "
            f"{place(register, total.inspection)}, {reports([total.inspection])}."
        ),
        note=_note(register, total),
        description=_description(facts, _note(register, total)),
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
        f"A bar chart with {wording.in_prose(len(facts))} bars on a scale from zero. "
        f"{' '.join(lines)} {note}"
    )


def _cells(fact: Fact) -> dict[str, str]:
    return {
        "Group": fact.label,
        "Figure": wording.say_with_unit(fact),
        "Stated by": "our own sum" if fact.derivation else "source",
    }


def _rows(facts: list[Fact], *, width: int, size: int) -> list[Row]:
    return [
        {
            "fact": fact.fact_id,
            "value": fact.value,
            "unit": fact.unit,
            "said": wording.say_with_unit(fact),
            "lines": theme.wrap(fact.label, pixels=width - 110, size=size),
        }
        for fact in facts
    ]


def _draw(facts: list[Fact], *, width: int, narrow: bool) -> alt.LayerChart:
    size = theme.TEXT_SIZE[theme.size_name(narrow)]
    rows = _rows(facts, width=width, size=size)
    text_height = theme.longest([row["lines"] for row in rows]) * theme.line_height(size)
    step = text_height + BAR + 20
    units = _units(facts)
    base = alt.Chart(data(rows))
    band = alt.Y("fact:N", sort=None, axis=None, scale=alt.Scale(padding=0))
    steps = whole_steps(max(float(fact.value) for fact in facts))
    value = alt.X(
        "value:Q",
        scale=alt.Scale(domain=[0, steps[-1]], nice=False),
        axis=alt.Axis(
            title=" or ".join(units), format=",d", values=steps, grid=False, labelFlush=True
        ),
    )
    colour = alt.Color(
        "unit:N",
        legend=None,
        scale=alt.Scale(domain=units, range=[each.light for each in COLOURS[: len(units)]]),
    )
    top = 4 - step / 2
    layers = [
        base.mark_bar(size=BAR, yOffset=step / 2 - BAR / 2 - 10).encode(
            x=value, y=band, color=colour
        ),
        base.mark_text(align="left", baseline="top", fontWeight="bold", x=0, yOffset=top).encode(
            y=band, text="said:N"
        ),
        base.mark_text(align="left", baseline="top", x=110, yOffset=top).encode(
            y=band, text="lines:N"
        ),
    ]
    return alt.LayerChart(layer=layers, width=width - 2, height=step * len(rows))
