"""What samples show: how often each result would come up if the true share were known.

The chances are worked out in ``samples``, not drawn by lot; a reader can draw in the simulator.
"""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from inspections.arithmetic.statistics import Share
from inspections.charts.samples import (
    BARS,
    SEEN_AT,
    SURE,
    Setting,
    as_low,
    held,
    simulated,
    spread,
)
from inspections.drawing import theme
from inspections.drawing.figure import (
    Figure,
    Row,
    agreeing,
    build,
    data,
    place,
    reports,
)
from inspections.language import wording
from inspections.register import Fact, Register


def sampling(
    register: Register,
    fact_id: str,
    settings: Sequence[Setting],
    *,
    name: str = "samples-around-{}",
    title: str = "A result of {} fits some true shares and not others",
) -> Figure:
    """Return how samples spread in each setting, and where the fact's share lies among them.

    The simulator begins with the first; ``{}`` stands for the fact in ``name`` and ``title``.
    Raises ``ValueError`` for a fact that is not an exact count out of a total.
    """
    fact = register.fact(fact_id)
    if fact.qualifier != "exact" or fact.inspection is None:
        raise ValueError(f"{fact_id} is not an exact count of an inspection")
    rows = [row for setting in settings for row in _bars(setting)]
    middles = [_middle_row(setting, fact.share) for setting in settings]

    return build(
        name=name.format(fact_id),
        title=title.format(wording.say(fact)),
        subtitle=(
            f"How often random samples give each result, in {wording.in_prose(len(settings))} "
            f"settings. Taller means more often; filled bars hold {SURE} samples; "
            f"the line marks {wording.say(fact)}. "
            f"{place(register, fact.inspection)}, {reports([fact.inspection])}."
        ),
        note=(
            "The true shares and the numbers of cases are made up to show how samples behave. "
            "The picture holds for cases like a random sample, which no source confirms."
        ),
        description=_description(settings, fact),
        rows=[(fact_id, _cells(setting, fact)) for setting in settings],
        uses=[fact_id],
        citations=agreeing([fact]),
        draw=lambda width, narrow: _draw(rows, middles, fact, width=width, narrow=narrow),
        simulate=simulated(settings[0], fact),
    )


def _bars(setting: Setting) -> list[Row]:
    each = setting.chances()
    low, high = spread(setting)
    return [
        {
            "setting": setting.name,
            "from": max(0, 100 * (count - 0.45) / setting.size),
            "to": min(100, 100 * (count + 0.45) / setting.size),
            "chance": 100 * chance,
            "usual": low <= 100 * count / setting.size <= high,
        }
        for count, chance in enumerate(each)
        if chance >= SEEN_AT
    ]


def _middle_row(setting: Setting, seen: Share) -> Row:
    low, high = spread(setting)
    return {
        "setting": setting.name,
        "low": low,
        "high": high,
        "seen": seen.percent,
        "summary": f"{SURE} samples: {low:.1f} to {high:.1f} per cent",
    }


def _cells(setting: Setting, fact: Fact) -> dict[str, str]:
    low, high = spread(setting)
    return {
        "Setting": setting.name,
        f"{SURE} samples": f"{low:.1f} to {high:.1f} per cent",
        f"As low as {wording.say(fact)}": _often(as_low(setting, fact.share)),
        "Interval holds the true share": f"{held(setting):.1f} in 100",
    }


def _often(percent: float) -> str:
    """Return a chance in words that keep a small one from reading as none."""
    return "fewer than 1 in 1,000" if percent < 0.1 else f"{percent:.1f} in 100"


def _description(settings: Sequence[Setting], fact: Fact) -> str:
    parts = []
    for setting in settings:
        low, high = spread(setting)
        parts.append(
            f"{setting.name}: {SURE} samples show between {low:.1f} and {high:.1f} per cent; "
            f"a share as low as {wording.say(fact)} comes up in "
            f"{_often(as_low(setting, fact.share))}; "
            f"the usual interval holds the true share in {held(setting):.1f} in 100."
        )
    return (
        f"{wording.in_prose(len(settings)).capitalize()} pictures, one under the other, on one "
        "scale from 0 to 100 per cent. In each, bars stand for the results that a random sample "
        "can have; the taller the bar, the more often the result comes up, and the bars that "
        f"hold {SURE} samples are filled, the others open. An upright line marks "
        f"{wording.say(fact)}, or {fact.share.percent:.1f} per cent. {' '.join(parts)}"
    )


def _draw(
    rows: list[Row], middles: list[Row], fact: Fact, *, width: int, narrow: bool
) -> alt.VConcatChart:
    size = theme.SMALL_SIZE[theme.size_name(narrow)]
    panels = [
        _panel(
            [row for row in rows if row["setting"] == found["setting"]],
            found,
            label=wording.say(fact),
            last=place_ == len(middles) - 1,
            width=width,
            size=size,
        )
        for place_, found in enumerate(middles)
    ]
    return alt.vconcat(*panels, spacing=18)


def _panel(
    rows: list[Row], found: Row, *, label: str, last: bool, width: int, size: int
) -> alt.LayerChart:
    height, head = 92, 2 * theme.line_height(size) + 4
    axis = alt.Axis(
        values=[0, 25, 50, 75, 100],
        title="per cent of the cases in a sample" if last else None,
        labels=last,
        grid=False,
        labelFlush=True,
    )
    across = alt.X("from:Q", scale=alt.Scale(domain=[0, 100], nice=False), axis=axis)
    tallest = max(row["chance"] for row in rows)
    # Above the tallest bar stays room for the label of the line.
    up = alt.Y("chance:Q", scale=alt.Scale(domain=[0, 1.25 * tallest], nice=False), axis=None)
    base, one = alt.Chart(data(rows)), alt.Chart(data([found]))
    bars = [
        base.transform_filter(f"{'' if usual else '!'}datum.usual")
        .mark_bar(**BARS[usual])
        .encode(x=across, x2="to:Q", y=up, y2=alt.datum(0))
        for usual in (True, False)
        if any(row["usual"] == usual for row in rows)
    ]
    layers = [
        *bars,
        one.mark_rule(color=theme.INK.light, strokeWidth=2, y=0, y2=height).encode(x="seen:Q"),
        one.mark_text(
            align="left", baseline="top", fontSize=size, fontWeight="bold", x=0, y=-head
        ).encode(text="setting:N"),
        one.mark_text(
            align="left", baseline="top", fontSize=size, x=0, y=-head + theme.line_height(size)
        ).encode(text="summary:N"),
        one.mark_text(align="left", baseline="top", fontSize=size, dx=6, y=0).encode(
            x="seen:Q", text=alt.datum(label)
        ),
    ]
    return alt.LayerChart(layer=layers, width=width - 2, height=height)
