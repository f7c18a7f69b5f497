from __future__ import annotations

import pytest
from statsmodels.stats.proportion import proportion_confint

from inspections.statistics import Interval, Share, wilson


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


def test_a_share_turned_round_counts_the_other_cases() -> None:
    assert Share(38, 59).turned_round == Share(21, 59)
    assert Share(0, 3).turned_round == Share(3, 3)
    assert Share(38, 59).turned_round.turned_round == Share(38, 59)


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        pytest.param(22, 70, 21.8, 43.0, id="22 of 70"),
        pytest.param(31, 70, 33.2, 55.9, id="31 of 70"),
        pytest.param(4, 41, 3.9, 22.5, id="4 of 41"),
        pytest.param(8, 34, 12.4, 40.0, id="8 of 34"),
        pytest.param(38, 59, 51.7, 75.4, id="38 of 59"),
    ],
)
def test_intervals_as_worked_out_by_hand(count: int, total: int, low: float, high: float) -> None:
    assert rounded(wilson(Share(count, total))) == (low, high)


@pytest.mark.parametrize("total", [1, 2, 5, 34, 41, 59, 70, 500])
@pytest.mark.parametrize("confidence", [0.5, 0.8, 0.95, 0.99])
def test_intervals_are_those_of_statsmodels(total: int, confidence: float) -> None:
    counts = range(total + 1)
    assert counts[0] == 0
    assert counts[-1] == total
    for count in counts:
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


def test_turning_a_share_round_turns_its_interval_round() -> None:
    interval, turned = wilson(Share(22, 70)), wilson(Share(48, 70))
    assert (turned.low, turned.high) == pytest.approx((100 - interval.high, 100 - interval.low))


def test_more_confidence_makes_a_wider_interval() -> None:
    usual, surer = wilson(Share(8, 34)), wilson(Share(8, 34), confidence=0.99)
    assert surer.low < usual.low < usual.high < surer.high


def test_a_finite_population_as_worked_out_by_hand() -> None:
    # 70 of 100 cases count as 70 * 99 / 30 = 231; z² = 3.8415; the centre of a half is a half;
    # half width = sqrt(3.8415 * (0.25 / 231 + 3.8415 / (4 * 231²))) / (1 + 3.8415 / 231) = 0.0639
    assert rounded(wilson(Share(35, 70), population=100)) == (43.6, 56.4)
    # 2 of 3 cases count as 2 * 2 / 1 = 4: sqrt(3.8415 * (0.25 / 4 + 3.8415 / 64)) / 1.9604 = 0.350
    assert rounded(wilson(Share(1, 2), population=3)) == (15.0, 85.0)


def test_a_finite_population_narrows_the_interval_the_more_of_it_was_seen() -> None:
    widths = []
    for population in (None, 10_000, 200, 100, 71):
        interval = wilson(Share(22, 70), population=population)
        assert interval.low < Share(22, 70).percent < interval.high
        widths.append(interval.high - interval.low)
    assert len(widths) == 5
    assert widths == sorted(set(widths), reverse=True)


def test_a_huge_population_is_as_good_as_none() -> None:
    unlimited, huge = wilson(Share(22, 70)), wilson(Share(22, 70), population=10**12)
    assert (huge.low, huge.high) == pytest.approx((unlimited.low, unlimited.high))


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
