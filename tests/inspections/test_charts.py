"""Pictures: what is drawn is what the data say, in words, table and specification alike."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from types import SimpleNamespace

import pytest

from inspections import tables, wording
from inspections.charts import theme
from inspections.charts.backlogs import backlogs, style
from inspections.charts.caseload import caseload, marks, per_mark
from inspections.charts.cases import case_facts, case_findings
from inspections.charts.figure import FIGURE_MIME, Figure, rising, whole_steps
from inspections.charts.ratings import period, ratings_over_time
from inspections.facts import RATINGS, Register
from tests.inspections.fixtures import ROWS, columns, write_package, write_rows
from tests.two import SECOND, book_of_two, both

WAITING = ("police-replies-owed-2024", "mappa-discussions-waiting-2024", "reply-delay-2024")
TOTAL = "caseload-total-2024"

# Wilson intervals as published for these counts, worked out by hand: share, low, high.
WORKED = {
    "22 of 70": (31.4, 21.8, 43.0),
    "31 of 70": (44.3, 33.2, 55.9),
    "4 of 41": (9.8, 3.9, 22.5),
    "8 of 34": (23.5, 12.4, 40.0),
    "38 of 59": (64.4, 51.7, 75.4),
}

ALL_FIGURES = """
import hashlib, json
from inspections.charts.backlogs import backlogs
from inspections.charts.caseload import caseload
from inspections.charts.cases import case_findings
from inspections.charts.ratings import ratings_over_time
from tests.two import book_of_two, both

