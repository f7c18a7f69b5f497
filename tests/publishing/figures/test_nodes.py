"""Figures on pages: one drawing for both themes, named, described, and the same each time."""

import re
from dataclasses import replace
from typing import get_args
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from docutils.utils import new_document
from myst_nb.core.render import MimeData

from inspections.drawing import style
from inspections.drawing.figure import FIGURE_MIME, Figure, Sign
from inspections.register import Register
from publishing.figures.html import SIGNS, figure_html
from publishing.figures.interactive import scripts
from publishing.figures.nodes import (
    BookFigure,
    FigureRenderer,
    figure_text,
    number_figures,
)
from publishing.figures.svg import page_svg, use_css_variables
from publishing.theme.palette import palette_css
from tests.book import register
from tests.contrast import variables
from tests.inspections.charts.gallery import drawn as gallery, two_inspections
from tests.publishing.evidence.test_domain import build, write

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def book() -> Register:
    return two_inspections().register


@pytest.fixture(scope="module")
def figures() -> list[Figure]:
    return gallery(two_inspections())


def shown(payload, **given):
    """A figure as a page has it, parsed."""
    usual = {"number": 1, "figure_id": "f", "sources": [], "target": lambda _: ""}
    text = figure_html(payload, **usual | given)
    ElementTree.fromstring(text)
    return BeautifulSoup(text, "html5lib").figure


# --- colours -----------------------------------------------------------------------------------


def test_a_count_in_a_title_stays_on_one_line_and_the_words_stay_the_same(figures):
    figure = replace(figures[0], title="Found in 22 of 70 and 8 of 34")
    title = replace(figure, subtitle="Of 1,297 of 2,611 & more").payload
    page = shown(title)
    together = [each.get_text() for each in page.select("figcaption .together")]
    assert together == ["22 of 70", "8 of 34", "1,297 of 2,611"]
    assert page.select_one("#f-title").get_text() == figure.title
    assert page.select_one(".book-figure-subtitle").get_text() == "Of 1,297 of 2,611 & more"


def test_every_theme_and_paper_have_every_colour():
    found = variables(palette_css())
    light = {colour.variable: colour.light for colour in style.PALETTE}
    dark = {colour.variable: colour.dark for colour in style.PALETTE}
    assert found == {"light": light, "dark": dark, "dark by system": dark, "print": light}


def test_a_hex_of_the_palette_becomes_a_variable_that_falls_back_to_it():
    assert use_css_variables(style.INK.light) == "var(--figure-ink,#1b1f24)"
    assert use_css_variables("M0,0h5") == "M0,0h5"


def test_ids_inside_a_drawing_carry_its_prefix_and_so_do_references():
    clipped = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": [{"x": 1}]},
        "mark": {"type": "bar", "clip": True},
        "encoding": {"x": {"field": "x", "type": "quantitative"}},
    }
    text = page_svg(clipped, prefix="fig-a-wide", named_by="n", described_by="d")
    ids = re.findall(r' id="([^"]*)"', text)
    assert ids
    assert all(each.startswith("fig-a-wide-") for each in ids)
    assert set(re.findall(r"url\(#([^)]*)\)", text)) == set(ids)


# --- the frame ---------------------------------------------------------------------------------


def test_a_figure_has_number_title_subtitle_note_sources_words_and_table(figures, book):
    for number, figure in enumerate(figures, start=1):
        sources = [book.sources[each] for each in figure.source_ids]
        found = shown(figure.payload, number=number, sources=sources)
        said = found.get_text()
        assert f"Figure {number}" in said
        for text in (figure.title, figure.subtitle, figure.note, figure.description):
            assert text in said
        assert len(found.select("svg")) == 2
        (fold,) = found.select("details")
        assert fold.summary.get_text() == f"Data and details of figure {number}"
        assert fold.select_one(".book-figure-words").get_text() == figure.description
        assert figure.title in fold.select_one("table").caption.get_text()
        links = {each["href"] for each in found.select(".book-figure-source a")}
        assert links == {source.url for source in sources}


def test_what_comes_from_the_data_is_escaped(figures):
    spoilt = {"title": "<b>&", "row_ids": ["a"], "rows": [["<i>", "&", ""]]}
    assert shown(figures[0].payload | spoilt).select("b, i") == []


def test_a_record_without_an_entry_is_not_linked(figures):
    assert shown(figures[1].payload).select("a:not([download])") == []


def test_only_what_answers_a_question_can_be_explored(figures):
    explored = [figure.name for figure in figures if shown(figure.payload).get("data-explore")]
    assert explored == ["ratings-strip", "samples-around-domestic-abuse-information-used-2024"]


def test_another_drawing_has_another_address(figures):
    (strip,) = [figure for figure in figures if figure.name == "ratings-strip"]
    other = replace(strip, explore={"find": {**strip.explore["find"], "wide": {"changed": True}}})
    one, two = (scripts(figure.payload)[0] for figure in (strip, other))
    assert one.split("?")[0] == two.split("?")[0]
    assert one != two


