"""What pages show of a part of the list of inspections.

Every row comes from the data; a new inspection appears by itself.
"""

from __future__ import annotations

from itertools import groupby

from docutils import nodes

from inspections.language import wording
from inspections.register import Inspection, Register
from publishing.markup.builders import Content, bullets, link, paragraph, table
from publishing.markup.table_cells import AS_CARDS
from publishing.records.record_text import publication


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


def _whole(parts: Content) -> nodes.inline:
    """Return words that stay on one line."""
    return nodes.inline("", "", *paragraph(parts).children, classes=["whole"])


def _joined(place: int, links: list[nodes.Node]) -> list[nodes.Node]:
    return [nodes.Text("; "), *links] if place else links


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
    links = [[link(publication(each.source), each.link)] for each in cited.values()]
    return [node for place, one in enumerate(links) for node in _joined(place, one)]


def date_of_evidence(known: Register) -> list[nodes.Node]:
    """Return from when to when the reports in the list are."""
    dates = sorted(each.report_date for each in known.inspections.values() if each.report_date)
    first, last = (wording.say_date(each[:7]) for each in (dates[0], dates[-1]))
    return [paragraph(f"The reports in the list are from {first} to {last}.")]
