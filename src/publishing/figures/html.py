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

FILES = {
    "csv": "{content} of figure {number} (CSV)",
    "svg": "Figure {number}: drawing (SVG)",
    "png": "Figure {number}: picture (PNG)",
}
"""What a reader can take away, by the end of the file's name (written by ``files``)."""

CODE = "\0code\0"
"""Stands where the code of a figure goes, inside its fold."""

_COUNT = re.compile(r"\b\d[\d,]* of \d[\d,]*\b")


def unbroken(text: str) -> Markup:
    """Return text as HTML in which a count such as '22 of 70' stays on one line."""
    return Markup(_COUNT.sub(r'<span class="together">\g<0></span>', str(escape(text))))


_templates = templates(Path(__file__).parent / "templates")
_templates.filters["unbroken"] = unbroken


def is_drawn(payload: Payload) -> bool:
    """Return True if a figure has a drawing, to be taken away; a board has none."""
    return payload["wide"] is not None


def content(payload: Payload) -> str:
    """Return what the table of a figure holds: numbers, or a board's entries."""
    return "The numbers" if is_drawn(payload) else "The entries"


def file_path(name: str, kind: str) -> str:
    """Return where a file of the figure ``name`` lies in the site; ``kind`` ends its name."""
    return f"figures/{name}.{kind}"


def figure_html(
    payload: Payload,
    *,
    number: int,
    figure_id: str,
    sources: Iterable[Source],
    target: Target,
    root: str = "",
    home: str = "",
    code: str = "",
) -> str:
    """Return a figure as HTML; ``code`` stands at the end of its fold.

    ``root`` leads from the page to the folder with the figure's files, and ``home`` is the address
    of that folder, for paper.
    """
    cited = list(sources)
    publishers = dict.fromkeys(source.publisher for source in cited)
    return _templates.get_template("figure.html").render(
        payload=payload,
        board_data=payload.get("board"),
        number=number,
        id=figure_id,
        sources=_named(cited),
        publishers=list(publishers) if len(cited) > FEW_SOURCES else [],
        target=target,
        signs=SIGNS,
        short=SHORT_CELL,
        long=LONG_TABLE,
        home=home,
        table_path=file_path(payload["name"], "csv"),
        numbers=number_columns(payload["rows"]),
        drawings=_drawings(payload, figure_id) if is_drawn(payload) else [],
        files=_files(payload, number=number, root=root),
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


def _files(payload: Payload, *, number: int, root: str) -> list[tuple[str, str]]:
    said = {"number": number, "content": content(payload)}
    return [
        (FILES[kind].format(**said), f"{root}{file_path(payload['name'], kind)}")
        for kind in (FILES if is_drawn(payload) else ["csv"])
    ]


def _named(listed: list[Source]) -> list[tuple[str, str]]:
    """Return a name and the address of each source; those of one name are told by their title."""
    names = [publication(each) for each in listed]
    return [
        (name if names.count(name) == 1 else f"{name}: {source.title}", source.url)
        for name, source in zip(names, listed, strict=True)
    ]
