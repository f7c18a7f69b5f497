"""Reads the descriptor and validates it against the Data Package standard and our own needs.

See https://specs.frictionlessdata.io/data-package/ and, for its schemas,
https://specs.frictionlessdata.io/table-schema/."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from frictionless import FrictionlessException, Package

from inspections.checks.data import listed
from inspections.checks.faults import Fault
from inspections.checks.shapes import shape_problems
from inspections.package import tables


def read_descriptor(folder: Path) -> tuple[tables.Descriptor | None, list[Fault]]:
    """Return the descriptor, or None and why nothing can be checked by it."""

    def fault(rule: str, advice: str, *, row: int | None = None) -> list[Fault]:
        return [Fault(tables.DESCRIPTOR, row, "", "", rule, advice)]

    if not folder.is_dir():
        rule = f"the folder {folder} does not exist"
        return None, [Fault(str(folder), None, "", "", rule, "name the folder of a data package")]
    try:
        descriptor = tables.read_descriptor(folder)
    except FileNotFoundError:
        return None, fault(f"there is no such file in {folder}", "add the package's descriptor")
    except OSError as error:
        return None, fault(f"the file cannot be read ({error.strerror})", "see its permissions")
    except UnicodeDecodeError:
        return None, fault("the file is not UTF-8", "save it again with the encoding UTF-8")
    except RecursionError:
        return None, fault("the file is nested too deeply to be read", "see what it is")
    except ValueError as error:
        row = getattr(error, "lineno", None)
        return None, fault(f"the file is not valid JSON ({error})", "correct it there", row=row)
    problems = list(_problems(descriptor))
    if problems:
        advice = "correct the descriptor; the tables were not checked"
        return None, [line for problem in problems for line in fault(problem, advice)]
    return descriptor, []


@lru_cache
def _standard_problems(descriptor: str) -> tuple[str, ...]:
    """Return where a descriptor departs from the Data Package standard."""
    try:
        Package.from_descriptor(json.loads(descriptor))
    except FrictionlessException as error:
        return tuple(dict.fromkeys(reason.message for reason in error.reasons or [error.error]))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        return (f"it is not a data package by the standard ({error})",)
    return ()


def _problems(descriptor: Any) -> Iterator[str]:
    problems = tuple(shape_problems(descriptor)) or _standard_problems(json.dumps(descriptor))
    if problems:
        yield from problems
        return
    keys: dict[str, list[str]] = {}
    for resource in descriptor["resources"]:
        name, schema = resource["name"], resource["schema"]
        if resource.get("path") != f"{name}.csv":
            yield f'the path of table "{name}" must be "{name}.csv"'
        keys[name] = listed(schema.get("primaryKey", ()))
        yield from _pattern_problems(schema)
    for resource in descriptor["resources"]:
        for key in resource["schema"].get("foreignKeys", ()):
            target = keys.get(key["reference"]["resource"], [])
            if len(target) != 1 or target != listed(key["reference"]["fields"]):
                yield f'a foreign key of table "{resource["name"]}" is not the key of another table'


def _pattern_problems(schema: Mapping[str, Any]) -> Iterator[str]:
    for field in schema["fields"]:
        try:
            re.compile(field.get("constraints", {}).get("pattern", ""))
        except re.error as error:
            yield f'the pattern of "{field["name"]}" is not a regular expression ({error})'
