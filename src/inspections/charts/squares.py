"""Things counted, drawn one by one: cases as squares, backlogs as a mark for every so many.

What inspectors found missing and what they found good enough are told by headings, by shape and
by colour. An open square is any other case: the source says no more of it.
Backlogs have no common axis. A number that a source gives as approximate ends in an open mark of
broken lines, because nobody knows where it ends.
"""

from collections.abc import Callable
from typing import Any

import pandas as pd

from inspections.drawing import style
from inspections.drawing.canvas import Canvas, grid, on_canvas
from inspections.drawing.figure import ChartRow, Figure, build, listing, place_and_report, rows_of
from inspections.language import wording

CUT = "M-.78,-1L.78,-1L0,-.22ZM1,-.78L1,.78L.22,0ZM.78,1L-.78,1L0,.22ZM-1,.78L-1,-.78L-.22,0Z"
"""A square cut by a cross, as Vega draws symbols: within one unit around the middle."""

LOOKS = {
    "failure": (CUT, style.FAILURE, "Not made", "not made"),
    "success": ("square", style.SUCCESS, "Good enough", "good enough work"),
}
"""Shape, colour, heading and name of a counted case; failures come first."""

UNITS = (("circle", style.PEOPLE), ("square", style.CASES), ("diamond", style.WAITING))
"""Shape and colour of each unit of counting, in order of first appearance."""

OTHERS = "Other cases"
"""What the key calls an open square."""

PER_ROW = {5: 35, 10: 40}
"""Marks in a row of a wide drawing, by the size of their groups."""

NOTE = "The same case may be in more than one row, so don’t add them up."

Look = Callable[[int, float], dict[str, Any]]
"""The look of a mark, by its place in the row and the room it has."""


def squares(
    cases: pd.DataFrame, *, title: str, name: str = "case-squares", note: str = ""
) -> Figure:
    """Return the counts of ``cases`` (rows as of ``Book.case_findings``), a square for each case.

    The questions that count what was missing come first, each group with its worst share first.
    ``title`` may name a row as ``[[fact_id]]``; ``note`` follows our own. Raises ``ValueError``
    where a row is no exact success or failure out of a total.
    """
    bad = cases[~cases["counts"].isin(LOOKS) | cases["total"].isna()]
    vague = cases[cases["qualifier"] != "exact"]
    if len(cases) == 0 or len(bad) or len(vague):
        ids = ", ".join([*bad["fact_id"], *vague["fact_id"]]) or "no row"
        raise ValueError(f"squares need exact counts out of a total, good or missing: {ids}")
    ordered = sorted(cases.to_dict("records"), key=_order)
    rows = [{**row, "counted": LOOKS[row["counts"]][3]} for row in ordered]
    return build(
        rows,
        name=name,
        title=title,
        subtitle=f"A square is a case. {place_and_report(rows)}",
        note=f"{NOTE if len(rows) > 1 else ''} {note}".strip(),
        description=(
            f"{wording.in_prose(len(rows)).capitalize()} rows of squares, a square for each "
            "inspected case: crossed where it counts what was not made, full for good enough work, "
            "open for all the other cases."
        ),
        cells={"What was looked at": "label", "Cases": "text", "What is counted": "counted"},
        aloud="{What was looked at}: {Cases} ({What is counted}).",
        draw=on_canvas(lambda canvas: _paint_cases(canvas, rows)),
    )


def counts(
    facts: pd.DataFrame, fact_ids: list[str], *, title: str, each: int, name: str = "counts"
) -> Figure:
    """Return the numbers of ``fact_ids``, each as its own picture; a mark stands for ``each``.

    ``title`` may name a row as ``[[fact_id]]``. Raises ``ValueError`` for an id that is in no row,
    and for more kinds of unit than there are shapes.
    """
    rows = rows_of(facts, fact_ids)
    units = list(dict.fromkeys(row["unit"] for row in rows))
    if len(units) > len(UNITS):
        raise ValueError(f"more than {len(UNITS)} units of counting: {', '.join(units)}")
    vague = [row["text"] for row in rows if row["qualifier"] != "exact"]
    notes = ["Don’t compare them."] if len(units) > 1 else []
    notes += [f"Last mark open: the source says {listing(vague)}."] if vague else []
    many = wording.in_prose(each)
    return build(
        rows,
        name=name,
        title=title,
        subtitle=place_and_report(rows),
        note=" ".join(notes),
        description=f"Pictures of marks, one below the other; each mark stands for {many}.",
        cells={"What": "label", "Number": "text", "Counted as": "unit", "How known": "basis"},
        aloud="{What}: {Number}.",
        draw=on_canvas(lambda canvas: _paint_counts(canvas, rows, units, each)),
    )


