"""A figure: one picture with all that a reader needs who cannot, or will not, look at it.

The frame is the same for every kind of picture; what is drawn comes from the other modules.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

import altair as alt
import pandas as pd

from inspections.drawing import FIGURE_MIME, style
from inspections.package.names import did_you_mean

Specification = dict[str, Any]
ChartRow = dict[str, Any]
VegaChart = alt.LayerChart | alt.VConcatChart
Draw = Callable[[int, bool], VegaChart]
"""Draws at a width in pixels; the second argument says whether for a narrow page."""

Sign = Literal["plus", "minus", "open", "none"]
"""What a statement is: praise, a concern, a question left open, or none of these."""


@dataclass(frozen=True)
class BoardEntry:
    """One statement; ``record_id`` names what it rests on, and is empty for a gap."""

    mark: Sign
    words: str
    record_id: str = ""


@dataclass(frozen=True)
class BoardGroup:
    """A part of a board: its heading, then as many cells as the board has columns."""

    label: str
    cells: tuple[tuple[BoardEntry, ...], ...]


@dataclass(frozen=True)
class Board:
    """Columns and groups; ``key`` says what each mark on the board means, but for "none"."""

    columns: tuple[str, ...]
    groups: tuple[BoardGroup, ...]
    key: tuple[tuple[Sign, str], ...]

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for a group without a cell a column, and an unexplained mark."""
        explained = {"none", *(mark for mark, _ in self.key)}
        for group in self.groups:
            if len(group.cells) != len(self.columns):
                number = len(group.cells)
                raise ValueError(f"'{group.label}' has {number} cells, not {len(self.columns)}")
            if marks := {entry.mark for cell in group.cells for entry in cell} - explained:
                raise ValueError(f"the key does not explain {', '.join(sorted(marks))}")


KIND = " Probation Delivery Unit"
"""What the name of every unit ends in: a line below a title has no room for it."""


