"""What samples show: how often each result would come up if the true share were known.

The chances are worked out, not drawn by lot; a reader can draw in the page's simulator.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from math import comb, fsum
from statistics import NormalDist
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from inspections.arithmetic.statistics import CONFIDENCE, Share, chances, wilson
from inspections.drawing import style
from inspections.drawing.figure import ChartRow, Figure, build, data, place_and_report, rows_of

SURE = f"at least {100 * CONFIDENCE:.0f} in 100"

SEEN_AT = 0.001
"""Chances below this are too small to draw, and are left out."""

BARS: dict[bool, dict[str, Any]] = {
    True: {"fill": style.CASES.light, "stroke": style.CASES.light, "strokeWidth": 1},
    False: {"fill": "transparent", "stroke": style.MUTED.light, "strokeWidth": 1},
}
"""The look of a bar, by whether its result is usual; a thin outline needs the stronger colour."""


CLUSTER, ALIKE = 5, 0.125
"""Cases that come together, and how often all of them have one answer: a design effect of 1.5."""

EDITED_SAMPLES = 20
"""Samples of which an editor prints the lowest."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A true share, in whole per cent, a number of cases drawn at random, and how they come.

    They come one by one from very many; with ``pool`` from that many, without putting back; with
    ``clustered`` in clusters of ``CLUSTER``; ``edited`` keeps the lowest of ``EDITED_SAMPLES``
    samples.
    """

    percent: int
    size: int
    pool: int | None = None
    clustered: bool = False
    edited: bool = False

    def __post_init__(self) -> None:
        """Refuse what no sample can come from."""
        if not 0 < self.percent < 100 or self.size < 1:
            raise ValueError(
                f"not a setting: {self.size} cases at {self.percent} per cent; "
                "there must be a case, and the true share must lie between 1 and 99"
            )
        if self.pool is not None and (self.pool < self.size or self.pool * self.percent % 100):
            raise ValueError(
                f"not a setting: {self.percent} per cent of a pool of {self.pool} must be whole "
                f"cases, and the pool must hold the sample of {self.size}"
            )
        if self.clustered and (self.pool or self.size % CLUSTER):
            raise ValueError(f"not a setting: clusters of {CLUSTER} need a multiple and no pool")

    @property
    def name(self) -> str:
        """The setting as a heading."""
        ways = [
            f"from a pool of {self.pool}" if self.pool else "",
            f"in clusters of {CLUSTER}" if self.clustered else "",
            f"lowest of {EDITED_SAMPLES} counts" if self.edited else "",
        ]
        parts = [f"True share {self.percent} per cent", f"{self.size} cases", *filter(None, ways)]
        return ", ".join(parts)

    def chances(self) -> list[float]:
        """Return the chance of each count, 0 to ``size``.

        Formula: the binomial and the hypergeometric distribution; of clusters, the sum of clusters
        that are alike with chance ``ALIKE`` and else independent; of the lowest, P(all above).
        """
        probs = self._of_one()
        if not self.edited:
            return probs
        above = [min(1.0, fsum(probs[count:])) ** EDITED_SAMPLES for count in range(self.size + 1)]
        return [one - after for one, after in pairwise([*above, 0.0])]

    def _of_one(self) -> list[float]:
        share, size = self.percent / 100, self.size
        if self.pool:
            good, ways = self.pool * self.percent // 100, comb(self.pool, size)
            bad = self.pool - good
            return [comb(good, n) * comb(bad, size - n) / ways for n in range(size + 1)]
        if not self.clustered:
            return list(chances(size, share=share))
        group = [(1 - ALIKE) * probability for probability in chances(CLUSTER, share=share)]
        group[0] += ALIKE * (1 - share)
        group[-1] += ALIKE * share
        total = np.ones(1)
        for _ in range(size // CLUSTER):
            total = np.convolve(total, group)  # the distribution of a sum of independent counts
        return [float(probability) for probability in total]


def spread(setting: Setting) -> tuple[float, float]:
    """Return the central interval, in per cent, that holds at least 95 in 100 such samples."""
    probs, tail = setting.chances(), (1 - CONFIDENCE) / 2
    low = next(n for n in range(len(probs)) if fsum(probs[: n + 1]) > tail)
    high = next(n for n in reversed(range(len(probs))) if fsum(probs[n:]) > tail)
    return 100 * low / setting.size, 100 * high / setting.size


def chance_as_low(setting: Setting, seen: Share) -> float:
    """Return the chance, in per cent, of a share as low as the one seen, or lower."""
    limit = seen.count * setting.size // seen.total
    return 100 * fsum(setting.chances()[: limit + 1])


def coverage(setting: Setting) -> float:
    """Return how often, in per cent, the usual interval of a count holds the true share."""
    return 100 * fsum(
        chance
        for count, chance in enumerate(setting.chances())
        if (interval := wilson(Share(count=count, total=setting.size), confidence=CONFIDENCE)).low
        <= setting.percent
        <= interval.high
    )


FIELDS = ("setting", "ends", "as low", "held")
NOTE = (
    "The true shares and the numbers of cases are made up to show how samples behave. The picture "
    "holds for the ways of drawing named in it; we have not seen how real cases were drawn."
)
CLUSTERS = (
    f" One cluster of {CLUSTER} in {1 / ALIKE:.0f} is made all alike: "
    f"design effect {1 + (CLUSTER - 1) * ALIKE:g}."
)
PICTURES = (
    "Pictures, one under the other, on one scale from 0 to 100 per cent. In each, bars stand for "
    "the results that samples so drawn can have; the taller the bar, the more often the result "
    f"comes up, and the bars that hold {SURE} samples are filled, the others open."
)


def sampling(
    facts: pd.DataFrame,
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
    (fact,) = rows_of(facts, [fact_id])
    if fact["qualifier"] != "exact" or pd.isna(fact["percent"]):
        raise ValueError(f"{fact_id} is not an exact count of an inspection")
    seen, text = Share(int(fact["value"]), int(fact["total"])), fact["text"]
    rows = [{**fact, **_worked_out(setting, seen)} for setting in settings]
    low = f"As low a share as {text}"
    columns = ("Setting", f"{SURE} samples", low, "Interval holds the true share")
    return build(
        rows,
        name=name.format(fact_id),
        title=title.format(text),
        subtitle=(
            f"Taller means more often; filled bars hold {SURE} samples; the line marks {text}. "
            f"{place_and_report(rows)}"
        ),
        note=NOTE + (CLUSTERS if any(setting.clustered for setting in settings) else ""),
        description=f"{PICTURES} An upright line marks {text}, or {seen.percent:.1f} per cent.",
        cells=dict(zip(columns, FIELDS, strict=True)),
        aloud=(
            f"{{Setting}}: {SURE} samples show {{{SURE} samples}}; as low a share as {text}: "
            f"{{{low}}}; interval right in {{Interval holds the true share}}."
        ),
        draw=lambda width, narrow: _draw(rows, settings, width=width, narrow=narrow),
        explore={"simulate": simulator_data(settings[0], fact)},
    )


def _worked_out(setting: Setting, seen: Share) -> ChartRow:
    low, high = spread(setting)
    seldom = chance_as_low(setting, seen)
    decimals = 2 if seldom < 1 else 1
    return {
        "setting": setting.name,
        "low": low,
        "high": high,
        "seen": seen.percent,
        "ends": f"{low:.1f} to {high:.1f} per cent",
        "summary": f"{SURE} samples: {low:.1f} to {high:.1f} per cent",
        # Words that keep a small chance from reading as none.
        "as low": "fewer than 1 in 1,000" if seldom < 0.1 else f"{seldom:.{decimals}f} in 100",
        "held": f"{coverage(setting):.1f} in 100",
    }


def _draw(
    rows: list[ChartRow], settings: Sequence[Setting], *, width: int, narrow: bool
) -> alt.VConcatChart:
    size = style.SMALL_SIZE[narrow]
    panels = [
        _panel(_bars(setting, row), row, last=row is rows[-1], width=width, size=size)
        for setting, row in zip(settings, rows, strict=True)
    ]
    return alt.vconcat(*panels, spacing=18)


def _bars(setting: Setting, row: ChartRow) -> list[ChartRow]:
    size, outcomes = setting.size, enumerate(setting.chances())
    return [
        {
            "setting": setting.name,
            "from": max(0, 100 * (count - 0.45) / size),
            "to": min(100, 100 * (count + 0.45) / size),
            "chance": 100 * chance,
            "usual": row["low"] <= 100 * count / size <= row["high"],
        }
        for count, chance in outcomes
        if chance >= SEEN_AT
    ]


def _panel(
    rows: list[ChartRow], row: ChartRow, *, last: bool, width: int, size: int
) -> alt.LayerChart:
    height, line = 92, style.line_height(size)
    axis = alt.Axis(
        values=[0, 25, 50, 75, 100],
        title="per cent of the cases in a sample" if last else None,
        labels=last,
        grid=False,
        labelFlush=True,
    )
    across = alt.X("from:Q", scale=alt.Scale(domain=[0, 100], nice=False), axis=axis)
    # Above the tallest bar stays room for the label of the line.
    tallest = 1.25 * max(bar["chance"] for bar in rows)
    up = alt.Y("chance:Q", scale=alt.Scale(domain=[0, tallest], nice=False), axis=None)
    names = ("setting", "summary", "seen", "low", "high")
    base, one = alt.Chart(data(rows)), alt.Chart(data([{name: row[name] for name in names}]))
    bars = [
        base.transform_filter(f"{'' if usual else '!'}datum.usual")
        .mark_bar(**BARS[usual])
        .encode(x=across, x2="to:Q", y=up, y2=alt.datum(0))
        for usual in (True, False)
        if any(bar["usual"] == usual for bar in rows)
    ]
    text: dict[str, Any] = {"align": "left", "baseline": "top", "fontSize": size}
    layers = [
        *bars,
        one.mark_rule(color=style.INK.light, strokeWidth=2, y=0, y2=height).encode(x="seen:Q"),
        one.mark_text(fontWeight="bold", x=0, y=-2 * line - 4, **text).encode(text="setting:N"),
        one.mark_text(x=0, y=-line - 4, **text).encode(text="summary:N"),
        one.mark_text(dx=6, y=0, **text).encode(x="seen:Q", text=alt.datum(row["text"])),
    ]
    return alt.LayerChart(layer=layers, width=width - 2, height=height)


def simulator_data(start: Setting, fact_row: ChartRow) -> dict[str, Any]:
    """Return what the page's simulator needs: where it begins, and the numbers it shares."""
    return {
        "start": asdict(start),
        "seen": [int(fact_row["value"]), int(fact_row["total"])],
        "said": fact_row["text"],
        "cluster": CLUSTER,
        "alike": ALIKE,
        "counts": EDITED_SAMPLES,
        "coverage": CONFIDENCE,
        "z": NormalDist().inv_cdf((1 + CONFIDENCE) / 2),
    }
