"""What is drawn is what the data say: marks counted and values worked out by hand."""

from collections import Counter
from contextlib import nullcontext
from fractions import Fraction

import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

from inspections.charts.enquiry import PERSON, SHIELD, Step, enquiry
from inspections.charts.grades import pair, twice
from inspections.charts.history import history, when
from inspections.charts.intervals import in_populations, intervals
from inspections.charts.shares import shares
from inspections.charts.squares import CUT, counts, squares
from inspections.charts.strip import strip
from inspections.charts.themes import direction, direction_text
from inspections.charts.tiles import tiles
from inspections.drawing import rating_scale, style
from inspections.drawing.figure import Board, BoardEntry, BoardGroup
from inspections.register import RATINGS
from tests.by_hand import CASES, STATED, case, says
from tests.first_two_inspections import SECOND
from tests.inspections.charts.gallery import (
    ELSEWHERE,
    NOT_REQUESTED,
    OWED,
    UNIT,
    USED,
    WAITING,
    board,
    steps,
    two_inspections,
)
from tests.tables import each_row


@pytest.fixture(scope="module")
def book():
    return two_inspections()


def rows(drawing: dict) -> list[dict]:
    """Return everything drawn, a row each, with the look of its layer."""
    return [
        {**layer["mark"], **row}
        for layer in drawing["layer"]
        for row in drawing["datasets"][layer["data"]["name"]]
    ]


def marks(drawing: dict) -> list[dict]:
    """Return every mark that stands for a record."""
    return [row for row in rows(drawing) if row.get("record")]


def drawn(drawing: dict, kind: str) -> list[dict]:
    """Return the rows of every layer of a kind of mark."""
    return [row for row in rows(drawing) if row["type"] == kind]


def texts(drawing: dict) -> list[str]:
    return [" ".join(row["lines"]) for row in drawn(drawing, "text")]


# --- cases ---------------------------------------------------------------------------------------


def test_every_case_is_a_square_and_those_counted_are_told_by_shape_and_colour(book):
    figure = squares(book.case_findings(SECOND), title="Steps were missing in many cases")
    # counted, of all; missing steps are cut by a cross, good ones full
    looks = {"failure": (CUT, style.FAILURE), "success": ("square", style.SUCCESS)}
    expected = {name: (*case(name), *looks[STATED[name].counts]) for name in CASES}
    assert len(expected) == 5
    for drawing in (figure.wide, figure.narrow):
        found = marks(drawing)
        assert len(found) == sum(total for _, total, *_ in expected.values())
        for fact_id, (counted, total, shape, colour) in expected.items():
            own = [mark for mark in found if mark["record"] == fact_id]
            full = [mark for mark in own if mark["filled"]]
            assert (len(full), len(own)) == (counted, total)
            assert {(mark["shape"], mark["color"]) for mark in full} == {(shape, colour.light)}
        assert texts(drawing).count("Other cases") == 2  # an open square stands in the key


def test_missing_steps_come_first_each_group_with_its_worst_share_first(book):
    figure = squares(book.case_findings(SECOND), title="Steps were missing in many cases")
    shares = {name: Fraction(*case(name)) for name in CASES}
    missing = sorted(
        (name for name in CASES if STATED[name].counts == "failure"), key=lambda name: -shares[name]
    )
    good = sorted((name for name in CASES if name not in missing), key=lambda name: shares[name])
    assert (len(missing), len(good)) == (2, 3)
    assert list(figure.table["Cases"]) == [says(name) for name in (*missing, *good)]
    assert "The same case may be in more than one row" in figure.note


def test_one_row_makes_no_claim_about_others(book):
    cases = book.case_findings(SECOND)
    assert squares(cases[cases["fact_id"] == USED], title="One row").note == ""


@pytest.mark.parametrize(
    ("column", "value"), [("qualifier", "about"), ("counts", "neutral"), ("total", pd.NA)]
)
def test_squares_refuse_what_cannot_be_counted_out(book, column, value):
    cases = book.case_findings(SECOND)
    cases.loc[0, column] = value
    with pytest.raises(ValueError, match=cases.loc[0, "fact_id"]):
        squares(cases, title="Bad")


def wilson(fact_id):
    """The interval of a number of cases, by a library that the book does not use."""
    low, high = (100 * end for end in proportion_confint(*case(fact_id), method="wilson"))
    return f"{low:.1f} to {high:.1f}"


