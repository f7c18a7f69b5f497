"""Cards: what the book can say at once about one record, and where it says the rest.

A card is made from a record of the register, whatever its kind: fact, rating, date, finding or
term. Roles, ledger and downloads all draw on cards, so that they cannot disagree. No markup.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from inspections.language import claims, wording, worked_answers
from inspections.package import tables
from inspections.register import Citation, Fact, Inspection, Register, Term, Topic, find

LEDGER = "chapters/every-number"
SYSTEM = "chapters/system-numbers"
FINDINGS = "chapters/every-finding"
GLOSSARY = "chapters/glossary"
UNITS = "chapters/look-up-your-area"
DIFFERENCES = "chapters/where-sources-differ"
UNKNOWNS = "chapters/what-is-not-known"


@dataclass(frozen=True)
class Card:
    """One record as the reader meets it.

    ``text`` is what stands in the sentence, ``heading`` what it means, ``citations`` the words
    it rests on; ``docname`` and ``anchor`` name its full entry in the book. ``title`` names the
    record where ``heading`` does not.
    """

    kind: str
    record_id: str
    text: str
    heading: str
    details: tuple[tuple[str, str], ...]
    citations: tuple[Citation, ...]
    docname: str
    anchor: str
    title: str = ""


@cache
def register() -> Register:
    """Return the register of the book's own data package."""
    return Register(tables.load())


def ledger(topic: Topic) -> str:
    """Return the page that has the entries of a topic's figures: of the unit, or of the system.

    There are two, for on one page all entries would keep a phone busy.
    """
    return SYSTEM if topic.about == "system" else LEDGER


def fact_card(known: Register, name: str, form: str = "") -> Card:
    """Return the card of a fact. Raises ``UnknownId``, or ``ValueError`` for an unknown form."""
    fact = known.fact(name)
    details = [("Figure", wording.say_with_unit(fact)), ("Counted among", fact.population)]
    if fact.inspection:
        details.append(("Inspection", inspection_name(fact.inspection)))
    if fact.derivation:
        ours = "Our own count" if fact.derivation.is_count else "Our own sum"
        details.append((ours, arithmetic(fact)))
    return Card(
        kind="fact",
        record_id=name,
        text=wording.say(fact, form),
        heading=fact.label,
        details=tuple(details),
        citations=fact.sources,
        docname=ledger(known.topics[fact.topic]),
        anchor=f"fact-{name}",
    )


def rating_card(known: Register, name: str, form: str = "") -> Card:
    """Return the card of an inspection's overall rating."""
    inspection = known.inspection(name)
    text = inspection.overall_rating
    return Card(
        kind="rating",
        record_id=name,
        text=text.lower() if form == "lower" else text,
        heading=f"Overall rating of {inspection.unit}",
        details=(
            ("Rating", text),
            ("Report", date_of_report(inspection.report_date, inspection.date_basis)),
            ("Rule book", inspection.programme.label),
        ),
        citations=inspection.citations,
        docname=LEDGER if inspection in known.subject_inspections else UNITS,
        anchor=f"rating-{name}",
    )


def date_card(known: Register, name: str, form: str = "") -> Card:
    """Return the card of a dated event."""
    event = find(known.events, name, kind="event")
    text = wording.say_date(event.date)
    if event.end_date:
        text = f"{text} to {wording.say_date(event.end_date)}"
    return Card(
        kind="date",
        record_id=name,
        text=text,
        heading=wording.fill(event.label, known),
        details=(("Date", text if event.date_basis == "stated" else f"{text}, worked out by us"),),
        citations=event.citations,
        docname=SYSTEM,
        anchor=f"date-{name}",
    )


def finding_card(known: Register, name: str, form: str = "") -> Card:
    """Return the card of a finding; ``form`` is the text that stands in the sentence."""
    finding = find(known.findings, name, kind="finding")
    details = [("Said by", finding.said_by)]
    if finding.inspection:
        details.append(("Inspection", inspection_name(finding.inspection)))
    return Card(
        kind="finding",
        record_id=name,
        text=form or wording.fill(finding.statement, known),
        heading=wording.fill(finding.statement, known),
        details=tuple(details),
        citations=finding.citations,
        docname=FINDINGS,
        anchor=f"finding-{name}",
    )


def recommendation_card(known: Register, name: str, form: str = "") -> Card:
    """Return the card of a recommendation; ``form`` is the text that stands in the sentence."""
    recommendation = find(known.recommendations, name, kind="recommendation")
    inspection = recommendation.inspection
    return Card(
        kind="recommendation",
        record_id=name,
        text=form or wording.fill(recommendation.statement, known),
        heading=wording.fill(recommendation.statement, known),
        details=(("Recommended in", inspection_name(inspection)),),
        citations=recommendation.citations,
        docname=FINDINGS,
        anchor=f"recommendation-{name}",
    )


def term_card(known: Register, name: str, form: str = "") -> Card:
    """Return the card of a term; ``form`` is the text that stands in the sentence."""
    term: Term = find(known.terms, name, kind="term")
    return Card(
        kind="term",
        record_id=name,
        text=form or term.term,
        heading=wording.fill(term.definition, known),
        details=(),
        citations=term.citations,
        docname=GLOSSARY,
        anchor=f"term-{name}",
        title=term.term[0].upper() + term.term[1:],
    )


