"""Shares, intervals and comparisons. Reads no files, draws nothing, writes no prose."""

from dataclasses import dataclass
from fractions import Fraction
from math import comb, floor, fsum, sqrt
from statistics import NormalDist

LARGEST_SAMPLE = 1_000
"""A float cannot hold the binomial coefficients of larger samples; a report has some dozens."""


CONFIDENCE = 0.95
"""Of random samples, the part whose intervals are to hold the true share: our one choice."""


def to_whole(number: float | Fraction) -> int:
    """Round to a whole number, halves up, as every rounded figure of the book is."""
    return floor(number + Fraction(1, 2))


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


@dataclass(frozen=True)
class Interval:
    """A range in per cent, ``low`` to ``high``, both within 0 to 100."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """From end to end, in percentage points."""
        return self.high - self.low


def wilson(
    share: Share, *, confidence: float = CONFIDENCE, population: int | None = None
) -> Interval:
    """Return the Wilson score interval of a share, in per cent.

    It takes the cases to be a simple random sample. With ``population`` the sample is taken
    without replacement from that many cases: the variance shrinks by (N - n) / (N - 1), as for
    the usual finite population correction, by way of an effective sample size.
    Formula: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212.
    Formula: https://doi.org/10.1080/01621459.1927.10502953
    Formula: W. G. Cochran, Sampling Techniques, 3rd edition (1977), chapter 3, for finite ones.
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


def chances(size: int, *, share: float) -> tuple[float, ...]:
    """Return the chance of each count, 0 to ``size``, in a random sample of ``size`` cases.

    ``share`` is the true share of all cases, 0 to 1; there are so many cases that drawing some
    leaves the share of the others as it was. The chances add up to 1.
    Formula: the binomial distribution.
    Raises ``ValueError`` for a size outside 1 to ``LARGEST_SAMPLE`` or a share outside 0 to 1.
    """
    if size < 1:
        raise ValueError(f"a sample has at least one case, not {size}")
    if not 0 <= share <= 1:
        raise ValueError(f"a true share must lie between 0 and 1, not {share}")
    if size > LARGEST_SAMPLE:
        raise ValueError(f"a sample has at most {LARGEST_SAMPLE:,} cases here, not {size:,}")
    return tuple(
        comb(size, count) * share**count * (1 - share) ** (size - count)
        for count in range(size + 1)
    )


def chance_at_most(seen: Share, *, share: float) -> float:
    """Return the chance of a count as small as the one seen, or smaller: 0 to 1.

    Sample and true share are as in ``chances``, which also says what is refused.
    """
    return fsum(chances(seen.total, share=share)[: seen.count + 1])
