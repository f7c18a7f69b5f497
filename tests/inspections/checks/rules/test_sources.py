"""Rules for citations: sources, and the fragments that carry a statement."""

from pathlib import Path

from inspections.checks import check
from tests.inspections.fixtures import ROWS, add_rows, change, replace


def test_a_broken_table_does_not_make_its_sources_unused(package: Path) -> None:
    rare = {"source_id": "herald-2030", "url": "https://herald.example/"}
    add_rows(package, "sources", ROWS["sources"][-1] | rare)
    change(package, "offices", "amberley", source_id="herald-2030")
    assert check(package) == []
    replace(package, "offices.csv", b",note\n", b",nots\n")
    faults = check(package)
    assert {fault.file for fault in faults} == {"offices.csv"}
