"""The rules of a table schema: types and constraints, by frictionless, and keys.

See https://specs.frictionlessdata.io/table-schema/."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache

from frictionless import Schema

from inspections.checks.data import Data, Table, nearest_id
from inspections.checks.faults import Fault, shortened
from inspections.checks.time_limit import TimeLimitError, time_limit
from inspections.package.dates import DATE, DAY
from inspections.package.names import did_you_mean
from inspections.package.tables import DESCRIPTOR, column_prompt

SECONDS_A_TABLE = 3
"""Processor time that types and constraints of a table may take; usually below 0.1 s."""

_PATTERNS = {
    DATE: ("is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD"),
    DAY: ("is not a day", "write YYYY-MM-DD"),
    r"^[a-z0-9]+(-[a-z0-9]+)*$": (
        "is not an id in kebab-case",
        "use lower-case letters and digits, joined by single hyphens",
    ),
    r"^https?://\S+$": ("is not a web address", "give it in full, from https:// on"),
}
_CONDITION = "[a-z_]+=[^;=]+"
_CONDITIONS = f"^{_CONDITION}(; {_CONDITION})*$"


@lru_cache
def _schema(definition: str) -> Schema:
    """Return frictionless's reader of a schema; it is slow to build, hence kept."""
    return Schema.from_descriptor(json.loads(definition))


def cells(data: Data) -> Iterator[Fault]:
    """Each cell has the type and obeys the constraints of its column."""
    for table in data.tables.values():
        faults: list[Fault] = []
        try:
            with time_limit(SECONDS_A_TABLE):
                faults += _cells(table)
        except TimeLimitError:
            faults += _slow_patterns(table)
        yield from faults


def _cells(table: Table) -> Iterator[Fault]:
    schema = _schema(json.dumps(table.schema))
    for row in table.rows:
        _, notes = schema.read_cells(list(row.cells.values()))
        for field, broken in zip(row.cells, notes, strict=True):
            if broken:
                rule, advice = _constraint(table, field, row[field], name=next(iter(broken)))
                yield table.fault(row, field, rule, advice)


def _slow_patterns(table: Table) -> Iterator[Fault]:
    """Name the pattern, and the cell, for which matching takes too long."""
    for field in table.fields:
        pattern = str(table.constraint(field, "pattern") or "")
        slow = next((row for row in table.rows if not _is_quick(pattern, row[field])), None)
        if slow:
            cell = f'"{shortened(slow[field])}", row {slow.line} of {table.name}.csv'
            advice = "write the pattern without a repeat inside a repeat, such as (a+)+"
            place = f"{table.name}.{field}.pattern"
            yield Fault(DESCRIPTOR, None, place, pattern, f"takes too long on {cell}", advice)


def _is_quick(pattern: str, value: str) -> bool:
    try:
        with time_limit(0.5):
            re.match(pattern, value)
    except TimeLimitError:
        return False
    return True


def _constraint(table: Table, field: str, value: str, *, name: str) -> tuple[str, str]:
    """Say in plain words which constraint, by its schema name, a cell breaks."""
    limit = table.constraint(field, name)
    match name:
        case "type":
            kind = table.kind(field)
            rule = f"is not {'an' if kind == 'integer' else 'a'} {kind}"
            return rule, "write digits only: no words, commas, blanks or signs"
        case "required":
            return "is empty but must be given", f"fill it in: {column_prompt(table.fields[field])}"
        case "enum":
            advice = did_you_mean(value, limit, otherwise="use one of them")
            return f"is not one of {', '.join(limit)}", advice
        case "pattern" if limit == _CONDITIONS:
            each_given = value.split("; ")
            wrong = [each for each in each_given if not re.fullmatch(_CONDITION, each)] or [value]
            return f"'{wrong[0]}' is no condition", "write column=value, and '; ' between two"
        case "pattern":
            return _PATTERNS.get(limit, (f"does not fit the pattern {limit}", "correct it"))
        case "minimum":
            return f"is less than the minimum, {limit}", "correct it"
        case "maximum":
            return f"is more than the maximum, {limit}", "correct it"
    return f"breaks the schema's constraint {name}, {limit}", "correct it"


def repeated_keys(data: Data) -> Iterator[Fault]:
    """No two rows have the same key, or the same value where the schema wants it unique."""
    for table in data.tables.values():
        keys = [(name,) for name in table.fields if table.constraint(name, "unique")]
        for key in dict.fromkeys([*keys, table.key] if table.key else keys):
            first: dict[tuple[str, ...], int] = {}
            for row in table.rows:
                value = tuple(row[field] for field in key)
                if any(value) and first.setdefault(value, row.line) != row.line:
                    rule = f"repeats the {' and '.join(key)} of row {first[value]}"
                    advice = "each must be unique: rename one, or delete it"
                    yield table.fault(row, key[0], rule, advice)


def lost_references(data: Data) -> Iterator[Fault]:
    """Each id that names a row, alone or in a list, has one there."""
    for table in data.tables.values():
        for field, there in table.references.items():
            known = data.ids(*there)
            for row in table.rows if data.has(*there) else ():
                for name in row[field].split():
                    if name not in known:
                        rule = f"there is no {name} in {', '.join(there)}"
                        yield table.fault(row, field, rule, nearest_id(name, known))
