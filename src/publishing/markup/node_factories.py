"""Small builders of docutils nodes, so that generated pages read like what they show."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from docutils import nodes
from sphinx.addnodes import compact_paragraph

Content = Any
"""A text, one node, or several nodes."""


def _children(content: Content) -> list[nodes.Node]:
    if isinstance(content, str):
        return [nodes.Text(content)] if content else []
    return [content] if isinstance(content, nodes.Node) else list(content)


def paragraph(*parts: Content, classes: Iterable[str] = ()) -> nodes.paragraph:
    """Return a paragraph of texts and inline nodes."""
    node = nodes.paragraph("", classes=list(classes))
    for part in parts:
        node.extend(_children(part))
    return node


def section(title: str, anchor: str, *body: nodes.Node) -> nodes.section:
    """Return a section with its own anchor."""
    return nodes.section("", nodes.title("", title), *body, ids=[anchor], names=[anchor])


def link(text: str, address: str) -> nodes.reference:
    """Return a link to another site."""
    return nodes.reference("", text, refuri=address, internal=False)


def definitions(pairs: Iterable[tuple[str, Content]]) -> nodes.Element:
    """Return a definition list; pairs without content are left out."""
    items = []
    for label, content in pairs:
        children = _children(content)
        if not children:
            continue
        block = all(isinstance(child, (nodes.Body, nodes.paragraph)) for child in children)
        body = children if block else [compact_paragraph("", "", *children)]
        items.append(
            nodes.definition_list_item("", nodes.term("", label), nodes.definition("", *body))
        )
    return nodes.definition_list("", *items, classes=["simple", "record"])


def bullets(entries: Iterable[Content]) -> nodes.bullet_list:
    """Return a bullet list, each entry one line of it without a paragraph's element."""
    items = [nodes.list_item("", compact_paragraph("", "", *_children(entry))) for entry in entries]
    return nodes.bullet_list("", *items, classes=["simple"])


def filter_data(marks: Mapping[str, str]) -> nodes.raw:
    """Return the hidden ``<span>`` whose data attributes ``filter.js`` filters by."""
    attributes = " ".join(f'data-{key}="{escape(value)}"' for key, value in marks.items())
    return nodes.raw("", f'<span class="entry-mark" hidden {attributes}></span>', format="html")


def table(header: Iterable[str], rows: Iterable[Iterable[Content]], *, caption: str) -> nodes.table:
    """Return a table with caption and header row; ``table_cells`` marks its numbers."""
    titles = list(header)
    group = nodes.tgroup("", cols=len(titles))
    group.extend(nodes.colspec("", colwidth=1) for _ in titles)
    group.append(nodes.thead("", _row(titles)))
    group.append(nodes.tbody("", *map(_row, rows)))
    return nodes.table("", nodes.title("", caption), group)


def _row(cells: Iterable[Content]) -> nodes.row:
    return nodes.row("", *[nodes.entry("", paragraph(cell)) for cell in cells])


def links_to_sections(sections: Iterable[nodes.section]) -> nodes.paragraph:
    """Return a row of links to sections, by their titles."""
    return row_of_links((section[0].astext(), section["ids"][0]) for section in sections)


def row_of_links(targets: Iterable[tuple[str, str]]) -> nodes.paragraph:
    """Return links within the page, each by its words and anchor; paper does without them."""
    links = [
        nodes.reference("", text, refuri=f"#{anchor}", internal=True) for text, anchor in targets
    ]
    spaced = [part for link in links for part in (link, nodes.Text(" "))]
    return paragraph(spaced, classes=["jump", "screen-only"])
