"""Rules for whole records: their order, the ids they list, inspections and recommendations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from inspections.checks.data import ID_LISTS, Data, nearest_id
from inspections.checks.faults import Fault, did_you_mean
from inspections.figures_in_text import plain_marks
from inspections.tables import DESCRIPTOR


def order(data: Data) -> Iterator[Fault]:
    """The rows of each table are sorted by their key."""
    for table in data.tables.values():
        for before, row in pairwise(table.rows if table.key else ()):
            if [row[field] for field in table.key] < [before[field] for field in table.key]:
                rule = f'the rows are not sorted: this comes before "{before[table.key[0]]}"'
                yield table.fault(row, table.key[0], rule, f"sort by {', '.join(table.key)}")


def id_lists(data: Data) -> Iterator[Fault]:
    """Each id in a list of ids has its row."""
    for (name, field), targets in ID_LISTS.items():
        known = data.ids(*targets)
        for table, row in data.rows(name) if data.has(*targets) else ():
            for each in row[field].split():
                if each not in known:
                    rule = f"there is no {each} in {', '.join(targets)}"
                    yield table.fault(row, field, rule, nearest_id(each, known))


def ratings(data: Data) -> Iterator[Fault]:
    """The fragment of an inspection carries its rating."""
    for table, row in data.rows("inspections"):
        rating = row["overall_rating"]
        if not re.search(rf"\b{re.escape(rating)}\b", plain_marks(row["fragment"]), re.IGNORECASE):
            rule = f'the fragment does not carry the rating, "{rating}"'
            yield table.fault(row, "fragment", rule, "quote words with the rating in them")


def one_report(data: Data) -> Iterator[Fault]:
    """A report on a unit stands once."""
    seen: dict[tuple[str, ...], int] = {}
    for table, row in data.rows("inspections"):
        key = (row["unit_kind"], row["unit"], row["report_date"])
        if key in seen:
            rule = f"row {seen[key]} has the same unit_kind, unit and report_date"
            yield table.fault(row, "unit", rule, "delete one, or correct it")
        seen.setdefault(key, row.line)


def spelling(data: Data) -> Iterator[Fault]:
    """A unit or region is spelt in one way."""
    for field in ("unit", "region"):
        spelt: dict[str, str] = {}
        for table, row in data.rows("inspections"):
            folded = re.sub(r"\W", "", row[field].casefold().replace("&", "and"))
            first = spelt.setdefault(folded, row[field])
            if first != row[field]:
                rule = f'is spelt "{first}" in an earlier row'
                yield table.fault(row, field, rule, "spell one name one way")


def later_states(data: Data) -> Iterator[Fault]:
    """A later state that is known is shown by findings, and no other."""
    for table, row in data.rows("recommendations"):
        is_known = row["later_state"] in ("addressed", "still open")
        if is_known != bool(row["later_findings"]):
            rule = f'does not go with later_state "{row["later_state"]}"'
            advice = "name what shows it for addressed and still open, nothing otherwise"
            yield table.fault(row, "later_findings", rule, advice)


def subject(data: Data) -> Iterator[Fault]:
    """The subject that the descriptor names is a unit of an inspection."""
    units = {row["unit"] for _, row in data.rows("inspections")}
    named = data.descriptor.get("subject")
    unit = str(named.get("unit", "")) if isinstance(named, Mapping) else ""
    if data.has("inspections") and unit not in units:
        advice = did_you_mean(unit, units, otherwise="name the unit that the book is about")
        rule = "is not a unit of inspections.csv"
        yield Fault(DESCRIPTOR, None, "subject.unit", unit, rule, advice)
