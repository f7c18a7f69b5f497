"""Takes from a data package what concerns one unit: a package of its own, sound by itself.

What lies on the unit's inspections is kept, the glossary, and all that these name. What is of
another unit goes, and every row and sentence that names it or counts the old book's inspections.
"""

import re
from datetime import UTC, datetime

from inspections.checks.data import ID_LISTS
from inspections.command_line import Trouble
from inspections.package import new_inspection
from inspections.package.names import did_you_mean
from inspections.package.tables import Descriptor, Package
from tools.lint.prose import COUNTING

Row = dict[str, str]
Tables = dict[str, list[Row]]

OF_ANOTHER_BOOK = ("corrections", "places", "units")
"""Tables that begin empty."""

OWN_TOPIC = {"heading": "Inspection in numbers", "about": "unit"}
"""What a topic becomes that told of other units, when one of them is the new book's own."""

_MARK = re.compile(r"\[\[([a-z0-9-]+)")
_LISTS = {"inputs", *(column for _, column in ID_LISTS)}
_OF_THE_BOOK = re.compile(
    rf"{COUNTING.pattern}|\b(?:two|both|those|unit) described here\b", re.IGNORECASE
)


def of_unit(package: Package, unit: str) -> Tables:
    """Return the rows of the new package by table. Raises ``Trouble``."""
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
    kept = _sound(tables, package, other=package.subject["unit"])
    return dict.fromkeys(package.rows, []) | _reached(kept, ids)


def _has_own_note(table: str, row: Row, ids: set[str]) -> bool:
    """Say whether a note holds in the new book: others tell what a row was to the old one."""
    ours = table == "terms" and not row["source_id"]
    return ours or table == "sources" or row.get("inspection_id") in ids or "note" not in row


def _inspections(package: Package, unit: str) -> list[Row]:
    inspected = [row for row in package.rows["inspections"] if row["unit_kind"] == "unit"]
    names = sorted({row["unit"] for row in inspected})
    if unit not in names:
        advice = did_you_mean(unit, names, otherwise=f"there are {'; '.join(names)}")
        raise Trouble(f"'{unit}' is no unit with a rating: {advice}")
    if unit == package.subject["unit"]:
        raise Trouble(f"this is the book of {unit}")
    own = [row for row in inspected if row["unit"] == unit]
    if undated := [row["inspection_id"] for row in own if not row["report_date"]]:
        raise Trouble(f"{', '.join(undated)} has no date: give its report_date first")
    return own


def descriptor(old: Descriptor, rows: Tables, *, unit: str, title: str, slug: str) -> Descriptor:
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
        "topics": [each | OWN_TOPIC if each["name"] in used else each for each in old["topics"]],
    }


def _key(row: Row) -> str:
    return next(iter(row.values()))


def _reports(events: list[Row], own: list[Row]) -> list[Row]:
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


def _sound(tables: Tables, package: Package, *, other: str) -> Tables:
    """Return the tables without what names the other unit, or a row that is gone for that."""
    everything = {_key(row) for rows in package.rows.values() for row in rows}
    rested = {name for row in tables["inspections"] for name in _named(row)}
    while True:
        gone = everything - {_key(row) for rows in tables.values() for row in rows}
        told = {
            name: [
                row | {column: _told(row[column], gone, other) for column in TEXTS & set(row)}
                for row in rows
            ]
            for name, rows in tables.items()
        }
        kept = {
            name: [
                row
                for row in rows
                if name == "inspections" or _key(row) in rested or not _is_lost(row, gone, other)
            ]
            for name, rows in told.items()
        }
        if kept == tables:
            return tables
        tables = kept


TEXTS = {"definition", "note"}
"""Columns that lose a sentence; where another says what is gone, the row goes."""


def _told(text: str, gone: set[str], other: str) -> str:
    """Return a text as far as it holds: to the first sentence of the old book."""
    said = re.split(r"(?<=[.!?])\s+", text)
    lost = [bool(gone & set(_MARK.findall(each))) or _names(each, other) for each in said]
    return " ".join(said[: lost.index(True)] if True in lost else said)


def _names(text: str, other: str) -> bool:
    return other.lower() in text.lower() or bool(_OF_THE_BOOK.search(text))


def _is_lost(row: Row, gone: set[str], other: str) -> bool:
    own = " ".join(cell for column, cell in row.items() if column not in TEXTS)
    return bool(_named(row) & gone) or _names(own, other) or not row.get("definition", "told")


def _named(row: Row) -> set[str]:
    """Return the ids that a row names: in its texts, in its lists, and by its keys."""
    marked = {name for cell in row.values() for name in _MARK.findall(cell)}
    listed = {
        name
        for column, cell in list(row.items())[1:]
        if column.endswith("_id") or column in _LISTS
        for name in cell.split()
    }
    return marked | listed


def _reached(tables: Tables, ids: set[str]) -> Tables:
    """Return the rows on these inspections, the glossary, and each row that one of them names."""
    rows: dict[str, list[Row]] = {}
    for each in (row for of_table in tables.values() for row in of_table):
        rows.setdefault(_key(each), []).append(each)
    own = [row for of_key in rows.values() for row in of_key if row.get("inspection_id") in ids]
    waiting = {_key(row) for row in [*own, *tables["terms"]]}
    reached: set[str] = set()
    while waiting:
        reached |= waiting
        named = {name for key in waiting for row in rows.get(key, ()) for name in _named(row)}
        waiting = named - reached
    return {name: [row for row in of if _key(row) in reached] for name, of in tables.items()}
