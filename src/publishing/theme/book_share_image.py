"""The picture that is shown where an address of the book is shared: one image for the whole book.

A page can be shared with a figure of its own instead: ``share_image: NAME`` in its front matter
names it (``figures/share_images``). The image is drawn with the fonts that come with the drawing
program: the build hides the machine's own (``fonts.conf``), so the bytes are the same everywhere.
"""

import textwrap

from sphinx.application import Sphinx
from sphinx.util import logging

from inspections.register import Inspection
from publishing.core.file_cache import picture
from publishing.core.share_image import svg_canvas, text_line, text_lines
from publishing.core.write_files import put
from publishing.records.load_register import register_of

logger = logging.getLogger(__name__)

BOOK = "share/book.png"
GROUND, INK, QUIET, ACCENT = "#123a6b", "#ffffff", "#c4dcff", "#ff9a57"
LETTERS = 46
"""Letters that fit on a line below the title."""
TITLE = {19: 96, 30: 60, 40: 44}
"""Letters that fit on a line of the title, and their size; the last takes more lines than one."""
MOST = 3
"""How many inspections the image has room for: the latest ones."""


def share_image_of(app: Sphinx, pagename: str) -> tuple[str, str]:
    """Return where the picture of a page is in the site, and what it shows, in words.

    A name that no figure of the page has is a warning.
    """
    about = app.env.metadata.get(pagename, {})
    if name := about.get("share_image"):
        titles = [
            figure.title for figure in about.get("figures", ()) if figure.figure_id == f"fig-{name}"
        ]
        if titles:
            return f"share/{name}.png", f"Chart: {titles[0]}"
        logger.warning(
            f"{pagename}: no figure of this page is named '{name}': correct 'share_image: {name}' "
            "in its first lines",
            type="figures",
        )
    return BOOK, f"{app.config.project}: the grade of each inspection"


def book_image(title: str, about: str, inspections: list[Inspection]) -> str:
    """Return the image as SVG: title, subject, and the grade of each inspection of it."""
    fitting = [fit for fit in TITLE.items() if len(title) <= fit[0]]
    letters, size = [*fitting, max(TITLE.items())][0]
    wrapped = textwrap.wrap(title, letters)[::-1]
    drawn = text_lines(wrapped, x=80, y=180, step=-64, size=size, fill=INK, bold=True)
    drawn += text_lines(textwrap.wrap(about, LETTERS), x=80, y=270, step=50, size=36, fill=QUIET)
    latest = inspections[-MOST:]
    for number, inspection in enumerate(latest):
        y = 430 + 66 * number
        last = number == len(latest) - 1
        drawn += f'<circle cx="100" cy="{y - 16}" r="16" fill="{ACCENT if last else INK}"/>'
        grade = f"{inspection.year}  {inspection.overall_rating}".strip()
        drawn += text_line(grade, x=140, y=y, size=48, fill=INK, bold=last)
    return svg_canvas(drawn, ground=GROUND, font="Liberation Sans")


def write(app: Sphinx) -> None:
    """Write the image beside the pages."""
    register = register_of(app)
    about = f"How inspectors judged the {register.package.subject['unit_name']}"
    image = book_image(app.config.project, about, list(register.subject_inspections))
    put(app.outdir, {BOOK: picture(image, scale=1)})
