"""The full entry of one record, whatever its kind: what its card says, and everything else."""

from collections.abc import Iterable
from typing import Any

from docutils import nodes

from inspections.language import wording
from inspections.register import (
    Citation,
    Event,
    Fact,
    Finding,
    Inspection,
    Office,
    Programme,
    Recommendation,
    Register,
)
from publishing.evidence.backlinks import UsedIn
from publishing.evidence.nodes import entry_link, linked_nodes
from publishing.markup.node_factories import (
    Content,
    bullets,
    definitions,
    filter_data,
    link,
    section,
)
from publishing.records.record_cards import Card, card_of_id
from publishing.records.record_text import (
    arithmetic,
    citation_words,
    counted_of,
    inspection_name,
    publication,
    region_text,
)

Pairs = list[tuple[str, Content]]
"""What an entry says, by label; what is empty is left out."""
COUNTED = {"success": "what went well", "failure": "what went wrong"}


def fact_entry(fact: Fact, register: Register) -> nodes.section:
    """Return the full entry of one fact."""
    pairs: Pairs = [
        ("Figure", wording.say_with_unit(fact)),
        counted_of(fact),
        ("Inspection", inspection_name(fact.inspection)),
        ("Counts", COUNTED.get(fact.counts, "")),
        ("As of", _say_day(fact.as_of)),
    ]
    if fact.derivation:
        parts = [
            (card_of_id(register, part.fact_id), part.label) for part in fact.derivation.inputs
        ]
        inputs = list_or_single(
            [entry_link(card.text, card.anchor), nodes.Text(f", {label}")] for card, label in parts
        )
        pairs += [
            ("Computed by us", arithmetic(fact)),
            ("The total" if fact.derivation.is_count else "From", inputs),
            ("Right only if", fact.derivation.assumption),
        ]
    return _entry(fact, fact.label, f"fact-{fact.fact_id}", pairs, register, topic=fact.topic)


def _say_day(iso_date: str) -> str:
    return wording.say_date(iso_date) if iso_date else ""


def rating_entry(inspection: Inspection, register: Register) -> nodes.section:
    """Return the full entry of one inspection's rating."""
    scored = inspection.score is not None
    pairs: Pairs = [
        ("Rating", inspection.overall_rating),
        ("Report", wording.say_report(inspection)),
        ("Rules", inspection.programme.label),
        ("Region", region_text(inspection.region, inspection.region_basis)),
        ("Points", f"{inspection.score} of {inspection.score_out_of}" if scored else ""),
        ("Chief inspector", inspection.chief_inspector),
    ]
    title, anchor = inspection_name(inspection), f"rating-{inspection.inspection_id}"
    return _entry(inspection, f"Overall rating: {title}", anchor, pairs, register, topic="rating")


def programme_entry(programme: Programme, register: Register) -> nodes.section:
    """Return the full entry of one rule book."""
    pairs: Pairs = [("Began", wording.say_date(programme.began))]
    title, anchor = f"Rules: {programme.label}", f"programme-{programme.programme_id}"
    return _entry(programme, title, anchor, pairs, register, topic="method")


def office_entry(office: Office, register: Register) -> nodes.section:
    """Return one office with everything that was found in it."""
    finding_links = list_or_single(
        mention(card_of_id(register, finding.finding_id))
        for finding in register.findings.values()
        if finding.office_id == office.office_id
    )
    pairs: Pairs = [("Inspection", inspection_name(office.inspection)), ("Found", finding_links)]
    title, anchor = f"Office: {office.name}", f"office-{office.office_id}"
    return _entry(office, title, anchor, pairs, register, topic="buildings")


def date_entry(card: Card, event: Event, register: Register) -> nodes.section:
    """Return the full entry of one dated event."""
    return _entry(event, card.heading, card.anchor, [*card.details], register, topic="system")


def finding_entry(finding: Finding, register: Register) -> nodes.section:
    """Return the full entry of one finding."""
    pairs: Pairs = [
        named_facts(finding.statement, register),
        ("Kind", finding.tone),
        ("Said by", finding.said_by),
        ("Office", register.offices[finding.office_id].name if finding.office_id else ""),
        ("Inspection", inspection_name(finding.inspection)),
        ("As of", _say_day(finding.as_of)),
    ]
    title, anchor = wording.fill(finding.statement, register), f"finding-{finding.finding_id}"
    return _entry(finding, title, anchor, pairs, register, topic=finding.theme)


def recommendation_entry(recommendation: Recommendation, register: Register) -> nodes.section:
    """Return the full entry of one recommendation."""
    names = recommendation.later_findings
    nearest = list_or_single(mention(card_of_id(register, name)) for name in names)
    pairs: Pairs = [
        ("Made in", inspection_name(recommendation.inspection)),
        ("Afterwards", recommendation.later_state),
        ("Nearest findings", nearest),
    ]
    title = wording.fill(recommendation.statement, register)
    anchor = f"recommendation-{recommendation.recommendation_id}"
    return _entry(recommendation, title, anchor, pairs, register, topic=recommendation.theme)


