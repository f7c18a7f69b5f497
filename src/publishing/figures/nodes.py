"""Places figures on pages: the picture, what it says in words, its table and its sources.

A notebook carries a figure as data (``FIGURE_MIME``); here it becomes a ``BookFigure`` node. For
HTML the node is written by ``figure_html``, the one place that knows the markup; any other
builder gets title, table and description as plain nodes.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from html import escape
from typing import Any, ClassVar, NamedTuple

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from inspections.charts import FIGURE_MIME
from inspections.register import Citation, Source, UnknownId
from publishing.evidence.roles import all_uses
from publishing.figures.board_html import board_html
from publishing.figures.svg import page_svg
from publishing.markup.builders import paragraph, table
from publishing.markup.table_cells import NUMBER, number_columns
from publishing.records.record_cards import card_of_id, publication, register

SHORT_CELL = 14
"""Letters of a cell that stays on one line, such as '22 of 70'."""

FILES = {
    "csv": "{content} of figure {number} (CSV)",
    "svg": "The drawing of figure {number} (SVG)",
    "png": "A picture of figure {number} (PNG)",
}
"""What a reader can take away, by the end of the file's name (made in ``figure_files``)."""

_COUNT = re.compile(r"\b\d[\d,]* of \d[\d,]*\b")

Payload = dict[str, Any]
DRAWN_ONLY = {"svg", "png"}
"""Files that only a figure with a drawing has."""

Target = Callable[[str], str]
"""The address of a record's entry as seen from the page, or '' where it has none."""


class BookFigure(nodes.General, nodes.Element):
    """A figure; ``payload`` is its data, ``number`` its place on the page.

    The children say the same in plain nodes, for builders other than HTML and for the search.
    """


class FigureRenderer:
    """Tells myst-nb how a figure in a notebook becomes a node."""

    mime_priority_overrides: ClassVar[list[tuple[str, str, int | None]]] = [("*", FIGURE_MIME, 1)]

    @staticmethod
    def handle_mime(
        renderer: NbElementRenderer,
        data: MimeData,
        inline: bool,
    ) -> list[nodes.Element] | None:
        """Return the figure's node, or None for any other kind of output."""
        if inline or data.mime_type != FIGURE_MIME:
            return None
        return [BookFigure("", payload=data.content)]


# --- numbering ---------------------------------------------------------------------------------


class Noted(NamedTuple):
    """What other pages show of a figure, and a digest of all that it is drawn from.

    It is kept with the page's metadata: to open every page for it would take longer.
    """

    figure_id: str
    title: str
    digest: str


def number_figures(document: nodes.Node) -> list[BookFigure]:
    """Number the figures of a document in order, give each its id, and return them.

    A figure shown twice gets another id the second time.
    """
    found = list(document.findall(BookFigure))
    seen: dict[str, int] = {}
    for number, node in enumerate(found, start=1):
        name = node["payload"]["name"]
        seen[name] = seen.get(name, 0) + 1
        node["number"] = number
        node["figure_id"] = f"fig-{name}" if seen[name] == 1 else f"fig-{name}-{seen[name]}"
        node.children = []
        node.extend(plain_nodes(node["payload"], number=number))
    return found


def note_figures(app: Sphinx, doctree: nodes.document) -> None:
    """Number a page's figures and record which records they use, for the ledger."""
    uses = all_uses(app.env).setdefault(app.env.docname, {})
    figures = number_figures(doctree)
    app.env.metadata[app.env.docname]["figures"] = [_noted(node) for node in figures]
    for node in figures:
        for record_id in node["payload"]["uses"]:
            anchor = card_of_id(register(), record_id).anchor
            uses.setdefault(anchor, []).append(node["figure_id"])


def _noted(node: BookFigure) -> Noted:
    payload = node["payload"]
    content = json.dumps(payload, sort_keys=True).encode()
    return Noted(node["figure_id"], payload["title"], hashlib.sha256(content).hexdigest())


def noted_figures(env: BuildEnvironment) -> dict[str, list[Noted]]:
    """Return, for each page that holds figures, what is noted of them, in order."""
    return {
        name: list(each) for name, about in env.metadata.items() if (each := about.get("figures"))
    }


