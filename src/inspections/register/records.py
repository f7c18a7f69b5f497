"""Facts: figures with their qualifier, unit and source, and figures derived from them.

It states what the package says, record by record. It words nothing (``wording``) and reads
no files (``tables``).
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import quote

from inspections.arithmetic.counting import COUNTS
from inspections.arithmetic.counting import RATINGS as RATINGS
from inspections.arithmetic.derivations import derive, derive_qualifier
from inspections.arithmetic.statistics import Share
from inspections.package.tables import Package

Number = int | float
Record = TypeVar("Record")


class UnknownId(KeyError):
    """An id that no record has; the message suggests the nearest ones."""

    def __str__(self) -> str:
        """Return the message itself: ``KeyError`` would print it in quotation marks."""
        return str(self.args[0])


@dataclass(frozen=True)
class Source:
    """A page or article; ``published`` is a day, month or year, or empty if no date was seen."""

    source_id: str
    publisher: str
    title: str
    kind: str
    url: str
    published: str
    published_basis: str
    licence: str
    note: str


@dataclass(frozen=True)
class Citation:
    """A source and the words in it that carry a statement."""

    source: Source
    fragment: str
    relation: str = "agrees"

    @property
    def link(self) -> str:
        """The source's address, opening at the fragment in browsers that can."""
        if not self.fragment:
            return self.source.url
        address = self.source.url.split("#")[0]
        return f"{address}#:~:text={quote(self.fragment, safe='').replace('-', '%2D')}"


@dataclass(frozen=True)
class Programme:
    """A rule book under which inspections were made."""

    programme_id: str
    label: str
    began: str
    citations: tuple[Citation, ...]
    note: str


@dataclass(frozen=True)
class Inspection:
    """One inspection of one unit, with its overall rating; ``report_date`` may be empty."""

    inspection_id: str
    unit: str
    unit_kind: str
    region: str
    region_basis: str
    report_date: str
    date_basis: str
    programme: Programme
    overall_rating: str
    score: Number | None
    score_out_of: Number | None
    chief_inspector: str
    citations: tuple[Citation, ...]
    checked: str
    note: str
    score_citation: Citation | None = None

    @property
    def year(self) -> str:
        """The year of the report; empty if no date was seen."""
        return self.report_date[:4]

    @property
    def rank(self) -> int:
        """The rating's place on the scale: 0 is the lowest."""
        return RATINGS.index(self.overall_rating)


@dataclass(frozen=True)
class Derivation:
    """How a derived fact was computed: the operation, its input facts and what must hold.

    A count has in ``where`` what the counted inspections share (see ``counting``).
    """

    operation: str
    inputs: tuple[Fact, ...]
    assumption: str
    where: str = ""

    @property
    def is_count(self) -> bool:
        """Whether it counts rows of the inspections."""
        return self.operation in COUNTS


@dataclass(frozen=True)
class Fact:
    """One figure: stated by a source (``citations``) or computed by us (``derivation``)."""

    fact_id: str
    inspection: Inspection | None
    topic: str
    question: str
    label: str
    value: Number
    total: Number | None
    unit: str
    qualifier: str
    counts: str
    population: str
    citations: tuple[Citation, ...] = ()
    derivation: Derivation | None = None
    fragment_reason: str = ""
    note: str = ""

    @property
    def share(self) -> Share:
        """The figure as a count out of a total. Raises ``ValueError`` where there is no total."""
        if self.total is None or self.unit == "fraction":
            raise ValueError(f"{self.fact_id} is not a count out of a total")
        return Share(count=int(self.value), total=int(self.total))

    @property
    def sources(self) -> tuple[Citation, ...]:
        """Every citation the figure rests on; for a derived fact those of its inputs.

        A count has none of its own: each inspection counted has its source in its own row.
        """
        if self.derivation is None:
            return self.citations
        found = [citation for fact in self.derivation.inputs for citation in fact.sources]
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Office:
    """A place from which a unit works."""

    office_id: str
    name: str
    inspection: Inspection
    citations: tuple[Citation, ...]
    note: str


@dataclass(frozen=True)
class Finding:
    """A statement of a source that is not a number, in our words.

    ``short`` says it in a few words, for pictures; it is empty where they leave it out.
    """

    finding_id: str
    inspection: Inspection | None
    theme: str
    tone: str
    said_by: str
    statement: str
    short: str
    office_id: str
    citations: tuple[Citation, ...]
    note: str


