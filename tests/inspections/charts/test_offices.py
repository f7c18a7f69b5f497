"""The offices: every finding in its own house, and an office without any left open."""

from __future__ import annotations

import pytest

from inspections.charts.offices import NOTHING, offices
from inspections.register import Register
from tests.inspections.charts.test_charts import rows, views
from tests.two import FIRST, SECOND, book_of_two

TITLE = "Two of the offices are described apart; the judgement on buildings covers all"


@pytest.fixture(scope="module")
def book() -> Register:
    return book_of_two()


@pytest.fixture(scope="module")
def figure(book):
    return offices(book, book.inspection(SECOND), title=TITLE)


def test_each_finding_stands_with_its_office(figure):
    said = figure.table[["Office", "What was found"]].to_numpy().tolist()
    assert said == [
        ["The buildings across the unit", "already raised at the earlier inspection"],
        ["The buildings across the unit", "still unfit for purpose"],
        ["Kettering", "some unplanned meetings in the car park"],
        ["Kettering", "staff lacked privacy for sensitive work"],
        ["Kettering", "reception shared with the council"],
        ["Kettering", "still too small"],
        ["Wellingborough", "not accessible for people with mobility needs"],
        ["Wellingborough", "significant maintenance issues"],
        ["Wellingborough", "a pest infestation"],
        ["Northampton", NOTHING],
    ]


def test_the_table_says_who_reports_a_finding(figure):
    reported = dict(zip(figure.table["What was found"], figure.table["Reported by"], strict=True))
    assert reported["some unplanned meetings in the car park"] == "Northampton Chronicle & Echo"
    assert reported["still too small"] == "HM Inspectorate of Probation and BBC News"
    assert reported[NOTHING] == "–"


def test_an_office_without_findings_is_an_open_house_that_says_so(figure):
    for drawing in (figure.wide, figure.narrow):
        houses = [
            (view["mark"]["filled"], "strokeDash" in view["mark"], len(data))
            for view in views(drawing)
            if str(view["mark"].get("shape", "")).startswith("M")
            and (data := drawing["datasets"][view["data"]["name"]])
        ]
        assert sorted(houses) == [(False, True, 1), (True, False, 2)]
        said = [" ".join(row["lines"]) for row in rows(drawing) if "lines" in row]
        assert NOTHING in said
    assert f"Northampton: {NOTHING}." in figure.description
    assert "neither praise nor blame" in figure.note


def test_an_inspection_without_offices_is_refused(book):
    with pytest.raises(ValueError, match="northamptonshire-pdu-2022 has no office"):
        offices(book, book.inspection(FIRST), title=TITLE)
