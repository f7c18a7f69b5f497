"""The one look of every picture: colours for light and dark, type, and sizes.

Specifications name the light colour; the page replaces it by a CSS variable that knows both.
No colour carries a meaning alone: a shape, a label or a position says the same.
"""

import textwrap
from dataclasses import dataclass
from typing import Any

LIGHT_PAGE = "#ffffff"
DARK_PAGE = "#131416"

FONT = "Liberation Sans"
"""Inside the drawing program, so that a picture does not depend on the machine's fonts."""

FONT_FALLBACK = "Liberation Sans, Arial, Helvetica, sans-serif"
"""For the reader's machine: Arial and Helvetica have the same widths."""

TEXT_SIZE, SMALL_SIZE, LARGE_SIZE = (14, 13), (13, 12), (26, 24)
"""Pixels of a wide and of a narrow drawing; one of 288 px or more keeps every text above 10 px."""

WIDE, NARROW = 640, 300
"""Widths of the two drawings. The narrow one fits a page of 320 px without shrinking much."""


@dataclass(frozen=True)
class Colour:
    """A named colour: a hex for each theme."""

    name: str
    light: str
    dark: str

    @property
    def variable(self) -> str:
        """The CSS variable that holds the colour of the theme in use."""
        return f"--figure-{self.name}"


# Text: a contrast of at least 4.5 with both pages, which a test computes.
INK = Colour("ink", "#1b1f24", "#e8eaed")
MUTED = Colour("muted", "#545b64", "#aab1ba")
# Marks and lines that carry meaning: at least 3.
AXIS = Colour("axis", "#7d8590", "#7b838d")
SUCCESS = Colour("success", "#0b6e6e", "#3fc4bd")
FAILURE = Colour("failure", "#a8410a", "#ff9a57")
RATING = Colour("rating", "#5b3aa0", "#b9a0f5")
WAITING = Colour("waiting", "#8a2f6b", "#ef8ac8")
# Neighbours in one picture: 3.33 from each other on the light page, 3.78 on the dark one.
PEOPLE = Colour("people", "#123a6b", "#c4dcff")
CASES = Colour("cases", "#3f8fd9", "#2f6eb0")
# The ladder of grades, lowest first: each step fills a shape that RATING outlines, and the two
# strongest, which are the lowest grades, have 3 on both pages and from each other.
GRADE_1 = Colour("grade-1", "#2e1065", "#e9ddff")
GRADE_2 = Colour("grade-2", "#8f6fd2", "#8262c8")
GRADE_3 = Colour("grade-3", "#bba8e8", "#514080")
GRADE_4 = Colour("grade-4", "#efe9fb", "#231c36")
# Ornament: every value that a grid line would help to read is also printed.
GRID = Colour("grid", "#dde1e6", "#30343a")

TEXT_COLOURS = (INK, MUTED)
MARK_COLOURS = (AXIS, SUCCESS, FAILURE, RATING, WAITING, PEOPLE, CASES)
ORNAMENT = (GRID,)
GRADE_COLOURS = (GRADE_1, GRADE_2, GRADE_3, GRADE_4)
"""A colour for each rating, from the lowest; never drawn without its outline and a label."""

PALETTE = TEXT_COLOURS + MARK_COLOURS + ORNAMENT + GRADE_COLOURS
NEIGHBOURS = ((PEOPLE, CASES), (INK, CASES), (GRADE_1, GRADE_2))
"""Colours that meet in one picture and mean different things."""


def config(*, narrow: bool) -> dict[str, Any]:
    """Return the Vega-Lite configuration of a drawing: no background, no frame, no ornament."""
    small, size = SMALL_SIZE[narrow], TEXT_SIZE[narrow]
    return {
        "background": None,
        "font": FONT,
        "padding": 1,
        "view": {"stroke": None},
        "axis": {
            **{f"{part}Font": FONT for part in ("label", "title")},
            **{f"{part}FontSize": small for part in ("label", "title")},
            **{f"{part}Color": MUTED.light for part in ("label", "title")},
            **{f"{part}Color": AXIS.light for part in ("domain", "tick")},
            "titleFontWeight": "normal",
        },
        "text": {
            "font": FONT,
            "fontSize": size,
            "color": INK.light,
            "lineHeight": line_height(size),
        },
    }


def line_height(size: int) -> int:
    """Return the distance between two lines of text of ``size`` pixels."""
    return size + 4


def wrap(text: str, *, pixels: float, size: int) -> list[str]:
    """Return ``text`` in lines that fit ``pixels``: a letter takes about half its size."""
    return textwrap.wrap(text, max(8, int(pixels / (size * 0.5)))) or [""]


_WIDTHS = {
    0.222: "'ijl",
    0.278: " !,./:;I[]ft",
    0.333: "()-r",
    0.5: "Jcksvxyz",
    0.611: "+<=>FTZ",
    0.667: "&ABEKPSVXY",
    0.722: "CDHNRUw",
    0.778: "GOQ",
    0.889: "%MWm",
}
"""How wide the characters of ``FONT`` are, as parts of its size, about; others count 0.556."""

_PARTS = {character: width for width, characters in _WIDTHS.items() for character in characters}


def width_of(text: str, *, size: int) -> float:
    """Return how many pixels ``text`` takes in ``FONT`` of ``size`` pixels, not bold."""
    return size * sum(_PARTS.get(character, 0.556) for character in text)
