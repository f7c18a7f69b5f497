"""All inspections of units on the ladder of grades, a mark each, with the subject ringed.

Each set of rules has a picture of its own, the newest first and largest: units were chosen and
judged differently, so the two are no trend.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from inspections.drawing import ladder, theme
from inspections.drawing.canvas import Canvas, on_canvas
from inspections.drawing.figure import Figure, Row, build, capital, data, listing
from inspections.language import wording
from inspections.register import RATINGS

FEW = 2
"""A row with so few marks names them: where a grade is rare, which unit got it is the news."""

SIDES = {"wide": (17, 21.0), "narrow": (11, 13.4)}
"""The side of a mark, and the distance between two."""

COLUMN = 176
"""Pixels for number and grade beside a row of a wide drawing."""


def strip(ratings: pd.DataFrame, *, unit: str, name: str = "ratings-strip") -> Figure:
    """Return every rated inspection of a unit in ``ratings`` (as of ``Book.ratings``).

    ``unit`` is ringed and named. Raises ``ValueError`` where the table has no inspection of it.
    """
    table = ratings[ratings["unit_kind"] == "unit"]
    if unit not in set(table["unit"]):
        raise ValueError(f"the table has no inspection of {unit}")
    panels = _panels(table)
    return build(
        name=name,
        title=_title(panels[0]),
        subtitle=(
            "Overall ratings of probation units in our list, a square for each inspection. "
            f"{ladder.extent(table)}."
        ),
        note=(
            "Our list is not complete. The two sets of rules chose and judged units in different "
            f"ways: compare totals within one set only. {ladder.SOURCES}"
        ),
        description=_description(panels, unit),
        rows=[(row["inspection_id"], _cells(row)) for panel in panels for row in panel.rows],
        uses=table["inspection_id"],
        source_ids=[],
        draw=on_canvas(lambda canvas: _paint(canvas, panels, unit)),
        explore=lambda width, narrow: _explore(panels, unit, width=width, narrow=narrow),
    )


@dataclass(frozen=True)
class _Panel:
    """The inspections under one set of rules, from the highest grade to the lowest."""

    rules: str
    rows: tuple[dict[str, Any], ...]

    def rated(self, rating: str) -> list[dict[str, Any]]:
        return [row for row in self.rows if row["rating"] == rating]


def _panels(table: pd.DataFrame) -> list[_Panel]:
    ordered = table.sort_values(["rules_began", "rank", "unit"], ascending=[False, False, True])
    return [
        _Panel(str(rules), tuple(group.to_dict("records")))
        for rules, group in ordered.groupby("rules", sort=False)
    ]


def _title(panel: _Panel) -> str:
    low = sum(row["rank"] < len(RATINGS) / 2 for row in panel.rows)
    ends = "one of the two lowest grades"
    rules = f"{panel.rows[0]['rules_began'][:4]} rules"
    if low == len(panel.rows):
        return f"All {low} units listed under the {rules} got {ends}"
    return f"Of {len(panel.rows)} units listed under the {rules}, {low} got {ends}"


def _description(panels: list[_Panel], unit: str) -> str:
    parts = []
    for panel in panels:
        counts = [f"{len(panel.rated(each))} {each}" for each in ladder.LADDER]
        own = [row["rating"] for row in panel.rows if row["unit"] == unit]
        ringed = f" {unit} is ringed: {listing(own)}." if own else ""
        rare = [
            f" {each} was the grade of {listing([row['unit'] for row in found])}."
            for each in ladder.LADDER
            if 0 < len(found := panel.rated(each)) <= FEW
        ]
        parts.append(
            f"{capital(panel.rules)}, {len(panel.rows)} inspections: {listing(counts)}."
            f"{ringed}{''.join(rare)}"
        )
    return (
        f"{capital(wording.in_prose(len(panels)))} pictures, each a ladder of "
        f"{wording.in_prose(len(RATINGS))} grades with a square for each inspection. "
        f"{' '.join(parts)}"
    )


def _cells(row: dict[str, Any]) -> dict[str, str]:
    return {
        "Unit": row["unit"],
        "Rating": row["rating"],
        "Region": row["region"],
        "Report": wording.say_report_date(row["report_date"], basis=row["date_basis"]),
        "Rules": row["rules"],
    }


def _paint(canvas: Canvas, panels: list[_Panel], unit: str) -> float:
    top = 2.0
    for panel in panels:
        heading = f"{capital(panel.rules)}: {len(panel.rows)} inspections"
        top = canvas.write(heading, x=0, y=top, width=canvas.width, bold=True) + 8
        for rating in ladder.LADDER:
            top = _row(canvas, panel.rated(rating), rating, unit, top=top)
        top += 22
    return top - 22


def _row(
    canvas: Canvas, rows: list[dict[str, Any]], rating: str, unit: str, *, top: float
) -> float:
    """Draw one step of the ladder with its inspections; return the y below."""
    side, pitch = SIDES[theme.size_name(canvas.narrow)]
    number, colour = f"{len(rows)}", theme.INK if rows else theme.MUTED
    canvas.text([number], x=24, y=top + 4, bold=True, align="right", colour=colour)
    canvas.text([rating], x=32, y=top + 4, bold=bool(rows), colour=colour)
    left = 0.0 if canvas.narrow else COLUMN
    if not rows:
        return top + canvas.line_height + 8
    middle = top + (canvas.line_height + 16 if canvas.narrow else 11)
    ordered = sorted(rows, key=lambda row: (row["unit"] != unit, row["unit"]))
    own = ordered[0]["unit"] == unit
    per_row = int((canvas.width - left - 6) // pitch)
    for place, row in enumerate(ordered):
        down, across = divmod(place, per_row)
        # The ring of the first mark needs room.
        x = left + pitch * across + side / 2 + 6 + (6 if place and own else 0)
        y = middle + down * (side + 5)
        record, ringed = row["inspection_id"], row["unit"] == unit
        ladder.step(canvas, rating, x=x, y=y, side=side, record=record, ringed=ringed)
    bottom = middle + (len(ordered) - 1) // per_row * (side + 5) + side / 2 + 4
    named = [row["unit"] for row in ordered if row["unit"] == unit or len(rows) <= FEW]
    if named:
        bottom = canvas.write(
            listing(named), x=left, y=bottom + 5, width=canvas.width - left, bold=True
        )
    return bottom + 6


# --- explored ------------------------------------------------------------------------------------

_PICK, _TWICE = "unit", "twice"
"""The names of what a reader chooses."""


def _explore(panels: list[_Panel], unit: str, *, width: int, narrow: bool) -> alt.LayerChart:
    """Return the drawing in which a reader finds a unit, or keeps those inspected twice."""
    canvas = Canvas(width=width, narrow=narrow)
    height = _paint(canvas, panels, "") + 8
    marks, step = _told(canvas, panels), canvas.line_height * (3 if narrow else 1)
    shown, found = alt.Chart(data(marks)), f"datum.unit == {_PICK}"
    side, _ = SIDES[theme.size_name(narrow)]
    place = {"x": alt.X("x:Q", scale=None, axis=None), "y": alt.Y("y:Q", scale=None, axis=None)}
    hidden = shown.transform_filter(f"{_TWICE} && !datum.twice").mark_point(
        shape="square", filled=True, size=(side + 2) ** 2, opacity=1, color=theme.GRID.light
    )
    ring = shown.transform_filter(found).mark_point(
        shape="circle", size=(side + 10) ** 2, stroke=theme.INK.light, strokeWidth=2.5, opacity=1
    )
    said = (
        shown.transform_filter(found)
        .transform_window(line="row_number()")
        .transform_calculate(down=f"{height} + (datum.line - 1) * {step}")
        .mark_text(align="left", baseline="top", x=0, fontWeight="bold", fontSize=canvas.size)
        .encode(y=alt.Y("down:Q", scale=None, axis=None), text="said:N")
    )
    layers = [*canvas.layers(), hidden.encode(**place), ring.encode(**place), said]
    chart = alt.LayerChart(layer=layers, width=canvas.width, height=height + 2 * step)
    return chart.add_params(*_choices(unit, sorted({row["unit"] for row in marks})))


def _told(canvas: Canvas, panels: list[_Panel]) -> list[Row]:
    """Return every mark of a drawing with what is said of it when its unit is found."""
    rows = {row["inspection_id"]: row for panel in panels for row in panel.rows}
    names = [row["unit"] for row in rows.values()]
    found = [
        {
            **mark,
            "unit": row["unit"],
            "said": canvas.wrap(
                f"{row['unit']}: {row['rating']}, {row['rules']}", pixels=canvas.width * 0.9
            ),
            "twice": names.count(row["unit"]) > 1,
        }
        for mark in canvas.places()
        if (row := rows.get(mark["record"]))
    ]
    return sorted(found, key=lambda mark: mark["y"])


def _choices(unit: str, names: list[str]) -> list[alt.Parameter]:
    find = alt.binding_select(options=names, name="Find a unit")
    twice = alt.binding_checkbox(name="Only units inspected twice")
    return [
        alt.param(name=_PICK, value=unit, bind=find),
        alt.param(name=_TWICE, value=False, bind=twice),
    ]
