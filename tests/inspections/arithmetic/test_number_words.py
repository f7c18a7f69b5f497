from fractions import Fraction

from inspections.arithmetic.number_words import (
    Numeral,
    figures,
    number_words,
    plain_marks,
    typed_figures,
)
from tests.tables import each_row


@each_row
def test_the_figures_of_a_text_are_read(text: str, expected: list[str]) -> None:
    assert figures(text) == set(map(Fraction, expected))


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
