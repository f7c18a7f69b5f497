"""A figure to take away: its drawing on one sheet with title, measure, limits and sources.

So a picture that is shared has its words with it. The colours are those of the light page, as
plain values that any program reads; a browser that asks for dark gets those of the dark one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any
from xml.etree import ElementTree

from inspections.drawing import theme
from publishing.figures.svg import drawing

MARGIN = 24
TITLE_SIZE = 18


@dataclass(frozen=True)
class _Text:
    """A text of the sheet: its lines, and how they look."""

    lines: list[str]
    size: int
    colour: theme.Colour
    weight: str = "normal"

    @property
    def height(self) -> int:
        return len(self.lines) * theme.line_height(self.size)

    def at(self, top: int) -> str:
        step = theme.line_height(self.size)
        return "".join(
            f'<text x="{MARGIN}" y="{top + self.size + step * place}" font-size="{self.size}" '
            f'font-weight="{self.weight}" fill="{self.colour.light}">{escape(line)}</text>'
            for place, line in enumerate(self.lines)
        )


def _muted(text: str, *, width: float) -> _Text:
    size = theme.SMALL_SIZE[False]
    return _Text(theme.wrap(text, pixels=width, size=size), size, theme.MUTED)


def sheet(payload: dict[str, Any], *, credit: Iterable[str], dark: bool) -> str:
    """Return the figure as an SVG document that stands alone; ``credit`` is its last lines.

    ``dark`` adds the colours for a dark screen, which a drawing made into pixels has no use for.
    """
    inner = drawing(payload["wide"], prefix="drawing")
    width, height = (float(inner.attrib[side]) for side in ("width", "height"))
    # Bold letters are wider: room as for a larger size.
    lines = theme.wrap(payload["title"], pixels=width, size=TITLE_SIZE + 2)
    title = _Text(lines, TITLE_SIZE, theme.INK, "bold")
    above = [title, _muted(payload["subtitle"], width=width)]
    below = [_muted(each, width=width) for each in (payload["note"], *credit) if each]
    parts, down = [], MARGIN
    for text in above:
        parts.append(text.at(down))
        down += text.height + 6
    down += 14
    content = "".join(ElementTree.tostring(each, encoding="unicode") for each in inner)
    parts.append(f'<g transform="translate({MARGIN},{down})">{content}</g>')
    down += round(height) + 16
    for text in below:
        parts.append(text.at(down))
        down += text.height + 6
    full_width, full_height = round(width) + 2 * MARGIN, down + MARGIN - 6
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{full_width}" height="{full_height}" '
        f'viewBox="0 0 {full_width} {full_height}" role="img" aria-labelledby="title" '
        f'aria-describedby="words" font-family="{theme.FONT_FALLBACK}">'
        f'<title id="title">{escape(payload["title"])}</title>'
        f'<desc id="words">{escape(payload["description"])}</desc>'
        f"{_dark_style() if dark else ''}"
        f'<rect width="{full_width}" height="{full_height}" fill="{theme.LIGHT_PAGE}"/>'
        f"{''.join(parts)}</svg>\n"
    )


def _dark_style() -> str:
    pairs = [(theme.LIGHT_PAGE, theme.DARK_PAGE)]
    pairs += [(colour.light, colour.dark) for colour in theme.PALETTE]
    rules = "".join(
        f'[{paint}="{light}"]{{{paint}:{dark}}}'
        for light, dark in pairs
        for paint in ("fill", "stroke")
    )
    return f"<style>@media (prefers-color-scheme:dark){{{rules}}}</style>"
