from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from inspections.language import wording
from inspections.package import tables
from inspections.register import (
    Derivation,
    Fact,
    Inspection,
    Number,
    Programme,
    Register,
    UnknownId,
)
from tests.inspections.fixtures import write_package

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
BACKLOG = fact(200, unit="discussions", qualifier="almost")
RATE = fact(40, unit="per cent")
DELAY = fact(2, unit="months", qualifier="at_most")
PART = fact(1, 2, unit="fraction", qualifier="fewer_than")
OFFICES = fact(3, unit="offices")
SHARE = replace(
    fact(22 / 70 * 100, unit="per cent"),
    derivation=Derivation(operation="percent", inputs=(COUNT,), assumption=""),
)


# --- Numbers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (1, "one"),
        (10, "ten"),
        (11, "eleven"),
        (19, "nineteen"),
        (20, "twenty"),
        (21, "twenty-one"),
        (99, "ninety-nine"),
        (100, "one hundred"),
        (101, "one hundred and one"),
        (340, "three hundred and forty"),
        (999, "nine hundred and ninety-nine"),
        (1_000, "one thousand"),
        (1_001, "one thousand and one"),
        (1_100, "one thousand one hundred"),
        (2_611, "two thousand six hundred and eleven"),
        (12_020, "twelve thousand and twenty"),
        (
            999_999,
            "nine hundred and ninety-nine thousand nine hundred and ninety-nine",
        ),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert wording.in_words(number) == words


@pytest.mark.parametrize("number", [-1, 1_000_000])
def test_numbers_without_words_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match=f"{number} is not between 0 and 999,999"):
        wording.in_words(number)


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        (0, "0"),
        (22, "22"),
        (22.0, "22"),
        (1297, "1,297"),
        (1_234_567, "1,234,567"),
        (5.5, "5.5"),
        (7e8, "700 million"),
    ],
)
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


@pytest.mark.parametrize(
    ("value", "total", "unit", "expected"),
    [
        pytest.param(
            *(22, 70, "cases"),
            {
                "exact": "22 of 70",
                "about": "about 22 of 70",
                "almost": "almost 22 of 70",
                "more_than": "more than 22 of 70",
                "fewer_than": "fewer than 22 of 70",
                "at_least": "at least 22 of 70",
                "at_most": "up to 22 of 70",
            },
            id="share",
        ),
        pytest.param(
            *(1200, None, "workers"),
            {
                "exact": "1,200",
                "about": "about 1,200",
                "almost": "almost 1,200",
                "more_than": "more than 1,200",
                "fewer_than": "fewer than 1,200",
                "at_least": "at least 1,200",
                "at_most": "up to 1,200",
            },
            id="count",
        ),
        pytest.param(
            *(4, None, "per cent"),
            {
                "exact": "4 per cent",
                "about": "about 4 per cent",
                "almost": "almost 4 per cent",
                "more_than": "more than 4 per cent",
                "fewer_than": "less than 4 per cent",
                "at_least": "at least 4 per cent",
                "at_most": "up to 4 per cent",
            },
            id="per cent",
        ),
        pytest.param(
            *(2, None, "months"),
            {
                "exact": "two months",
                "about": "about two months",
                "almost": "almost two months",
                "more_than": "more than two months",
                "fewer_than": "less than two months",
                "at_least": "at least two months",
                "at_most": "up to two months",
            },
            id="duration",
        ),
        pytest.param(
            *(1, 2, "fraction"),
            {
                "exact": "half",
                "about": "about half",
                "almost": "almost half",
                "more_than": "more than half",
                "fewer_than": "fewer than half",
                "at_least": "at least half",
                "at_most": "up to half",
            },
            id="fraction",
        ),
    ],
)
def test_every_qualifier_stays_with_its_figure(
    value: int, total: int | None, unit: str, expected: dict[str, str]
) -> None:
    assert tuple(expected) == QUALIFIERS
    said = {
        qualifier: wording.say(fact(value, total, unit=unit, qualifier=qualifier))
        for qualifier in QUALIFIERS
    }
    assert said == expected


def test_the_qualifiers_are_those_of_the_schema() -> None:
    resources = tables.read_descriptor()["resources"]
    schema = next(each["schema"] for each in resources if each["name"] == "facts")
    field = next(each for each in schema["fields"] if each["name"] == "qualifier")
    assert tuple(field["constraints"]["enum"]) == QUALIFIERS


# --- Forms -----------------------------------------------------------------------------------

