"""What pages show of the list of inspections: the table to look up an area, and tables of a part.

Every row comes from the data; a new inspection appears by itself.
"""

from __future__ import annotations

import re
from itertools import groupby

from docutils import nodes

from inspections.language import wording
from inspections.register import Inspection, Register
from publishing.downloads import data_files
from publishing.evidence.nodes import entry_link
from publishing.markup.builders import Content, bullets, entry_mark, link, paragraph, table
from publishing.markup.table_cells import AS_CARDS
from publishing.records.record_cards import rating_card
from publishing.records.record_text import publication

KINDS = {"unit": "Units", "region": "Regions", "national": "National arrangements"}
"""The tables of the page to look up an area, by the kind of body inspected, in their order."""

CHANGES = {1: "up", 0: "the same", -1: "down"}


def look_up(known: Register) -> list[nodes.Node]:
    """Return every inspection of the list: units by name, then regions, then the national one."""
    found: list[nodes.Node] = [nodes.container("", classes=["entries-filter", "of-rows"])]
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
    header = ["Unit", "Region", "Rating", "Report", "Source"]
    cells = [_cells(each, known) for each in inspections]
    units = [each.unit for each in inspections]
    made = _of_units(header, cells, units, known, caption=f"{title}, by name")
    made["classes"] += ["entries", "ratings-table"]
    seen: set[str] = set()
    for row, each in zip(_rows(made), inspections, strict=True):
        row["classes"].append("entry")
        if anchor(each) not in seen:
            row["ids"].append(anchor(each))
        seen.add(anchor(each))
        if each not in known.subject_inspections:  # their entries are in the ledger
            row[2]["ids"].append(f"rating-{each.inspection_id}")
    return made


def _of_units(
    header: list[str],
    cells: list[list[Content]],
    units: list[str],
    known: Register,
    *,
    caption: str,
) -> nodes.table:
    """Return a table with a row for each of ``units``: cards on a phone, the subject's marked."""
    made = table(header, cells, caption=caption)
    made["classes"].append(AS_CARDS)
    subject = {each.unit for each in known.subject_inspections}
    for row, unit in zip(_rows(made), units, strict=True):
        if unit in subject:
            row["classes"].append("subject")
    return made


def _rows(made: nodes.table) -> list[nodes.row]:
    return [row for body in made.findall(nodes.tbody) for row in body.findall(nodes.row)]


def _cells(inspection: Inspection, known: Register) -> list[Content]:
    name = nodes.reference("", inspection.unit, refuri=f"#{anchor(inspection)}", internal=True)
    return [
        [_mark(inspection), name],
        _basis(inspection.region, inspection.region_basis),
        _rating(inspection, known),
        [*_report(inspection), nodes.Text(f", {programme(inspection)}")],
        _sources(inspection),
    ]


def _sources(inspection: Inspection) -> list[nodes.Node]:
    """Return links to the sources; of two by one publisher the second says that it is."""
    found: list[nodes.Node] = []
    seen: set[str] = set()
    for place, each in enumerate(inspection.citations):
        name = each.source.publisher
        found += _joined(place, [link("a second page of it" if name in seen else name, each.link)])
        seen.add(name)
    return found


def _report(inspection: Inspection) -> list[nodes.Node]:
    """Return the date of the report, on one line, or that none was seen."""
    if not inspection.report_date:
        return _basis("no date seen", "not shown")
    date = wording.say_date(inspection.report_date)
    return [_whole(_basis(date, inspection.date_basis))]


def _basis(text: str, basis: str) -> list[nodes.Node]:
    """Return a text; where it was worked out, that is heard, and on a screen a dagger is seen."""
    if basis != "derived":
        return [nodes.Text(text)]
    said = nodes.inline("", " (worked out)", classes=["only-heard"])
    return [nodes.Text(text), nodes.inline("", "", said, classes=["worked-out"])]


def _whole(parts: Content) -> nodes.inline:
    """Return words that stay on one line."""
    return nodes.inline("", "", *paragraph(parts).children, classes=["whole"])


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


def _rating(inspection: Inspection, known: Register) -> list[nodes.Node]:
    """Return the rating; that of the book's subject leads to its full entry."""
    if inspection not in known.subject_inspections:
        return [_whole(inspection.overall_rating)]
    card = rating_card(known, inspection.inspection_id)
    return [_whole(entry_link(card.text, card.anchor))]


def programme(inspection: Inspection) -> str:
    """Return the programme by when it ran: 'programme' and what the data say beside that word."""
    years = " ".join(inspection.programme.label.replace("programme", "").split())
    return f"programme {years}"


def inspected_twice(known: Register) -> list[nodes.Node]:
    """Return the units with more than one report: first and latest rating, and the change."""
    twice = [found for found in known.units.values() if len(found) > 1]
    rows: list[list[Content]] = [
        [
            found[0].unit,
            found[0].region,
            *(_with_year(each) for each in (found[0], found[-1])),
            [_whole(CHANGES[_sign(found[-1].rank - found[0].rank)])],
        ]
        for found in twice
    ]
    header = ["Unit", "Region", "First rating", "Latest rating", "Change"]
    units = [found[0].unit for found in twice]
    caption = "Units with two ratings, and how the grade moved"
    return [_of_units(header, rows, units, known, caption=caption)]


def _with_year(inspection: Inspection) -> list[nodes.Node]:
    year = nodes.Text(f" ({report_year(inspection)})")
    return [_whole(inspection.overall_rating), year]


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
    rows: list[list[Content]] = [
        [
            each.unit if each.unit_kind == "unit" else f"The region as a whole: {each.unit}",
            [_whole(each.overall_rating)],
            wording.say_report(each),
            "yes" if each.region_basis == "stated" else "no, worked out",
        ]
        for each in ordered
    ]
    caption = f"{ours.region}: ratings in the {ours.programme.label}"
    header = ["Unit", "Rating", "Report", "Region stated?"]
    units = [each.unit for each in ordered]
    return [_of_units(header, rows, units, known, caption=caption)]


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
    }
    paths = {text: f"../{data_files.FOLDER}/{name}" for text, name in files.items()}
    return [held, bullets(link(text, path) for text, path in paths.items())]
