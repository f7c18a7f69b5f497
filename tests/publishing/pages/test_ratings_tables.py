"""The grades at a glance on the front page."""

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
        ["July 2024 (date worked out)", "Lowest of four grades"],
    ]
    assert [entry.select_one(".evidence-link").get_text() for entry in shown[:2]] == [
        "Requires improvement",
        "Inadequate",
    ]


def test_each_grade_is_marked_on_the_ladder_at_its_place_from_below(site):
    shown = article(site / "index.html").select(".grades > li")
    assert len(shown) == len(register().subject_inspections)
    assert {len(entry.select(".step")) for entry in shown} == {4}
    # From the highest grade, the lightest, to the lowest, as on every other ladder.
    assert [[step["class"][1:] for step in entry.select(".step")] for entry in shown[:2]] == [
        [["grade-4"], ["grade-3"], ["grade-2", "given"], ["grade-1"]],
        [["grade-4"], ["grade-3"], ["grade-2"], ["grade-1", "given"]],
    ]
