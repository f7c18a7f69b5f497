"""A small valid data package with made-up rows, and ways to spoil a copy of it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

DESCRIPTOR = Path(__file__).parents[2] / "data" / "datapackage.json"

_DESCRIPTOR = json.loads(DESCRIPTOR.read_text(encoding="utf-8"))
_SCHEMAS = {resource["name"]: resource["schema"] for resource in _DESCRIPTOR["resources"]}
_SUBJECT = {"unit": "Amberley", "unit_name": "Amberley Probation Unit"}

Cells = dict[str, str]

_GAZETTE = {"source_id": "gazette-2030"}
_ANNUAL = {"source_id": "annual-report"}
_INSPECTION = {
    "unit": "Amberley",
    "unit_kind": "unit",
    "region": "North Downs",
    "region_basis": "stated",
    "programme_id": "programme-2027",
    "checked": "two readings",
    "chief_inspector": "A. Person",
}
_FACT = {
    "inspection_id": "amberley-2030",
    "topic": "information-sharing",
    "question": "information-used",
    "label": "Information was used",
    "unit": "cases",
    "qualifier": "exact",
    "counts": "success",
    "population": "cases inspected",
    **_GAZETTE,
}
_DERIVED = {name: _FACT[name] for name in ("inspection_id", "topic", "question", "label")} | {
    "unit": "cases",
    "counts": "neutral",
    "population": "cases inspected",
}
_FINDING = {"theme": "leadership", "tone": "strength", "said_by": "inspectorate", **_GAZETTE}

ROWS: dict[str, list[Cells]] = {
    "sources": [
        {
            "source_id": "annual-report",
            "publisher": "Office of the 9 Downs",
            "title": "Annual report for 12 units",
            "kind": "government",
            "url": "https://downs.example/annual",
            "published_basis": "not shown",
            "licence": "Open Licence v3.0",
        },
        {
            "source_id": "gazette-2030",
            "publisher": "Amberley Gazette",
            "title": "Probation unit ‘good’",
            "kind": "newspaper",
            "url": "https://gazette.example/probation-77",
            "published": "2030-05-17",
            "published_basis": "stated",
            "licence": "Newspaper copyright",
            "note": "Read as it stood in May 2030.",
        },
    ],
    "programmes": [
        {
            "programme_id": "programme-2027",
            "label": "2027 to 2035 programme",
            "began": "2027-04",
            "fragment": "began in April 2027",
            **_ANNUAL,
        },
    ],
    "inspections": [
        {
            "inspection_id": "amberley-2030",
            **_INSPECTION,
            "report_date": "2030-05-17",
            "date_basis": "stated",
            "overall_rating": "Requires improvement",
            "score": "9",
            "score_out_of": "27",
            "score_source_id": "gazette-2030",
            "score_fragment": "scored 9 points",
            **_GAZETTE,
            "fragment": "rated as ‘requires Improvement’ overall",
            "second_source_id": "annual-report",
            "second_fragment": "Amberley: Requires improvement",
        },
        {
            "inspection_id": "amberley-2034",
            **_INSPECTION,
            "report_date": "2034",
            "date_basis": "derived",
            "overall_rating": "Inadequate",
            **_ANNUAL,
            "fragment": "Amberley was judged 'inadequate'",
        },
    ],
    "offices": [
        {
            "office_id": "amberley",
            "name": "Amberley",
            "inspection_id": "amberley-2030",
            **_GAZETTE,
            "fragment": "an office in Amberley",
        },
    ],
    "facts": [
        {
            **_FACT,
            "fact_id": "information-used-2030",
            "value": "22",
            "total": "70",
            "fragment": "just 22 out of 70 cases",
            "second_source_id": "annual-report",
            "second_fragment": "twenty-two of the seventy",
            "second_relation": "agrees",
        },
        {
            **_FACT,
            "fact_id": "not-requested-2030",
            "value": "31",
            "total": "70",
            "counts": "failure",
            "fragment": "31 of those 70 cases",
        },
        {
            **_FACT,
            "fact_id": "training-2030",
            "value": "15",
            "unit": "months",
            "fragment": "15 or 21 months",
            "fragment_reason": "The source gives both lengths in one phrase.",
        },
        {
            **_FACT,
            "fact_id": "units-each-year-2030",
            "value": "1",
            "total": "3",
            "unit": "fraction",
            "fragment": "only a third of units are inspected",
        },
        {
            **_FACT,
            "fact_id": "visits-missed-2030",
            "value": "38",
            "total": "59",
            "fragment": "38 of the 59 cases",
        },
        {
            **_FACT,
            "fact_id": "workers-2030",
            "value": "1149",
            "unit": "people",
            "qualifier": "almost",
            "fragment": "almost 1,149 workers",
            "second_source_id": "annual-report",
            "second_fragment": "1,200 workers",
            "second_relation": "differs",
        },
    ],
    "derived_facts": [
        {
            **_DERIVED,
            "fact_id": "information-used-share-2030",
            "operation": "percent",
            "inputs": "information-used-2030",
            "unit": "per cent",
        },
        {
            **_DERIVED,
            "fact_id": "other-workers-2030",
            "operation": "remainder_of",
            "inputs": "workers-2030 rest-2030",
        },
        {
            **_DERIVED,
            "fact_id": "requested-2030",
            "operation": "complement",
            "inputs": "not-requested-2030",
        },
        {
            **_DERIVED,
            "fact_id": "rest-2030",
            "operation": "remainder",
            "inputs": "information-used-2030 not-requested-2030",
            "assumption": "No case is in both groups.",
        },
        {
            **_DERIVED,
            "fact_id": "workers-and-cases-2030",
            "operation": "sum",
            "inputs": "workers-2030 information-used-2030",
        },
    ],
    "findings": [
        {
            **_FINDING,
            "finding_id": "leaders-2030",
            "inspection_id": "amberley-2030",
            "statement": "Leaders used what they knew in [[information-used-2030]] cases.",
            "short": "knowledge used in [[information-used-2030]] cases",
            "office_id": "amberley",
            "fragment": "good leadership",
        },
        {
            **_FINDING,
            "finding_id": "waits-2034",
            "inspection_id": "amberley-2034",
            "tone": "concern",
            "statement": "The rating was [[amberley-2034]], as at level 2 on 4 March 2034.",
            **_ANNUAL,
            "fragment": "waits were long",
        },
    ],
    "recommendations": [
        {
            "recommendation_id": "share-information-2030",
            "inspection_id": "amberley-2030",
            "theme": "information-sharing",
            "statement": "Use what others know.",
            **_GAZETTE,
            "fragment": "use information well",
            "later_state": "still open",
            "later_findings": "waits-2034 visits-missed-2030",
        },
    ],
    "events": [
        {
            "event_id": "fieldwork-2030",
            "date": "2030-02",
            "end_date": "2030-03",
            "date_basis": "derived",
            "label": "Inspectors visit the unit",
            "inspection_id": "amberley-2030",
            **_GAZETTE,
            "fragment": "between February and March",
            "fragment_reason": "The year follows from the date of the article.",
        },
        {
            "event_id": "report-2030",
            "date": "2030-05-17",
            "date_basis": "stated",
            "label": "The report is published",
            "inspection_id": "amberley-2030",
            **_GAZETTE,
            "fragment": "published on Friday, 17th May 2030",
        },
    ],
    "terms": [
        {"term_id": "case", "term": "case", "definition": "One person, in this book."},
        {
            "term_id": "mappa",
            "term": "public protection arrangements",
            "definition": "Agencies work together at level 1 to level 3.",
            **_ANNUAL,
            "fragment": "agencies work together",
        },
    ],
    "conflicts": [
        {
            "conflict_id": "workers",
            "inspection_id": "amberley-2030",
            "point": "How many workers",
            "first_source_id": "gazette-2030",
            "first_says": "It has [[workers-2030]].",
            "second_source_id": "annual-report",
            "second_says": "It has more.",
            "kind": "detail",
            "book_uses": "The first.",
            "reason": "It is nearer.",
            "concerns": "workers-2030 leaders-2030 amberley-2030",
        },
    ],
    "unknowns": [
        {
            "unknown_id": "sample",
            "inspection_id": "amberley-2034",
            "question": "How many cases were read?",
            "what_is_known": "Only that [[information-used-2030]] were read before.",
            "why_it_matters": "A share needs its total.",
            "would_be_answered_by": "The report.",
            "concerns": "rest-2030",
        },
    ],
    "corrections": [
        {
            "correction_id": "staff",
            "date": "2035-02-28",
            "concerns": "workers-2030",
            "before": "It said 1,200 workers.",
            "after": "It says 1,149.",
            "reason": "A misprint.",
        },
    ],
}


_TILES = [
    {"region": "North Downs", "short": "N Downs", "down": 0, "across": 0},
    {"region": "South Downs", "short": "S Downs", "down": 1, "across": 0},
]


def write_package(folder: Path) -> Path:
    """Write the valid package, with the book's own schemas, and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    ratings_list = {**_DESCRIPTOR["ratings_list"], "gaps": []}
    descriptor = {
        **_DESCRIPTOR,
        "created": "2036-01-01T00:00:00Z",  # after the correction, in this made-up future
        **{"subject": _SUBJECT, "ratings_list": ratings_list},
        "units_list": {**_DESCRIPTOR["units_list"], "not_rated": "", "map": _TILES},
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor, indent=2), encoding="utf-8")
    for name in table_names():
        write_rows(folder, name, columns=columns(name), rows=ROWS.get(name, []))
    return folder


