"""Counts the marks of evidence that a reader sees on a built page."""

import copy

from bs4 import Tag

APART = (
    ".card, .note-number, .source-notes, .sources-switch, .headerlink, .from-data, .book-figure, "
    ".code-fold, .cell, script, style, h1, h2, h3, h4"
)
"""What is no prose of the page, or is not seen."""


def marks_per_100_words(article: Tag, *, light: bool = False) -> float:
    """Return the visible marks for each hundred words of a page's prose.

    With ``light`` the light marks of numbers count too.
    """
    page = copy.copy(article)
    for node in page.select(APART):
        node.decompose()
    words = len(page.get_text(" ").split())
    marked = page.select(".evidence-marked, .evidence-light" if light else ".evidence-marked")
    return 100 * len(marked) / words if words else 0.0