def claim_card(known: Register, name: str, form: str = "") -> Card:
    """Return the card of a claim such as ``fell: id id``; ``form`` is the claim's words.

    Raises ``ClaimFails`` or ``NotComparable`` when the data does not bear the words.
    """
    claim = claims.check(name, known)
    bearing = [card_of_id(known, each) for each in claim.ids]
    first = bearing[-1]
    if claim.kind == "said":
        return replace(first, text=form)
    return replace(
        first,
        kind="claim",
        text=form,
        details=tuple((each.heading, with_inspection(known, each)) for each in bearing),
        heading="Checked against the data when this page was made",
        citations=tuple(dict.fromkeys(one for each in bearing for one in each.citations)),
    )


def answer_card(known: Register, name: str, form: str = "") -> Card:
    """Return the card of a worked answer such as ``interval: id``; ``form`` is what follows ':'.

    Raises ``NoAnswer`` or ``UnknownId`` when it cannot be worked out.
    """
    answer = worked_answers.work_out(f"{name}:{form}", known)
    bearing = [fact_card(known, each) for each in answer.ids]
    details = [("Worked out", answer.working)]
    details += [(each.heading, each.text) for each in bearing]
    if answer.assumption:
        details.append(("Right only if", answer.assumption))
    return replace(
        bearing[0],
        kind="answer",
        text=answer.text,
        heading="Worked out from the data when this page was made",
        details=tuple(details),
        citations=tuple(dict.fromkeys(one for each in bearing for one in each.citations)),
    )


def with_inspection(known: Register, card: Card) -> str:
    """Return a card's figure with the year of its inspection, if it has one."""
    record = known.inspections.get(card.record_id) or known.facts[card.record_id].inspection
    return f"{card.text} ({record.year})" if record else card.text


TALLIES: dict[str, Callable[[int], str]] = {
    "times": wording.in_times,
    "number": wording.in_words,
}
"""How the number of the subject's inspections reads in a sentence."""


def tally_card(known: Register, name: str, form: str = "") -> Card:
    """Return the card of how many inspections of its subject the book holds.

    ``name`` says how it reads, as in ``TALLIES``. Raises ``ValueError`` for another.
    """
    if name not in TALLIES:
        raise ValueError(f"'{name}' is no way to count inspections; there are {', '.join(TALLIES)}")
    held = known.subject_inspections
    return Card(
        kind="tally",
        record_id=name,
        text=TALLIES[name](len(held)),
        heading="Inspections of the unit that this book holds",
        details=tuple(
            (date_of_report(each.report_date, each.date_basis), each.overall_rating)
            for each in held
        ),
        citations=tuple(dict.fromkeys(each.citations[0] for each in held)),
        docname=LEDGER,
        anchor="topic-rating",
    )


CARDS: dict[str, Callable[[Register, str, str], Card]] = {
    "fact": fact_card,
    "rating": rating_card,
    "date": date_card,
    "finding": finding_card,
    "recommendation": recommendation_card,
    "explain": term_card,
    "claim": claim_card,
    "answer": answer_card,
    "inspections": tally_card,
}
"""How to make a card, by the role that asks for it."""


def card_of_id(known: Register, name: str) -> Card:
    """Return the card of whatever record has this id. Raises ``UnknownId`` if none has."""
    for records, make in (
        (known.inspections, rating_card),
        (known.findings, finding_card),
        (known.recommendations, recommendation_card),
        (known.events, date_card),
    ):
        if name in records:
            return make(known, name, "")
    return fact_card(known, name)


def inspection_name(inspection: Inspection) -> str:
    """Return the unit and the date of the report of any inspection."""
    if not inspection.report_date:
        return f"{inspection.unit}, report without a date"
    return f"{inspection.unit}, report of {wording.say_date(inspection.report_date)}"


def date_of_report(written: str, basis: str) -> str:
    """Return a report's date, saying where it is not stated by a source."""
    if not written:
        return "no date seen"
    date = wording.say_date(written)
    return date if basis == "stated" else f"{date} (no source seen shows the day)"


def publication(citation: Citation) -> str:
    """Return publisher and date of a source, or that no date was seen."""
    source = citation.source
    date = wording.say_date(source.published) if source.published else "no date seen"
    return f"{source.publisher}, {date}"


_COUNTED = {
    "count_inspections": "inspections",
    "count_units": "units",
    "count_regions": "regions",
    "count_repeated": "units with more than one dated inspection",
    "count_rose": "units whose latest rating is above their first",
    "count_same": "units whose latest rating is their first again",
    "count_fell": "units whose latest rating is below their first",
}


def _shared(where: str) -> str:
    """Return what the counted rows of the list share, as the data says it."""
    return f"the list of inspections where {' and '.join(where.split('; '))}"


_SIGNS = {"sum": " + ", "remainder_of": " − "}


def arithmetic(fact: Fact) -> str:
    """Return how a derived fact was computed: '1,297 + 648 + 666 = 2,611'."""
    if fact.derivation is None:
        raise ValueError(f"{fact.fact_id} was not computed by us")
    if fact.derivation.is_count:
        return f"{_COUNTED[fact.derivation.operation]} in {_shared(fact.derivation.where)}"
    values = [wording.in_digits(each.value) for each in fact.derivation.inputs]
    total = wording.in_digits(fact.derivation.inputs[0].total or 0)
    result = wording.in_digits(fact.value, decimals=1)
    match fact.derivation.operation:
        case "percent":
            return f"{values[0]} ÷ {total} × 100 = {result}"
        case "remainder" | "complement":
            return f"{total} − {' − '.join(values)} = {result}"
        case operation:
            return f"{_SIGNS[operation].join(values)} = {result}"