known = book_of_two()
_, last = both(known)
figures = [
    ratings_over_time(known),
    case_findings(known, last, counts="success"),
    case_findings(known, last, counts="failure"),
    backlogs(known, %r),
    caseload(known, %r),
]
"""


@pytest.fixture(scope="module")
def book() -> Register:
    return book_of_two()


@pytest.fixture(scope="module")
def figures() -> list[Figure]:
    names: dict[str, object] = {}
    exec(ALL_FIGURES % (WAITING, TOTAL), names)
    return names["figures"]  # type: ignore[return-value]  # code run from text has no types


@pytest.fixture
def amberley(tmp_path) -> Register:
    return Register(tables.load(write_package(tmp_path / "data")))


def invented(folder, *, table: str, rows: list[dict[str, str]]) -> Register:
    """Return the register of the invented package with other rows in one table."""
    write_package(folder)
    write_rows(folder, table, columns=columns(table), rows=rows)
    return Register(tables.load(folder))


def drawings(figure: Figure) -> list[dict]:
    return [figure.wide, figure.narrow]


def views(drawing: dict) -> list[dict]:
    """Return every single view of a drawing with the data set it reads."""
    found = []

    def walk(part: dict, inherited: dict | None) -> None:
        data = part.get("data", inherited)
        for inner in part.get("layer", []) + part.get("vconcat", []):
            walk(inner, data)
        if "mark" in part:
            found.append({**part, "data": data})

    walk(drawing, None)
    return found


def rows(drawing: dict) -> list[dict]:
    return [row for values in drawing["datasets"].values() for row in values]


def channels(view: dict) -> list[dict]:
    return [each for each in view["encoding"].values() if "field" in each]


# --- every figure ------------------------------------------------------------------------------


def test_every_encoded_field_stands_in_the_data_of_its_view(figures):
    checked = 0
    for drawing in [each for figure in figures for each in drawings(figure)]:
        for view in views(drawing):
            data = drawing["datasets"][view["data"]["name"]]
            assert data
            for channel in channels(view):
                assert all(channel["field"] in row for row in data), (view["mark"], channel)
                checked += 1
    assert checked > 100


def test_titles_are_messages_of_ten_to_fifteen_words(figures):
    assert len(figures) == 5
    for figure in figures:
        assert 10 <= len(figure.title.split()) <= 15, figure.title


def test_subtitles_name_the_place_and_the_period(figures, book):
    _, last = both(book)
    assert figures
    for figure in figures:
        assert book.package.subject["unit_name"] in figure.subtitle
        assert last.year in figure.subtitle


def test_descriptions_and_tables_hold_every_value_with_its_qualifier(figures, book):
    said = 0
    for figure in figures:
        cells = " ".join(figure.table.to_numpy().ravel())
        for fact_id in figure.uses:
            fact = book.facts.get(fact_id)
            if fact is None or (fact.derivation and fact.derivation.operation == "percent"):
                continue
            assert wording.say(fact) in figure.description
            assert wording.say(fact) in cells
            said += 1
    assert said == 3 + 2 + 3 + 4


def test_every_id_used_is_a_record_and_every_source_is_known(figures, book):
    for figure in figures:
        assert figure.uses
        assert figure.source_ids
        assert set(figure.uses) <= set(book.facts) | set(book.inspections) | set(book.events)
        assert set(figure.source_ids) <= set(book.sources)
        assert set(figure.table.index) <= set(figure.uses)
        assert len(set(figure.uses)) == len(figure.uses)


def test_no_source_that_differs_is_credited(book):
    fact = book.fact("vacancy-rate-2024")
    differing = {each.source.source_id for each in fact.sources if each.relation == "differs"}
    assert differing
    figure = backlogs(book, [fact.fact_id])
    assert not differing & set(figure.source_ids)


def test_names_are_kebab_case_and_unlike_each_other(figures):
    names = [figure.name for figure in figures]
    assert len(set(names)) == len(names) == 5
    for name in names:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)


def test_a_notebook_carries_the_figure_as_data_and_as_plain_text(figures):
    for figure in figures:
        bundle = figure._repr_mimebundle_(include=None, exclude=None)
        assert list(bundle) == [FIGURE_MIME, "text/plain"]
        assert json.loads(json.dumps(bundle[FIGURE_MIME])) == bundle[FIGURE_MIME]
        assert bundle["text/plain"].startswith(figure.title)
        for cell in figure.table.to_numpy().ravel():
            assert cell in bundle["text/plain"]


def test_specifications_hold_no_random_name_and_no_long_float(figures):
    checked = 0
    for drawing in [each for figure in figures for each in drawings(figure)]:
        assert list(drawing["datasets"]) == [f"data-{n}" for n in range(len(drawing["datasets"]))]
        text = json.dumps(drawing)
        assert not re.search(r"\d\.\d{7,}", text)
        assert not re.search(r"[0-9a-f]{16}", text)
        checked += 1
    assert checked == 10


def test_the_same_bytes_come_from_another_process_with_another_seed_and_time_zone(figures):
    code = ALL_FIGURES % (WAITING, TOTAL) + "print(json.dumps([each.payload for each in figures]))"
    for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/St_Johns")):
        surroundings = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        result = subprocess.run(
            [sys.executable, "-c", code], env=surroundings, capture_output=True, text=True
        )
        assert result.returncode == 0, result.stderr
        assert result.stdout.strip() == json.dumps([each.payload for each in figures])


def test_no_drawn_text_is_smaller_than_ten_pixels_on_a_page_of_320(figures):
    # Such a page leaves 288 pixels for a drawing of NARROW.
    scale = 288 / (theme.NARROW + 4)
    sizes = []
    for figure in figures:
        config = figure.narrow["config"]
        sizes += [config["axis"]["labelFontSize"], config["text"]["fontSize"]]
        sizes += [
            view["mark"]["fontSize"] for view in views(figure.narrow) if "fontSize" in view["mark"]
        ]
    assert len(sizes) > 10
    assert min(sizes) * scale >= 10


# --- case findings -----------------------------------------------------------------------------


def test_drawn_shares_and_intervals_equal_those_worked_out_by_hand(book):
    _, last = both(book)
    drawn = {}
    for counts in ("success", "failure"):
        for drawing in drawings(case_findings(book, last, counts=counts)):
            for row in rows(drawing):
                if "cases" in row:
                    values = (row["percent"], row["low"], row["high"])
                    drawn[row["cases"]] = tuple(round(value, 1) for value in values)
    assert drawn == WORKED


def test_the_share_is_drawn_from_the_count_and_not_from_a_rounded_number(book):
    figure = case_findings(book, book.inspection(SECOND), counts="success")
    drawn = {row["cases"]: row["percent"] for row in rows(figure.wide) if "cases" in row}
    assert drawn["22 of 70"] == 31.428571


def test_successes_and_failures_never_share_a_figure(book):
    _, last = both(book)
    seen = {}
    for counts in ("success", "failure"):
        figure = case_findings(book, last, counts=counts)
        kinds = {book.fact(each).counts for each in figure.uses}
        assert kinds == {counts}
        seen[counts] = set(figure.uses)
    assert not seen["success"] & seen["failure"]
    success, failure = (case_findings(book, last, counts=each) for each in ("success", "failure"))
    marks = [
        {view["mark"].get("shape") for view in views(each.wide) if view["mark"]["type"] == "point"}
        for each in (success, failure)
    ]
    assert marks == [{"circle"}, {"diamond"}]


def test_the_scale_of_shares_runs_from_0_to_100(book):
    figure = case_findings(book, book.inspection(SECOND))
    domains = [
        channel["scale"]["domain"]
        for drawing in drawings(figure)
        for view in views(drawing)
        for name, channel in view["encoding"].items()
        if name == "x" and "domain" in channel.get("scale", {})
    ]
    assert domains
    assert all(domain == [0, 100] for domain in domains)


def marks_of(figure: Figure, drawing: dict) -> list[dict]:
    found = [row for row in rows(drawing) if "cases" in row and "mark" in row]
    once = list({row["finding"]: row for row in found}.values())
    assert len(once) == len(figure.table)
    return once


def test_the_share_stands_beside_its_interval_in_whole_per_cent(book):
    last = book.inspection(SECOND)
    said = {}
    for counts in ("success", "failure"):
        figure = case_findings(book, last, counts=counts)
        for drawing in drawings(figure):
            said |= {row["cases"]: row["beside"] for row in marks_of(figure, drawing)}
    assert said == {
        "22 of 70": "31%",
        "31 of 70": "44%",
        "4 of 41": "10%",
        "8 of 34": "24%",
        "38 of 59": "64%",
    }


def test_a_label_is_nearer_to_its_own_mark_than_to_the_one_above(book):
    figure = case_findings(book, book.inspection(SECOND))
    lengths = set()
    for drawing, size in zip(drawings(figure), (14, 13), strict=True):
        before = None
        for row in marks_of(figure, drawing):
            bottom = row["top"] + len(row["lines"]) * (size + 4)
            assert row["mark"] - bottom == 14
            assert before is None or row["top"] - before == 30
            before = row["mark"]
            lengths.add(len(row["lines"]))
    assert len(lengths) > 1  # however many lines a label takes


def test_the_ruler_leaves_out_what_interval_and_words_cover(tmp_path):
    """Where an interval ends far right, as that of 58 of 59, its words stand on its left."""
    changed = [
        {**row, "value": "58"} if row["fact_id"] == "visits-missed-2030" else row
        for row in ROWS["facts"]
    ]
    known = invented(tmp_path / "data", table="facts", rows=changed)
    figure = case_findings(known, known.inspection("amberley-2030"))
    sides = {}
    for drawing in drawings(figure):
        ruler = [row for row in rows(drawing) if "from" in row or "at" in row]
        for row in marks_of(figure, drawing):
            sides[row["cases"]] = row["side"]
            end = row["covered"] if row["side"] == "low" else row["uncovered"]
            assert not row["low"] - 5 < end < row["high"] + 5  # room for the words
            own = [each for each in ruler if each["finding"] == row["finding"]]
            assert len(own) >= 3
            for each in own:
                start, stop = each.get("from", each.get("at")), each.get("to", each.get("at"))
                assert stop <= row["covered"] or start >= row["uncovered"]
    assert sides == {"58 of 59": "low", "22 of 70": "high"}


def test_the_width_of_a_text_adds_up_its_letters():
    # Of 10 pixels: M 8.33, i 2.22, and every digit 5.56.
    assert theme.width_of("Mi22", size=10) == pytest.approx(8.33 + 2.22 + 2 * 5.56)
    assert theme.width_of("", size=10) == 0


def test_the_note_names_what_is_drawn_and_says_that_it_assumes_a_random_sample(book):
    last = book.inspection(SECOND)
    for counts, shape in (("success", "circle"), ("failure", "diamond")):
        figure = case_findings(book, last, counts=counts)
        drawn = {view["mark"].get("shape") for view in views(figure.wide)} - {None}
        assert drawn == {shape}
        assert figure.note.startswith(f"Each {shape} is a share of the cases, and the bar with")
        assert "thin line" not in figure.note + figure.description
    note = case_findings(book, last).note
    assert "random sample, which no source confirms" in note
    assert "95 per cent Wilson interval" in note


def test_case_findings_are_found_in_the_data_highest_share_first(amberley):
    inspection = amberley.inspection("amberley-2030")
    found = case_facts(amberley, inspection, counts="success")
    assert [fact.fact_id for fact in found] == ["visits-missed-2030", "information-used-2030"]
    # A complement of our own is no finding of the inspectors.
    assert amberley.fact("requested-2030").total == 70


def test_case_findings_of_an_inspection_without_any_are_refused(amberley):
    with pytest.raises(ValueError, match="amberley-2034 has no failure counts"):
        case_findings(amberley, amberley.inspection("amberley-2034"), counts="failure")


def test_an_interval_of_an_approximate_count_is_refused(tmp_path):
    changed = [
        {**row, "qualifier": "almost"} if row["fact_id"] == "not-requested-2030" else row
        for row in ROWS["facts"]
    ]
    known = invented(tmp_path / "data", table="facts", rows=changed)
    with pytest.raises(ValueError, match="exact counts: not-requested-2030"):
        case_findings(known, known.inspection("amberley-2030"), counts="failure")


# --- ratings -----------------------------------------------------------------------------------


def test_ratings_stand_in_their_one_order_the_best_on_top(book):
    figure = ratings_over_time(book)
    domains = [
        view["encoding"]["y"]["scale"]["domain"]
        for drawing in drawings(figure)
        for view in views(drawing)
        if view["encoding"].get("y", {}).get("field") == "rating"
    ]
    assert len(domains) >= 8
    assert all(domain == list(reversed(RATINGS)) for domain in domains)


def test_a_date_known_to_the_day_is_a_point_and_a_month_is_a_bar_over_it(book):
    for drawing in drawings(ratings_over_time(book)):
        marks = {view["mark"]["type"]: view for view in views(drawing) if view["mark"].get("size")}
        assert set(marks) == {"point", "bar"}
        day = drawing["datasets"][marks["point"]["data"]["name"]]
        month = drawing["datasets"][marks["bar"]["data"]["name"]]
        assert [(row["rating"], row["lines"]) for row in day] == [
            ("Requires improvement", ["17 May 2022"])
        ]
        (bar,) = month  # July 2024: days 183 to 213 of a leap year
        assert bar["start"] == pytest.approx(2024 + 182 / 366)
        assert bar["end"] == pytest.approx(2024 + 213 / 366)
        assert marks["bar"]["mark"]["strokeDash"]
        assert not marks["bar"]["mark"]["filled"]


def test_periods_are_as_long_as_what_is_known():
    assert period("2024") == (2024.0, 2025.0)
    assert period("2023-12")[1] == 2024.0
    assert period("2024-02")[1] - period("2024-02")[0] == pytest.approx(29 / 366)
    start, end = period("2023-07-02")
    assert start == end == 2023.5  # noon of the day in the middle of a year of 365 days


def as_rated(folder, *, later_rating: str) -> Register:
    """Return the invented package with another rating in its subject's second inspection."""
    first, second = ROWS["inspections"]
    changed = [first, {**second, "overall_rating": later_rating}]
    return invented(folder, table="inspections", rows=changed)


