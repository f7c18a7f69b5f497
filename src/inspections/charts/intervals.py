"""Shares with their intervals, for those who learn what a sample can tell.

The interval is Wilson's. It holds for cases like a random sample, which no source confirms, so
that no page for the public shows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist
from typing import Any

import pandas as pd

from inspections.arithmetic.statistics import Share, wilson
from inspections.drawing import theme
from inspections.drawing.canvas import Align, Canvas, on_canvas
from inspections.drawing.figure import (
    Figure,
    build,
    capital,
    chosen,
    filled,
    place_and_report,
    rising,
    sources_of,
)
from inspections.language import wording

CONFIDENCE = 0.95
SURE = f"{100 * CONFIDENCE:.0f} per cent"
LIMITS = (
    f"The mark is a share of the cases, the bar with ends its {SURE} Wilson interval. It treats "
    "the cases as a random sample, which no source confirms."
)
LOOKS = {"success": ("circle", theme.SUCCESS), "failure": ("diamond", theme.FAILURE)}
RULER = (0, 25, 50, 75, 100)

Row = dict[str, Any]


def intervals(cases: pd.DataFrame, *, title: str, name: str = "case-intervals") -> Figure:
    """Return the share of each row of ``cases`` (as of ``Book.case_findings``) with its interval.

    All rows must count the same, what was good enough or what was missing: raises ``ValueError``
    otherwise, and where a count is not exact. ``title`` may name a row as ``[[fact_id]]``.
    """
    if set(cases["counts"]) not in ({"success"}, {"failure"}) or set(cases["qualifier"]) != {
        "exact"
    }:
        raise ValueError("intervals need exact counts that all count successes, or all failures")
    table = cases.sort_values(["percent", "fact_id"], ascending=[False, True])
    rows = [_row(row, label=row["label"]) for row in table.to_dict("records")]
    return build(
        name=name,
        title=filled(title, table),
        subtitle=f"Share of the cases of each question. {place_and_report(table)}",
        note=f"{LIMITS} Questions may share cases: do not add or average them.",
        description=f"{_description(rows)} {LIMITS}",
        rows=[(row["fact_id"], _cells(row)) for row in rows],
        uses=table["fact_id"],
        source_ids=sources_of(table),
        draw=on_canvas(lambda canvas: _paint(canvas, rows)),
    )


def in_populations(
    facts: pd.DataFrame,
    fact_id: str,
    *,
    sizes: Sequence[int],
    stated: Sequence[str] = (),
    design_effects: Sequence[float] = (),
    at_once: Sequence[int] = (),
    title: str = "The more of all cases were inspected, the narrower the interval of [[{}]]",
) -> Figure:
    """Return one count with its interval if drawn from populations of several sizes.

    ``sizes`` are made up, ``stated`` names facts that give a size; then comes no limit, clusters
    by their design effects, and numbers of intervals that are to hold at once (Bonferroni).
    Raises ``ValueError`` for an id in no row, for a number that counts neither successes nor
    failures, and for a population below its sample.
    """
    table = chosen(facts, [fact_id, *stated])
    fact, *others = table.to_dict("records")
    if fact["counts"] not in LOOKS:
        raise ValueError(f"{fact_id} counts neither successes nor failures")
    rows = _of_sizes(fact, others, sizes) + _widened(fact, design_effects, at_once)
    return build(
        name=f"populations-of-{fact_id}",
        title=filled(title.replace("[[{}]]", f"[[{fact_id}]]"), table),
        subtitle=f"One count, by what is taken for granted. {place_and_report(table)}",
        note=(
            f"{LIMITS} With a number of cases it is corrected for a finite population. We have "
            "not seen how many cases there were in all; round sizes are made up."
        ),
        description=f"{_description(rows)} {LIMITS}",
        rows=[(fact_id, _cells(row)) for row in rows],
        uses=table["fact_id"],
        source_ids=sources_of(table),
        draw=on_canvas(lambda canvas: _paint(canvas, rows)),
    )


def _of_sizes(fact: Row, others: list[Row], sizes: Sequence[int]) -> list[Row]:
    wholes = [(f"if there are {wording.in_digits(size)} cases in all", size) for size in sizes]
    wholes += [
        (f"if there are {other['text']} cases in all: {rising(other['label'])}", other["value"])
        for other in others
    ]
    ordered = [*sorted(wholes, key=lambda whole: whole[1]), ("if there is no limit", None)]
    return [_row(fact, label=label, population=size) for label, size in ordered]


def _widened(fact: Row, effects: Sequence[float], at_once: Sequence[int]) -> list[Row]:
    told = [(f"with a design effect of {each:g}, made up", _clustered(each)) for each in effects]
    told += [
        (f"if {wording.in_digits(many)} intervals are to hold at once", 1 - (1 - CONFIDENCE) / many)
        for many in at_once
    ]
    return [_row(fact, label=label, confidence=sure) for label, sure in told]


def _clustered(effect: float) -> float:
    """Return the confidence that widens an interval as a design effect does.

    To divide the size by the effect is to multiply the squared z by it.
    """
    normal = NormalDist()
    return 2 * normal.cdf(normal.inv_cdf((1 + CONFIDENCE) / 2) * sqrt(effect)) - 1


def _row(
    fact: Row, *, label: str, population: int | None = None, confidence: float = CONFIDENCE
) -> Row:
    share = Share(count=int(fact["value"]), total=int(fact["total"]))
    size = None if population is None else int(population)
    interval = wilson(share, confidence=confidence, population=size)
    ends = {"percent": share.percent, "low": interval.low, "high": interval.high}
    return {**fact, **ends, "shown": label}


def _ends(row: Row) -> str:
    return f"{row['low']:.1f} to {row['high']:.1f}"


def _cells(row: Row) -> dict[str, str]:
    return {
        "What": capital(row["shown"]),
        "Cases": row["text"],
        "Per cent": f"{row['percent']:.1f}",
        f"{SURE} interval": _ends(row),
    }


def _description(rows: list[Row]) -> str:
    lines = [
        f"{capital(row['shown'])}: {row['text']}, or {row['percent']:.1f} per cent "
        f"(interval {_ends(row)})."
        for row in rows
    ]
    return f"{len(rows)} rows on a scale from 0 to 100 per cent. {' '.join(lines)}"


def _paint(canvas: Canvas, rows: list[Row]) -> float:
    top = 2.0
    for row in rows:
        below = canvas.text([row["text"]], x=0, y=top, bold=True)
        words = canvas.write(capital(row["shown"]), x=70, y=top, width=canvas.width - 70)
        top = _interval(canvas, row, y=max(below, words) + 12) + 20
    for percent in RULER:
        at: Align = "left" if percent == 0 else "right" if percent == 100 else "center"
        canvas.text([f"{percent}%"], x=_x(canvas, percent), y=top - 6, align=at, colour=theme.MUTED)
    return top + canvas.line_height


def _x(canvas: Canvas, percent: float) -> float:
    return canvas.width * percent / 100


def _interval(canvas: Canvas, row: Row, *, y: float) -> float:
    """Draw one interval on its ruler, with its ends in words below; return the y below."""
    shape, colour = LOOKS[row["counts"]]
    canvas.line((0, y), (canvas.width, y), colour=theme.GRID)
    for percent in RULER:
        x = _x(canvas, percent)
        canvas.line((x, y - 6), (x, y + 6), colour=theme.GRID)
    low, high = _x(canvas, row["low"]), _x(canvas, row["high"])
    canvas.line((low, y), (high, y), colour=colour, width=3)
    for x in (low, high):
        canvas.line((x, y - 7), (x, y + 7), colour=colour, width=2)
    at, record = _x(canvas, row["percent"]), row["fact_id"]
    canvas.mark(shape, x=at, y=y, colour=colour, size=130, record=record)
    said = f"{row['percent']:.0f}% ({row['low']:.0f} to {row['high']:.0f})"
    room = theme.width_of(said, size=canvas.size)
    return canvas.text([said], x=min(low, canvas.width - room), y=y + 10)
