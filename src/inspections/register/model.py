"""The records of a data package: what one row of each table says, typed and linked."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar
from urllib.parse import quote

from inspections.arithmetic.counting import COUNTS, RATINGS
from inspections.arithmetic.statistics import Share

Number = int | float
RecordT = TypeVar("RecordT")
TypedRow = Mapping[str, Any]

OR_NEXT_YEAR = "derived or early next year"
"""The basis of a report's date of which only the year of the visits, late in it, is known."""


class UnknownId(KeyError):
    """An id that no record has; the message suggests the nearest ones."""

    def __str__(self) -> str:
        """Return the message itself: ``KeyError`` would print it in quotation marks."""
        return str(self.args[0])


def find(records: Mapping[str, RecordT], record_id: str, *, kind: str) -> RecordT:
    """Return ``records[record_id]``. Raises ``UnknownId`` that suggests the nearest ids."""
    if record_id in records:
        return records[record_id]
    near = difflib.get_close_matches(record_id, records, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else f"see the {kind} ids in data/"
    raise UnknownId(f"there is no {kind} '{record_id}': {hint}")


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
        """The source's address with the fragment as a text directive.

        Browsers that support it scroll to the words. Hyphens are percent-encoded because the
        directive uses them to mark its prefix and suffix.
        See https://wicg.github.io/scroll-to-text-fragment/.
        """
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
    """One figure: stated by a source (``citations``) or computed by us (``derivation``).

    ``as_of`` is the day, month or year for which a figure on a changing state of things holds.
    """

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
    as_of: str = ""

    @property
    def share(self) -> Share:
        """The figure as a count out of a total. Raises ``ValueError`` where there is no total."""
        if self.total is None or self.unit == "fraction":
            raise ValueError(f"{self.fact_id} is not a count out of a total")
        return Share(count=int(self.value), total=int(self.total))

    @property
    def part(self) -> Fraction:
        """The figure as a part of its total or of 100 per cent. Raises ``ValueError`` if none."""
        whole = self.total or (100 if self.unit == "per cent" else None)
        if whole is None:
            raise ValueError(f"{self.fact_id} is not a share of anything")
        return Fraction(self.value) / Fraction(whole)

    @property
    def sources(self) -> tuple[Citation, ...]:
        """Every citation the figure rests on; for a derived fact those of its inputs.

        A count has none of its own: each inspection counted has its source in its own row.
        """
        if self.derivation is None:
            return self.citations
        citations = [citation for fact in self.derivation.inputs for citation in fact.sources]
        return tuple(dict.fromkeys(citations))


@dataclass(frozen=True)
class StandardRating:
    """The rating of one standard in one inspection; ``basis`` says whether a source names it."""

    inspection: Inspection
    standard: str
    rating: str
    basis: str
    citations: tuple[Citation, ...]
    note: str


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
    as_of: str = ""


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
