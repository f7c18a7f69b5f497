"""The book's data as pandas DataFrames: the door for students, notebooks and charts.

    >>> import inspections
    >>> book = inspections.load()
    >>> book.case_findings("northamptonshire-pdu-2024")[["label", "value", "total"]]

Every table is new each time it is asked for, so it may be changed at will. Ids are kebab-case and
never change. Empty cells of text are empty strings; missing numbers are ``<NA>``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspections.language import wording
from inspections.package import tables
from inspections.package.tables import Package
from inspections.register import Citation, Event, Fact, Finding, Inspection, Register

if TYPE_CHECKING:
    import pandas as pd

_SOURCE_COLUMNS = {
    "source_id": "the source",
    "publisher": "who published the source",
    "url": "the source's address",
    "fragment": "the few words of the source that carry the row",
}

FACT_COLUMNS = {
    "fact_id": "the number's own id",
    "inspection_id": "the inspection it belongs to; empty if it belongs to none",
    "topic": "what it is about, in one word",
    "question": "what was asked; two numbers may be compared only if this agrees",
    "label": "what it counts, in words",
    "value": "the number, never to be used without its qualifier",
    "total": "what it is out of; missing if it is not a count out of a total",
    "unit": "what is counted: cases, people, per cent, ...",
    "qualifier": "exact, about, almost, more_than, fewer_than, at_least or at_most",
    "counts": "success, failure or neutral: what a high value means",
    "population": "who or what was counted",
    "percent": "value out of total, in per cent; missing if there is no total",
    "text": "the number as a sentence says it, such as 'almost 200'",
    "basis": "stated (by a source) or computed (by us, from other numbers)",
    "place": "what was inspected, in full; empty if it belongs to no inspection",
    "report_date": "the date of the inspection's report, as far as it is known",
    "source_id": "the source; empty if computed",
    "second_source_id": "another source that says the same; empty if there is none",
    **{name: text for name, text in _SOURCE_COLUMNS.items() if name != "source_id"},
}
"""The columns of ``facts`` and ``case_findings``, and what each holds."""

FINDING_COLUMNS = {
    "finding_id": "the finding's own id",
    "inspection_id": "the inspection it belongs to; empty if it belongs to none",
    "theme": "what it is about",
    "tone": "strength, concern or neutral",
    "said_by": "who said it",
    "statement": "the finding, in our words",
    "short": "the finding in a few words; empty where a picture leaves it out",
    "office_id": "the office it is about; empty if it is about the whole unit",
    **_SOURCE_COLUMNS,
}
"""The columns of ``findings``, and what each holds."""

RATING_COLUMNS = {
    "inspection_id": "the inspection's own id",
    "unit": "what was inspected",
    "unit_kind": "unit, region or national",
    "region": "the probation region",
    "programme": "the id of the rule book",
    "rules": "the rule book by name",
    "rules_began": "when inspections under it began",
    "report_date": "day, month or year of the report, as far as it is known",
    "date_basis": "stated, or derived by us",
    "rating": "the overall rating",
    "rank": "its place on the scale: 0 is the lowest",
    **_SOURCE_COLUMNS,
}
"""The columns of ``ratings``: one row for each inspection."""

EVENT_COLUMNS = {
    "event_id": "the event's own id",
    "date": "day, month or year, as far as it is known",
    "end_date": "the last day of a span; empty if it is no span",
    "date_basis": "stated, or derived by us",
    "label": "what happened",
    "inspection_id": "the inspection it belongs to; empty if it belongs to none",
    **_SOURCE_COLUMNS,
}
"""The columns of ``events``, and what each holds."""

REGION_COLUMNS = {
    "region": "the probation region",
    "short": "its name where there is little room",
    "down": "the row of its tile on our map, from the north: 0 is the first",
    "across": "the column of its tile on our map, from the west: 0 is the first",
}
"""The columns of ``regions``: the map of tiles, which is our own layout."""

UNIT_COLUMNS = {
    "unit": "the unit's name",
    "region": "its probation region",
    "rating": "its newest rating in the list; empty if it has none",
    "report_date": "the date of that report",
    "programme": "the id of the rule book it was rated under",
    "times_rated": "how many of its inspections are in the list",
}
"""The columns of ``units``; a table ``units`` of the package adds its own after them."""


class Book:
    """Everything the book states, as tables; ``register`` holds the same as typed records."""

    def __init__(self, package: Package) -> None:
        """Take a package that has been read; nothing is worked out before it is asked for."""
        self.package = package

    @cached_property
    def register(self) -> Register:
        """The same data as typed records, which pages and charts look up by id."""
        return Register(self.package)

    @property
    def facts(self) -> pd.DataFrame:
        """Every number, one a row; see ``FACT_COLUMNS``."""
        return _frame(map(self._fact_row, self.register.facts.values()), FACT_COLUMNS)

    @property
    def findings(self) -> pd.DataFrame:
        """Every finding that is not a number, one a row; see ``FINDING_COLUMNS``."""
        rows = (_finding_row(each, self.register) for each in self.register.findings.values())
        return _frame(rows, FINDING_COLUMNS)

    @property
    def ratings(self) -> pd.DataFrame:
        """Every rated inspection, one a row, in order of unit and report."""
        ordered = sorted(
            self.register.inspections.values(), key=lambda each: (each.unit, each.report_date)
        )
        return _frame(map(_rating_row, ordered), RATING_COLUMNS)

    @property
    def events(self) -> pd.DataFrame:
        """Every dated event, one a row, in order of date; see ``EVENT_COLUMNS``."""
        rows = (_event_row(each, self.register) for each in self.register.events.values())
        return _frame(rows, EVENT_COLUMNS)

    @property
    def units(self) -> pd.DataFrame:
        """Every unit, one a row, with its newest rating; those never rated too, if listed."""
        rated = self.register.units
        listed = self.package.records("units") if "units" in self.package.rows else []
        rows = {name: _unit_row(name, found) for name, found in rated.items()}
        for record in listed:
            name = record["name"]
            row = _unit_row(name, rated.get(name, ()))
            rows[name] = {**record, **row, "region": record.get("region") or row["region"]}
        known = {*UNIT_COLUMNS, "name"}
        extra = [column for record in listed[:1] for column in record if column not in known]
        return _frame((rows[name] for name in sorted(rows)), [*UNIT_COLUMNS, *extra])

    @property
    def regions(self) -> pd.DataFrame:
        """Every probation region, one a row, with its place on the map of tiles."""
        return _frame(self.package.descriptor["units_list"]["map"], REGION_COLUMNS)

    def case_findings(self, inspection_id: str) -> pd.DataFrame:
        """Return the counts out of inspected cases that sources state of one inspection.

        They have the columns of ``facts``. Each question has its own cases: the rows must not be
        added or averaged. Raises ``UnknownId`` for an unknown inspection.
        """
        inspection = self.register.inspection(inspection_id)
        rows = [
            self._fact_row(fact)
            for fact in self.register.facts.values()
            if fact.inspection == inspection
            and fact.unit == "cases"
            and fact.total is not None
            and fact.derivation is None
        ]
        return _frame(rows, FACT_COLUMNS)

    def fact(self, fact_id: str) -> pd.Series:
        """Return one number with its source and fragment, by the names of ``FACT_COLUMNS``.

        Raises ``UnknownId``, with the nearest ids, for an id that no number has.
        """
        import pandas as pd

        return pd.Series(self._fact_row(self.register.fact(fact_id)), name=fact_id)

    def _fact_row(self, fact: Fact) -> dict[str, Any]:
        out_of = fact.total is not None and fact.unit != "fraction"
        agreeing = [each for each in fact.citations if each.relation == "agrees"]
        return {
            **{name: getattr(fact, name) for name in FACT_COLUMNS if hasattr(fact, name)},
            **_inspected(fact.inspection, self.package.subject),
            "percent": fact.share.percent if out_of else None,
            "text": wording.say(fact),
            "basis": "computed" if fact.derivation else "stated",
            **_source(fact.citations),
            "second_source_id": agreeing[1].source.source_id if len(agreeing) > 1 else "",
        }

    def __repr__(self) -> str:
        """Return what the book holds, as a notebook prints it."""
        return (
            f"Book of {self.package.subject['unit']}: {len(self.register.facts)} facts, "
            f"{len(self.register.findings)} findings, {len(self.register.inspections)} ratings"
        )


def load(folder: Path | str | None = None) -> Book:
    """Return the book whose data package lies in ``folder``, or else this book's own."""
    return Book(tables.load(tables.DATA if folder is None else Path(folder)))