def test_a_change_of_rule_book_is_marked_where_there_was_one_and_only_there(tmp_path, book):
    def broken_lines(figure: Figure) -> list[dict]:
        return [
            view
            for view in views(figure.wide)
            if view["mark"]["type"] == "rule" and "strokeDash" in view["mark"]
        ]

    changed = ratings_over_time(book)
    same = ratings_over_time(as_rated(tmp_path / "data", later_rating="Good"))
    assert len(broken_lines(changed)) == 1
    assert "change of rule book" in changed.note
    assert broken_lines(same) == []
    assert "rule book" not in same.note


def test_the_rule_book_of_each_rating_is_named(book):
    figure = ratings_over_time(book)
    headings = [" ".join(row["lines"]) for row in rows(figure.wide) if "lines" in row]
    for inspection in both(book):
        label = inspection.programme.label
        assert label in figure.description
        assert label[0].upper() + label[1:] in headings


def test_the_title_takes_its_direction_from_the_ratings(tmp_path, book):
    assert " fell from Requires improvement " in ratings_over_time(book).title
    for rating, said in (("Good", "rose"), ("Requires improvement", "stayed the same")):
        known = as_rated(tmp_path / rating, later_rating=rating)
        assert said in ratings_over_time(known).title


# --- backlogs ----------------------------------------------------------------------------------


