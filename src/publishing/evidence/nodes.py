"""The nodes of evidence, as a page is read (``Evidence``) and as it is written (``EvidenceLink``).

``Evidence`` is a ``pending_xref``: Sphinx resolves it with its other cross-references.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx import addnodes

from inspections.language import wording
from inspections.register import Register
from publishing.records.record_cards import Card, card_of_id, fact_card

DOMAIN = "evidence"
"""The name of the domain that resolves these nodes."""

MARKED, LIGHT, QUIET = "marked", "light", "quiet"
"""How a piece of evidence shows itself before a reader asks for all sources."""


class Evidence(addnodes.pending_xref):
    """A piece of evidence in running text; ``card`` is what is known of its record."""

    @property
    def card(self) -> Card:
        """The card this node shows."""
        card: Card = self["card"]
        return card


class EvidenceLink(nodes.Inline, nodes.TextElement):
    """A piece of evidence whose entry is known: its words, card, note number and mark."""

    @classmethod
    def of(cls, node: Evidence, entry: str) -> EvidenceLink:
        """Return the link for a piece of evidence with the address of its entry."""
        attributes = {name: node[name] for name in ("card", "number", "use_id", "mark")}
        return cls("", "", nodes.Text(node.card.text), entry=entry, **attributes)


class SourceNotes(nodes.General, nodes.Element):
    """The sources of a page, numbered, in order of first use."""


class SourcesSwitch(nodes.General, nodes.Element):
    """Where a page's script puts the switch that shows every mark of evidence."""


def evidence_node(card: Card, *, role: str = "") -> Evidence:
    """Return the inline node for a card; ``role`` is the role in the page that asked for it."""
    words = nodes.inline("", card.text)
    return Evidence("", words, card=card, role=role or card.kind, **_target(card.anchor))


def entry_link(text: str, anchor: str) -> addnodes.pending_xref:
    """Return a plain link to an entry, wherever in the book it is."""
    return addnodes.pending_xref("", nodes.inline("", text), **_target(anchor))


def _target(anchor: str) -> dict[str, Any]:
    return {
        "refdomain": DOMAIN,
        "reftype": "entry",
        "reftarget": anchor,
        "refexplicit": True,
        "refwarn": True,  # a missing entry is told without ``-n`` too
    }


def inline_nodes(text: str, register: Register) -> list[nodes.Node]:
    """Return a text of the data package as nodes, each ``[[id]]`` as a piece of evidence."""
    return _replace_placeholders(text, register, evidence_node)


def linked_nodes(text: str, register: Register) -> list[nodes.Node]:
    """Return a text as nodes, each ``[[id]]`` as a plain link to its entry.

    For entries: they name many records, and cards weigh much and would say the same again.
    """
    return _replace_placeholders(text, register, lambda card: entry_link(card.text, card.anchor))


def _replace_placeholders(
    text: str, register: Register, show: Callable[[Card], nodes.Node]
) -> list[nodes.Node]:
    content: list[nodes.Node] = []
    position = 0
    for match in wording.PLACEHOLDER.finditer(text):
        content.append(nodes.Text(text[position : match.start()]))
        name, form = match[1], match[2] or ""
        is_fact = name in register.facts
        card = fact_card(register, name, form) if is_fact else card_of_id(register, name)
        content.append(show(card))
        position = match.end()
    content.append(nodes.Text(text[position:]))
    return [node for node in content if node.astext()]