def pages_with_figures(env: BuildEnvironment) -> list[str]:
    """Return the pages that hold a figure."""
    return list(noted_figures(env))


class PlaceFigures(SphinxPostTransform):
    """Number again where pages were joined; leave plain nodes where there is no HTML."""

    default_priority = 10  # after myst-nb has chosen among the kinds of output

    def run(self, **_: Any) -> None:
        """Run on one page, or on the whole book when it is one document."""
        for node in number_figures(self.document):
            if self.app.builder.format != "html":
                node.replace_self(node.children)


def plain_nodes(payload: Payload, *, number: int) -> list[nodes.Element]:
    """Return the figure without its picture: title, table, limits, description."""
    title = nodes.paragraph("", "", nodes.strong("", f"Figure {number}. {payload['title']}"))
    return [
        title,
        paragraph(payload["subtitle"]),
        table(
            payload["columns"], payload["rows"], caption=f"{content(payload)} of figure {number}"
        ),
        paragraph(payload["note"]),
        paragraph(payload["description"]),
        paragraph(source_line(payload)),
    ]


def source_line(payload: Payload) -> str:
    """Return 'Source: ' or 'Sources: ' and who published what the figure rests on."""
    names = [_publication(each) for each in _sources(payload)]
    return f"Source{'s' if len(names) > 1 else ''}: {'; '.join(names)}."


def file_path(name: str, kind: str) -> str:
    """Return where a file of the figure ``name`` stands in the site; ``kind`` ends its name."""
    return f"figures/{name}.{kind}"


def is_drawn(payload: Payload) -> bool:
    """Say whether a figure has a drawing, to be explored and taken away; a board has none."""
    return payload["wide"] is not None


def content(payload: Payload) -> str:
    """Return what the table of a figure holds: numbers, or a board's entries."""
    return "The numbers" if is_drawn(payload) else "The entries"


def file_kinds(payload: Payload) -> list[str]:
    """Return the kinds of file that a reader can take away of a figure."""
    return [kind for kind in FILES if is_drawn(payload) or kind not in DRAWN_ONLY]


# --- HTML --------------------------------------------------------------------------------------


def figure_html(
    payload: Payload,
    *,
    number: int,
    figure_id: str,
    sources: Iterable[Source],
    target: Target,
    root: str | None = None,
) -> str:
    """Return the figure as HTML that is also well-formed XML.

    Of a drawn figure both drawings are there; the style sheet shows one, and so does a screen
    reader. A board is its own table. ``root`` leads from the page to the folder with the figure's
    files; without it none is offered.
    """
    title_id, words_id = f"{figure_id}-title", f"{figure_id}-words"
    table_id = f"{figure_id}-table"
    if not is_drawn(payload):
        board = board_html(payload["board"], caption_id=table_id, target=target)
        picture, folded = _region(board, named_by=table_id), ""
    else:
        picture = _drawings_html(payload, figure_id, named_by=title_id, described_by=words_id)
        folded = (
            f"<details><summary>The numbers of figure {number} as a table</summary>"
            f"{_table_html(payload, number=number, caption_id=table_id, target=target)}</details>"
        )
    note = f'<p class="book-figure-note">{escape(payload["note"])}</p>' if payload["note"] else ""
    explored = (
        ""
        if root is None or not is_drawn(payload)
        else f' data-explore="{file_path(payload["name"], "js")}"'
    )
    return (
        f'<figure class="book-figure" id="{figure_id}"{explored}>'
        '<figcaption class="book-figure-caption">'
        f'<p class="book-figure-title"><span class="book-figure-number">Figure {number}</span> '
        f'<span id="{title_id}">{_unbroken(payload["title"])}</span></p>'
        f'<p class="book-figure-subtitle">{_unbroken(payload["subtitle"])}</p></figcaption>'
        f"{picture}{note}{_sources_html(sources)}"
        f'<details class="book-figure-words"><summary>Figure {number} in words</summary>'
        f'<p id="{words_id}">{escape(payload["description"])}</p></details>'
        f"{folded}{_downloads_html(payload, number=number, root=root)}</figure>"
    )


def _unbroken(text: str) -> str:
    """Return text as HTML in which a count such as '22 of 70' stays on one line."""
    return _COUNT.sub(r'<span class="together">\g<0></span>', escape(text))


