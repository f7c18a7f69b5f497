"""The overall ratings of the subject unit over time, on the one scale of ratings.

A date is drawn as precisely as it is known: a day as a point, a month or year as an open bar.
Ratings are not joined by a line: nothing is known of the time between, and the rules may differ.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

import altair as alt

from inspections.charts import theme
from inspections.charts.figure import Figure, Row, build, capital, data, place, reports
from inspections.language import wording
from inspections.register import RATINGS, Inspection, Programme, Register


def ratings_over_time(register: Register) -> Figure:
    """Return the ratings of the subject unit: every inspection the package holds of it.

    Raises ``ValueError`` where it holds none.
    """
    inspections = register.subject_inspections
    if not inspections:
        raise ValueError("the package holds no inspection of its subject")
    changes = programme_changes(inspections)

    def draw(width: int, narrow: bool) -> alt.LayerChart:
        return _draw(inspections, changes, width=width, narrow=narrow)

    programmes = [each.programme for each in inspections]
    return build(
        name="ratings-over-time",
        title=_title(inspections),
        subtitle=(
            f"Overall rating on the inspectorate's scale of {wording.in_prose(len(RATINGS))} "
            f"grades. {place(register, inspections[0])}, {reports(inspections)}."
        ),
        note=_note(inspections, changes),
        description=_description(inspections, changes),
        rows=[(each.inspection_id, _cells(each)) for each in inspections],
        uses=[each.inspection_id for each in inspections]
        + [each.programme_id for each in programmes if each.programme_id in register.events],
        citations=[
            *(citation for each in inspections for citation in each.citations),
            *(citation for each in changes for citation in each.citations),
        ],
        draw=draw,
    )


def programme_changes(inspections: tuple[Inspection, ...]) -> list[Programme]:
    """Return each programme under which an inspection was made unlike the one before."""
    pairs = zip(inspections, inspections[1:], strict=False)
    return [later.programme for earlier, later in pairs if later.programme != earlier.programme]


def period(written: str) -> tuple[float, float]:
    """Return begin and end of a day, month or year, as years with a fraction.

    A day begins and ends at its noon, so that it is a point.
    """
    parts = [int(part) for part in written.split("-")]
    year = parts[0]
    if len(parts) == 1:
        return float(year), float(year + 1)
    if len(parts) == 2:
        first, days = date(year, parts[1], 1), monthrange(year, parts[1])[1]
        return _fraction(first, 0), _fraction(first, days)
    noon = _fraction(date(*parts), 0.5)
    return noon, noon


def _fraction(day: date, more: float) -> float:
    passed = day.timetuple().tm_yday - 1 + more
    return day.year + passed / (366 if isleap(day.year) else 365)


def say_report_date(inspection: Inspection) -> str:
    """Return the date of a report, saying so where its day is not known."""
    text = wording.say_date(inspection.report_date)
    return text if _is_day(inspection) else f"{text} (day not known)"


def _title(inspections: tuple[Inspection, ...]) -> str:
    last = inspections[-1]
    when = wording.say_date(last.report_date[:7])
    if len(inspections) == 1:
        return f"The overall rating was {last.overall_rating} in {when}"
    first = inspections[0]
    direction = wording.rating_direction(first, last)
    before = wording.say_date(first.report_date[:7])
    if first.overall_rating == last.overall_rating:
        return f"The overall rating {direction}, {last.overall_rating}, in {before} and {when}"
    return (
        f"The overall rating {direction} from {first.overall_rating} in {before} "
        f"to {last.overall_rating} in {when}"
    )


def _note(inspections: tuple[Inspection, ...], changes: list[Programme]) -> str:
    parts = []
    if changes:
        parts.append(
            "The broken line marks a change of rule book (programme) between the reports: "
            "grades can be compared, points cannot."
        )
    if any(start != end for start, end in (period(each.report_date) for each in inspections)):
        parts.append("An open bar means that the day of the report is not known, only the period.")
    return " ".join(parts)


def _description(inspections: tuple[Inspection, ...], changes: list[Programme]) -> str:
    scale = ", ".join(RATINGS)
    points = [
        f"{say_report_date(each)}: {each.overall_rating}, under the {each.programme.label}, "
        f"drawn as {'a point' if _is_day(each) else 'an open bar over the whole period'}."
        for each in inspections
    ]
    marks = [
        f"A broken line marks the change of rule book: {each.label}, "
        f"begun in {wording.say_date(each.began)}."
        for each in changes
    ]
    return (
        f"A timeline with {wording.in_prose(len(RATINGS))} levels, "
        f"from the lowest to the highest: {scale}. {' '.join(points + marks)}"
    )


def _is_day(inspection: Inspection) -> bool:
    start, end = period(inspection.report_date)
    return start == end


def _cells(inspection: Inspection) -> dict[str, str]:
    return {
        "Report": say_report_date(inspection),
        "Overall rating": inspection.overall_rating,
        "Rule book": inspection.programme.label,
    }


def _domain(inspections: tuple[Inspection, ...]) -> tuple[int, int]:
    periods = [period(each.report_date) for each in inspections]
    return int(min(start for start, _ in periods)), int(max(end for _, end in periods) - 1e-9) + 1


_Align = Literal["left", "right"]


@dataclass(frozen=True)
class _Layout:
    """Where things stand in one drawing: sizes in pixels, time in years."""

    width: int
    narrow: bool
    domain: tuple[int, int]

    @property
    def size(self) -> int:
        return theme.SMALL_SIZE[theme.size_name(self.narrow)]

    @property
    def mark_y(self) -> int:
        """From the top of a rating's band to its mark."""
        return 36 if self.narrow else 20

    @property
    def step(self) -> int:
        """Height of a band: the mark and a line under it."""
        return self.mark_y + 14 + theme.line_height(self.size) + 8

    @property
    def height(self) -> int:
        return self.step * len(RATINGS)

    @property
    def band(self) -> alt.Y:
        scale = alt.Scale(domain=list(reversed(RATINGS)), padding=0)
        return alt.Y("rating:N", axis=None, scale=scale)

    def down(self, pixels: float) -> float:
        """Return an offset for something ``pixels`` below the top of its band."""
        return pixels - self.step / 2

    def time(self, field: str = "start") -> alt.X:
        # On a wide drawing the names of the ratings have a column of their own.
        span = [0 if self.narrow else 150, self.width - 2]
        scale = alt.Scale(domain=list(self.domain), range=span, nice=False)
        return alt.X(f"{field}:Q", scale=scale, axis=None)


