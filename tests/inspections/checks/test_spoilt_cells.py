"""A spoilt cell is one fault that names file, row, field, value and rule: see the table beside."""

import tomllib
from pathlib import Path

import pytest

from tests.inspections.checks.broken_package import only_fault
from tests.inspections.fixtures import ROWS, add_rows, change, with_units
from tests.tables import each_row

TABLE = Path(__file__).with_name("spoilt_cells.toml").read_text(encoding="utf-8")
CELLS = {
    f"{rules}: {kind}": spoilt
    for rules, kinds in tomllib.loads(TABLE).items()
    for kind, spoilt in kinds.items()
}


@pytest.mark.parametrize("kind", CELLS)
def test_a_wrong_cell_is_named_with_file_row_field_value_and_rule(package: Path, kind: str) -> None:
    table, key, cells, field, value, word = CELLS[kind]
    if kind.startswith("places: "):
        with_units(package)
    line = change(package, table, key, **cells)
    fault = only_fault(package)
    assert (fault.file, fault.row) == (f"{table}.csv", line)
    assert (fault.field, fault.value) == (field, value)
    assert word in fault.rule


@each_row
def test_a_row_too_many_is_named_with_file_row_field_and_rule(
    package: Path, table: str, like: str, cells: dict[str, str], row: int, field: str, word: str
) -> None:
    (model,) = (each for each in ROWS[table] if like in each.values())
    add_rows(package, table, model | cells)
    fault = only_fault(package)
    assert (fault.file, fault.row, fault.field) == (f"{table}.csv", row, field)
    assert word in f"{fault.rule}; {fault.advice}"
