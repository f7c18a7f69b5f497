"""Backlogs: counts of waiting things on one scale, and each kind of delay on its own.

An exact count is a solid bar. A count that the source calls approximate is an open bar with a
broken outline, and its label keeps the source's word. A limit ('up to') is a line with an end.
"""

from __future__ import annotations

from collections.abc import Iterable

import altair as alt

from inspections.charts import theme
from inspections.charts.figure import (
    Figure,
    Row,
    agreeing,
    build,
    capital,
    data,
    listing,
    place,
    reports,
    whole_steps,
)
from inspections.language import wording
from inspections.register import Fact, Register

LIMITS = ("at_most", "at_least", "more_than", "fewer_than")
"""Qualifiers that name a limit instead of a size."""

BAR = 18


def backlogs(register: Register, fact_ids: Iterable[str]) -> Figure:
    """Return the backlogs named, counts first and delays apart.

    Raises ``UnknownId`` for an unknown fact, and ``ValueError`` unless all are of one inspection
    and at least one is a count.
    """
    facts = [register.fact(each) for each in fact_ids]
    counts = [fact for fact in facts if fact.unit not in wording.TIMES]
    delays = [fact for fact in facts if fact.unit in wording.TIMES]
    inspections = {fact.inspection for fact in facts}
    inspection = inspections.pop() if len(inspections) == 1 else None
    if inspection is None or not counts:
        raise ValueError("backlogs need at least one count, and facts of one inspection")
    panels = [counts] + [
        [fact for fact in delays if fact.unit == unit]
        for unit in wording.TIMES
        if any(fact.unit == unit for fact in delays)
    ]

    def draw(width: int, narrow: bool) -> alt.VConcatChart:
        drawn = [_panel(panel, width=width, narrow=narrow) for panel in panels]
        return alt.VConcatChart(vconcat=drawn)

    measure = "Number waiting" + (", and delay on a scale of its own" if delays else "")
    return build(
        name=f"backlogs-{inspection.year}",
        title=_title(counts, delays),
        subtitle=f"{measure}. {place(register, inspection)}, {reports([inspection])}.",
        note=_note(facts),
        description=_description(panels),
        rows=[(fact.fact_id, _cells(fact)) for fact in facts],
        uses=[fact.fact_id for fact in facts],
        citations=agreeing(facts),
        draw=draw,
    )


def style(fact: Fact) -> str:
    """Return how a figure is drawn: 'solid', 'open' or 'limit'."""
    if fact.qualifier in LIMITS:
        return "limit"
    return "solid" if fact.qualifier == "exact" else "open"


def _title(counts: list[Fact], delays: list[Fact]) -> str:
    waiting = listing([wording.say_with_unit(fact) for fact in counts])
    beginning = f"{capital(waiting)} were waiting"
    if not delays:
        return beginning
    return f"{beginning}; delays were {listing([wording.say(fact) for fact in delays])}"


def _note(facts: list[Fact]) -> str:
    meanings = {
        "open": "An open bar is a count that the source gives only approximately.",
        "limit": "A line with an end is a limit: no exact figure is stated.",
    }
    used = {style(fact) for fact in facts}
    said = [text for name, text in meanings.items() if name in used]
    return " ".join(["The bars count different things: do not add them.", *said])


_DRAWN = {
    "solid": "a solid bar",
    "open": "an open bar, because the count is approximate",
    "limit": "a line with an end, because it is a limit",
}


def _description(panels: list[list[Fact]]) -> str:
    parts = []
    for number, panel in enumerate(panels):
        lines = [
            f"{fact.label}: {wording.say_with_unit(fact)}, {_DRAWN[style(fact)]}." for fact in panel
        ]
        beginning = (
            f"Apart from these, on a scale of {panel[0].unit} from zero"
            if number
            else "A bar chart of numbers on a scale from zero"
        )
        parts.append(f"{beginning}. {' '.join(lines)}")
    return " ".join(parts)


def _cells(fact: Fact) -> dict[str, str]:
    return {
        "What waits": fact.label,
        "Figure": wording.say_with_unit(fact),
        "Of": fact.population,
    }


def _row(fact: Fact) -> Row:
    return {
        "fact": fact.fact_id,
        "zero": 0,
        "value": fact.value,
        "said": wording.say_with_unit(fact),
        "style": style(fact),
    }


def _panel(facts: list[Fact], *, width: int, narrow: bool) -> alt.LayerChart:
    size = theme.TEXT_SIZE[theme.size_name(narrow)]
    labels = [theme.wrap(fact.label, pixels=width, size=size) for fact in facts]
    rows = [{**_row(fact), "lines": lines} for fact, lines in zip(facts, labels, strict=True)]
    line = theme.line_height(size)
    step = (1 + theme.longest(labels)) * line + BAR + 22
    band = alt.Y("fact:N", sort=None, axis=None, scale=alt.Scale(padding=0))
    duration = facts[0].unit in wording.TIMES
    steps = whole_steps(max(float(fact.value) for fact in facts))
    value = alt.X(
        "value:Q",
        scale=alt.Scale(domain=[0, steps[-1]], nice=False),
        axis=alt.Axis(
            title=facts[0].unit if duration else "number waiting",
            format=",d",
            values=steps,
            labelFlush=True,
            grid=False,
        ),
    )
    base = alt.Chart(data(rows))
    texts = [
        base.mark_text(
            align="left", baseline="top", fontWeight="bold", x=0, yOffset=4 - step / 2
        ).encode(y=band, text="said:N"),
        base.mark_text(align="left", baseline="top", x=0, yOffset=4 + line - step / 2).encode(
            y=band, text="lines:N"
        ),
    ]
    marks = _marks(rows, value=value, band=band, shift=step / 2 - BAR / 2 - 10)
    return alt.LayerChart(layer=[*marks, *texts], width=width - 2, height=step * len(facts))


def _marks(rows: list[Row], *, value: alt.X, band: alt.Y, shift: float) -> list[alt.Chart]:
    colour = theme.WAITING.light
    layers = []
    for name in ("solid", "open", "limit"):
        chosen = [row for row in rows if row["style"] == name]
        if not chosen:
            continue
        base = alt.Chart(data(chosen))
        if name == "solid":
            layers.append(
                base.mark_bar(color=colour, size=BAR, yOffset=shift).encode(x=value, y=band)
            )
        elif name == "open":
            layers.append(
                base.mark_bar(
                    filled=False,
                    stroke=colour,
                    strokeWidth=2,
                    strokeDash=[5, 3],
                    size=BAR,
                    yOffset=shift,
                ).encode(x=value, y=band)
            )
        else:
            layers.append(
                base.mark_rule(
                    color=colour, strokeWidth=2, strokeDash=[5, 3], yOffset=shift
                ).encode(x="zero:Q", x2="value:Q", y=band)
            )
            layers.append(
                base.mark_tick(
                    color=colour, thickness=3, size=BAR, opacity=1, orient="vertical", yOffset=shift
                ).encode(x=value, y=band)
            )
    return layers