def named_facts(text: str, register: Register, *, ids_elsewhere: str = "") -> tuple[str, Content]:
    """Return the figures that a heading names, as evidence: a heading itself holds no links.

    Those whose ids are among ``ids_elsewhere`` stand elsewhere in the entry.
    """
    names = [match[1] for match in wording.PLACEHOLDER.finditer(text)]
    cards = [card_of_id(register, name) for name in names if name not in ids_elsewhere.split()]
    return ("Figures", list_or_single(mention(card) for card in cards))


def _entry(
    record: Any, title: str, anchor: str, pairs: Pairs, register: Register, *, topic: str
) -> nodes.section:
    """Return an entry with sources and back-links, marked so that the page's filter finds it."""
    inspection = record if isinstance(record, Inspection) else getattr(record, "inspection", None)
    reason = "Words and date" if isinstance(record, Event) else "Words and figure"
    marks = {
        "inspection": inspection_name(inspection) or "none: the system as a whole",
        "topic": register.topics[topic].heading,
    }
    record_id = anchor.partition("-")[2]
    corrected = last_corrected(register, record_id)
    more: Pairs = [
        ("Source", cited(record.citations)),
        ("Agreement", _agreement(record.citations) if _is_compared(record) else ""),
        (reason, getattr(record, "fragment_reason", "")),
        ("Checked by", getattr(record, "checked", "")),
        ("Note", linked_nodes(record.note, register)),
        ("Sources differ", _concerned(register, "conflicts", record_id)),
        ("Not known", _concerned(register, "unknowns", record_id)),
        ("Last corrected", corrected),
    ]
    used = UsedIn("", anchor=anchor, corrected=bool(corrected))
    entry = section(title, anchor, filter_data(marks), definitions([*pairs, *more]), used)
    entry["classes"].append("entry")
    return entry


_QUESTIONS = {
    "conflicts": ("conflict_id", "point", "conflict"),
    "unknowns": ("unknown_id", "question", "unknown"),
}
"""The tables of open questions: the column of the id, that of the title, and the anchor's start."""


def _concerned(register: Register, name: str, record_id: str) -> Content:
    """Return links to the differences, or open questions, that concern a record."""
    key, text, prefix = _QUESTIONS[name]
    links = [
        entry_link(wording.fill(row[text], register), f"{prefix}-{row[key]}")
        for row in register.package.records(name)
        if record_id in row["concerns"].split()
    ]
    return list_or_single([reference] for reference in links)


def list_or_single(entries: Iterable[list[nodes.Node]]) -> Content:
    """Return several entries as a list, one by itself, and none as nothing."""
    items = list(entries)
    return bullets(items) if len(items) > 1 else [node for entry in items for node in entry]


def last_corrected(register: Register, record_id: str) -> str:
    """Return the day of a record's last correction with its reason; nothing if there was none."""
    rows = [row for row in register.package.records("corrections") if row["concerns"] == record_id]
    if not rows:
        return ""
    row = max(rows, key=lambda correction: correction["date"])
    return (
        f"{wording.say_date(row['date'])}: {row['before']} became {row['after']}. {row['reason']}"
    )


def cited(citations: Iterable[Citation]) -> Content:
    """Return citations as a list, and one alone as a line."""
    return list_or_single(_citation(citation) for citation in citations)


def _is_compared(record: Any) -> bool:
    """Return True for a value or a grade: whether two sources agree in words we do not judge."""
    return isinstance(record, Fact | Inspection)


def _agreement(citations: tuple[Citation, ...]) -> str:
    """Return whether a record's sources agree; nothing for a single source."""
    if len({citation.source.source_id for citation in citations}) < 2:
        return ""
    differ = any(citation.relation == "differs" for citation in citations)
    return "the sources differ" if differ else "the sources agree"


def mention(card: Card) -> list[nodes.Node]:
    """Return a record in a list: a finding as a link of its own words, a figure with its label.

    The link leads to the entry at once: a list of an entry needs no cards.
    """
    if card.kind in ("finding", "recommendation"):
        return [entry_link(card.heading, card.anchor)]
    label = f", {card.heading[0].lower()}{card.heading[1:]}"
    return [entry_link(card.text, card.anchor), nodes.Text(label)]


def _citation(citation: Citation) -> list[nodes.Node]:
    """Return a citation in running text: the words in quotation marks, then the source."""
    content: list[nodes.Node] = []
    if citation.fragment:
        content.append(nodes.Text(f"{citation_words(citation)} "))
    content.append(link(publication(citation.source), citation.link))
    if citation.relation == "differs":
        content.append(nodes.Text(" (this source differs)"))
    return content
