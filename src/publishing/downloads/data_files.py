"""Downloads: numbers, findings, dates and ratings as CSV and JSON, and the data package.

Rows come straight from the register; wording and arithmetic are those of the pages (``wording``,
``record_text``). Values are never rounded.
"""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from inspections.language.rows import Row
from inspections.register import Register
from publishing.core.csv_text import csv_text
from publishing.core.write_files import put
from publishing.downloads import unit_files
from publishing.downloads.columns import DATE, FINDING, NUMBER, RATING, said_row
from publishing.markup.node_factories import bullets, link
from publishing.records.load_register import register_of

DOWNLOADS_DIR = "downloads"
PACKAGE = "data"


JsonRows = list[Row]


def number_rows(register: Register) -> JsonRows:
    """Return a row for each fact, stated or derived, in order of fact_id.

    ``figure`` is the figure as the book prints it, with its qualifier; ``value`` and ``total``
    are bare numbers and never to be used without ``qualifier``.
    """
    return _rows(register.facts, NUMBER, register)


def finding_rows(register: Register) -> JsonRows:
    """Return a row for each finding, in order of finding_id; figures are filled in."""
    return _rows(register.findings, FINDING, register)


def date_rows(register: Register) -> JsonRows:
    """Return a row for each dated event, in order of date."""
    return [said_row(event, DATE, register) for event in register.events.values()]


def rating_rows(register: Register) -> JsonRows:
    """Return a row for each inspection of the list, in order of inspection_id.

    ``sources`` holds the source of the rating, then another one, then that of the points; what
    each is there for stands in ``relation``.
    """
    return _rows(register.inspections, RATING, register)


def _rows(records: Mapping[str, object], columns: str, register: Register) -> JsonRows:
    return [said_row(records[name], columns, register) for name in sorted(records)]


ROWS: dict[str, Callable[[Register], JsonRows]] = {
    "every-number": number_rows,
    "every-date": date_rows,
    "every-finding": finding_rows,
    "inspection-ratings": rating_rows,
    "units": unit_files.unit_rows,
}
TEXT_DOWNLOADS: dict[str, Callable[[Register], str]] = {
    f"{name}.{kind}": lambda register, rows=rows, write=write: write(rows(register))
    for name, rows in ROWS.items()
    for kind, write in {"csv": csv_text, "json": unit_files.as_json}.items()
} | {"places.csv": lambda register: csv_text(unit_files.place_rows(register))}
"""The files of text that are made, by name."""

VERSIONED_DOWNLOADS = {
    "units.csv": "units, as a table (CSV)",
    "units.json": "units, as JSON",
    "places.csv": "places, as a table (CSV)",
    "inspection-ratings.csv": "ratings, as a table (CSV)",
    "inspection-ratings.json": "ratings, as JSON",
}
"""Files to build on, with what a link calls each: they also have an address with the version."""


def links(register: Register) -> list[nodes.Node]:
    """Return the links to the downloads, for a page in ``chapters/``."""
    descriptor = register.package.descriptor
    names = [f"{PACKAGE}/datapackage.json"]
    names += [f"{PACKAGE}/{resource['path']}" for resource in descriptor["resources"]]
    paths = [f"{DOWNLOADS_DIR}/{name}" for name in TEXT_DOWNLOADS] + names
    return [bullets(link(path, f"../{path}") for path in paths)]


def write(app: Sphinx) -> None:
    """Write the downloads beside the pages of a finished site."""
    register = register_of(app)
    version = register.package.descriptor["version"]
    files = {unit_files.FEED: unit_files.feed(register)}
    for name, make in TEXT_DOWNLOADS.items():
        files[f"{DOWNLOADS_DIR}/{name}"] = text = make(register)
        if name in VERSIONED_DOWNLOADS:
            files[f"{DOWNLOADS_DIR}/{version}/{name}"] = text
    put(app.outdir, files)
    target = Path(app.outdir) / PACKAGE
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(register.package.folder, target)
