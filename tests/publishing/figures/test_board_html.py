"""Boards on pages: a table that can be heard, whose statements lead to their records."""

from __future__ import annotations

from typing import get_args
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from publishing.figures.board_html import SIGNS, board_html

from inspections.charts import theme
from inspections.charts.board import Mark
from inspections.charts.follow_up import followed_up
from publishing.figures.nodes import figure_html, plain_nodes
from tests.book import register
from tests.publishing.figures.test_nodes import variables
from tests.two import FIRST

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
def board():
    text = board_html(BOARD, caption_id="key", target=lambda name: f"x#{name}")
    ElementTree.fromstring(text)
    return BeautifulSoup(text, "html5lib").table


def test_statements_lead_to_their_records_and_gaps_nowhere(board):
    assert [(each["href"], each.get_text()) for each in board.select("a")] == [
        ("x#roomy", "roomy & light"),
        ("x#damp", "damp"),
        ("x#old", "old"),
    ]
    assert [each.get_text() for each in board.select(".board-gap")] == ["nothing said"]
    assert [each.get_text() for each in board.select(".board-plain")] == ["old"]


def test_every_sign_is_said_in_words_too(board):
    assert [each.get_text(" ", strip=True) for each in board.select("li")] == [
        "+ strength: roomy & light",
        "− concern: damp",
        "○ not judged: not asked",
        "nothing said",
        "old",
    ]
    assert all(each["aria-hidden"] == "true" for each in board.select(".board-sign"))
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
    assert board.caption["id"] == "key"


def test_signs_have_the_contrast_of_text_in_both_themes():
    values = variables(theme.palette_css())
    for name, page in (("light", theme.LIGHT_PAGE), ("dark", theme.DARK_PAGE)):
        for colour in ("--figure-success", "--figure-failure", "--figure-muted"):
            assert theme.contrast(values[name][colour], page) >= 4.5


def test_a_figure_that_is_a_board_has_no_drawing_and_no_second_table():
    known = register()
    figure = followed_up(known, known.inspection(FIRST), "recommendations-2022")
    text = figure_html(
        figure.payload,
        number=3,
        figure_id="f",
        sources=[known.sources[each] for each in figure.source_ids],
        target=lambda name: f"x#{name}",
    )
    ElementTree.fromstring(text)
    found = BeautifulSoup(text, "html5lib").figure
    assert found.select("svg") == []
    assert len(found.select("table")) == 1
    assert [each.get_text() for each in found.select("summary")] == ["Figure 3 in words"]
    region = found.select_one("[role=region]")
    assert region["aria-labelledby"] == found.caption["id"] == "f-table"
    for words in (figure.title, figure.subtitle, figure.note, figure.description):
        assert words in found.get_text()


def test_a_board_has_its_words_as_a_plain_table_for_other_builders():
    known = register()
    figure = followed_up(known, known.inspection(FIRST), "recommendations-2022")
    said = " ".join(each.astext() for each in plain_nodes(figure.payload, register(), number=1))
    assert "eight of the ten recommendations" in said
    assert "The entries of figure 1" in said
    assert "The numbers of figure" not in said
    assert "Still open" in said
