"""Shares with their intervals, for those who learn what a sample can tell.

The interval is Wilson's. It holds for cases like a random sample, which no source we read
confirms, so that no page for the public shows it.
"""

from collections.abc import Collection, Sequence
from math import sqrt
from statistics import NormalDist
from typing import Any

import pandas as pd

from inspections.arithmetic.statistics import CONFIDENCE, Share, to_whole, wilson
from inspections.drawing import style
from inspections.drawing.canvas import Align, Canvas, Point, on_canvas
from inspections.drawing.figure import (
    ChartRow,
    Figure,
    build,
    capital,
    place_and_report,
    rows_of,
    sources_of,
)
from inspections.language import wording

SURE = f"{100 * CONFIDENCE:.0f} per cent"
LIMITS = "Intervals take cases for a random sample, which no source we read confirms."
KEY = f"share, and its {SURE} Wilson interval"
ADJUSTED = "share, and its interval as the row says"
LOOKS = {"success": ("circle", style.SUCCESS), "failure": ("diamond", style.FAILURE)}
RULER: dict[int, Align] = {0: "left", 25: "center", 50: "center", 75: "center", 100: "right"}
"""The marks of the scale, and how each is set."""


def intervals(
    cases: pd.DataFrame,
    *,
    title: str,
    below_half: Collection[str] = (),
    above_half: Collection[str] = (),
    name: str = "case-intervals",
) -> Figure:
    """Return the share of each row of ``cases`` (as of ``Book.case_findings``) with its interval.

    The rows keep their order: by size they would read as a ranking of unlike questions.

    All rows must count the same, what was good enough or what was missing: raises ``ValueError``
    otherwise, and where a count is not exact. ``title`` may name a row as ``[[fact_id]]``, and say
    which ids have their whole interval ``below_half`` or ``above_half``: raises ``ValueError``
    where one reaches a half.
    """
    if (counted := set(cases["counts"])) not in ({"success"}, {"failure"}):
        kinds = ", ".join(sorted(counted)) or "nothing"
        raise ValueError(f"intervals need rows that all count success, or failure, not {kinds}")
    if about := list(cases["fact_id"][cases["qualifier"] != "exact"]):
        raise ValueError(f"intervals need exact counts, unlike {', '.join(about)}")
    rows = [_row(row, label=row["label"]) for row in cases.to_dict("records")]
    low = {row["fact_id"] for row in rows if row["high"] < 50}
    high = {row["fact_id"] for row in rows if row["low"] > 50}
    if wrong := [*sorted(set(below_half) - low), *sorted(set(above_half) - high)]:
        raise ValueError(f"not the whole interval is on that side of a half: {', '.join(wrong)}")
    return _figure(
        rows,
        name=name,
        title=title,
        subtitle="Share of cases.",
        note="Rows may share cases: don’t add them.",
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
    fact, *others = rows_of(facts, [fact_id, *stated])
    if fact["counts"] not in LOOKS:
        raise ValueError(f"{fact_id} counts neither successes nor failures")
    return _figure(
        _of_sizes(fact, others, sizes) + _widened(fact, design_effects, at_once),
        name=f"populations-of-{fact_id}",
        title=title.replace("[[{}]]", f"[[{fact_id}]]"),
        subtitle="By what is taken for granted.",
        key=ADJUSTED,
        note=(
            "With a number of cases it is corrected for a finite population. We have not seen how "
            "many cases there were in all; round sizes are made up."
        ),
        uses=[fact_id, *stated],
        source_ids=sources_of([fact, *others]),
    )


def _figure(
    rows: list[ChartRow], *, subtitle: str, note: str, key: str = KEY, **options: Any
) -> Figure:
    interval = f"{SURE} interval" if key == KEY else "Interval"
    return build(
        rows,
        subtitle=f"{subtitle} {place_and_report(rows)}",
        note=f"{LIMITS} {note}",
        description=f"{len(rows)} rows on a scale from 0 to 100 per cent.",
        cells={"What": "shown", "Cases": "text", "Per cent": "share", interval: "ends"},
        aloud=f"{{What}}: {{Cases}}, or {{Per cent}} per cent (interval {{{interval}}}).",
        draw=on_canvas(lambda canvas: _paint(canvas, rows, key)),
        **options,
    )


def _of_sizes(fact_row: ChartRow, others: list[ChartRow], sizes: Sequence[int]) -> list[ChartRow]:
    wholes = [(f"if there are {wording.in_digits(size)} cases in all", size) for size in sizes]
    for other in others:
        label = other["label"][:1].lower() + other["label"][1:]
        wholes.append((f"if there are {other['text']} cases in all: {label}", other["value"]))
    ordered = [*sorted(wholes, key=lambda whole: whole[1]), ("if there is no limit", None)]
    return [_row(fact_row, label=label, population=size) for label, size in ordered]


def _widened(
    fact_row: ChartRow, effects: Sequence[float], at_once: Sequence[int]
) -> list[ChartRow]:
    labels = [(f"with a design effect of {by:g}, made up", _clustered(by)) for by in effects]
    for many in at_once:
        sure = 1 - (1 - CONFIDENCE) / many
        phrase = f"{wording.in_percent(100 * sure)} each"
        labels.append((f"for {wording.in_digits(many)} intervals to hold at once, {phrase}", sure))
    return [_row(fact_row, label=label, confidence=sure) for label, sure in labels]


def _clustered(effect: float) -> float:
    """Return the confidence that widens an interval as a design effect does.

    To divide the size by the effect is to multiply the squared z by it.
    """
    normal = NormalDist()
    return 2 * normal.cdf(normal.inv_cdf((1 + CONFIDENCE) / 2) * sqrt(effect)) - 1


def _row(
    fact_row: ChartRow, *, label: str, population: int | None = None, confidence: float = CONFIDENCE
) -> ChartRow:
    share = Share(count=int(fact_row["value"]), total=int(fact_row["total"]))
    size = None if population is None else int(population)
    interval = wilson(share, confidence=confidence, population=size)
    ends = {"percent": share.percent, "low": interval.low, "high": interval.high}
    cells = {"share": f"{share.percent:.1f}", "ends": f"{interval.low:.1f} to {interval.high:.1f}"}
    return {**fact_row, **ends, **cells, "shown": capital(label)}


def _paint(canvas: Canvas, rows: list[ChartRow], key: str) -> float:
    top = canvas.text(key, (50, 2), colour=style.MUTED) + 10
    for row in rows:
        below = canvas.text(row["text"], (0, top), bold=True)
        words = canvas.text(row["shown"], (70, top), width=canvas.width - 70)
        top = _interval(canvas, row, y=max(below, words) + 12) + 22
    for percent, align in RULER.items():
        x = canvas.width * percent / 100
        canvas.text(f"{percent}%", (x, top - 6), align=align, colour=style.MUTED)
    # The key's mark comes last: what is added first lies below everything of another look.
    middle, (shape, colour) = canvas.line_height / 2, LOOKS[rows[0]["counts"]]
    _bar(canvas, (2, middle), 40, colour)
    canvas.mark(shape, (21, middle), colour=colour, size=130)
    return top - 6 + canvas.line_height


def _interval(canvas: Canvas, row: ChartRow, *, y: float) -> float:
    """Draw one interval on its ruler, in words below its mark; return the y below."""
    shape, colour = LOOKS[row["counts"]]
    low, at, high = (canvas.width * row[name] / 100 for name in ("low", "percent", "high"))
    canvas.line((0, y), (canvas.width, y), colour=style.GRID)
    for percent in RULER:
        x = canvas.width * percent / 100
        tick = style.AXIS if percent == 50 else style.GRID
        canvas.line((x, y - 6), (x, y + 6), colour=tick)
    _bar(canvas, (low, y), high, colour)
    canvas.mark(shape, (at, y), colour=colour, size=130, record=row["fact_id"])
    percent, *ends = (to_whole(row[name]) for name in ("percent", "low", "high"))
    label = f"{percent}% ({ends[0]} to {ends[1]})"
    half = style.width_of(label, size=canvas.size) / 2
    x = min(max(at, half), canvas.width - half)
    return canvas.text(label, (x, y + 10), align="center")


def _bar(canvas: Canvas, start: Point, end: float, colour: style.Colour) -> None:
    """Draw an interval, a line with its ends marked, from a point to an x."""
    low, y = start
    canvas.line(start, (end, y), colour=colour, width=3)
    for x in (low, end):
        canvas.line((x, y - 7), (x, y + 7), colour=colour, width=2)
