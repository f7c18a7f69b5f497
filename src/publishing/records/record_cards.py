"""Cards: what the book can say at once about one record, whatever its kind.

Roles, ledger and downloads all draw on cards, so that they cannot disagree. No markup.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from inspections.language import claims, wording, worked_answers
from inspections.register import Citation, Register, Term, find
from publishing.records.record_text import counted_of, inspection_name, own_working


@dataclass(frozen=True)
class Card:
    """What a reader sees of one record.

    ``text`` is the text in the sentence, ``heading`` its meaning, ``details`` pairs of label and
    value, ``citations`` the quoted sources, and ``anchor`` the HTML id of the record's entry.
    ``title`` names the record if ``heading`` does not.
    """

    kind: str
    record_id: str
    text: str
    heading: str
    details: tuple[tuple[str, str], ...]
    citations: tuple[Citation, ...]
    anchor: str
    title: str = ""


def _card(
    kind: str,
    name: str,
    *details: tuple[str, str],
    text: str,
    heading: str,
    citations: tuple[Citation, ...],
    title: str = "",
) -> Card:
    """Return the card of one record, with the details that say something."""
    non_empty_details = tuple((label, value) for label, value in details if value)
    return Card(kind, name, text, heading, non_empty_details, citations, f"{kind}-{name}", title)


def fact_card(register: Register, name: str, form: str = "") -> Card:
    """Return the card of a fact, of its total headed by what that is the total of.

    Raises ``UnknownId``, or ``ValueError`` for an unknown form.
    """
    fact = register.fact(name)
    full_text, of = wording.say_with_unit(fact), fact.population
    heading, figure = fact.label, [("Figure", full_text), counted_of(fact)]
    if form == "total":
        heading, figure = f"{of[0].upper()}{of[1:]}", [("Total in", f"{fact.label}: {full_text}")]
    return _card(
        "fact",
        name,
        *figure,
        ("Inspection", inspection_name(fact.inspection)),
        own_working(fact) if fact.derivation else ("", ""),
        text=wording.say(fact, form),
        heading=heading,
        citations=fact.sources,
    )


def rating_card(register: Register, name: str, _form: str = "") -> Card:
    """Return the card of an inspection's overall rating."""
    inspection = register.inspection(name)
    text = inspection.overall_rating
    return _card(
        "rating",
        name,
        ("Rating", text),
        ("Report", wording.say_report(inspection)),
        ("Rules", inspection.programme.label),
        text=text,
        heading=f"Overall rating of {inspection.unit}",
        citations=inspection.citations,
    )


def date_card(register: Register, name: str, _form: str = "") -> Card:
    """Return the card of a dated event."""
    event = find(register.events, name, kind="event")
    text = wording.say_date(event.date)
    if event.end_date:
        text = f"{text} to {wording.say_date(event.end_date)}"
    date = text if event.date_basis == "stated" else f"{text}, worked out by us"
    heading = wording.fill(event.label, register)
    details = ("Date", date)
    return _card("date", name, details, text=text, heading=heading, citations=event.citations)


def finding_card(register: Register, name: str, text: str = "") -> Card:
    """Return the card of a finding; ``text`` is the text that stands in the sentence."""
    finding = find(register.findings, name, kind="finding")
    heading = wording.fill(finding.statement, register)
    return _card(
        "finding",
        name,
        ("Said by", finding.said_by),
        ("Inspection", inspection_name(finding.inspection)),
        text=text or heading,
        heading=heading,
        citations=finding.citations,
    )


def recommendation_card(register: Register, name: str, text: str = "") -> Card:
    """Return the card of a recommendation; ``text`` is the text that stands in the sentence."""
    recommendation = find(register.recommendations, name, kind="recommendation")
    heading = wording.fill(recommendation.statement, register)
    return _card(
        "recommendation",
        name,
        ("Made in", inspection_name(recommendation.inspection)),
        text=text or heading,
        heading=heading,
        citations=recommendation.citations,
    )


def term_card(register: Register, name: str, text: str = "") -> Card:
    """Return the card of a term; ``text`` is the text that stands in the sentence."""
    term: Term = find(register.terms, name, kind="term")
    meaning, title = wording.fill(term.definition, register), term.term[0].upper() + term.term[1:]
    words, citations = text or term.term, term.citations
    return _card("term", name, text=words, heading=meaning, citations=citations, title=title)


def claim_card(register: Register, name: str, text: str = "") -> Card:
    """Return the card of a claim such as ``fell: id id``; ``text`` is the claim's words.

    Raises ``ValueError`` when the data does not bear the words.
    """
    claim = claims.check(name, register)
    bearing = [card_of_id(register, record_id) for record_id in claim.ids]
    first = bearing[-1]
    if claim.kind == "said":
        return replace(first, text=text)
    return replace(
        first,
        kind="claim",
        text=text,
        details=tuple((card.heading, with_inspection(register, card)) for card in bearing),
        heading="Checked automatically against our data",
        citations=tuple(dict.fromkeys(one for card in bearing for one in card.citations)),
    )


def answer_card(register: Register, name: str, arguments: str = "") -> Card:
    """Return the card of a worked answer, as of ``interval: id``: ``name``, ':', ``arguments``.

    Raises ``ValueError`` or ``UnknownId`` when it cannot be worked out.
    """
    answer = worked_answers.work_out(f"{name}:{arguments}", register)
    bearing = [fact_card(register, fact_id) for fact_id in answer.ids]
    details = [("Worked out", answer.working)]
    details += [(card.heading, card.text) for card in bearing]
    if answer.assumption:
        details.append(("Right only if", answer.assumption))
    return replace(
        bearing[0],
        kind="answer",
        text=answer.text,
        heading="Worked out from the data when this page was made",
        details=tuple(details),
        citations=tuple(dict.fromkeys(one for card in bearing for one in card.citations)),
    )


def with_inspection(register: Register, card: Card) -> str:
    """Return a card's figure with the year of its inspection, if it has one."""
    record = register.inspections.get(card.record_id) or register.facts[card.record_id].inspection
    return f"{card.text} ({record.year})" if record else card.text


TALLIES: dict[str, Callable[[int], str]] = {
    "times": wording.in_times,
    "number": wording.in_words,
}
"""How the number of the subject's inspections reads in a sentence."""


def tally_card(register: Register, name: str, form: str = "") -> Card:
    """Return the card of how many inspections of its subject the book holds.

    ``name`` says how it reads, as in ``TALLIES``. Raises ``ValueError`` for another.
    """
    if name not in TALLIES:
        raise ValueError(f"'{name}' is no way to count inspections; there are {', '.join(TALLIES)}")
    held = register.subject_inspections
    return Card(
        kind="tally",
        record_id=name,
        text=TALLIES[name](len(held)),
        heading="Inspections of the unit in our list",
        details=tuple((wording.say_report(rated), rated.overall_rating) for rated in held),
        citations=tuple(dict.fromkeys(rated.citations[0] for rated in held)),
        anchor="topic-rating",
    )


def card_of_id(register: Register, name: str) -> Card:
    """Return the card of whatever record has this id. Raises ``UnknownId`` if none has."""
    for records, make in (
        (register.inspections, rating_card),
        (register.findings, finding_card),
        (register.recommendations, recommendation_card),
        (register.events, date_card),
    ):
        if name in records:
            return make(register, name, "")
    return fact_card(register, name)
