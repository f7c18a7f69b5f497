"""A page's picture to be shared with: one of its figures, large, below the message it carries.

``card: NAME`` in the front matter of a page names the figure.
"""

from xml.etree import ElementTree

from sphinx.application import Sphinx

from inspections.drawing import theme
from publishing.core.file_cache import picture
from publishing.core.share_card import HEIGHT, WIDTH, line, lines, sheet
from publishing.core.site import put
from publishing.figures.files import payloads
from publishing.figures.html import Payload
from publishing.figures.svg import drawing

MARGIN, TITLE, SMALL = 50, 46, 22
"""Pixels around a card, and of its letters."""


def card(payload: Payload, *, book: str) -> str:
    """Return a card as SVG: the title, the wide drawing as large as fits, measure and book."""
    inner = drawing(payload["wide"], prefix="card")
    wide, high = (float(inner.attrib[side]) for side in ("width", "height"))
    # Bold letters are wider: room as for a larger size.
    titles = theme.wrap(payload["title"], pixels=WIDTH - 2 * MARGIN, size=TITLE + 4)
    top = MARGIN + len(titles) * (TITLE + 8) + 16
    scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - top - MARGIN - SMALL) / high)
    place = {"x": MARGIN, "y": MARGIN + TITLE - 8, "step": TITLE + 8}
    words = lines(titles, **place, size=TITLE, fill=theme.INK.light, bold=True)
    content = "".join(ElementTree.tostring(each, encoding="unicode") for each in inner)
    drawn = f'<g transform="translate({MARGIN},{top}) scale({scale:.4f})">{content}</g>'
    about = f"{payload['subtitle']} {book}"
    below = line(about, x=MARGIN, y=HEIGHT - 28, size=SMALL, fill=theme.MUTED.light)
    return sheet(words + drawn + below, ground=theme.LIGHT_PAGE, font=theme.FONT)


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