def test_an_exact_count_is_solid_and_an_approximate_one_open_with_its_word(book):
    figure = backlogs(book, WAITING)
    bars = [view for view in views(figure.wide) if view["mark"]["type"] == "bar"]
    drawn = {}
    for view in bars:
        for row in figure.wide["datasets"][view["data"]["name"]]:
            drawn[row["said"]] = view["mark"].get("filled", True)
    assert drawn == {"400 replies": True, "almost 200 discussions": False}
    assert "approximate" in figure.note


@pytest.mark.parametrize(
    ("qualifier", "drawn"),
    [
        ("exact", "solid"),
        ("about", "open"),
        ("almost", "open"),
        ("at_most", "limit"),
        ("at_least", "limit"),
        ("more_than", "limit"),
        ("fewer_than", "limit"),
    ],
)
def test_every_qualifier_has_a_way_to_be_drawn(book, qualifier, drawn):
    assert style(replace(book.fact(WAITING[0]), qualifier=qualifier)) == drawn


def test_a_delay_is_never_on_the_scale_of_counts(book):
    figure = backlogs(book, WAITING)
    panels = figure.wide["vconcat"]
    titles = [
        [
            view["encoding"]["x"]["axis"]["title"]
            for view in views({**panel, "datasets": {}})
            if "axis" in view["encoding"].get("x", {})
        ]
        for panel in panels
    ]
    assert [set(each) for each in titles] == [{"number waiting"}, {"months"}]


