"""The picture that is shown where an address of the book is shared: one card for the whole book.

A page can be shared with a figure of its own instead: ``card: NAME`` in its front matter names it
(``figures/cards``). The card is drawn with the fonts that come with the drawing program: the
build hides the machine's own (``fonts.conf``), so the bytes are the same everywhere.
"""

from __future__ import annotations

import textwrap
from html import escape

from sphinx.application import Sphinx

from inspections.register import Inspection
from publishing.core.file_cache import picture
from publishing.core.site import put
from publishing.records.register import register_of

BOOK = "share/book.png"
WIDTH, HEIGHT = 1200, 630
"""The size that link previews ask for."""

GROUND, INK, QUIET, MARK = "#123a6b", "#ffffff", "#c4dcff", "#ff9a57"
LETTERS = 46
"""Letters that fit on a line below the title."""
TITLE = {19: 96, 30: 60, 40: 44}
"""Letters that fit on a line of the title, and their size; the last takes more lines than one."""
MOST = 3
"""How many inspections the card has room for: the latest ones."""


def path(app: Sphinx, pagename: str) -> str:
    """Return where the picture of a page is in the site."""
    named: str = app.env.metadata.get(pagename, {}).get("card", "")
    return f"share/{named}.png" if named else BOOK


def alt(app: Sphinx, pagename: str) -> str:
    """Return what the picture of a page shows, for those who do not see it."""
    about = app.env.metadata.get(pagename, {})
    name = f"fig-{about.get('card', '')}"
    said = [each.title for each in about.get("figures", ()) if each.figure_id == name]
    return f"Chart: {said[0]}" if said else f"{app.config.project}: the grade of each inspection"


def drawing(title: str, about: str, inspections: list[Inspection]) -> str:
    """Return the card as SVG: title, subject, and the grade of each inspection of it."""
    fitting = [fit for fit in TITLE.items() if len(title) <= fit[0]]
    letters, size = [*fitting, max(TITLE.items())][0]
    wrapped = textwrap.wrap(title, letters)[::-1]
    lines = [
        _text(80, 180 - 64 * number, line, size=size, fill=INK, bold=True)
        for number, line in enumerate(wrapped)
    ]
    lines += [
        _text(80, 270 + 50 * number, line, size=36, fill=QUIET)
        for number, line in enumerate(textwrap.wrap(about, LETTERS))
    ]
    latest = inspections[-MOST:]
    for number, inspection in enumerate(latest):
        y = 430 + 66 * number
        last = number == len(latest) - 1
        lines.append(f'<circle cx="100" cy="{y - 16}" r="16" fill="{MARK if last else INK}"/>')
        grade = f"{inspection.year}  {inspection.overall_rating}".strip()
        lines.append(_text(140, y, grade, size=48, fill=INK, bold=last))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="Liberation Sans" xml:space="preserve">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{GROUND}"/>'
        f"{''.join(lines)}</svg>"
    )


def _text(x: int, y: int, words: str, *, size: int, fill: str, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x}" y="{y}" font-size="{size}"{weight} fill="{fill}">{escape(words)}</text>'


def write(app: Sphinx) -> None:
    """Write the card beside the pages."""
    known = register_of(app)
    about = f"How inspectors judged the {known.package.subject['unit_name']}"
    card = drawing(app.config.project, about, list(known.subject_inspections))
    put(app.outdir, {BOOK: picture(card, scale=1)})
