"""Shares, intervals and comparisons. Reads no files, draws nothing, writes no prose."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist


@dataclass(frozen=True)
class Share:
    """A count out of a total. The percentage is derived, so the two cannot disagree.

    Raises ``ValueError`` for a total below one or a count outside 0 to total.
    """

    count: int
    total: int

    def __post_init__(self) -> None:
        """Refuse what is not a share."""
        if self.total < 1 or not 0 <= self.count <= self.total:
            raise ValueError(
                f"not a share: {self.count} of {self.total}; "
                "the total must be at least 1 and the count between 0 and the total"
            )

    @property
    def percent(self) -> float:
        """The share in per cent, 0 to 100."""
        return 100 * self.count / self.total

    @property
    def turned_round(self) -> Share:
        """The same cases counted the other way: failures as successes, or the reverse."""
        return Share(count=self.total - self.count, total=self.total)


@dataclass(frozen=True)
class Interval:
    """A range in per cent, ``low`` to ``high``, both within 0 to 100."""

    low: float
    high: float


def wilson(share: Share, *, confidence: float = 0.95, population: int | None = None) -> Interval:
    """Return the Wilson score interval of a share, in per cent.

    It takes the cases to be a simple random sample. With ``population`` the sample is taken
    without replacement from that many cases: the variance shrinks by (N - n) / (N - 1), as for
    the usual finite population correction, by way of an effective sample size.
    Formula: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212.
    Raises ``ValueError`` for a confidence outside 0 to 1 or a population below the sample.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, not {confidence}")
    size = _effective_size(share.total, population)
    if size is None:
        return Interval(low=share.percent, high=share.percent)
    z_squared = NormalDist().inv_cdf((1 + confidence) / 2) ** 2
    proportion = share.count / share.total
    centre = (proportion + z_squared / (2 * size)) / (1 + z_squared / size)
    spread = proportion * (1 - proportion) / size + z_squared / (4 * size**2)
    half_width = sqrt(z_squared * spread) / (1 + z_squared / size)
    low, high = max(0.0, centre - half_width), min(1.0, centre + half_width)
    return Interval(low=100 * low, high=100 * high)


def _effective_size(sample: int, population: int | None) -> float | None:
    """Return the sample size for the formula; None where the whole population was seen."""
    if population is None:
        return float(sample)
    if population < sample:
        raise ValueError(f"a population of {population} cannot hold a sample of {sample}")
    if population == sample:
        return None
    return sample * (population - 1) / (population - sample)
