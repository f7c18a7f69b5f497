"""Takes from a data package what concerns one unit: a package of its own, sound by itself.

What lies on the unit's inspections is kept, the glossary, and all that these name. What is of
another unit goes, and every row and sentence that names it or counts the old book's inspections.
"""

import re
from datetime import UTC, datetime

from inspections.checks.data import ID_LISTS
from inspections.errors import UserError
from inspections.package import new_inspection
from inspections.package.names import did_you_mean
from inspections.package.tables import Descriptor, Package
from tools.lint.prose import COUNTING

RawRow = dict[str, str]
RawTables = dict[str, list[RawRow]]

OF_ANOTHER_BOOK = ("corrections", "places", "units")
"""Tables that begin empty."""

OWN_TOPIC = {"heading": "Inspection in numbers", "about": "unit"}
"""What a topic becomes that told of other units, when one of them is the new book's own."""

_PLACEHOLDER = re.compile(r"\[\[([a-z0-9-]+)")
_LISTS = {"inputs", *(column for _, column in ID_LISTS)}
_OF_THE_BOOK = re.compile(
    rf"{COUNTING.pattern}|\b(?:two|both|those|unit) described here\b", re.IGNORECASE
)


def unit_tables(package: Package, unit: str) -> RawTables:
    """Return the rows of the new package by table. Raises ``UserError``."""
    own = _inspections(package, unit)
    ids = {row["inspection_id"] for row in own}
    tables = {
        name: [
            row if _has_own_note(name, row, ids) else row | {"note": ""}
            for row in rows
            if row.get("inspection_id", "") in {"", *ids}
        ]
        for name, rows in package.rows.items()
        if name not in OF_ANOTHER_BOOK
    }
    reports = _reports(tables["events"], own)
    tables["events"] = sorted(tables["events"] + reports, key=_key)
    sound_tables = _consistent(tables, package, other=package.subject["unit"])
    return dict.fromkeys(package.rows, []) | _reachable(sound_tables, ids)


def _has_own_note(table_name: str, row: RawRow, ids: set[str]) -> bool:
    """Return True if the note also holds in the new book, not only in the old one."""
    ours = table_name == "terms" and not row["source_id"]
    return ours or table_name == "sources" or row.get("inspection_id") in ids or "note" not in row


def _inspections(package: Package, unit: str) -> list[RawRow]:
    inspected = [row for row in package.rows["inspections"] if row["unit_kind"] == "unit"]
    names = sorted({row["unit"] for row in inspected})
    if unit not in names:
        advice = did_you_mean(unit, names, otherwise=f"there are {'; '.join(names)}")
        raise UserError(f"'{unit}' is no unit with a rating: {advice}")
    if unit == package.subject["unit"]:
        raise UserError(f"this is the book of {unit}")
    own = [row for row in inspected if row["unit"] == unit]
    if undated := [row["inspection_id"] for row in own if not row["report_date"]]:
        raise UserError(f"{', '.join(undated)} has no date: give its report_date first")
    return own


