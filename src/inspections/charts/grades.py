"""Two grades side by side, with the change of rules drawn between them.

``pair`` is one unit on two ladders; ``twice`` is every unit that was inspected under two sets of
rules. Neither joins the grades by a line: other rules may give another grade.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pandas as pd

from inspections.drawing import ladder, theme
from inspections.drawing.canvas import Canvas, on_canvas
from inspections.drawing.figure import Figure, build, capital, sources_of
from inspections.language import wording

RULES = "The rules changed in between: compare the grades with care, and never points."

CAUSES = "A grade can move because the service changed, the rules did, or both."

DIRECTIONS = {-1: "Went down", 0: "Stayed the same", 1: "Went up"}
"""Where a grade went, in the order shown."""


def pair(ratings: pd.DataFrame, *, unit: str, title: str, name: str = "two-grades") -> Figure:
    """Return the inspections of ``unit`` in ``ratings`` as ladders, in order of report.

    Raises ``ValueError`` where the table has fewer than two.
    """
    table = ratings[ratings["unit"] == unit].sort_values("report_date")
    rows = table.to_dict("records")
    if len(rows) < 2:
        raise ValueError(f"the table has {len(rows)} inspections of {unit}; it takes two")
    told = [f"{_when(row)}, {row['rules']}: {row['rating']}." for row in rows]
    note = RULES if table["rules"].nunique() > 1 else ""
    return build(
        name=name,
        title=title,
        subtitle=(
            f"Overall rating on the inspectorate's four grades. {unit}, "
            f"{ladder.years(table['report_date'])}."
        ),
        note=note,
        description=" ".join(["Ladders of grades side by side.", *told, note]).strip(),
        rows=[(row["inspection_id"], _pair_cells(row)) for row in rows],
        uses=table["inspection_id"],
        source_ids=sources_of(table),
        draw=on_canvas(lambda canvas: _paint_pair(canvas, rows)),
    )


def _when(row: dict[str, Any]) -> str:
    return wording.say_report_date(row["report_date"], basis=row["date_basis"])


def _pair_cells(row: dict[str, Any]) -> dict[str, str]:
    return {"Report": _when(row), "Rating": row["rating"], "Rules": row["rules"]}


def _paint_pair(canvas: Canvas, rows: list[dict[str, Any]]) -> float:
    """Draw the ladders in lines as long as the canvas bears; return the y below."""
    gap, across = 20, min(len(rows), 2 if canvas.narrow else 4)
    width = (canvas.width - gap * (across - 1)) / across
    bottom = 0.0
    for begun in range(0, len(rows), across):
        first = bottom + 24 if begun else 0
        tops = []
        placed = [(place * (width + gap), row) for place, row in enumerate(rows[begun:][:across])]
        for left, row in placed:
            year = row["report_date"][:4]
            top = canvas.text([year], x=left, y=first + 2, bold=True, size=canvas.size + 3)
            rules = capital(row["rules"])
            tops.append(canvas.write(rules, x=left, y=top, width=width, colour=theme.MUTED))
        for left, row in placed:
            bottom = _ladder(canvas, row, left=left, top=max(tops) + 14, width=width)
        for (_, before), (left, row) in pairwise(placed):
            if before["rules"] != row["rules"]:
                x = left - gap / 2
                canvas.line((x, first), (x, bottom), dash=(5, 4), width=2)
    return bottom


def _ladder(canvas: Canvas, row: dict[str, Any], *, left: float, top: float, width: float) -> float:
    """Draw the steps of the ladder, the given one ringed and in bold; return the y below."""
    side, pitch = 22, 40
    for place, rating in enumerate(ladder.LADDER):
        given = rating == row["rating"]
        y = top + place * pitch + side / 2
        record = row["inspection_id"] if given else ""
        ladder.step(canvas, rating, x=left + 17, y=y, side=side, ringed=given, record=record)
        words = canvas.wrap(rating, pixels=width - side - 14)
        canvas.text(
            words,
            x=left + side + 14,
            y=y - len(words) * canvas.line_height / 2 + 2,
            bold=given,
            colour=theme.INK if given else theme.MUTED,
        )
    return top + len(ladder.LADDER) * pitch


def twice(ratings: pd.DataFrame, *, unit: str, name: str = "inspected-twice") -> Figure:
    """Return every unit of ``ratings`` with an inspection under each of two sets of rules.

    ``unit`` stands out. Raises ``ValueError`` where no unit has two.
    """
    units = ratings[ratings["unit_kind"] == "unit"].sort_values(["report_date", "rules_began"])
    pairs = [
        (group.iloc[0].to_dict(), group.iloc[-1].to_dict())
        for _, group in units.groupby("unit")
        if group["rules"].nunique() > 1
    ]
    if not pairs:
        raise ValueError("no unit of the table was inspected under two sets of rules")
    used = [row["inspection_id"] for both in pairs for row in both]
    return build(
        name=name,
        title=_twice_title(pairs),
        subtitle=(
            f"Overall ratings of the {len(pairs)} units in our list inspected under both sets of "
            f"rules. {ladder.extent(units)}."
        ),
        note=f"{RULES} {CAUSES} {ladder.SOURCES}",
        description=_twice_description(pairs),
        rows=[(later["inspection_id"], _twice_cells(first, later)) for first, later in pairs],
        uses=used,
        source_ids=[],
        draw=on_canvas(lambda canvas: _paint_twice(canvas, pairs, unit)),
    )


Pair = tuple[dict[str, Any], dict[str, Any]]


def _moved(pair_: Pair) -> int:
    first, later = (row["rank"] for row in pair_)
    return int(later > first) - int(later < first)


def _twice_title(pairs: list[Pair]) -> str:
    number = {way: sum(_moved(each) == way for each in pairs) for way in DIRECTIONS}
    said = {way: wording.in_prose(many) for way, many in number.items()}
    return (
        f"Of {len(pairs)} units inspected twice, {said[-1]} went down, "
        f"{said[0]} stayed and {said[1]} went up"
    )


def _twice_cells(first: dict[str, Any], later: dict[str, Any]) -> dict[str, str]:
    return {
        "Unit": first["unit"],
        "First": f"{first['rating']} ({first['report_date'][:4]})",
        "Second": f"{later['rating']} ({later['report_date'][:4]})",
        "Grade": DIRECTIONS[_moved((first, later))].lower(),
    }


def _twice_description(pairs: list[Pair]) -> str:
    lines = [
        f"{cells['Unit']}: {cells['First']}, then {cells['Second']}: {cells['Grade']}."
        for cells in (_twice_cells(*each) for each in pairs)
    ]
    return f"A list of units with two squares each, one for each grade. {' '.join(lines)}"


def _paint_twice(canvas: Canvas, pairs: list[Pair], unit: str) -> float:
    """Draw the units by where their grade went, either side of the change of rules."""
    first, second = (180.0, 252.0) if canvas.narrow else (390.0, 520.0)
    top = ladder.key(canvas, top=2) + 12
    middle, heads = (first + second) / 2, top
    below = canvas.text(["Before"], x=first, y=top, align="center", colour=theme.MUTED)
    canvas.text(["After"], x=second, y=top, align="center", colour=theme.MUTED)
    top = below
    for way, words in DIRECTIONS.items():
        chosen = sorted(
            (each for each in pairs if _moved(each) == way),
            key=lambda each: (each[0]["unit"] != unit, each[0]["unit"]),
        )
        if chosen:
            top = canvas.text([f"{words}: {len(chosen)}"], x=0, y=top + 8, bold=True) + 6
        for each in chosen:
            top = _unit_row(canvas, each, unit, top=top, places=(first, second))
    canvas.line((middle, heads), (middle, top), dash=(5, 4), width=2)
    return canvas.text(["rules changed"], x=middle, y=top + 4, align="center", colour=theme.MUTED)


def _unit_row(
    canvas: Canvas, rows: Pair, unit: str, *, top: float, places: tuple[float, float]
) -> float:
    own = rows[0]["unit"] == unit
    colour = theme.RATING if own else theme.INK
    below = canvas.write(rows[0]["unit"], x=8, y=top, width=places[0] - 40, bold=own, colour=colour)
    y = (top + below) / 2 - 2
    for row, x in zip(rows, places, strict=True):
        ladder.step(canvas, row["rating"], x=x, y=y, side=14, record=rows[1]["inspection_id"])
        if not canvas.narrow:
            canvas.text([row["report_date"][:4]], x=x + 14, y=y - 6, colour=theme.MUTED)
    return max(below, y + 9) + 3