SAID = {
    "": [
        (COUNT, "22 of 70"),
        (BACKLOG, "almost 200"),
        (RATE, "40 per cent"),
        (DELAY, "up to two months"),
        (PART, "fewer than half"),
        (OFFICES, "three"),
        (SHARE, "31 per cent"),
        (fact(1, unit="months"), "one month"),
        (fact(1297, 2611), "1,297 of 2,611"),
    ],
    "capital": [
        (COUNT, "22 of 70"),
        (BACKLOG, "Almost 200"),
        (DELAY, "Up to two months"),
        (PART, "Fewer than half"),
        (OFFICES, "Three"),
    ],
    "digits": [
        (COUNT, "22"),
        (BACKLOG, "almost 200"),
        (RATE, "40 per cent"),
        (DELAY, "up to 2 months"),
        (OFFICES, "3"),
        (SHARE, "31.4 per cent"),
    ],
    "words": [
        (COUNT, "twenty-two"),
        (BACKLOG, "almost two hundred"),
        (RATE, "forty per cent"),
        (DELAY, "up to two months"),
        (OFFICES, "three"),
    ],
    "percent": [
        (COUNT, "31 per cent"),
        (RATE, "40 per cent"),
        (SHARE, "31 per cent"),
        (replace(COUNT, qualifier="about"), "about 31 per cent"),
        (fact(38, 59), "64 per cent"),
        (fact(1, 3, unit="fraction"), "33 per cent"),
        (fact(2, 3, unit="fraction", qualifier="more_than"), "more than 66 per cent"),
        (fact(0, 5), "0 per cent"),
        (fact(5, 5), "100 per cent"),
        (fact(1, 400), "less than 1 per cent"),
        (fact(399, 400), "more than 99 per cent"),
        (fact(1, 200), "1 per cent"),  # a half rounds up, and so does not look like none
        (fact(1, 400, qualifier="about"), "less than 1 per cent"),
        (fact(1, 400, qualifier="at_most"), "up to 1 per cent"),
        (fact(399, 400, qualifier="at_least"), "at least 99 per cent"),
        (fact(1, 150, qualifier="at_most"), "up to 1 per cent"),
        (fact(38, 60, qualifier="at_least"), "at least 63 per cent"),  # of 63.3
        (fact(37, 60, qualifier="at_most"), "up to 62 per cent"),  # of 61.7
        (fact(37, 60, qualifier="at_least"), "at least 61 per cent"),
        (fact(38, 60, qualifier="at_most"), "up to 64 per cent"),
    ],
    "value": [(COUNT, "22"), (BACKLOG, "almost 200"), (SHARE, "31.4"), (DELAY, "up to 2")],
    "total": [(COUNT, "70"), (fact(1297, 2611), "2,611")],
}
CASES = [(form, said, text) for form, cases in SAID.items() for said, text in cases]


def test_every_form_is_tried() -> None:
    assert set(SAID) == set(wording.FORMS)
    assert all(SAID.values())


@pytest.mark.parametrize(
    ("form", "said", "text"), CASES, ids=[f"{form or 'usual'}: {text}" for form, _, text in CASES]
)
def test_a_fact_reads_as_its_form_says(form: str, said: Fact, text: str) -> None:
    assert wording.say(said, form) == text


def test_an_unknown_form_is_refused_with_those_there_are() -> None:
    message = (
        "'roman' is no form of a fact; there are capital, digits, percent, total, value, words"
    )
    with pytest.raises(ValueError, match=message):
        wording.say(COUNT, "roman")


def test_a_figure_without_total_has_no_total_to_print() -> None:
    with pytest.raises(ValueError, match="a-fact has no total to print"):
        wording.say(BACKLOG, "total")


def test_a_plain_count_has_no_percentage() -> None:
    with pytest.raises(ValueError, match="a-fact is not a share of anything"):
        wording.say(BACKLOG, "percent")


def test_a_percentage_rounds_halves_up() -> None:
    assert wording.percent(fact(5, 40, unit="cases")) == "13 per cent"


def test_less_than_goes_with_a_percentage_and_fewer_than_with_cases() -> None:
    fraction = replace(BACKLOG, value=1, total=2, unit="fraction", qualifier="fewer_than")
    assert wording.percent(fraction) == "less than 50 per cent"
    assert wording.say(fraction) == "fewer than half"


@pytest.mark.parametrize("form", ["words", "digits", "value"])
def test_a_fraction_is_never_printed_as_its_numerator(form: str) -> None:
    with pytest.raises(ValueError, match="is a fraction"):
        wording.say(replace(BACKLOG, value=1, total=2, unit="fraction"), form)


def test_a_number_that_is_not_whole_has_no_words() -> None:
    with pytest.raises(ValueError, match="is not a whole number"):
        wording.say(replace(BACKLOG, value=5.5, total=None), "words")


@pytest.mark.parametrize(
    ("unit", "said"),
    [("companies", "one company"), ("replies", "one reply"), ("weeks", "one week")],
)
def test_one_of_a_unit_is_singular(unit: str, said: str) -> None:
    one = replace(BACKLOG, value=1, total=None, unit=unit, qualifier="exact")
    assert wording.say_with_unit(one) == said


