"""A map of tiles: the regions in their places, each unit a square on the ladder of grades.

Where a tile lies is our own layout, which the data package holds. It shows which regions are
neighbours, and neither their size nor their borders; each unit counts the same.
"""

from collections import Counter

import pandas as pd

from inspections.drawing import rating_scale, style
from inspections.drawing.canvas import Canvas, grid, on_canvas
from inspections.drawing.figure import ChartRow, Figure, build, capital, listing
from inspections.language import wording
from inspections.register import RATINGS

SIDE = (15, 10)
UNRATED = "no grade in our list"
NOTE = "Compare only squares of the same size. The layout of the regions is our own."

COLUMNS = {"Unit": "unit", "Region": "region", "Latest grade": "newest", "Report": "when"}


def tiles(units: pd.DataFrame, regions: pd.DataFrame, *, unit: str, newest_rules: str) -> Figure:
    """Return a map of ``units`` by ``regions`` (both as of ``Book``), with ``unit`` ringed.

    ``newest_rules`` is the programme whose ratings are drawn large; older ratings are drawn
    small, and units without a rating open. Raises ``ValueError`` for a region without a place.
    """
    if strange := sorted(set(units["region"]) - set(regions["region"])):
        raise ValueError(f"the map has no place for {', '.join(strange)}")
    rows = units.sort_values(["region", "unit"]).to_dict("records")
    for row in rows:
        rules = "newest" if row["programme"] == newest_rules else "earlier"
        row |= {"rules": rules if row["rating"] else "none", "own": row["unit"] == unit}
        row["newest"] = row["rating"] or UNRATED
        when = wording.say_report_date(row["report_date"], basis=row["date_basis"])
        when += "; a later report seems to be missing" if row.get("gap_id") else ""
        row["when"] = when if row["rating"] else "none"
    unrated = sum(not row["rating"] for row in rows)
    missing = f"; {UNRATED} for {unrated}" if unrated else ""
    return build(
        rows,
        key="unit",
        name="tile-map",
        title=_title([row["rating"] for row in rows if row["rating"]]),
        subtitle=(
            f"Latest grade in our list of {len(rows)} probation units, one square each{missing}. "
            f"{rating_scale.extent(units)}."
        ),
        note=f"{NOTE} {rating_scale.SOURCES}",
        description=_description(rows),
        cells=COLUMNS | {"Rules": "rules"},
        uses=(),
        source_ids=(),
        draw=on_canvas(lambda canvas: _paint(canvas, rows, regions.to_dict("records"))),
    )


def _title(grades: list[str]) -> str:
    low = sum(RATINGS.index(grade) < len(RATINGS) / 2 for grade in grades)
    only = "only" if low == len(grades) else f"{low} of {len(grades)} are among"
    return f"Latest grades in our list, under whichever rules: {only} the two lowest"


def _description(rows: list[ChartRow]) -> str:
    parts = [
        "A map of tiles, one for each probation region, with a square for each unit.",
        *(f"{row['unit']} is ringed: {row['newest']}." for row in rows if row["own"]),
    ]
    for region in dict.fromkeys(row["region"] for row in rows):
        tally = Counter(row["newest"] for row in rows if row["region"] == region)
        texts = (f"{tally[name]} {name}" for name in (*rating_scale.LADDER, UNRATED) if tally[name])
        parts.append(f"{region}: {listing(texts)}.")
    return " ".join(parts)


def _paint(canvas: Canvas, rows: list[ChartRow], regions: list[ChartRow]) -> float:
    earlier = "Rated under earlier rules"
    more = [(rating_scale.SMALL, earlier) for row in rows if row["rules"] == "earlier"]
    more += [(rating_scale.UNRATED, capital(UNRATED)) for row in rows if not row["rating"]]
    more += [(rating_scale.RING, row["unit"]) for row in rows if row["own"]]
    top = rating_scale.draw_key(canvas, top=2, more=tuple(dict.fromkeys(more))) + 8
    gap = 4 if canvas.narrow else 10
    columns = 1 + max(region["across"] for region in regions)
    width = (canvas.width - (columns - 1) * gap) / columns
    for down in sorted({region["down"] for region in regions}):
        line = [region for region in regions if region["down"] == down]
        lefts = [region["across"] * (width + gap) for region in line]
        bottoms = []
        for region, left in zip(line, lefts, strict=True):
            name = region["short" if canvas.narrow else "region"]
            own = [row for row in rows if row["region"] == region["region"]]
            bottoms.append(_tile(canvas, name, own, left=left, top=top, width=width))
        for left in lefts:
            canvas.bar((left, top), (left + width, max(bottoms)), colour=style.AXIS, dash=())
        top = max(bottoms) + gap
    return top - gap + 1


def _tile(
    canvas: Canvas, name: str, rows: list[ChartRow], *, left: float, top: float, width: float
) -> float:
    """Draw one region with its units, the lowest grade first; return the y below."""
    below = canvas.text(name, (left + 5, top + 5), width=width - 6, bold=not canvas.narrow) + 4
    side = SIDE[canvas.narrow]
    pitch, order = side + 5, (*reversed(rating_scale.LADDER), "")
    per_row = max(1, int((width - 10) // pitch))
    ordered = sorted(rows, key=lambda row: (not row["own"], order.index(row["rating"])))
    places = grid(len(rows), left=left + 3.5, top=below, pitch=pitch, per_row=per_row)
    for row, at in zip(ordered, places, strict=True):
        size, own = side * (1 if row["rules"] == "newest" else 0.6), row["own"]
        rating_scale.step(canvas, row["rating"], at, side=size, record=row["unit"], ringed=own)
    return below + 6 + ((len(rows) - 1) // per_row + 1) * pitch
