"""The offices: every finding in its own house, and an office without any left open."""

from __future__ import annotations

import pytest

from inspections import tables
from inspections.charts.offices import NOTHING, offices
from inspections.facts import Register, UnknownId
from tests.inspections.test_charts import rows, views

WORDS = {
    "buildings-still-unfit-2024": "still unfit",
    "kettering-too-small-2024": "too small",
    "kettering-privacy-2024": "no privacy",
    "kettering-reception-2024": "shared reception",
    "kettering-car-park-2024": "meetings in the car park",
    "wellingborough-pests-2024": "pests",
    "wellingborough-maintenance-2024": "maintenance problems",
    "wellingborough-access-2024": "not usable by all",
}
TITLE = "Two of the offices are described apart; the judgement on buildings covers all"


@pytest.fixture(scope="module")
def book() -> Register:
    return Register(tables.load())


@pytest.fixture(scope="module")
def figure(book):
    return offices(book, book.subject_inspections[-1], WORDS, title=TITLE)


def test_each_finding_stands_with_its_office(figure):
    said = figure.table[["Office", "What was found"]].to_numpy().tolist()
    assert said == [
        ["The buildings across the unit", "still unfit"],
        ["Kettering", "too small"],
        ["Kettering", "no privacy"],
        ["Kettering", "shared reception"],
        ["Kettering", "meetings in the car park"],
        ["Wellingborough", "pests"],
        ["Wellingborough", "maintenance problems"],
        ["Wellingborough", "not usable by all"],
        ["Northampton", NOTHING],
    ]


def test_the_table_says_who_reports_a_finding(figure):
    reported = dict(zip(figure.table["What was found"], figure.table["Reported by"], strict=True))
    assert reported["meetings in the car park"] == "Northampton Chronicle & Echo"
    assert reported["too small"] == "HM Inspectorate of Probation and BBC News"
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


def test_a_finding_on_an_office_that_is_left_out_is_named(book):
    fewer = {name: words for name, words in WORDS.items() if "car-park" not in name}
    with pytest.raises(ValueError, match="need words: kettering-car-park-2024$"):
        offices(book, book.subject_inspections[-1], fewer, title=TITLE)


def test_an_unknown_finding_is_named_with_its_neighbours(book):
    with pytest.raises(UnknownId, match="did you mean kettering-privacy-2024"):
        offices(
            book,
            book.subject_inspections[-1],
            {**WORDS, "kettering-privacy-2023": "x"},
            title=TITLE,
        )


def test_an_inspection_without_offices_is_refused(book):
    with pytest.raises(ValueError, match="northamptonshire-pdu-2022 has no office"):
        offices(book, book.subject_inspections[0], {}, title=TITLE)
