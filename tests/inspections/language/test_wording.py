import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from inspections.language import wording
from inspections.package import tables
from inspections.register import (
    Derivation,
    Fact,
    Inspection,
    Number,
    Register,
    UnknownId,
)
from tests.book import register as register_of_book
from tests.inspections.fixtures import allowed, write_package
from tests.tables import each_row

QUALIFIERS = ("exact", "about", "almost", "more_than", "fewer_than", "at_least", "at_most")


RATED = register_of_book().inspection("northamptonshire-pdu-2022")
COUNTED = register_of_book().fact("domestic-abuse-information-used-2024")
"""Records of the book, of which the tests below change what they say."""


def inspection(rating: str, *, rule_book: str = "first programme") -> Inspection:
    return replace(
        RATED, overall_rating=rating, programme=replace(RATED.programme, label=rule_book)
    )


def fact(value: Number, total: Number | None = None, **cells: Any) -> Fact:
    plain = {"fact_id": "a-fact", "inspection": None, "question": "which-question"}
    plain |= {"population": "cases inspected", "unit": "cases"}
    return replace(COUNTED, value=value, total=total, **{**plain, **cells})


COUNT = fact(22, 70)
SHARE = replace(
    fact(22 / 70 * 100, unit="per cent"),
    derivation=Derivation(operation="percent", inputs=(COUNT,), assumption=""),
)


# --- Numbers ---------------------------------------------------------------------------------


@each_row
def test_numbers_in_words(number: int, words: str) -> None:
    assert wording.in_words(number) == words


@pytest.mark.parametrize("number", [-1, 1_000_000])
def test_numbers_without_words_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match=f"{number} is not between 0 and 999,999"):
        wording.in_words(number)


@each_row
def test_numbers_in_digits(number: float, digits: str) -> None:
    assert wording.in_digits(number) == digits


@pytest.mark.parametrize(
    ("number", "digits"), [(31.4286, "31.4"), (22, "22"), (1297, "1,297"), (9.96, "10.0")]
)
def test_digits_with_one_decimal_only_where_it_is_not_whole(number: float, digits: str) -> None:
    assert wording.in_digits(number, decimals=1) == digits


@pytest.mark.parametrize(
    ("number", "text"), [(0, "zero"), (3, "three"), (10, "ten"), (11, "11"), (5.5, "5.5")]
)
def test_prose_has_words_up_to_ten(number: float, text: str) -> None:
    assert wording.in_prose(number) == text


# --- Qualifiers ------------------------------------------------------------------------------


@each_row
def test_every_qualifier_stays_with_its_figure(
    value: int, total: int | str, unit: str, expected: list[str]
) -> None:
    said = [
        wording.say(fact(value, total or None, unit=unit, qualifier=qualifier))
        for qualifier in QUALIFIERS
    ]
    assert said == expected


def test_the_qualifiers_are_those_of_the_schema() -> None:
    assert tuple(allowed("facts", "qualifier")) == QUALIFIERS


# --- Forms -----------------------------------------------------------------------------------

SHARES_WORKED_OUT = {
    "": "31 per cent",
    "digits": "31.4 per cent",
    "percent": "31 per cent",
    "value": "31.4",
}


def test_a_share_that_was_worked_out_reads_as_its_form_says() -> None:
    assert {form: wording.say(SHARE, form) for form in SHARES_WORKED_OUT} == SHARES_WORKED_OUT
    assert wording.say_with_unit(SHARE) == "31 per cent"


@each_row
def test_a_fact_reads_as_its_form_says(
    form: str, value: Number, total: Number | str, unit: str, qualifier: str, text: str
) -> None:
    said = fact(value, total or None, unit=unit, qualifier=qualifier)
    assert wording.say(said, form) == text


def test_every_form_is_tried() -> None:
    (mark,) = test_a_fact_reads_as_its_form_says.pytestmark  # type: ignore[attr-defined]
    assert {row[0] for row in mark.args[1]} == set(wording.FORMATTERS)


