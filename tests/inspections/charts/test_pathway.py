"""The pathway: each step with its own figure and base, so that none is taken for a chain."""

from __future__ import annotations

import pytest

from inspections.charts.pathway import CASES, LIMIT, UNIT, WORDS, Step, basis_of, pathway
from inspections.language import wording
from inspections.package import tables
from inspections.register import Register, UnknownId
from tests.inspections.charts.test_charts import rows, views

STEPS = [
    Step("Probation", "Asks", "domestic-abuse-not-requested-2024"),
    Step("Police", "Reply", "police-replies-owed-2024"),
    Step("Police", "Pass on", "police-information-variable-2024"),
    Step("Police", "Answer more", "reply-delay-2024"),
    Step("Probation", "Uses", "domestic-abuse-information-used-2024"),
]
TITLE = "A domestic abuse enquiry could break down at each of its steps"


@pytest.fixture(scope="module")
def book() -> Register:
    return Register(tables.load())


@pytest.fixture(scope="module")
def figure(book):
    return pathway(book, STEPS, name="enquiry-path", title=TITLE)


def test_each_step_prints_its_figure_with_its_qualifier_and_its_base(figure):
    assert figure.table[["Figure", "Counted in"]].to_numpy().tolist() == [
        ["31 of 70 cases", "cases inspected in the unit"],
        ["400 replies", "domestic abuse intelligence responses from Northamptonshire Police"],
        ["no figure", "not counted"],
        ["up to two months", "requests for further details"],
        ["22 of 70 cases", "cases inspected in the unit"],
    ]


def test_every_figure_and_base_stands_in_both_drawings_and_in_words(figure):
    for drawing in (figure.wide, figure.narrow):
        said = " ".join(" ".join(row["lines"]) for row in rows(drawing) if "lines" in row)
        for words in ("31 of 70 cases", "400 replies", "Up to two months", "22 of 70 cases"):
            assert words in said
        assert said.count("Counted in:") == 4
    assert figure.description.count("counted in") == 4
    assert figure.description.startswith("A path of five steps. Step 1, Probation: Asks.")


def test_unlike_bases_have_unlike_marks_and_the_note_says_which(figure, book):
    kinds = {each: basis_of(book.fact(each)) for each in book.facts}
    assert kinds["domestic-abuse-not-requested-2024"] is CASES
    assert kinds["police-replies-owed-2024"] is UNIT
    assert kinds["reply-delay-2024"] is LIMIT
    shapes = [
        view["mark"]["shape"]
        for view in views(figure.wide)
        if view["mark"]["type"] == "point" and view["mark"]["size"] > 100
    ]
    assert set(shapes) == {CASES.shape, UNIT.shape, LIMIT.shape, WORDS.shape}
    for each in (CASES, UNIT, LIMIT, WORDS):
        assert each.said.lower() in figure.note.lower()
    assert "Do not subtract or multiply" in figure.note


def test_counts_of_missing_and_of_good_work_are_told_apart(book, figure):
    assert "some figures count missing work and others good work" in figure.note
    one_way = pathway(book, STEPS[:2], name="enquiry-path", title=TITLE)
    assert "missing work" not in one_way.note


def test_what_its_colour_says_of_a_count_of_cases_is_printed_beside_it(book, figure):
    kinds = {"failure": "missing work", "success": "good work"}
    seen = 0
    for drawing in (figure.wide, figure.narrow):
        texts = [" ".join(row["lines"]) for row in rows(drawing) if "lines" in row]
        for step in STEPS:
            fact = book.facts.get(step.record_id)
            if fact and basis_of(fact) is CASES:
                assert f"{wording.say_with_unit(fact)}: {kinds[fact.counts]}" in texts
                seen += 1
        assert "400 replies" in texts  # of the whole unit: neither
    assert seen >= 4


def test_a_step_stands_in_the_lane_of_its_body(figure):
    for drawing in (figure.wide, figure.narrow):
        places = sorted(
            (row["y"], row["x"])
            for view in views(drawing)
            if view["mark"]["type"] == "point" and view["mark"]["size"] > 100
            for row in drawing["datasets"][view["data"]["name"]]
        )
        first, second = min(x for _, x in places), max(x for _, x in places)
        assert [x for _, x in places] == [first, second, second, second, first]


def test_records_of_two_inspections_or_of_none_are_refused(book):
    with pytest.raises(ValueError, match="records of one inspection"):
        pathway(book, [STEPS[0], Step("A", "b", "recommendations-2022")], name="x", title=TITLE)
    with pytest.raises(ValueError, match="mappa-levels belongs to no inspection"):
        pathway(book, [Step("A", "b", "mappa-levels")], name="x", title=TITLE)


def test_three_bodies_are_refused(book):
    third = Step("Council", "Waits", "safeguarding-process-2024")
    with pytest.raises(ValueError, match="one or two bodies"):
        pathway(book, [*STEPS, third], name="x", title=TITLE)


def test_an_unknown_record_is_named_with_its_neighbours(book):
    with pytest.raises(UnknownId, match="there is no fact or finding 'police-replies'"):
        pathway(book, [Step("Police", "Reply", "police-replies")], name="x", title=TITLE)
