"""Writes evidence as HTML: a link of the words, and the card that it opens.

The link leads to the card, and the card to the entry. With the page's script a click opens and
closes the card in place (``evidence.js``); without it the style sheet shows the card that the
address names (``:target``).
"""

from collections.abc import Iterable
from pathlib import Path

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from inspections.language.wording import say_report_date
from publishing.core.templates import templates
from publishing.evidence.nodes import EvidenceLink, SourceNotes
from publishing.records.record_cards import Card
from publishing.records.record_text import is_program, publication, typeset


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


_TEMPLATES = templates(Path(__file__).parent / "templates")
_TEMPLATES.filters |= {"publication": publication, "ended": _ended, "typeset": typeset}
_TEMPLATES.tests["program"] = is_program


def evidence_html(node: EvidenceLink) -> str:
    """Return a piece of evidence: its link, the number of its note, and its card."""
    return _TEMPLATES.get_template("evidence.html").render(
        card=node["card"],
        use_id=node["use_id"],
        card_id=f"card-{node['use_id'].removeprefix('use-')}",
        mark=node["mark"],
        number=node["number"],
        entry=node["entry"],
    )


def visit_evidence_html(translator: HTML5Translator, node: EvidenceLink) -> None:
    """Write a piece of evidence."""
    translator.body.append(evidence_html(node))
    raise nodes.SkipNode


def visit_notes_html(translator: HTML5Translator, node: SourceNotes) -> None:
    """Write the page's notes."""
    template = _TEMPLATES.get_template("notes.html")
    translator.body.append(template.render(cards=node["cards"], newest=newest(node["cards"])))
    raise nodes.SkipNode


def newest(cards: Iterable[Card]) -> str:
    """Return the date of the newest source of these cards, as stated or worked out; '' for none."""
    sources = [citation.source for card in cards for citation in card.citations]
    dated = [(source.published, source.published_basis) for source in sources if source.published]
    date, basis = max(dated, default=("", ""))
    return say_report_date(date, basis=basis) if date else ""
