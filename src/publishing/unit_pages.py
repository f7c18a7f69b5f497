"""What pages show of the list of inspections: the table to look up an area, and tables of a part.

Every row comes from the data; a new inspection appears by itself.
"""

from __future__ import annotations

import re
from itertools import groupby

from docutils import nodes

from inspections import wording
from inspections.facts import Inspection, Register
from publishing import downloads
from publishing.build_nodes import Content, bullets, entry_mark, link, paragraph, table
from publishing.cards import publication, rating_card
from publishing.entry_links import EntryLink

KINDS = {"unit": "Units", "region": "Regions", "national": "National arrangements"}
"""The tables of the page to look up an area, by the kind of body inspected, in their order."""

CHANGES = {1: "up", 0: "the same", -1: "down"}


def look_up(known: Register) -> list[nodes.Node]:
    """Return every inspection of the list: units by name, then regions, then the national one."""
    found: list[nodes.Node] = [nodes.container("", classes=["entries-filter"])]
    for kind, title in KINDS.items():
        inspections = in_order(known, kind)
        if inspections:
            found.append(_ratings_table(inspections, known, title=title))
    return found


def in_order(known: Register, kind: str) -> list[Inspection]:
    """Return the inspections of one kind of body, by its name, then by report."""
    found = [each for each in known.inspections.values() if each.unit_kind == kind]
    return sorted(found, key=lambda each: (each.unit, each.report_date))


def anchor(inspection: Inspection) -> str:
    """Return the anchor of a unit on the page to look it up: 'unit-' and its name."""
    name = re.sub(r"[^a-z0-9]+", "-", inspection.unit.lower()).strip("-")
    return f"{inspection.unit_kind}-{name}"


def _ratings_table(inspections: list[Inspection], known: Register, *, title: str) -> nodes.table:
    header = ["Unit", "Region", "Rating", "Report", "Programme", "Source"]
    made = table(header, [_cells(each, known) for each in inspections], caption=f"{title}, by name")
    made["classes"] += ["entries", "ratings-table"]
    rows = [row for body in made.findall(nodes.tbody) for row in body.findall(nodes.row)]
    seen: set[str] = set()
    for row, each in zip(rows, inspections, strict=True):
        row["classes"].append("entry")
        if anchor(each) not in seen:
            row["ids"].append(anchor(each))
        seen.add(anchor(each))
        row[2]["ids"].append(f"rating-{each.inspection_id}")
    return made


def _cells(inspection: Inspection, known: Register) -> list[Content]:
    name = nodes.reference("", inspection.unit, refuri=f"#{anchor(inspection)}", internal=True)
    sources = [[link(each.source.publisher, each.link)] for each in inspection.citations]
    return [
        [_mark(inspection), name],
        region(inspection),
        _rating(inspection, known),
        wording.say_report(inspection),
        programme(inspection),
        [node for place, one in enumerate(sources) for node in _joined(place, one)],
    ]


def _joined(place: int, links: list[nodes.Node]) -> list[nodes.Node]:
    return [nodes.Text("; "), *links] if place else links


def _mark(inspection: Inspection) -> nodes.raw:
    marks = {
        "region": inspection.region,
        "rating": inspection.overall_rating,
        "rating-order": str(inspection.rank),
        "report-order": inspection.report_date or "9999",
    }
    return entry_mark(marks)


def _rating(inspection: Inspection, known: Register) -> Content:
    """Return the rating; that of the book's subject leads to its full entry."""
    if inspection not in known.subject_inspections:
        return inspection.overall_rating
    card = rating_card(known, inspection.inspection_id)
    return [EntryLink("", card.text, docname=card.docname, anchor=card.anchor)]


def region(inspection: Inspection) -> str:
    """Return the region, saying where it was worked out."""
    worked_out = " (worked out)" if inspection.region_basis == "derived" else ""
    return f"{inspection.region}{worked_out}"


