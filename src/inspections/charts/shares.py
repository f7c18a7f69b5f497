"""Like for like: shares that answer the same question, each question with a scale of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from inspections.drawing import theme
from inspections.drawing.canvas import Canvas, on_canvas
from inspections.drawing.figure import Figure, build, chosen, filled, listing, sources_of
from inspections.language import wording

COLOURS = {"success": theme.SUCCESS, "failure": theme.FAILURE, "neutral": theme.WAITING}
BETTER = {"success": "More is better.", "failure": "Less is better.", "neutral": ""}

LIMITS = "Each bar has a base of its own. This is not a ranking, or a sample of all areas."

BAR, NUMBER = 12, 56
"""The thickness of a bar, and the pixels for the number beside it."""

Questions = Mapping[str, Mapping[str, str]]


def shares(
    facts: pd.DataFrame,
    questions: Questions,
    *,
    title: str,
    own: str = "",
    note: str = "",
    name: str = "like-for-like",
) -> Figure:
    """Return shares side by side: under each question, places by the id of their number.

    ``questions`` has the wording of each question, and under it a name for each ``fact_id``, such
    as "Unit, year". Names that begin with ``own`` stand out. ``title`` may name a row as
    ``[[fact_id]]``. Raises ``ValueError`` for an id that is in no row, for a number that is no
    share, and for a question with both good and missing counts.
    """
    groups = {
        words: _rows(chosen(facts, places), places, words) for words, places in questions.items()
    }
    ids = [row["fact_id"] for rows in groups.values() for row in rows]
    table = chosen(facts, ids)
    return build(
        name=name,
        title=filled(title, table),
        subtitle=f"Shares in per cent, each question on its own. {_years(questions)}.",
        note=f"{LIMITS} {note}".strip(),
        description=_description(groups),
        rows=[
            (row["fact_id"], _cells(words, row)) for words, rows in groups.items() for row in rows
        ],
        uses=ids,
        source_ids=sources_of(table),
        draw=on_canvas(lambda canvas: _paint(canvas, groups, own)),
    )


def _rows(table: pd.DataFrame, places: Mapping[str, str], words: str) -> list[dict[str, Any]]:
    """Return the rows of one question in the order given: it is no ranking."""
    if table["counts"].nunique() != 1:
        raise ValueError(f"'{words}' mixes {', '.join(sorted(set(table['counts'])))} counts")
    percent = table["percent"].fillna(table["value"].where(table["unit"] == "per cent"))
    if percent.isna().any():
        ids = ", ".join(table["fact_id"][percent.isna()])
        raise ValueError(f"'{words}' has numbers that are no share: {ids}")
    rows = table.assign(percent=percent, name=[places[each] for each in table["fact_id"]])
    return list(rows.to_dict("records"))


def _years(questions: Questions) -> str:
    """Return the years that the names give, as 'Figures of YEAR and YEAR'."""
    names = " ".join(name for places in questions.values() for name in places.values())
    years = sorted(set(re.findall(r"\b20\d\d\b", names)))
    return f"Figures of {listing(years)}" if years else "Figures without a year"


def _base(row: dict[str, Any]) -> str:
    if row["unit"] != "per cent":
        return f"{row['text']} {row['unit']}"
    return str(row["text"])


def _description(groups: dict[str, list[dict[str, Any]]]) -> str:
    parts = [
        f"{words}: " + "; ".join(f"{row['name']}, {_base(row)}" for row in rows) + "."
        for words, rows in groups.items()
    ]
    return (
        f"{wording.in_prose(len(groups)).capitalize()} group{'s' if len(groups) > 1 else ''} of "
        f"bars, on a scale from 0 to 100 per cent. {' '.join(parts)}"
    )


def _cells(words: str, row: dict[str, Any]) -> dict[str, str]:
    return {
        "Place": row["name"],
        "Question": words,
        "Share": _base(row),
        "Of": row["population"],
    }


def _paint(canvas: Canvas, groups: dict[str, list[dict[str, Any]]], own: str) -> float:
    top = 2.0
    for words, rows in groups.items():
        top = canvas.write(words, x=0, y=top, width=canvas.width, bold=True)
        if better := BETTER[rows[0]["counts"]]:
            top = canvas.text([better], x=0, y=top, colour=theme.MUTED)
        top += 8
        for row in rows:
            top = _bar(canvas, row, own=bool(own) and row["name"].startswith(own), top=top)
        top += 14
    return top - 14


def _bar(canvas: Canvas, row: dict[str, Any], *, own: bool, top: float) -> float:
    """Draw one place: its name above or beside its bar, its number after it; return the y below."""
    left = 0.0 if canvas.narrow else 230.0
    room = canvas.width - left - NUMBER
    words = f"{row['name']} ({_base(row)})" if row["unit"] != "per cent" else row["name"]
    room_left = canvas.width if canvas.narrow else left - 8
    below = canvas.write(words, x=0, y=top, width=room_left, bold=own)
    y = below + BAR / 2 + 1 if canvas.narrow else (top + below) / 2 - 2
    colour = COLOURS[row["counts"]]
    canvas.line((left, y), (left + room, y), colour=theme.GRID, width=BAR)
    vague = row["qualifier"] != "exact"
    canvas.line(
        (left, y),
        (left + room * row["percent"] / 100, y),
        colour=colour,
        width=BAR,
        dash=(4, 3) if vague else (),
    )
    said = row["text"] if row["unit"] == "per cent" else f"{int(row['percent'] + 0.5)} per cent"
    canvas.text(
        [said.replace(" per cent", "%")],
        x=left + room + 8,
        y=y - 8,
        bold=True,
        size=canvas.size + 2,
    )
    return max(below, y + BAR / 2) + 6