def test_intervals_are_those_of_statsmodels(book):
    cases = book.case_findings(SECOND)
    good = cases[cases["counts"] == "success"]
    shown = intervals(good, title="Shares").table["95 per cent interval"]
    assert dict(shown) == {
        name: wilson(name)
        for name in (USED, "domestic-abuse-liaison-2024", "child-safeguarding-liaison-2024")
    }
    figure = intervals(good, title="Shares")
    assert list(figure.table.index) == list(good["fact_id"])  # not by size: they are not ranked
    points = sorted(mark["x"] for mark in marks(figure.wide))
    said = [row["x"] for row in drawn(figure.wide, "text") if "% (" in row["lines"][0]]
    assert len(points) == 3
    assert sorted(said) == pytest.approx(points, abs=1)


def test_populations_are_in_order_and_the_last_has_no_limit(book):
    figure = in_populations(book.facts, USED, sizes=[200, 80], stated=["caseload-community-2024"])
    first = [words.split(" cases")[0] for words in figure.table["What"]]
    assert first == [
        "If there are 80",
        "If there are 200",
        f"If there are {says('caseload-community-2024')}",
        "If there is no limit",
    ]
    assert figure.table["Interval"].iloc[-1] == wilson(USED)
    assert "random sample, which no source we read confirms" in figure.note
    with pytest.raises(ValueError, match="60"):
        in_populations(book.facts, USED, sizes=[60])


# --- counts --------------------------------------------------------------------------------------


