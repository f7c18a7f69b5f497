"""The columns of the files of data, and how each cell comes from its record."""

from typing import Any

from inspections.language import rows, wording
from inspections.register import Citation, Fact, Inspection, Register
from publishing.records.record_text import arithmetic, source_cells

NUMBER = """fact_id label figure value total unit qualifier counts population question topic
    inspection=inspection.inspection_id programme=inspection.programme.label computed as_of
    right_only_if=derivation.assumption fragment_reason note sources"""
FINDING = """finding_id statement short theme tone said_by inspection=inspection.inspection_id
    office as_of note sources"""
DATE = """event_id date end_date date_basis label inspection=inspection.inspection_id
    fragment_reason note sources"""
RATING = """inspection_id unit unit_kind region region_basis report_date date_basis
    programme=programme.label overall_rating score score_out_of chief_inspector checked note
    sources"""
UNIT = """unit_id name region listed code code_source=code_source_id police_area
    police_area_source=police_source_id other_names successors"""
PLACE = """kind within unit_id standing basis fragment=citation.fragment
    source=citation.source.source_id note"""
OF_UNIT = {
    "ratings": """inspection_id overall_rating report_date date_basis programme=programme.label
        note sources=cited""",
    "standards": "standard rating basis note sources=cited",
    "figures": "fact_id label figure counted_among=population note sources=cited",
    "findings": "finding_id kind=tone statement said_by note sources=cited",
}
"""What the record of a unit says of its ratings, and within each of what is told beside it."""


def said_row(record: object, columns: str, register: Register) -> rows.Row:
    """Return a record by these columns."""
    return rows.row(record, columns, register, said=SAID)


def _all(record: Any) -> list[Citation]:
    """Return every citation of a record: of an inspection that of its points too."""
    points = [record.score_citation] if isinstance(record, Inspection) else []
    found = record.sources if isinstance(record, Fact) else record.citations
    return [*found, *filter(None, points)]


def cited(record: Any, _: Register | None = None) -> list[rows.Row]:
    """Return the words that carry a record, who published them, and the link."""
    found = record.sources if isinstance(record, Fact) else record.citations
    return [
        {"publisher": each.source.publisher, "fragment": each.fragment, "link": each.link}
        for each in found
    ]


SAID: rows.Said = {
    "figure": lambda fact, _: wording.say_with_unit(fact),
    "computed": lambda fact, _: arithmetic(fact) if fact.derivation else None,
    "office": lambda found, known: found.office_id and known.offices[found.office_id].name or None,
    "other_names": lambda unit, _: "; ".join(unit.other_names) or None,
    "successors": lambda unit, _: " ".join(unit.successors) or None,
    "sources": lambda record, _: [source_cells(each) for each in _all(record)],
    "cited": cited,
}
"""What is worked out."""
