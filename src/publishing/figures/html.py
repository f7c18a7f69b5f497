"""A figure as HTML that is also well-formed XML: the one place that fills in the template.

Of a drawn figure both drawings are there; the style sheet shows one, and so does a screen reader.
A board is its own table. All that is not the picture lies in one fold: the words, the table, the
files and the code.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from inspections.register import Source
from publishing.core.templates import templates
from publishing.figures import interactive
from publishing.figures.svg import page_svg
from publishing.markup.table_cells import number_columns
from publishing.records.record_text import publication

Payload = dict[str, Any]
Target = Callable[[str], str]
"""The address of a record's entry as seen from the page, or '' where it has none."""

SHORT_CELL = 14
"""Letters of a cell that stays on one line, such as '22 of 70'."""

SIGNS = {"plus": "+", "minus": "−", "open": "○"}
"""The sign of each mark of a board; its key and the words for the ear say the same."""

LONG_TABLE = 20
"""Rows of a table that paper leaves out: it says where the file lies."""

FEW_SOURCES = 3
"""Sources that are linked below a picture; more are named there, and linked in the fold."""

FILE_LABELS = {
    "csv": "{content} of figure {number} (CSV)",
    "svg": "Figure {number}: drawing (SVG)",
    "png": "Figure {number}: picture (PNG)",
}
"""What a reader can take away, by the end of the file's name (written by ``files``)."""

CODE = "\0code\0"
"""Placeholder for the code of a figure, inside its fold; no text of a page has a NUL."""

_COUNT = re.compile(r"\b\d[\d,]* of \d[\d,]*\b")


def keep_counts_together(text: str) -> Markup:
    """Return text as HTML in which a count such as '22 of 70' stays on one line."""
    return Markup(_COUNT.sub(r'<span class="together">\g<0></span>', str(escape(text))))


_templates = templates(Path(__file__).parent / "templates")
_templates.filters["unbroken"] = keep_counts_together


def is_drawn(payload: Payload) -> bool:
    """Return True if a figure has a drawing, to be taken away; a board has none."""
    return payload["wide"] is not None


def content(payload: Payload) -> str:
    """Return what the table of a figure holds: numbers, or a board's entries."""
    return "The numbers" if is_drawn(payload) else "The entries"


def file_path(name: str, suffix: str) -> str:
    """Return where a file of the figure ``name`` lies in the site; ``suffix`` ends its name."""
    return f"figures/{name}.{suffix}"


def figure_html(
    payload: Payload,
    *,
    number: int,
    figure_id: str,
    sources: Iterable[Source],
    target: Target,
    site_root: str = "",
    homepage: str = "",
    code: str = "",
) -> str:
    """Render a figure as HTML; ``code`` is put at the end of its fold.

    ``site_root`` is the relative path from the page to the site's root, ``homepage`` the site's
    address, for paper. ``target`` returns the address of a record's entry.
    """
    cited = list(sources)
    publishers = dict.fromkeys(source.publisher for source in cited)
    return _templates.get_template("figure.html").render(
        payload=payload,
        board_data=payload.get("board"),
        number=number,
        id=figure_id,
        sources=_labelled_sources(cited),
        publishers=list(publishers) if len(cited) > FEW_SOURCES else [],
        target=target,
        signs=SIGNS,
        short=SHORT_CELL,
        long=LONG_TABLE,
        home=homepage,
        table_path=file_path(payload["name"], "csv"),
        numbers=number_columns(payload["rows"]),
        drawings=_drawings(payload, figure_id) if is_drawn(payload) else [],
        files=_files(payload, number=number, site_root=site_root),
        explore=" ".join(interactive.scripts(payload)) if "explore" in payload else "",
        code_goes_here=Markup(code),
    )


def _drawings(payload: Payload, figure_id: str) -> list[tuple[str, Markup]]:
    return [
        (
            width,
            Markup(
                page_svg(
                    payload[width],
                    prefix=f"{figure_id}-{width}",
                    named_by=f"{figure_id}-title",
                    described_by=f"{figure_id}-words",
                )
            ),
        )
        for width in ("wide", "narrow")
    ]


def _files(payload: Payload, *, number: int, site_root: str) -> list[tuple[str, str]]:
    texts = {"number": number, "content": content(payload)}
    return [
        (FILE_LABELS[kind].format(**texts), f"{site_root}{file_path(payload['name'], kind)}")
        for kind in (FILE_LABELS if is_drawn(payload) else ["csv"])
    ]


def _labelled_sources(listed: list[Source]) -> list[tuple[str, str]]:
    """Return a name and the address of each source; those of one name are told by their title."""
    names = [publication(source) for source in listed]
    return [
        (name if names.count(name) == 1 else f"{name}: {source.title}", source.url)
        for name, source in zip(names, listed, strict=True)
    ]
