"""Every figure of the book as approved, whatever its kind: named, said in words, legible.

The figures are read from the chapters' reference outputs, so a new one is tested without being
listed here.
"""

import inspect
import json
import re
from collections import Counter
from importlib import import_module
from itertools import compress
from pathlib import Path
from xml.etree import ElementTree

import pytest

from inspections.drawing import style
from inspections.drawing.figure import Figure
from inspections.language import wording
from publishing.core.project import ROOT
from publishing.figures.html import figure_html
from publishing.figures.svg import page_svg
from publishing.records.record_cards import card_of_id
from publishing.theme import furo_css
from publishing.theme.assets import STATIC
from publishing.theme.palette import palette_css
from tests.book import register
from tests.contrast import contrast, variables
from tests.site import approved_figures

CUT = Path(__file__).with_name("cut_words.js").read_text(encoding="utf-8")
SVG = "{http://www.w3.org/2000/svg}"
VARIABLE = re.compile(r"^var\((--[a-z0-9-]+),(#[0-9a-f]{6})\)$")
WIDTHS = ("wide", "narrow")
YEAR = re.compile(r"\b20\d\d\b")
NUMBER = re.compile(r"\d[\d,.]*(?<![,.])")
KEBAB_CASE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PALER = {"opacity", "fill-opacity", "stroke-opacity", "style", "filter"}
NAMED = ("role", "aria-labelledby", "aria-describedby")
NOT_THE_SAME_EACH_TIME = re.compile(r"\d\.\d{7,}|[0-9a-f]{16}")
"""A float of more than six places, or the random name that altair gives to data."""


FIGURES = {
    f"{Path(page).stem}: {each['name']}": each
    for page, figures in approved_figures().items()
    for each in figures
}
"""The payload of each figure that a chapter shows, by chapter and name."""
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
    assert 1 <= len(FIGURES) - len(DRAWN) < len(FIGURES)


def test_the_book_shows_every_kind_of_chart():
    """So what is found of its figures below holds for every kind."""
    files = (ROOT / "src/inspections/charts").glob("[a-z]*.py")
    modules = [import_module(f"inspections.charts.{path.stem}") for path in files]
    kinds = {
        name
        for module in modules
        for name, each in inspect.getmembers(module, inspect.isfunction)
        if each.__annotations__.get("return") is Figure
        if each.__module__ == module.__name__ and not name.startswith("_")
    }
    pages = [ROOT / "index.md", *(ROOT / "chapters").glob("*.md")]
    drawn = re.findall(r"^(\w+)\(", "".join(path.read_text("utf-8") for path in pages), re.M)
    assert len(kinds) >= 13
    assert kinds - set(drawn) == set()


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_named_described_and_sourced(name):
    payload = FIGURES[name]
    assert KEBAB_CASE.fullmatch(payload["name"])
    assert 8 <= len(payload["title"].split()) <= 15, payload["title"]
    named = register().package.subject["unit"] in f"{payload['subtitle']} {payload['description']}"
    assert named or not any(map(of_subject, payload["uses"]))
    columns = payload["columns"][1:] if payload.get("board") else []
    assert YEAR.search(payload["subtitle"]) or (columns and all(map(YEAR.search, columns)))
    told_elsewhere = ("Sources: on each unit’s page.", "The source of each rating stands")
    assert payload["source_ids"] or any(words in payload["note"] for words in told_elsewhere)
    assert payload["rows"]
    assert len(payload["description"].split()) > 20
    assert len(set(payload["uses"])) == len(payload["uses"])
    units = {row["name"] for row in register().package.rows["units"]}
    for record_id in {*payload["uses"], *payload["row_ids"]} - units:
        assert card_of_id(register(), record_id)


def of_subject(record_id: str) -> bool:
    """Return True if a record was found in the book's own unit."""
    known = register()
    records = known.facts | known.findings | known.inspections
    found = records.get(record_id)
    inspection = getattr(found, "inspection", found)
    return inspection in known.subject_inspections


def test_a_record_of_the_unit_is_told_from_one_of_another():
    assert of_subject("workers-2024")
    assert of_subject("northamptonshire-pdu-2022")
    assert not of_subject("essex-north-pdu-2022")
    assert not of_subject("assessment-safe-essex-north-2024")
    without = [name for name, each in FIGURES.items() if not any(map(of_subject, each["uses"]))]
    assert "keeping-people-safe: safety-elsewhere" in without
    assert len(without) < len(FIGURES) / 2


