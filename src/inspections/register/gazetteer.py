"""Every probation unit of the official lists, rated or not, and the places that lead to each."""

from dataclasses import dataclass
from functools import cached_property

from inspections.register import Citation, Inspection, Register, find
from inspections.register.register import grouped

ONLY, NAMESAKE = "only", "namesake"
"""The standing of a place that lies in one unit for certain: its name has no other, or others."""
SMALL = "small place"
"""The kind of a village, and of any other built-up area too small to be a town."""


@dataclass(frozen=True)
class Unit:
    """A probation unit; ``citations`` are the official lists, each with its name as spelt there.

    ``gap`` is what is known of a report that has no row in the list of inspections.
    """

    unit_id: str
    name: str
    region: str
    listed: str
    code: str
    code_source_id: str
    police_area: str
    police_source_id: str
    successors: tuple[str, ...]
    gap: str
    citations: tuple[Citation, ...]
    note: str

    @property
    def other_names(self) -> tuple[str, ...]:
        """Its official names that differ from ``name``, the earlier one first."""
        names = dict.fromkeys(citation.fragment for citation in self.citations)
        return tuple(name for name in names if name != self.name)


@dataclass(frozen=True)
class Place:
    """A place that leads to a unit; ``standing`` says whether its name leads there alone."""

    name: str
    kind: str
    within: str
    unit_id: str
    standing: str
    basis: str
    citation: Citation
    note: str

    @property
    def is_certain(self) -> bool:
        """Whether all of it lies in this unit, as far as is known."""
        return self.standing in (ONLY, NAMESAKE)


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Units, places and regions of a register, and the links between them."""

    register: Register

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Units by unit_id, in order of name."""
        gaps = {row["unknown_id"]: row for row in self.register.package.records("unknowns")}
        rows = sorted(self.register.package.records("units"), key=lambda row: row["name"])
        return {
            row["unit_id"]: self.register.record(
                Unit,
                row,
                gap=gaps[row["gap_id"]]["what_is_known"] if row["gap_id"] else "",
            )
            for row in rows
        }

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every place, in order of name, with a record for each unit that it leads to."""
        return tuple(
            self.register.record(
                Place, row, name=row["place"], citation=self.register.citations(row)[0]
            )
            for row in self.register.package.records("places")
        )

    @cached_property
    def places_by_unit(self) -> dict[str, tuple[Place, ...]]:
        """The places that lead to each unit, by unit_id."""
        places = grouped(self.places, lambda place: place.unit_id)
        return {name: places.get(name, ()) for name in self.units}

    @cached_property
    def regions(self) -> dict[str, tuple[Unit, ...]]:
        """The units of each region, both in order of name."""
        units = grouped(self.units.values(), lambda unit: unit.region)
        return {region: units[region] for region in sorted(units)}

    @cached_property
    def predecessors(self) -> dict[str, tuple[str, ...]]:
        """The unit_ids of the units that each unit took over from."""
        return {
            name: tuple(unit.unit_id for unit in self.units.values() if name in unit.successors)
            for name in self.units
        }

    def unit(self, unit_id: str) -> Unit:
        """Return one unit. Raises ``UnknownId`` with the nearest ids."""
        return find(self.units, unit_id, kind="unit")

    def inspections(self, unit: Unit) -> tuple[Inspection, ...]:
        """Return the inspections of a unit, the earliest report first."""
        return self.register.units.get(unit.name, ())

    def inspections_of_region(self, region: str) -> tuple[Inspection, ...]:
        """Return the inspections of a region as a whole, and of the country for no region."""
        return tuple(
            one
            for one in self.register.inspections.values()
            if one.unit_kind == "region" and one.region == region
        )
