"""What a table schema says: types, constraints, keys and references."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.inspections.checks.broken_package import CellFault, named_in_full

# What is wrong; table, row and cells to spoil; the field, the value and a word of the rule
# that the one fault must name.
CELLS: dict[str, CellFault] = {
    "required cell empty": (
        *("facts", "workers-2030", {"label": ""}),
        *("label", "", "must be given"),
    ),
    "word that is not in the list": (
        *("facts", "workers-2030", {"qualifier": "amost"}),
        *("qualifier", "amost", "is not one of exact, about, almost"),
    ),
    "number with a word": (
        *("facts", "visits-missed-2030", {"value": "38 cases"}),
        *("value", "38 cases", "is not a number"),
    ),
    "number with a comma": (
        *("facts", "visits-missed-2030", {"value": "1,149"}),
        *("value", "1,149", "is not a number"),
    ),
    "fractional score": (
        *("inspections", "amberley-2030", {"score": "9.5"}),
        *("score", "9.5", "is not an integer"),
    ),
    "number below its minimum": (
        *("facts", "training-2030", {"value": "-1"}),
        *("value", "-1", "less than the minimum, 0"),
    ),
    "number above its maximum": (
        *("inspections", "amberley-2030", {"score_out_of": "28"}),
        *("score_out_of", "28", "more than the maximum, 27"),
    ),
    "id not in kebab-case": (
        *("terms", "case", {"term_id": "Case"}),
        *("term_id", "Case", "kebab-case"),
    ),
    "address without scheme": (
        *("sources", "annual-report", {"url": "downs.example"}),
        *("url", "downs.example", "not a web address"),
    ),
    "address repeated": (
        *("sources", "gazette-2030", {"url": "https://downs.example/annual"}),
        *("url", "https://downs.example/annual", "repeats the url of row 2"),
    ),
    "id repeated": (
        *("events", "report-2030", {"event_id": "fieldwork-2030"}),
        *("event_id", "fieldwork-2030", "repeats the event_id of row 2"),
    ),
    "source that does not exist": (
        *("findings", "leaders-2030", {"source_id": "gazete-2030"}),
        *("source_id", "gazete-2030", "no row of sources.csv"),
    ),
    "second source that does not exist": (
        *("conflicts", "workers", {"second_source_id": "anual-report"}),
        *("second_source_id", "anual-report", "no row of sources.csv"),
    ),
    "inspection that does not exist": (
        *("unknowns", "sample", {"inspection_id": "amberley-2031"}),
        *("inspection_id", "amberley-2031", "no row of inspections.csv"),
    ),
    "operation that does not exist": (
        *("derived_facts", "workers-and-cases-2030", {"operation": "product"}),
        *("operation", "product", "is not one of sum"),
    ),
    "correction with only a month": (
        *("corrections", "staff", {"date": "2035-02"}),
        *("date", "2035-02", "is not a day"),
    ),
    "date in another form": (
        *("programmes", "programme-2027", {"began": "04/2027"}),
        *("began", "04/2027", "is not a date"),
    ),
}


@pytest.mark.parametrize("kind", CELLS)
def test_a_wrong_cell_is_named_with_file_row_field_value_and_rule(package: Path, kind: str) -> None:
    named_in_full(package, CELLS[kind])
