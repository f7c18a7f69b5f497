from fractions import Fraction

import pytest

from inspections.arithmetic.number_words import (
    Numeral,
    figures,
    number_words,
    plain_marks,
    typed_figures,
)
from tests.tables import each_row

HALF, THIRD, QUARTER = Fraction(1, 2), Fraction(1, 3), Fraction(1, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no figure at all", set()),
        ("22 out of 70", {22, 70}),
        ("1,297 people", {1297}),
        ("1,297,648, or so", {1297648}),
        ("in 70, 41 or 34 cases", {70, 41, 34}),
        ("3.5 per cent.", {Fraction(7, 2)}),
        ("in the end 70.", {70}),
        ("40%, £12 and (5)", {40, 12, 5}),
        ("5.5 million", {5_500_000}),
        ("2 thousand", {2000}),
    ],
)
def test_digits_are_read_with_commas_decimals_and_scales(text: str, expected: set[int]) -> None:
    assert figures(text) == expected


@each_row
def test_number_words_are_read_as_one_figure(text: str, expected: int) -> None:
    assert figures(text) == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("less than half the cases", HALF),
        ("only a third of units", THIRD),
        ("one-third of the units", THIRD),
        ("two thirds", Fraction(2, 3)),
        ("two-thirds", Fraction(2, 3)),
        ("a quarter", QUARTER),
        ("three-quarters", Fraction(3, 4)),
        ("almost two and a half months", Fraction(5, 2)),
    ],
)
def test_fractions_are_read_as_fractions(text: str, expected: Fraction) -> None:
    assert figures(text) == {expected}


@each_row
def test_ordinals_parts_of_words_and_vague_words_are_no_figures(text: str) -> None:
    assert figures(text) == set()


@each_row
def test_neighbouring_figures_stay_apart(text: str, expected: list[int]) -> None:
    assert figures(text) == set(expected)


@each_row
def test_typographic_marks_do_not_hide_figures(text: str, expected: list[int]) -> None:
    assert figures(text) == set(expected)


def test_figures_come_with_their_place_in_the_text() -> None:
    assert number_words("Só “twenty‑two” of 1,297") == [
        Numeral(start=4, end=14, text="twenty‑two", value=Fraction(22)),
        Numeral(start=19, end=24, text="1,297", value=Fraction(1297)),
    ]


def test_plain_marks_keep_every_position() -> None:
    text = "‘a’ “b” c–d e\u00a0f"
    assert plain_marks(text) == "'a' \"b\" c-d e f"
    assert len(plain_marks(text)) == len(text)


@each_row
def test_marks_years_dates_and_mappa_names_are_not_typed_figures(text: str) -> None:
    assert typed_figures(text) == ()


@each_row
def test_other_digits_and_words_from_three_up_are_typed_figures(
    text: str, expected: list[str]
) -> None:
    assert [each.text for each in typed_figures(text)] == expected
