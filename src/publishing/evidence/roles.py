"""The roles that bring evidence into a sentence, and the one place that turns them into HTML.

The roles are ``fact``, ``rating`` and ``date`` (with an id, ``fact`` also with a form:
``id:form``), ``answer`` (a kind and what it is worked out from: ``interval: id``), and
``finding``, ``recommendation``, ``explain`` and ``claim`` (words of the sentence, then the id
or the claim in angle brackets). All make an ``Evidence`` node. In HTML it is a quiet link to the
record's entry, with the source in reach: on hover and keyboard focus by CSS, on touch by the
``popover`` attribute, and as a numbered note on paper.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from docutils import nodes
from docutils.parsers.rst.states import Inliner
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

from inspections.language import wording
from inspections.register import Citation, Register, UnknownId
from publishing.records.record_cards import CARDS, Card, card_of_id, publication, register

logger = logging.getLogger(__name__)

_EXPLICIT = re.compile(r"^(?P<words>.+?)\s*<(?P<name>[^<>]+)>$", re.DOTALL)
_LABELLED = {"finding", "recommendation", "explain", "claim"}
SHORT = 24
"""Letters up to which a piece of evidence stays on one line, so that a finger can hit it whole."""
BRIEF = 12
"""Letters up to which it does so in a cell of a table too; figures, grades and dates always do."""


class Evidence(nodes.Inline, nodes.TextElement):
    """A piece of evidence in running text; ``card`` is what is known of it."""

    @property
    def card(self) -> Card:
        """The card this node shows."""
        card: Card = self["card"]
        return card


class SourceNotes(nodes.General, nodes.Element):
    """The sources of a page, numbered, in order of first use."""


def evidence_node(card: Card) -> Evidence:
    """Return the inline node for a card."""
    return Evidence("", "", nodes.Text(card.text), card=card)


def evidence_role(
    kind: str,
    rawtext: str,
    text: str,
    lineno: int,
    inliner: Inliner,
    options: dict[str, Any] | None = None,
    content: list[str] | None = None,
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Return the node of one role; an unknown id or form is a warning, so the build fails."""
    match = _EXPLICIT.match(text) if kind in _LABELLED else None
    name, form = (match["name"], match["words"]) if match else _split(kind, text)
    try:
        return [evidence_node(CARDS[kind](register(), name.strip(), form))], []
    except (UnknownId, ValueError) as problem:
        docname = inliner.document.settings.env.docname
        logger.warning(
            "{%s}`%s`: %s", kind, text, problem, location=(docname, lineno), type="evidence"
        )
        return [nodes.problematic(rawtext, rawtext)], []


def _split(kind: str, text: str) -> tuple[str, str]:
    if kind in _LABELLED:
        return text, ""
    name, _, form = text.partition(":")
    return name, form.strip()


def inline_nodes(text: str, known: Register) -> list[nodes.Node]:
    """Return a text of the data package as nodes, each ``[[id]]`` as a piece of evidence."""
    found: list[nodes.Node] = []
    position = 0
    for match in wording.MARK.finditer(text):
        found.append(nodes.Text(text[position : match.start()]))
        found.append(evidence_node(_marked(known, match[1], match[2] or "")))
        position = match.end()
    found.append(nodes.Text(text[position:]))
    return [node for node in found if node.astext()]


def _marked(known: Register, name: str, form: str) -> Card:
    return CARDS["fact"](known, name, form) if name in known.facts else card_of_id(known, name)


def number_uses(app: Sphinx, doctree: nodes.document) -> None:
    """Give every piece of evidence of a page its id and note number, and record its use.

    Ids depend on the page's text alone: the same page gives the same bytes.
    """
    env: BuildEnvironment = app.env
    uses: dict[str, list[str]] = {}
    notes: dict[tuple[str, str], int] = {}
    for node in doctree.findall(Evidence):
        if isinstance(node.parent, nodes.title) and isinstance(node.parent.parent, nodes.section):
            message = "a heading holds no links: say it in the first sentence instead (%s)"
            logger.warning(message, node.card.record_id, location=node.parent, type="evidence")
        key = (node.card.anchor, node.card.docname)
        places = uses.setdefault(node.card.anchor, [])
        node["number"] = notes.setdefault(key, len(notes) + 1)
        node["use_id"] = f"use-{node.card.anchor}-{len(places) + 1}"
        places.append(node["use_id"])
    all_uses(env)[env.docname] = uses
    if notes:
        cards = {
            (node.card.anchor, node.card.docname): node.card for node in doctree.findall(Evidence)
        }
        home: nodes.Element = next(iter(doctree.findall(nodes.section)), doctree)
        home.append(SourceNotes("", cards=[cards[key] for key in notes]))


