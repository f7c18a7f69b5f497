"""Files of tables that are missing, spoilt, or not of the shape that they should have."""

import os
import time
from pathlib import Path

import pytest

from inspections import checks
from inspections.checks import check
from inspections.package.tables import LARGEST_FILE
from tests.inspections.checks.broken_package import only_fault
from tests.inspections.fixtures import ROWS, change, edit_descriptor, replace, write_rows
from tests.tables import each_row


def test_rows_after_a_line_break_in_a_cell_keep_their_line_number(package: Path) -> None:
    change(package, "facts", "information-used-2030", note="Two\nlines")
    change(package, "facts", "workers-2030", qualifier="amost")
    assert [(fault.row, fault.field) for fault in check(package)] == [(2, "note"), (8, "qualifier")]


@each_row
def test_wrong_columns_are_named_and_nothing_else_of_the_file(
    package: Path, old: str, new: str, field: str, words: str
) -> None:
    change(package, "offices", "amberley", source_id="nobody")
    replace(package, "offices.csv", old.encode(), new.encode())
    faults = [fault for fault in check(package) if words in str(fault)]
    assert [(fault.file, fault.row, fault.field) for fault in faults] == [("offices.csv", 1, field)]
    assert not [fault for fault in check(package) if fault.row != 1]


def test_columns_separated_by_semicolons_are_one_fault(package: Path) -> None:
    path = package / "facts.csv"
    path.write_bytes(path.read_bytes().replace(b",", b";"))
    fault = only_fault(package)
    assert (fault.file, fault.row) == ("facts.csv", 1)
    assert "separated by commas" in fault.advice


@each_row
def test_a_file_spoilt_in_one_place_is_one_fault_with_its_line(
    package: Path, table: str, old: str, new: str, row: int, word: str
) -> None:
    replace(package, f"{table}.csv", old.encode("latin-1"), new.encode("latin-1"))
    fault = only_fault(package)
    assert (fault.file, fault.row) == (f"{table}.csv", row)
    assert word in fault.rule


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
    write_rows(package, "unknowns", [])
    assert check(package) == []


def test_a_csv_that_is_not_listed_is_named(package: Path) -> None:
    (package / "extra.csv").write_text("a,b\n", encoding="utf-8")
    fault = only_fault(package)
    assert (fault.file, fault.row) == ("extra.csv", None)
    assert "not listed in datapackage.json" in fault.rule


# --- Files and patterns on which a check could hang ----------------------------------------------


@pytest.mark.parametrize("file", ["facts.csv", "datapackage.json"])
def test_a_pipe_in_the_place_of_a_file_is_one_fault(package: Path, file: str) -> None:
    (package / file).unlink()
    os.mkfifo(package / file)
    fault = only_fault(package)
    assert (fault.file, fault.rule) == (
        file,
        "the file cannot be read (it is not an ordinary file)",
    )


def test_a_file_of_more_than_five_megabytes_is_one_fault(package: Path) -> None:
    with (package / "facts.csv").open("ab") as file:
        file.truncate(LARGEST_FILE + 1)
    fault = only_fault(package)
    assert (fault.file, fault.rule) == (
        "facts.csv",
        "the file cannot be read (it is larger than 5 megabytes)",
    )


def test_rules_that_take_too_long_are_broken_off(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "SECONDS", 0.3)
    rows = [
        {**ROWS["derived_facts"][0], "fact_id": f"rest-{number}", "inputs": f"rset-{number}"}
        for number in range(9_999)
    ]
    write_rows(package, "derived_facts", rows)
    assert [str(fault) for fault in check(package) if fault.file == "datapackage.json"] == [
        "datapackage.json: to check the tables takes longer than 0.3 seconds; "
        "correct the faults that are named, if any, or take rows out"
    ]


def test_a_pattern_that_would_match_for_ever_is_named_with_the_cell(package: Path) -> None:
    def slow(descriptor: dict) -> None:
        (terms,) = (resource for resource in descriptor["resources"] if resource["name"] == "terms")
        terms["schema"]["fields"][1]["constraints"] = {"pattern": "^(a+)+$"}

    edit_descriptor(package, slow)
    value = "a" * 40 + "b"
    change(package, "terms", "mappa", term=value)
    begin = time.process_time()
    line = next(str(fault) for fault in check(package) if fault.file == "datapackage.json")
    assert time.process_time() - begin < 10
    assert line == (
        f'datapackage.json, terms.term.pattern "^(a+)+$": takes too long on "{value}", row 3 of '
        "terms.csv; write the pattern without a repeat inside a repeat, such as (a+)+"
    )
