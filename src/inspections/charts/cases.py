"""Case findings: counts out of the cases that a question applied to, each with its interval.

Counts of what went well and of what went wrong are two figures, never one scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

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
    listing,
    place,
    reports,
    rising,
)
from inspections.facts import Fact, Inspection, Register
from inspections.statistics import wilson

Counts = Literal["success", "failure"]

CONFIDENCE = 0.95
_SURE = f"{100 * CONFIDENCE:.0f} per cent"

NUMBER_COLUMN = 78
"""Pixels for '22 of 70' before the label begins."""

RULER = [0, 25, 50, 75, 100]


@dataclass(frozen=True)
class _Look:
    colour: theme.Colour
    shape: str
    message: str
    what: str


_LOOKS: dict[Counts, _Look] = {
    "success": _Look(
        theme.SUCCESS,
        "circle",
        "work was sufficient in",
        "what went well: further right is better",
    ),
    "failure": _Look(
        theme.FAILURE, "diamond", "a step was missing in", "what went wrong: further right is worse"
    ),
}


def case_facts(register: Register, inspection: Inspection, *, counts: Counts) -> list[Fact]:
    """Return the stated counts out of cases of one inspection, the largest share first.

    Raises ``ValueError`` where there are none, or where one is not exact.
    """
    found = [
        fact
        for fact in register.facts.values()
        if fact.inspection == inspection
        and fact.unit == "cases"
        and fact.total is not None
        and fact.counts == counts
        and fact.derivation is None
    ]
    if not found:
        raise ValueError(f"{inspection.inspection_id} has no {counts} counts out of cases")
    vague = [fact.fact_id for fact in found if fact.qualifier != "exact"]
    if vague:
        raise ValueError(f"an interval needs exact counts: {', '.join(vague)}")
    return sorted(found, key=lambda fact: (-fact.share.percent, fact.fact_id))


def case_findings(
    register: Register, inspection: Inspection, *, counts: Counts = "success"
) -> Figure:
    """Return the success or failure counts of one inspection, each with a Wilson interval."""
    facts = case_facts(register, inspection, counts=counts)
    look = _LOOKS[counts]
    rows = [_row(fact) for fact in facts]

    def draw(width: int, narrow: bool) -> alt.LayerChart:
        return _draw(rows, look, width=width, narrow=narrow)

    return build(
        name=f"case-findings-{counts}-{inspection.year}",
        title=_title(facts, look),
        subtitle=(
            "Share of the cases that each question applied to, with its "
            f"{_SURE} interval. {place(register, inspection)}, {reports([inspection])}."
        ),
        note=(
            f"The thin line is a {_SURE} Wilson interval. It treats the cases as a random sample, "
            "which no source confirms. Each question applied to cases of its own, some perhaps the "
            "same: do not add or average them."
        ),
        description=_description(facts, look),
        rows=[(fact.fact_id, _cells(fact)) for fact in facts],
        uses=[fact.fact_id for fact in facts] + _shares(register, facts),
        citations=agreeing(facts),
        draw=draw,
    )


def in_populations(
    register: Register, fact_id: str, *, sizes: Sequence[int], stated: Sequence[str]
) -> Figure:
    """Return one count with the interval that it has if drawn from populations of several sizes.

    ``sizes`` are made up, ``stated`` names facts that give a size; the last row has no limit.
    Raises ``ValueError`` for a fact that is no count, or a population below its sample.
    """
    fact = register.fact(fact_id)
    if fact.inspection is None or fact.counts not in _LOOKS:
        raise ValueError(f"{fact_id} counts neither successes nor failures of an inspection")
    look = _LOOKS["success" if fact.counts == "success" else "failure"]
    facts = [register.fact(each) for each in stated]
    wholes = [(f"if there are {wording.in_digits(size)} cases in all", size) for size in sizes]
    wholes += [
        (f"if there are {wording.say(each)} cases in all: {rising(each.label)}", int(each.value))
        for each in facts
    ]
    wholes.sort(key=lambda each: each[1])
    chosen = [*wholes, ("if there is no limit to the cases", None)]
    rows = [_row(fact, label=label, population=size) for label, size in chosen]

    def draw(width: int, narrow: bool) -> alt.LayerChart:
        return _draw(rows, look, width=width, narrow=narrow)

    return build(
        name=f"populations-of-{fact_id}",
        title=f"The interval of {wording.say(fact)} narrows only where nearly all cases were read",
        subtitle=(
            f"One count with its {_SURE} interval, if drawn from so many cases in all. "
            f"{place(register, fact.inspection)}, {reports([fact.inspection])}."
        ),
        note=(
            f"The {_SURE} Wilson interval, with the correction for a finite population. It treats "
            "the cases as a random sample, which no source confirms. How many cases there were in "
            "all was not seen: round sizes are made up, the others take one case for each person."
        ),
        description=(
            f"A chart with one row for each of {wording.in_prose(len(rows))} populations, on a "
            f"scale from 0 to 100 per cent of cases. Every {look.shape} stands at "
            f"{wording.say(fact)}, or {fact.share.percent:.1f} per cent; the thin line through it "
            "is its interval. "
            + " ".join(f"{capital(row['label'])}: {_ends(row)}." for row in rows)
        ),
        rows=[
            (
                fact_id,
                {
                    "Population": capital(row["label"]),
                    "Cases": row["cases"],
                    f"{_SURE} interval": _ends(row),
                },
            )
            for row in rows
        ],
        uses=[fact_id, *stated],
        citations=agreeing([fact, *facts]),
        draw=draw,
    )


def _ends(row: Row) -> str:
    return f"{row['low']:.1f} to {row['high']:.1f} per cent"


def _shares(register: Register, facts: list[Fact]) -> list[str]:
    return [
        fact.fact_id
        for fact in register.facts.values()
        if fact.derivation
        and fact.derivation.operation == "percent"
        and fact.derivation.inputs[0] in facts
    ]


def _title(facts: list[Fact], look: _Look) -> str:
    """Return the counts themselves: a range of shares would set unlike questions side by side."""
    return f"{capital(look.message)} {listing([wording.say(fact) for fact in facts])} cases"


def _interval(fact: Fact) -> str:
    interval = wilson(fact.share, confidence=CONFIDENCE)
    return f"{interval.low:.1f} to {interval.high:.1f}"


def _description(facts: list[Fact], look: _Look) -> str:
    lines = [
        f"{fact.label}: {wording.say(fact)}, or {fact.share.percent:.1f} per cent "
        f"(interval {_interval(fact)})."
        for fact in facts
    ]
    return (
        f"A chart with one row for each of {wording.in_prose(len(facts))} "
        f"question{'s' if len(facts) > 1 else ''}, on a scale "
        f"from 0 to 100 per cent of cases; the counts are of {look.what}. Each {look.shape} is a "
        f"share, and the thin line through it a {_SURE} interval. {' '.join(lines)}"
    )


def _cells(fact: Fact) -> dict[str, str]:
    return {
        "Finding": fact.label,
        "Cases": wording.say(fact),
        "Per cent": f"{fact.share.percent:.1f}",
        f"{_SURE} interval": _interval(fact),
    }


def _row(fact: Fact, *, label: str = "", population: int | None = None) -> Row:
    interval = wilson(fact.share, confidence=CONFIDENCE, population=population)
    return {
        "finding": label or fact.fact_id,
        "label": label or fact.label,
        "cases": wording.say(fact),
        "percent": fact.share.percent,
        "low": interval.low,
        "high": interval.high,
    }


def _draw(rows: list[Row], look: _Look, *, width: int, narrow: bool) -> alt.LayerChart:
    size = theme.TEXT_SIZE[theme.size_name(narrow)]
    labels = [theme.wrap(row["label"], pixels=width - NUMBER_COLUMN, size=size) for row in rows]
    step = theme.longest(labels) * theme.line_height(size) + 46
    mark_y, text_y = step / 2 - 22, -step / 2 + 4
    shown = data([{**row, "lines": lines} for row, lines in zip(rows, labels, strict=True)])
    ruler = data({"finding": row["finding"], "at": at} for row in rows for at in RULER)
    band = alt.Y("finding:N", sort=None, axis=None, scale=alt.Scale(padding=0))
    scale = alt.Scale(domain=[0, 100], nice=False)
    axis = alt.Axis(
        values=RULER,
        title="per cent of the cases that the question applied to",
        grid=False,
        labelFlush=True,
    )
    base, ground = alt.Chart(shown), alt.Chart(ruler)
    from_, to = alt.X("low:Q"), alt.X2("high:Q")
    colour = look.colour.light
    ends = [
        base.mark_tick(
            color=colour, thickness=2, size=14, orient="vertical", opacity=1, yOffset=mark_y
        ).encode(x=alt.X(f"{end}:Q"), y=band)
        for end in ("low", "high")
    ]
    layers = [
        ground.mark_line(color=theme.GRID.light, strokeWidth=1, yOffset=mark_y).encode(
            x=alt.X("at:Q", scale=scale, axis=axis), y=band, detail="finding:N"
        ),
        ground.mark_tick(
            color=theme.GRID.light,
            thickness=1,
            size=18,
            orient="vertical",
            opacity=1,
            yOffset=mark_y,
        ).encode(x="at:Q", y=band),
        base.mark_rule(color=colour, strokeWidth=2, yOffset=mark_y).encode(x=from_, x2=to, y=band),
        *ends,
        base.mark_point(
            shape=look.shape, filled=True, size=130, color=colour, opacity=1, yOffset=mark_y
        ).encode(x="percent:Q", y=band),
        base.mark_text(align="left", baseline="top", fontWeight="bold", x=0, yOffset=text_y).encode(
            y=band, text="cases:N"
        ),
        base.mark_text(align="left", baseline="top", x=NUMBER_COLUMN, yOffset=text_y).encode(
            y=band, text="lines:N"
        ),
    ]
    return alt.LayerChart(layer=layers, width=width - 2, height=step * len(rows))