def programme(inspection: Inspection) -> str:
    """Return the name of the programme without that word, for a column headed by it."""
    return " ".join(inspection.programme.label.replace("programme", "").split())


def inspected_twice(known: Register) -> list[nodes.Node]:
    """Return the units with more than one report: first and latest rating, and the change."""
    rows = [
        [
            found[0].unit,
            found[0].region,
            *(f"{each.overall_rating} ({report_year(each)})" for each in (found[0], found[-1])),
            CHANGES[_sign(found[-1].rank - found[0].rank)],
        ]
        for found in known.units.values()
        if len(found) > 1
    ]
    header = ["Unit", "Region", "First rating", "Latest rating", "Change"]
    return [table(header, rows, caption="Units with two ratings, and how the grade moved")]


def report_year(inspection: Inspection) -> str:
    """Return the year of a report, or that no date was seen."""
    return inspection.year or "no date seen"


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def units_of_the_region(known: Register) -> list[nodes.Node]:
    """Return the units of the subject's region in its latest programme, and the region itself."""
    ours = known.subject_inspections[-1]
    fellows = [
        each
        for each in known.inspections.values()
        if (each.region, each.programme) == (ours.region, ours.programme)
    ]
    ordered = sorted(fellows, key=lambda each: (each.unit_kind != "unit", each.unit))
    rows = [
        [
            each.unit if each.unit_kind == "unit" else f"The region as a whole: {each.unit}",
            each.overall_rating,
            wording.say_report(each),
            "yes" if each.region_basis == "stated" else "no, worked out",
        ]
        for each in ordered
    ]
    caption = f"{ours.region}: ratings in the {ours.programme.label}"
    return [table(["Unit", "Rating", "Report", "Region stated?"], rows, caption=caption)]


def printed_points(known: Register) -> list[nodes.Node]:
    """Return each total of points that a source printed, lowest first, with its sources."""

    def total(each: Inspection) -> tuple[float, float, str]:
        return each.score or 0, each.score_out_of or 0, each.programme.label

    printed = [each for each in known.inspections.values() if each.score_citation]
    printed.sort(key=lambda each: (*total(each), each.unit))
    lines = []
    for (score, possible, rule_book), found in groupby(printed, key=total):
        group = list(found)
        units = "; ".join(each.unit for each in group)
        text = f"{units}: {score} of {possible} ({rule_book}). "
        lines.append([nodes.Text(text), *_point_sources(group)])
    return [bullets(lines)]


def _point_sources(inspections: list[Inspection]) -> list[nodes.Node]:
    cited = {
        each.score_citation.link: each.score_citation for each in inspections if each.score_citation
    }
    links = [[link(publication(each), each.link)] for each in cited.values()]
    return [node for place, one in enumerate(links) for node in _joined(place, one)]


def date_of_evidence(known: Register) -> list[nodes.Node]:
    """Return from when to when the reports in the list are."""
    dates = sorted(each.report_date for each in known.inspections.values() if each.report_date)
    first, last = (wording.say_date(each[:7]) for each in (dates[0], dates[-1]))
    return [paragraph(f"The reports in the list are from {first} to {last}.")]


def take_away(known: Register) -> list[nodes.Node]:
    """Return what the list holds, its version and date, and links to its files."""
    about = known.package.descriptor["ratings_list"]
    inspections = list(known.inspections.values())
    held = paragraph(
        f"{about['title']}: {len(inspections)} inspections of {len(known.units)} units, of regions "
        f"and of the national arrangements. Version {known.package.descriptor['version']}, with "
        f"the list of {wording.say_date(about['date'])}."
    )
    files = {
        "as a table (CSV)": "inspection-ratings.csv",
        "as JSON": "inspection-ratings.json",
        "as a data package with its own README (ZIP)": f"{about['name']}.zip",
    }
    paths = {text: f"../{downloads.FOLDER}/{name}" for text, name in files.items()}
    return [held, bullets(link(text, path) for text, path in paths.items())]
