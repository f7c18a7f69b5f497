"""Numbers that people read in the sources or worked out from them, by hand, for all tests.

``stated.csv`` has what the two articles state, ``worked.csv`` what follows from it, beside its
working. Whoever corrects a number reads or works it out again here, and nowhere else: 'make
correct' names the lines. Nothing in these tables is pasted from our own output.
"""

import csv
from pathlib import Path
from types import SimpleNamespace


def _rows(name: str) -> list[dict[str, str]]:
    path = Path(__file__).with_name(name)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


STATED = {
    row["fact_id"]: SimpleNamespace(
        **row | {"value": int(row["value"]), "total": int(row["total"] or 0) or None}
    )
    for row in _rows("stated.csv")
}
"""By fact_id: a number as an article states it, in ``words``, and as the book says it."""

WORKED = {row["what"]: SimpleNamespace(**row) for row in _rows("worked.csv")}
"""By what was worked out: a fact, or an answer that pages ask for, ``percent: fact-id``."""

ANSWERS = [each for name, each in WORKED.items() if ":" in name]


def says(name: str) -> str:
    """Return how the book says a number that is stated, or worked out from those."""
    return STATED[name].says if name in STATED else WORKED[name].says


def case(fact_id: str) -> tuple[int, int]:
    """Return count and total of a number of cases."""
    stated = STATED[fact_id]
    assert stated.total
    return stated.value, stated.total


CASES = [
    each.fact_id for each in STATED.values() if each.counts != "neutral" and (each.total or 0) > 2
]
"""The facts that count cases."""
