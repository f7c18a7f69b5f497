"""The picture of samples: what it prints and draws is what statistics says, and scipy too."""

import itertools
import json

import pandas as pd
import pytest
from scipy.stats import binom, binomtest, hypergeom

from inspections import load
from inspections.charts.intervals import in_populations
from inspections.charts.sampling import Setting, coverage, sampling
from inspections.drawing import style
from tests.by_hand import case, says

USED = "domestic-abuse-information-used-2024"
PAIRS = [(30, 70), (50, 70), (30, 20)]
SETTINGS = [Setting(percent=percent, size=size) for percent, size in PAIRS]


@pytest.fixture(scope="module")
def facts() -> pd.DataFrame:
    return load().facts


def drawn_rows(specification: dict) -> list[dict]:
    """Everything with fields in a specification, its rows of data among them."""
    found: list[dict] = []
    json.loads(json.dumps(specification), object_hook=found.append)
    return found


def test_the_table_says_what_was_worked_out_by_scipy(facts: pd.DataFrame) -> None:
    table = sampling(facts, USED, SETTINGS).table
    count, total = case(USED)
    seldom = [
        100 * binom.cdf(count * size // total, size, percent / 100) for percent, size in PAIRS
    ]
    assert 0.1 < seldom[1] < 1  # a small chance has two figures that tell something
    seldom = [f"{seldom[0]:.1f} in 100", f"{seldom[1]:.2f} in 100", f"{seldom[2]:.1f} in 100"]
    assert table.to_numpy().tolist() == [
        ["True share 30 per cent, 70 cases", "20.0 to 41.4 per cent", seldom[0], "95.1 in 100"],
        ["True share 50 per cent, 70 cases", "38.6 to 61.4 per cent", seldom[1], "95.9 in 100"],
        ["True share 30 per cent, 20 cases", "10.0 to 50.0 per cent", seldom[2], "97.5 in 100"],
    ]


def test_the_bars_are_the_chances_of_scipy(facts: pd.DataFrame) -> None:
    figure = sampling(facts, USED, SETTINGS)
    checked = 0
    for specification in (figure.wide, figure.narrow):
        rows = [row for row in drawn_rows(specification) if "chance" in row and "setting" in row]
        for percent, size in PAIRS:
            name = f"True share {percent} per cent, {size} cases"
            drawn = {
                round((row["from"] + row["to"]) / 2 * size / 100): row["chance"]
                for row in rows
                if row["setting"] == name
            }
            assert len(drawn) > 10
            for count, chance in drawn.items():
                if 0 < count < size:  # the outermost bars are cut at the scale's ends
                    assert chance == pytest.approx(
                        100 * binom.pmf(count, size, percent / 100), abs=1e-5
                    )
                    checked += 1
    assert checked > 100


def test_what_is_said_of_samples_names_the_assumption(facts: pd.DataFrame) -> None:
    figure = sampling(facts, USED, SETTINGS)
    assert "we have not seen how real cases were drawn" in figure.note
    alike = "One cluster of 5 in 8 is made all alike: design effect 1.5."
    assert (alike in figure.note) == any(setting.clustered for setting in SETTINGS)
    grouped = sampling(facts, USED, [Setting(percent=30, size=70, clustered=True)])
    assert alike in grouped.note
    assert "made up" in figure.note


def test_heights_fillings_and_the_line_are_explained_where_they_are_seen(
    facts: pd.DataFrame,
) -> None:
    figure = sampling(facts, USED, SETTINGS)
    for words in ("Taller means more often", "filled bars hold at least 95 in 100", says(USED)):
        assert words in figure.subtitle
    for specification in (figure.wide, figure.narrow):
        panels = specification["vconcat"]
        assert len(panels) == len(SETTINGS)
        for panel in panels:
            texts = [each["encoding"].get("text", {}) for each in panel["layer"]]
            assert {"datum": says(USED)} in texts
            outlines = {
                each["mark"]["fill"]: each["mark"]["stroke"]
                for each in panel["layer"]
                if each["mark"]["type"] == "bar"
            }
            # Nothing but its outline tells an open bar from the page.
            assert outlines["transparent"] == style.MUTED.light


@pytest.mark.parametrize("fact_id", ["workers-2024", "cases-satisfactory-2022"])
def test_what_is_no_count_cannot_be_drawn_among_samples(facts: pd.DataFrame, fact_id: str) -> None:
    with pytest.raises(ValueError, match=fact_id):
        sampling(facts, fact_id, SETTINGS)


# --- other ways to draw --------------------------------------------------------------------------


def test_a_small_sample_of_each_kind_is_as_worked_out_by_hand() -> None:
    # Two of a pool of four, half of them good: 1, 4 and 1 of the 6 pairs.
    pool = Setting(percent=50, size=2, pool=4)
    assert pool.chances() == pytest.approx([1 / 6, 4 / 6, 1 / 6])
    # One group of five: alike in 1 of 8, and 1 of 32 of the others has no good one.
    group = Setting(percent=50, size=5, clustered=True)
    assert group.chances()[0] == pytest.approx(1 / 16 + 7 / 8 / 32)
    # One case, the lowest of twenty: good only if all twenty are.
    lowest = Setting(percent=50, size=1, edited=True)
    assert lowest.chances() == pytest.approx([1 - 0.5**20, 0.5**20])


@pytest.mark.parametrize(("percent", "size", "pool"), [(30, 70, 100), (99, 95, 100), (7, 20, 600)])
def test_a_pool_is_that_of_scipy(percent: int, size: int, pool: int) -> None:
    theirs = hypergeom.pmf(range(size + 1), pool, pool * percent // 100, size)
    found = Setting(percent=percent, size=size, pool=pool).chances()
    assert found == pytest.approx(list(theirs), abs=1e-12)


def test_groups_have_the_design_effect_that_is_said() -> None:
    each = Setting(percent=30, size=70, clustered=True).chances()
    mean = sum(count * chance for count, chance in enumerate(each))
    spread_of = sum((count - mean) ** 2 * chance for count, chance in enumerate(each))
    assert mean == pytest.approx(21)
    assert spread_of == pytest.approx(1.5 * 70 * 0.3 * 0.7)


def test_the_lowest_of_twenty_is_that_of_scipy() -> None:
    each = Setting(percent=30, size=70, edited=True).chances()
    theirs = 1 - binom.sf(range(71), 70, 0.3) ** 20
    assert list(itertools.accumulate(each)) == pytest.approx(list(theirs), abs=1e-9)


def test_how_often_the_interval_holds_is_that_of_scipy() -> None:
    hits = [
        count
        for count in range(71)
        if (ends := binomtest(count, 70).proportion_ci(0.95, "wilson")).low <= 0.3 <= ends.high
    ]
    assert coverage(Setting(percent=30, size=70)) == pytest.approx(
        100 * sum(binom.pmf(hits, 70, 0.3)), abs=1e-9
    )


IMPOSSIBLE = [{"percent": 0}, {"percent": 100}, {"size": 0}, {"percent": -5}, {"pool": 60}]
IMPOSSIBLE += [{"pool": 101}, {"clustered": True, "pool": 100}, {"clustered": True, "size": 72}]


@pytest.mark.parametrize("given", IMPOSSIBLE)
def test_a_setting_that_cannot_be_drawn_is_refused(given: dict) -> None:
    with pytest.raises(ValueError, match="not a setting"):
        Setting(**{"percent": 30, "size": 70, **given})


def test_clusters_and_several_intervals_widen_one_as_scipy_does() -> None:
    table = in_populations(
        load().facts, USED, sizes=[], design_effects=[1.0, 1.5], at_once=[1, 5]
    ).table
    told = dict(zip(table["What"], table["Interval"], strict=True))
    plain, bonferroni = (
        binomtest(22, 70).proportion_ci(sure, "wilson") for sure in (0.95, 1 - 0.05 / 5)
    )
    unchanged = f"{100 * plain.low:.1f} to {100 * plain.high:.1f}"
    # Wilson's formula with 70 / 1.5 cases, by hand: 32.84 give or take 12.88.
    assert told == {
        "If there is no limit": unchanged,
        "With a design effect of 1, made up": unchanged,
        "With a design effect of 1.5, made up": "20.0 to 45.7",
        "For 1 intervals to hold at once, 95 per cent each": unchanged,
        "For 5 intervals to hold at once, 99 per cent each": f"{100 * bonferroni.low:.1f} to "
        f"{100 * bonferroni.high:.1f}",
    }
