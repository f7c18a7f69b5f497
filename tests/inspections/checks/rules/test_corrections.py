"""Corrections: what they concern, when they were made, and what they say now."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from inspections.checks import check
from tests.inspections.checks.broken_package import only_fault
from tests.inspections.fixtures import ROWS, change, edit_descriptor, write_rows
from tests.tables import each_row


@each_row
def test_a_correction_may_give_the_present_value_or_none(
    package: Path, record_id: str, words: str
) -> None:
    change(package, "corrections", "staff", concerns=record_id, after=words)
    assert check(package) == []


def test_of_two_corrections_of_a_figure_only_the_last_gives_the_present_one(package: Path) -> None:
    last = ROWS["corrections"][0]
    first = {**last, "correction_id": "first", "date": "2035-02-27", "after": "It says 1,100."}
    write_rows(package, "corrections", [first, last])
    assert check(package) == []
    change(package, "corrections", "first", date="2035-03-01")
    assert only_fault(package).value == "It says 1,100."


@pytest.mark.parametrize("name", ["index", "chapters/about", "about"])
def test_a_correction_may_concern_a_page_that_lies_beside_the_data(
    package: Path, name: str
) -> None:
    (package.parent / "chapters").mkdir()
    for page in ("index.md", "chapters/about.md"):
        (package.parent / page).write_text("# A page", encoding="utf-8")
    change(package, "corrections", "staff", concerns=name)
    assert check(package) == []


def test_tomorrow_is_in_the_future_unless_the_package_itself_is_of_that_day(package: Path) -> None:
    tomorrow = (date.today() + timedelta(days=1)).isoformat()
    change(package, "corrections", "staff", date=tomorrow, concerns="annual-report")
    edit_descriptor(package, lambda it: it.update(created="2020-01-01T00:00:00Z"))
    faults = [fault for fault in check(package) if "in the future" in fault.rule]
    assert [fault.value for fault in faults] == [tomorrow]