COUNTED = {"ratings-strip": "Rules", "tile-map": "Region"}
"""Figures of every unit, whose words say how many have each grade, by the column that groups."""


@pytest.mark.parametrize("name", [name for name in FIGURES if FIGURES[name]["name"] in COUNTED])
def test_the_words_of_a_figure_of_all_units_say_how_many_have_each_grade(name):
    payload = FIGURES[name]
    rows = [dict(zip(payload["columns"], row, strict=True)) for row in payload["rows"]]
    group = COUNTED[payload["name"]]
    grade = "Latest grade" if "Latest grade" in rows[0] else "Rating"
    counts = Counter((row[group], row[grade]) for row in rows)
    assert len(rows) > 70
    assert len(counts) >= 5
    for (where, rated), count in counts.items():
        start = where[0].upper() + where[1:]
        (told,) = re.findall(rf"(?:^|\. ){re.escape(start)}[:,] ([^.]*)\.", payload["description"])
        assert f"{count} {rated}" in told, (where, rated)


def test_every_number_used_is_said_with_its_qualifier_in_words_and_table():
    facts, said = register().facts, 0
    for name, payload in FIGURES.items():
        cells = " ".join([*payload["columns"], *(cell for row in payload["rows"] for cell in row)])
        for fact_id in facts.keys() & set(payload["uses"]):
            words = wording.say(facts[fact_id])
            assert words in payload["description"], (name, fact_id)
            assert words in cells, (name, fact_id)
            said += 1
    assert said > 40


def test_every_number_of_a_table_is_said_in_words():
    checked = 0
    for name, payload in FIGURES.items():
        said = set(NUMBER.findall(payload["description"]))
        kept = [each != "Report" or payload["name"] not in COUNTED for each in payload["columns"]]
        for cell in (cell for row in payload["rows"] for cell in compress(row, kept)):
            numbers = set(NUMBER.findall(cell))
            assert numbers <= said, (name, cell)
            checked += len(numbers)
    assert checked > 80


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_is_the_same_text_each_time(name):
    for width in WIDTHS:
        assert not NOT_THE_SAME_EACH_TIME.search(json.dumps(DRAWN[name][width]))


@pytest.mark.parametrize("name", DRAWN)
def test_colours_of_a_drawing_can_be_told_from_both_pages(name):
    values = variables(palette_css())
    ornament = {colour.variable for colour in style.ORNAMENT}
    tints = {colour.variable for colour in style.GRADE_COLOURS[2:]}
    painted = 0
    for width in WIDTHS:
        root = drawing(DRAWN[name], width)
        assert [root.get(each) for each in NAMED] == ["img", "n", "d"]
        for element in root.iter():
            assert not PALER & set(element.attrib)
            assert element is root or not {*NAMED, "aria-roledescription"} & set(element.attrib)
            for paint in ("fill", "stroke"):
                written = element.get(paint, "none")
                if written == "none":
                    continue
                match = VARIABLE.match(written)
                assert match, f"{written} is not a colour of the palette"
                if paint == "fill" and match[1] in tints:
                    # a shape that its outline, checked in its turn, tells from the page
                    assert element.get("stroke", "none") != "none"
                    continue
                of_words = element.tag in (f"{SVG}text", f"{SVG}tspan")
                for page, background in (
                    ("light", style.LIGHT_PAGE),
                    ("dark", style.DARK_PAGE),
                ):
                    ratio = contrast(values[page][match[1]], background)
                    plain = not of_words and match[1] in ornament
                    assert plain or ratio >= (4.5 if of_words else 3), (written, page)
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
def test_no_figure_is_cut_off_or_overlaps_or_scrolls_sideways(new_page, width):
    own = [(STATIC / name).read_text(encoding="utf-8") for name in ("book.css", "figures.css")]
    css = "".join([furo_css.pruned_css(), palette_css(), *own])
    body = "".join(map(html, FIGURES.values()))
    page = new_page(viewport={"width": width, "height": 800})
    page.set_content(
        f"<!doctype html><style>body{{margin:0 auto;padding:0 16px;max-width:46rem}}"
        f"{css}</style><body>{body}</body>"
    )
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    measured = page.evaluate(CUT)
    wider = page.evaluate(
        "[...document.querySelectorAll('.board')]"
        ".filter(each => each.scrollWidth > each.parentElement.clientWidth).length"
    )
    assert measured["shown"] == len(DRAWN)
    assert measured["texts"] > 50
    assert measured["faults"] == []
    assert measured["width"] == width
    assert wider == 0
