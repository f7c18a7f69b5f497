"""The sheet for pictures that are shown where an address of the book is shared."""

from html import escape

WIDTH, HEIGHT = 1200, 630
"""The size that link previews ask for."""


def sheet(content: str, *, ground: str, font: str) -> str:
    """Return SVG elements on a sheet of this colour, as a whole drawing."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="{font}" xml:space="preserve">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{ground}"/>{content}</svg>'
    )


def line(words: str, *, x: int, y: int, size: int, fill: str, bold: bool = False) -> str:
    """Return a line of text that begins at ``x`` and stands on ``y``."""
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x}" y="{y}" font-size="{size}"{weight} fill="{fill}">{escape(words)}</text>'
