"""The register: every record of a package by id, with its links to other records resolved."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from inspections.arithmetic.derivations import derive, derive_qualifier
from inspections.package.tables import Package
from inspections.register.model import (
    Citation,
    Derivation,
    Event,
    Fact,
    Finding,
    Inspection,
    Office,
    Programme,
    Recommendation,
    Source,
    StandardRating,
    Term,
    Topic,
    TypedRow,
    find,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

RecordT = TypeVar("RecordT", bound="DataclassInstance")
Item = TypeVar("Item")


def _table(name: str, record_type: type[RecordT]) -> cached_property[dict[str, RecordT]]:
    """Return what reads a table of a register when it is first asked for."""
    return cached_property(lambda register: register.table(name, record_type))


@dataclass(frozen=True, eq=False)
class Register:
    """Every record of a package by id. Each table is read once, when it is first asked for."""

    package: Package

    sources = _table("sources", Source)
    programmes = _table("programmes", Programme)
    inspections = _table("inspections", Inspection)
    offices = _table("offices", Office)
    findings = _table("findings", Finding)
    recommendations = _table("recommendations", Recommendation)
    terms = _table("terms", Term)
    """Records by their ids."""

    @cached_property
    def subject_inspections(self) -> tuple[Inspection, ...]:
        """The inspections of the unit that the book is about, in order of report."""
        unit = self.package.subject["unit"]
        return _by_report(one for one in self.inspections.values() if one.unit == unit)

    @cached_property
    def units(self) -> dict[str, tuple[Inspection, ...]]:
        """The inspections of each unit by its name, in order of name, then of report."""
        of_units = (one for one in self.inspections.values() if one.unit_kind == "unit")
        rated = grouped(of_units, lambda one: one.unit)
        return {unit: _by_report(rated[unit]) for unit in sorted(rated)}

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Facts by fact_id, the derived ones after those they are computed from."""
        facts = self.table("facts", Fact)
        derived = {row["fact_id"]: row for row in self.package.records("derived_facts")}
        for fact_id in derived:
            self._derive(fact_id, derived, facts)
        return facts

    @cached_property
    def standard_ratings(self) -> dict[str, tuple[StandardRating, ...]]:
        """The ratings of single standards by inspection_id, as far as a source gives them."""
        rows = grouped(self.package.records("standard_ratings"), lambda row: row["inspection_id"])
        return {
            name: tuple(self.record(StandardRating, row) for row in of_one)
            for name, of_one in rows.items()
        }

    @cached_property
    def events(self) -> dict[str, Event]:
        """Events by event_id, in order of date."""
        events = self.table("events", Event)
        return dict(sorted(events.items(), key=lambda item: (item[1].date, item[0])))

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """Topics by name, in the order of the descriptor, which is the order on pages."""
        topics = (self.record(Topic, entry) for entry in self.package.descriptor["topics"])
        return {topic.name: topic for topic in topics}

    def fact(self, fact_id: str) -> Fact:
        """Return one fact. Raises ``UnknownId`` with the nearest ids."""
        return find(self.facts, fact_id, kind="fact")

    def inspection(self, inspection_id: str) -> Inspection:
        """Return one inspection. Raises ``UnknownId`` with the nearest ids."""
        return find(self.inspections, inspection_id, kind="inspection")

    def table(self, name: str, record_type: type[RecordT]) -> dict[str, RecordT]:
        """Return the records of a table by its first column, which is its key."""
        rows = self.package.records(name)
        return {next(iter(row.values())): self.record(record_type, row) for row in rows}

    def record(self, record_type: type[RecordT], row: TypedRow, **overrides: Any) -> RecordT:
        """Build a record from a row: fields by name, links resolved, ``overrides`` as they are."""
        links: dict[str, Callable[[], Any]] = {
            "citations": lambda: self.citations(row),
            "inspection": lambda: self.inspections.get(row["inspection_id"]),
            "programme": lambda: self.programmes[row["programme_id"]],
            "score_citation": lambda: self._score_citation(row),
            "later_findings": lambda: tuple(row["later_findings"].split()),
            "successors": lambda: tuple(row["successors"].split()),
            "synonyms": lambda: tuple(filter(None, map(str.strip, row["synonyms"].split(";")))),
        }
        for name in (field.name for field in fields(record_type) if field.name not in overrides):
            if name in links:
                overrides[name] = links[name]()
            elif name in row:
                overrides[name] = row[name]
        return record_type(**overrides)

    def citations(self, row: TypedRow) -> tuple[Citation, ...]:
        """Return the citations of a row; none for derived facts and words of this book."""
        relations = {"": "agrees", "second_": row.get("second_relation") or "agrees"}
        return tuple(
            Citation(
                source=self.sources[row[f"{prefix}source_id"]],
                fragment=row[f"{prefix}fragment"],
                relation=relation,
            )
            for prefix, relation in relations.items()
            if row.get(f"{prefix}source_id")
        )

    def _score_citation(self, row: TypedRow) -> Citation | None:
        if not row["score_source_id"]:
            return None
        source = self.sources[row["score_source_id"]]
        return Citation(source=source, fragment=row["score_fragment"], relation="points")

    def _derive(
        self, fact_id: str, derived: Mapping[str, TypedRow], facts: dict[str, Fact]
    ) -> Fact:
        """Return a fact; compute it, after its inputs, and add it to ``facts`` if it is new."""
        if fact_id in facts:
            return facts[fact_id]
        row = derived[fact_id]
        inputs = tuple(self._derive(name, derived, facts) for name in row["inputs"].split())
        value, total = derive(
            row["operation"],
            [(fact.value, fact.total) for fact in inputs],
            inspections=self.package.rows["inspections"],  # as the check counts them
            where=row["where"],
        )
        facts[fact_id] = self.record(
            Fact,
            row,
            value=value,
            total=total,
            qualifier=derive_qualifier(row["operation"], [fact.qualifier for fact in inputs]),
            derivation=Derivation(row["operation"], inputs, row["assumption"], row["where"]),
        )
        return facts[fact_id]


def grouped(items: Iterable[Item], key: Callable[[Item], str]) -> dict[str, tuple[Item, ...]]:
    """Return the items by their key, keys and items in the order in which they come."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return {name: tuple(group) for name, group in groups.items()}


def _by_report(inspections: Iterable[Inspection]) -> tuple[Inspection, ...]:
    return tuple(sorted(inspections, key=lambda inspection: inspection.report_date))