def descriptor(old: Descriptor, rows: RawTables, *, unit: str, title: str, slug: str) -> Descriptor:
    """Return the descriptor of the new package: another name and subject, the same tables."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT00:00:00Z")
    used = {row["topic"] for row in rows["facts"] if row["inspection_id"]}
    ratings = {
        "title": f"Ratings of inspections of {unit}",
        "description": f"The overall rating of every inspection of {unit} that was found, one row "
        "an inspection, each with the source and the words that carry it.",
        "date": now[:10],
        "gaps": [],
    }
    return old | {
        "name": slug,
        "title": f"{title}: the data",
        "description": f"Ratings, figures and findings of inspections of the {unit} probation "
        "delivery unit, each with the source and the words that carry it.",
        "version": "0.1.0",
        "created": now,
        "homepage": f"https://example.org/{slug}/",
        "subject": {"unit": unit, "unit_name": f"{unit} Probation Delivery Unit"},
        "ratings_list": old["ratings_list"] | ratings,
        "asked_first": [],
        "units_list": old["units_list"] | {"not_rated": ""},
        "topics": [item | OWN_TOPIC if item["name"] in used else item for item in old["topics"]],
    }


def _key(row: RawRow) -> str:
    return next(iter(row.values()))


def _reports(events: list[RawRow], own: list[RawRow]) -> list[RawRow]:
    """Return an event for each report that has none of its date."""
    dated = {(row["inspection_id"], row["date"]) for row in events}
    return [
        dict.fromkeys(events[0], "")
        | new_inspection.report_event(
            row["inspection_id"],
            report_date=row["report_date"],
            date_basis="derived",
            source_id=row["source_id"],
            fragment=row["fragment"],
            note="The date is that of the row of the inspection; see there.",
        )
        for row in own
        if (row["inspection_id"], row["report_date"]) not in dated
    ]


def _consistent(tables: RawTables, package: Package, *, other: str) -> RawTables:
    """Remove rows and sentences that mention ``other`` or a removed row, until nothing changes."""
    everything = {_key(row) for rows in package.rows.values() for row in rows}
    rested = {name for row in tables["inspections"] for name in _referenced_ids(row)}
    while True:
        gone = everything - {_key(row) for rows in tables.values() for row in rows}
        trimmed = {
            name: [
                row
                | {column: _trim(row[column], gone, other) for column in TRIMMED_COLUMNS & set(row)}
                for row in rows
            ]
            for name, rows in tables.items()
        }
        remaining = {
            name: [
                row
                for row in rows
                if name == "inspections" or _key(row) in rested or not _is_lost(row, gone, other)
            ]
            for name, rows in trimmed.items()
        }
        if remaining == tables:
            return tables
        tables = remaining


TRIMMED_COLUMNS = {"definition", "note"}
"""Columns that lose a sentence; where another says what is gone, the row goes."""


def _trim(text: str, gone: set[str], other: str) -> str:
    """Return a text as far as it holds: to the first sentence of the old book."""
    parts = re.split(r"(?<=[.!?])\s+", text)
    lost = [bool(gone & set(_PLACEHOLDER.findall(part))) or _names(part, other) for part in parts]
    return " ".join(parts[: lost.index(True)] if True in lost else parts)


def _names(text: str, other: str) -> bool:
    return other.lower() in text.lower() or bool(_OF_THE_BOOK.search(text))


def _is_lost(row: RawRow, gone: set[str], other: str) -> bool:
    own = " ".join(cell for column, cell in row.items() if column not in TRIMMED_COLUMNS)
    return (
        bool(_referenced_ids(row) & gone) or _names(own, other) or not row.get("definition", "told")
    )


def _referenced_ids(row: RawRow) -> set[str]:
    """Return the ids that a row names: in its texts, in its lists, and by its keys."""
    marked = {name for cell in row.values() for name in _PLACEHOLDER.findall(cell)}
    listed = {
        name
        for column, cell in list(row.items())[1:]
        if column.endswith("_id") or column in _LISTS
        for name in cell.split()
    }
    return marked | listed


def _reachable(tables: RawTables, ids: set[str]) -> RawTables:
    """Return the rows on these inspections, the glossary, and each row that one of them names."""
    rows: dict[str, list[RawRow]] = {}
    for raw_row in (row for of_table in tables.values() for row in of_table):
        rows.setdefault(_key(raw_row), []).append(raw_row)
    own = [row for of_key in rows.values() for row in of_key if row.get("inspection_id") in ids]
    waiting = {_key(row) for row in [*own, *tables["terms"]]}
    reached: set[str] = set()
    while waiting:
        reached |= waiting
        named = {
            name for key in waiting for row in rows.get(key, ()) for name in _referenced_ids(row)
        }
        waiting = named - reached
    return {name: [row for row in of if _key(row) in reached] for name, of in tables.items()}
