"""A figure: one picture with all that a reader needs who cannot, or will not, look at it.

The frame is the same for every kind of picture; what is drawn comes from the other modules.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

import altair as alt
import pandas as pd

from inspections.drawing import FIGURE_MIME, theme
from inspections.drawing.board import Board
from inspections.register import Citation, Fact, Inspection, Register

Specification = dict[str, Any]
Row = dict[str, Any]
Chart = alt.Chart | alt.LayerChart | alt.VConcatChart
Draw = Callable[[int, bool], Chart]
"""Draws at a width in pixels; the second argument says whether for a narrow page."""


@dataclass(frozen=True, eq=False)
class Figure:
    """One picture, and the same content as words and as a table.

    ``title`` is the message, ``subtitle`` the measure, place and period, ``note`` the limits that
    must be read with it. ``description`` says every drawn value with its qualifier. ``table``
    holds ready strings, a row indexed by the id of the record it shows. ``uses`` names every
    record drawn, ``source_ids`` the sources they rest on.

    A figure is either drawn or a board. If drawn, ``wide`` and ``narrow`` are Vega-Lite
    specifications that are the same bytes each time; ``explore`` holds two more, by those names,
    where a reader who explores the figure is to meet another drawing than the still one, or
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
    explore: dict[str, Specification] | None = None
    board: Board | None = None

    @property
    def payload(self) -> dict[str, Any]:
        """Everything about the figure as plain JSON values."""
        return {
            "name": self.name,
            "title": self.title,
            "subtitle": self.subtitle,
            "note": self.note,
            "description": self.description,
            "columns": [str(column) for column in self.table.columns],
            "rows": [[str(cell) for cell in row] for row in self.table.to_numpy().tolist()],
            "row_ids": [str(each) for each in self.table.index],
            "uses": list(self.uses),
            "source_ids": list(self.source_ids),
            "wide": self.wide,
            "narrow": self.narrow,
            **({"explore": self.explore} if self.explore else {}),
            **({"board": json.loads(json.dumps(asdict(self.board)))} if self.board else {}),
        }

    @property
    def text(self) -> str:
        """The title, then the table, a line a row."""
        payload = self.payload
        lines = [payload["columns"], *payload["rows"]]
        return "\n".join([self.title, *(" | ".join(line) for line in lines)])

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {FIGURE_MIME: self.payload, "text/plain": self.text}


def build(
    *,
    name: str,
    title: str,
    subtitle: str,
    note: str,
    description: str,
    rows: Iterable[tuple[str, dict[str, str]]],
    uses: Iterable[str],
    citations: Iterable[Citation] = (),
    source_ids: Iterable[str] = (),
    draw: Draw | None = None,
    explore: Draw | None = None,
    simulate: dict[str, Any] | None = None,
    board: Board | None = None,
) -> Figure:
    """Return a figure, drawn wide and narrow or as a board; just one of the two is given.

    ``rows`` pairs a record's id with its cells. ``explore`` draws what a reader explores in place
    of the still drawing, with inputs bound to named parameters. There a mark is read out by its
    tooltip, or as the row of the table whose id or first cell is in its data.
    """
    listed = list(rows)
    table = pd.DataFrame(
        [cells for _, cells in listed], index=pd.Index([each for each, _ in listed], name="id")
    )
    return Figure(
        name=name,
        title=title,
        subtitle=subtitle,
        note=note,
        description=description,
        table=table,
        uses=tuple(dict.fromkeys(uses)),
        source_ids=tuple(dict.fromkeys([*source_ids, *(c.source.source_id for c in citations)])),
        **(_drawings(draw) if draw else {}),
        explore=_drawings(explore) if explore else {"simulate": simulate} if simulate else None,
        board=board,
    )


