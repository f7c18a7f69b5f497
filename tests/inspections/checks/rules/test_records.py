"""Rules for whole records: order, lists of ids, inspections, recommendations."""

from pathlib import Path

from inspections.checks import check
from tests.inspections.checks.broken_package import only_fault
from tests.inspections.fixtures import change, read_rows, write_rows


def test_rows_out_of_order_are_named(package: Path) -> None:
    rows = read_rows(package, "terms")
    write_rows(package, "terms", rows[::-1])
    fault = only_fault(package)
    assert (fault.file, fault.row, fault.value) == ("terms.csv", 3, "case")
    assert "not sorted" in fault.rule


def test_signs_in_the_place_of_a_year_are_taken_as_they_are(package: Path) -> None:
    change(package, "inspections", "amberley-2034", report_date="[[2")
    assert [(fault.row, fault.field, fault.rule) for fault in check(package)] == [
        (3, "report_date", "is not a date"),
        (
            *(3, "inspection_id"),
            'does not go with unit "Amberley" and the year of the report, [[2',
        ),
    ]