BOARD = {
    "columns": ["2030", "2034"],
    "groups": [
        {
            "label": "Buildings <b>",
            "cells": [
                [{"mark": "plus", "words": "roomy & light", "record_id": "roomy"}],
                [
                    {"mark": "minus", "words": "damp", "record_id": "damp"},
                    {"mark": "open", "words": "not asked", "record_id": ""},
                    {"mark": "none", "words": "nothing said", "record_id": ""},
                    {"mark": "none", "words": "old", "record_id": "old"},
                ],
            ],
        }
    ],
    "key": [["plus", "strength"], ["minus", "concern"], ["open", "not judged"]],
}


@pytest.fixture(scope="module")
def board(figures):
    payload = {**figures[0].payload, "wide": None, "narrow": None, "board": BOARD}
    return shown(payload, target=lambda name: f"x#{name}")


def test_statements_lead_to_their_records_and_gaps_nowhere(board):
    assert [(each["href"], each.get_text()) for each in board.select("table a")] == [
        ("x#roomy", "roomy & light"),
        ("x#damp", "damp"),
        ("x#old", "old"),
    ]
    assert [each.get_text() for each in board.select(".board-gap")] == ["nothing said"]
    assert [each.get_text() for each in board.select(".board-plain")] == ["old"]


def test_every_sign_is_said_in_words_too(board):
    assert [each.get_text(" ", strip=True) for each in board.select("table li")] == [
        "+ strength: roomy & light",
        "− concern: damp",
        "○ not judged: not asked",
        "nothing said",
        "old",
    ]
    signs = board.select(".board-sign")
    assert signs
    assert all(sign["aria-hidden"] == "true" for sign in signs)
    key = [each.get_text(" ", strip=True) for each in board.caption.select(".board-key")]
    assert key == ["+ strength", "− concern", "○ not judged"]
    assert {*SIGNS, "none"} == set(get_args(Sign))


def test_columns_and_groups_have_headers_with_a_scope(board):
    assert [(each["scope"], each.get_text()) for each in board.select("th")] == [
        ("col", "2030"),
        ("col", "2034"),
        ("rowgroup", "Buildings <b>"),
    ]
    assert board.select_one("th[scope=rowgroup]")["colspan"] == "2"


def test_sources_that_would_read_alike_are_told_apart_by_title(figures, book):
    first = book.sources[figures[0].source_ids[0]]
    found = shown(figures[0].payload, sources=[first, replace(first, title="Another page")])
    names = [each.get_text() for each in found.select(".book-figure-source a")]
    assert len(set(names)) == len(names) == 2


# --- Sphinx ------------------------------------------------------------------------------------


def test_only_a_figure_as_a_block_is_taken_from_a_notebook(figures):
    payload = figures[0].payload
    taken = FigureRenderer.handle_mime(None, MimeData(FIGURE_MIME, payload), False)
    assert [type(each) for each in taken] == [BookFigure]
    assert taken[0]["payload"] == payload
    assert FigureRenderer.handle_mime(None, MimeData(FIGURE_MIME, payload), True) is None
    assert FigureRenderer.handle_mime(None, MimeData("text/plain", "x"), False) is None


def test_figures_are_numbered_in_order_and_a_second_showing_has_its_own_id(figures):
    figures = [each for each in figures if each.payload["source_ids"]]
    document = new_document("page")
    for figure in (figures[0], figures[1], figures[0]):
        document += BookFigure("", payload=figure.payload)
    first, second = figures[0].name, figures[1].name
    for _ in range(2):  # numbering again changes nothing
        found = number_figures(document, register())
        assert [node["number"] for node in found] == [1, 2, 3]
        assert [node["figure_id"] for node in found] == [
            f"fig-{first}",
            f"fig-{second}",
            f"fig-{first}-2",
        ]
        assert [len(node.children) for node in found] == [1, 1, 1]


def test_the_words_of_a_figure_are_its_title_table_and_description(figures):
    for figure in figures:
        said = figure_text(figure.payload, register(), number=4)
        assert f"Figure 4. {figure.title}" in said
        assert figure.description in said
        assert all(cell in said for cell in figure.table.to_numpy().ravel())


def test_a_row_without_an_entry_is_a_warning_but_where_it_is_no_record(tmp_path, figures):
    units = replace(figures[0], table=figures[0].table.rename(index=lambda each: f"of {each}"))

    def place(_, doctree):
        doctree[0].extend(BookFigure("", payload=each.payload) for each in (figures[0], units))

    _, warnings = build(write(tmp_path, {"page": "# Page\n"}), place=place)
    missing = re.findall(r"page\.md: WARNING: no page has the entry 'fact-([^']*)'", warnings)
    assert missing == figures[0].payload["row_ids"]