@each_row
def test_a_form_that_a_fact_cannot_take_is_refused(
    form: str, value: Number, total: Number | str, unit: str, message: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        wording.say(fact(value, total or None, unit=unit), form)


@each_row
def test_a_fact_can_be_said_with_what_it_counts(
    value: Number, total: Number | str, unit: str, qualifier: str, text: str
) -> None:
    said = fact(value, total or None, unit=unit, qualifier=qualifier)
    assert wording.say_with_unit(said) == text


# --- Dates and texts -------------------------------------------------------------------------


@each_row
def test_dates_are_said_as_precisely_as_they_are_known(written: str, said: str) -> None:
    assert wording.say_date(written) == said


@each_row
def test_a_report_that_may_be_of_the_next_year_says_so(
    written: str, basis: str, report: str, year: str
) -> None:
    assert wording.say_report_date(written, basis=basis) == report
    assert wording.say_year(written, basis=basis) == year


def test_a_day_that_never_was_is_refused() -> None:
    with pytest.raises(ValueError, match="day"):
        wording.say_date("2030-02-30")


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(tables.load(write_package(tmp_path / "data")))


@each_row
def test_a_text_takes_in_figures_and_ratings(register: Register, text: str, filled: str) -> None:
    assert wording.fill(text, register) == filled


def test_a_text_with_an_unknown_id_is_refused(register: Register) -> None:
    with pytest.raises(UnknownId, match="did you mean workers-2030"):
        wording.fill("It has [[worker-2030]].", register)


def test_a_text_with_an_unknown_form_is_refused(register: Register) -> None:
    with pytest.raises(ValueError, match="'roman' is no form"):
        wording.fill("It has [[workers-2030:roman]].", register)


# --- Comparing -------------------------------------------------------------------------------

FIRST = inspection("Requires improvement")
EARLIER = fact(22, 70, fact_id="earlier", inspection=FIRST)


def later(value: Number, total: Number | None) -> Fact:
    return fact(value, total, fact_id="later", inspection=FIRST)


@each_row
def test_shares_are_compared_as_shares_not_as_counts(value: int, total: int, word: str) -> None:
    assert wording.direction(EARLIER, later(value, total)) == word


@pytest.mark.parametrize(("value", "word"), [(401, "rose"), (0, "fell"), (400, "stayed the same")])
def test_counts_without_total_are_compared_as_they_are(value: int, word: str) -> None:
    assert wording.direction(fact(400), fact(value)) == word


@each_row
def test_unlike_figures_are_not_compared_and_the_message_says_why(
    first: dict[str, Any], second: dict[str, Any], reason: str
) -> None:
    """``programme`` stands for an inspection under that rule book; "" is no value."""
    one, other = ({name: cell or None for name, cell in each.items()} for each in (first, second))
    if "programme" in other:
        book = other.pop("programme")
        other["inspection"] = book and inspection("Good", rule_book=book)
    message = f"earlier and later cannot be compared: {reason}"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        wording.direction(replace(EARLIER, **one), replace(later(30, 70), **other))


@each_row
def test_the_direction_of_a_rating(earlier: str, later: str, word: str) -> None:
    assert wording.rating_direction(inspection(earlier), inspection(later)) == word


def test_ratings_are_compared_across_programmes() -> None:
    second = inspection("Inadequate", rule_book="second one")
    assert wording.rating_direction(FIRST, second) == "fell"


@each_row
def test_the_place_of_a_rating_counts_from_the_nearer_end_of_the_scale(rating, place):
    assert wording.place_on_scale(inspection(rating)) == place


@pytest.mark.parametrize(("number", "text"), [(1, "once"), (2, "twice"), (3, "three times")])
def test_how_often_is_said_in_words(number: int, text: str) -> None:
    assert wording.in_times(number) == text
