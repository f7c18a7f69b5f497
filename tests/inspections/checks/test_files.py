"""Files of tables that are missing, spoilt, or not of the shape that they should have."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspections.checks import check
from tests.inspections.checks.broken_package import only_fault
from tests.inspections.fixtures import change, columns, replace, write_rows


def test_a_row_with_a_comma_too_many_is_reported_once(package: Path) -> None:
    replace(package, "offices.csv", b"an office in Amberley", b"an office, in Amberley")
    fault = only_fault(package)
    assert (fault.file, fault.row, fault.value) == ("offices.csv", 2, "amberley")
    assert "7 cells, the header 6" in fault.rule


def test_a_blank_row_is_reported_with_its_line(package: Path) -> None:
    replace(package, "terms.csv", b"\nmappa", b"\n\nmappa")
    fault = only_fault(package)
    assert (fault.file, fault.row) == ("terms.csv", 3)
    assert "the row is blank" in fault.rule


def test_rows_after_a_line_break_in_a_cell_keep_their_line_number(package: Path) -> None:
    change(package, "facts", "information-used-2030", note="Two\nlines")
    change(package, "facts", "workers-2030", qualifier="amost")
    assert [(fault.row, fault.field) for fault in check(package)] == [(2, "note"), (8, "qualifier")]


@pytest.mark.parametrize(
    ("old", "new", "field", "words"),
    [
        (b",fragment,", b",fragmnet,", "fragmnet", 'did you mean "fragment"?'),
        (b",fragment,", b",", "fragment", "the column is missing"),
        (b",note\n", b",note,colour\n", "colour", "no column of this name"),
        (b",name,", b",note,", "note", "more than once"),
        (b"office_id,name", b"name,office_id", "name", "not in the order"),
    ],
)
def test_wrong_columns_are_named_and_nothing_else_of_the_file(
    package: Path, old: bytes, new: bytes, field: str, words: str
) -> None:
    change(package, "offices", "amberley", source_id="nobody")
    replace(package, "offices.csv", old, new)
    faults = [fault for fault in check(package) if words in str(fault)]
    assert [(fault.file, fault.row, fault.field) for fault in faults] == [("offices.csv", 1, field)]
    assert not [fault for fault in check(package) if fault.row != 1]


def test_columns_separated_by_semicolons_are_one_fault(package: Path) -> None:
    path = package / "facts.csv"
    path.write_bytes(path.read_bytes().replace(b",", b";"))
    fault = only_fault(package)
    assert (fault.file, fault.row) == ("facts.csv", 1)
    assert "separated by commas" in fault.advice


@pytest.mark.parametrize(
    ("old", "new", "row", "word"),
    [
        (b"almost 1,149 workers", b"almost 1,149 workers caf\xe9", 7, "encoding is not UTF-8"),
        (b"\nworkers-2030", b"\n<<<<<<< HEAD\nworkers-2030", 7, "merge conflict marker"),
        (b"\nworkers-2030", b"\n=======\nworkers-2030", 7, "merge conflict marker"),
        (b"\nworkers-2030", b"\n>>>>>>> branch\nworkers-2030", 7, "merge conflict marker"),
        (b'"almost 1,149 workers"', b'"almost 1,149 workers', 7, "cannot be read as CSV"),
        (b"\nworkers-2030", b"\r\nworkers-2030", 6, "carriage return"),
        (b"fact_id,", b"\xef\xbb\xbffact_id,", 1, "byte-order mark"),
    ],
)
def test_a_file_spoilt_as_a_whole_is_one_fault_with_its_line(
    package: Path, old: bytes, new: bytes, row: int, word: str
) -> None:
    replace(package, "facts.csv", old, new)
    fault = only_fault(package)
    assert (fault.file, fault.row) == ("facts.csv", row)
    assert word in fault.rule


def test_a_table_that_is_missing_is_one_fault(package: Path) -> None:
    (package / "sources.csv").unlink()
    fault = only_fault(package)
    assert fault.file == "sources.csv"
    assert "listed in datapackage.json but missing" in fault.rule


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_a_table_that_is_empty_is_one_fault(package: Path, content: bytes) -> None:
    (package / "facts.csv").write_bytes(content)
    fault = only_fault(package)
    assert (fault.file, fault.row, fault.rule) == ("facts.csv", 1, "the file is empty")


def test_a_folder_in_the_place_of_a_table_is_one_fault(package: Path) -> None:
    (package / "facts.csv").unlink()
    (package / "facts.csv").mkdir()
    assert "cannot be read" in only_fault(package).rule


def test_a_table_without_rows_is_no_fault_of_its_own(package: Path) -> None:
    write_rows(package, "unknowns", columns=columns("unknowns"), rows=[])
    assert check(package) == []


def test_a_csv_that_is_not_listed_is_named(package: Path) -> None:
    (package / "extra.csv").write_text("a,b\n", encoding="utf-8")
    fault = only_fault(package)
    assert (fault.file, fault.row) == ("extra.csv", None)
    assert "not listed in datapackage.json" in fault.rule
