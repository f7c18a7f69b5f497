"""The sheet for pictures that are shown where an address of the book is shared."""

from collections.abc import Iterable
from html import escape
from typing import Any

WIDTH, HEIGHT = 1200, 630
"""The size that link previews ask for."""


def svg_canvas(content: str, *, ground: str, font: str) -> str:
    """Return SVG elements on a sheet of this colour, as a whole drawing."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="{font}" xml:space="preserve">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{ground}"/>{content}</svg>'
    )


def text_line(words: str, *, x: int, y: int, size: int, fill: str, bold: bool = False) -> str:
    """Return a line of text that begins at ``x`` and stands on ``y``."""
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x}" y="{y}" font-size="{size}"{weight} fill="{fill}">{escape(words)}</text>'


def text_lines(texts: Iterable[str], *, x: int, y: int, step: int, size: int, **look: Any) -> str:
    """Return lines of text one below the other, or above it where ``step`` is negative."""
    placed = ((text, y + step * number) for number, text in enumerate(texts))
    return "".join(text_line(text, x=x, y=down, size=size, **look) for text, down in placed)
