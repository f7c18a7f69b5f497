"""Every rated inspection of a unit as one mark, by programme and region, the subject ringed.

Each programme has a panel of its own: units were chosen and judged by other rules, so that the
panels are no trend. What a mark means is said by its shape and filling, never by a colour.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

import altair as alt

from inspections.charts import theme
from inspections.charts.figure import Figure, Row, build, capital, data, listing
from inspections.language import wording
from inspections.register import RATINGS, Inspection, Programme, Register

_SHAPES = (("square", True), ("square", False), ("circle", False), ("circle", True))
SHAPES = dict(zip(RATINGS, _SHAPES, strict=True))
"""Shape of each rating, and whether it is filled: squares for the lower half of the scale."""

NONE = "none in the list"


def ratings_by_region(register: Register) -> Figure:
    """Return all rated inspections of units that the package holds.

    Raises ``ValueError`` where it holds none.
    """
    inspections = [each for each in register.inspections.values() if each.unit_kind == "unit"]
    if not inspections:
        raise ValueError("the package holds no inspection of a unit")
    panels = _panels(register, inspections)
    subject = register.package.subject["unit"]

    def draw(width: int, narrow: bool) -> alt.LayerChart:
        return _draw(panels, subject, width=width, narrow=narrow)

    def explore(width: int, narrow: bool) -> alt.LayerChart:
        return _draw(panels, subject, width=width, narrow=narrow, named=True)

    years = sorted({each.year for each in inspections if each.year})
    return build(
        name="ratings-by-region",
        title=_title(inspections),
        subtitle=(
            "Overall rating of each inspection of a unit in the list, a panel for each programme. "
            f"{register.package.descriptor['ratings_list']['spatial']}, "
            f"reports of {years[0]} to {years[-1]}."
        ),
        note=(
            "The programmes chose units in different ways and used different standards: compare "
            "regions and units within a panel, and never read the panels as a trend. "
            f"The source of each rating stands where an area can be looked up.{_doubt(inspections)}"
        ),
        description=_description(panels, subject),
        rows=[(_row_id(region), _cells(region, panels)) for region in panels[0].regions],
        uses=[each.inspection_id for each in inspections],
        citations=[],
        draw=draw,
        explore=explore,
    )


@dataclass(frozen=True)
class _Panel:
    """One programme: every region of the list, with its inspections from worst to best."""

    programme: Programme
    regions: dict[str, list[Inspection]]

    @property
    def count(self) -> int:
        return sum(map(len, self.regions.values()))

    @property
    def most(self) -> int:
        return max(map(len, self.regions.values()))

    @property
    def heading(self) -> str:
        return f"{capital(self.programme.label)}: {self.count} inspections"


def _panels(register: Register, inspections: list[Inspection]) -> list[_Panel]:
    regions = sorted({each.region for each in inspections})
    ordered = sorted(inspections, key=lambda each: (each.rank, each.unit))
    programmes = sorted(register.programmes.values(), key=lambda each: each.began)
    panels = [
        _Panel(
            programme=programme,
            regions={
                region: [
                    each
                    for each in ordered
                    if each.programme == programme and each.region == region
                ]
                for region in regions
            },
        )
        for programme in programmes
    ]
    return [panel for panel in panels if panel.count]


def _row_id(region: str) -> str:
    return re.sub(r"[^a-z]+", "-", region.lower())


def _title(inspections: list[Inspection]) -> str:
    low = sum(each.rank < 2 for each in inspections)
    return (
        f"Of {len(inspections)} rated inspections of units, {low} ended in one of the two "
        "lowest grades"
    )


def _doubt(inspections: list[Inspection]) -> str:
    if all(each.region_basis == "stated" for each in inspections):
        return ""
    return " The region of some units was worked out, not stated by a source."


def tally(inspections: Iterable[Inspection]) -> str:
    """Return '3 Inadequate, 5 Requires improvement' for the ratings that were given."""
    counts = Counter(each.overall_rating for each in inspections)
    said = [f"{counts[rating]} {rating}" for rating in RATINGS if counts[rating]]
    return ", ".join(said) or NONE


def _cells(region: str, panels: list[_Panel]) -> dict[str, str]:
    return {"Region": region} | {
        capital(panel.programme.label): tally(panel.regions[region]) for panel in panels
    }


def _description(panels: list[_Panel], subject: str) -> str:
    said = [
        f"{panel.heading}. "
        + " ".join(f"{region}: {tally(found)}." for region, found in panel.regions.items())
        for panel in panels
    ]
    ringed = [
        f"{each.overall_rating} in the {panel.programme.label}"
        for panel in panels
        for found in panel.regions.values()
        for each in found
        if each.unit == subject
    ]
    rings = f" {subject} is ringed: {listing(ringed)}." if ringed else ""
    return (
        f"{capital(wording.in_prose(len(panels)))} panels of rows, a row for each region, a mark "
        f"for each inspection, from worst to best.{rings} {' '.join(said)}"
    )


# --- drawing: every place is in pixels from the top left -----------------------------------------


LEGEND_LEFT, LEGEND_GAP = 12.0, 30
"""Where the legend begins, and the room from a word to the next mark, which is nearer its own."""


@dataclass(frozen=True)
class _Layout:
    width: int
    narrow: bool
    named: bool
    """Whether each mark says which inspection it is."""

    most: int
    """Marks in the longest row."""

    @property
    def size(self) -> int:
        return theme.SMALL_SIZE[theme.size_name(self.narrow)]

    @property
    def step(self) -> float:
        """From one mark of a row to the next; on a narrow page a long row stands closer."""
        room = (self.width - self.names - 10) / max(1, self.most - 1)
        return min(16.5, room) if self.narrow else 20

    @property
    def mark(self) -> int:
        """The area of a mark."""
        return 72 if self.narrow else 100

    @property
    def ring(self) -> int:
        """The area of the ring around a mark of the subject, clear of its neighbours."""
        return 220 if self.narrow else 330

    @property
    def row(self) -> int:
        return 24

    @property
    def names(self) -> int:
        """Room for the names of regions."""
        return 157 if self.narrow else 172


_SAID = [
    alt.Tooltip("unit:N", title="Unit"),
    alt.Tooltip("shape:N", title="Rating"),
    alt.Tooltip("report:N", title="Report"),
    alt.Tooltip("programme:N", title="Programme"),
]
"""What a mark says when explored: the still drawing has too many marks to name each."""


def _draw(
    panels: list[_Panel], subject: str, *, width: int, narrow: bool, named: bool = False
) -> alt.LayerChart:
    most = max(panel.most for panel in panels)
    layout = _Layout(width=width, narrow=narrow, named=named, most=most)
    legend, top = _legend(layout, subject)
    marks: list[Row] = [each for each in legend if "shape" in each]
    texts: list[Row] = [each for each in legend if "text" in each]
    left = float(layout.names)
    for place, panel in enumerate(panels):
        with_names = narrow or place == 0
        found_marks, found_texts, bottom = _panel_rows(
            panel, subject, layout, left=left, top=top, with_names=with_names
        )
        marks += found_marks
        texts += found_texts
        if narrow:
            top = bottom + 16
        else:
            left += panel.most * layout.step + 40
    height = max(each["y"] for each in texts) + 14
    return alt.LayerChart(
        layer=[*_marks(marks, layout, height), *_texts(texts, layout, height)],
        width=width - 2,
        height=height,
    )


def _legend(layout: _Layout, subject: str) -> tuple[list[Row], int]:
    """Return what explains the marks, and where the panels begin."""
    rows: list[Row] = []
    x, y = LEGEND_LEFT, 10
    for name in [*RATINGS, subject]:
        shape = name if name in RATINGS else "ring"
        to_word = 12 if shape in RATINGS else 16
        end = x + to_word + theme.width_of(name, size=layout.size)
        if end > layout.width:
            end, x, y = end - x + LEGEND_LEFT, LEGEND_LEFT, y + 24
        rows.append({"x": x, "y": y, "shape": shape})
        rows.append({"x": x + to_word, "y": y, "text": name, "kind": "plain"})
        x = end + LEGEND_GAP
    return rows, y + 34


def _panel_rows(
    panel: _Panel, subject: str, layout: _Layout, *, left: float, top: int, with_names: bool
) -> tuple[list[Row], list[Row], int]:
    """Return the marks and texts of a panel, and where it ends."""
    marks: list[Row] = []
    start: float = 0 if with_names else left - 8
    room = layout.width - start if layout.narrow or not with_names else left + 100
    lines = theme.wrap(panel.heading, pixels=room, size=layout.size)
    texts: list[Row] = [
        {"x": start, "y": top + number * 16, "text": line, "kind": "heading"}
        for number, line in enumerate(lines)
    ]
    y = top + 16 * len(lines) + 8
    for region, found in panel.regions.items():
        ours = any(each.unit == subject for each in found)
        if with_names:
            kind = "heading" if ours else "plain"
            texts.append({"x": 0, "y": y, "text": region, "kind": kind})
        if not found:
            texts.append({"x": left - 8, "y": y, "text": NONE, "kind": "muted"})
        for place, each in enumerate(found):
            x = left + place * layout.step
            names = _names(each) if layout.named else {}
            marks.append({"x": x, "y": y, "shape": each.overall_rating} | names)
            if each.unit == subject:
                marks.append({"x": x, "y": y, "shape": "ring"})
        y += layout.row
    return marks, texts, y


def _names(inspection: Inspection) -> Row:
    """Return what a mark says of its inspection; the region's row of the table gives its place."""
    return {
        "row": _row_id(inspection.region),
        "unit": inspection.unit,
        "report": wording.say_report(inspection),
        "programme": inspection.programme.label,
    }


