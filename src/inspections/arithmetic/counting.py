"""Counts of inspections, on plain rows: how many share something, and how ratings moved.

A condition is written as in the column ``where`` of derived facts: ``column=value``, joined by
``"; "``. A date matches by its beginning, so that ``report_date=YYYY`` takes in a whole year.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

RATINGS = ("Inadequate", "Requires improvement", "Good", "Outstanding")
"""The four ratings from worst to best: the one order, for every chart and table."""

PlainRow = Mapping[str, Any]


def conditions(where: str) -> dict[str, str]:
    """Return the conditions by column."""
    pairs = (condition.partition("=") for condition in where.split("; ") if condition)
    return {name: value for name, _, value in pairs}


def matching(rows: Iterable[PlainRow], where: str) -> list[PlainRow]:
    """Return the rows that meet every condition, in their order.

    Raises ``ValueError`` for a column that the rows do not have.
    """
    required, listed = conditions(where), list(rows)
    missing = [name for name in required if listed and name not in listed[0]]
    if missing:
        raise ValueError(f"inspections have no column {missing[0]}")
    return [row for row in listed if all(_meets(row, *condition) for condition in required.items())]


def _meets(row: PlainRow, name: str, value: str) -> bool:
    cell = str(row[name])
    return cell.startswith(value) if name.endswith("_date") else cell == value


def changes(rows: Iterable[PlainRow]) -> dict[str, int]:
    """Return, for each unit with more than one dated inspection, how its rating moved.

    The change is from its first report to its latest, in steps on ``RATINGS``: above zero when
    the rating rose. Units come in order of name.
    """
    reports: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        if row["report_date"] and row["overall_rating"] in RATINGS:
            reports[row["unit"]].append((row["report_date"], row["overall_rating"]))
    ranks = {
        unit: [RATINGS.index(rating) for _, rating in sorted(rated)]
        for unit, rated in sorted(reports.items())
        if len(rated) > 1
    }
    return {unit: steps[-1] - steps[0] for unit, steps in ranks.items()}


COUNTS: dict[str, Callable[[list[PlainRow]], int]] = {
    "count_inspections": len,
    "count_units": lambda rows: len({row["unit"] for row in rows}),
    "count_regions": lambda rows: len({row["region"] for row in rows}),
    "count_repeated": lambda rows: len(changes(rows)),
    "count_rose": lambda rows: sum(step > 0 for step in changes(rows).values()),
    "count_same": lambda rows: sum(step == 0 for step in changes(rows).values()),
    "count_fell": lambda rows: sum(step < 0 for step in changes(rows).values()),
}
"""What can be counted, by the name of the operation."""


def count(operation: str, rows: Iterable[PlainRow], where: str) -> int:
    """Return the count that an operation gives. Raises ``ValueError`` as ``matching``."""
    return COUNTS[operation](matching(rows, where))