def test_backlogs_of_two_inspections_are_refused(book):
    with pytest.raises(ValueError, match="facts of one inspection"):
        backlogs(book, ["police-replies-owed-2024", "recommendations-2022"])


def test_a_delay_alone_is_no_backlog(book):
    with pytest.raises(ValueError, match="at least one count"):
        backlogs(book, ["reply-delay-2024"])


@pytest.mark.parametrize(
    ("largest", "steps"),
    [
        (0, [0, 1]),
        (2, [0, 1, 2]),
        (400, [0, 100, 200, 300, 400]),
        (401, [0, 200, 400, 600]),
        (1297, [0, 500, 1000, 1500]),
    ],
)
def test_steps_of_a_scale_are_whole_and_reach_the_largest_value(largest, steps):
    assert whole_steps(largest) == steps


# --- caseload ----------------------------------------------------------------------------------


def counted(drawing: dict) -> dict[str, int]:
    """Return how many marks of each shape are drawn."""
    points = [view for view in views(drawing) if view["mark"]["type"] == "point"]
    return {
        view["mark"]["shape"]: len(drawing["datasets"][view["data"]["name"]]) for view in points
    }


def test_people_and_cases_are_told_apart_and_drawn_to_scale(book):
    # 1,297 and 648 people at ten a mark are 130 and 65 marks, 666 cases 67.
    figure = caseload(book, TOTAL)
    for drawing in drawings(figure):
        assert counted(drawing) == {"circle": 130 + 65, "square": 67}
    assert "Each circle stands for ten people, each square stands for ten cases" in figure.subtitle
    said = [" ".join(row["lines"]) for row in rows(figure.wide) if "lines" in row]
    assert said == [
        "1,297 people on community sentences",
        "648 people supervised after release from prison",
        "666 cases of people still in prison",
    ]


