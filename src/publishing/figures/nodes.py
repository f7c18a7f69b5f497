"""Places figures on pages: the picture, what it says in words, its table and its sources.

A notebook carries a figure as data (``FIGURE_MIME``); here it becomes a ``BookFigure`` node. For
HTML the node is written by ``html``; the search reads the same words in a paragraph inside it.
"""

from typing import Any, ClassVar, NamedTuple

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from inspections.drawing import FIGURE_MIME
from inspections.register import Register, Source, UnknownId
from publishing.evidence.domain import evidence_of
from publishing.figures.html import CODE, Payload, content, figure_html
from publishing.records.load_register import register_of
from publishing.records.record_cards import card_of_id
from publishing.records.record_text import publication


class BookFigure(nodes.General, nodes.Element):
    """A figure; ``payload`` is its data, ``number`` its place on the page.

    Its paragraph has the words of the figure, for the search.
    """


class FigureRenderer:
    """Tells myst-nb how a figure in a notebook becomes a node."""

    # Builder, MIME type, priority: ours goes before text/plain (nb_mime_priority_overrides).
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
    """What other pages show of a figure.

    It is kept with the page's metadata: to open every page for it would take longer.
    """

    figure_id: str
    title: str


def number_figures(document: nodes.Node, register: Register) -> list[BookFigure]:
    """Number the figures of a document in order, give each its id, and return them.

    A figure shown twice gets another id the second time.
    """
    figures = list(document.findall(BookFigure))
    seen: dict[str, int] = {}
    for number, node in enumerate(figures, start=1):
        name = node["payload"]["name"]
        seen[name] = seen.get(name, 0) + 1
        node["number"] = number
        node["figure_id"] = f"fig-{name}" if seen[name] == 1 else f"fig-{name}-{seen[name]}"
        node[:] = [nodes.paragraph("", figure_text(node["payload"], register, number=number))]
    return figures


def note_figures(app: Sphinx, doctree: nodes.document) -> None:
    """Number a page's figures and record which records they use, for the ledger."""
    register, evidence = register_of(app), evidence_of(app.env)
    figures = number_figures(doctree, register)
    noted = [Noted(node["figure_id"], node["payload"]["title"]) for node in figures]
    app.env.metadata[app.env.docname]["figures"] = noted
    for node in figures:
        for record_id in node["payload"]["uses"]:
            anchor = card_of_id(register, record_id).anchor
            evidence.note_use(app.env.docname, anchor, node["figure_id"])


def noted_figures(env: BuildEnvironment) -> dict[str, list[Noted]]:
    """Return, for each page that holds figures, what is noted of them, in order."""
    return {
        name: list(noted) for name, about in env.metadata.items() if (noted := about.get("figures"))
    }


class FigureCode(nodes.General, nodes.Element):
    """The code of a figure, inside it: the figure writes it in its fold."""


class TakeCode(SphinxPostTransform):
    """Take the code of a cell into the fold of the figure that it draws."""

    default_priority = 201  # after scroll_region: this code is nothing that was printed
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Run on one page."""
        for code in list(self.document.findall(nodes.container)):
            if code.get("nb_element") == "cell_code_source":
                figures = list(code.parent.findall(BookFigure))
                if figures:
                    code.parent.remove(code)
                    figures[-1].append(FigureCode("", code))


def figure_text(payload: Payload, register: Register, *, number: int) -> str:
    """Return all that a figure says: title, measure, table, limits, description, sources."""
    return " ".join(
        [
            f"Figure {number}. {payload['title']}",
            payload["subtitle"],
            f"{content(payload)} of figure {number}",
            *(cell for row in (payload["columns"], *payload["rows"]) for cell in row),
            payload["note"],
            payload["description"],
            *source_lines(payload, register),
        ]
    )


def source_lines(payload: Payload, register: Register) -> list[str]:
    """Return a line with who published what the figure rests on; none where its note says it."""
    names = [publication(source) for source in _sources(payload, register)]
    return [f"Source{'s' if len(names) > 1 else ''}: {'; '.join(names)}."] if names else []


def _sources(payload: Payload, register: Register) -> list[Source]:
    return [register.sources[source_id] for source_id in payload["source_ids"]]


def record_address(builder: Builder, here: str, record_id: str) -> str:
    """Return the address of a record's entry from page ``here``; '' for a row that is no record.

    A map has a row for each unit of the country. A record whose entry no page has is a warning.
    """
    try:
        anchor = card_of_id(register_of(builder.env), record_id).anchor
    except UnknownId:
        return ""
    return evidence_of(builder.env).entry_address(builder, here, anchor)


def visit_figure_html(translator: HTML5Translator, node: BookFigure) -> None:
    """Write the figure, with the code that made it at the end of its fold."""
    builder = translator.builder
    here = builder.current_docname
    before, after = figure_html(
        node["payload"],
        number=node["number"],
        figure_id=node["figure_id"],
        sources=_sources(node["payload"], register_of(builder.env)),
        target=lambda record_id: record_address(builder, here, record_id),
        site_root="../" * here.count("/"),
        homepage=builder.config.html_baseurl,
        code=CODE,
    ).split(CODE)
    translator.body.append(before)
    for code in node.findall(FigureCode):
        translator.body.append('<div class="code-fold">')
        for part in code.children:
            part.walkabout(translator)
        translator.body.append("</div>")
    translator.body.append(after)
    raise nodes.SkipNode
