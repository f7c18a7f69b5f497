import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from inspections.package import tables
from tests.inspections.fixtures import ROWS, change, read_rows, replace
from tests.tables import each_row

CODE = Path(tables.__file__).parents[1]
OPENING = {
    *("open", "read_text", "read_bytes", "write_text", "write_bytes", "glob", "rglob", "iterdir"),
    *("listdir", "scandir", "walk_files", "read_csv", "read_json", "read_excel", "loadtxt"),
}
"""Calls that open a file or look into a folder, whatever they are called on."""


def test_the_package_has_a_table_for_each_resource_of_the_descriptor(package: Path) -> None:
    loaded = tables.load(package)
    names = [resource["name"] for resource in loaded.descriptor["resources"]]
    assert list(loaded.rows) == names
    assert {"sources", "inspections", "facts", "derived_facts", "findings"} <= set(names)
    for name in names:
        assert len(loaded[name]) == len(read_rows(package, name)) == len(ROWS.get(name, []))


def test_whole_numbers_stay_whole_beside_missing_cells(package: Path) -> None:
    facts = tables.load(package)["facts"]
    assert facts["value"].tolist() == [22, 31, 15, 1, 38, 1149]
    assert [type(value) for value in facts["value"].tolist()] == [int] * 6
    assert str(facts["value"].iloc[0]) == "22"
    assert facts["total"].isna().tolist() == [False, False, True, False, False, True]
    assert [str(total) for total in facts["total"].dropna()] == ["70", "70", "3", "59"]


def test_a_missing_number_is_not_filled_from_the_row_above(package: Path) -> None:
    inspections = tables.load(package)["inspections"]
    assert inspections["score"].iloc[0] == 9
    assert inspections["score"].iloc[1] is pd.NA


def test_a_column_of_numbers_without_any_stays_missing(package: Path) -> None:
    change(package, "inspections", "amberley-2030", score="", score_out_of="")
    inspections = tables.load(package)["inspections"]
    assert inspections["score"].isna().tolist() == [True, True]
    assert inspections["unit"].tolist() == ["Amberley", "Amberley"]


def test_decimals_are_read_as_written(package: Path) -> None:
    change(package, "facts", "training-2030", value="15.5", fragment="15.5 or 21 months")
    assert tables.load(package)["facts"]["value"].tolist() == [22, 31, 15.5, 1, 38, 1149]


@pytest.mark.parametrize("text", ["NA", "None", "null", "nan", "007", "22", "2034", "TRUE"])
def test_text_stays_text_whatever_it_looks_like(package: Path, text: str) -> None:
    change(package, "facts", "training-2030", note=text)
    assert tables.load(package)["facts"]["note"].tolist() == ["", "", text, "", "", ""]


def test_raw_rows_are_strings_in_the_order_of_the_file(package: Path) -> None:
    rows = tables.read_raw(package, "facts")
    assert [row["value"] for row in rows] == ["22", "31", "15", "1", "38", "1149"]
    assert [row["total"] for row in rows] == ["70", "70", "", "3", "59", ""]


def test_quotes_commas_and_line_ends_in_a_cell_survive(package: Path) -> None:
    text = 'First, "second"\nand ‘third’'
    change(package, "facts", "training-2030", note=text)
    assert tables.read_raw(package, "facts")[2]["note"] == text
    assert tables.load(package)["facts"]["note"].iloc[2] == text


def test_text_files_are_read_with_plain_line_ends(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes("‘one’\r\ntwo\r\n".encode())
    assert tables.read_text(tmp_path, "page.txt") == "‘one’\ntwo\n"
    assert tables.read_bytes(tmp_path, "page.txt") == "‘one’\r\ntwo\r\n".encode()


def test_file_names_are_sorted_and_leave_out_folders(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv", "c.csv"):
        (tmp_path / name).touch()
    (tmp_path / "folder").mkdir()
    assert tables.file_names(tmp_path) == ["a.csv", "b.csv", "c.csv"]


def test_a_caller_cannot_change_the_package_by_changing_a_table(package: Path) -> None:
    loaded = tables.load(package)
    before = loaded["facts"]
    taken = loaded["facts"]
    taken.loc[0, "value"] = 71
    taken.loc[:, "label"] = "changed"
    taken.loc[len(taken)] = taken.loc[0]
    del taken["unit"]
    assert taken["value"].tolist() == [71, 31, 15, 1, 38, 1149, 71]
    pd.testing.assert_frame_equal(loaded["facts"], before)
    pd.testing.assert_frame_equal(tables.load(package)["facts"], before)
    assert loaded["facts"]["value"].iloc[0] == 22


def test_the_subject_is_what_the_descriptor_says_and_a_copy(package: Path) -> None:
    stated = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))["subject"]
    replace(package, "datapackage.json", f'"unit": "{stated["unit"]}"'.encode(), b'"unit": "Amb"')
    loaded = tables.load(package)
    assert loaded.subject == {"unit": "Amb", "unit_name": stated["unit_name"]}
    loaded.subject["unit"] = "changed"
    assert loaded.subject["unit"] == "Amb"


def test_a_package_with_other_rows_leaves_the_first_as_it_was(package: Path) -> None:
    loaded = tables.load(package)
    rows = tables.read_raw(package, "facts")
    changed = loaded.with_rows("facts", rows[1:])
    assert len(changed["facts"]) == len(loaded["facts"]) - 1
    pd.testing.assert_frame_equal(loaded.with_rows("facts", rows)["facts"], loaded["facts"])
    assert changed.subject == loaded.subject
    pd.testing.assert_frame_equal(changed["sources"], loaded["sources"])


def test_a_package_is_read_once(package: Path) -> None:
    assert tables.load(package) is tables.load(package)


@pytest.mark.parametrize("file", ["datapackage.json", "facts.csv"])
def test_a_lost_file_is_an_error_that_names_it(package: Path, file: str) -> None:
    (package / file).unlink()
    with pytest.raises(FileNotFoundError, match=file):
        tables.load(package)


@pytest.mark.parametrize("key", ["a", "z"])
def test_a_row_is_put_in_its_place_though_the_last_line_has_no_end(key: str) -> None:
    text, line = tables.with_row("id,note\nb,x\nc,y", {"id": key, "note": "new"})
    assert text.splitlines()[line - 1] == f"{key},new"
    assert sorted(text.splitlines()[1:]) == sorted(["b,x", "c,y", f"{key},new"])
    assert text.endswith("\n")


def opening_calls(source: str) -> Iterator[str]:
    """Return the calls of a module that open files, but for those of ``tables``."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            name, owner = node.attr, ast.unparse(node.value)
        elif isinstance(node, ast.Name):
            name, owner = node.id, ""
        else:
            continue
        if name in OPENING and owner != "tables":
            yield f"{owner}.{name}"


@each_row
def test_a_call_that_opens_a_file_is_noticed(source: str, calls: list[str]) -> None:
    assert list(opening_calls(source)) == calls


def test_no_module_but_tables_opens_files() -> None:
    found = {
        path.relative_to(CODE).as_posix(): list(opening_calls(path.read_text(encoding="utf-8")))
        for path in CODE.rglob("*.py")
    }
    assert {"checks/csv_files.py", "register/model.py", "drawing/figure.py"} < set(found)
    assert {"path.read_bytes", "folder.iterdir"} <= set(found.pop("package/tables.py"))
    assert {name: calls for name, calls in found.items() if calls} == {}
