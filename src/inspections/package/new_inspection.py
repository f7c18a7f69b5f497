"""Adds the first rows of a new inspection to a data package: source, rating, date of the report.

What is given is written, what follows from the inspections before is taken over, everything else
is left empty: ``checks`` then names each empty cell and what it wants. It invents nothing, and
changes no row that is there.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inspections.errors import UserError
from inspections.package import tables
from inspections.package.dates import is_date
from inspections.package.names import as_id

RawRow = dict[str, str]

OPTIONS = {
    "unit": ("inspections", "unit"),
    "report_date": ("inspections", "report_date"),
    "overall_rating": ("inspections", "overall_rating"),
    "fragment": ("inspections", "fragment"),
    "date_fragment": ("events", "fragment"),
    "programme_id": ("inspections", "programme_id"),
    "region": ("inspections", "region"),
    "chief_inspector": ("inspections", "chief_inspector"),
    "publisher": ("sources", "publisher"),
    "title": ("sources", "title"),
    "kind": ("sources", "kind"),
    "url": ("sources", "url"),
    "licence": ("sources", "licence"),
    "checked": ("inspections", "checked"),
}
"""What a person can give, and the column that it is for."""

TAKEN_OVER = ("unit_kind", "region", "region_basis", "programme_id")
"""Columns in which a new inspection begins as the one of the unit before it; to be checked."""


def question(descriptor: tables.Descriptor, name: str) -> str:
    """Return what a person is asked for, in the words of the schema."""
    return tables.column_prompt(_field(descriptor, *OPTIONS[name]))


def new_rows(folder: Path, values: Mapping[str, str]) -> dict[str, RawRow]:
    """Return the rows of a new inspection by table: ``sources``, ``inspections``, ``events``.

    Raises ``UserError`` where a value does not fit its column, or the inspection is there.
    """
    descriptor = tables.read_descriptor(folder)
    _refuse_misfits(descriptor, values)
    unit = values.get("unit") or descriptor["subject"]["unit"]
    year = values["report_date"][:4]
    before = _before(folder, unit)
    inspection_id = _inspection_id(unit, year, before)
    taken = {name: before.get(name, "") for name in TAKEN_OVER}
    source_id = f"report-on-{inspection_id}"
    basis = "stated" if len(values["report_date"]) > len(year) else "derived"
    rows = {
        "sources": _source(values, source_id, basis),
        "inspections": {
            **{name: values.get(name) or cell for name, cell in taken.items()},
            "inspection_id": inspection_id,
            "unit": unit,
            "report_date": values["report_date"],
            "date_basis": basis if values["report_date"].count("-") == 2 else "derived",
            **{name: values.get(name, "") for name in ("overall_rating", "chief_inspector")},
            "source_id": source_id,
            "fragment": values.get("fragment", ""),
            "checked": values.get("checked", ""),
        },
        "events": report_event(
            inspection_id,
            report_date=values["report_date"],
            date_basis=basis,
            source_id=source_id,
            fragment=values.get("date_fragment", ""),
        ),
    }
    for name, row in rows.items():
        _refuse_known(folder, name, next(iter(ordered(descriptor, name, row).values())))
    return rows


def report_event(inspection_id: str, *, report_date: str, **others: str) -> RawRow:
    """Return the row of ``events`` for the report on an inspection; ``others`` by column."""
    return {
        "event_id": f"report-on-{inspection_id}",
        "date": report_date,
        "label": f"The report is published: [[{inspection_id}]]",
        "inspection_id": inspection_id,
        **others,
    }


def _source(values: Mapping[str, str], source_id: str, basis: str) -> RawRow:
    names = ("publisher", "title", "kind", "url", "licence")
    return {
        **{name: values.get(name, "") for name in names},
        "source_id": source_id,
        "published": values["report_date"],
        "published_basis": basis,
    }


def add(folder: Path, values: Mapping[str, str]) -> dict[str, int]:
    """Write the rows of a new inspection in their places; return the line of each, by table.

    All rows are written or none: ``UserError`` says why, and the files are as they were.
    """
    rows = new_rows(folder, values)
    descriptor = tables.read_descriptor(folder)
    texts, lines = {}, {}
    for name, row in rows.items():
        written = tables.read_text(folder, f"{name}.csv")
        cells = ordered(descriptor, name, row)
        texts[f"{name}.csv"], lines[name] = tables.with_row(written, cells)
    try:
        tables.write_all(folder, texts)
    except OSError as error:
        raise UserError(f"the tables cannot be written ({error.strerror}): {folder}") from error
    return lines


def refusal(descriptor: tables.Descriptor, name: str, value: str) -> str:
    """Return why a value cannot be given, and what is wanted; nothing if it can."""
    if not value:
        return f"is needed: {question(descriptor, name)}" if name == "report_date" else ""
    constraints = _field(descriptor, *OPTIONS[name]).get("constraints", {})
    pattern, allowed = constraints.get("pattern"), constraints.get("enum")
    if (pattern and not re.search(pattern, value)) or (allowed and value not in allowed):
        return f"'{value}' does not fit its column: {question(descriptor, name)}"
    if name == "report_date" and not is_date(value):
        return f"'{value}' is no day or month that there is: {question(descriptor, name)}"
    return ""


def _refuse_misfits(descriptor: tables.Descriptor, values: Mapping[str, str]) -> None:
    for name in dict.fromkeys(["report_date", *values]):
        if why := refusal(descriptor, name, values.get(name, "")):
            raise UserError(f"--{name.replace('_', '-')} {why}")


def _field(descriptor: tables.Descriptor, table_name: str, column: str) -> dict[str, Any]:
    return next(field for field in tables.fields(descriptor, table_name) if field["name"] == column)


def _before(folder: Path, unit_name: str) -> RawRow:
    """Return the latest inspection of the unit as written; nothing where there is none."""
    earlier = [row for row in tables.read_raw(folder, "inspections") if row["unit"] == unit_name]
    return max(earlier, key=lambda row: row["report_date"], default={})


def _inspection_id(unit_name: str, year: str, before: RawRow) -> str:
    """Return an id in the manner of the one before: the same words, another year."""
    words = re.sub(r"-\d{4}$", "", before.get("inspection_id", ""))
    return f"{words or as_id(unit_name)}-{year}"


def _refuse_known(folder: Path, table_name: str, name: str) -> None:
    for row in tables.read_raw(folder, table_name):
        if next(iter(row.values())) == name:
            raise UserError(
                f"{table_name}.csv already has {name}: edit that row, or give another report date"
            )


def ordered(descriptor: tables.Descriptor, table_name: str, row: RawRow) -> RawRow:
    """Return a row with every column of its table, in order, empty where it has none."""
    names = [field["name"] for field in tables.fields(descriptor, table_name)]
    return {name: row.get(name, "") for name in names}
