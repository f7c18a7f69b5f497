"""Rows of links within a long page; paper does without them."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from publishing.markup.builders import paragraph


def links_to_sections(sections: Iterable[nodes.section]) -> nodes.paragraph:
    """Return a row of links to sections, by their titles."""
    return row_of_links((section[0].astext(), section["ids"][0]) for section in sections)


def row_of_links(targets: Iterable[tuple[str, str]]) -> nodes.paragraph:
    """Return links within the page, each by its words and anchor."""
    links = [
        nodes.reference("", text, refuri=f"#{anchor}", internal=True) for text, anchor in targets
    ]
    spaced = [part for link in links for part in (link, nodes.Text(" "))]
    return paragraph(spaced, classes=["jump", "screen-only"])
