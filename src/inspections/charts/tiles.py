"""A map of tiles: the regions in their places, each unit a square on the ladder of grades.

Where a tile lies is our own layout, which the data package holds. It shows which regions are
neighbours, and neither their size nor their borders; each unit counts the same.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd

from inspections.drawing import ladder, theme
from inspections.drawing.canvas import Canvas, on_canvas
from inspections.drawing.figure import Figure, build, listing
from inspections.language import wording

Cells = dict[str, Any]

SIDE = {"wide": 15, "narrow": 10}


def tiles(
    units: pd.DataFrame,
    regions: pd.DataFrame,
    *,
    unit: str,
    title: str,
    newest_rules: str,
    name: str = "tile-map",
) -> Figure:
    """Return a map of ``units`` by ``regions`` (both as of ``Book``), with ``unit`` ringed.

    ``newest_rules`` is the programme whose ratings are drawn large; older ratings are drawn
    small, and units without a rating open. Raises ``ValueError`` for a region without a place.
    """
    strange = sorted(set(units["region"]) - set(regions["region"]))
    if strange:
        raise ValueError(f"the map has no place for {', '.join(strange)}")
    places = regions.to_dict("records")
    rows = units.sort_values(["region", "unit"]).to_dict("records")
    unrated = sum(not row["rating"] for row in rows)
    missing = f", {unrated} of them without a rating in our list" if unrated else ""
    return build(
        name=name,
        title=title,
        subtitle=(
            f"Newest overall rating of {len(rows)} probation units{missing}, a square each, "
            f"by region. {ladder.extent(units)}."
        ),
        note=(
            "Small squares are ratings under earlier rules: compare squares of one size. The "
            f"places of the tiles are our own layout. {ladder.SOURCES}"
        ),
        description=_description(rows, unit),
        rows=[(row["unit"], _cells(row, newest_rules)) for row in rows],
        uses=[],
        draw=on_canvas(lambda canvas: _paint(canvas, rows, places, unit, newest_rules)),
    )


def _description(rows: list[Cells], unit: str) -> str:
    parts = []
    for region in dict.fromkeys(row["region"] for row in rows):
        given = Counter(row["rating"] for row in rows if row["region"] == region)
        said = [f"{given[each]} {each}" for each in ladder.LADDER if given[each]]
        said += [f"{given['']} not rated"] if given[""] else []
        parts.append(f"{region}: {listing(said)}.")
    own = [row for row in rows if row["unit"] == unit]
    ringed = f" {unit} is ringed: {own[0]['rating'] or 'not rated'}." if own else ""
    return (
        "A map of tiles, one for each probation region, with a square for each unit."
        f"{ringed} {' '.join(parts)}"
    )


def _cells(row: Cells, newest: str) -> dict[str, str]:
    rules = "newest" if row["programme"] == newest else "earlier"
    return {
        "Unit": row["unit"],
        "Region": row["region"],
        "Newest rating": row["rating"] or "not rated in our list",
        "Report": wording.say_date(row["report_date"]) if row["report_date"] else "none",
        "Rules": rules if row["rating"] else "none",
    }


def _paint(
    canvas: Canvas, rows: list[Cells], regions: list[Cells], unit: str, newest: str
) -> float:
    more = (("ring", unit),) if any(row["unit"] == unit for row in rows) else ()
    if any(not row["rating"] for row in rows):
        more = (("", "Not rated"), *more)
    top = ladder.key(canvas, top=2, more=more) + 14
    gap = 4 if canvas.narrow else 10
    columns = 1 + max(region["across"] for region in regions)
    width = (canvas.width - (columns - 1) * gap) / columns
    for down in sorted({region["down"] for region in regions}):
        line = [region for region in regions if region["down"] == down]
        lefts = [region["across"] * (width + gap) for region in line]
        bottom = max(
            _tile(canvas, region, rows, unit, newest, left=left, top=top, width=width)
            for region, left in zip(line, lefts, strict=True)
        )
        for left in lefts:
            _frame(canvas, left=left, top=top, width=width, bottom=bottom)
        top = bottom + gap
    return top


def _tile(
    canvas: Canvas,
    region: Cells,
    rows: list[Cells],
    unit: str,
    newest: str,
    *,
    left: float,
    top: float,
    width: float,
) -> float:
    """Draw one region with its units, the lowest grade first; return the y below."""
    words = region["short" if canvas.narrow else "region"]
    below = canvas.write(words, x=left + 5, y=top + 5, width=width - 6, bold=not canvas.narrow) + 6
    side = SIDE[theme.size_name(canvas.narrow)]
    pitch = side + 5
    per_row = max(1, int((width - 10) // pitch))
    order = {rating: place for place, rating in enumerate((*reversed(ladder.LADDER), ""))}
    units = [row for row in rows if row["region"] == region["region"]]
    ordered = sorted(units, key=lambda row: (row["unit"] != unit, order[row["rating"]]))
    for place, row in enumerate(ordered):
        down, across = divmod(place, per_row)
        small = row["rating"] and row["programme"] != newest
        ladder.step(
            canvas,
            row["rating"],
            x=left + 6 + side / 2 + across * pitch,
            y=below + side / 2 + 3 + down * pitch,
            side=side * (0.6 if small else 1),
            record=row["unit"],
            ringed=row["unit"] == unit,
        )
    return below + 6 + ((len(ordered) - 1) // per_row + 1) * pitch


def _frame(canvas: Canvas, *, left: float, top: float, width: float, bottom: float) -> None:
    corners = [(left, top), (left + width, top), (left + width, bottom), (left, bottom)]
    for start, end in zip(corners, [*corners[1:], corners[0]], strict=True):
        canvas.line(start, end)