@pytest.mark.parametrize(
    ("value", "total", "words"),
    [(1, 2, "half"), (1, 3, "a third"), (2, 3, "two thirds"), (1, 4, "a quarter")],
)
def test_fractions_in_words(value: int, total: int, words: str) -> None:
    assert wording.fraction(fact(value, total, unit="fraction")) == words


def test_a_fraction_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="a-fact: no words for the fraction 2 of 7"):
        wording.say(fact(2, 7, unit="fraction"))


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (COUNT, "22 of 70 cases"),
        (BACKLOG, "almost 200 discussions"),
        (RATE, "40 per cent"),
        (DELAY, "up to two months"),
        (PART, "fewer than half"),
        (SHARE, "31 per cent"),
        (fact(1, unit="regions"), "one region"),
        (fact(2, unit="regions"), "two regions"),
        (fact(1, 70), "1 of 70 cases"),
        (fact(648, unit="people"), "648 people"),
    ],
)
def test_a_fact_can_be_said_with_what_it_counts(said: Fact, text: str) -> None:
    assert wording.say_with_unit(said) == text


# --- Dates and texts -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2030-05-17", "17 May 2030"),
        ("2030-12-01", "1 December 2030"),
        ("2030-02", "February 2030"),
        ("2030", "2030"),
    ],
)
def test_dates_are_said_as_precisely_as_they_are_known(written: str, said: str) -> None:
    assert wording.say_date(written) == said


def test_a_day_that_never_was_is_refused() -> None:
    with pytest.raises(ValueError, match="day"):
        wording.say_date("2030-02-30")


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(tables.load(write_package(tmp_path / "data")))


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("In [[information-used-2030]] cases.", "In 22 of 70 cases."),
        ("[[workers-2030:capital]] workers.", "Almost 1,149 workers."),
        (
            "It was [[amberley-2030]]; it is [[amberley-2034]].",
            "It was Requires improvement; it is Inadequate.",
        ),
        ("[[rest-2030:value]] and [[rest-2030:total]]", "17 and 70"),
        ("No figure [here] or [[Here]].", "No figure [here] or [[Here]]."),
    ],
)
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


@pytest.mark.parametrize(
    ("value", "total", "sign", "word"),
    [
        (23, 70, 1, "rose"),
        (21, 70, -1, "fell"),
        (22, 70, 0, "stayed the same"),
        (11, 35, 0, "stayed the same"),
        (20, 40, 1, "rose"),
        (30, 140, -1, "fell"),
    ],
)
def test_shares_are_compared_as_shares_not_as_counts(
    value: int, total: int, sign: int, word: str
) -> None:
    assert wording.compare(EARLIER, later(value, total)) == sign
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
    for compare in (wording.compare, wording.direction):
        with pytest.raises(wording.NotComparable) as raised:
            compare(EARLIER, unlike)
        assert str(raised.value) == f"earlier and later cannot be compared: {reason}"


def test_the_message_gives_every_reason() -> None:
    unlike = replace(later(30, 70), question="another", unit="people", qualifier="almost")
    with pytest.raises(wording.NotComparable) as raised:
        wording.compare(EARLIER, unlike)
    assert str(raised.value) == (
        "earlier and later cannot be compared: "
        "the question differs ('which-question' and 'another'); "
        "the unit differs ('cases' and 'people'); not both are exact"
    )


def test_two_approximate_figures_are_not_compared() -> None:
    with pytest.raises(wording.NotComparable, match="not both are exact"):
        wording.compare(
            replace(EARLIER, qualifier="about"), replace(later(30, 70), qualifier="about")
        )


@pytest.mark.parametrize(
    ("earlier", "later", "word"),
    [
        ("Inadequate", "Requires improvement", "rose"),
        ("Good", "Outstanding", "rose"),
        ("Requires improvement", "Inadequate", "fell"),
        ("Outstanding", "Requires improvement", "fell"),
        ("Good", "Good", "stayed the same"),
    ],
)
def test_the_direction_of_a_rating(earlier: str, later: str, word: str) -> None:
    assert wording.rating_direction(inspection(earlier), inspection(later)) == word


def test_ratings_are_compared_across_programmes() -> None:
    second = inspection("Inadequate", rule_book="second one")
    assert wording.rating_direction(FIRST, second) == "fell"


@pytest.mark.parametrize(
    ("rating", "place"),
    [
        ("Inadequate", "lowest of four grades"),
        ("Requires improvement", "second lowest of four grades"),
        ("Good", "second highest of four grades"),
        ("Outstanding", "highest of four grades"),
    ],
)
def test_the_place_of_a_rating_counts_from_the_nearer_end_of_the_scale(rating, place):
    assert wording.place_on_scale(inspection(rating)) == place


@pytest.mark.parametrize(("number", "text"), [(1, "once"), (2, "twice"), (3, "three times")])
def test_how_often_is_said_in_words(number: int, text: str) -> None:
    assert wording.in_times(number) == text
