"""Reads the descriptor and validates it against the Data Package standard and our own needs.

See https://specs.frictionlessdata.io/data-package/ and, for its schemas,
https://specs.frictionlessdata.io/table-schema/."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from frictionless import FrictionlessException, Package

from inspections.checks.data import as_list
from inspections.checks.faults import Fault
from inspections.checks.forms import form, misfits, shown
from inspections.package import tables
from inspections.package.names import did_you_mean


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
    advice = "; the tables were not checked"
    faults = [replace(each, advice=each.advice + advice) for each in _faults(descriptor)]
    return None if faults else descriptor, faults


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


def _faults(descriptor: Any) -> list[Fault]:
    """Return why tables cannot be read by a descriptor; what rests on a fault is not told."""
    if faults := [*misfits(tables.DESCRIPTOR, descriptor, form("tables"))]:
        return faults
    if faults := [*_columns(descriptor)]:
        return faults
    if problems := _standard_problems(json.dumps(descriptor)):
        return [_fault("", "", problem, "correct the descriptor") for problem in problems]
    return [*_files_and_keys(descriptor)]


def _columns(descriptor: tables.Descriptor) -> Iterator[Fault]:
    """Yield columns of one name, and keys that no column of their table has the name of."""
    for resource in descriptor["resources"]:
        name, schema = resource["name"], resource["schema"]
        columns = [field["name"] for field in schema["fields"]]
        for repeated in dict.fromkeys(column for column in columns if columns.count(column) > 1):
            yield _fault(f"{name}.{repeated}", repeated, "two columns have this name", "rename one")
        keys = [("foreignKeys", key["fields"]) for key in schema.get("foreignKeys", ())]
        for kind, key in [("primaryKey", schema.get("primaryKey", ())), *keys]:
            for each in as_list(key):
                if each not in columns:
                    advice = did_you_mean(each, columns, otherwise="name one of its columns")
                    yield _fault(f"{name}.{kind}", each, "is not a column of the table", advice)


def _files_and_keys(descriptor: tables.Descriptor) -> Iterator[Fault]:
    """Yield files that are not named as their tables, and references to what is no key."""
    resources = {resource["name"]: resource for resource in descriptor["resources"]}
    for name, resource in resources.items():
        if resource.get("path") != f"{name}.csv":
            rule = f'must be "{name}.csv", as the table is called'
            yield _fault(f"{name}.path", resource.get("path"), rule, "rename the one or the other")
    for name, resource in resources.items():
        for key in resource["schema"].get("foreignKeys", ()):
            table, columns = key["reference"]["resource"], as_list(key["reference"]["fields"])
            known = as_list(resources.get(table, {}).get("schema", {}).get("primaryKey", ()))
            if len(known) != 1 or known != columns:
                place, value = f"{name}.foreignKeys", f"{table}.{' '.join(columns)}"
                advice = "name a table and its key"
                yield _fault(place, value, "is not the key of another table", advice)


def _fault(place: str, value: object, rule: str, advice: str) -> Fault:
    return Fault(tables.DESCRIPTOR, None, place, shown(value), rule, advice)
