"""Like for like: shares that answer the same question, each question with a scale of its own."""

import re
from collections.abc import Mapping

import pandas as pd

from inspections.arithmetic.derivations import surely_below
from inspections.drawing import style
from inspections.drawing.canvas import Canvas, on_canvas
from inspections.drawing.figure import ChartRow, Figure, build, rows_of
from inspections.language import wording

LOOKS = {
    "success": (style.SUCCESS, "More is better."),
    "failure": (style.FAILURE, "Less is better."),
    "neutral": (style.WAITING, ""),
}
"""The colour of a bar by what it counts, and what is said of it."""

LIMITS = (
    "Each bar is a share of a different total. This is not a ranking, and the places are not a "
    "sample of all areas."
)

NUMBER = 56
"""Pixels for the number beside a bar."""


def shares(
    facts: pd.DataFrame,
    questions: Mapping[str, Mapping[str, str]],
    *,
    title: str,
    own: str = "",
    below_half: bool = False,
    note: str = "",
    name: str = "like-for-like",
) -> Figure:
    """Return shares side by side: under each question, places by the id of their number.

    ``questions`` has the wording of each question, and under it a name for each ``fact_id``, such
    as "Unit, year". Names that begin with ``own`` stand out. ``title`` may name a row as
    ``[[fact_id]]``; with ``below_half`` it may say that every share is. Raises ``ValueError`` for
    an id that is in no row, for a number that is no share, for a question with both good and
    missing counts, and with ``below_half`` for a share that is not surely below a half.
    """
    rows = [row for words, places in questions.items() for row in _rows(facts, places, words)]
    if below_half and (above := [row["name"] for row in rows if not _below_half(row)]):
        raise ValueError(f"not every share is below a half: {', '.join(above)}")
    years = sorted(re.findall(r"\b20\d\d\b", " ".join(row["name"] for row in rows)))
    period = " to ".join(dict.fromkeys((years[0], years[-1]))) if years else "years not named"
    number, many = wording.in_prose(len(questions)), len(questions) > 1
    differ = f" The {number} groups of bars answer different questions." if many else ""
    return build(
        rows,
        name=name,
        title=title,
        subtitle=f"Per cent, {period}.{differ}",
        note=f"{LIMITS} {note}".strip(),
        description=f"{number.capitalize()} group{'s' * many} of bars, from 0 to 100 per cent.",
        cells={"Place": "name", "Question": "words", "Share": "base", "Of": "population"},
        aloud="{Question}: {Place}, {Share}.",
        draw=on_canvas(lambda canvas: _paint(canvas, rows, own)),
    )


def _below_half(row: ChartRow) -> bool:
    return surely_below(row["percent"], 50, qualifier=row["qualifier"])


def _rows(facts: pd.DataFrame, places: Mapping[str, str], words: str) -> list[ChartRow]:
    """Return the rows of one question in the order given: it is no ranking."""
    rows = rows_of(facts, places)
    if len(counted := sorted({row["counts"] for row in rows})) > 1:
        raise ValueError(f"'{words}' mixes {', '.join(counted)} counts")
    for row in rows:
        row |= {"name": places[row["fact_id"]], "words": words}
        if row["unit"] == "per cent":
            row |= {"percent": row["value"], "base": row["text"]}
        else:
            row["base"] = f"{row['text']} {row['unit']}"
    if ids := [row["fact_id"] for row in rows if pd.isna(row["percent"])]:
        raise ValueError(f"'{words}' has numbers that are no share: {', '.join(ids)}")
    return rows


def _paint(canvas: Canvas, rows: list[ChartRow], own: str) -> float:
    top = 2.0
    for row, before in zip(rows, [None, *rows], strict=False):
        if not before or row["words"] != before["words"]:
            top += 10 if before else 0
            top = canvas.text(row["words"], (0, top), width=canvas.width, bold=True)
            if better := LOOKS[row["counts"]][1]:
                top = canvas.text(better, (0, top), colour=style.MUTED)
            top += 8
        top = _bar(canvas, row, own=bool(own) and row["name"].startswith(own), top=top)
    return top - 12


def _bar(canvas: Canvas, row: ChartRow, *, own: bool, top: float) -> float:
    """Draw one place: its name above or beside its bar, its number after it; return the y below."""
    narrow, colour = canvas.narrow, LOOKS[row["counts"]][0]
    left, thick, gap = (0.0, 14, 16) if narrow else (230.0, 12, 6)
    room = canvas.width - left - NUMBER
    percent = row["unit"] == "per cent"
    words = row["name"] if percent else f"{row['name']} ({row['base']})"
    below = canvas.text(words, (0, top), width=canvas.width if narrow else left - 8, bold=own)
    y = below + thick / 2 - 1 if narrow else (top + below) / 2 - 2
    up, down, end = y - thick / 2, y + thick / 2, left + room * row["percent"] / 100
    canvas.bar((left, up), (left + room, down), colour=style.GRID)
    dash = None if row["qualifier"] == "exact" else (4, 3)
    canvas.bar((left, up), (end, down), colour=colour, dash=dash)
    share = row["text"] if percent else wording.in_percent(row["percent"])
    canvas.text(
        share.replace(" per cent", "%"), (left + room + 8, y - 8), bold=True, size=canvas.size + 2
    )
    return max(below, down) + gap
