"""Every figure of the book as approved, whatever its kind: named, said in words, legible.

The figures are read from the chapters' reference outputs, so a new one is tested without being
listed here.
"""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest

from inspections.drawing import FIGURE_MIME, theme
from publishing.figures.html import figure_html
from publishing.figures.svg import page_svg
from publishing.records.record_cards import card_of_id
from publishing.theme.assets import STATIC
from tests.book import register
from tests.publishing.figures.test_nodes import MEASURE, SVG, VARIABLE, variables
from tools.approval.approved_outputs import REFERENCES, ROOT

WIDTHS = ("wide", "narrow")
NUMBER = re.compile(r"\d[\d,.]*(?<![,.])")


def all_figures() -> dict[str, dict]:
    """The payload of each figure that a chapter shows, by chapter and name."""
    found = {}
    for path in sorted((ROOT / REFERENCES).glob("*.json")):
        for cell in json.loads(path.read_text(encoding="utf-8")):
            for output in cell["outputs"]:
                if FIGURE_MIME in output.get("data", {}):
                    payload = output["data"][FIGURE_MIME]
                    found[f"{path.stem}: {payload['name']}"] = payload
    return found


FIGURES = all_figures()
DRAWN = {name: each for name, each in FIGURES.items() if not each.get("board")}


def drawing(payload: dict, width: str) -> ElementTree.Element:
    return ElementTree.fromstring(
        page_svg(payload[width], prefix="p", named_by="n", described_by="d")
    )


def html(payload: dict) -> str:
    known = register()
    return figure_html(
        payload,
        number=1,
        figure_id=f"fig-{payload['name']}",
        sources=[known.sources[each] for each in payload["source_ids"]],
        target=lambda record_id: f"x.html#{record_id}",
    )


def test_the_book_has_its_figures_drawn_and_as_boards():
    assert len(FIGURES) >= 10
    assert 2 <= len(FIGURES) - len(DRAWN) < len(FIGURES)


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_named_described_and_sourced(name):
    payload = FIGURES[name]
    assert 8 <= len(payload["title"].split()) <= 15, payload["title"]
    subject = register().package.subject
    assert subject["unit_name"] in payload["subtitle"] or subject["unit"] in payload["description"]
    assert re.search(r"\b20\d\d\b", payload["subtitle"])
    told_elsewhere = ("Sources: see each unit in the look-up.", "The source of each rating stands")
    assert payload["source_ids"] or any(words in payload["note"] for words in told_elsewhere)
    assert payload["rows"]
    assert len(payload["description"].split()) > 20
    for record_id in payload["uses"]:
        assert card_of_id(register(), record_id)


def test_every_number_of_a_table_is_said_in_words():
    checked = 0
    for name, payload in FIGURES.items():
        said = set(NUMBER.findall(payload["description"]))
        for cell in (cell for row in payload["rows"] for cell in row):
            numbers = set(NUMBER.findall(cell))
            assert numbers <= said, (name, cell)
            checked += len(numbers)
    assert checked > 80


@pytest.mark.parametrize("name", DRAWN)
def test_colours_of_a_drawing_can_be_told_from_both_pages(name):
    values = variables(theme.palette_css())
    ornament = {colour.variable for colour in theme.ORNAMENT}
    painted = 0
    for width in WIDTHS:
        for element in drawing(DRAWN[name], width).iter():
            for paint in ("fill", "stroke"):
                written = element.get(paint, "none")
                if written == "none":
                    continue
                match = VARIABLE.match(written)
                assert match, f"{written} is not a colour of the palette"
                least = 4.5 if element.tag in (f"{SVG}text", f"{SVG}tspan") else 3
                for page, background in (
                    ("light", theme.LIGHT_PAGE),
                    ("dark", theme.DARK_PAGE),
                ):
                    ratio = theme.contrast(values[page][match[1]], background)
                    assert ratio >= least or match[1] in ornament, (written, page)
                painted += 1
    assert painted > 10


@pytest.mark.parametrize("name", DRAWN)
def test_texts_of_a_narrow_drawing_have_ten_pixels_on_a_page_of_320(name):
    root = drawing(DRAWN[name], "narrow")
    scale = 288 / float(root.get("viewBox").split()[2])
    sizes = [float(each.get("font-size").removesuffix("px")) for each in root.iter(f"{SVG}text")]
    assert len(sizes) >= 3
    assert min(sizes) * scale >= 10


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_figure_is_cut_off_or_overlaps_or_scrolls_sideways(browser, width):
    css = "".join(
        (STATIC / name).read_text(encoding="utf-8") for name in ("palette.css", "figures.css")
    )
    body = "".join(map(html, FIGURES.values()))
    page = browser.new_page(viewport={"width": width, "height": 800})
    try:
        page.set_content(
            f"<!doctype html><style>body{{margin:0 auto;padding:0 16px;max-width:46rem}}"
            f"{css}</style><body>{body}</body>"
        )
        measured = page.evaluate(MEASURE)
        wider = page.evaluate(
            "[...document.querySelectorAll('.board')]"
            ".filter(each => each.scrollWidth > each.parentElement.clientWidth).length"
        )
    finally:
        page.close()
    assert measured["shown"] == len(DRAWN)
    assert measured["faults"] == []
    assert measured["width"] == width
    assert wider == 0