def edit_descriptor(folder: Path, edit: Callable[[dict], object]) -> None:
    """Change the descriptor in place."""
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    edit(descriptor)
    path.write_text(json.dumps(descriptor), encoding="utf-8")


def table_names() -> list[str]:
    """Return the names of all tables that the descriptor lists."""
    return list(_SCHEMAS)


def columns(name: str) -> list[str]:
    """Return the columns of a table, in order."""
    return [field["name"] for field in _SCHEMAS[name]["fields"]]


def write_rows(folder: Path, name: str, *, columns: list[str], rows: list[Cells]) -> None:
    """Write one table."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    (folder / f"{name}.csv").write_text(text.getvalue(), encoding="utf-8", newline="")


def read_rows(folder: Path, name: str) -> list[Cells]:
    """Return the rows of one table."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def change(folder: Path, name: str, key: str, **cells: str) -> int:
    """Change cells of the row with that key, and return the row's line in the file."""
    rows = read_rows(folder, name)
    place = [next(iter(row.values())) for row in rows].index(key)
    assert cells.keys() <= rows[place].keys()
    rows[place].update(cells)
    write_rows(folder, name, columns=columns(name), rows=rows)
    return place + 2


def replace(folder: Path, file: str, old: bytes, new: bytes) -> None:
    """Replace the one place where ``old`` stands in a file."""
    raw = (folder / file).read_bytes()
    assert raw.count(old) == 1, f"{old!r} stands {raw.count(old)} times in {file}"
    (folder / file).write_bytes(raw.replace(old, new))