def _row(inspection: Inspection, domain: tuple[int, int]) -> Row:
    start, end = period(inspection.report_date)
    late = (start + end) / 2 > sum(domain) / 2
    return {
        "inspection": inspection.inspection_id,
        "rating": inspection.overall_rating,
        "start": start,
        "end": end,
        "label_at": end if late else start,
        "late": late,
        "lines": [say_report_date(inspection)],  # its band names the rating
    }


def _draw(
    inspections: tuple[Inspection, ...], changes: list[Programme], *, width: int, narrow: bool
) -> alt.LayerChart:
    layout = _Layout(width=width, narrow=narrow, domain=_domain(inspections))
    rows = [_row(each, layout.domain) for each in inspections]
    eras = [inspections[0].programme, *changes]
    layers = [
        *_levels(layout),
        *_years(layout),
        *_rule_books(eras, layout),
        *_marks(rows, layout),
        *_labels(rows, layout),
    ]
    return alt.LayerChart(layer=layers, width=width - 2, height=layout.height)


def _levels(layout: _Layout) -> list[alt.Chart]:
    levels = alt.Chart(data({"rating": rating} for rating in RATINGS))
    ends = alt.Chart(data([{"rating": RATINGS[0]}]))
    return [
        levels.mark_rule(color=theme.GRID.light, yOffset=layout.down(0)).encode(y=layout.band),
        ends.mark_rule(color=theme.AXIS.light, yOffset=layout.step / 2).encode(y=layout.band),
        levels.mark_text(
            align="left",
            baseline="top",
            x=0,
            yOffset=layout.down(6 if layout.narrow else layout.mark_y - layout.size / 2),
            fontSize=layout.size,
            color=theme.MUTED.light,
        ).encode(y=layout.band, text="rating:N"),
    ]