def _order(row: ChartRow) -> tuple[int, float, str]:
    success = row["counts"] == "success"
    return list(LOOKS).index(row["counts"]), row["percent"] * (1 if success else -1), row["fact_id"]


def _paint_cases(canvas: Canvas, rows: list[ChartRow]) -> float:
    top = 2.0
    for row, before in zip(rows, [None, *rows], strict=False):
        shape, colour, *_ = LOOKS[row["counts"]]
        if not before or row["counts"] != before["counts"]:
            top = _heading(canvas, row["counts"], top=top + (4 if before else 0))

        def look(nth: int, room: float, row: ChartRow = row, shape: str = shape) -> dict[str, Any]:
            if nth < row["value"]:
                return {"shape": shape, "size": (room - 2.5) ** 2}
            size = (room - 4.5) ** 2
            return {"shape": "square", "size": size, "filled": False, "colour": style.AXIS}

        top = _marks(canvas, row, int(row["total"]), look, top=top, colour=colour, group=5) + 16
    return top - 14


def _heading(canvas: Canvas, kind: str, *, top: float) -> float:
    """Write what is counted with its mark, and at the other end what an open square is."""
    shape, colour, words, _ = LOOKS[kind]
    middle = top + canvas.line_height / 2 - 1
    canvas.mark(shape, (7, middle), colour=colour, size=169)
    below = canvas.text(words, (20, top), colour=colour, bold=True)
    left = canvas.width - style.width_of(OTHERS, size=canvas.size) - 2
    canvas.mark("square", (left - 12, middle), colour=style.AXIS, size=121, filled=False)
    canvas.text(OTHERS, (left, top), colour=style.MUTED)
    canvas.line((0, below + 2), (canvas.width, below + 2), colour=colour, width=2)
    return below + 10


def _paint_counts(canvas: Canvas, rows: list[ChartRow], units: list[str], unit_size: int) -> float:
    top = 2.0
    for row in rows:
        shape, colour = UNITS[units.index(row["unit"])]
        number = int(row["value"] / unit_size + 0.5)
        end = number - 1 if row["qualifier"] != "exact" else -1

        def look(nth: int, room: float, end: int = end, shape: str = shape) -> dict[str, Any]:
            broken = {"filled": False, "dash": (2, 2)} if nth == end else {}
            return {"shape": shape, "size": (room - 4) ** 2, **broken}

        key = f"stands for {wording.in_prose(unit_size)} {row['unit']}"
        top = _marks(canvas, row, number, look, top=top, colour=colour, key=key) + 16
    return top - 14


def _marks(
    canvas: Canvas,
    row: ChartRow,
    many: int,
    look: Look,
    *,
    top: float,
    colour: style.Colour,
    group: int = 10,
    key: str = "",
) -> float:
    """Draw one number: large, its words, what a mark is, its marks; return the y below."""
    text_colour = style.INK if key else colour
    below = canvas.text(row["text"], (0, top), bold=True, size=canvas.large, colour=text_colour)
    narrow, beside = canvas.narrow, max(112, style.width_of(row["text"], size=canvas.large) * 1.2)
    at = (0.0, below) if narrow else (beside, top + 7)
    top = max(below, canvas.text(row["label"], at, width=canvas.width - at[0])) + 4
    if key:
        canvas.mark(**look(0, 14), at=(7, top + 7), colour=colour)
        top = canvas.text(key, (20, top), colour=style.MUTED) + 4
    per_row, gap = 20 if narrow else PER_ROW[group], 4 if narrow else 6
    pitch = (canvas.width - (per_row / group - 1) * gap) / per_row
    places = grid(many, top=top, pitch=pitch, per_row=per_row, group=group, gap=gap)
    for place, at in enumerate(places):
        canvas.mark(at=at, record=row["fact_id"], **{"colour": colour, **look(place, pitch)})
    return top + ((many - 1) // per_row + 1) * pitch
