"""Figures on pages: one drawing for both themes, named, described, and the same each time."""

import re
from dataclasses import replace
from types import SimpleNamespace
from typing import get_args
from unittest.mock import MagicMock
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from docutils.utils import new_document
from myst_nb.core.render import MimeData, get_mime_priority
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from inspections.drawing import theme
from inspections.drawing.figure import FIGURE_MIME, Figure, Mark
from inspections.register import Register
from publishing import extension
from publishing.core.project import ROOT
from publishing.evidence.domain import evidence_of
from publishing.figures.html import SIGNS, figure_html
from publishing.figures.interactive import scripts
from publishing.figures.nodes import (
    BookFigure,
    FigureRenderer,
    number_figures,
    words,
)
from publishing.figures.svg import page_svg, themed
from publishing.theme.palette import palette_css
from tests.book import register
from tests.by_hand import says
from tests.contrast import variables
from tests.inspections.charts.gallery import USED, drawn as gallery, two_inspections

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def book() -> Register:
    return two_inspections().register


@pytest.fixture(scope="module")
def figures() -> list[Figure]:
    return gallery(two_inspections())


def drawn(figure: Figure, width: str) -> ElementTree.Element:
    text = page_svg(
        getattr(figure, width), prefix="p", named_by="the-name", described_by="the-words"
    )
    return ElementTree.fromstring(text)


def html(figure: Figure, book: Register, *, number: int = 1) -> str:
    return figure_html(
        figure.payload,
        number=number,
        figure_id=f"fig-{figure.name}",
        sources=[book.sources[each] for each in figure.source_ids],
        target=lambda record_id: f"ledger.html#fact-{record_id}",
    )


# --- colours -----------------------------------------------------------------------------------


def test_a_count_in_a_title_stays_on_one_line_and_the_words_stay_the_same(figures):
    figure = replace(figures[0], title="Found in 22 of 70 and 8 of 34")
    title = replace(figure, subtitle="Of 1,297 of 2,611 & more").payload
    text = figure_html(title, number=1, figure_id="f", sources=[], target=lambda _: "")
    page = BeautifulSoup(text, "html5lib")
    together = [each.get_text() for each in page.select("figcaption .together")]
    assert together == ["22 of 70", "8 of 34", "1,297 of 2,611"]
    assert page.select_one("#f-title").get_text() == figure.title
    assert page.select_one(".book-figure-subtitle").get_text() == "Of 1,297 of 2,611 & more"


def test_every_theme_and_paper_have_every_colour():
    found = variables(palette_css())
    light = {colour.variable: colour.light for colour in theme.PALETTE}
    dark = {colour.variable: colour.dark for colour in theme.PALETTE}
    assert found == {"light": light, "dark": dark, "dark by system": dark, "print": light}


def test_nothing_is_made_paler_by_opacity_or_hidden_behind_a_background(figures):
    checked = 0
    for figure in figures:
        for width in ("wide", "narrow"):
            for element in drawn(figure, width).iter():
                for name in ("opacity", "fill-opacity", "stroke-opacity", "style", "filter"):
                    assert name not in element.attrib
                checked += 1
    assert checked > 300


def test_a_hex_of_the_palette_becomes_a_variable_that_falls_back_to_it():
    assert themed(theme.INK.light) == "var(--figure-ink,#1b1f24)"
    assert themed("M0,0h5") == "M0,0h5"


# --- the drawing -------------------------------------------------------------------------------


def test_the_drawing_is_one_image_with_a_name_and_a_description(figures):
    for figure in figures:
        for width in ("wide", "narrow"):
            root = drawn(figure, width)
            assert root.get("role") == "img"
            assert root.get("aria-labelledby") == "the-name"
            assert root.get("aria-describedby") == "the-words"
            inner = [element for element in root.iter() if element is not root]
            assert inner
            for element in inner:
                assert "role" not in element.attrib
                assert not [name for name in element.attrib if name.startswith("aria-")]


def test_text_stays_text_in_the_drawing(figures, book):
    words = {"".join(each.itertext()) for each in drawn(figures[0], "wide").iter(f"{SVG}text")}
    assert says(USED) in words
    assert book.fact("domestic-abuse-liaison-2024").label in words


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
        found = BeautifulSoup(html(figure, book, number=number), "html5lib").select_one("figure")
        said = found.get_text()
        assert f"Figure {number}" in said
        for text in (figure.title, figure.subtitle, figure.note, figure.description):
            assert text in said
        assert len(found.select("svg")) == 2
        (fold,) = found.select("details")
        assert fold.summary.get_text() == f"Data and details of figure {number}"
        assert fold.select_one(".book-figure-words").get_text() == figure.description
        assert fold.select_one("table")
        links = {each["href"] for each in found.select(".book-figure-source a")}
        assert links == {book.sources[each].url for each in figure.source_ids}


def test_the_table_has_a_caption_scopes_and_links_to_the_ledger(figures, book):
    rows = 0
    for figure in figures:
        table = BeautifulSoup(html(figure, book), "html5lib").select_one("table")
        assert figure.title in table.caption.get_text()
        assert [each["scope"] for each in table.select("thead th")] == ["col"] * len(
            figure.table.columns
        )
        for record_id, row in zip(figure.table.index, table.select("tbody tr"), strict=True):
            assert row.th["scope"] == "row"
            assert row.th.a["href"] == f"ledger.html#fact-{record_id}"
            rows += 1
        cells = [
            [each.get_text() for each in row.select("th, td")] for row in table.select("tbody tr")
        ]
        assert cells == figure.table.to_numpy().tolist()
    assert rows > 190


