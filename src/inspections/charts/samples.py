"""Samples from a share that is known: how they spread, and what the page's simulator is given.

The simulator draws by lot where the reader is; the still picture is drawn in ``sampling``.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import pairwise
from math import comb, fsum
from statistics import NormalDist
from typing import Any

import numpy as np

from inspections.arithmetic.statistics import Share, chances, wilson
from inspections.drawing import theme
from inspections.language import wording
from inspections.register import Fact

COVERAGE = 0.95
SURE = f"at least {100 * COVERAGE:.0f} in 100"

SEEN_AT = 0.001
"""Chances below this are too small to draw, and are left out."""

BARS: dict[bool, dict[str, Any]] = {
    True: {"fill": theme.CASES.light, "stroke": theme.CASES.light, "strokeWidth": 1},
    False: {"fill": "transparent", "stroke": theme.MUTED.light, "strokeWidth": 1},
}
"""The look of a bar, by whether its result is usual; a thin outline needs the stronger colour."""


CLUSTER, ALIKE = 5, 0.125
"""Cases that come together, and how often all of them have one answer: a design effect of 1.5."""

COUNTS = 20
"""Counts of which an editor prints the lowest."""


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A true share, in whole per cent, a number of cases drawn at random, and how they come.

    They come one by one from very many; with ``pool`` from that many, without putting back; with
    ``clustered`` in groups of ``CLUSTER``. ``edited`` keeps the lowest of ``COUNTS`` such samples.
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
            raise ValueError(f"not a setting: groups of {CLUSTER} need a multiple and no pool")

    @property
    def name(self) -> str:
        """The setting as a heading."""
        ways = [
            f"from a pool of {self.pool}" if self.pool else "",
            f"in groups of {CLUSTER}" if self.clustered else "",
            f"lowest of {COUNTS} counts" if self.edited else "",
        ]
        told = [f"True share {self.percent} per cent", f"{self.size} cases", *filter(None, ways)]
        return ", ".join(told)

    def chances(self) -> list[float]:
        """Return the chance of each count, 0 to ``size``.

        Formula: the binomial and the hypergeometric distribution; of groups, the sum of groups
        that are alike with chance ``ALIKE`` and else independent; of the lowest, P(all above).
        """
        each = self._of_one()
        if not self.edited:
            return each
        above = [min(1.0, fsum(each[count:])) ** COUNTS for count in range(self.size + 1)]
        return [one - after for one, after in pairwise([*above, 0.0])]

    def _of_one(self) -> list[float]:
        share, size = self.percent / 100, self.size
        if self.pool:
            good, ways = self.pool * self.percent // 100, comb(self.pool, size)
            bad = self.pool - good
            return [comb(good, n) * comb(bad, size - n) / ways for n in range(size + 1)]
        if not self.clustered:
            return list(chances(size, share=share))
        group = [(1 - ALIKE) * each for each in chances(CLUSTER, share=share)]
        group[0] += ALIKE * (1 - share)
        group[-1] += ALIKE * share
        total = np.ones(1)
        for _ in range(size // CLUSTER):
            total = np.convolve(total, group)
        return [float(each) for each in total]


def spread(setting: Setting) -> tuple[float, float]:
    """Return the ends, in per cent, between which 95 in 100 such samples fall, or a few more."""
    each, tail = setting.chances(), (1 - COVERAGE) / 2
    low = next(n for n in range(len(each)) if fsum(each[: n + 1]) > tail)
    high = next(n for n in reversed(range(len(each))) if fsum(each[n:]) > tail)
    return 100 * low / setting.size, 100 * high / setting.size


def as_low(setting: Setting, seen: Share) -> float:
    """Return the chance, in per cent, of a share as low as the one seen, or lower."""
    limit = seen.count * setting.size // seen.total
    return 100 * fsum(setting.chances()[: limit + 1])


def held(setting: Setting) -> float:
    """Return how often, in per cent, the usual interval of a count holds the true share."""
    return 100 * fsum(
        chance
        for count, chance in enumerate(setting.chances())
        if (found := wilson(Share(count=count, total=setting.size), confidence=COVERAGE)).low
        <= setting.percent
        <= found.high
    )


def simulated(start: Setting, fact: Fact) -> dict[str, Any]:
    """Return what the page's simulator needs: where it begins, and the numbers it shares."""
    return {
        "start": asdict(start),
        "seen": [fact.share.count, fact.share.total],
        "said": wording.say(fact),
        "cluster": CLUSTER,
        "alike": ALIKE,
        "counts": COUNTS,
        "coverage": COVERAGE,
        "z": NormalDist().inv_cdf((1 + COVERAGE) / 2),
    }
