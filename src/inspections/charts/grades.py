"""Two grades side by side, with the change of rules drawn between them.

``pair`` is one unit on two ladders; ``twice`` is every unit that was inspected under two sets of
rules. Neither joins the grades by a line: other rules may give another grade.
"""

from itertools import groupby

import pandas as pd

from inspections.drawing import rating_scale, style
from inspections.drawing.canvas import Canvas, on_canvas
from inspections.drawing.figure import ChartRow, Figure, build, capital, listing
from inspections.language import wording
from inspections.register import RATINGS

RULES_CHANGED_NOTE = "The rules changed in between, so compare the grades with care."

CAUSES = "A grade can move with the service, the rules, or the cases that happen to be inspected."

SCALE_POSITIONS = ("lowest", "second-lowest", "second-highest", "highest")
"""A grade's place on the scale, in words."""

DIRECTIONS = {"down": "Went down", "same": "Stayed the same", "up": "Went up"}
"""Where a grade went, in the order shown."""


def pair(ratings: pd.DataFrame, *, unit: str, name: str = "two-grades") -> Figure:
    """Return the inspections of ``unit`` in ``ratings`` as ladders, in order of report.

    Raises ``ValueError`` where the table has fewer than two.
    """
    table = ratings[ratings["unit"] == unit].sort_values("report_date")
    rows = table.to_dict("records")
    if len(rows) < 2:
        raise ValueError(f"the table has {len(rows)} inspections of {unit}; it takes two")
    for row in rows:
        row["when"] = wording.say_report_date(row["report_date"], basis=row["date_basis"])
    return build(
        rows,
        key="inspection_id",
        name=name,
        title=_title([row["rating"] for row in rows], rules=table["rules"].nunique()),
        subtitle=f"Overall ratings of {unit}, {listing(row['report_date'][:4] for row in rows)}.",
        note=RULES_CHANGED_NOTE if table["rules"].nunique() > 1 else "",
        description="Ladders of four grades side by side.",
        cells={"Report": "when", "Rating": "rating", "Rules": "rules"},
        aloud="{Report}, {Rules}: {Rating}.",
        draw=on_canvas(lambda canvas: _paint_pair(canvas, rows)),
    )


def _title(grades: list[str], *, rules: int) -> str:
    """Say the grades by their places, each change once."""
    places = [SCALE_POSITIONS[RATINGS.index(grade)] for grade in grades]
    first, *rest = [place for place, _ in groupby(places)]
    text = (
        f"From the {first} grade to the {', then the '.join(rest)}"
        if rest
        else f"The {first} grade in each report"
    )
    return text + (", under new rules" if rules > 1 else "")


def _paint_pair(canvas: Canvas, rows: list[ChartRow]) -> float:
    gap, across, bottom = 20, min(len(rows), 2 if canvas.narrow else 4), 0.0
    width = (canvas.width - gap * (across - 1)) / across
    below = 2 + style.line_height(canvas.large)
    for begun in range(0, len(rows), across):
        top = bottom + 24 if begun else 0
        ladder_top = top + below + canvas.line_height * (2 if canvas.narrow else 1) + 12
        for place, row in enumerate(rows[begun:][:across]):
            left, rules = place * (width + gap), capital(row["rules"])
            canvas.text(row["report_date"][:4], (left, top + 2), bold=True, size=canvas.large)
            canvas.text(rules, (left, top + below), width=width, colour=style.MUTED)
            bottom = _ladder(canvas, row, left=left, top=ladder_top, width=width)
            if place and rows[begun + place - 1]["rules"] != row["rules"]:
                canvas.line((left - gap / 2, top), (left - gap / 2, bottom), dash=(5, 4), width=2)
    return bottom


def _ladder(canvas: Canvas, row: ChartRow, *, left: float, top: float, width: float) -> float:
    """Draw the steps of the ladder, the given one ringed and in bold; return the y below."""
    side, pitch = 30, 54
    for place, rating in enumerate(rating_scale.LADDER):
        ringed, y = rating == row["rating"], top + (place + 0.5) * pitch
        record = row["inspection_id"] if ringed else ""
        rating_scale.step(canvas, rating, (left + 21, y), side=side, ringed=ringed, record=record)
        room, colour = width - side - 18, style.INK if ringed else style.MUTED
        lines = len(style.wrap(rating, pixels=room, size=canvas.size + ringed))
        at = (left + side + 18, y - lines * canvas.line_height / 2 + 2)
        canvas.text(rating, at, width=room, bold=ringed, colour=colour)
    return top + len(rating_scale.LADDER) * pitch


