import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from inspections.language import wording
from inspections.package import tables
from inspections.register import (
    OR_NEXT_YEAR,
    Derivation,
    Fact,
    Inspection,
    Number,
    Programme,
    Register,
    UnknownId,
)
from tests.inspections.fixtures import allowed, write_package
from tests.tables import each_row

QUALIFIERS = ("exact", "about", "almost", "more_than", "fewer_than", "at_least", "at_most")


def programme(label: str = "first programme") -> Programme:
    return Programme(programme_id="any", label=label, began="2027", citations=(), note="")


def inspection(rating: str, *, rule_book: str = "first programme") -> Inspection:
    return Inspection(
        inspection_id="amberley",
        unit="Amberley",
        unit_kind="unit",
        region="North Downs",
        region_basis="stated",
        report_date="2030",
        date_basis="stated",
        programme=programme(rule_book),
        overall_rating=rating,
        score=None,
        score_out_of=None,
        chief_inspector="",
        citations=(),
        checked="two readings",
        note="",
    )


def fact(
    value: Number,
    total: Number | None = None,
    *,
    unit: str = "cases",
    qualifier: str = "exact",
    name: str = "a-fact",
    under: Inspection | None = None,
) -> Fact:
    return Fact(
        fact_id=name,
        inspection=under,
        topic="caseload",
        question="which-question",
        label="A label",
        value=value,
        total=total,
        unit=unit,
        qualifier=qualifier,
        counts="success",
        population="cases inspected",
    )


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
    assert {row[0] for row in mark.args[1]} == set(wording.FORMS)


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


@pytest.mark.parametrize(
    ("written", "basis", "report", "year"),
    [
        ("2030-05-17", "stated", "17 May 2030", "2030"),
        ("2030-05", "derived", "May 2030 (month worked out by us)", "2030"),
        ("2030", "derived", "2030 (year worked out by us)", "2030"),
        ("2030", OR_NEXT_YEAR, "2030 or early 2031 (year worked out by us)", "2030 or early 2031"),
        ("", "not shown", "no date seen", ""),
    ],
)
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
EARLIER = fact(22, 70, name="earlier", under=FIRST)


def later(value: Number, total: Number | None) -> Fact:
    return fact(value, total, name="later", under=FIRST)


@each_row
def test_shares_are_compared_as_shares_not_as_counts(value: int, total: int, word: str) -> None:
    assert wording.direction(EARLIER, later(value, total)) == word


@pytest.mark.parametrize(("value", "word"), [(401, "rose"), (0, "fell"), (400, "stayed the same")])
def test_counts_without_total_are_compared_as_they_are(value: int, word: str) -> None:
    assert wording.direction(fact(400), fact(value)) == word


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            lambda each: replace(each, question="another"),
            "the question differs ('which-question' and 'another')",
        ),
        (
            lambda each: replace(each, population="relevant cases"),
            "the population differs ('cases inspected' and 'relevant cases')",
        ),
        (lambda each: replace(each, unit="people"), "the unit differs ('cases' and 'people')"),
        (
            lambda each: replace(each, counts="failure"),
            "what is counted differs ('success' and 'failure')",
        ),
        (
            lambda each: replace(each, inspection=inspection("Good", rule_book="second one")),
            "the inspection programme differs ('first programme' and 'second one')",
        ),
        (
            lambda each: replace(each, inspection=None),
            "the inspection programme differs ('first programme' and 'none')",
        ),
        (lambda each: replace(each, total=None), "only one of them is out of a total"),
        (lambda each: replace(each, qualifier="about"), "not both are exact"),
    ],
)
def test_unlike_figures_are_not_compared_and_the_message_says_why(
    change: Callable[[Fact], Fact], reason: str
) -> None:
    unlike = change(later(30, 70))
    message = f"earlier and later cannot be compared: {reason}"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        wording.direction(EARLIER, unlike)


def test_the_message_gives_every_reason() -> None:
    unlike = replace(later(30, 70), question="another", unit="people", qualifier="almost")
    message = (
        "earlier and later cannot be compared: "
        "the question differs ('which-question' and 'another'); "
        "the unit differs ('cases' and 'people'); not both are exact"
    )
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        wording.direction(EARLIER, unlike)


def test_two_approximate_figures_are_not_compared() -> None:
    with pytest.raises(ValueError, match="not both are exact"):
        wording.direction(
            replace(EARLIER, qualifier="about"), replace(later(30, 70), qualifier="about")
        )


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
