from fractions import Fraction

import pytest
from scipy.stats import binom, norm
from statsmodels.stats.proportion import proportion_confint

from inspections.arithmetic.statistics import (
    Interval,
    Share,
    chance_at_most,
    chances,
    to_whole,
    wilson,
)
from tests.tables import each_row

SIZES = (1, 2, 5, 34, 41, 59, 70)
"""Sizes of a sample: the smallest, and those that the sources give."""


@pytest.mark.parametrize(
    ("number", "whole"),
    [(12.5, 13), (Fraction(25, 2), 13), (11.5, 12), (12.49, 12), (0, 0), (99.5, 100)],
)
def test_halves_are_rounded_up(number: float | Fraction, whole: int) -> None:
    assert to_whole(number) == whole


def rounded(interval: Interval) -> tuple[float, float]:
    return round(interval.low, 1), round(interval.high, 1)


@pytest.mark.parametrize(("count", "total"), [(71, 70), (-1, 5), (0, 0), (1, 0), (-2, -1)])
def test_what_is_not_a_share_is_refused(count: int, total: int) -> None:
    with pytest.raises(ValueError, match=f"not a share: {count} of {total}; the total must"):
        Share(count=count, total=total)


@pytest.mark.parametrize(
    ("count", "total", "percent"),
    [(0, 5, 0), (5, 5, 100), (1, 1, 100), (1, 4, 25), (22, 70, 31.428571), (38, 59, 64.406780)],
)
def test_percent_of_a_share(count: int, total: int, percent: float) -> None:
    assert Share(count, total).percent == pytest.approx(percent, abs=1e-6)


@each_row
def test_intervals_as_worked_out_by_hand(count: int, total: int, low: float, high: float) -> None:
    assert rounded(wilson(Share(count, total))) == (low, high)


@pytest.mark.parametrize("confidence", [0.5, 0.8, 0.95, 0.99])
def test_intervals_are_those_of_statsmodels(confidence: float) -> None:
    shares = [(count, total) for total in (*SIZES, 500) for count in range(total + 1)]
    assert len(shares) > 500
    for count, total in shares:
        theirs = proportion_confint(count, total, alpha=1 - confidence, method="wilson")
        ours = wilson(Share(count, total), confidence=confidence)
        assert (ours.low, ours.high) == pytest.approx([100 * end for end in theirs], abs=1e-9)


@pytest.mark.parametrize("total", [1, 5, 9, 21, 26, 36, 70])
def test_an_interval_stays_within_0_and_100(total: int) -> None:
    none, every = wilson(Share(0, total)), wilson(Share(total, total))
    assert 0 <= none.low == pytest.approx(0, abs=1e-12)
    assert 100 >= every.high == pytest.approx(100, abs=1e-12)
    assert none.high == pytest.approx(100 - every.low)
    assert 0 < none.high < 100


def test_a_finite_population_as_worked_out_by_hand() -> None:
    # 70 of 100 cases count as 70 * 99 / 30 = 231; z² = 3.8415; the centre of a half is a half;
    # half width = sqrt(3.8415 * (0.25 / 231 + 3.8415 / (4 * 231²))) / (1 + 3.8415 / 231) = 0.0639
    assert rounded(wilson(Share(35, 70), population=100)) == (43.6, 56.4)
    # 2 of 3 cases count as 2 * 2 / 1 = 4: sqrt(3.8415 * (0.25 / 4 + 3.8415 / 64)) / 1.9604 = 0.350
    assert rounded(wilson(Share(1, 2), population=3)) == (15.0, 85.0)


@pytest.mark.parametrize(("count", "total"), [(22, 70), (0, 5), (5, 5), (1, 1)])
def test_a_population_seen_whole_has_no_uncertainty(count: int, total: int) -> None:
    share = Share(count, total)
    assert wilson(share, population=total) == Interval(share.percent, share.percent)


def test_a_population_below_the_sample_is_refused() -> None:
    with pytest.raises(ValueError, match="a population of 69 cannot hold a sample of 70"):
        wilson(Share(22, 70), population=69)


@pytest.mark.parametrize("confidence", [0, 1, -0.95, 1.5, 95])
def test_a_confidence_outside_0_and_1_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match=f"between 0 and 1, not {confidence}"):
        wilson(Share(22, 70), confidence=confidence)


@pytest.mark.parametrize("total", SIZES)
@pytest.mark.parametrize("more", [1, 2, 30, 1875, 10**6])
def test_intervals_of_a_finite_population_solve_their_own_equation(total: int, more: int) -> None:
    """Wilson's ends are the shares p at which (seen - p)² = z² p (1 - p) / n (N - n) / (N - 1).

    scipy solves that equation by itself; nothing of our formula goes into it.
    """
    population = total + more
    z = norm.ppf(0.975)

    def gap(true: float, seen: float) -> float:
        variance = true * (1 - true) / total * (population - total) / (population - 1)
        return (seen - true) ** 2 - z**2 * variance

    checked = 0
    for count in range(total + 1):
        ours, seen = wilson(Share(count, total), population=population), count / total
        for end in (ours.low / 100, ours.high / 100):
            if 1e-8 < end < 1 - 1e-8:
                low, high = sorted((gap(end - 1e-9, seen), gap(end + 1e-9, seen)))
                assert low <= 0 <= high
                checked += 1
            else:
                assert gap(end, seen) == pytest.approx(0, abs=1e-12)
    assert checked >= total


# --- chances of a sample ---------------------------------------------------------------------

SHARES = (0.0, 0.01, 0.1, 1 / 3, 0.5, 0.9, 1.0)


def test_chances_as_worked_out_by_hand() -> None:
    # Two tosses of a coin: no head, one head, two heads.
    assert chances(2, share=0.5) == (0.25, 0.5, 0.25)
    # Three cases, a tenth good: 0.9³, 3 × 0.1 × 0.9², 3 × 0.1² × 0.9, 0.1³.
    assert chances(3, share=0.1) == pytest.approx((0.729, 0.243, 0.027, 0.001))
    assert chances(1, share=0) == (1, 0)
    assert chances(1, share=1) == (0, 1)


@pytest.mark.parametrize("share", SHARES)
def test_chances_are_those_of_scipy(share: float) -> None:
    for size in (*SIZES, 500, 1_000):
        ours, theirs = chances(size, share=share), binom(size, share)
        assert len(ours) == size + 1
        assert ours == pytest.approx(list(theirs.pmf(range(size + 1))), abs=1e-9)
        assert sum(ours) == pytest.approx(1, abs=1e-9)
        for count in (0, size // 3, size):
            at_most = chance_at_most(Share(count, size), share=share)
            assert at_most == pytest.approx(theirs.cdf(count), abs=1e-9)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: chances(0, share=0.5), "a sample has at least one case, not 0"),
        (lambda: chances(-3, share=0.5), "a sample has at least one case, not -3"),
        (lambda: chances(1_001, share=0.5), "a sample has at most 1,000 cases here, not 1,001"),
        (lambda: chances(5, share=31.4), "must lie between 0 and 1, not 31.4"),
        (lambda: chances(5, share=-0.1), "must lie between 0 and 1, not -0.1"),
        (lambda: chance_at_most(Share(1, 2), share=2), "must lie between 0 and 1, not 2"),
    ],
)
def test_bad_counts_say_what_is_wrong(call, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