def filled(text: str, facts: pd.DataFrame) -> str:
    """Return ``text`` with each ``[[fact_id]]`` replaced by that row's words, as '22 of 70'.

    So no title repeats a number by hand. Raises ``ValueError`` for an id that is in no row.
    """
    words: dict[str, str] = dict(zip(facts["fact_id"], facts["text"], strict=True))

    def word(match: re.Match[str]) -> str:
        if match[1] not in words:
            raise ValueError(f"'{match[1]}' is in no row of the table; it has {', '.join(words)}")
        return words[match[1]]

    return re.sub(r"\[\[([a-z0-9-]+)\]\]", word, text)


def chosen(facts: pd.DataFrame, fact_ids: Iterable[str]) -> pd.DataFrame:
    """Return the rows of ``facts`` with these ids, in this order.

    Raises ``ValueError`` that names the ids which are in no row.
    """
    wanted = list(fact_ids)
    missing = sorted(set(wanted) - set(facts["fact_id"]))
    if missing:
        raise ValueError(f"no row of the table has the fact_id {', '.join(missing)}")
    return facts.set_index("fact_id", drop=False).loc[wanted].reset_index(drop=True)


def sources_of(table: pd.DataFrame) -> list[str]:
    """Return the ids of the sources that the rows of a table name, in order."""
    columns = [name for name in ("source_id", "second_source_id") if name in table]
    cells = [cell for row in table[columns].to_numpy().tolist() for cell in row if cell]
    return list(dict.fromkeys(cells))


def place_and_report(table: pd.DataFrame) -> str:
    """Return where and in which report the rows of a table were counted."""
    told = table[table["report_date"] != ""]
    places = listing(list(dict.fromkeys(told["place"])))
    return f"{places}, {_reports_of(told['report_date'])}."


def _drawings(draw: Draw) -> dict[str, Specification]:
    return {
        "wide": specification(draw(theme.WIDE, False), narrow=False),
        "narrow": specification(draw(theme.NARROW, True), narrow=True),
    }


def specification(chart: Chart, *, narrow: bool) -> Specification:
    """Return a chart as Vega-Lite: the one theme, named data sets, floats to six places."""
    drawn = chart.to_dict()
    drawn["config"] = theme.config(narrow=narrow)
    names = {old: f"data-{place}" for place, old in enumerate(drawn.get("datasets", {}))}
    settled: Specification = _settled(drawn, names)
    return settled


def _settled(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, dict):
        return {names.get(key, key): _settled(each, names) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_settled(each, names) for each in value]
    return value


def data(rows: Iterable[Row]) -> alt.InlineData:
    """Return rows as a data set of a chart."""
    return alt.InlineData(values=json.loads(json.dumps(list(rows))))


def place(register: Register, inspection: Inspection) -> str:
    """Return the name of the unit inspected, in full where the package gives it."""
    subject = register.package.subject
    return subject["unit_name"] if inspection.unit == subject["unit"] else inspection.unit


def reports(inspections: Iterable[Inspection]) -> str:
    """Return 'inspection report of' and the year, or 'inspection reports of' and the years."""
    return _reports_of(each.report_date for each in inspections)


def _reports_of(dates: Iterable[str]) -> str:
    # The year alone: a month may be worked out, and a caption has no room to say so.
    years = list(dict.fromkeys(each[:4] for each in dates))
    return f"inspection report{'s' if len(years) > 1 else ''} of {listing(years)}"


def listing(parts: list[str]) -> str:
    """Return 'a', 'a and b', 'a, b and c'."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def agreeing(facts: Iterable[Fact]) -> list[Citation]:
    """Return the citations that say what is drawn, without those that differ."""
    return [each for fact in facts for each in fact.sources if each.relation == "agrees"]


def rising(label: str) -> str:
    """Return a label as it stands inside a sentence: a capital goes, an abbreviation stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def capital(text: str) -> str:
    """Return ``text`` as it begins a sentence."""
    return text[:1].upper() + text[1:]


def round_numbers() -> Iterator[int]:
    """Return 1, 2, 5, 10, 20, 50 and so on, to far beyond any figure."""
    return (factor * 10**power for power in range(12) for factor in (1, 2, 5))
