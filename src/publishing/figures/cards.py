"""A page's picture to be shared with: one of its figures, large, below the message it carries.

``card: NAME`` in the front matter of a page names the figure.
"""

from __future__ import annotations

from html import escape
from xml.etree import ElementTree

from sphinx.application import Sphinx

from inspections.drawing import theme
from publishing.core.file_cache import picture
from publishing.core.site import put
from publishing.figures.files import payloads
from publishing.figures.html import Payload
from publishing.figures.svg import drawing

WIDTH, HEIGHT = 1200, 630
"""The size that link previews ask for."""

MARGIN, TITLE, SMALL = 50, 46, 22
"""Pixels around a card, and of its letters."""


def card(payload: Payload, *, book: str) -> str:
    """Return a card as SVG: the title, the wide drawing as large as fits, measure and book."""
    inner = drawing(payload["wide"], prefix="card")
    wide, high = (float(inner.attrib[side]) for side in ("width", "height"))
    # Bold letters are wider: room as for a larger size.
    lines = theme.wrap(payload["title"], pixels=WIDTH - 2 * MARGIN, size=TITLE + 4)
    top = MARGIN + len(lines) * (TITLE + 8) + 16
    scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - top - MARGIN - SMALL) / high)
    words = [
        _text(line, MARGIN + TITLE - 8 + (TITLE + 8) * number, TITLE, theme.INK, "bold")
        for number, line in enumerate(lines)
    ]
    about = f"{payload['subtitle']} {book}"
    content = "".join(ElementTree.tostring(each, encoding="unicode") for each in inner)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="{theme.FONT}"><rect width="{WIDTH}" height="{HEIGHT}" '
        f'fill="{theme.LIGHT_PAGE}"/>{"".join(words)}'
        f'<g transform="translate({MARGIN},{top}) scale({scale:.4f})">{content}</g>'
        f"{_text(about, HEIGHT - 28, SMALL, theme.MUTED, 'normal')}</svg>"
    )


def _text(words: str, y: int, size: int, colour: theme.Colour, weight: str) -> str:
    return (
        f'<text x="{MARGIN}" y="{y}" font-size="{size}" font-weight="{weight}" '
        f'fill="{colour.light}">{escape(words)}</text>'
    )


def write(app: Sphinx) -> None:
    """Write the card of every figure that a page is shared with."""
    wanted = {about.get("card") for about in app.env.metadata.values()} - {None}
    put(
        app.outdir,
        {
            f"share/{payload['name']}.png": picture(card(payload, book=app.config.project), scale=1)
            for payload in (payloads(app) if wanted else ())
            if payload["name"] in wanted
        },
    )
