"""The list of ratings: what is worked out says so, and faults that the check must see.

Its totals, counted by hand, are in ``test_totals``.
"""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from inspections.checks import check
from inspections.package import tables
from inspections.register import OR_NEXT_YEAR, Inspection, Register

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def register() -> Register:
    return Register(tables.load())


def test_what_is_worked_out_is_never_marked_as_stated(register: Register) -> None:
    days = [each for each in register.inspections.values() if each.date_basis == "stated"]
    assert len(days) > 15
    assert all(len(each.report_date) == 10 for each in days)
    others = [each for each in register.inspections.values() if each not in days]
    assert all(each.note for each in others)


def test_a_report_that_may_be_of_early_in_the_next_year_says_so(register: Register) -> None:
    """Of these four only the year of the visits is known, July to October 2024."""
    later = {each.unit: each.note for each in register.inspections.values() if _may_be_later(each)}
    assert sorted(later) == ["Barnsley and Rotherham", "Leeds", "North Yorkshire", "Wakefield"]
    assert all("it may have come out early in 2025" in note for note in later.values())


def _may_be_later(inspection: Inspection) -> bool:
    marked = inspection.date_basis == OR_NEXT_YEAR
    assert marked == ("may have come out" in inspection.note)
    return marked


def spoilt(folder: Path, change: Callable[[Rows], Rows]) -> list[str]:
    """What the check says of the list when its rows are changed."""
    shutil.copytree(tables.DATA, folder)
    path = folder / "inspections.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(change(rows), key=lambda row: row["inspection_id"]))
    return [str(fault) for fault in check(folder)]


def with_cells(**cells: str) -> Callable[[Rows], Rows]:
    """A change of one row."""

    def change(rows: Rows) -> Rows:
        (row,) = (each for each in rows if each["inspection_id"] == "gwent-pdu-2022")
        row.update(cells)
        return rows

    return change


def twice(rows: Rows) -> Rows:
    (row,) = (each for each in rows if each["inspection_id"] == "gwent-pdu-2022")
    return [*rows, {**row, "inspection_id": "gwent-unit-2022", "report_date": "2022-03"}]


PLANTED: dict[str, tuple[Callable[[Rows], Rows], list[str]]] = {
    "rating changed": (
        with_cells(overall_rating="Inadequate"),
        ['does not carry the rating, "Inadequate"', "the inspections give 11 of 17"],
    ),
    "unit misspelt": (
        with_cells(unit="Gwnet"),
        [
            'inspection_id "gwent-pdu-2022": does not go with unit "Gwnet"',
            'unit "Gwnet": is not a name of units.csv; did you mean "Gwent"?',
        ],
    ),
    "duplicate": (
        twice,
        ["has the same unit_kind, unit and year of report", "the inspections give 10 of 18"],
    ),
    "fragment without its rating": (
        with_cells(fragment="has received an overall rating"),
        ['does not carry the rating, "Requires improvement"'],
    ),
    "derived date marked as stated without a day": (
        with_cells(date_basis="stated"),
        ['report_date "2022-02": has no day though date_basis says that a source states'],
    ),
}


@pytest.mark.parametrize(("change", "wanted"), PLANTED.values(), ids=PLANTED)
def test_a_planted_fault_is_named_with_its_line(
    tmp_path: Path, change: Callable[[Rows], Rows], wanted: list[str]
) -> None:
    lines = spoilt(tmp_path / "data", change)
    assert len(lines) == len(wanted)
    for words in wanted:
        assert [line for line in lines if words in line], lines
    assert all(".csv, row " in line for line in lines)


def test_an_unchanged_list_has_no_fault(tmp_path: Path) -> None:
    assert spoilt(tmp_path / "data", list) == []
