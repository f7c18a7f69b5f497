"""Records as rows of plain cells: what a table or a file says of each, by the names of columns.

Columns are written as one text, ``label note inspection=inspection.inspection_id``: a name is that
of a field, or stands before where the cell is from. A number in a path is a place in a list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from inspections.language import wording
from inspections.register import Register

Row = dict[str, Any]
Said = Mapping[str, Callable[[Any, Register], Any]]
"""What a cell is worked out by, where no field holds it."""


def row(record: object, columns: str, register: Register, *, said: Said) -> Row:
    """Return the cells of a record, figures filled into its texts; what is empty is None."""
    pairs = (part.partition("=") for part in columns.split())
    return {name: _cell(record, path or name, register, said) for name, _, path in pairs}


def _cell(record: object, path: str, register: Register, said: Said) -> Any:
    if path in said:
        return said[path](record, register)
    value: Any = record
    for part in path.split("."):
        if part.isdigit():
            value = next(iter(value[int(part) :]), None)
        elif value is not None:
            value = getattr(value, part)
    return (wording.fill(value, register) or None) if isinstance(value, str) else value
