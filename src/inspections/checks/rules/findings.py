"""Rules for what pictures show of findings: no office and no side of a theme is left out.

It says nothing of how the pictures are drawn, nor of the words of the findings.
"""

from collections import defaultdict
from collections.abc import Iterator

from inspections.checks.data import Data, NumberedRow, Table
from inspections.checks.faults import Fault

SIDES = ("strength", "concern")


def offices_in_short(data: Data) -> Iterator[Fault]:
    """A finding on an office has short words, so that no picture of the offices leaves it out."""
    for table, row in data.rows("findings"):
        if row["office_id"] and not row["short"]:
            rule = "is empty for a finding on an office"
            yield table.fault(row, "short", rule, "say it in a few words")


def both_sides_in_short(data: Data) -> Iterator[Fault]:
    """Where a theme is shown in short, an inspection's strengths and its concerns both are."""
    rows = [(table, row) for table, row in data.rows("findings") if not row["office_id"]]
    shown = {row["theme"] for _, row in rows if row["short"] and row["tone"] in SIDES}
    of_a_side: dict[tuple[str, str, str], list[tuple[Table, NumberedRow]]] = defaultdict(list)
    for table, row in rows:
        if row["inspection_id"] and row["theme"] in shown and row["tone"] in SIDES:
            side = row["inspection_id"], row["theme"], row["tone"]
            of_a_side[side].append((table, row))
    for (inspection_id, theme, tone), of_side in of_a_side.items():
        if not any(row["short"] for _, row in of_side):
            table, row = of_side[0]
            rule = f"is empty for each {tone} of {inspection_id} on {theme}"
            advice = "pictures would show one side alone: say at least one of them in a few words"
            yield table.fault(row, "short", rule, advice)
