"""What readers can take away: every number and finding as CSV and JSON, and the package.

Written beside the pages when the site is made. Every value comes from the cards and entries
that the pages show; nothing is rounded or reworded for the download.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from inspections.language import wording
from inspections.register import Fact, Finding, Inspection, Register
from publishing.core.csv_text import csv_text
from publishing.core.site import put
from publishing.downloads import unit_files
from publishing.markup.builders import bullets, link
from publishing.records.record_text import arithmetic, source_cells
from publishing.records.register import register_of

FOLDER = "downloads"
PACKAGE = "data"


Table = list[dict[str, Any]]


def number_rows(register: Register) -> Table:
    """Return a row for each fact, stated or derived, in order of fact_id.

    ``figure`` is the figure as the book prints it, with its qualifier; ``value`` and ``total``
    are bare numbers and never to be used without ``qualifier``.
    """
    return [_number_row(register.facts[name], register) for name in sorted(register.facts)]


def finding_rows(register: Register) -> Table:
    """Return a row for each finding, in order of finding_id; figures are filled in."""
    return [_finding_row(register.findings[name], register) for name in sorted(register.findings)]


def date_rows(register: Register) -> Table:
    """Return a row for each dated event, in order of date."""
    return [
        {
            "event_id": event.event_id,
            "date": event.date,
            "end_date": event.end_date or None,
            "date_basis": event.date_basis,
            "label": wording.fill(event.label, register),
            "inspection": event.inspection.inspection_id if event.inspection else None,
            "fragment_reason": event.fragment_reason or None,
            "note": wording.fill(event.note, register) or None,
            "sources": [source_cells(one) for one in event.citations],
        }
        for event in register.events.values()
    ]


def rating_rows(register: Register) -> Table:
    """Return a row for each inspection of the list, in order of inspection_id.

    ``sources`` holds the source of the rating, then another one, then that of the points; what
    each is there for stands in ``relation``.
    """
    return [_rating_row(register.inspections[name]) for name in sorted(register.inspections)]


def _cells(record: object, *names: str) -> dict[str, Any]:
    """Return these fields of a record; what is empty is None."""
    return {name: None if (cell := getattr(record, name)) == "" else cell for name in names}


def _rating_row(inspection: Inspection) -> dict[str, Any]:
    points = [inspection.score_citation] if inspection.score_citation else []
    return {
        **_cells(inspection, "inspection_id", "unit", "unit_kind", "region", "region_basis"),
        **_cells(inspection, "report_date", "date_basis"),
        "programme": inspection.programme.label,
        **_cells(inspection, "overall_rating", "score", "score_out_of", "chief_inspector"),
        **_cells(inspection, "checked", "note"),
        "sources": [source_cells(each) for each in [*inspection.citations, *points]],
    }


def _number_row(fact: Fact, register: Register) -> dict[str, Any]:
    inspection = fact.inspection
    return {
        **_cells(fact, "fact_id", "label"),
        "figure": wording.say_with_unit(fact),
        **_cells(fact, "value", "total", "unit", "qualifier", "counts", "population"),
        **_cells(fact, "question", "topic"),
        "inspection": inspection.inspection_id if inspection else None,
        "programme": inspection.programme.label if inspection else None,
        "computed": arithmetic(fact) if fact.derivation else None,
        "as_of": fact.as_of or None,
        "right_only_if": (fact.derivation.assumption or None) if fact.derivation else None,
        "fragment_reason": fact.fragment_reason or None,
        "note": wording.fill(fact.note, register) or None,
        "sources": [source_cells(each) for each in fact.sources],
    }


def _finding_row(finding: Finding, register: Register) -> dict[str, Any]:
    return {
        "finding_id": finding.finding_id,
        "statement": wording.fill(finding.statement, register),
        "short": wording.fill(finding.short, register) or None,
        **_cells(finding, "theme", "tone", "said_by"),
        "inspection": finding.inspection.inspection_id if finding.inspection else None,
        "office": register.offices[finding.office_id].name if finding.office_id else None,
        "as_of": finding.as_of or None,
        "note": wording.fill(finding.note, register) or None,
        "sources": [source_cells(each) for each in finding.citations],
    }


ROWS: dict[str, Callable[[Register], Table]] = {
    "every-number": number_rows,
    "every-date": date_rows,
    "every-finding": finding_rows,
    "inspection-ratings": rating_rows,
    "units": unit_files.unit_rows,
}
FILES: dict[str, Callable[[Register], str]] = {
    f"{name}.{kind}": lambda register, rows=rows, write=write: write(rows(register))
    for name, rows in ROWS.items()
    for kind, write in {"csv": csv_text, "json": unit_files.as_json}.items()
} | {"places.csv": lambda register: csv_text(unit_files.place_rows(register))}
"""The files of text that are made, by name."""

LISTS = {
    "units.csv": "units, as a table (CSV)",
    "units.json": "units, as JSON",
    "places.csv": "places, as a table (CSV)",
    "inspection-ratings.csv": "ratings, as a table (CSV)",
    "inspection-ratings.json": "ratings, as JSON",
}
"""Files to build on, with what a link calls each: they also have an address with the version."""


def links(register: Register) -> list[nodes.Node]:
    """Return the links to the downloads, for a page in ``chapters/``."""
    package = register.package.descriptor
    names = [f"{PACKAGE}/datapackage.json"]
    names += [f"{PACKAGE}/{resource['path']}" for resource in package["resources"]]
    paths = [f"{FOLDER}/{name}" for name in FILES] + names
    return [bullets(link(path, f"../{path}") for path in paths)]


def write(app: Sphinx) -> None:
    """Write the downloads beside the pages of a finished site."""
    register = register_of(app)
    version = register.package.descriptor["version"]
    files = {unit_files.FEED: unit_files.feed(register)}
    for name, make in FILES.items():
        files[f"{FOLDER}/{name}"] = text = make(register)
        if name in LISTS:
            files[f"{FOLDER}/{version}/{name}"] = text
    put(app.outdir, files)
    target = Path(app.outdir) / PACKAGE
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(register.package.folder, target)
