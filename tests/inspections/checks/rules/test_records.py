"""Rules for whole records: order, lists of ids, inspections, recommendations."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspections.checks import check
from tests.inspections.checks.broken_package import CellFault, named_in_full, only_fault
from tests.inspections.fixtures import ROWS, change, columns, read_rows, write_rows

# What is wrong; table, row and cells to spoil; the field, the value and a word of the rule
# that the one fault must name.
CELLS: dict[str, CellFault] = {
    "fragment without the rating": (
        *("inspections", "amberley-2034", {"fragment": "Amberley was judged poor"}),
        *("fragment", "Amberley was judged poor", 'the rating, "Inadequate"'),
    ),
    "second fragment without the rating": (
        *("inspections", "amberley-2030", {"second_fragment": "Amberley was rated"}),
        *("second_fragment", "Amberley was rated", 'does not carry the rating, "Requires'),
    ),
    "score without its words": (
        *("inspections", "amberley-2030", {"score_source_id": "", "score_fragment": ""}),
        *("score_fragment", "", "is empty"),
    ),
    "score with the words of another": (
        *("inspections", "amberley-2030", {"score": "8"}),
        *("score_fragment", "scored 9 points", "figures are not score and score_out_of (8, 27)"),
    ),
    "unit misspelt": (
        *("inspections", "amberley-2034", {"unit": "Amberly"}),
        *("inspection_id", "amberley-2034", 'does not go with unit "Amberly"'),
    ),
    "id with another year": (
        *("inspections", "amberley-2034", {"report_date": "2033"}),
        *("inspection_id", "amberley-2034", "the year of the report, 2033"),
    ),
    "unit in another region": (
        *("inspections", "amberley-2034", {"region": "South Downs"}),
        *("region", "South Downs", 'has this unit in the region "North Downs"'),
    ),
    "concern that does not exist": (
        *("unknowns", "sample", {"concerns": "rest-2030 rest-2031"}),
        *("concerns", "rest-2030 rest-2031", "there is no rest-2031"),
    ),
    "later finding that does not exist": (
        *("recommendations", "share-information-2030", {"later_findings": "waits-2033"}),
        *("later_findings", "waits-2033", "there is no waits-2033"),
    ),
    "later state that nothing shows": (
        *("recommendations", "share-information-2030", {"later_findings": ""}),
        *("later_findings", "", 'later_state "still open"'),
    ),
    "later state that cannot be told and names no finding": (
        *("recommendations", "share-information-2030"),
        {"later_state": "cannot be told", "later_findings": ""},
        *("later_findings", "", 'later_state "cannot be told"'),
    ),
    "unit spelt in two ways": (
        *("inspections", "amberley-2034", {"unit": "amberley"}),
        *("unit", "amberley", 'is spelt "Amberley"'),
    ),
}


@pytest.mark.parametrize("kind", CELLS)
def test_a_wrong_cell_is_named_with_file_row_field_value_and_rule(package: Path, kind: str) -> None:
    named_in_full(package, CELLS[kind])


def test_rows_out_of_order_are_named(package: Path) -> None:
    rows = read_rows(package, "terms")
    write_rows(package, "terms", columns=columns("terms"), rows=rows[::-1])
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


def test_one_report_stands_only_once(package: Path) -> None:
    row = ROWS["inspections"][0] | {"inspection_id": "amberley-pdu-2030"}
    rows = [*ROWS["inspections"], row]
    write_rows(package, "inspections", columns=columns("inspections"), rows=rows)
    fault = only_fault(package)
    assert (fault.file, fault.row, fault.field) == ("inspections.csv", 4, "unit")
    assert "row 2 has the same" in fault.rule
