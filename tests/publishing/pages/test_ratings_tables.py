"""What pages show of the list of inspections: the grades at a glance, and a region's units."""

from dataclasses import replace
from types import SimpleNamespace

from publishing.pages.ratings_tables import units_of_the_region
from tests.book import register
from tests.site import article


def test_the_front_page_shows_each_grade_of_the_unit_with_its_date_and_place(site):
    shown = article(site / "index.html").select(".grades > li")
    # The two grades, dates and places as the sources give them, oldest first.
    assert [
        [entry.select_one(f".grade-{part}").get_text(" ", strip=True) for part in ("date", "place")]
        for entry in shown[:2]
    ] == [
        ["17 May 2022", "Second lowest of four grades"],
        ["July 2024 (month worked out by us)", "Lowest of four grades"],
    ]
    assert [entry.select_one(".evidence-link").get_text() for entry in shown[:2]] == [
        "Requires improvement",
        "Inadequate",
    ]


def test_each_grade_is_marked_on_the_ladder_at_its_place_from_below(site):
    shown = article(site / "index.html").select(".grades > li")
    assert len(shown) == len(register().subject_inspections)
    steps = [entry.select(".ladder li") for entry in shown[:2]]
    assert [[step["data-step"] for step in each] for each in steps] == [["3", "2", "1", "0"]] * 2
    given = [[step.get_text() for step in each if step.has_attr("aria-current")] for each in steps]
    assert given == [["Requires improvement"], ["Inadequate"]]


def test_a_region_is_called_worked_out_only_where_we_worked_it_out():
    stated = register().subject_inspections[-1]
    derived = replace(stated, inspection_id="x", region_basis="derived")
    known = SimpleNamespace(
        subject_inspections=[stated], inspections={"stated": stated, "derived": derived}
    )
    (table,) = units_of_the_region(known)
    assert table.astext().count(stated.unit) == 2
    assert table.astext().count("Northamptonshire (region worked out by us)") == 1
