"""The timeline: dates as precise as they are known, in order, and no words on top of others."""

from __future__ import annotations

import pytest

from inspections import tables
from inspections.charts.timeline import timeline
from inspections.facts import Register, UnknownId
from tests.inspections.test_charts import rows, views

CHOSEN = (
    "report-2024",
    "unification-2021",
    "fieldwork-2024",
    "report-2022",
    "chief-inspector-2024",
    "supervision-repeal-2026",
    "sentencing-act-2026",
)
TITLE = "Two reports on one unit came in years of change for probation"


@pytest.fixture(scope="module")
def book() -> Register:
    return Register(tables.load())


@pytest.fixture(scope="module")
def figure(book):
    return of(book, CHOSEN)


def of(book, names):
    """The timeline of these events: of all others nothing is shown."""
    return timeline(book, without=[each for each in book.events if each not in names], title=TITLE)


def test_an_event_that_is_new_in_the_data_is_shown(book):
    assert set(timeline(book, title=TITLE).table.index) == set(book.events)


def test_events_stand_in_order_a_bare_year_after_the_dates_in_it(figure):
    assert list(figure.table["When"]) == [
        "26 June 2021",
        "17 May 2022",
        "February 2024 to June 2024",
        "March 2024",
        "July 2024",
        "22 January 2026",
        "2026",
    ]
    assert figure.subtitle.startswith("Dated steps in probation, 2021 to 2026.")


def test_ratings_in_a_label_are_those_of_the_data(figure):
    assert "The report is published: Inadequate" in list(figure.table["What"])
    assert "[[" not in figure.description


def test_every_event_is_said_with_its_date(figure, book):
    for name in CHOSEN:
        assert name in figure.table.index
        assert name in figure.uses
    assert len(figure.table) == len(CHOSEN) == 7
    for when, what in zip(figure.table["When"], figure.table["What"], strict=True):
        assert f"{when}: {what}." in figure.description


def test_a_date_worked_out_by_us_says_so(figure):
    assert list(figure.table["Date"]) == [
        "stated",
        "stated",
        "worked out by us",
        "stated",
        "worked out by us",
        "stated",
        "worked out by us",
    ]


def marks(drawing: dict) -> list[tuple[str, bool, float]]:
    """Return the shape, filling and height of each mark, from the top."""
    found = [
        (view["mark"]["shape"], view["mark"]["filled"], row["y"])
        for view in views(drawing)
        if view["mark"]["type"] == "point"
        for row in drawing["datasets"][view["data"]["name"]]
    ]
    return sorted(found, key=lambda each: each[2])


def test_marks_tell_the_units_own_steps_spans_and_bare_years(figure):
    for drawing in (figure.wide, figure.narrow):
        assert [(shape, filled) for shape, filled, _ in marks(drawing)] == [
            ("circle", True),  # unification
            ("diamond", True),  # the report of 2022
            ("diamond", True),  # the visits begin
            ("diamond", True),  # and end
            ("circle", True),  # the chief inspector
            ("diamond", True),  # the report of 2024: the month is known
            ("circle", True),  # the Act
            ("circle", False),  # the repeal: only the year is known
        ]


def test_every_year_from_first_to_last_stands_on_the_scale(figure):
    for drawing in (figure.wide, figure.narrow):
        said = [" ".join(row["lines"]) for row in rows(drawing) if "lines" in row]
        years = [str(year) for year in range(2021, 2026)]
        assert [each for each in said if each in years] == years
        assert said.count("2026") == 2  # the year, and the repeal of which no more is known


def test_notes_explain_only_what_is_drawn(book, figure):
    assert "only the year is known" in figure.note
    assert "A diamond" in figure.note
    others = of(book, ["unification-2021", "company-inspection-2019"])
    assert "only the year" not in others.note
    assert "diamond" not in others.note


def test_an_unknown_event_is_named_with_its_neighbours(book):
    with pytest.raises(UnknownId, match="did you mean unification-2021"):
        timeline(book, without=["unification-2012"], title=TITLE)


def test_one_event_is_no_timeline(book):
    with pytest.raises(ValueError, match="at least two events"):
        of(book, ["unification-2021"])
