"""Counts of inspections, on rows made up here."""

import pytest

from inspections.arithmetic.counting import changes, conditions, count, matching
from tests.tables import each_row

ROWS = [
    {"unit": unit, "region": region, "report_date": date, "overall_rating": rating}
    for unit, region, date, rating in (
        ("Amberley", "North", "2030-05-17", "Good"),
        ("Amberley", "North", "2034", "Inadequate"),
        ("Brockham", "North", "2030-06", "Inadequate"),
        ("Brockham", "North", "2033-02", "Requires improvement"),
        ("Cuckfield", "South", "2031", "Inadequate"),
        ("Cuckfield", "South", "2035", "Inadequate"),
        ("Ditchling", "South", "2030", "Good"),
        ("Ditchling", "South", "", "Inadequate"),
    )
]


@each_row
def test_rows_are_counted_by_what_they_share(operation: str, where: str, expected: int) -> None:
    assert count(operation, ROWS, where) == expected


def test_a_change_is_from_the_first_report_to_the_latest() -> None:
    assert changes(ROWS) == {"Amberley": -2, "Brockham": 1, "Cuckfield": 0}
    third = {**ROWS[0], "report_date": "2036", "overall_rating": "Outstanding"}
    assert changes([*ROWS, third])["Amberley"] == 1


def test_a_value_must_be_met_in_full_and_only_a_date_by_its_beginning() -> None:
    assert matching(ROWS, "unit=Amber") == []
    assert len(matching(ROWS, "report_date=203")) == 7


def test_conditions_are_read_and_a_column_that_is_not_there_is_refused() -> None:
    assert conditions("unit=A; region=B") == {"unit": "A", "region": "B"}
    with pytest.raises(ValueError, match="no column colour"):
        count("count_units", ROWS, "colour=red")
