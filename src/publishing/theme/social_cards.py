"""A picture for each page, shown where its address is shared: the page's title on the book's card.

Drawn when the site is made, with the letters that come with the drawing program: the build hides
the machine's own (``fonts.conf``), so the bytes are the same everywhere.
"""

from __future__ import annotations

import textwrap
from html import escape
from pathlib import Path

from sphinx.application import Sphinx

from publishing.core.file_cache import picture

FOLDER = "share"
WIDTH, HEIGHT = 1200, 630
"""The size that link previews ask for."""

GROUND, INK, QUIET, MARK = "#123a6b", "#ffffff", "#c4dcff", "#ff9a57"
LETTERS, SIZE, LEADING = 26, 68, 84
"""Letters that fit on a line of the title, their size, and the step to the next line."""


def path(app: Sphinx, pagename: str) -> str:
    """Return where a page's picture stands in the site; pages of no chapter share the front's."""
    name = pagename if pagename in app.env.found_docs else app.config.root_doc
    return f"{FOLDER}/{name}.png"


def drawing(title: str, book: str) -> str:
    """Return the card of a page as SVG. The mark is that of the favicon."""
    lines = "".join(
        f'<text x="80" y="{250 + LEADING * number}" font-size="{SIZE}" font-weight="bold" '
        f'fill="{INK}">{escape(line)}</text>'
        for number, line in enumerate(textwrap.wrap(title, LETTERS))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="Liberation Sans"><rect width="{WIDTH}" height="{HEIGHT}" fill="{GROUND}"/>'
        f'<path d="M80 120h340" stroke="{QUIET}" stroke-width="6" stroke-linecap="round"/>'
        f'<circle cx="200" cy="120" r="20" fill="{INK}"/>'
        f'<circle cx="330" cy="120" r="20" fill="{MARK}"/>{lines}'
        f'<text x="80" y="570" font-size="36" fill="{QUIET}">{escape(book)}</text></svg>'
    )


def write(app: Sphinx, problem: Exception | None) -> None:
    """Write the picture of every page of a finished site."""
    if problem is not None or app.builder.name != "html":
        return
    for docname in sorted(app.env.found_docs):
        file = Path(app.outdir) / path(app, docname)
        file.parent.mkdir(parents=True, exist_ok=True)
        card = drawing(app.env.titles[docname].astext(), app.config.project)
        file.write_bytes(picture(card, scale=1))


def setup(app: Sphinx) -> None:
    """Draw the pictures when the site is finished."""
    app.connect("build-finished", write)
