"""Corrections: what they concern, when they were made, and what they say now."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from inspections.checks import check
from tests.inspections.checks.broken_package import CellFault, named_in_full, only_fault
from tests.inspections.fixtures import ROWS, change, columns, edit_descriptor, write_rows

# What is wrong; table, row and cells to spoil; the field, the value and a word of the rule
# that the one fault must name.
CELLS: dict[str, CellFault] = {
    "row that does not exist": (
        *("corrections", "staff", {"concerns": "worker-2030"}),
        *("concerns", "worker-2030", "there is no row and no page of this name"),
    ),
    "correction of itself": (
        *("corrections", "staff", {"concerns": "staff"}),
        *("concerns", "staff", "there is no row and no page of this name"),
    ),
    "page that does not exist": (
        *("corrections", "staff", {"concerns": "chapters/gone"}),
        *("concerns", "chapters/gone", "there is no row and no page of this name"),
    ),
    "date in the future": (
        *("corrections", "staff", {"date": "2036-01-02"}),
        *("date", "2036-01-02", "is in the future, after 2036-01-01"),
    ),
    "date before the source was published": (
        *("corrections", "staff", {"date": "2030-05-16"}),
        *("date", "2030-05-16", "is before 2030-05-17, when what it corrects was published"),
    ),
    "date before the first report, where the source has none": (
        *("corrections", "staff", {"date": "1999-01-01", "concerns": "waits-2034"}),
        *("date", "1999-01-01", "is before 2030-05-17, when what it corrects was published"),
    ),
    "nothing changed": (
        *("corrections", "staff", {"before": "It says ‘1,149’.", "after": "It says '1,149'."}),
        *("after", "It says '1,149'.", "says the same as before"),
    ),
    "figure that is not the present one": (
        *("corrections", "staff", {"after": "It says 1,148."}),
        *("after", "It says 1,148.", "not give the present figure of workers-2030, 1149"),
    ),
    "total that is not the present one": (
        *("corrections", "staff", {"concerns": "visits-missed-2030", "after": "38 of 60"}),
        *("after", "38 of 60", "the present figure of visits-missed-2030, 38 of 59"),
    ),
    "derived figure that is not the present one": (
        *("corrections", "staff", {"concerns": "requested-2030", "after": "38 of 70"}),
        *("after", "38 of 70", "the present figure of requested-2030, 39 of 70"),  # 70 - 31
    ),
    "rating that is not the present one": (
        *("corrections", "staff", {"concerns": "amberley-2034", "after": "It says good."}),
        *("after", "It says good.", 'the present rating of amberley-2034, "Inadequate"'),
    ),
}


@pytest.mark.parametrize("kind", CELLS)
def test_a_wrong_cell_is_named_with_file_row_field_value_and_rule(package: Path, kind: str) -> None:
    named_in_full(package, CELLS[kind])


@pytest.mark.parametrize(
    ("record_id", "words"),
    [
        ("workers-2030", "almost 1,149 workers in May 2030"),
        ("workers-2030", "The label is shorter."),  # no figure: it is not about the value
        ("visits-missed-2030", "thirty-eight"),
        ("information-used-share-2030", "31 per cent"),  # 22 of 70, 31.43
        ("amberley-2034", "rated as inadequate"),
        ("amberley-2034", "the date is 2034"),
        ("leaders-2030", "They used what they knew."),
    ],
)
def test_a_correction_may_give_the_present_value_or_none(
    package: Path, record_id: str, words: str
) -> None:
    change(package, "corrections", "staff", concerns=record_id, after=words)
    assert check(package) == []


def test_of_two_corrections_of_a_figure_only_the_last_gives_the_present_one(package: Path) -> None:
    last = ROWS["corrections"][0]
    first = {**last, "correction_id": "first", "date": "2035-02-27", "after": "It says 1,100."}
    write_rows(package, "corrections", columns=columns("corrections"), rows=[first, last])
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
