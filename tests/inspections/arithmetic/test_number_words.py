from __future__ import annotations

from fractions import Fraction

import pytest

from inspections.arithmetic.number_words import (
    Figure,
    figures,
    number_words,
    plain_marks,
    typed_figures,
)

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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zero", 0),
        ("one", 1),
        ("Ten", 10),
        ("nineteen", 19),
        ("twenty", 20),
        ("twenty-two", 22),
        ("ninety nine", 99),
        ("a hundred", 100),
        ("one hundred and five", 105),
        ("two thousand three hundred and five", 2305),
        ("four hundred thousand", 400_000),
        ("six million and seven", 6_000_007),
        ("five and a half million", 5_500_000),
        ("half a million", 500_000),
    ],
)
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


@pytest.mark.parametrize(
    "text",
    [
        "the first, the second and the third inspection",
        "the third of May",
        "the first quarter of the year",
        "1st, 2nd, 3rd and 21st",
        "twenty-third and thirty-first",
        "CR7",
        "Covid-19",
        "version v3.0",
        "no one and no-one, someone, alone",
        "hundreds of thousands of millions",
        "a half-hour with a third-party",
        "headquarters",
        "often, tenth, sixty-fourth",
    ],
)
def test_ordinals_parts_of_words_and_vague_words_are_no_figures(text: str) -> None:
    assert figures(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ten and five", {10, 5}),
        ("between 10–15 days", {10, 15}),
        ("seven, eight", {7, 8}),
        ("twenty, two", {20, 2}),
        ("ten twelve", {10, 12}),
        ("one in three", {1, 3}),
        ("12-week and 15‑day limits", {12, 15}),
    ],
)
def test_neighbouring_figures_stay_apart(text: str, expected: set[int]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‘ten’ “twelve”", {10, 12}),
        ("twenty\u00a0two", {22}),
        ("twenty‑two", {22}),
        ("22\u00a0of\u202f70", {22, 70}),
        ("ten—twelve", {10, 12}),
    ],
)
def test_typographic_marks_do_not_hide_figures(text: str, expected: set[int]) -> None:
    assert figures(text) == expected


def test_figures_come_with_their_place_in_the_text() -> None:
    assert number_words("Só “twenty‑two” of 1,297") == [
        Figure(start=4, end=14, text="twenty‑two", value=Fraction(22)),
        Figure(start=19, end=24, text="1,297", value=Fraction(1297)),
    ]


def test_plain_marks_keep_every_position() -> None:
    text = "‘a’ “b” c–d e\u00a0f"
    assert plain_marks(text) == "'a' \"b\" c-d e f"
    assert len(plain_marks(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "In May 2022 and on 26 June 2021.",
        "In [[used-2024]] of two, and in one, about half",
        "[[used-2024:percent]] rated",
        "MAPPA level 1, Level 2 and level 3; levels 2 and 3",
        "Category 4 and categories 1 to 3",
        "as amberley-pdu-2022 says",
        "from 2021 to 2023",
    ],
)
def test_marks_years_dates_and_mappa_names_are_not_typed_figures(text: str) -> None:
    assert typed_figures(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("three offices", ["three"]),
        ("2 of [[used]] and seventy", ["2", "seventy"]),
        ("17 May", ["17"]),
        ("level 4, category 5", ["4", "5"]),
        ("1899 and 2100", ["1899", "2100"]),
        ("£2000, 2,022 or 2022 per cent", ["2000", "2,022", "2022"]),
        ("level 2.5", ["2.5"]),
    ],
)
def test_other_digits_and_words_from_three_up_are_typed_figures(
    text: str, expected: list[str]
) -> None:
    assert [each.text for each in typed_figures(text)] == expected
