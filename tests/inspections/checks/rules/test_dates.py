"""Rules for dates: that they exist, go together, and stand in their fragments."""

from pathlib import Path

from tests.inspections.checks.broken_package import only_fault
from tests.inspections.fixtures import columns, read_rows, write_rows


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
