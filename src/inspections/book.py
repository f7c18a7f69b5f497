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

from inspections.language import rows, wording
from inspections.package import tables
from inspections.package.tables import Package
from inspections.register import Fact, Inspection, Register

if TYPE_CHECKING:
    import pandas as pd

COLUMNS: dict[str, dict[str, str]] = tomllib.loads(
    tables.read_text(Path(__file__).parent, "book_columns.toml")
)
"""The columns of each table, each with what it holds."""

_SOURCE = """source_id=citations.0.source.source_id publisher=citations.0.source.publisher
    url=citations.0.source.url fragment=citations.0.fragment"""
_INSPECTION = "inspection_id=inspection.inspection_id"
_FROM = {
    "facts": f"{_INSPECTION} report_date=inspection.report_date {_SOURCE}",
    "findings": f"{_INSPECTION} {_SOURCE}",
    "events": f"{_INSPECTION} {_SOURCE}",
    "ratings": f"""programme=programme.programme_id rules=programme.label {_SOURCE}
        rules_began=programme.began rating=overall_rating""",
}
"""Where cells come from that are no field of their record."""


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
        return self._table("facts", self.register.facts.values())

    @property
    def findings(self) -> pd.DataFrame:
        """Every finding that is not a number, one a row; see ``COLUMNS``."""
        return self._table("findings", self.register.findings.values())

    @property
    def ratings(self) -> pd.DataFrame:
        """Every rated inspection, one a row, in order of unit and report."""
        ordered = sorted(
            self.register.inspections.values(), key=lambda rated: (rated.unit, rated.report_date)
        )
        return self._table("ratings", ordered, area=self._area)

    @property
    def events(self) -> pd.DataFrame:
        """Every dated event, one a row, in order of date; see ``COLUMNS``."""
        return self._table("events", self.register.events.values())

    @property
    def _area(self) -> str:
        return str(self.package.descriptor["ratings_list"]["spatial"])

    def _table(self, name: str, records: Iterable[object], **about: str) -> pd.DataFrame:
        return _frame((self._row(name, record) for record in records), COLUMNS[name], **about)

    def _row(self, name: str, record: object) -> rows.Row:
        places = dict(part.split("=") for part in _FROM[name].split())
        columns = " ".join(f"{column}={places.get(column, column)}" for column in COLUMNS[name])
        found = rows.row(record, columns, self.register, said=_SAID)
        return {column: "" if cell is None else cell for column, cell in found.items()}

    @property
    def units(self) -> pd.DataFrame:
        """Every unit, one a row, with its newest rating; those never rated too, if listed."""
        rated = self.register.units
        listed = self.package.records("units") if "units" in self.package.rows else []
        rows = {name: self._unit(name, inspections) for name, inspections in rated.items()}
        for record in listed:
            name = record["name"]
            row = self._unit(name, rated.get(name, ()))
            rows[name] = {**record, **row, "region": record.get("region") or row["region"]}
        known = {*COLUMNS["units"], "name"}
        extra = [column for record in listed[:1] for column in record if column not in known]
        ordered = (rows[name] for name in sorted(rows))
        return _frame(ordered, [*COLUMNS["units"], *extra], area=self._area)

    def _unit(self, name: str, rated: tuple[Inspection, ...]) -> rows.Row:
        newest = self._row("ratings", rated[-1]) if rated else {}
        own = {column: newest.get(column, "") for column in COLUMNS["units"]}
        return own | {"unit": name, "times_rated": len(rated)}

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
        found = (
            fact
            for fact in self.register.facts.values()
            if fact.inspection == inspection
            and fact.unit == "cases"
            and fact.total is not None
            and fact.derivation is None
        )
        return self._table("facts", found)

    def fact(self, fact_id: str) -> pd.Series:
        """Return one number with its source and fragment, by the names of ``COLUMNS``.

        Raises ``UnknownId``, with the nearest ids, for an id that no number has.
        """
        import pandas as pd

        return pd.Series(self._row("facts", self.register.fact(fact_id)), name=fact_id)

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
    return frame.assign(
        **{name: pd.to_numeric(frame[name].replace("", None)).convert_dtypes() for name in numbers}
    )


def _place(fact: Fact, register: Register) -> str:
    if fact.inspection is None:
        return ""
    subject, unit = register.package.subject, fact.inspection.unit
    return subject["unit_name"] if unit == subject["unit"] else unit


def _second(fact: Fact) -> str:
    agreeing = [citation for citation in fact.citations if citation.relation == "agrees"]
    return agreeing[1].source.source_id if len(agreeing) > 1 else ""


def _percent(fact: Fact) -> float | None:
    return fact.share.percent if fact.total is not None and fact.unit != "fraction" else None


_SAID: rows.Said = {
    "percent": lambda fact, _: _percent(fact),
    "text": lambda fact, _: wording.say(fact),
    "basis": lambda fact, _: "computed" if fact.derivation else "stated",
    "place": _place,
    "second_source_id": lambda fact, _: _second(fact),
}
