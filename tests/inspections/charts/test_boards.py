"""Boards: statements side by side, no side of a theme left out, gaps shown as gaps."""

from __future__ import annotations

import pytest

from inspections.charts.board import Board, Entry, Group
from inspections.charts.comparison import GAP, comparison
from inspections.charts.follow_up import followed_up
from inspections.package import tables
from inspections.register import Register
from tests.two import FIRST, SECOND, book_of_two

THEMES = {
    "Sharing information": ["information-sharing"],
    "Buildings": ["buildings"],
    "Courts": ["courts"],
}
TITLE = "Information sharing turned to a concern, and buildings were one as well"


@pytest.fixture(scope="module")
def book() -> Register:
    return book_of_two()


@pytest.fixture(scope="module")
def figure(book):
    return comparison(book, THEMES, title=TITLE)


# --- a board -----------------------------------------------------------------------------------


def test_a_board_with_a_missing_or_an_empty_cell_is_refused():
    entry = Entry("plus", "good", "a")
    for cells in (((entry,),), ((entry,), ())):
        with pytest.raises(ValueError, match="'Theme' needs one filled cell a column"):
            Board(("x", "y"), (Group("Theme", cells),), (("plus", "praise"),))


def test_a_mark_that_the_key_does_not_explain_is_refused():
    cells = ((Entry("plus", "good"), Entry("minus", "bad"), Entry("none", "a gap")),)
    with pytest.raises(ValueError, match="does not say what minus means"):
        Board(("x",), (Group("Theme", cells),), (("plus", "praise"),))


# --- themes compared ---------------------------------------------------------------------------


def test_each_finding_stands_in_its_year_with_the_mark_of_its_tone(figure):
    assert figure.board.columns == ("2022", "2024")
    cells = {
        group.label: [[(one.mark, one.words) for one in cell] for cell in group.cells]
        for group in figure.board.groups
    }
    assert cells == {
        "Sharing information": [
            [
                ("plus", "good exchange with the police on domestic abuse"),
                ("plus", "good exchange with the council on child safeguarding"),
            ],
            [
                ("minus", "400 police replies outstanding"),
                ("minus", "requests for further details could be delayed by up to two months"),
                ("minus", "police information “variable” in quality"),
                ("open", "leaders asked for access to police databases"),
            ],
        ],
        "Buildings": [
            [("none", GAP)],
            [
                ("minus", "already raised at the earlier inspection"),
                ("minus", "still unfit for purpose"),
            ],
        ],
        "Courts": [
            [("plus", "rated Outstanding")],
            [("open", "rated for the region, no longer for the unit")],
        ],
    }
    assert figure.board.key == (
        ("plus", "strength"),
        ("minus", "concern"),
        ("open", "neither"),
    )


def test_a_figure_in_the_words_is_noted_as_used_and_filled_from_the_data(figure):
    assert "police-replies-owed-2024" in figure.uses
    assert "400 police replies outstanding (concern)" in figure.description


def test_a_comparison_is_not_drawn_and_has_its_words_as_a_table(figure):
    assert figure.wide is figure.narrow is None
    assert ["Buildings", "2022", GAP, "–"] in figure.table.to_numpy().tolist()
    assert "2024" in figure.subtitle


def test_a_finding_on_an_office_or_on_another_unit_is_left_out(figure, book):
    shown = {each.record_id for group in figure.board.groups for c in group.cells for each in c}
    assert book.findings["kettering-too-small-2024"].short
    assert not shown & {"kettering-too-small-2024", "region-information-2024"}


def test_a_new_inspection_gets_a_column_with_what_is_said_in_short(book):
    later = {
        **next(row for row in _rows("inspections") if row["unit"] == "Northamptonshire"),
        "inspection_id": "northamptonshire-pdu-2031",
        "report_date": "2031-05",
    }
    said = {
        **next(row for row in _rows("findings") if row["theme"] == "buildings"),
        "finding_id": "buildings-mended-2031",
        "inspection_id": later["inspection_id"],
        "tone": "strength",
        "short": "mended",
        "office_id": "",
    }
    package = book.package.with_rows("inspections", [*_rows("inspections"), later])
    grown = Register(package.with_rows("findings", [*_rows("findings"), said]))
    board = comparison(grown, THEMES, title=TITLE).board
    assert board.columns[-1] == "2031"
    last = {
        group.label: [(one.mark, one.words) for one in group.cells[-1]] for group in board.groups
    }
    assert last["Buildings"] == [("plus", "mended")]
    assert last["Sharing information"] == [("none", GAP)]


def _rows(name):
    return tables.read_raw(tables.DATA, name)


def test_a_row_of_which_nothing_is_said_in_short_is_refused(book):
    with pytest.raises(ValueError, match="'Replies': no finding on replies has short words"):
        comparison(book, {"Replies": ["replies"]}, title=TITLE)


def test_the_note_warns_against_counting_and_names_the_change_of_rules(figure):
    assert "must not be counted against each other" in figure.note
    assert "different rules" in figure.note


# --- recommendations ---------------------------------------------------------------------------


def test_recommendations_stand_by_what_became_of_them_and_the_rest_as_a_gap(book):
    figure = followed_up(book, book.inspection(FIRST), "recommendations-2022")
    assert figure.title == (
        "Of ten recommendations made in 2022, two are described; no source says what became of them"
    )
    groups = {group.label: group.cells for group in figure.board.groups}
    assert list(groups) == [
        "Addressed",
        "Still open",
        "Cannot be told",
        "Not mentioned",
        "Not described in any source read",
    ]
    assert [one.record_id for one in groups["Cannot be told"][0]] == ["information-used-2022"]
    assert [one.record_id for one in groups["Cannot be told"][1]] == [
        "assessment-deficits-2024",
        "domestic-abuse-information-used-2024",
    ]
    assert [one.record_id for one in groups["Not mentioned"][0]] == ["priorities-communicated-2022"]
    assert [one.mark for one in groups["Cannot be told"][0]] == ["none"]
    assert [one.mark for one in groups["Cannot be told"][1]] == ["none", "none"]
    # Ten recommendations less the two that the sources describe.
    gap = groups["Not described in any source read"][0][0]
    assert (gap.mark, gap.words) == ("none", "eight of the ten recommendations")
    assert groups["Addressed"][0][0].mark == "none"


def test_figures_said_of_a_recommendation_keep_their_total(book):
    figure = followed_up(book, book.inspection(FIRST), "recommendations-2022")
    assert "22 of 70 cases" in figure.description
    assert "domestic-abuse-information-used-2024" in figure.uses


def test_an_inspection_without_a_later_one_has_nothing_to_follow(book):
    with pytest.raises(ValueError, match="northamptonshire-pdu-2024 needs recommendations"):
        followed_up(book, book.inspection(SECOND), "recommendations-2024")


def test_a_number_of_another_inspection_is_refused(book):
    with pytest.raises(ValueError, match="an exact recommendations-2024"):
        followed_up(book, book.inspection(FIRST), "recommendations-2024")
