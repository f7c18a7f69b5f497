"""Every page on a phone, each opened once: nothing is wrong, cut, heavy, or asked of others."""

from collections import defaultdict
from pathlib import Path

import pytest

from tests.axe import both_schemes
from tests.devices import DESK, LARGE, MOVING, PHONE, SMALL, too_wide
from tests.page_cost import BYTES, REQUESTS, cost, without_cache
from tests.site import all_pages

FITS = Path(__file__).with_name("fits_320.js").read_text(encoding="utf-8")
CUT = """() => [...document.querySelectorAll(".table-wrapper")]
    .filter(each => each.scrollWidth > each.clientWidth)
    .map(each => each.getAttribute("aria-label"))"""
SEARCH, MOVED = "search.html?q=caseload", "chapters/what-worked.html"
BESIDES = SEARCH, "units/northamptonshire/card.html", MOVED
"""A search with results, a card to embed, and the address of a page that moved."""


@pytest.fixture(scope="module")
def seen(site, book, browser):
    """What was found, by the name of the measure, then of the page."""
    found, known = defaultdict(dict), set()
    context = browser.new_context(
        bypass_csp=True, color_scheme="light", reduced_motion="reduce", **PHONE
    )
    page = context.new_page()
    without_cache(page)
    page.on("pageerror", lambda fault: found["errors"].setdefault(page.url, str(fault)))
    for name in [*all_pages(site), *BESIDES]:
        page.set_viewport_size(PHONE["viewport"])
        if name == MOVED:
            page.route("**/redirect.js", lambda route: route.abort())  # or it moves on
        found["asked"][name], failed = cost(page, book + name)
        found["asked in vain"][name] = [] if name == MOVED else failed
        if name == SEARCH:
            page.locator("#search-results li").first.wait_for()
        found["moving"][name] = page.evaluate(MOVING)
        found["axe-core"][name] = both_schemes(page, known)
        found["cut tables"][name] = page.evaluate(CUT)
        found["tables"][name] = page.locator(".table-wrapper").count()
        found["too wide"][name] = too_wide(page)
        page.set_viewport_size(SMALL["viewport"])
        found["wide at 320"][name], found["letters"][name] = page.evaluate(FITS)
    context.close()
    assert len(found["axe-core"]) >= 17
    assert len(known) > 100
    return found


@pytest.mark.parametrize(
    "measure",
    ["axe-core", "cut tables", "too wide", "wide at 320", "moving", "errors", "asked in vain"],
)
def test_nothing_is_wrong_on_any_page(seen, measure):
    assert sum(seen["tables"].values()) > 15
    assert {name: each for name, each in seen[measure].items() if each} == {}


def test_every_page_is_light_and_asks_nobody_else(seen, site, book, record_property):
    weights, requests = {}, {}
    for name in all_pages(site):
        asked = {url: size for url, size in seen["asked"][name].items() if url[:5] != "data:"}
        assert [url for url in asked if not url.startswith(book)] == [], name
        assert len(asked) >= 3, f"{name}: too few requests to be a page with its style"
        weights[name], requests[name] = sum(asked.values()), len(asked)
    assert len(weights) >= 17
    heaviest = max(weights, key=weights.__getitem__)
    record_property("heaviest page, gzipped", f"{heaviest}, {weights[heaviest]:,} bytes")
    record_property("most requests of a page", max(requests.values()))
    assert {page: size for page, size in weights.items() if size > BYTES} == {}
    assert {page: count for page, count in requests.items() if count > REQUESTS} == {}


def test_charts_can_be_read_on_the_smallest_phone(seen, record_property):
    letters = [size for sizes in seen["letters"].values() for size in sizes]
    assert len(letters) > 50
    assert min(letters) >= 10
    record_property("smallest letters of a chart at 320 px", f"{min(letters):.1f} px")


@pytest.mark.weekly  # the contrast of every word takes nine times as long as that of each kind
@pytest.mark.parametrize("device", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_in_any_word_of_any_page(site, book, new_page, device, record_property):
    page = new_page(bypass_csp=True, color_scheme="light", **device)
    found = {}
    for name in all_pages(site):
        page.goto(book + name)
        found[name] = both_schemes(page)
    assert len(found) >= 17
    width = device["viewport"]["width"]
    record_property("axe-core", f"{page.evaluate('axe.version')}, {len(found)} pages, {width} px")
    assert {name: each for name, each in found.items() if each} == {}


def test_a_page_or_table_too_wide_would_be_seen(new_page, book):
    page = new_page(bypass_csp=True, **SMALL)
    page.set_content("<meta name=viewport content='width=device-width'><p style='width:400px'>x")
    assert page.evaluate(FITS)[0] == ["HTML."]
    page.goto(f"{book}chapters/how-inspection-works.html")
    page.set_viewport_size(PHONE["viewport"])
    assert page.evaluate(CUT) == []
    page.add_style_tag(content=".evidence-link { white-space: nowrap !important }")
    assert page.evaluate(CUT) != []
    assert LARGE in too_wide(page)


def test_what_moves_otherwise_is_seen(open_page):
    page = open_page("index.html", reduced_motion="no-preference", **PHONE)
    assert page.evaluate(MOVING) != []
