"""Boards of findings: the themes of several inspections side by side, and office by office.

A theme is told by where it went: what was praised and became a concern is the news. That is our
reading of what the sources mention; what they leave out may be fixed, or may only be unreported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from inspections.drawing.board import Board, Entry, Group, Mark
from inspections.drawing.figure import Figure, build, sources_of

MARKS: dict[str, Mark] = {
    "strength": "plus",
    "concern": "minus",
    "context": "open",
    "reply": "open",
}
KEY: tuple[tuple[Mark, str], ...] = (
    ("plus", "strength"),
    ("minus", "concern"),
    ("open", "neither"),
)
GAP = "nothing in the sources read"

TURNED, MIXED, NEW, SAME, SILENT = "turned", "mixed", "new", "the same", "no later mention seen"
NEWS = (TURNED, MIXED, NEW, SAME, SILENT)
"""Where a theme went, the greatest news first."""


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
    short = findings[(findings["short"] != "") & (findings["office_id"] == "")]
    rows = []
    for label, names in groups.items():
        own = short[short["theme"].isin(names)]
        cells = [own[own["inspection_id"] == each] for each in columns]
        if all(cell.empty for cell in cells):
            raise ValueError(f"no finding with a short form for '{label}' ({', '.join(names)})")
        rows.append((direction(set(cells[0]["tone"]), set(cells[-1]["tone"])), label, cells))
    rows.sort(key=lambda row: NEWS.index(row[0]))
    told = [
        (f"{label}: {in_words(way, cells)}", [_entries(cell) for cell in cells])
        for way, label, cells in rows
    ]
    return _board(
        told,
        columns=list(columns.values()),
        name=name,
        title=title,
        subtitle=f"Findings on the whole unit by theme. {place}, inspection reports.",
        note=(
            "A selection: the findings that our data give a short form. The word beside a theme is "
            "our reading; what is not mentioned may be fixed, or only unreported."
        ),
        used=pd.concat([cell for _, _, cells in rows for cell in cells]),
    )


def offices(
    findings: pd.DataFrame,
    columns: Mapping[str, str],
    *,
    title: str,
    place: str,
    label: str = "What inspectors said",
    name: str = "offices",
) -> Figure:
    """Return a column of short findings for each office; ``columns`` names it by ``office_id``."""
    short = findings[findings["short"] != ""]
    cells = [short[short["office_id"] == each] for each in columns]
    return _board(
        [(label, [_entries(cell) for cell in cells])],
        columns=list(columns.values()),
        name=name,
        title=title,
        subtitle=f"Findings on each office. {place}.",
        note="Do not carry a finding from one office over to another.",
        used=pd.concat(cells),
    )


def direction(first: set[str], later: set[str]) -> str:
    """Return where a theme went between the tones of an earlier and of a later inspection."""
    before, after = (tones & {"strength", "concern"} for tones in (first, later))
    if not later:
        return SILENT
    if not first:
        return NEW
    if before == after:
        return SAME
    return TURNED if before and after and not before & after else MIXED


def in_words(way: str, cells: Sequence[pd.DataFrame]) -> str:
    """Return where a theme went as readers are told it, from the tones at both ends."""
    first, later = (set(cell["tone"]) & {"strength", "concern"} for cell in (cells[0], cells[-1]))
    praised = later == {"strength"}
    if way == TURNED:
        return "concern, then praise" if praised else "praise, then concern"
    if way == SAME and len(first) == 1:
        return "praised both times" if praised else "a concern both times"
    return {SAME: "praise and concern both times", NEW: "in the later sources only"}.get(way, way)


def _entries(cell: pd.DataFrame) -> tuple[Entry, ...]:
    """Return the findings of a cell, strengths first; a gap says so."""
    order = list(MARKS)
    rows = sorted(cell.to_dict("records"), key=lambda row: order.index(row["tone"]))
    entries = [Entry(MARKS[row["tone"]], row["short"], row["finding_id"]) for row in rows]
    return tuple(entries) or (Entry("none", GAP),)


def _words(entries: Iterable[Entry]) -> str:
    said = dict(KEY)
    return "; ".join(
        entry.words if entry.mark == "none" else f"{said[entry.mark]}: {entry.words}"
        for entry in entries
    )


def _board(
    told: list[tuple[str, list[tuple[Entry, ...]]]],
    *,
    columns: list[str],
    name: str,
    title: str,
    subtitle: str,
    note: str,
    used: pd.DataFrame,
) -> Figure:
    seen = {entry.mark for _, cells in told for cell in cells for entry in cell}
    lines = [
        f"{label}. "
        + " ".join(
            f"{column}: {_words(cell)}." for column, cell in zip(columns, cells, strict=True)
        )
        for label, cells in told
    ]
    return build(
        name=name,
        title=title,
        subtitle=subtitle,
        note=note,
        description=f"A table with the columns {', '.join(columns)}. {' '.join(lines)}",
        rows=[
            (
                next((entry.record_id for cell in cells for entry in cell if entry.record_id), ""),
                {"Theme": label, **dict(zip(columns, map(_words, cells), strict=True))},
            )
            for label, cells in told
        ],
        uses=used["finding_id"],
        source_ids=sources_of(used),
        board=Board(
            columns=tuple(columns),
            groups=tuple(Group(label, tuple(cells)) for label, cells in told),
            key=tuple(pair for pair in KEY if pair[0] in seen),
        ),
    )
