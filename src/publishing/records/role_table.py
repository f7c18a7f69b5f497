"""The roles that bring a record into a sentence: one table, for Sphinx and for the prose rules."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from docutils.utils.smartquotes import educateQuotes

from inspections.register import Register
from publishing.records import record_cards
from publishing.records.record_cards import Card

GLOSSARY_ROLE = "explain"
"""The role of a glossary word, which is marked once on a page."""


@dataclass(frozen=True)
class RecordRole:
    """One role: how to make its card, and whether it holds words of the sentence.

    Such a role is written ``words <id>``; any other one holds an id alone, and its words come
    from the data. ``is_number`` says that they are a number, which has forms, as ``id:percent``,
    and keeps a light mark of its own.
    """

    card: Callable[[Register, str, str], Card]
    has_words: bool = False
    is_number: bool = False


ROLES = {
    "fact": RecordRole(record_cards.fact_card, is_number=True),
    "rating": RecordRole(record_cards.rating_card),
    "date": RecordRole(record_cards.date_card),
    "answer": RecordRole(record_cards.answer_card, is_number=True),
    "inspections": RecordRole(record_cards.tally_card),
    "finding": RecordRole(record_cards.finding_card, has_words=True),
    "recommendation": RecordRole(record_cards.recommendation_card, has_words=True),
    "claim": RecordRole(record_cards.claim_card, has_words=True),
    GLOSSARY_ROLE: RecordRole(record_cards.term_card, has_words=True),
}
"""Every role, by its name in a page."""

_WORDS_AND_ID = re.compile(r"^(?P<words>.+?)\s*<(?P<name>[^<>]+)>$", re.DOTALL)


def split(text: str) -> tuple[str, str]:
    """Return the words of a role written ``words <id>``, and the id; '' and all of it otherwise."""
    match = _WORDS_AND_ID.match(text)
    return (match["words"], match["name"].strip()) if match else ("", text.strip())


def card_of(register: Register, name: str, text: str) -> Card:
    """Return the card of a role as written in a page. Raises ``UnknownId`` or ``ValueError``."""
    role = ROLES[name]
    if role.has_words:
        form, record = split(educateQuotes(text))
    else:
        record, _, form = text.partition(":")
        if form and not role.is_number:
            raise ValueError(f"{{{name}}} has no forms: take ':{form}' out")
    return role.card(register, record.strip(), form.strip())


WITH_WORDS = frozenset(name for name, role in ROLES.items() if role.has_words)
FROM_DATA = frozenset(ROLES) - WITH_WORDS
