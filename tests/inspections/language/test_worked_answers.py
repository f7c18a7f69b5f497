"""Worked answers, with what they should be worked out by hand or by scipy from the articles."""

import re

import pytest
from scipy.stats import binom
from statsmodels.stats.proportion import proportion_confint

from inspections.language.worked_answers import ANSWER_KINDS, RANDOM, work_out
from inspections.package import tables
from inspections.register import Register, UnknownId
from publishing.core.project import ROOT
from tests.by_hand import ANSWERS, WORKED, case
from tests.tables import each_row

USED = "domestic-abuse-information-used-2024"
NOT_REQUESTED = "domestic-abuse-not-requested-2024"
CHILDREN = "child-safeguarding-liaison-2024"
LIAISON = "domestic-abuse-liaison-2024"
VISITS = "home-visits-not-made-2024"


@pytest.fixture(scope="module")
def known() -> Register:
    return Register(tables.load(ROOT / "data"))


@pytest.mark.parametrize("worked", ANSWERS)
def test_answers_as_worked_out_by_hand(known: Register, worked) -> None:
    answer = work_out(worked.what, known)
    assert answer.text == worked.says
    stated = {str(number) for name in answer.ids for number in case(name)}
    assert set(re.findall(r"\d+", worked.working)) <= stated


def test_there_is_an_answer_by_hand_of_each_kind_that_needs_no_library() -> None:
    kinds = {answer.what.partition(":")[0] for answer in ANSWERS}
    assert kinds == {"percent", "others", "pooled", "in-neither"}


def test_the_confidence_is_the_one_of_the_intervals(known: Register) -> None:
    assert work_out(f"confidence: {USED}", known).text == "95 per cent"


@pytest.mark.parametrize("fact_id", [USED, NOT_REQUESTED, CHILDREN, LIAISON, VISITS])
def test_intervals_are_those_of_statsmodels(known: Register, fact_id: str) -> None:
    count, total = case(fact_id)
    low, high = (100 * end for end in proportion_confint(count, total, method="wilson"))
    assert work_out(f"interval: {fact_id}", known).text == f"{low:.1f} to {high:.1f} per cent"
    assert work_out(f"width: {fact_id}", known).text == f"{round(high - low)} percentage points"
    middle = f"{(low + high) / 2:.1f} per cent, give or take {(high - low) / 2:.1f}"
    assert work_out(f"middle: {fact_id}", known).text == middle
    low, high = (100 * end for end in proportion_confint(4 * count, 4 * total, method="wilson"))
    assert work_out(f"width: {fact_id} x4", known).text == f"{round(high - low)} percentage points"


def test_an_interval_from_a_known_population(known: Register) -> None:
    count, total = case(USED)
    everyone = WORKED["caseload-community-2024"].says  # the sum of two numbers, by hand
    people = int(everyone.replace(",", ""))
    size = total * (people - 1) / (people - total)  # as many cases as those stand for
    ends = proportion_confint(count / total * size, size, method="wilson")
    low, high = (100 * end for end in ends)
    answer = work_out(f"interval: {USED} caseload-community-2024", known)
    assert answer.text == f"{low:.1f} to {high:.1f} per cent"
    assert answer.ids == (USED, "caseload-community-2024")
    assert everyone in answer.working


@pytest.mark.parametrize(("part", "share"), [("half", 1 / 2), ("third", 1 / 3), ("quarter", 1 / 4)])
def test_chances_are_those_of_scipy(known: Register, part: str, share: float) -> None:
    theirs = 100 * binom.cdf(*case(USED), share)
    digits = 2 if theirs < 1 else 1
    answer = work_out(f"chance-at-most: {USED} {part}", known)
    assert answer.text == f"{theirs:.{digits}f} per cent"


def test_a_tiny_chance_is_not_said_to_be_none(known: Register) -> None:
    assert binom.cdf(*case(CHILDREN), 3 / 4) < 1e-6
    text = work_out(f"chance-at-most: {CHILDREN} three-quarters", known).text
    assert text == "less than 0.01 per cent"


def test_every_answer_of_a_sample_names_its_assumption(known: Register) -> None:
    of_samples = {
        "interval": USED,
        "middle": USED,
        "width": USED,
        "confidence": USED,
        "chance-at-most": f"{USED} half",
    }
    for kind, arguments in of_samples.items():
        assert work_out(f"{kind}: {arguments}", known).assumption == RANDOM
    assert "random sample" in RANDOM
    assert set(ANSWER_KINDS) - set(of_samples) == {"percent", "others", "pooled", "in-neither"}
    assert "Never right: " in work_out(f"pooled: {USED} {LIAISON}", known).working


@each_row
def test_what_cannot_be_worked_out_says_why(known: Register, written: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        work_out(written, known)


def test_an_unknown_fact_names_its_neighbours(known: Register) -> None:
    with pytest.raises(UnknownId, match=f"did you mean.*{USED}"):
        work_out("percent: domestic-abuse-information-used-2042", known)
