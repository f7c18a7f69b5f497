"""Rules for citations: sources, and the fragments that carry a statement."""

from pathlib import Path

from inspections.checks import check
from tests.inspections.checks.broken_package import only_fault
from tests.inspections.fixtures import change, columns, read_rows, replace, write_rows


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
