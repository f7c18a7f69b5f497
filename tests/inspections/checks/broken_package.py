"""What tests of the check ask of a spoilt package: one fault, which names what is wrong."""

from __future__ import annotations

from pathlib import Path

from inspections.checks import Fault, check
from tests.inspections.fixtures import change

CellFault = tuple[str, str, dict[str, str], str, str, str]


def only_fault(folder: Path) -> Fault:
    faults = check(folder)
    assert len(faults) == 1, "\n".join(map(str, faults))
    line = str(faults[0])
    assert "\n" not in line
    assert line.startswith(faults[0].file)
    assert faults[0].rule
    assert faults[0].advice
    return faults[0]


def named_in_full(folder: Path, spoiling: CellFault) -> None:
    """Spoil cells of a row, and see the one fault name file, row, field, value and rule."""
    name, key, cells, field, value, word = spoiling
    line = change(folder, name, key, **cells)
    fault = only_fault(folder)
    assert (fault.file, fault.row) == (f"{name}.csv", line)
    assert (fault.field, fault.value) == (field, value)
    assert word in fault.rule
