"""Rules for words in cells: blanks, marks and typed numbers."""

from pathlib import Path

import pytest

from inspections.checks import check
from inspections.language import wording
from inspections.package import tables
from inspections.package.placeholders import FORM_NAMES
from inspections.register import Register
from tests.inspections.fixtures import change
from tests.tables import each_row


def test_a_mark_may_have_any_form_that_a_figure_can_take(package: Path) -> None:
    assert set(FORM_NAMES) == set(wording.FORMATTERS) - {""}
    marks = " ".join(f"[[visits-missed-2030:{form}]]" for form in FORM_NAMES)
    change(package, "findings", "leaders-2030", statement=f"It says {marks}.")
    assert check(package) == []


@each_row
def test_a_form_that_this_figure_cannot_take_is_refused(package: Path, mark: str, why: str) -> None:
    change(package, "findings", "leaders-2030", statement=f"It says [[{mark}]].")
    (fault,) = check(package)
    assert (fault.field, f"[[{mark}]] cannot be written" in fault.rule) == ("statement", True)
    assert why in fault.rule
    with pytest.raises(ValueError, match=mark.partition(":")[0]):  # as a page would find it
        wording.fill(f"[[{mark}]]", Register(tables.load(package)))


@each_row
def test_plain_words_are_let_be(package: Path, words: str) -> None:
    change(package, "sources", "annual-report", title=words)
    assert check(package) == []