def test_a_mark_stands_for_ten_and_an_approximate_count_ends_open(book):
    figure = counts(book.facts, [OWED, WAITING], each=10, title=f"[[{OWED}]], [[{WAITING}]]")
    assert figure.title == f"{says(OWED)}, {says(WAITING)}"
    for drawing in (figure.wide, figure.narrow):
        found = Counter((mark["record"], mark["filled"]) for mark in marks(drawing))
        owed, waiting = (-(-STATED[name].value // 10) for name in (OWED, WAITING))
        assert found == {(OWED, True): owed, (WAITING, True): waiting - 1, (WAITING, False): 1}
    assert f"the source says {says(WAITING)}" in figure.note


def approximate(book):
    cases = book.case_findings(SECOND)
    return cases[cases["counts"] == "success"].replace({"qualifier": {"exact": "almost"}})


UNLIKE = "domestic-abuse-information-used-2024"
REFUSED = {
    "fact_id nobody: the column fact_id has them all": lambda book: counts(
        book.facts, [OWED, "nobody"], each=1, title="Bad"
    ),
    f'fact_id {OWED}s: did you mean "{OWED}"': lambda book: counts(
        book.facts, [f"{OWED}s"], each=1, title="Bad"
    ),
    "all count success, or failure, not failure, success": lambda book: intervals(
        book.case_findings(SECOND), title="Bad"
    ),
    f"exact counts, unlike .*{UNLIKE}": lambda book: intervals(approximate(book), title="Bad"),
    "one inspection, unlike cases-satisfactory-2022 of northamptonshire-pdu-2022": lambda book: (
        enquiry(
            book.facts,
            [Step("officer", "Asks", OWED), Step("police", "Tells", "cases-satisfactory-2022")],
            title="Bad",
            note="",
        )
    ),
    "unlike .* of none": lambda book: enquiry(
        book.facts, [Step("police", "Tells", "cases-insufficient-2025")], title="Bad", note=""
    ),
    "'council' is no side of an enquiry: use": lambda book: enquiry(
        book.facts, [Step("council", "Asks", OWED)], title="Bad", note=""
    ),
    'no event unified-2021: did you mean "unification-2021"': lambda book: history(
        book.events, title="Bad", bands={"unified-2021": "One service"}
    ),
    "two events or more": lambda book: history(book.events.head(1), title="Bad", bands={}),
    "'Leaders' has 1 cells, not 2": lambda book: Board(
        columns=("2022", "2024"), groups=(BoardGroup("Leaders", ((),)),), key=()
    ),
    "the key does not explain plus": lambda book: Board(
        columns=("2022",),
        groups=(BoardGroup("Leaders", ((BoardEntry("plus", "praised", "x"),),)),),
        key=(("minus", "Concern"),),
    ),
}


@pytest.mark.parametrize("message", REFUSED)
def test_what_a_chart_cannot_draw_is_refused_with_what_is_wrong(book, message):
    with pytest.raises(ValueError, match=message):
        REFUSED[message](book)


# --- grades --------------------------------------------------------------------------------------


def test_the_strip_has_a_mark_for_each_inspection_the_subject_ringed_and_the_one_good_named(book):
    figure = strip(book.ratings, unit=UNIT)
    listed = book.ratings[book.ratings["unit_kind"] == "unit"]
    for drawing in (figure.wide, figure.narrow):
        found = marks(drawing)
        assert sorted(mark["record"] for mark in found) == sorted(listed["inspection_id"])
        tones = Counter(mark["color"] for mark in found)
        given = Counter(listed["rating"])
        assert tones == {
            rating_scale.TONES[rating].light: number for rating, number in given.items()
        }
        written = texts(drawing)
        assert written.count(UNIT) == 2
        assert "South Tyneside and Gateshead" in written
    assert "compare totals only within one set" in figure.note
    with pytest.raises(ValueError, match="no inspection of Nowhere"):
        strip(book.ratings, unit="Nowhere")


def rated(*ranks: int) -> pd.DataFrame:
    """Return made-up ratings: unit U0 has the first of these ranks, U1 the second, and so on."""
    same = {"unit_kind": "unit", "region": "R", "rules": "new rules", "rules_began": "2030"}
    same |= {"report_date": "2031", "date_basis": "stated"}
    rows = [
        {
            **same,
            "inspection_id": f"u{at}",
            "unit": f"U{at}",
            "rating": RATINGS[rank],
            "rank": rank,
        }
        for at, rank in enumerate(ranks)
    ]
    return pd.DataFrame(rows)


def test_the_title_of_the_strip_counts_those_above_the_two_lowest():
    low, mixed = (strip(rated(*ranks), unit="U0").title for ranks in [(0, 1), (0, 1, 2)])
    assert low.startswith("All 2 units listed under the 2030 rules got")
    assert mixed.startswith("Of 3 units listed under the 2030 rules, 2 got")


def test_the_words_of_the_strip_name_the_few_units_with_a_grade():
    said = strip(rated(0, 2, 2), unit="U0").description
    assert "The one Inadequate was U0." in said
    assert "Good was U1 and U2." in said


def test_a_reader_can_find_a_unit_and_keep_those_inspected_twice(book):
    figure = strip(book.ratings, unit=UNIT)
    find = figure.explore["find"]
    assert find["unit"] == UNIT
    assert {"Essex North", UNIT} <= set(figure.table["Unit"])
    for width, side in (("wide", 17), ("narrow", 11)):
        places = find[width]["places"]
        squares = {mark["record"]: mark for mark in marks(getattr(figure, width))}
        assert find[width]["side"] == side
        assert len(places) == len(figure.table) == len(squares)
        for record, place in zip(figure.table.index, places, strict=True):
            assert place == pytest.approx([squares[record]["x"], squares[record]["y"]], abs=0.01)


def test_every_region_has_one_tile_and_a_unit_without_a_rating_an_open_square(book):
    regions = book.regions
    assert len(set(regions["region"])) == len(regions) == 12
    assert not regions.duplicated(["down", "across"]).any()
    units = book.units.iloc[:2].copy()
    units["region"], units["rating"] = ["London", "Wales"], ["Good", ""]
    figure = tiles(units, book.regions, unit="", newest_rules="x")
    found = {mark["record"]: mark["filled"] for mark in marks(figure.wide)}
    assert found == {units.iloc[0]["unit"]: True, units.iloc[1]["unit"]: False}
    assert "No grade in our list" in texts(figure.wide)

    assert "no grade in our list for 1" in figure.subtitle
    units["region"] = "Atlantis"
    with pytest.raises(ValueError, match="no place for Atlantis"):
        tiles(units, book.regions, unit="", newest_rules="x")


def test_the_map_says_where_a_later_report_is_missing_from_our_list(book):
    table = tiles(book.units, book.regions, unit="", newest_rules="x").table
    reports = dict(zip(table["Unit"], table["Report"], strict=True))
    assert reports["Hull and East Riding"] == "30 March 2023; a later report seems to be missing"
    assert sum("missing" in report for report in reports.values()) == 1


def test_ratings_under_earlier_rules_are_smaller_squares(book):
    units = book.units[book.units["unit"].isin([UNIT, "Lambeth"])]
    figure = tiles(units, book.regions, unit=UNIT, newest_rules="programme-2023")
    sizes = {mark["record"]: mark["size"] for mark in marks(figure.wide)}
    assert sizes["Lambeth"] < sizes[UNIT] / 2
    assert "Rated under earlier rules" in texts(figure.wide)


def test_the_pair_rings_the_grade_given_each_time(book):
    figure = pair(book.ratings, unit=UNIT)
    assert figure.title == "From the second-lowest grade to the lowest, under new rules"
    assert [mark["color"] for mark in marks(figure.wide)] == [
        rating_scale.TONES["Requires improvement"].light,
        rating_scale.TONES["Inadequate"].light,
    ]
    with pytest.raises(ValueError, match="has 1 inspections of Norfolk"):
        pair(book.ratings, unit="Norfolk")


def test_a_pair_speaks_of_changed_rules_only_where_they_changed(book):
    ratings = book.ratings[book.ratings["unit"] == UNIT]
    assert "The rules changed" in pair(ratings, unit=UNIT).note
    one = ratings.assign(rules=ratings["rules"].iloc[0])
    figure = pair(one, unit=UNIT)
    assert figure.title == "From the second-lowest grade to the lowest"
    assert figure.note == ""
    assert "rules changed" not in figure.description


@each_row
def test_the_title_of_a_pair_follows_the_grades(book, grades, title):
    row = book.ratings[book.ratings["unit"] == UNIT].iloc[0]
    ratings = pd.DataFrame(
        {**row, "inspection_id": f"i{year}", "rating": grade, "report_date": f"20{year}"}
        for year, grade in enumerate(grades, start=31)
    )
    assert pair(ratings, unit=UNIT).title == title


def test_a_better_grade_is_told_in_the_title_of_the_map(book):
    units = book.units[book.units["rating"] != ""].iloc[:3].copy()
    units["rating"] = ["Inadequate", "Requires improvement", "Inadequate"]
    say = "Latest grades in our list, under whichever rules:"
    assert tiles(units, book.regions, unit="", newest_rules="x").title == (
        f"{say} only the two lowest"
    )
    units["rating"] = ["Inadequate", "Good", "Inadequate"]
    assert tiles(units, book.regions, unit="", newest_rules="x").title == (
        f"{say} 2 of 3 are among the two lowest"
    )


def test_units_inspected_twice_are_told_by_where_their_grade_went(book):
    figure = twice(book.ratings, unit=UNIT)
    went = Counter(figure.table["Grade"])
    assert sum(went.values()) == len(figure.table) == 13
    assert figure.title == (
        "13 units with two grades we found: three went down, seven stayed, three went up"
    )
    assert went == {"went down": 3, "stayed the same": 7, "went up": 3}
    row = figure.table.loc[SECOND]
    assert list(row) == [UNIT, "Requires improvement (2022)", "Inadequate (2024)", "went down"]
    assert "rules changed" in texts(figure.narrow)


# --- one enquiry, like for like, history ---------------------------------------------------------


def test_only_what_was_found_missing_is_coloured_and_no_side_is_charged_with_the_delay(book):
    figure = enquiry(book.facts, steps(), title="One enquiry", note="No source we read says why.")
    large = [
        (" ".join(row["lines"]), row["color"])
        for row in rows(figure.wide)
        if row.get("fontSize") == style.LARGE_SIZE[False]
    ]
    assert sorted(large) == sorted(
        [
            (says(NOT_REQUESTED), style.FAILURE.light),
            (says(OWED), style.INK.light),
            (says("reply-delay-2024").capitalize(), style.INK.light),
            (says(USED), style.INK.light),
        ]
    )
    assert figure.note.startswith("No source we read says why.")
    # The steps are no chain: nothing leads from one to the next.
    shapes = {layer["mark"].get("shape") for layer in figure.wide["layer"]}
    assert shapes - {None} == {PERSON, SHIELD}
    lines = drawn(figure.wide, "rule")
    assert lines
    assert all(row["y"] == row["y_end"] for row in lines)
    assert figure.table["Side"].iloc[2] == "Between the two"
    with pytest.raises(ValueError, match="fact_id nobody"):
        enquiry(book.facts, [Step("police", "Answers", "nobody")], title="Bad", note="")


def test_shares_are_as_long_as_they_are_and_keep_the_order_given(book):
    places = {ELSEWHERE: "Leicester", NOT_REQUESTED: UNIT}
    figure = shares(book.facts, {"No request": places}, own=UNIT, title="Requests")
    assert list(figure.table["Place"]) == ["Leicester", UNIT]
    bars = [row for row in rows(figure.wide) if row.get("color") == style.FAILURE.light]
    # On a phone a name lies far nearer to its own bar than to the one above.
    first, second = drawn(figure.narrow, "rect")[-2:]  # the bars come after their tracks
    (name,) = [row for row in drawn(figure.narrow, "text") if row["lines"][0].startswith(UNIT)]
    below = name["y"] + len(name["lines"]) * style.line_height(style.SMALL_SIZE[True])
    assert name["y"] - first["y_end"] > 12 > 6 * abs(second["y"] - below)
    room = 638 - 230 - 56
    lengths = [round((row["x_end"] - row["x"]) / room * 100, 1) for row in bars]
    count, total = case(NOT_REQUESTED)
    assert lengths == [15.0, round(100 * count / total, 1)]
    assert f"{100 * count / total:.0f}%" in texts(figure.wide)


def test_shares_refuse_unlike_counts_and_numbers_that_are_no_share(book):
    with pytest.raises(ValueError, match="mixes failure, success counts"):
        shares(book.facts, {"Mixed": {USED: "a", NOT_REQUESTED: "b"}}, title="Bad")
    with pytest.raises(ValueError, match=f"no share: {OWED}"):
        shares(book.facts, {"Count": {OWED: "a"}}, title="Bad")


@each_row
def test_a_title_that_puts_every_share_below_a_half_is_held_to_it(book, change, fits):
    facts = book.facts[book.facts["fact_id"] == USED].assign(**change)
    refused = nullcontext() if fits else pytest.raises(ValueError, match="below a half: Here")
    with refused:
        shares(facts, {"Good": {USED: "Here"}}, below_half=True, title="Fewer than half")


def test_a_title_on_intervals_is_held_to_their_ends(book):
    good = book.case_findings(SECOND).query("counts == 'success'")
    missing = book.case_findings(SECOND).query("counts == 'failure'")
    assert intervals(good, below_half=good["fact_id"], title="Below half").title == "Below half"
    # 31 of 70 is 44 per cent, and its interval reaches beyond a half.
    with pytest.raises(ValueError, match=f"side of a half: {NOT_REQUESTED}"):
        intervals(missing, below_half=[NOT_REQUESTED], title="Below half")
    with pytest.raises(ValueError, match=f"side of a half: {NOT_REQUESTED}"):
        intervals(missing, above_half=[NOT_REQUESTED], title="Above half")


def test_history_names_reforms_where_they_begin_and_says_what_was_worked_out(book):
    figure = history(
        book.events,
        bands={"unification-2021": "Joined"},
        large=["report-2022"],
        without=["service-split-2014"],
        title="Change",
    )
    written = texts(figure.narrow)
    assert "Joined" in written
    assert "service-split-2014" not in figure.uses
    row = {"date": "2024-07", "end_date": "", "date_basis": "derived"}
    assert when(row) == "July 2024 (month worked out by us)"
    sizes = {mark["record"]: mark["size"] for mark in marks(figure.wide)}
    assert sizes["report-2022"] == max(sizes.values()) > sizes["unification-2021"]
    with pytest.raises(ValueError, match="no event moon-landing"):
        history(book.events, bands={"moon-landing": "x"}, title="Bad")


# --- boards --------------------------------------------------------------------------------------


@each_row
def test_a_theme_is_told_by_where_it_went(first, later, way):
    assert direction(set(first), set(later)) == way


@each_row
def test_a_theme_says_what_was_praised_and_what_was_a_concern(first, later, says):
    first, later = set(first), set(later)
    assert direction_text(direction(first, later), first, later) == says


def test_the_board_puts_news_first_and_calls_itself_a_selection(book):
    figure = board(book)
    labels = [group.label for group in figure.board.groups]
    assert labels == [
        "Sharing information: credit, then concern",
        "Advice to courts: credit, then no mention in what we read",
    ]
    assert figure.board.groups[1].cells[1] == (
        BoardEntry("none", "nothing in the sources we read"),
    )
    assert figure.note.startswith("This is a selection")
    assert "strength: rated Outstanding" in figure.description