def all_uses(env: BuildEnvironment) -> dict[str, dict[str, list[str]]]:
    """Return, by page and anchor, the ids of the places that use a record."""
    # Kept on the environment, as Sphinx would have it; its type knows nothing of our names.
    if not hasattr(env, "evidence_uses"):
        env.evidence_uses = {}  # type: ignore[attr-defined]
    found: dict[str, dict[str, list[str]]] = env.evidence_uses  # type: ignore[attr-defined]
    return found


def forget_page(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop the uses of a page that is read again or gone."""
    all_uses(env).pop(docname, None)


# --- HTML --------------------------------------------------------------------------------------


def citation_html(citation: Citation) -> str:
    """Return one citation as inline HTML: the words, then the source, linked at those words."""
    link = (
        f'<a class="source-link" href="{escape(citation.link)}">{escape(publication(citation))}</a>'
    )
    words = f"<q>{escape(citation.fragment)}</q> " if citation.fragment else ""
    differs = ' <span class="differs">(differs)</span>' if citation.relation == "differs" else ""
    return f'<span class="citation">{words}{link}{differs}</span>'


def card_html(card: Card, *, card_id: str, entry: str) -> str:
    """Return the card's inline HTML. ``entry`` is the address of the full entry."""
    details = "".join(
        f'<span class="card-detail"><b>{escape(name)}</b> {escape(value)}</span>'
        for name, value in card.details
    )
    sources = "".join(citation_html(each) for each in card.citations)
    more = "Glossary" if card.kind == "term" else "Full entry"
    title = f'<span class="card-title">{escape(card.title)}</span>' if card.title else ""
    return (
        f'<span class="card" id="{card_id}" popover>{title}'
        f'<span class="card-heading" id="{card_id}-about">{escape(card.heading)}</span>'
        f"{details}{sources}"
        f'<a class="entry-link" href="{escape(entry)}">{more}</a></span>'
    )


def visit_evidence_html(translator: HTML5Translator, node: Evidence) -> None:
    """Write the link, the touch button and the card."""
    card, use_id = node.card, node["use_id"]
    entry = _address(translator, card)
    card_id = f"card-{use_id.removeprefix('use-')}"
    text = escape(node.astext())
    size = _size(node)
    translator.body.append(
        f'<span class="evidence evidence-{card.kind} evidence-{size}">'
        f'<a class="evidence-link" id="{use_id}" href="{escape(entry)}" '
        f'aria-describedby="{card_id}-about">{text}</a>'
        f'<button type="button" class="evidence-tap" popovertarget="{card_id}" '
        f'aria-label="{escape(text)}: source"></button>'
        f'<sup class="note-number">{node["number"]}</sup>'
        f"{card_html(card, card_id=card_id, entry=entry)}</span>"
    )
    raise nodes.SkipNode


def _size(node: Evidence) -> str:
    """Return what the style sheet must know of a piece's length, as the end of a class name."""
    letters = len(node.astext())
    if letters > SHORT:
        return "long"
    whole = letters <= BRIEF or node.card.kind in ("fact", "rating", "date")
    return "short" if whole else "short evidence-breaks-in-cells"


def visit_source_notes_html(translator: HTML5Translator, node: SourceNotes) -> None:
    """Write the page's numbered notes: folded on screen, open on paper."""
    items = "".join(
        f"<li><b>{escape(card.text)}</b>: {escape(_ended(card.heading))} "
        f"{' '.join(citation_html(each) for each in card.citations)}</li>"
        for card in node["cards"]
    )
    translator.body.append(
        '<details class="source-notes"><summary>Sources of this page, in order</summary>'
        f"<ol>{items}</ol></details>"
    )
    raise nodes.SkipNode


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _address(translator: HTML5Translator, card: Card) -> str:
    builder = translator.builder
    here = builder.current_docname
    if card.docname == here:
        return f"#{card.anchor}"
    return f"{builder.get_relative_uri(here, card.docname)}#{card.anchor}"


def visit_plain(translator: nodes.NodeVisitor, node: Evidence) -> None:
    """Write the words alone, for builders without links."""


def depart_plain(translator: nodes.NodeVisitor, node: Evidence) -> None:
    """Nothing follows the words."""


def skip(translator: nodes.NodeVisitor, node: nodes.Element) -> None:
    """Leave the node out."""
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register nodes, roles and the collecting of uses."""
    plain = (visit_plain, depart_plain)
    app.add_node(Evidence, html=(visit_evidence_html, None), text=plain, latex=plain)
    app.add_node(
        SourceNotes, html=(visit_source_notes_html, None), text=(skip, None), latex=(skip, None)
    )
    for kind in CARDS:
        app.add_role(kind, _role(kind))
    app.connect("doctree-read", number_uses)
    app.connect("env-purge-doc", forget_page)


def _role(kind: str) -> Any:
    def role(
        name: str,
        rawtext: str,
        text: str,
        lineno: int,
        inliner: Inliner,
        options: dict[str, Any] | None = None,
        content: list[str] | None = None,
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        return evidence_role(kind, rawtext, text, lineno, inliner, options, content)

    return role
