"""The offices of a unit as houses, each with what was found in it, under what holds for all.

An office of which nothing is said apart is an open house: a gap in the sources, not a clean bill.
"""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt

from inspections.charts import theme
from inspections.charts.canvas import Canvas
from inspections.charts.figure import Figure, build, listing, place, reports, stated
from inspections.language import wording
from inspections.register import Finding, Inspection, Office, Register

HOUSE = "M-1,-0.1L0,-1L1,-0.1L0.8,-0.1L0.8,0.9L-0.8,0.9L-0.8,-0.1Z"
"""A gable and walls, in a square of two by two."""

HOUSE_SIZE = 2200
NOTHING = "nothing said of it alone"
EVERYWHERE = "The buildings across the unit"


Said = tuple[Finding, str]
"""A finding with the words that stand in the picture."""


@dataclass(frozen=True)
class _House:
    """An office, and its findings with the words that stand in the picture."""

    office: Office
    findings: tuple[Said, ...]


def offices(register: Register, inspection: Inspection, *, title: str) -> Figure:
    """Return the offices of one inspection, each with its findings in their short words.

    Findings of the same themes without an office hold for all. Raises ``ValueError`` where the
    package holds no office of the inspection.
    """
    told = [
        each for each in register.findings.values() if each.inspection == inspection and each.short
    ]
    themes = {each.theme for each in told if each.office_id}

    def said_of(office_id: str) -> tuple[Said, ...]:
        return tuple(
            (each, wording.fill(each.short, register))
            for each in told
            if each.office_id == office_id and each.theme in themes
        )

    houses = [
        _House(office, said_of(office.office_id))
        for office in register.offices.values()
        if office.inspection == inspection
    ]
    if not houses:
        raise ValueError(f"{inspection.inspection_id} has no office")
    houses.sort(key=lambda each: (not each.findings, each.office.name))
    shared = said_of("")
    named = [finding for each in houses for finding, _ in each.findings]
    named += [finding for finding, _ in shared]

    def draw(width: int, narrow: bool) -> alt.LayerChart:
        return _draw(houses, shared, width=width, narrow=narrow)

    return build(
        name=f"offices-{inspection.year}",
        title=title,
        subtitle=(
            "What inspectors found in each office. "
            f"{place(register, inspection)}, {reports([inspection])}."
        ),
        note=_note(houses),
        description=_description(houses, shared),
        rows=_rows(houses, shared),
        uses=[each.finding_id for each in named],
        citations=stated([*named, *(each.office for each in houses)]),
        draw=draw,
    )


def _note(houses: list[_House]) -> str:
    said = ["A schematic picture: it shows no sizes and no places."]
    if any(not each.findings for each in houses):
        said.append(
            "An open house with a broken outline is an office that the sources do not describe, "
            "which is neither praise nor blame."
        )
    return " ".join(said)


def _description(houses: list[_House], shared: tuple[Said, ...]) -> str:
    lines = [
        f"{house.office.name}: {listing([words for _, words in house.findings]) or NOTHING}."
        if house.findings
        else f"{house.office.name}: {NOTHING}."
        for house in houses
    ]
    common = f"{EVERYWHERE}: {listing([words for _, words in shared])}. " if shared else ""
    return f"{wording.in_prose(len(houses)).capitalize()} houses. {common}{' '.join(lines)}"


def _rows(houses: list[_House], shared: tuple[Said, ...]) -> list[tuple[str, dict[str, str]]]:
    groups = [(EVERYWHERE, shared)] if shared else []
    groups += [(house.office.name, house.findings) for house in houses]
    rows = []
    for name, findings in groups:
        for finding, words in findings:
            rows.append((finding.finding_id, _cells(name, words, finding)))
        if not findings:
            rows.append(("", {"Office": name, "What was found": NOTHING, "Reported by": "–"}))
    return rows


def _cells(name: str, words: str, finding: Finding) -> dict[str, str]:
    publishers = [each.source.publisher for each in finding.citations if each.relation == "agrees"]
    return {
        "Office": name,
        "What was found": words,
        "Reported by": listing(list(dict.fromkeys(publishers))),
    }


def _draw(
    houses: list[_House],
    shared: tuple[Said, ...],
    *,
    width: int,
    narrow: bool,
) -> alt.LayerChart:
    canvas = Canvas(width=width, narrow=narrow)
    top = _heading(canvas, EVERYWHERE, shared)
    if narrow:
        for house in houses:
            below = _house(canvas, house, x=34, y=top + 32, left=74, top=top, right=canvas.width)
            top = max(below, top + 60) + 14
        return canvas.chart(height=top - 10)
    column = canvas.width / len(houses)
    bottoms = []
    for number, house in enumerate(houses):
        x = number * column
        below = _house(
            canvas, house, x=x + 28, y=top + 30, left=x + 2, top=top + 68, right=x + column - 12
        )
        bottoms.append(below)
    return canvas.chart(height=max(bottoms) + 4)


def _heading(canvas: Canvas, name: str, shared: tuple[Said, ...]) -> float:
    if not shared:
        return 0
    said = f"{name}: {listing([words for _, words in shared])}"
    below = canvas.text(canvas.wrap(said, pixels=canvas.width), x=0, y=2, bold=True)
    canvas.line((0, below + 8), (canvas.width, below + 8), width=2)
    return below + 22


def _house(
    canvas: Canvas, house: _House, *, x: float, y: float, left: float, top: float, right: float
) -> float:
    """Draw one house around (x, y) and its words from (left, top); return the y below them."""
    described = bool(house.findings)
    canvas.mark(
        HOUSE,
        x=x,
        y=y,
        colour=theme.FAILURE if described else theme.AXIS,
        size=HOUSE_SIZE,
        filled=described,
        dash=() if described else (4, 3),
    )
    below = canvas.text([house.office.name], x=left, y=top, bold=True)
    if not described:
        nothing = canvas.wrap(NOTHING, pixels=right - left)
        return canvas.text(nothing, x=left, y=below, colour=theme.MUTED)
    for finding, words in house.findings:
        middle = below + canvas.size / 2 + 1
        canvas.mark(
            "diamond",
            x=left + 5,
            y=middle,
            colour=theme.FAILURE,
            size=60,
            record=finding.finding_id,
        )
        wrapped = canvas.wrap(words, pixels=right - left - 16)
        below = canvas.text(wrapped, x=left + 16, y=below) + 3
    return below
