"""The book's data as pandas DataFrames: the door for students, notebooks and charts.

    >>> import inspections
    >>> book = inspections.load()
    >>> book.facts[["label", "value", "total"]]

Every table is new each time it is asked for, so it may be changed at will. Ids are kebab-case and
never change. Empty cells of text are empty strings; missing numbers are ``<NA>``.
"""

from __future__ import annotations

import tomllib
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

COLUMNS: dict[str, dict[str, str]] = tomllib.loads(
    tables.read_text(Path(__file__).parent, "columns.toml")
)
"""The columns of each table, each with what it holds."""

_WORDS = ("statement", "short", "label")
"""Columns of our own words, in which a mark stands for a figure."""


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
        """Every number, one a row; see ``COLUMNS``."""
        return _frame(map(self._fact_row, self.register.facts.values()), COLUMNS["facts"])

    @property
    def findings(self) -> pd.DataFrame:
        """Every finding that is not a number, one a row; see ``COLUMNS``."""
        return self._told("findings", self.register.findings.values())

    @property
    def ratings(self) -> pd.DataFrame:
        """Every rated inspection, one a row, in order of unit and report."""
        ordered = sorted(
            self.register.inspections.values(), key=lambda each: (each.unit, each.report_date)
        )
        return _frame(
            map(_rating_row, ordered),
            COLUMNS["ratings"],
            area=self.package.descriptor["ratings_list"]["spatial"],
        )

    @property
    def events(self) -> pd.DataFrame:
        """Every dated event, one a row, in order of date; see ``COLUMNS``."""
        return self._told("events", self.register.events.values())

    def _told(self, name: str, records: Iterable[Finding | Event]) -> pd.DataFrame:
        rows = (_told_row(record, name, self.register) for record in records)
        return _frame(rows, COLUMNS[name])

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
        known = {*COLUMNS["units"], "name"}
        extra = [column for record in listed[:1] for column in record if column not in known]
        ordered = (rows[name] for name in sorted(rows))
        return _frame(
            ordered,
            [*COLUMNS["units"], *extra],
            area=self.package.descriptor["ratings_list"]["spatial"],
        )

    @property
    def regions(self) -> pd.DataFrame:
        """Every probation region, one a row, with its place on the map of tiles."""
        return _frame(self.package.descriptor["units_list"]["map"], COLUMNS["regions"])

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
        return _frame(rows, COLUMNS["facts"])

    def fact(self, fact_id: str) -> pd.Series:
        """Return one number with its source and fragment, by the names of ``COLUMNS``.

        Raises ``UnknownId``, with the nearest ids, for an id that no number has.
        """
        import pandas as pd

        return pd.Series(self._fact_row(self.register.fact(fact_id)), name=fact_id)

    def _fact_row(self, fact: Fact) -> dict[str, Any]:
        out_of = fact.total is not None and fact.unit != "fraction"
        agreeing = [each for each in fact.citations if each.relation == "agrees"]
        return {
            **_own(fact, "facts"),
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


def _frame(
    rows: Iterable[Mapping[str, Any]], columns: Iterable[str], *, area: str = ""
) -> pd.DataFrame:
    import pandas as pd  # here, so that ``import inspections`` need not wait for it

    frame = pd.DataFrame(list(rows), columns=list(columns))
    frame.attrs["area"] = area
    numbers = [name for name in ("value", "total", "percent") if name in frame]
    return frame.assign(**{name: pd.to_numeric(frame[name]).convert_dtypes() for name in numbers})


def _own(record: object, table: str) -> dict[str, Any]:
    """Return the fields of a record that are columns of a table."""
    return {name: getattr(record, name) for name in COLUMNS[table] if hasattr(record, name)}


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


def _told_row(record: Finding | Event, table: str, register: Register) -> dict[str, Any]:
    """Return a finding or an event with the figures in its words filled in."""
    own = _own(record, table)
    words = {name: wording.fill(own[name], register) for name in _WORDS if name in own}
    belongs = {"inspection_id": record.inspection.inspection_id if record.inspection else ""}
    return own | words | belongs | _source(record.citations)


def _rating_row(inspection: Inspection) -> dict[str, Any]:
    return {
        **_own(inspection, "ratings"),
        "programme": inspection.programme.programme_id,
        "rules": inspection.programme.label,
        "rules_began": inspection.programme.began,
        "rating": inspection.overall_rating,
        **_source(inspection.citations),
    }


def _unit_row(name: str, rated: tuple[Inspection, ...]) -> dict[str, Any]:
    newest = _rating_row(rated[-1]) if rated else {}
    own = {column: newest.get(column, "") for column in COLUMNS["units"]}
    return own | {"unit": name, "times_rated": len(rated)}