def twice(ratings: pd.DataFrame, *, unit: str, name: str = "inspected-twice") -> Figure:
    """Return every unit of ``ratings`` with an inspection under each of two sets of rules.

    ``unit`` stands out. Raises ``ValueError`` where no unit has two.
    """
    units = ratings[ratings["unit_kind"] == "unit"].sort_values(["report_date", "rules_began"])
    rows = [
        _between(group.iloc[0].to_dict(), group.iloc[-1].to_dict())
        for _, group in units.groupby("unit")
        if group["rules"].nunique() > 1
    ]
    if not rows:
        raise ValueError("no unit of the table was inspected under two sets of rules")
    ways = [row["way"] for row in rows]
    down, same, up = (wording.in_prose(ways.count(way)) for way in DIRECTIONS)
    return build(
        rows,
        key="inspection_id",
        name=name,
        title=(
            f"{len(rows)} units with two grades we found: "
            f"{down} went down, {same} stayed, {up} went up"
        ),
        subtitle=f"Units in our list under two sets of rules. {rating_scale.extent(units)}.",
        note=f"{RULES_CHANGED_NOTE} {CAUSES} {rating_scale.SOURCES}",
        description="A list of units with two squares each, one for each grade.",
        cells={"Unit": "unit", "First": "before", "Second": "after", "Grade": "went"},
        aloud="{Unit}: {First}, then {Second}: {Grade}.",
        uses=[rated["inspection_id"] for row in rows for rated in (row["first"], row)],
        source_ids=(),
        draw=on_canvas(lambda canvas: _paint_twice(canvas, rows, unit)),
    )


def _between(first: ChartRow, later: ChartRow) -> ChartRow:
    moved = later["rank"] - first["rank"]
    way = "up" if moved > 0 else "down" if moved else "same"
    before, after = (f"{row['rating']} ({row['report_date'][:4]})" for row in (first, later))
    went = DIRECTIONS[way].lower()
    return {**later, "first": first, "way": way, "went": went, "before": before, "after": after}


def _paint_twice(canvas: Canvas, rows: list[ChartRow], unit: str) -> float:
    """Draw the units by where their grade went, either side of the change of rules."""
    places = (180.0, 252.0) if canvas.narrow else (390.0, 520.0)
    middle, top = sum(places) / 2, rating_scale.draw_key(canvas, top=2) + 8
    heads = top
    for words, x in zip(("Before", "After"), places, strict=True):
        top = canvas.text(words, (x, heads), align="center", colour=style.MUTED)
    for way, words in DIRECTIONS.items():
        own = [row for row in rows if row["way"] == way]
        if own:
            top = canvas.text(f"{words}: {len(own)}", (0, top + 8), bold=True) + 6
        for row in sorted(own, key=lambda row: (row["unit"] != unit, row["unit"])):
            top = _unit_row(canvas, row, own=row["unit"] == unit, top=top, places=places)
    canvas.line((middle, heads), (middle, top), dash=(5, 4), width=2)
    return canvas.text("rules changed", (middle, top + 4), align="center", colour=style.MUTED)


def _unit_row(
    canvas: Canvas, row: ChartRow, *, own: bool, top: float, places: tuple[float, float]
) -> float:
    colour = style.RATING if own else style.INK
    below = canvas.text(row["unit"], (8, top), width=places[0] - 40, bold=own, colour=colour)
    y = (top + below) / 2 - 2
    for grade_row, x in zip((row["first"], row), places, strict=True):
        rating_scale.step(canvas, grade_row["rating"], (x, y), side=14, record=row["inspection_id"])
        if not canvas.narrow:
            canvas.text(grade_row["report_date"][:4], (x + 14, y - 6), colour=style.MUTED)
    return max(below, y + 9) + 3
