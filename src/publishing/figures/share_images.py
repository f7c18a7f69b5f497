"""A page's picture to be shared with: one of its figures, large, below the message it carries.

``share_image: NAME`` in the front matter of a page names the figure.
"""

from xml.etree import ElementTree

from sphinx.application import Sphinx

from inspections.drawing import style
from publishing.core.file_cache import picture
from publishing.core.share_image import HEIGHT, WIDTH, svg_canvas, text_line, text_lines
from publishing.core.write_files import put
from publishing.figures.files import payloads
from publishing.figures.html import Payload
from publishing.figures.svg import drawing

MARGIN, TITLE, SMALL = 50, 46, 22
"""Pixels around an image, and of its letters."""


def share_image(payload: Payload, *, book_title: str) -> str:
    """Return an image as SVG: the title, the wide drawing as large as fits, measure and book."""
    inner = drawing(payload["wide"], prefix="card")
    wide, high = (float(inner.attrib[side]) for side in ("width", "height"))
    # Bold letters are wider: room as for a larger size.
    titles = style.wrap(payload["title"], pixels=WIDTH - 2 * MARGIN, size=TITLE + 4)
    top = MARGIN + len(titles) * (TITLE + 8) + 16
    scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - top - MARGIN - SMALL) / high)
    place = {"x": MARGIN, "y": MARGIN + TITLE - 8, "step": TITLE + 8}
    words = text_lines(titles, **place, size=TITLE, fill=style.INK.light, bold=True)
    content = "".join(ElementTree.tostring(child, encoding="unicode") for child in inner)
    drawn = f'<g transform="translate({MARGIN},{top}) scale({scale:.4f})">{content}</g>'
    about = f"{payload['subtitle']} {book_title}"
    below = text_line(about, x=MARGIN, y=HEIGHT - 28, size=SMALL, fill=style.MUTED.light)
    return svg_canvas(words + drawn + below, ground=style.LIGHT_PAGE, font=style.FONT)


def write(app: Sphinx) -> None:
    """Write the image of every figure that a page is shared with."""
    names = {about.get("share_image") for about in app.env.metadata.values()} - {None}
    put(
        app.outdir,
        {
            f"share/{payload['name']}.png": picture(
                share_image(payload, book_title=app.config.project), scale=1
            )
            for payload in (payloads(app) if names else ())
            if payload["name"] in names
        },
    )