def test_a_group_whose_label_does_not_begin_with_its_unit_is_printed_with_both(amberley):
    facts = [replace(amberley.fact("workers-2030"), qualifier="exact", label="Workers")]
    total = amberley.fact("workers-and-cases-2030")
    derivation = replace(total.derivation, inputs=tuple(facts), assumption="")
    known = SimpleNamespace(
        fact=lambda _: replace(total, qualifier="exact", derivation=derivation),
        package=amberley.package,
    )
    said = [row["lines"] for row in rows(caseload(known, "x").wide) if "lines" in row]
    assert said == [["1,149 people: Workers"]]


@pytest.mark.parametrize(
    ("largest", "size", "drawn"), [(7, 1, 7), (140, 1, 140), (141, 2, 71), (1297, 10, 130)]
)
def test_a_mark_stands_for_a_round_number_so_that_few_are_drawn(book, largest, size, drawn):
    fact = replace(book.fact("workers-2024"), value=largest)
    assert per_mark([fact]) == size
    assert marks(fact, each=size) == drawn


def test_the_total_is_not_drawn_and_said_to_be_our_own_with_its_assumption(book):
    figure = caseload(book, TOTAL)
    assert "2,611" not in json.dumps(figure.wide)
    assert "2,611" in figure.note
    assert "our own sum, which no source states" in figure.note
    assert rising(book.fact(TOTAL).derivation.assumption) in figure.note
    assert "2,611" not in figure.title


def test_a_total_that_is_no_sum_is_refused(book):
    for wrong in ("workers-2024", "domestic-abuse-remainder-2024"):
        with pytest.raises(ValueError, match="is not a sum"):
            caseload(book, wrong)


def test_a_sum_with_an_approximate_part_is_refused(amberley):
    with pytest.raises(ValueError, match="must add exact figures"):
        caseload(amberley, "workers-and-cases-2030")


# --- colours -----------------------------------------------------------------------------------


def test_written_contrasts_are_those_of_the_colours():
    assert len(theme.PALETTE) == 10
    for colour in theme.PALETTE:
        assert round(theme.contrast(colour.light, theme.LIGHT_PAGE), 2) == colour.light_contrast
        assert round(theme.contrast(colour.dark, theme.DARK_PAGE), 2) == colour.dark_contrast


def test_contrast_of_black_on_white_is_21():
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_neighbouring_marks_differ_by_three_to_one_in_both_themes():
    assert theme.NEIGHBOURS
    for first, second in theme.NEIGHBOURS:
        assert theme.contrast(first.light, second.light) >= 3
        assert theme.contrast(first.dark, second.dark) >= 3


def test_no_two_colours_of_the_light_palette_are_alike():
    assert len({colour.light for colour in theme.PALETTE}) == len(theme.PALETTE)


def test_lines_of_wrapped_text_are_whole_words_in_order():
    text = "Relevant cases in which risk called for a home visit that was not made"
    lines = theme.wrap(text, pixels=200, size=13)
    assert len(lines) > 1
    assert " ".join(lines) == text