def _frame(rows: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> pd.DataFrame:
    import pandas as pd  # here, so that ``import inspections`` need not wait for it

    frame = pd.DataFrame(list(rows), columns=list(columns))
    numbers = [name for name in ("value", "total", "percent") if name in frame]
    return frame.assign(**{name: pd.to_numeric(frame[name]).convert_dtypes() for name in numbers})


def _source(citations: tuple[Citation, ...]) -> dict[str, str]:
    if not citations:
        return dict.fromkeys(("source_id", "publisher", "url", "fragment"), "")
    first = citations[0]
    return {
        "source_id": first.source.source_id,
        "publisher": first.source.publisher,
        "url": first.source.url,
        "fragment": first.fragment,
    }


def _inspected(inspection: Inspection | None, subject: dict[str, str]) -> dict[str, str]:
    """Return to what inspection a record belongs, where, and when it was reported."""
    if inspection is None:
        return {"inspection_id": "", "place": "", "report_date": ""}
    own = inspection.unit == subject["unit"]
    return {
        "inspection_id": inspection.inspection_id,
        "place": subject["unit_name"] if own else inspection.unit,
        "report_date": inspection.report_date,
    }


def _finding_row(finding: Finding, register: Register) -> dict[str, Any]:
    return {
        **{name: getattr(finding, name) for name in FINDING_COLUMNS if hasattr(finding, name)},
        "inspection_id": finding.inspection.inspection_id if finding.inspection else "",
        "statement": wording.fill(finding.statement, register),
        "short": wording.fill(finding.short, register),
        **_source(finding.citations),
    }


def _event_row(event: Event, register: Register) -> dict[str, Any]:
    return {
        **{name: getattr(event, name) for name in EVENT_COLUMNS if hasattr(event, name)},
        "label": wording.fill(event.label, register),
        "inspection_id": event.inspection.inspection_id if event.inspection else "",
        **_source(event.citations),
    }


def _rating_row(inspection: Inspection) -> dict[str, Any]:
    return {
        "inspection_id": inspection.inspection_id,
        "unit": inspection.unit,
        "unit_kind": inspection.unit_kind,
        "region": inspection.region,
        "programme": inspection.programme.programme_id,
        "rules": inspection.programme.label,
        "rules_began": inspection.programme.began,
        "report_date": inspection.report_date,
        "date_basis": inspection.date_basis,
        "rating": inspection.overall_rating,
        "rank": inspection.rank,
        **_source(inspection.citations),
    }


def _unit_row(name: str, rated: tuple[Inspection, ...]) -> dict[str, Any]:
    newest = rated[-1] if rated else None
    return {
        "unit": name,
        "region": newest.region if newest else "",
        "rating": newest.overall_rating if newest else "",
        "report_date": newest.report_date if newest else "",
        "programme": newest.programme.programme_id if newest else "",
        "times_rated": len(rated),
    }
