"""The ladder of grades on a page: a step for each rating, the given one marked.

The style sheet gives each step its tone, and the given one a taller box with a mark below, so
that no step is told by its fill alone. The rating in words always stands beside it.
"""

from __future__ import annotations

from inspections.register import RATINGS


def step_classes(rating: str) -> list[list[str]]:
    """Return the classes of each step of the ladder, the lowest grade first."""
    return [
        ["step", f"grade-{place}", *(["given"] if name == rating else [])]
        for place, name in enumerate(RATINGS, start=1)
    ]


def steps_html(rating: str) -> str:
    """Return the ladder as HTML; it is hidden from the ear, which hears the rating beside it."""
    steps = "".join(f'<span class="{" ".join(each)}"></span>' for each in step_classes(rating))
    return f'<span class="grade-steps" aria-hidden="true">{steps}</span>'
