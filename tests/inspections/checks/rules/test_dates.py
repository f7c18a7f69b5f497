"""Rules for dates: that they exist, go together, and stand in their fragments."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.inspections.checks.broken_package import CellFault, named_in_full, only_fault
from tests.inspections.fixtures import columns, read_rows, write_rows

# What is wrong; table, row and cells to spoil; the field, the value and a word of the rule
# that the one fault must name.
CELLS: dict[str, CellFault] = {
    "month that does not exist": (
        *("sources", "gazette-2030", {"published": "2024-13"}),
        *("published", "2024-13", "no such day or month"),
    ),
    "day that does not exist": (
        *("programmes", "programme-2027", {"began": "2027-02-29"}),
        *("began", "2027-02-29", "no such day or month"),
    ),
    "day of a correction that does not exist": (
        *("corrections", "staff", {"date": "2035-02-30"}),
        *("date", "2035-02-30", "no such day or month"),
    ),
    "end before the beginning": (
        *("events", "fieldwork-2030", {"end_date": "2030-01"}),
        *("end_date", "2030-01", "ends before it begins (2030-02)"),
    ),
    "stated report date that is only a year": (
        *("inspections", "amberley-2034", {"date_basis": "stated"}),
        *("report_date", "2034", "has no day"),
    ),
    "stated report date without a day": (
        *("inspections", "amberley-2034", {"report_date": "2034-05", "date_basis": "stated"}),
        *("report_date", "2034-05", "has no day though date_basis says that a source states"),
    ),
    "report date though none was seen": (
        *("inspections", "amberley-2034", {"date_basis": "not shown"}),
        *("report_date", "2034", 'does not go with date_basis "not shown"'),
    ),
    "event whose fragment lacks the day": (
        *("events", "report-2030", {"fragment": "published in May 2030"}),
        *("fragment", "published in May 2030", "does not carry the date 2030-05-17"),
    ),
    "event less precise than its fragment": (
        *("events", "report-2030", {"date": "2030-05"}),
        *("date", "2030-05", "less precise than the fragment"),
    ),
    "event with a reason that is not needed": (
        *("events", "report-2030", {"fragment_reason": "No reason."}),
        *("fragment_reason", "No reason.", "though the fragment carries the date"),
    ),
    "date of a source that shows none": (
        *("sources", "annual-report", {"published": "2031"}),
        *("published", "2031", 'published_basis "not shown"'),
    ),
    "source with a basis and no date": (
        *("sources", "gazette-2030", {"published": ""}),
        *("published", "", 'published_basis "stated"'),
    ),
}


@pytest.mark.parametrize("kind", CELLS)
def test_a_wrong_cell_is_named_with_file_row_field_value_and_rule(package: Path, kind: str) -> None:
    named_in_full(package, CELLS[kind])


def test_an_inspection_of_the_subject_has_a_date(package: Path) -> None:
    rows = read_rows(package, "inspections")
    undated = {"report_date": "", "date_basis": "not shown"}
    other = {"unit": "Brockham", "inspection_id": "brockham-undated"}
    rows += [
        {**rows[1], **undated, "inspection_id": "amberley-undated"},
        {**rows[1], **undated, **other, "fragment": "Brockham was judged 'inadequate'"},
    ]
    write_rows(package, "inspections", columns=columns("inspections"), rows=rows)
    fault = only_fault(package)  # the date of another unit's report may be unknown
    assert (fault.file, fault.row, fault.field) == ("inspections.csv", 4, "report_date")
    assert "of the unit that the book is about" in fault.rule
    assert "at least the year" in fault.advice
