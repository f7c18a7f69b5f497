"""The picture of samples: what it prints and draws is what statistics says, and scipy too."""

from __future__ import annotations

import re

import pytest
from scipy.stats import binom

from inspections.arithmetic.statistics import Share
from inspections.charts.sampling import Setting, as_low, sampling, spread
from inspections.drawing import theme
from inspections.package import tables
from inspections.register import Register
from tests.by_hand import case, says

USED = "domestic-abuse-information-used-2024"
SETTINGS = [(30, 70), (50, 70), (30, 20)]


@pytest.fixture(scope="module")
def known() -> Register:
    return Register(tables.load())


def drawn_rows(specification: dict) -> list[dict]:
    """Everything with fields in a specification, its rows of data among them."""
    found = []

    def walk(value):
        if isinstance(value, dict):
            found.append(value)
            for each in value.values():
                walk(each)
        elif isinstance(value, list):
            for each in value:
                walk(each)

    walk(specification)
    return found


@pytest.mark.parametrize("setting", SETTINGS)
def test_spread_and_chance_are_those_of_scipy(setting: tuple[int, int]) -> None:
    percent, size = setting
    share = percent / 100
    low, high = binom.ppf(0.025, size, share), size - binom.ppf(0.025, size, 1 - share)
    assert spread(Setting(*setting)) == pytest.approx((100 * low / size, 100 * high / size))
    count, total = case(USED)
    theirs = 100 * binom.cdf(count * size // total, size, share)
    assert as_low(Setting(*setting), Share(count, total)) == pytest.approx(theirs, abs=1e-9)


def test_the_table_says_what_was_worked_out_by_scipy(known: Register) -> None:
    table = sampling(known, USED, SETTINGS).table
    count, total = case(USED)
    seldom = [
        f"{100 * binom.cdf(count * size // total, size, percent / 100):.1f} in 100"
        for percent, size in SETTINGS
    ]
    assert table.to_numpy().tolist() == [
        ["True share 30 per cent, 70 cases", "20.0 to 41.4 per cent", seldom[0]],
        ["True share 50 per cent, 70 cases", "38.6 to 61.4 per cent", seldom[1]],
        ["True share 30 per cent, 20 cases", "10.0 to 50.0 per cent", seldom[2]],
    ]


def test_the_bars_are_the_chances_of_scipy(known: Register) -> None:
    figure = sampling(known, USED, SETTINGS)
    checked = 0
    for specification in (figure.wide, figure.narrow):
        rows = [row for row in drawn_rows(specification) if "chance" in row and "setting" in row]
        for percent, size in SETTINGS:
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


def test_what_is_said_of_samples_names_the_assumption(known: Register) -> None:
    figure = sampling(known, USED, SETTINGS)
    assert re.search("random sample, which no source confirms", figure.note)
    assert "made up" in figure.note


def test_heights_fillings_and_the_line_are_explained_where_they_are_seen(known: Register) -> None:
    figure = sampling(known, USED, SETTINGS)
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
            assert outlines["transparent"] == theme.MUTED.light


@pytest.mark.parametrize("setting", [(0, 70), (100, 70), (30, 0), (-5, 10)])
def test_a_bad_setting_is_refused(setting: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="not a setting"):
        Setting(*setting)


@pytest.mark.parametrize("fact_id", ["workers-2024", "cases-satisfactory-2022"])
def test_what_is_no_count_cannot_be_drawn_among_samples(known: Register, fact_id: str) -> None:
    with pytest.raises(ValueError, match=fact_id):
        sampling(known, fact_id, SETTINGS)