def test_what_comes_from_the_data_is_escaped(figures, book):
    payload = {**figures[0].payload, "title": "<b>&", "row_ids": ["a"], "rows": [["<i>", "&", ""]]}
    text = figure_html(payload, number=1, figure_id="f", sources=[], target=lambda _: "")
    assert "<b>" not in text
    assert "<i>" not in text
    ElementTree.fromstring(text)


def test_a_record_without_an_entry_is_not_linked(figures):
    text = figure_html(figures[1].payload, number=1, figure_id="f", sources=[], target=lambda _: "")
    assert BeautifulSoup(text, "html5lib").select("a:not([download])") == []


def test_what_answers_a_question_can_be_explored_and_its_files_carry_a_digest(
    figures,
):
    asked = {}
    for figure in figures:
        text = figure_html(
            figure.payload, number=1, figure_id="f", sources=[], target=lambda _: "", root="../"
        )
        asked[figure.name] = BeautifulSoup(text, "html5lib").figure.get("data-explore", "").split()
    explored = {name: files for name, files in asked.items() if files}
    assert set(explored) == {"ratings-strip", "samples-around-domestic-abuse-information-used-2024"}
    for name, files in explored.items():
        names = [file.split("?v=")[0] for file in files]
        drawn_by = {
            "ratings-strip": ["explorer"],
            "samples-around-domestic-abuse-information-used-2024": ["sampling", "simulator"],
        }[name]
        assert names == [f"figures/{name}.js", *(f"explore/{each}.js" for each in drawn_by)]
        assert all(re.fullmatch(r"[0-9a-f]{8}", file.split("?v=")[1]) for file in files)


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
    text = figure_html(
        payload, number=3, figure_id="f", sources=[], target=lambda name: f"x#{name}"
    )
    ElementTree.fromstring(text)
    return BeautifulSoup(text, "html5lib").figure


def test_a_board_is_its_own_table_without_a_drawing(board):
    assert board.select("svg") == []
    assert len(board.select("table")) == 1
    region = board.select_one("[role=region]")
    assert region["aria-labelledby"] == board.caption["id"] == "f-table"


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
    assert all(each["aria-hidden"] == "true" for each in signs)
    key = [each.get_text(" ", strip=True) for each in board.caption.select(".board-key")]
    assert key == ["+ strength", "− concern", "○ not judged"]
    assert {*SIGNS, "none"} == set(get_args(Mark))


def test_columns_and_groups_have_headers_with_a_scope(board):
    assert [(each["scope"], each.get_text()) for each in board.select("th")] == [
        ("col", "2030"),
        ("col", "2034"),
        ("rowgroup", "Buildings <b>"),
    ]
    assert board.select_one("th[scope=rowgroup]")["colspan"] == "2"


def test_sources_that_would_read_alike_are_told_apart_by_title(figures, book):
    first = book.sources[figures[0].source_ids[0]]
    alike = [first, replace(first, title="Another page")]
    text = figure_html(
        figures[0].payload, number=1, figure_id="f", sources=alike, target=lambda _: ""
    )
    names = [
        each.get_text() for each in BeautifulSoup(text, "html5lib").select(".book-figure-source a")
    ]
    assert len(set(names)) == len(names) == 2


# --- Sphinx ------------------------------------------------------------------------------------


def test_only_a_figure_as_a_block_is_taken_from_a_notebook(figures):
    payload = figures[0].payload
    taken = FigureRenderer.handle_mime(None, MimeData(FIGURE_MIME, payload), False)
    assert [type(each) for each in taken] == [BookFigure]
    assert taken[0]["payload"] == payload
    assert FigureRenderer.handle_mime(None, MimeData(FIGURE_MIME, payload), True) is None
    assert FigureRenderer.handle_mime(None, MimeData("text/plain", "x"), False) is None


def test_a_figure_comes_before_its_plain_text_in_every_builder():
    extension.add_parts(MagicMock(spec=Sphinx))  # whatever was built before in this process
    for builder in ("html", "singlehtml", "epub", "latex", "text"):
        assert get_mime_priority(builder, [])[0] == FIGURE_MIME


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
        said = words(figure.payload, register(), number=4)
        assert f"Figure 4. {figure.title}" in said
        assert figure.description in said
        assert all(cell in said for cell in figure.table.to_numpy().ravel())


def built(tmp_path, figures: list[Figure]) -> SimpleNamespace:
    """Build one page with two figures; return its text and what was noted of their use."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "data").symlink_to(ROOT / "data")
    (source / "index.rst").write_text("Page\n====\n\nWords.\n", encoding="utf-8")
    with docutils_namespace():
        app = Sphinx(
            str(source),
            None,
            str(tmp_path / "out"),
            str(tmp_path / "doctrees"),
            "html",
            confoverrides={"extensions": ["tests.parts"], "project": "p"},
            status=None,
            warningiserror=True,
        )

        def place(_: Sphinx, doctree) -> None:
            doctree[0].extend(BookFigure("", payload=each.payload) for each in figures)

        app.connect("doctree-read", place, priority=100)
        app.build(force_all=True)
    page = tmp_path / "out" / "index.html"
    return SimpleNamespace(
        text=page.read_text(encoding="utf-8"), uses=evidence_of(app.env).uses["index"]
    )


def test_a_page_shows_its_figures_numbered_and_notes_what_they_use(tmp_path, figures):
    page = built(tmp_path, figures[:2])
    found = BeautifulSoup(page.text, "html5lib").select("figure.book-figure")
    assert [each.select_one(".book-figure-number").get_text() for each in found] == [
        "Figure 1",
        "Figure 2",
    ]
    noted = {place for places in page.uses.values() for place in places}
    assert noted == {each["id"] for each in found}
    assert page.uses[f"fact-{USED}"] == [f"fig-{figures[0].name}"]
