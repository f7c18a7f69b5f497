"""Case findings: counts out of the cases that a question applied to, each with its interval.

Counts of what went well and of what went wrong are two figures, never one scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt

from inspections.arithmetic.statistics import wilson
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
from inspections.language import wording
from inspections.register import Fact, Inspection, Register

Counts = Literal["success", "failure"]

CONFIDENCE = 0.95
_SURE = f"{100 * CONFIDENCE:.0f} per cent"

NUMBER_COLUMN = 78
"""Pixels for '22 of 70' before the label begins."""

LABEL_GAP, ROW_GAP = 14, 30
"""Pixels from a label to the mark that it belongs to, and from a mark to the next label."""

BESIDE = 8
"""Pixels from an interval to the words beside it."""

MARGIN = 1
"""Per cent of the scale that stay free beside those words."""

_ENDS: dict[str, dict[str, Any]] = {
    "high": {"align": "left", "dx": BESIDE},
    "low": {"align": "right", "dx": -BESIDE},
}
"""How words stand beside each end of an interval."""

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
    rows = [_row(fact, beside=wording.percent(fact).replace(" per cent", "%")) for fact in facts]

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
            f"Each {look.shape} is a share of the cases, and the bar with end marks its {_SURE} "
            "Wilson interval. It treats the cases as a random sample, which no source confirms. "
            "Each question applied to cases of its own, some perhaps the same: do not add or "
            "average them."
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
    for row in rows:
        row["beside"] = f"{row['low']:.0f} to {row['high']:.0f}%"

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
            f"Each {look.shape} is the share, and the bar with end marks its {_SURE} Wilson "
            "interval, with the correction for a finite population. It treats the cases as a "
            "random sample, which no source confirms. How many cases there were in all was not "
            "seen: round sizes are made up, the others take one case for each person."
        ),
        description=(
            f"A chart with one row for each of {wording.in_prose(len(rows))} populations, on a "
            f"scale from 0 to 100 per cent of cases. Every {look.shape} stands at "
            f"{wording.say(fact)}, or {fact.share.percent:.1f} per cent; the bar with end marks "
            "through it is its interval. "
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
        f"share, and the bar with end marks through it its {_SURE} interval. {' '.join(lines)}"
    )


def _cells(fact: Fact) -> dict[str, str]:
    return {
        "Finding": fact.label,
        "Cases": wording.say(fact),
        "Per cent": f"{fact.share.percent:.1f}",
        f"{_SURE} interval": _interval(fact),
    }


def _row(fact: Fact, *, label: str = "", population: int | None = None, beside: str = "") -> Row:
    interval = wilson(fact.share, confidence=CONFIDENCE, population=population)
    return {
        "finding": label or fact.fact_id,
        "label": label or fact.label,
        "cases": wording.say(fact),
        "percent": fact.share.percent,
        "low": interval.low,
        "high": interval.high,
        "beside": beside,
    }


def _placed(rows: list[Row], *, width: int, narrow: bool) -> tuple[list[Row], float]:
    """Return rows with their places in pixels from the top, and the height of all.

    A label lies nearer to its own mark than to the one above, however many lines it takes.
    """
    size, small = (each[theme.size_name(narrow)] for each in (theme.TEXT_SIZE, theme.SMALL_SIZE))
    placed: list[Row] = []
    top = 4
    for row in rows:
        lines = theme.wrap(row["label"], pixels=width - NUMBER_COLUMN, size=size)
        mark = top + len(lines) * theme.line_height(size) + LABEL_GAP
        side, covered, uncovered = _side(row, pixels=width - 2, size=small)
        places = {"top": top, "mark": mark, "covered": covered, "uncovered": uncovered}
        placed.append({**row, "lines": lines, "side": side, **places})
        top = mark + ROW_GAP
    return placed, top - ROW_GAP / 3


def _side(row: Row, *, pixels: float, size: int) -> tuple[str, float, float]:
    """Return the end of the interval beside which there is room for words, 'high' or 'low'.

    With it come the ends, in per cent, of what interval and words cover together.
    """
    words = (BESIDE + theme.width_of(row["beside"], size=size)) / pixels * 100
    if row["high"] + words <= 100:
        return "high", row["low"], row["high"] + words + MARGIN
    return "low", row["low"] - words - MARGIN, row["high"]


def _rulers(placed: list[Row]) -> tuple[list[Row], list[Row]]:
    """Return the lines and the strokes of a ruler for each row, clear of what covers it."""
    lines, strokes = [], []
    for row in placed:
        kept = {"finding": row["finding"], "mark": row["mark"]}
        ends = ((0, row["covered"]), (row["uncovered"], 100))
        lines += [{**kept, "from": one, "to": other} for one, other in ends if one < other]
        strokes += [
            {**kept, "at": at} for at in RULER if not row["covered"] < at < row["uncovered"]
        ]
    return lines, strokes


def _draw(rows: list[Row], look: _Look, *, width: int, narrow: bool) -> alt.LayerChart:
    small = theme.SMALL_SIZE[theme.size_name(narrow)]
    placed, height = _placed(rows, width=width, narrow=narrow)
    lines, strokes = _rulers(placed)
    scale = alt.Scale(domain=[0, 100], nice=False)
    axis = alt.Axis(
        values=RULER,
        title="per cent of the cases that the question applied to",
        grid=False,
        labelFlush=True,
    )
    base = alt.Chart(data(placed))
    at, top = (alt.Y(f"{name}:Q", scale=None, axis=None) for name in ("mark", "top"))
    colour = look.colour.light
    ends = [
        base.mark_tick(color=colour, thickness=2, size=14, orient="vertical", opacity=1).encode(
            x=alt.X(f"{end}:Q"), y=at
        )
        for end in _ENDS
    ]
    beside = []
    for end in _ENDS:
        if chosen := [row for row in placed if row["side"] == end]:
            beside.append(
                alt.Chart(data(chosen))
                .mark_text(baseline="middle", fontSize=small, **_ENDS[end])
                .encode(x=alt.X(f"{end}:Q"), y=at, text="beside:N")
            )
    layers = [
        alt.Chart(data(lines))
        .mark_rule(color=theme.GRID.light, strokeWidth=1)
        .encode(x=alt.X("from:Q", scale=scale, axis=axis), x2=alt.X2("to:Q"), y=at),
        alt.Chart(data(strokes))
        .mark_tick(color=theme.GRID.light, thickness=1, size=18, orient="vertical", opacity=1)
        .encode(x="at:Q", y=at),
        base.mark_rule(color=colour, strokeWidth=3).encode(
            x=alt.X("low:Q"), x2=alt.X2("high:Q"), y=at
        ),
        *ends,
        base.mark_point(shape=look.shape, filled=True, size=130, color=colour, opacity=1).encode(
            x="percent:Q", y=at
        ),
        *beside,
        base.mark_text(align="left", baseline="top", fontWeight="bold", x=0).encode(
            y=top, text="cases:N"
        ),
        base.mark_text(align="left", baseline="top", x=NUMBER_COLUMN).encode(y=top, text="lines:N"),
    ]
    return alt.LayerChart(layer=layers, width=width - 2, height=height)
