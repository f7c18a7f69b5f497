"""All inspections of units on the ladder of grades, a mark each, with the subject ringed.

Each set of rules has a picture of its own, the newest first and largest: units were chosen and
judged differently, so together they are no trend.
"""

from typing import Any

import pandas as pd

from inspections.drawing import rating_scale, style
from inspections.drawing.canvas import Canvas, grid, on_canvas
from inspections.drawing.figure import ChartRow, Figure, build, capital, listing
from inspections.language import wording
from inspections.register import RATINGS

FEW = 2
"""A row with so few marks names them: where a grade is rare, which unit got it is the news."""

SIDES = ((17, 21.0), (11, 13.4))
"""The side of a mark, and the distance between two."""

COLUMN = 176
"""Pixels for number and grade beside a row of a wide drawing."""

COLUMNS = {"Unit": "unit", "Rating": "rating", "Region": "region", "Report": "when"}

Panel = list[ChartRow]
"""The inspections under one set of rules, from the highest grade to the lowest."""


def strip(ratings: pd.DataFrame, *, unit: str, name: str = "ratings-strip") -> Figure:
    """Return every rated inspection of a unit in ``ratings`` (as of ``Book.ratings``).

    ``unit`` is ringed and named. Raises ``ValueError`` where the table has no inspection of it.
    """
    table = ratings[ratings["unit_kind"] == "unit"]
    if unit not in set(table["unit"]):
        raise ValueError(f"the table has no inspection of {unit}")
    ordered = table.sort_values(["rules_began", "rank", "unit"], ascending=[False, False, True])
    panels = [group.to_dict("records") for _, group in ordered.groupby("rules", sort=False)]
    rows = [row for panel in panels for row in panel]
    for row in rows:
        row["when"] = wording.say_report_date(row["report_date"], basis=row["date_basis"])
    number = capital(wording.in_prose(len(panels)))
    parts = [
        f"{number} pictures, each a ladder of {wording.in_prose(len(RATINGS))} grades with a "
        "square for each inspection.",
        *(_description(panel, unit) for panel in panels),
    ]
    return build(
        rows,
        key="inspection_id",
        name=name,
        title=_title(panels[0]),
        subtitle=f"Overall ratings in our list, a square each. {rating_scale.extent(table)}.",
        note=(
            "Our list is not complete. Units were chosen and judged differently under each set "
            f"of rules, so compare totals only within one set. {rating_scale.SOURCES}"
        ),
        description=" ".join(parts),
        cells=COLUMNS | {"Rules": "rules"},
        source_ids=(),
        draw=on_canvas(lambda canvas: _paint(canvas, panels, unit)),
        explore={"find": _explore_data(rows, panels, unit)},
    )


def _rated(panel: Panel, rating: str) -> list[ChartRow]:
    return [row for row in panel if row["rating"] == rating]


def _title(panel: Panel) -> str:
    low, many = sum(row["rank"] < len(RATINGS) / 2 for row in panel), len(panel)
    units = f"{many} units listed under the {panel[0]['rules_began'][:4]} rules"
    start = f"All {units}" if low == many else f"Of {units}, {low}"
    return f"{start} got one of the two lowest grades"


def _description(panel: Panel, unit: str) -> str:
    counts = [f"{len(_rated(panel, grade))} {grade}" for grade in rating_scale.LADDER]
    own = [row["rating"] for row in panel if row["unit"] == unit]
    sentences = [f"{capital(panel[0]['rules'])}, {len(panel)} inspections: {listing(counts)}."]
    sentences += [f"{unit} is ringed: {listing(own)}."] if own else []
    for rating in rating_scale.LADDER:
        if 0 < len(rated_rows := _rated(panel, rating)) <= FEW:
            who = f"{rating} was" if len(rated_rows) > 1 else f"The one {rating} was"
            sentences.append(f"{who} {listing(row['unit'] for row in rated_rows)}.")
    return " ".join(sentences)


def _paint(canvas: Canvas, panels: list[Panel], unit: str) -> float:
    top = 2.0
    for panel in panels:
        heading = f"{capital(panel[0]['rules'])}: {len(panel)} inspections"
        top = canvas.text(heading, (0, top), width=canvas.width, bold=True) + 8
        for rating in rating_scale.LADDER:
            top = _row(canvas, _rated(panel, rating), rating, unit, top=top)
        top += 16
    return top - 18


def _row(canvas: Canvas, rows: list[ChartRow], rating: str, unit: str, *, top: float) -> float:
    """Draw one step of the ladder with its inspections; return the y below."""
    side, pitch = SIDES[canvas.narrow]
    colour, bold = style.INK if rows else style.MUTED, bool(rows)
    canvas.text(f"{len(rows)}", (24, top + 4), bold=True, align="right", colour=colour)
    below = canvas.text(rating, (32, top + 4), bold=bold, colour=colour)
    if not rows:
        return below + 4
    left, first = (6.0, below + 2) if canvas.narrow else (COLUMN + 6.0, top + 0.5)
    ordered = sorted(rows, key=lambda row: (row["unit"] != unit, row["unit"]))
    own = ordered[0]["unit"] == unit
    per_row = int((canvas.width - left) // pitch)
    places = list(grid(len(rows), left=left, top=first, pitch=pitch, per_row=per_row))
    for place, (row, (x, y)) in enumerate(zip(ordered, places, strict=True)):
        x += 6 if place and own and y == places[0][1] else 0  # the ring of the first needs room
        record, ringed = row["inspection_id"], row["unit"] == unit
        rating_scale.step(canvas, rating, (x, y), side=side, record=record, ringed=ringed)
    bottom = places[-1][1] + side / 2 + 4
    if named := [row["unit"] for row in ordered if row["unit"] == unit or len(rows) <= FEW]:
        left -= 6
        width = canvas.width - left
        bottom = canvas.text(listing(named), (left, bottom + 4), width=width, bold=True)
    return bottom + (10 if canvas.narrow else 6)


def _explore_data(rows: list[ChartRow], panels: list[Panel], unit: str) -> dict[str, Any]:
    """Return the data of explorer.js: ``unit``, ``said``, ``wide`` and ``narrow``.

    ``wide`` and ``narrow`` have ``side`` (pixels) and ``places``: ``[x, y]`` per row, in row order.
    ``said`` is the template of a row's label.
    """

    def places(width: int, *, narrow: bool) -> dict[str, Any]:
        canvas = Canvas(width=width, narrow=narrow)
        _paint(canvas, panels, unit)
        points = canvas.places()
        coordinates = [[round(part, 2) for part in points[row["inspection_id"]]] for row in rows]
        return {"side": SIDES[narrow][0], "places": coordinates}

    return {
        "unit": unit,
        "said": "{Unit}: {Rating}, {Rules}",
        "wide": places(style.WIDE, narrow=False),
        "narrow": places(style.NARROW, narrow=True),
    }
