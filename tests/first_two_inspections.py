"""The two inspections that the book began with, by id, and the data as far as they go.

What a test types by hand of them stays true when the data hold a later inspection of the unit.
"""

from inspections.package import tables
from inspections.register import Inspection, Register
from publishing.core.project import ROOT

FIRST, SECOND = "northamptonshire-pdu-2022", "northamptonshire-pdu-2024"


def both(register: Register) -> tuple[Inspection, Inspection]:
    """Return the two inspections, the earlier one first."""
    return register.inspection(FIRST), register.inspection(SECOND)


def book_of_two() -> Register:
    """Return the book's data without other inspections of its unit, and without their records."""
    package = tables.load(ROOT / "data")
    others = {
        inspection.inspection_id
        for inspection in Register(package).subject_inspections
        if inspection.inspection_id not in (FIRST, SECOND)
    }
    for name, rows in package.rows.items():
        kept = [row for row in rows if row.get("inspection_id") not in others]
        package = package.with_rows(name, kept)
    known = {row["fact_id"] for row in package.rows["facts"]}
    waiting = package.rows["derived_facts"]
    computed: list[dict[str, str]] = []
    while ready := [row for row in waiting if set(row["inputs"].split()) <= known]:
        computed += ready
        known |= {row["fact_id"] for row in ready}
        waiting = [row for row in waiting if row not in ready]
    kept = [row for row in package.rows["derived_facts"] if row in computed]
    return Register(package.with_rows("derived_facts", kept))