def _downloads_html(payload: Payload, *, number: int, root: str | None) -> str:
    if root is None:
        return ""
    links = "".join(
        f'<li><a href="{root}{file_path(payload["name"], kind)}" download="">'
        f"{FILES[kind].format(number=number, content=content(payload))}</a></li>"
        for kind in file_kinds(payload)
    )
    return (
        f'<ul class="book-figure-downloads" aria-label="Downloads of figure {number}">{links}</ul>'
    )


def _drawings_html(payload: Payload, figure_id: str, *, named_by: str, described_by: str) -> str:
    return "".join(
        f'<div class="book-figure-{width}">'
        + page_svg(
            payload[width],
            prefix=f"{figure_id}-{width}",
            named_by=named_by,
            described_by=described_by,
        )
        + "</div>"
        for width in ("wide", "narrow")
    )


def _region(table: str, *, named_by: str) -> str:
    return (
        f'<div class="book-figure-scroll" role="region" aria-labelledby="{named_by}" '
        f'tabindex="0">{table}</div>'
    )


def _table_html(payload: Payload, *, number: int, caption_id: str, target: Target) -> str:
    numbers = number_columns(payload["rows"])
    head = "".join(
        f'<th scope="col"{_class(NUMBER if place in numbers else "")}>{escape(each)}</th>'
        for place, each in enumerate(payload["columns"])
    )
    body = "".join(
        f'<tr><th scope="row">{_linked(row[0], target(record_id))}</th>'
        + "".join(
            _cell_html(cell, NUMBER if place in numbers else "")
            for place, cell in enumerate(row[1:], start=1)
        )
        + "</tr>"
        for record_id, row in zip(payload["row_ids"], payload["rows"], strict=True)
    )
    return _region(
        '<table class="book-figure-table">'
        f'<caption id="{caption_id}">Figure {number}: {escape(payload["title"])}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>",
        named_by=caption_id,
    )


def _cell_html(cell: str, kind: str) -> str:
    short = "book-figure-short" if len(cell) <= SHORT_CELL else ""
    return f"<td{_class(short, kind)}>{escape(cell)}</td>"


def _class(*names: str) -> str:
    said = " ".join(filter(None, names))
    return f' class="{said}"' if said else ""


def _sources_html(sources: Iterable[Source]) -> str:
    listed = list(sources)
    names = [_publication(each) for each in listed]
    links = [
        _linked(name if names.count(name) == 1 else f"{name}: {source.title}", source.url)
        for name, source in zip(names, listed, strict=True)
    ]
    word = "Source" if len(links) == 1 else "Sources"
    return f'<p class="book-figure-source">{word}: {"; ".join(links)}.</p>' if links else ""


def _linked(text: str, address: str) -> str:
    return f'<a href="{escape(address)}">{escape(text)}</a>' if address else escape(text)


def _publication(source: Source) -> str:
    return publication(Citation(source=source, fragment=""))


def _sources(payload: Payload) -> list[Source]:
    return [register().sources[each] for each in payload["source_ids"]]


def record_address(builder: Builder, here: str, record_id: str) -> str:
    """Return the address of a record's entry from page ``here``; '' if the book has none."""
    try:
        card = card_of_id(register(), record_id)
    except UnknownId:
        return ""
    if card.docname not in builder.env.found_docs:
        return ""
    page = "" if card.docname == here else builder.get_relative_uri(here, card.docname)
    return f"{page}#{card.anchor}"


def visit_figure_html(translator: HTML5Translator, node: BookFigure) -> None:
    """Write the figure."""
    builder = translator.builder
    here = builder.current_docname
    translator.body.append(
        figure_html(
            node["payload"],
            number=node["number"],
            figure_id=node["figure_id"],
            sources=_sources(node["payload"]),
            target=lambda record_id: record_address(builder, here, record_id),
            root="../" * here.count("/") if builder.name == "html" else None,
        )
    )
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the node and its numbering; the part ``evidence`` must be set up before."""
    app.add_node(BookFigure, html=(visit_figure_html, None))
    app.add_post_transform(PlaceFigures)
    # After ``evidence`` has begun the page's list of uses.
    app.connect("doctree-read", note_figures, priority=600)
