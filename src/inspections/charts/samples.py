"""Samples from a share that is known: how they spread, and a panel to try settings on.

The panel works out the chances where the reader is; the still picture is drawn in ``sampling``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt

from inspections.arithmetic.statistics import Share, chances, middle
from inspections.drawing import theme
from inspections.drawing.figure import data
from inspections.language import wording
from inspections.register import Fact

COVERAGE = 0.95
SURE = f"at least {100 * COVERAGE:.0f} in 100"
_TAIL = round(100 * (1 - COVERAGE) / 2, 6)

SEEN_AT = 0.0005
"""Chances below this are too small to draw, and are left out."""

BARS: dict[bool, dict[str, Any]] = {
    True: {"fill": theme.CASES.light, "stroke": theme.CASES.light, "strokeWidth": 1},
    False: {"fill": "transparent", "stroke": theme.MUTED.light, "strokeWidth": 1},
}
"""The look of a bar, by whether its result is usual; a thin outline needs the stronger colour."""


@dataclass(frozen=True)
class Setting:
    """A true share, in whole per cent, and a number of cases drawn at random."""

    percent: int
    size: int

    def __post_init__(self) -> None:
        """Refuse what no sample can come from."""
        if not 0 < self.percent < 100 or self.size < 1:
            raise ValueError(
                f"not a setting: {self.size} cases at {self.percent} per cent; "
                "there must be a case, and the true share must lie between 1 and 99"
            )

    @property
    def name(self) -> str:
        """The setting as a heading."""
        return f"True share {self.percent} per cent, {self.size} cases"


def spread(setting: Setting) -> tuple[float, float]:
    """Return the ends, in per cent, between which 95 in 100 such samples fall, or a few more."""
    found = middle(setting.size, share=setting.percent / 100, coverage=COVERAGE)
    return 100 * found.low / setting.size, 100 * found.high / setting.size


def as_low(setting: Setting, seen: Share) -> float:
    """Return the chance, in per cent, of a share as low as the one seen, or lower."""
    limit = seen.count * setting.size // seen.total
    return 100 * sum(chances(setting.size, share=setting.percent / 100)[: limit + 1])


LARGEST = 200
"""The largest sample that a reader can choose: a picture has room for so many bars."""

HEIGHT = 160

_SHARE, _SIZE = "true_share", "cases"
"""The names of what a reader chooses."""


def explorable(start: Setting, fact: Fact, *, width: int, narrow: bool) -> alt.LayerChart:
    """Return one panel whose true share and number of cases the reader chooses."""
    size = theme.SMALL_SIZE[theme.size_name(narrow)]
    base = _worked_out(alt.Chart(alt.sequence(0, LARGEST + 1, as_="count")))
    layers = [*_bars(base), *_line(fact, size), *_texts(base, fact, size)]
    chart = alt.LayerChart(layer=layers, width=width - 2, height=HEIGHT)
    return chart.add_params(*_sliders(start))


def _sliders(start: Setting) -> list[alt.Parameter]:
    return [
        alt.param(
            name=_SHARE,
            value=start.percent,
            bind=alt.binding_range(min=5, max=95, step=1, name="True share, in per cent"),
        ),
        alt.param(
            name=_SIZE,
            value=start.size,
            bind=alt.binding_range(min=5, max=LARGEST, step=1, name="Cases in the sample"),
        ),
    ]


def _bars(base: alt.Chart) -> list[alt.Chart]:
    axis = alt.Axis(
        values=[0, 25, 50, 75, 100],
        title="per cent of the cases in a sample",
        grid=False,
        labelFlush=True,
    )
    across = alt.X("from:Q", scale=alt.Scale(domain=[0, 100], nice=False), axis=axis)
    up = alt.Y("chance:Q", scale=alt.Scale(nice=False, zero=True), axis=None)
    said = [
        alt.Tooltip("result:N", title="Result"),
        alt.Tooltip("chance:Q", title="Chance, in 100 samples", format=".2f"),
        alt.Tooltip("up_to:Q", title="As low or lower, in 100 samples", format=".2f"),
    ]
    return [
        base.transform_filter(
            f"datum.chance >= {100 * SEEN_AT} && {'' if usual else '!'}datum.usual"
        )
        .mark_bar(**BARS[usual])
        .encode(x=across, x2="to:Q", y=up, y2=alt.datum(0), tooltip=said)
        for usual in (True, False)
    ]


def _line(fact: Fact, size: int) -> list[alt.Chart]:
    """Return the upright line at what was seen, with its label above."""
    mark = alt.Chart(data([{"seen": fact.share.percent, "label": wording.say(fact)}]))
    return [
        mark.mark_rule(color=theme.INK.light, strokeWidth=2, y=0, y2=HEIGHT).encode(x="seen:Q"),
        mark.mark_text(
            align="left", baseline="top", fontSize=size, dx=6, y=-theme.line_height(size)
        ).encode(x="seen:Q", text="label:N"),
    ]


def _texts(base: alt.Chart, fact: Fact, size: int) -> list[alt.Chart]:
    """Return what the setting shows, in words, a line each above the bars."""
    line, seen = theme.line_height(size), fact.share
    head = base.transform_filter("datum.usual").transform_aggregate(
        low="min(percent)", high="max(percent)"
    )
    tail = base.transform_filter(f"datum.count == floor({seen.count} * {_SIZE} / {seen.total})")
    texts = [
        (
            head,
            f"'{SURE} samples: ' + format(datum.low, '.1f') + ' to ' + "
            "format(datum.high, '.1f') + ' per cent'",
        ),
        (tail, f"'As low as {wording.say(fact)}: ' + format(datum.up_to, '.1f') + ' in 100'"),
    ]
    return [
        rows.transform_calculate(said=text)
        .mark_text(align="left", baseline="top", fontSize=size, x=0, y=(place - 3) * line - 4)
        .encode(text="said:N")
        for place, (rows, text) in enumerate(texts)
    ]


def _worked_out(base: alt.Chart) -> alt.Chart:
    """Return every count of the sample with its chance, worked out where the reader is.

    The binomial coefficient grows factor by factor, as a sum of logarithms, so that it neither
    overflows nor loses places. Chances and percentages are in per cent, as in the still drawing.
    """
    share = f"({_SHARE} / 100)"
    return (
        base.transform_filter(f"datum.count <= {_SIZE}")
        .transform_calculate(
            factor=f"datum.count == 0 ? 0 : log(({_SIZE} - datum.count + 1) / datum.count)"
        )
        .transform_window(ways="sum(factor)", sort=[{"field": "count"}])
        .transform_calculate(
            chance=f"100 * exp(datum.ways + datum.count * log({share})"
            f" + ({_SIZE} - datum.count) * log(1 - {share}))",
            percent=f"100 * datum.count / {_SIZE}",
        )
        .transform_window(up_to="sum(chance)", sort=[{"field": "count"}])
        .transform_calculate(
            usual=f"datum.up_to > {_TAIL} && 100 - datum.up_to + datum.chance > {_TAIL}",
            result=f"datum.count + ' of ' + {_SIZE}",
            **{
                "from": f"max(0, 100 * (datum.count - 0.45) / {_SIZE})",
                "to": f"min(100, 100 * (datum.count + 0.45) / {_SIZE})",
            },
        )
    )
