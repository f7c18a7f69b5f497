"""What pages show of a part of the list of inspections.

Every row comes from the data; a new inspection appears by itself.
"""

from itertools import groupby
from typing import Any

from docutils import nodes

from inspections.language import wording
from inspections.register import Inspection, Register
from publishing.core.templates import templates
from publishing.evidence.nodes import evidence_node
from publishing.markup.node_factories import Content, bullets, link, paragraph, table
from publishing.markup.table_cells import STACKED
from publishing.pages import unit_context
from publishing.records.record_cards import rating_card
from publishing.records.record_text import publication


def units_of_the_region(register: Register) -> list[nodes.Node]:
    """Return the units of the subject's region in its latest programme, and the region itself."""
    ours = register.subject_inspections[-1]
    fellows = [
        rated
        for rated in register.inspections.values()
        if (rated.region, rated.programme) == (ours.region, ours.programme)
    ]
    ordered = sorted(fellows, key=lambda rated: (rated.unit_kind != "unit", rated.unit))
    rows: list[list[Content]] = [
        [
            _name(rated),
            nodes.inline("", rated.overall_rating, classes=["together"]),  # on one line
            wording.say_report(rated),
        ]
        for rated in ordered
    ]
    caption = f"{ours.region}: ratings in the {ours.programme.label}"
    header = ["Unit", "Rating", "Report"]
    table_node = table(header, rows, caption=caption)
    table_node["classes"].append(STACKED)
    for row, fellow in zip(next(table_node.findall(nodes.tbody)), ordered, strict=True):
        if fellow in register.subject_inspections:
            row["classes"].append("subject")
    return [table_node]


def _name(inspection: Inspection) -> str:
    whole = "" if inspection.unit_kind == "unit" else "The region as a whole: "
    ours = "" if inspection.region_basis == "stated" else " (region worked out by us)"
    return f"{whole}{inspection.unit}{ours}"


def printed_points(register: Register) -> list[nodes.Node]:
    """Return each total of points that a source printed, lowest first, with its sources."""

    def total(inspection: Inspection) -> tuple[float, float, str]:
        return inspection.score or 0, inspection.score_out_of or 0, inspection.programme.label

    printed = [rated for rated in register.inspections.values() if rated.score_citation]
    printed.sort(key=lambda rated: (*total(rated), rated.unit))
    lines = []
    for (score, possible, rule_book), same_points in groupby(printed, key=total):
        group = list(same_points)
        units = "; ".join(rated.unit for rated in group)
        text = f"{units}: {score} of {possible} ({rule_book}). "
        lines.append([nodes.Text(text), *_point_sources(group)])
    return [bullets(lines)]


def _point_sources(inspections: list[Inspection]) -> list[nodes.Node]:
    cited = {
        item.score_citation.link: item.score_citation for item in inspections if item.score_citation
    }
    links = [(nodes.Text("; "), link(publication(one.source), one.link)) for one in cited.values()]
    return [node for pair in links for node in pair][1:]


def date_of_evidence(register: Register) -> list[nodes.Node]:
    """Return from when to when the reports in the list are."""
    dates = sorted(item.report_date for item in register.inspections.values() if item.report_date)
    year = dates[-1][:4]
    first, last = (wording.say_date(date[:7]) for date in (dates[0], dates[-1]))
    if year in dates:  # a report known by its year alone may be later still
        last = f"{year}; the latest whose month we know is from {last}"
    return [paragraph(f"The reports in the list are from {first} to {last}.")]


def grades(register: Register) -> list[nodes.Node]:
    """Return the grades of the subject at a glance, each with its date and place on the scale."""
    entries = [
        nodes.list_item("", *_grade(register, rated)) for rated in register.subject_inspections
    ]
    return [nodes.bullet_list("", *entries, classes=["grades"])]


def _grade(register: Register, inspection: Inspection) -> list[nodes.Node]:
    card = rating_card(register, inspection.inspection_id)
    return [
        paragraph(wording.say_report(inspection), classes=["grade-date"]),
        paragraph(evidence_node(card), classes=["grade-rating"]),
        nodes.raw("", _ladder(inspection.rank), format="html"),
        paragraph(wording.place_on_scale(inspection).capitalize(), classes=["grade-place"]),
    ]


def _ladder(rank: int) -> str:
    """Return the ladder of grades as HTML, with the grade of this rank marked."""
    template: Any = templates(unit_context.TEMPLATES).get_template("ladder.html").module
    return str(template.ladder({"ladder": unit_context.ladder(rank)}))