@dataclass(frozen=True)
class Recommendation:
    """What a report asked for, and what sources on the next inspection say of it."""

    recommendation_id: str
    inspection: Inspection
    theme: str
    statement: str
    citations: tuple[Citation, ...]
    later_state: str
    later_findings: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Event:
    """A dated step; ``date`` and ``end_date`` are as precise as a source shows."""

    event_id: str
    date: str
    end_date: str
    date_basis: str
    label: str
    inspection: Inspection | None
    citations: tuple[Citation, ...]
    fragment_reason: str
    note: str


@dataclass(frozen=True)
class Term:
    """A word explained; ``citations`` is empty for words of this book."""

    term_id: str
    term: str
    abbreviation: str
    synonyms: tuple[str, ...]
    definition: str
    citations: tuple[Citation, ...]
    note: str


@dataclass(frozen=True)
class Topic:
    """What figures and findings are grouped by; ``about`` is the unit, or the system around it."""

    name: str
    heading: str
    about: str


Row = Mapping[str, Any]


@dataclass(frozen=True)
class Register:
    """Every record of a package, by id. Built once; an unknown id names its neighbours."""

    package: Package
    _facts: dict[str, Fact] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Sources by source_id."""
        return {row["source_id"]: Source(**row) for row in self.package.records("sources")}

    @cached_property
    def programmes(self) -> dict[str, Programme]:
        """Programmes by programme_id."""
        return {
            row["programme_id"]: Programme(
                **_only(row, "programme_id", "label", "began", "note"),
                citations=self._citations(row),
            )
            for row in self.package.records("programmes")
        }

    @cached_property
    def inspections(self) -> dict[str, Inspection]:
        """Inspections by inspection_id."""
        return {
            row["inspection_id"]: Inspection(
                **_only(
                    row,
                    *("inspection_id", "unit", "unit_kind", "region", "region_basis"),
                    *("report_date", "date_basis", "overall_rating", "chief_inspector"),
                    *("checked", "note"),
                ),
                programme=self.programmes[row["programme_id"]],
                score=_optional(row["score"]),
                score_out_of=_optional(row["score_out_of"]),
                score_citation=self._score_citation(row),
                citations=self._citations(row),
            )
            for row in self.package.records("inspections")
        }

    @cached_property
    def subject_inspections(self) -> tuple[Inspection, ...]:
        """The inspections of the unit that the book is about, in order of report."""
        unit = self.package.subject["unit"]
        chosen = [each for each in self.inspections.values() if each.unit == unit]
        return tuple(sorted(chosen, key=lambda each: each.report_date))

    @cached_property
    def units(self) -> dict[str, tuple[Inspection, ...]]:
        """The inspections of each unit by its name, in order of name, then of report."""
        found: dict[str, list[Inspection]] = {}
        for each in sorted(self.inspections.values(), key=lambda each: each.unit):
            if each.unit_kind == "unit":
                found.setdefault(each.unit, []).append(each)
        return {
            unit: tuple(sorted(each, key=lambda one: one.report_date))
            for unit, each in found.items()
        }

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Facts by fact_id, the derived ones after those they rest on."""
        for row in self.package.records("facts"):
            self._facts[row["fact_id"]] = self._stated(row)
        waiting: dict[str, Row] = {
            row["fact_id"]: row for row in self.package.records("derived_facts")
        }
        for fact_id in list(waiting):
            self._derive(fact_id, waiting)
        return dict(self._facts)

    @cached_property
    def offices(self) -> dict[str, Office]:
        """Offices by office_id."""
        return {
            row["office_id"]: Office(
                **_only(row, "office_id", "name", "note"),
                inspection=self.inspections[row["inspection_id"]],
                citations=self._citations(row),
            )
            for row in self.package.records("offices")
        }

    @cached_property
    def findings(self) -> dict[str, Finding]:
        """Findings by finding_id."""
        return {
            row["finding_id"]: Finding(
                **_only(
                    row,
                    *("finding_id", "theme", "tone", "said_by", "statement", "short"),
                    *("office_id", "note"),
                ),
                inspection=self._inspection(row),
                citations=self._citations(row),
            )
            for row in self.package.records("findings")
        }

    @cached_property
    def recommendations(self) -> dict[str, Recommendation]:
        """Recommendations by recommendation_id."""
        return {
            row["recommendation_id"]: Recommendation(
                **_only(row, "recommendation_id", "theme", "statement", "later_state", "note"),
                inspection=self.inspections[row["inspection_id"]],
                citations=self._citations(row),
                later_findings=tuple(row["later_findings"].split()),
            )
            for row in self.package.records("recommendations")
        }

    @cached_property
    def events(self) -> dict[str, Event]:
        """Events by event_id, in order of date."""
        events = [
            Event(
                **_only(row, "event_id", "date", "end_date", "date_basis", "label"),
                **_only(row, "fragment_reason", "note"),
                inspection=self._inspection(row),
                citations=self._citations(row),
            )
            for row in self.package.records("events")
        ]
        events.sort(key=lambda each: (each.date, each.event_id))
        return {each.event_id: each for each in events}

    @cached_property
    def terms(self) -> dict[str, Term]:
        """Terms by term_id."""
        return {
            row["term_id"]: Term(
                **_only(row, "term_id", "term", "abbreviation", "definition", "note"),
                synonyms=tuple(part.strip() for part in row["synonyms"].split(";") if part.strip()),
                citations=self._citations(row) if row["source_id"] else (),
            )
            for row in self.package.records("terms")
        }

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """Topics by name, in the order in which pages show them, as the descriptor has them."""
        return {
            each["name"]: Topic(**_only(each, "name", "heading", "about"))
            for each in self.package.descriptor["topics"]
        }

    def fact(self, fact_id: str) -> Fact:
        """Return one fact. Raises ``UnknownId`` with the nearest ids."""
        return find(self.facts, fact_id, kind="fact")

    def inspection(self, inspection_id: str) -> Inspection:
        """Return one inspection. Raises ``UnknownId`` with the nearest ids."""
        return find(self.inspections, inspection_id, kind="inspection")

    def _inspection(self, row: Row) -> Inspection | None:
        return self.inspections[row["inspection_id"]] if row["inspection_id"] else None

    def _citations(self, row: Row) -> tuple[Citation, ...]:
        first = Citation(source=self.sources[row["source_id"]], fragment=row["fragment"])
        if not row.get("second_source_id"):
            return (first,)
        second = Citation(
            source=self.sources[row["second_source_id"]],
            fragment=row["second_fragment"],
            relation=row.get("second_relation") or "agrees",
        )
        return (first, second)

    def _score_citation(self, row: Row) -> Citation | None:
        if not row["score_source_id"]:
            return None
        return Citation(
            source=self.sources[row["score_source_id"]],
            fragment=row["score_fragment"],
            relation="points",
        )

    def _stated(self, row: Row) -> Fact:
        return Fact(
            **_only(row, "fact_id", "topic", "question", "label", "unit", "qualifier", "counts"),
            **_only(row, "population", "fragment_reason", "note"),
            inspection=self._inspection(row),
            value=_plain(row["value"]),
            total=_optional(row["total"]),
            citations=self._citations(row),
        )

    def _derive(self, fact_id: str, waiting: dict[str, Row]) -> Fact:
        if fact_id in self._facts:
            return self._facts[fact_id]
        row = waiting[fact_id]
        inputs = tuple(self._derive(each, waiting) for each in row["inputs"].split())
        value, total = derive(
            row["operation"],
            [(each.value, each.total) for each in inputs],
            inspections=self.package.records("inspections"),
            where=row["where"],
        )
        self._facts[fact_id] = Fact(
            **_only(row, "fact_id", "topic", "question", "label", "unit", "counts"),
            **_only(row, "population", "note"),
            inspection=self._inspection(row),
            value=value,
            total=total,
            qualifier=derive_qualifier(row["operation"], [each.qualifier for each in inputs]),
            derivation=Derivation(row["operation"], inputs, row["assumption"], row["where"]),
        )
        return self._facts[fact_id]


def find(records: Mapping[str, Record], wanted: str, *, kind: str) -> Record:
    """Return ``records[wanted]``. Raises ``UnknownId`` that suggests the nearest ids."""
    if wanted in records:
        return records[wanted]
    near = difflib.get_close_matches(wanted, records, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else f"see the {kind} ids in data/"
    raise UnknownId(f"there is no {kind} '{wanted}': {hint}")


def _only(row: Row, *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _optional(number: Any) -> Number | None:
    return None if number is None else _plain(number)


def _plain(number: Any) -> Number:
    """Return a whole number as ``int``, so that 22 never prints as 22.0."""
    return int(number) if float(number).is_integer() else float(number)
