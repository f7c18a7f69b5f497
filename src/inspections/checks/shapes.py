"""The shape of a descriptor: what is a table, a column, a key or a list of values in it.

The standard leaves some of it open; every other rule relies on what is checked here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_NUMBERS = ("minimum", "maximum", "minLength", "maxLength")
_TRUTHS = ("required", "unique")


def shape_problems(descriptor: Any) -> Iterator[str]:
    """Yield, in words, each part of a descriptor that has not the shape that it must have."""
    if not isinstance(descriptor, Mapping):
        yield "the file is not one JSON object"
        return
    resources = descriptor.get("resources")
    if not isinstance(resources, list) or not resources:
        yield "resources is not a list of tables"
        return
    for number, resource in enumerate(resources, start=1):
        if not isinstance(resource, Mapping) or not _is_text(resource.get("name")):
            yield f"entry {number} of resources is not a table with a name"
        else:
            yield from _table_problems(resource)


def _table_problems(resource: Mapping[str, Any]) -> Iterator[str]:
    name, schema = resource["name"], resource.get("schema")
    fields = schema.get("fields") if isinstance(schema, Mapping) else None
    if not isinstance(schema, Mapping) or not isinstance(fields, list) or not fields:
        yield f'table "{name}" has no schema with fields'
        return
    if not all(isinstance(field, Mapping) and _is_text(field.get("name")) for field in fields):
        yield f'a field of table "{name}" is not a column with a name'
        return
    columns = [field["name"] for field in fields]
    if len(set(columns)) < len(columns):
        yield f'two columns of table "{name}" have one name'
    for field in fields:
        yield from _column_problems(f"{name}.{field['name']}", field)
    if not _are_columns(schema.get("primaryKey", []), columns):
        yield f'the primaryKey of table "{name}" does not name its columns'
    keys = schema.get("foreignKeys", [])
    if not isinstance(keys, list) or not all(_is_foreign_key(key, columns) for key in keys):
        yield f'the foreignKeys of table "{name}" do not each have columns of it and a reference'


def _column_problems(name: str, field: Mapping[str, Any]) -> Iterator[str]:
    if not _is_text(field.get("type", "string")):
        yield f'the type of "{name}" is not a word'
    constraints = field.get("constraints", {})
    if not isinstance(constraints, Mapping):
        yield f'the constraints of "{name}" are not an object'
        return
    for kind, wanted in constraints.items():
        if not _is_constraint(kind, wanted):
            yield f'the constraint {kind} of "{name}" cannot be {shown(wanted)}'


def _is_constraint(kind: str, wanted: Any) -> bool:
    """Return True if a constraint of this kind can have this value."""
    if kind == "enum":
        return isinstance(wanted, list) and bool(wanted) and all(map(_is_text, wanted))
    if kind in _NUMBERS:
        return isinstance(wanted, int | float) and not isinstance(wanted, bool)
    if kind in _TRUTHS:
        return isinstance(wanted, bool)
    return kind != "pattern" or _is_text(wanted)


def _is_foreign_key(key: Any, columns: list[str]) -> bool:
    """Return True if a foreign key has columns of the table, and names a table and its columns."""
    reference = key.get("reference") if isinstance(key, Mapping) else None
    return (
        isinstance(reference, Mapping)
        and bool(key.get("fields"))
        and _are_columns(key["fields"], columns)
        and isinstance(reference.get("resource"), str)
        and _are_texts(reference.get("fields"))
    )


def _are_columns(names: Any, columns: list[str]) -> bool:
    return _are_texts(names) and set([names] if isinstance(names, str) else names) <= set(columns)


def _are_texts(names: Any) -> bool:
    """Return True for a text or a list of texts: the standard allows both for keys."""
    return _is_text(names) or (isinstance(names, list) and all(map(_is_text, names)))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def shown(value: Any) -> str:
    """Return a value of a descriptor as a person knows it: nothing for null, text as it is."""
    return "" if value is None else str(value)
