"""Rules for citations: sources, and the fragments that carry a statement."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspections.checks import check
from tests.inspections.checks.broken_package import CellFault, named_in_full, only_fault
from tests.inspections.fixtures import change, columns, read_rows, replace, write_rows

# What is wrong; table, row and cells to spoil; the field, the value and a word of the rule
# that the one fault must name.
CELLS: dict[str, CellFault] = {
    "fragment too long": (
        *("offices", "amberley", {"fragment": "a b c d e f g h i j k l m"}),
        *("fragment", "a b c d e f g h i j k l m", "13 words, more than 12"),
    ),
    "second fragment too long": (
        *(
            "inspections",
            "amberley-2030",
            {"second_fragment": "Requires improvement 3" + 10 * " a"},
        ),
        *("second_fragment", "Requires improvement 3" + 10 * " a", "13 words"),
    ),
    "second fragment without its source": (
        *("findings", "leaders-2030", {"second_fragment": "well led"}),
        *("second_source_id", "", "second_fragment is given"),
    ),
    "second source without its fragment": (
        *("findings", "leaders-2030", {"second_source_id": "annual-report"}),
        *("second_fragment", "", "second_source_id is given"),
    ),
    "fragment without its source": (
        *("terms", "case", {"fragment": "a case"}),
        *("source_id", "", "fragment is given"),
    ),
    "second source that is the first": (
        *("conflicts", "workers", {"second_source_id": "gazette-2030"}),
        *("second_source_id", "gazette-2030", "the first again"),
    ),
    "second source without its relation": (
        *("facts", "workers-2030", {"second_relation": ""}),
        *("second_relation", "", "exactly when second_source_id"),
    ),
    "relation without a second source": (
        *("facts", "training-2030", {"second_relation": "agrees"}),
        *("second_relation", "agrees", "exactly when second_source_id"),
    ),
}


@pytest.mark.parametrize("kind", CELLS)
def test_a_wrong_cell_is_named_with_file_row_field_value_and_rule(package: Path, kind: str) -> None:
    named_in_full(package, CELLS[kind])


def test_sources_no_row_rests_on_are_named(package: Path) -> None:
    rows = read_rows(package, "sources")
    unused = {**rows[-1], "source_id": "herald-2030", "url": "https://herald.example/"}
    write_rows(package, "sources", columns=columns("sources"), rows=[*rows, unused])
    fault = only_fault(package)
    assert (fault.file, fault.row, fault.value) == ("sources.csv", 4, "herald-2030")
    assert "rests on this source" in fault.rule


def test_a_broken_table_does_not_make_its_sources_unused(package: Path) -> None:
    rows = read_rows(package, "sources")
    rare = {**rows[-1], "source_id": "herald-2030", "url": "https://herald.example/"}
    write_rows(package, "sources", columns=columns("sources"), rows=[*rows, rare])
    change(package, "offices", "amberley", source_id="herald-2030")
    assert check(package) == []
    replace(package, "offices.csv", b",note\n", b",nots\n")
    faults = check(package)
    assert {fault.file for fault in faults} == {"offices.csv"}