@dataclass(frozen=True, eq=False)
class Figure:
    """One picture, and the same content as words and as a table.

    ``title`` is the message, ``subtitle`` the measure, place and period, ``note`` the limits that
    must be read with it. ``description`` says every drawn value with its qualifier. ``table``
    holds ready strings, a row indexed by the id of the record it shows. ``uses`` names every
    record drawn, ``source_ids`` the sources they rest on.

    A figure is either drawn or a board. If drawn, ``wide`` and ``narrow`` are Vega-Lite
    specifications that are the same bytes each time. If a reader can explore it, ``explore`` has
    one item: ``find``, the places of the table's rows in both drawings (see ``charts.strip``), or
    ``simulate``, the settings of the page's simulator of samples. A ``board`` is words set out in
    columns, which the page writes as a table: then the others are None.
    """

    name: str
    title: str
    subtitle: str
    note: str
    description: str
    table: pd.DataFrame
    uses: tuple[str, ...]
    source_ids: tuple[str, ...]
    wide: Specification | None = None
    narrow: Specification | None = None
    explore: dict[str, dict[str, Any]] | None = None
    board: Board | None = None

    @property
    def payload(self) -> dict[str, Any]:
        """Everything about the figure as plain JSON values."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        table, explore, board = (values.pop(name) for name in ("table", "explore", "board"))
        return {
            **values,
            "columns": [str(column) for column in table.columns],
            "rows": [[str(cell) for cell in row] for row in table.to_numpy().tolist()],
            "row_ids": [str(row_id) for row_id in table.index],
            "uses": list(self.uses),
            "source_ids": list(self.source_ids),
            **({"explore": explore} if explore else {}),
            **({"board": json.loads(json.dumps(asdict(board)))} if board else {}),
        }

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """Return the payload, and for a plain terminal the title and the table, a line a row."""
        payload = self.payload
        lines = [payload["columns"], *payload["rows"]]
        text = "\n".join([self.title, *(" | ".join(line) for line in lines)])
        return {FIGURE_MIME: payload, "text/plain": text}


def build(
    rows: list[ChartRow],
    *,
    name: str,
    title: str,
    subtitle: str,
    note: str,
    description: str,
    cells: Mapping[str, str],
    aloud: str = "",
    key: str = "fact_id",
    uses: Iterable[str] | None = None,
    source_ids: Iterable[str] | None = None,
    draw: Draw | None = None,
    explore: dict[str, dict[str, Any]] | None = None,
    board: Board | None = None,
) -> Figure:
    """Build a figure from ``rows``, one per record (see ``Book``), identified by the field ``key``.

    ``cells`` maps table columns to row fields; ``aloud`` describes a row, with ``{Column}`` names.
    In ``title``, ``[[fact_id]]`` becomes that row's text: ``ValueError`` if there is none. ``uses``
    and ``source_ids`` default to those of the rows.
    """
    ids = [row[key] for row in rows]
    shown = [{column: str(row[field]) for column, field in cells.items()} for row in rows]
    spoken = [_speak_row(aloud, row) for row in shown if aloud]
    return Figure(
        name=name,
        title=fill_title(title, rows),
        subtitle=subtitle,
        note=note,
        description=" ".join([description, *spoken]),
        table=pd.DataFrame(shown, index=pd.Index(ids, name="id")),
        uses=tuple(dict.fromkeys(ids if uses is None else uses)),
        source_ids=sources_of(rows) if source_ids is None else tuple(source_ids),
        explore=explore,
        board=board,
        **(_drawings(draw) if draw else {}),
    )


def _speak_row(text: str, cells: Mapping[str, str]) -> str:
    return re.sub(r"\{([^}]+)\}", lambda match: cells[match[1]], text)


def fill_title(text: str, rows: Iterable[ChartRow]) -> str:
    """Return ``text`` with each ``[[fact_id]]`` replaced by that row's words, as '22 of 70'.

    ``[[fact_id:value]]`` is '22', where the total was said before. So no title repeats a number by
    hand. Raises ``ValueError`` for an id that is in no row.
    """
    words = {row["fact_id"]: row["text"] for row in rows if "fact_id" in row}
    words |= {f"{name}:value": text.partition(" of ")[0] for name, text in words.items()}

    def word(match: re.Match[str]) -> str:
        if match[1] not in words:
            raise ValueError(f"'{match[1]}' is in no row of the table; it has {', '.join(words)}")
        return str(words[match[1]])

    return re.sub(r"\[\[([a-z0-9-]+(?::value)?)\]\]", word, text)


def rows_of(facts: pd.DataFrame, fact_ids: Iterable[str]) -> list[ChartRow]:
    """Return the rows of ``facts`` with these ids, in this order.

    Raises ``ValueError`` that names an id which is in no row.
    """
    wanted = list(fact_ids)
    known: dict[str, ChartRow] = {row["fact_id"]: row for row in facts.to_dict("records")}
    for name in wanted:
        if name not in known:
            near = did_you_mean(name, known, otherwise="the column fact_id has them all")
            raise ValueError(f"no row of the table has the fact_id {name}: {near}")
    return [known[each] for each in wanted]


def sources_of(rows: Iterable[ChartRow]) -> tuple[str, ...]:
    """Return the ids of the sources that rows name, in order."""
    names = ("source_id", "second_source_id")
    return tuple(dict.fromkeys(row[name] for row in rows for name in names if row.get(name)))


def place_and_report(rows: Iterable[ChartRow]) -> str:
    """Return where, and in the report of which year, rows were counted."""
    dated_rows = [row for row in rows if row["report_date"]]
    places = dict.fromkeys(row["place"].removesuffix(KIND) for row in dated_rows)
    # The year alone: a month may be worked out, and a caption has no room to say so.
    years = dict.fromkeys(row["report_date"][:4] for row in dated_rows)
    return f"{listing(places)}, {listing(years)} report{'s' if len(years) > 1 else ''}."


def _drawings(draw: Draw) -> dict[str, Specification]:
    return {
        "wide": _specification(draw(style.WIDE, False), narrow=False),
        "narrow": _specification(draw(style.NARROW, True), narrow=True),
    }


def _specification(chart: VegaChart, *, narrow: bool) -> Specification:
    """Return a chart as deterministic Vega-Lite: our theme, numbered data, floats to 6 places."""
    drawn = {**chart.to_dict(), "config": style.config(narrow=narrow)}
    text = json.dumps(drawn)
    for place, name in enumerate(drawn.get("datasets", {})):
        text = text.replace(f'"{name}"', f'"data-{place}"')
    settled: Specification = json.loads(text, parse_float=lambda number: round(float(number), 6))
    return settled


def data(rows: Iterable[ChartRow]) -> alt.InlineData:
    """Return rows as a data set of a chart."""
    return alt.InlineData(values=json.loads(json.dumps(list(rows))))


def listing(parts: Iterable[str]) -> str:
    """Return 'a', 'a and b', 'a, b and c'."""
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


def capital(text: str) -> str:
    """Return ``text`` as it begins a sentence."""
    return text[:1].upper() + text[1:]
