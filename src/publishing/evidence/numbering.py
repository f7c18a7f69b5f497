"""Gives each piece of evidence of a page its id, its note number and its mark.

All three depend on the page's text alone: the same page gives the same bytes.
"""

import re
from collections.abc import Iterator

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.references import SphinxDomains
from sphinx.util import logging

from publishing.evidence.nodes import (
    LIGHT,
    MARKED,
    QUIET,
    Evidence,
    SourceNotes,
    SourcesSwitch,
)
from publishing.records.record_cards import Card
from publishing.records.role_table import GLOSSARY_ROLE, ROLES

logger = logging.getLogger(__name__)

OURS = ("claim", "answer")
"""The kinds of card whose heading says only that we checked it, or worked it out."""

_SENTENCE_END = re.compile(r"\n|[.!?][”’\"')\]]*\s")
"""A page has one sentence a line; texts of the data have several in one."""


class NumberEvidence(SphinxTransform):
    """Numbers a page's evidence before the domains collect it, and adds the page's notes."""

    default_priority = SphinxDomains.default_priority - 10

    def apply(self, **kwargs: object) -> None:
        """Run on one page as it is read."""
        for node in list(self.document.findall(Evidence)):
            _refuse_in_heading(node)
        pieces = list(self.document.findall(Evidence))
        if not pieces:
            return
        cards = number(pieces)
        set_prominence(self.document)
        home: nodes.Element = next(self.document.findall(nodes.section), self.document)
        home.append(SourceNotes("", cards=cards))
        if any(node["mark"] != MARKED for node in pieces):
            home.insert(1 if isinstance(home[0], nodes.title) else 0, SourcesSwitch())


def _refuse_in_heading(node: Evidence) -> None:
    """Leave a heading its words alone, and warn: menus repeat it, and no card opens there."""
    if isinstance(node.parent, nodes.title) and isinstance(node.parent.parent, nodes.section):
        message = "a heading holds no links: say it in the first sentence instead (%s)"
        logger.warning(message, node.card.record_id, location=node.parent, type="evidence")
        node.replace_self(nodes.Text(node.card.text))


def number(pieces: list[Evidence]) -> list[Card]:
    """Set ``use_id`` and ``number`` (of the source note) on each node; return the notes' cards.

    Notes are shared by record and heading. Claims and worked answers reuse an existing note of
    their record.
    """
    used: dict[str, int] = {}
    notes: dict[tuple[str, str], int] = {}
    cards: list[Card] = []
    for node in pieces:
        anchor, note = node.card.anchor, (node.card.anchor, node.card.heading)
        used[anchor] = used.get(anchor, 0) + 1
        if node.card.kind in OURS:
            note = next((note_key for note_key in notes if note_key[0] == anchor), note)
        if note not in notes:
            notes[note] = len(notes) + 1
            cards.append(node.card)
        node["number"] = notes[note]
        node["use_id"] = f"use-{anchor}-{used[anchor]}"
    return cards


def set_prominence(document: nodes.Element) -> None:
    """Choose which pieces show a mark: the last of each sentence, and each term once a page.

    Numbers before the last keep a light mark; whatever else comes before it is quiet.
    """
    explained: set[str] = set()
    for sentence in sentences(document):
        last = next((node for node in reversed(sentence) if not _is_term(node)), None)
        for node in sentence:
            if _is_term(node):
                first = node.card.anchor not in explained
                explained.add(node.card.anchor)
                node["mark"] = MARKED if first else QUIET
            elif node is last:
                node["mark"] = MARKED
            else:
                node["mark"] = LIGHT if ROLES[node["role"]].is_number else QUIET


def _is_term(node: Evidence) -> bool:
    return node["role"] == GLOSSARY_ROLE


def sentences(document: nodes.Element) -> Iterator[list[Evidence]]:
    """Yield the evidence of each sentence that has any, in order."""
    block: nodes.Node | None = None
    sentence: list[Evidence] = []
    for node in document.findall(lambda item: isinstance(item, (nodes.Text, Evidence))):
        if isinstance(node.parent.parent, Evidence):
            continue  # the words of a piece of evidence
        here = _block_of(node)
        ends = isinstance(node, nodes.Text) and _SENTENCE_END.search(node.astext())
        if sentence and (here is not block or ends):
            yield sentence
            sentence = []
        block = here
        if isinstance(node, Evidence):
            sentence.append(node)
    if sentence:
        yield sentence


def _block_of(node: nodes.Node) -> nodes.Node:
    """Return the paragraph, cell or title that a piece of running text is in."""
    parent = node.parent
    while isinstance(parent, nodes.Inline):
        parent = parent.parent
    return parent
