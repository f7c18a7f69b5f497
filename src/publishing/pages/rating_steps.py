"""The grades of the subject's inspections at a glance: each with its date and place on the scale.

It shows what the data holds: one more inspection is one more grade, with no edit here.
"""

from __future__ import annotations

from docutils import nodes

from inspections.language import wording
from inspections.register import RATINGS, Inspection, Register
from publishing.evidence.nodes import evidence_node
from publishing.markup.builders import paragraph
from publishing.records.record_cards import rating_card


def grades(known: Register) -> list[nodes.Node]:
    """Return a list with one entry for each inspection of the subject, in order of time."""
    entries = [nodes.list_item("", *_grade(known, each)) for each in known.subject_inspections]
    return [nodes.bullet_list("", *entries, classes=["grades"])]


def _grade(known: Register, inspection: Inspection) -> list[nodes.Node]:
    card = rating_card(known, inspection.inspection_id)
    return [
        paragraph(wording.say_report(inspection), classes=["grade-date"]),
        paragraph(evidence_node(card), classes=["grade-rating"]),
        paragraph(_steps(inspection), classes=["grade-steps"]),
        paragraph(wording.place_on_scale(inspection).capitalize(), classes=["grade-place"]),
    ]


def _steps(inspection: Inspection) -> list[nodes.Node]:
    """Return one empty piece for each rating, the highest first, the given one marked.

    The style sheet gives each its tone, and the given one a taller box with a border, so that no
    step is told by its fill alone. The rating in words always stands beside it.
    """
    given = {inspection.rank: ["given"]}
    return [
        nodes.inline("", "", classes=["step", f"grade-{rank + 1}", *given.get(rank, [])])
        for rank in reversed(range(len(RATINGS)))
    ]
