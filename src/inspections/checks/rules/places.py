"""Rules for units and places: each inspected unit is one unit, each name leads to all its units."""

from collections import defaultdict
from collections.abc import Iterator

from inspections.checks.data import Data
from inspections.checks.faults import Fault
from inspections.package.names import comparison_key, did_you_mean

ALONE = ("only",)
TOGETHER = ("shared", "namesake", "former", "perhaps former", "present", "stronger", "weaker")
"""What the standing of a place can be where its name leads to one unit, and to several."""
UNSURE = ("perhaps former",)
"""What it can be in either case."""
_SPELT_ALIKE = (
    (("units", "region"), ("inspections", "region")),
    *((("inspections", "unit"),), (("units", "name"),), (("places", "place"),)),
)
"""Columns that spell a name one way, those of a group together."""


def inspected_units(data: Data) -> Iterator[Fault]:
    """Each inspected unit is a unit of the list, where the package has that list."""
    names = {row["name"] for _, row in data.rows("units")}
    for table, row in data.rows("inspections") if names and data.has("units") else ():
        if row["unit_kind"] == "unit" and row["unit"] not in names:
            advice = did_you_mean(row["unit"], names, otherwise="add it to units.csv")
            yield table.fault(row, "unit", "is not a name of units.csv", advice)


def same_region(data: Data) -> Iterator[Fault]:
    """A unit lies in the region of units.csv, or of its first inspection, or the note says why."""
    regions = {("unit", row["name"]): (row["region"], "units.csv") for _, row in data.rows("units")}
    for table, row in data.rows("inspections"):
        here = row["region"], f"row {row.line}"
        region, there = regions.setdefault((row["unit_kind"], row["unit"]), here)
        if _typed(row["region"]) != _typed(region) and region not in row["note"]:
            rule = f'{there} has this unit in the region "{region}"'
            yield table.fault(row, "region", rule, "correct one of them, or say why in the note")


def one_spelling(data: Data) -> Iterator[Fault]:
    """No unit, region or place is spelt in two ways, nor have two names that a reader types alike.

    Blanks tell places apart, as "East Ham" and "Eastham", but no units or regions. A namesake is
    another place, which may be spelt in its own way.
    """
    for columns in _SPELT_ALIKE:
        spelt: dict[tuple[str, str], tuple[str, str]] = {}
        for name, field in columns:
            for table, row in data.rows(name):
                other = row["unit_id"] if row["standing"] == "namesake" else ""
                typed = comparison_key(row[field]) if field == "place" else _typed(row[field])
                here = row[field], f"row {row.line} of {name}.csv"
                first, there = spelt.setdefault((typed, other), here)
                if first != row[field]:
                    rule = f'reads like "{first}", {there}, to a reader who types it'
                    yield table.fault(row, field, rule, "spell one name one way")


def _typed(name: str) -> str:
    """Return what the name of a unit or region has in common with other spellings of it."""
    return comparison_key(name).replace(" ", "")


def standings(data: Data) -> Iterator[Fault]:
    """A place leads to one unit alone exactly if no other row has its name."""
    units = defaultdict(set)
    for _, row in data.rows("places"):
        units[comparison_key(row["place"])].add(row["unit_id"])
    for table, row in data.rows("places") if data.has("places") else ():
        count = len(units[comparison_key(row["place"])])
        if row["standing"] not in (*UNSURE, *(ALONE if count == 1 else TOGETHER)):
            rule = f"does not go with {count} unit{'s' if count > 1 else ''} for this name"
            yield table.fault(row, "standing", rule, "correct it, or the rows of this name")


def small_places(data: Data) -> Iterator[Fault]:
    """A small place says where it lies; in several units it is shared, and else a namesake.

    The source has one name for one place, so the same words of it are the same place.
    """
    units = defaultdict(set)
    for _, row in data.rows("places"):
        units[row["place"], row["source_id"], row["fragment"]].add(row["unit_id"])
    for table, row in data.rows("places") if data.has("places") else ():
        if row["kind"] != "small place":
            continue
        if not row["within"]:
            rule = "is empty, so nobody can tell it from another of its name"
            yield table.fault(row, "within", rule, "name the authority that it lies in")
        is_one = len(units[row["place"], row["source_id"], row["fragment"]]) > 1
        wrong, right = ("namesake", "shared") if is_one else ("shared", "namesake")
        if row["standing"] == wrong:
            rule = f"the same words lead to {'several units' if is_one else 'no other unit'}"
            yield table.fault(row, "standing", rule, f'write "{right}"')


def pairs(data: Data) -> Iterator[Fault]:
    """A unit before a change comes with the one after it, a stronger source with a weaker one."""
    other = {"former": "present", "present": "former", "stronger": "weaker", "weaker": "stronger"}
    known = defaultdict(set)
    for _, row in data.rows("places"):
        known[row["place"]].add(row["standing"])
    for table, row in data.rows("places") if data.has("places") else ():
        counterpart = other.get(row["standing"])
        if counterpart and counterpart not in known[row["place"]]:
            rule = f'no row of this name has the standing "{counterpart}"'
            yield table.fault(row, "standing", rule, "add that row, or correct this one")


def reasons(data: Data) -> Iterator[Fault]:
    """What was worked out says from what, and what sources contradict says how."""
    for table, row in data.rows("places"):
        if row["basis"] == "derived" and not row["note"] and not row["within"]:
            rule = "is empty though the row was worked out"
            yield table.fault(row, "note", rule, "say from what, or name the authority in within")
        if row["standing"] in ("stronger", "weaker") and not row["note"]:
            rule = "is empty though sources contradict each other"
            yield table.fault(row, "note", rule, "say which source says what")


def changes(data: Data) -> Iterator[Fault]:
    """A unit has successors only if the later list lacks it and has each of them."""
    listed = {row["unit_id"]: row["listed"] for _, row in data.rows("units")}
    for table, row in data.rows("units") if data.has("units") else ():
        if bool(row["successors"]) != (row["listed"] == "earlier list only"):
            rule = f'does not go with listed "{row["listed"]}"'
            advice = "name successors for a unit of the earlier list only, and no other"
            yield table.fault(row, "successors", rule, advice)
        for successor_id in row["successors"].split():
            if listed.get(successor_id) == "earlier list only":
                rule = f"{successor_id} is not in the later list"
                yield table.fault(row, "successors", rule, "name units that took over")
