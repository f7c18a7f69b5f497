"""A figure to take away: its drawing on one sheet with title, measure, limits and sources.

So a picture that is shared has its words with it. The colours are those of the light page, as
plain values that any program reads; a browser that asks for dark gets those of the dark one.
"""

from collections.abc import Iterable
from html import escape
from typing import Any
from xml.etree import ElementTree

from inspections.drawing import style
from publishing.core.share_image import text_lines
from publishing.figures.svg import drawing

MARGIN = 24
TITLE_SIZE = 18


def _text(text: str, top: int, *, width: float) -> tuple[str, int]:
    """Return a text of the sheet in small letters, and where what comes below it begins."""
    size = style.SMALL_SIZE[False]
    return _block(style.wrap(text, pixels=width, size=size), top, size, style.MUTED.light)


def _block(
    wrapped: list[str], top: int, size: int, fill: str, *, bold: bool = False
) -> tuple[str, int]:
    step = style.line_height(size)
    words = text_lines(wrapped, x=MARGIN, y=top + size, step=step, size=size, fill=fill, bold=bold)
    return words, top + len(wrapped) * step + 6


def standalone_svg(payload: dict[str, Any], *, credit: Iterable[str], dark: bool) -> str:
    """Return the figure as a standalone SVG document, with the lines of ``credit`` at its end.

    ``dark`` adds colours for ``prefers-color-scheme: dark``, which pixels have no use for.
    """
    inner = drawing(payload["wide"], prefix="drawing")
    width, height = (float(inner.attrib[side]) for side in ("width", "height"))
    # Bold letters are wider: room as for a larger size.
    titles = style.wrap(payload["title"], pixels=width, size=TITLE_SIZE + 2)
    title, down = _block(titles, MARGIN, TITLE_SIZE, style.INK.light, bold=True)
    subtitle, down = _text(payload["subtitle"], down, width=width)
    content = "".join(ElementTree.tostring(child, encoding="unicode") for child in inner)
    drawn = f'<g transform="translate({MARGIN},{down + 14})">{content}</g>'
    parts, down = [title, subtitle, drawn], down + 14 + round(height) + 16
    for paragraph in filter(None, (payload["note"], *credit)):
        text, down = _text(paragraph, down, width=width)
        parts.append(text)
    full_width, full_height = round(width) + 2 * MARGIN, down + MARGIN - 6
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{full_width}" height="{full_height}" '
        f'viewBox="0 0 {full_width} {full_height}" role="img" aria-labelledby="title" '
        f'aria-describedby="words" font-family="{style.FONT_FALLBACK}">'
        f'<title id="title">{escape(payload["title"])}</title>'
        f'<desc id="words">{escape(payload["description"])}</desc>'
        f"{_dark_style() if dark else ''}"
        f'<rect width="{full_width}" height="{full_height}" fill="{style.LIGHT_PAGE}"/>'
        f"{''.join(parts)}</svg>\n"
    )


def _dark_style() -> str:
    pairs = [(style.LIGHT_PAGE, style.DARK_PAGE)]
    pairs += [(colour.light, colour.dark) for colour in style.PALETTE]
    rules = "".join(
        f'[{paint}="{light}"]{{{paint}:{dark}}}'
        for light, dark in pairs
        for paint in ("fill", "stroke")
    )
    return f"<style>@media (prefers-color-scheme:dark){{{rules}}}</style>"
