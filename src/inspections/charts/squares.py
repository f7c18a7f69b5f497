"""Cases drawn as cases: a square each, in a row of its own for every question.

What inspectors found missing and what they found good enough are told by headings, by shape and
by colour. A square that is neither is a case that was not counted so; the source says no more.
"""

from __future__ import annotations

import pandas as pd

from inspections.drawing import theme
from inspections.drawing.canvas import Canvas, on_canvas
from inspections.drawing.figure import Figure, build, filled, place_and_report, sources_of
from inspections.language import wording

CUT = "M-.78,-1L.78,-1L0,-.22ZM1,-.78L1,.78L.22,0ZM.78,1L-.78,1L0,.22ZM-1,.78L-1,-.78L-.22,0Z"
"""A square cut by a cross, as Vega draws symbols: within one unit around the middle."""

LOOKS = {
    "failure": (CUT, theme.FAILURE, "Missing", "crossed"),
    "success": ("square", theme.SUCCESS, "Good enough", "full"),
}
"""Shape, colour, heading and name of a counted case; failures come first."""

PER_ROW = {"wide": 35, "narrow": 20}
FIVES = 5


def squares(cases: pd.DataFrame, *, title: str, name: str = "case-squares") -> Figure:
    """Return the counts of ``cases`` (rows as of ``Book.case_findings``), a square for each case.

    The questions that count what was missing come first, each group with its worst share first.
    ``title`` may name a row as ``[[fact_id]]``. Raises ``ValueError`` where a row is no exact
    success or failure out of a total.
    """
    bad = cases[~(cases["counts"].isin(LOOKS) & cases["total"].notna())]
    vague = cases[cases["qualifier"] != "exact"]
    if len(cases) == 0 or len(bad) or len(vague):
        ids = ", ".join([*bad["fact_id"], *vague["fact_id"]]) or "no row"
        raise ValueError(f"squares need exact counts out of a total, good or missing: {ids}")
    ordered = _ordered(cases)
    rows = ordered.to_dict("records")
    return build(
        name=name,
        title=filled(title, cases),
        subtitle=f"Inspected cases, a square each. {place_and_report(cases)}",
        note=_note(ordered),
        description=_description(rows, _note(ordered)),
        rows=[(row["fact_id"], _cells(row)) for row in rows],
        uses=ordered["fact_id"],
        source_ids=sources_of(ordered),
        draw=on_canvas(lambda canvas: _paint(canvas, rows)),
    )


def _ordered(cases: pd.DataFrame) -> pd.DataFrame:
    share = cases["percent"].where(cases["counts"] == "success", -cases["percent"])
    rank = cases["counts"].map({kind: place for place, kind in enumerate(LOOKS)})
    return cases.assign(_rank=rank, _share=share).sort_values(["_rank", "_share", "fact_id"])


def _note(cases: pd.DataFrame) -> str:
    said = (
        "Each row answers one question. Do not add the rows up: a case may be counted in more "
        "than one, and no source says which."
    )
    return said if len(cases) > 1 else ""


def _description(rows: list[dict[str, object]], note: str) -> str:
    parts = [
        f"{row['label']}: {row['text']}, drawn as {LOOKS[str(row['counts'])][3]} squares "
        f"({'missing' if row['counts'] == 'failure' else 'good enough'})."
        for row in rows
    ]
    return (
        f"{wording.in_prose(len(rows)).capitalize()} rows of squares, a square for each inspected "
        f"case; the other squares are open. {' '.join(parts)} {note}".strip()
    )


def _cells(row: dict[str, object]) -> dict[str, str]:
    return {
        "Question": str(row["label"]),
        "Cases": str(row["text"]),
        "Counts": "what was missing" if row["counts"] == "failure" else "what was good enough",
    }


def _paint(canvas: Canvas, rows: list[dict[str, object]]) -> float:
    top, heading = 2.0, ""
    for row in rows:
        kind = str(row["counts"])
        if kind != heading:
            top = _heading(canvas, kind, top=top + (4 if heading else 0))
            heading = kind
        top = _row(canvas, row, top=top) + 16
    return top - 10


def _heading(canvas: Canvas, kind: str, *, top: float) -> float:
    shape, colour, words, _ = LOOKS[kind]
    middle = top + canvas.line_height / 2
    canvas.mark(shape, x=7, y=middle - 1, colour=colour, size=169)
    below = canvas.text([words], x=20, y=top, colour=colour, bold=True)
    canvas.line((0, below + 2), (canvas.width, below + 2), colour=colour, width=2)
    return below + 10


def _row(canvas: Canvas, row: dict[str, object], *, top: float) -> float:
    """Draw one question: its number, its words, its squares; return the y below."""
    shape, colour, *_ = LOOKS[str(row["counts"])]
    number, column = str(row["text"]), 112
    below = canvas.text([number], x=0, y=top, colour=colour, bold=True, size=canvas.large)
    left = 0 if canvas.narrow else column
    words_top = below if canvas.narrow else top + 7
    words = canvas.write(str(row["label"]), x=left, y=words_top, width=canvas.width - left)
    value, total = int(str(row["value"])), int(str(row["total"]))
    per_row = PER_ROW[theme.size_name(canvas.narrow)]
    gap = 4 if canvas.narrow else 6
    pitch = (canvas.width - (per_row / FIVES - 1) * gap) / per_row
    first = max(below, words) + 4 + pitch / 2
    for case in range(total):
        down, across = divmod(case, per_row)
        x = pitch * (across + 0.5) + across // FIVES * gap
        _case(
            canvas,
            shape if case < value else "",
            colour,
            x=x,
            y=first + down * pitch,
            side=pitch - 2.5,
            record=str(row["fact_id"]),
        )
    return first + (total - 1) // per_row * pitch + pitch / 2


def _case(
    canvas: Canvas,
    shape: str,
    colour: theme.Colour,
    *,
    x: float,
    y: float,
    side: float,
    record: str,
) -> None:
    if shape:
        canvas.mark(shape, x=x, y=y, colour=colour, size=side**2, record=record)
    else:
        canvas.mark(
            "square",
            x=x,
            y=y,
            colour=theme.AXIS,
            size=(side - 2) ** 2,
            filled=False,
            record=record,
        )