def _place(layout: _Layout, height: float) -> tuple[alt.X, alt.Y]:
    across = alt.Scale(domain=[0, layout.width - 2], nice=False, zero=False)
    down = alt.Scale(domain=[height, 0], nice=False, zero=False)
    return alt.X("x:Q", scale=across, axis=None), alt.Y("y:Q", scale=down, axis=None)


def _marks(rows: list[Row], layout: _Layout, height: float) -> list[alt.Chart]:
    x, y = _place(layout, height)
    layers = []
    for (rating, (shape, filled)), named in product(SHAPES.items(), (False, True)):
        chosen = [row for row in rows if row["shape"] == rating and ("unit" in row) == named]
        if not chosen:  # a still drawing names no mark; the legend's are never named
            continue
        drawn = alt.Chart(data(chosen)).mark_point(
            shape=shape,
            filled=filled,
            size=layout.mark,
            strokeWidth=1.5,
            stroke=theme.RATING.light,
            fill=theme.RATING.light if filled else None,
            opacity=1,
        )
        layers.append(drawn.encode(x=x, y=y, **({"tooltip": _SAID} if named else {})))
    rings = [row for row in rows if row["shape"] == "ring"]
    layers.append(
        alt.Chart(data(rings))
        .mark_point(
            shape="circle",
            filled=False,
            size=layout.ring,
            strokeWidth=2 if layout.narrow else 2.5,
            stroke=theme.INK.light,
            opacity=1,
        )
        .encode(x=x, y=y)
    )
    return layers


def _texts(rows: list[Row], layout: _Layout, height: float) -> list[alt.Chart]:
    x, y = _place(layout, height)
    layers = []
    for kind, colour in (("plain", theme.INK), ("heading", theme.INK), ("muted", theme.MUTED)):
        chosen = [row for row in rows if row["kind"] == kind]
        if chosen:
            layers.append(
                alt.Chart(data(chosen))
                .mark_text(
                    align="left",
                    baseline="middle",
                    fontSize=layout.size,
                    color=colour.light,
                    fontWeight="bold" if kind == "heading" else "normal",
                )
                .encode(x=x, y=y, text="text:N")
            )
    return layers
