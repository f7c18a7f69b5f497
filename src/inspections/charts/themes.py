"""A board of findings: the themes of several inspections side by side.

A theme is told by where it went: what got credit and became a concern is the news. That is our
reading of what the sources mention; what they leave out may be fixed, or may only be unreported.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from inspections.drawing.figure import (
    Board,
    BoardEntry,
    BoardGroup,
    ChartRow,
    Figure,
    Sign,
    build,
    sources_of,
)

SIGN_OF_TONE: dict[str, Sign] = {
    "strength": "plus",
    "concern": "minus",
    "context": "open",
    "reply": "open",
}
KEY: tuple[tuple[Sign, str], ...] = (
    ("plus", "strength"),
    ("minus", "concern"),
    ("open", "neither"),
)
TONES = (("strength", "credit"), ("concern", "concern"))
GAP = "nothing in the sources we read"

TURNED, MIXED, NEW, SAME, SILENT = "turned", "mixed", "new", "the same", "silent"
NEWS = (TURNED, MIXED, NEW, SAME, SILENT)
"""Where a theme went, the greatest news first."""

Told = tuple[str, list[list[ChartRow]]]
"""A heading, and the findings of each column."""


def themes(
    findings: pd.DataFrame,
    groups: Mapping[str, Sequence[str]],
    *,
    columns: Mapping[str, str],
    title: str,
    place: str,
    name: str = "themes",
) -> Figure:
    """Return the findings on the whole unit that have a short form, theme by theme.

    ``groups`` names under each heading the themes it takes in; ``columns`` names the column of
    each inspection by its id, in order of time. The rows are ordered by news. Raises
    ``ValueError`` for a heading without a finding.
    """
    short = [row for row in _short(findings) if not row["office_id"]]
    sections: list[tuple[str, Told]] = []
    for label, names in groups.items():
        own = [row for row in short if row["theme"] in names]
        cells = [
            [row for row in own if row["inspection_id"] == inspection_id]
            for inspection_id in columns
        ]
        if not any(cells):
            raise ValueError(f"no finding with a short form for '{label}' ({', '.join(names)})")
        first, later = ({row["tone"] for row in cells[place]} for place in (0, -1))
        way = direction(first, later)
        sections.append((way, (f"{label}: {direction_text(way, first, later)}", cells)))
    return _figure(
        [row for _, row in sorted(sections, key=lambda section: NEWS.index(section[0]))],
        columns=list(columns.values()),
        name=name,
        title=title,
        subtitle=f"Findings on the whole unit by theme. {place}, by accounts of the reports.",
        note=(
            "This is a selection of findings, without recommendations and advice. The words beside "
            "each theme are our reading. What is not mentioned may have been fixed, or simply not "
            "reported."
        ),
    )


def _short(findings: pd.DataFrame) -> list[ChartRow]:
    """Return the findings that have a short form, strengths first."""
    order, rows = list(SIGN_OF_TONE), findings[findings["short"] != ""].to_dict("records")
    return sorted(rows, key=lambda row: order.index(row["tone"]))


def direction(first: set[str], later: set[str]) -> str:
    """Classify how a theme's tones changed from an earlier to a later inspection (see ``NEWS``)."""
    before, after = (tones & {"strength", "concern"} for tones in (first, later))
    if not later:
        return SILENT
    if not first:
        return NEW
    if before == after:
        return SAME
    return TURNED if before and after and not before & after else MIXED


def direction_text(way: str, first: set[str], later: set[str]) -> str:
    """Return where a theme went as readers are told it, from the tones at both ends."""
    old, new = (
        " and ".join(word for tone, word in TONES if tone in tones) for tones in (first, later)
    )
    if old and new:
        return f"{new} both times" if way == SAME else f"{old}, then {new}"
    gone = f"{old or 'mentioned'}, then no mention in what we read"
    return {NEW: "mentioned only in the later sources", SILENT: gone}.get(way, way)


def _entries(cell: list[ChartRow]) -> tuple[BoardEntry, ...]:
    """Return the findings of a cell; a gap says so."""
    made = [BoardEntry(SIGN_OF_TONE[row["tone"]], row["short"], row["finding_id"]) for row in cell]
    return tuple(made) or (BoardEntry("none", GAP),)


def _words(cell: Iterable[BoardEntry]) -> str:
    labels = dict(KEY)
    return "; ".join(f"{labels[e.mark]}: {e.words}" if e.mark in labels else e.words for e in cell)


def _figure(sections: list[Told], *, columns: list[str], **options: Any) -> Figure:
    groups = tuple(BoardGroup(label, tuple(map(_entries, cells))) for label, cells in sections)
    findings = [row for _, cells in sections for cell in cells for row in cell]
    seen = {SIGN_OF_TONE[row["tone"]] for row in findings}
    rows = [
        {
            "id": next((row["finding_id"] for cell in cells for row in cell), ""),
            "Theme": group.label,
            **dict(zip(columns, map(_words, group.cells), strict=True)),
        }
        for (_, cells), group in zip(sections, groups, strict=True)
    ]
    return build(
        rows,
        key="id",
        description=f"A table with the columns {', '.join(columns)}.",
        cells={name: name for name in ("Theme", *columns)},
        aloud=f"{{Theme}}. {' '.join(f'{column}: {{{column}}}.' for column in columns)}",
        uses=[row["finding_id"] for row in findings],
        source_ids=sources_of(findings),
        board=Board(tuple(columns), groups, tuple(pair for pair in KEY if pair[0] in seen)),
        **options,
    )
