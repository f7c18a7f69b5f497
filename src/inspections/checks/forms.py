"""The form that JSON or settings must have, by JSON Schema: each part that has not, in words.

A schema says of a part in ``rule`` what it is not and in ``advice`` what to write; and of a name
that it does not have, in ``unknown`` what that is and in ``otherwise`` what to do where no other
name is near. Where it says nothing, its type does.
See https://json-schema.org/understanding-json-schema/
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator, Draft7Validator, FormatChecker, ValidationError, validators

from inspections.checks.data import as_list
from inspections.checks.faults import Fault
from inspections.package import tables
from inspections.package.dates import is_date
from inspections.package.names import did_you_mean

_TYPES = {
    "object": ("a group of names with values", "write it in { }"),
    "array": ("a list", "give one; it may be empty: []"),
    "string": ("a text", "write one, in quotation marks"),
    "number": ("a number", "write digits, without quotation marks"),
    "integer": ("a whole number", "write digits, without quotation marks"),
    "boolean": ("true or false", "write one of them, without quotation marks"),
}
"""What to call a value of each type, and what to write."""
_Validator = validators.extend(Draft7Validator, type_checker=Draft4Validator.TYPE_CHECKER)
"""Reads the draft that Jupyter Book writes its schema in, except that 1.0 is no whole number."""
_FORMATS = FormatChecker(("regex",))
_FORMATS.checks("day")(lambda value: not isinstance(value, str) or is_date(value[:10]))


def _schema(of: Any) -> dict[str, Any]:
    """Return a form of ``forms.toml`` as JSON Schema."""
    if isinstance(of, str):
        return {"$ref": f"#/$defs/{of}"}
    schema = dict(of)
    if parts := {**schema.get("needs", {}), **schema.get("may", {})}:
        known = {name: _schema(part) for name, part in parts.items()}
        schema |= {"type": "object", "required": [*of.get("needs", ())], "properties": known}
    return schema | ({"items": _schema(of["items"])} if "items" in of else {})


_WRITTEN = tomllib.loads(tables.read_text(Path(__file__).parent, "forms.toml"))
_FORMS = {name: _schema(written) for name, written in _WRITTEN.items()}


def form(name: str) -> dict[str, Any]:
    """Return the schema of a part of the descriptor, by its name in ``forms.toml``."""
    return {"$ref": f"#/$defs/{name}", "$defs": _FORMS}


def misfits(file: str, value: Any, schema: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield a fault for each part of a value that a schema does not allow, in its order."""
    found: dict[str, Fault] = {}
    for error in _Validator(schema, format_checker=_FORMATS).iter_errors(value):
        for place, given, rule, advice in _told(error, value):
            found.setdefault(place, Fault(file, None, place, shown(given), rule, advice))
    yield from found.values()


def _told(error: ValidationError, whole: Any) -> Iterator[tuple[str, Any, str, str]]:
    """Yield where each part is that an error is about, its value, what is wrong, what to do."""
    given, schema, path = error.instance, error.schema, [*error.absolute_path]
    parts = schema.get("properties", {})
    if error.validator == "required":
        for name in schema["required"]:
            if name not in given:
                yield _place([*path, name], whole), None, "is not given", _advice(parts[name])
    elif error.validator == "additionalProperties":
        for name in given:
            if name not in parts:
                advice = did_you_mean(name, parts, otherwise=schema.get("otherwise", "take it out"))
                yield _place([*path, name], whole), given[name], schema["unknown"], advice
    else:
        is_absent = given in (None, "") and path and isinstance(path[-1], str)
        rule = "is not given" if is_absent else _rule(error)
        yield _place(path, whole), given, rule, _advice(schema)


def _rule(error: ValidationError) -> str:
    if error.validator == "enum":
        rule = f"is not one of {', '.join(map(shown, error.validator_value))}"
    else:
        kinds = [
            _TYPES[kind][0] for kind in as_list(error.schema.get("type", ())) if kind in _TYPES
        ]
        rule = f"is not {' or '.join(kinds)}" if kinds else error.message
    why = f" ({error.cause})" if error.cause else ""
    return f"{error.schema.get('rule', rule)}{why}"


def _advice(schema: Mapping[str, Any]) -> str:
    """Return what to write for a part of this form, which may be one of ``forms.toml``."""
    schema = _FORMS.get(schema.get("$ref", "").removeprefix("#/$defs/"), schema)
    needed = ", ".join(schema.get("required", ()))
    usual = f"give {needed} in it" if needed else _TYPES.get(str(schema.get("type")), ("", ""))[1]
    return str(schema.get("advice", usual or "correct it"))


def _place(path: Iterable[str | int], whole: Any) -> str:
    """Return the way to a part by names; an entry without one is counted."""
    place, around = "", ""
    for step in path:
        if isinstance(whole, Mapping):
            name, whole = str(step), whole.get(step)
        else:
            whole = whole[step]
            name = _name(whole)
        if name:
            place = f"{place}.{name}".removeprefix(".")
        else:
            within = f"{place}{around}".removeprefix(" in ")
            place, around = "", f" in entry {int(step) + 1} of {within}"
    full = f"{place}{around}".removeprefix(" in ")
    return re.sub(r"\b(?:resources|schema|fields)\.(?=.)", "", full)


def _name(entry: Any) -> str:
    """Return what an entry of a list is known by; '' if there is no such name."""
    by = ("name", "region", "words") if isinstance(entry, Mapping) else ()
    names = [entry[each] for each in by if isinstance(entry.get(each), str)]
    name = next((name.strip() for name in names), "")
    return name if re.fullmatch(r"[\w-]*", name) else f'"{name}"'


def shown(value: Any) -> str:
    """Return a value as a person knows it: nothing for null, text as it is."""
    if isinstance(value, bool):
        return json.dumps(value)
    return "" if value is None else str(value)
