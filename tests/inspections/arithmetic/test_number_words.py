from fractions import Fraction

from inspections.arithmetic.number_words import (
    Numeral,
    numeral_values,
    numerals_in,
    plain_punctuation,
    typed_numerals,
)
from tests.tables import each_row


@each_row
def test_the_figures_of_a_text_are_read(text: str, expected: list[str]) -> None:
    assert numeral_values(text) == set(map(Fraction, expected))


def test_figures_come_with_their_place_in_the_text() -> None:
    assert numerals_in("Só “twenty‑two” of 1,297") == [
        Numeral(start=4, end=14, text="twenty‑two", value=Fraction(22)),
        Numeral(start=19, end=24, text="1,297", value=Fraction(1297)),
    ]


def test_plain_marks_keep_every_position() -> None:
    text = "‘a’ “b” c–d e\u00a0f"
    assert plain_punctuation(text) == "'a' \"b\" c-d e f"
    assert len(plain_punctuation(text)) == len(text)


@each_row
def test_marks_years_dates_and_mappa_names_are_not_typed_figures(text: str) -> None:
    assert typed_numerals(text) == ()


@each_row
def test_other_digits_and_words_from_three_up_are_typed_figures(
    text: str, expected: list[str]
) -> None:
    assert [numeral.text for numeral in typed_numerals(text)] == expected
