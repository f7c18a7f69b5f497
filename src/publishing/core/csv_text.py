"""CSV files that a spreadsheet opens as they are meant: right letters, and no live formulas.

The byte-order mark makes Excel read the file as UTF-8; pandas and LibreOffice drop it, R does with
``fileEncoding = "UTF-8-BOM"``. The tables of the data package itself are published as they are.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any

BYTE_ORDER_MARK = "\ufeff"
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d[\d,]*(\.\d+)?")


def neutralise_formula(cell: Any) -> Any:
    """Return a cell that no spreadsheet runs: an apostrophe goes before what begins a formula.

    Numbers stay as they are, also as text: ``-3`` computes nothing.
    """
    if isinstance(cell, str) and _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def flatten_sources(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row whose sources, if it has any, stand in numbered columns."""
    cells = {name: value for name, value in row.items() if name != "sources"}
    for place, source in enumerate(row.get("sources", ()), start=1):
        cells |= {f"source_{place}_{name}": value for name, value in source.items()}
    return cells


def csv_text(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return rows as CSV, flat; the columns are those of any row, in order of first appearance."""
    listed = [flatten_sources(row) for row in rows]
    columns = list(dict.fromkeys(name for row in listed for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(
        {name: neutralise_formula(cell) for name, cell in row.items()} for row in listed
    )
    return BYTE_ORDER_MARK + text.getvalue()
