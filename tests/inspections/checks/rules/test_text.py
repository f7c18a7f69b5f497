"""Rules for words in cells: blanks, marks and typed numbers."""

from pathlib import Path

import pytest

from inspections.checks import check
from inspections.language import wording
from inspections.package.placeholders import FORMS
from tests.inspections.fixtures import change


def test_a_mark_may_have_any_form_that_a_figure_can_take(package: Path) -> None:
    assert set(FORMS) == set(wording.FORMS) - {""}
    marks = " ".join(f"[[workers-2030:{form}]]" for form in FORMS)
    change(package, "findings", "leaders-2030", statement=f"It says {marks}.")
    assert check(package) == []


@pytest.mark.parametrize(
    "words",
    ["less than half: a < b", "5 > 4", "Research & Development; more", "a-b = c", "naïve café"],
)
def test_plain_words_are_no_formula_and_no_html(package: Path, words: str) -> None:
    change(package, "sources", "annual-report", title=words)
    assert check(package) == []
