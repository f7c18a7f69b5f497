"""A link to an entry of another page of the book, which only the builder can write."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator


class EntryLink(nodes.Inline, nodes.TextElement):
    """A link to an entry of another generated page: ``docname`` and ``anchor``."""

    def __init__(self, rawsource: str = "", text: str = "", **attributes: Any) -> None:
        """Make the link with its text."""
        super().__init__(rawsource, text, **attributes)


def visit_entry_link(translator: HTML5Translator, node: EntryLink) -> None:
    """Open the link."""
    builder = translator.builder
    page = builder.get_relative_uri(builder.current_docname, node["docname"])
    translator.body.append(f'<a class="reference internal" href="{page}#{node["anchor"]}">')


def depart_entry_link(translator: HTML5Translator, node: EntryLink) -> None:
    """Close the link."""
    translator.body.append("</a>")


def _nothing(translator: nodes.NodeVisitor, node: nodes.Element) -> None:
    """Write the text alone."""


def setup(app: Sphinx) -> None:
    """Register the node."""
    plain: Any = (_nothing, _nothing)
    app.add_node(EntryLink, html=(visit_entry_link, depart_entry_link), text=plain, latex=plain)
