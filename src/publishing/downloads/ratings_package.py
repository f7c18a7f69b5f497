"""The list of inspection ratings as a data package of its own: tables, schemas and a README.

The same data gives the same bytes: files in a fixed order, one fixed time, nothing compressed
(compression differs between versions of its library).
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from string import Template
from typing import Any

from inspections.language import wording
from inspections.package.tables import DESCRIPTOR, read_raw, read_text
from inspections.register import Register
from publishing.core import zip_archive

Rows = list[dict[str, str]]
TABLES = ("inspections", "programmes", "sources")
"""The tables of the package, in the order in which they refer to each other."""

README = "ratings-readme.md"
_MARKED = " Numbers only as [[fact-id]]."
TEMPLATES = Path(__file__).parents[1] / "theme" / "templates"


def packed(known: Register) -> bytes:
    """Return the package as the bytes of a ZIP file."""
    files = {
        DESCRIPTOR: json.dumps(descriptor(known), ensure_ascii=False, indent=2) + "\n",
        "README.md": readme(known),
    }
    rows = tables(known)
    for name in TABLES:
        files[f"{name}.csv"] = _as_csv(rows[name], _columns(_resource(known, name)))
    contents = {name: text.encode("utf-8") for name, text in files.items()}
    return zip_archive.packed(contents, compressed=False)


def descriptor(known: Register) -> dict[str, Any]:
    """Return the descriptor of the list: that of the book, for the tables of the list alone."""
    whole = known.package.descriptor
    about = whole["ratings_list"]
    return {
        "profile": whole["profile"],
        **{name: about[name] for name in ("name", "title", "description", "keywords")},
        "version": whole["version"],
        "created": f"{about['date']}T00:00:00Z",
        "homepage": whole["homepage"],
        "licenses": whole["licenses"],
        "resources": [_resource(known, name) for name in TABLES],
    }


def _resource(known: Register, name: str) -> dict[str, Any]:
    """Return the description of a table, whose texts have their figures filled in here."""
    (found,) = (each for each in known.package.descriptor["resources"] if each["name"] == name)
    resource: dict[str, Any] = json.loads(json.dumps(found).replace(_MARKED, ""))
    return resource


def _columns(resource: dict[str, Any]) -> list[str]:
    return [field["name"] for field in resource["schema"]["fields"]]


def tables(known: Register) -> dict[str, Rows]:
    """Return the rows of each table as written, figures filled in, and only sources they cite."""
    rows = {name: _filled(known, name) for name in TABLES}
    cited = {
        row[column]
        for name in ("inspections", "programmes")
        for row in rows[name]
        for column in row
        if column.endswith("source_id")
    }
    rows["sources"] = [row for row in rows["sources"] if row["source_id"] in cited]
    return rows


def _filled(known: Register, name: str) -> Rows:
    return [
        {column: wording.fill(cell, known) for column, cell in row.items()}
        for row in read_raw(known.package.folder, name)
    ]


def _as_csv(rows: Rows, columns: list[str]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def readme(known: Register) -> str:
    """Return what a reader of the list must know who has nothing but the ZIP file."""
    whole = known.package.descriptor
    about = whole["ratings_list"]
    inspections = known.inspections.values()
    dates = [each.report_date for each in inspections if each.report_date]
    return Template(read_text(TEMPLATES, README)).substitute(
        title=about["title"],
        description=about["description"],
        version=whole["version"],
        date=wording.say_date(about["date"]),
        year=about["date"][:4],
        homepage=whole["homepage"],
        inspections=len(known.inspections),
        units=len(known.units),
        latest=wording.say_date(max(dates)[:7]),
        licence=f"{whole['licenses'][0]['title']} ({whole['licenses'][0]['path']})",
        columns="\n\n".join(_table_of_columns(known, name) for name in TABLES),
        gaps="\n".join(_gaps(known)),
    )


def _table_of_columns(known: Register, name: str) -> str:
    resource = _resource(known, name)
    lines = [f"- `{each['name']}`: {each['description']}" for each in resource["schema"]["fields"]]
    return "\n".join([f"### {resource['path']}", "", resource["description"], "", *lines])


def _gaps(known: Register) -> list[str]:
    named = known.package.descriptor["ratings_list"]["gaps"]
    rows = {row["unknown_id"]: row for row in known.package.records("unknowns")}
    return [
        f"- {wording.fill(rows[name]['question'], known)} "
        f"{wording.fill(rows[name]['what_is_known'], known)}"
        for name in named
    ]
