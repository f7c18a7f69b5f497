"""A phone that is touched: tables fit, targets can be hit, cards and marks are in nobody's way."""

import pytest

from tests.devices import PHONE, SMALL
from tests.site import approved_figures

STORY = "chapters/keeping-people-safe.html"
AREA = "chapters/your-area.html"


# --- tables -------------------------------------------------------------------------------------


def test_every_cell_of_a_unit_s_card_has_its_label_in_sight(open_page):
    page = open_page(AREA, PHONE)
    seen = 0
    for table in page.locator("table.as-cards").all():
        headers = table.locator("thead th").all_text_contents()[1:]
        labels = table.locator("tbody tr").evaluate_all(
            "rows => rows.map(row => [...row.querySelectorAll('td')].map("
            "cell => getComputedStyle(cell, '::before').content.slice(1, -1)))"
        )
        assert len(headers) >= 2
        assert labels == [headers] * len(labels)
        seen += len(labels)
        assert not table.locator("thead").is_visible() or table.locator("thead").evaluate(
            "each => getComputedStyle(each).clipPath !== 'none'"
        )
    assert seen >= 9
    page.set_viewport_size({"width": 1280, "height": 900})
    content = "cell => getComputedStyle(cell, '::before').content"
    assert page.locator("table.as-cards td").first.evaluate(content) == "none"


def test_the_row_of_the_book_s_unit_is_bold_and_barred(open_page):
    row = open_page(AREA).locator("tr.subject")
    assert row.locator("th").all_inner_texts() == ["Northamptonshire"]
    assert "inset" in row.evaluate("each => getComputedStyle(each).boxShadow")
    assert row.locator("th").evaluate("each => getComputedStyle(each).fontWeight") == "700"


def test_a_caption_stays_on_the_screen_while_its_table_scrolls(open_page):
    page = open_page("chapters/about.html", SMALL)
    wider = "each => each.scrollWidth > each.clientWidth"
    region = next(one for one in page.locator(".table-wrapper").all() if one.evaluate(wider))
    for shift in (0, 40):
        region.evaluate("(each, shift) => { each.scrollLeft = shift }", shift)
        box = region.locator("caption").bounding_box()
        assert box["x"] >= 15
        assert box["x"] + box["width"] <= 305


# --- evidence -----------------------------------------------------------------------------------


def test_on_a_desk_no_card_covers_the_menu(open_page):
    page = open_page("index.html")
    menu = page.locator(".sidebar-drawer").bounding_box()
    edge = menu["x"] + menu["width"]
    links = page.locator("article .evidence-link").all()
    assert len(links) > 20
    for link in links:
        link.hover()
        box = page.locator(".card:visible").bounding_box()
        assert box["x"] >= edge, link.inner_text()
        assert box["x"] + box["width"] <= 1280
        page.mouse.move(2, 2)


def test_the_card_of_a_term_names_it(open_page):
    page = open_page("index.html")
    page.locator("article .evidence-term .evidence-link", has_text="local services").first.hover()
    assert page.locator(".card:visible .card-title").inner_text() == "Probation delivery unit"


# --- the frame ----------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 390])
def test_the_ways_to_the_next_and_previous_page_do_not_run_into_each_other(open_page, width):
    page = open_page(STORY, {**PHONE, "viewport": {"width": width, "height": 844}})
    forward = page.locator(".related-pages .next-page").bounding_box()
    back = page.locator(".related-pages .prev-page").bounding_box()
    assert back["y"] >= forward["y"] + forward["height"] + 8


# --- figures ------------------------------------------------------------------------------------

TWO_THIRDS = 2 / 3
LOWER = {"fig-intervals-missing": 0.6}
"""Figures that may take less: two rows, under the limits that a student must read with them."""

PARTS = """() => [...document.querySelectorAll("figure.book-figure")].map((figure) => {
  const height = (each) => each.getBoundingClientRect().height;
  const drawn = ".book-figure-narrow, .book-figure-scroll:has(> .board)";
  return [figure.id, height(figure.querySelector(drawn)) / height(figure)];
})"""


def test_the_drawing_takes_two_thirds_of_a_figure_s_height(open_page, book, record_property):
    page, shares = open_page("index.html", PHONE), {}
    for name, figures in approved_figures().items():
        page.goto(book + name)
        found = page.evaluate(PARTS)
        assert len(found) == len(figures)
        shares |= {f"{name} {figure}": (figure, share) for figure, share in found}
    assert len(shares) >= 15
    record_property(
        "smallest drawing of a figure", f"{min(share for _, share in shares.values()):.2f}"
    )
    low = {
        name: round(share, 3)
        for name, (figure, share) in shares.items()
        if share < LOWER.get(figure, TWO_THIRDS)
    }
    assert low == {}


def test_a_figure_with_too_much_around_its_drawing_would_be_seen(open_page):
    page = open_page(STORY, PHONE)
    before = page.evaluate(PARTS)
    page.add_style_tag(content=".book-figure-note { padding-top: 30rem }")
    assert [share for _, share in page.evaluate(PARTS)] < [share for _, share in before]
    assert max(share for _, share in page.evaluate(PARTS)) < TWO_THIRDS