def _years(layout: _Layout) -> list[alt.Chart]:
    first, last = layout.domain
    bottom = layout.height
    starts = data({"start": year} for year in range(first, last + 1))
    names = data({"start": year + 0.5, "year": str(year)} for year in range(first, last))
    return [
        alt.Chart(starts)
        .mark_rule(color=theme.AXIS.light, y=bottom, y2=bottom + 8)
        .encode(x=layout.time()),
        alt.Chart(names)
        .mark_text(baseline="top", y=bottom + 6, fontSize=layout.size, color=theme.MUTED.light)
        .encode(x=layout.time(), text="year:N"),
    ]


def _rule_books(eras: list[Programme], layout: _Layout) -> list[alt.Chart]:
    """Name the rule book of each era; a broken line stands where one follows another."""
    size = layout.size
    first, *later = eras
    change = period(later[0].began)[0] if later else layout.domain[1]
    span = layout.domain[1] - layout.domain[0]
    pixels = layout.width - (0 if layout.narrow else 150)

    def heading(programme: Programme, start: float, room: float) -> Row:
        text = capital(programme.label)
        return {
            "start": start,
            "lines": theme.wrap(text, pixels=pixels * room / span - 10, size=size),
        }

    ends = [*(period(each.began)[0] for each in eras[2:]), layout.domain[1]][: len(later)]
    before = [heading(first, change, change - layout.domain[0])]
    after = [
        heading(each, period(each.began)[0], end - period(each.began)[0])
        for each, end in zip(later, ends, strict=True)
    ]
    lines = theme.longest([row["lines"] for row in before + after])
    sides: list[tuple[list[Row], _Align, int]] = [(before, "right", -8), (after, "left", 8)]
    layers = [
        alt.Chart(data(rows))
        .mark_text(
            align=align,
            dx=dx,
            baseline="top",
            y=-lines * theme.line_height(size) - 8,
            fontSize=size,
            lineHeight=theme.line_height(size),
        )
        .encode(x=layout.time(), text="lines:N")
        for rows, align, dx in sides
        if rows
    ]
    if after:
        layers.append(
            alt.Chart(data(after))
            .mark_rule(
                color=theme.AXIS.light,
                strokeDash=[5, 4],
                strokeWidth=2,
                y=-lines * theme.line_height(size) - 8,
                y2=layout.height,
            )
            .encode(x=layout.time())
        )
    return layers


def _marks(rows: list[Row], layout: _Layout) -> list[alt.Chart]:
    days = [row for row in rows if row["start"] == row["end"]]
    periods = [row for row in rows if row["start"] != row["end"]]
    colour, offset = theme.RATING.light, layout.down(layout.mark_y)
    layers = []
    if periods:
        layers.append(
            alt.Chart(data(periods))
            .mark_bar(
                size=16,
                filled=False,
                stroke=colour,
                strokeWidth=2,
                strokeDash=[5, 3],
                cornerRadius=8,
                yOffset=offset,
            )
            .encode(x=layout.time(), x2="end:Q", y=layout.band)
        )
    if days:
        layers.append(
            alt.Chart(data(days))
            .mark_point(
                shape="circle", filled=True, size=170, color=colour, opacity=1, yOffset=offset
            )
            .encode(x=layout.time(), y=layout.band)
        )
    return layers


def _labels(rows: list[Row], layout: _Layout) -> list[alt.Chart]:
    layers = []
    sides: list[tuple[bool, _Align, int]] = [(False, "left", -8), (True, "right", 0)]
    for late, align, dx in sides:
        chosen = [row for row in rows if row["late"] == late]
        if chosen:
            layers.append(
                alt.Chart(data(chosen))
                .mark_text(
                    align=align,
                    dx=dx,
                    baseline="top",
                    yOffset=layout.down(layout.mark_y + 14),
                    fontSize=layout.size,
                    lineHeight=theme.line_height(layout.size),
                )
                .encode(x=layout.time("label_at"), y=layout.band, text="lines:N")
            )
    return layers
