"""The pages of units and the box that leads to them, as readers meet them in the built site."""

import gzip
import json
import re

import pytest

from publishing.core.project import ROOT
from publishing.records.load_register import gazetteer_of
from tests.axe import violations
from tests.book import register
from tests.devices import DESK, PHONE
from tests.tables import each_row

AREA = "chapters/your-area.html"
BOX = ".look-up [role=combobox]"
MOST, MOST_NAMES = 25_000, 40_000
"""Bytes that the page of a unit may have, and each script of names, gzipped."""


def opened(new_page, book, **device):
    """Open Your area and put the cursor into the box; return the page and its parts.

    A first key has been pressed and taken back, so that all names are there.
    """
    page = new_page(**device)
    page.goto(book + AREA)
    field = page.locator(BOX)
    with page.expect_response(re.compile("look-up-villages")):
        field.fill("a")
    page.wait_for_function("() => window.lookUpVillages")
    field.fill("")
    return page, field, page.locator(".look-up [role=status]")


def test_every_unit_has_a_small_page_at_one_address_and_its_files(site):
    sizes = {}
    home = register().package.descriptor["homepage"]
    sitemap = (site / "sitemap.xml").read_text()
    for name in gazetteer_of(ROOT).units:
        page = (site / "units" / f"{name}.html").read_bytes()
        sizes[name] = len(gzip.compress(page, mtime=0))
        assert f'<link rel="canonical" href="{home}units/{name}.html">' in page.decode()
        assert json.loads((site / "units" / f"{name}.json").read_text())["unit_id"] == name
        assert (site / "units" / name / "card.html").is_file()
        assert f"<loc>{home}units/{name}.html</loc>" in sitemap
    assert len(sizes) == 113
    assert max(sizes.values()) <= MOST
    assert "card.html" not in sitemap


def test_downloads_have_an_address_with_the_version_and_the_feed_is_there(site):
    version = gazetteer_of(ROOT).register.package.descriptor["version"]
    for name in ("units.csv", "units.json", "places.csv", "inspection-ratings.csv"):
        plain, dated = site / "downloads" / name, site / "downloads" / version / name
        assert plain.read_bytes() == dated.read_bytes()
    assert (site / "changes.atom").read_text().startswith("<?xml")


@pytest.mark.parametrize("device", [PHONE, DESK], ids=["phone", "desk"])
def test_the_box_works_by_keyboard_and_axe_finds_nothing_with_the_list_open(new_page, book, device):
    page, field, status = opened(new_page, book, **device)
    field.press_sequentially("keter")
    assert (
        status.inner_text() == "We do not know this place. Try the next village or town, the "
        "borough or the county. Look in the list of all places."
    )
    field.fill("kette")
    assert field.get_attribute("aria-expanded") == "true"
    field.press("ArrowDown")
    option = page.locator(".look-up [role=option][aria-selected=true]")
    assert option.inner_text().startswith("Kettering")
    assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
    assert violations(page, within=".look-up") == []
    field.press("Enter")
    assert status.inner_text() == "Kettering: probation unit Northamptonshire, Inadequate, 2024."
    assert "received an overall rating of" in page.locator(".look-up-answer").inner_text()
    assert violations(page, within=".look-up") == []
    field.press("Escape")
    assert page.locator(".look-up-answer").inner_text() == ""


@pytest.fixture(scope="module")
def answer(browser, book):
    """What is said of a text that is typed into the box, on a page opened once."""
    page, field, status = opened(browser.new_page, book, **PHONE)

    def answered(text):
        field.fill("")
        assert status.inner_text() == ""
        field.fill(text)
        return status.inner_text()

    yield answered
    page.close()


@each_row
def test_what_is_typed_gets_a_plain_answer(answer, typed, said):
    assert answer(typed).startswith(said)


def test_a_name_of_several_places_names_their_units_and_then_where_each_is(new_page, book):
    page, field, status = opened(new_page, book, **PHONE)
    field.fill("ashton")
    option = page.locator(".look-up [role=option]").first
    assert option.inner_text().split("\n") == [
        "Ashton",
        "3 units: Tameside / Cornwall and Isles of Scilly / Northamptonshire",
    ]
    option.click()
    assert status.inner_text() == "Ashton leads to 3 units, shown below."
    remarks = page.locator(".look-up-answer .unit-remark").all_inner_texts()
    assert remarks == [
        "Other places have this name.",
        "Ashton, Cornwall. Other places have this name.",
        "Ashton, West Northamptonshire. Other places have this name.",
    ]


def test_names_come_when_they_are_asked_for_and_are_light(site, new_page, book):
    page, asked = new_page(**PHONE), []
    page.on("request", lambda each: asked.extend(re.findall(r"units/(look-up-\w+\.js)", each.url)))
    page.goto(book + AREA, wait_until="load")
    assert asked == []
    page.locator(BOX).focus()
    page.wait_for_function("() => window.lookUpIndex")
    assert asked == ["look-up-index.js"]
    page.locator(BOX).press_sequentially("abb")
    page.locator(".look-up [role=option]", has_text="Abberton").wait_for()
    assert asked == ["look-up-index.js", "look-up-villages.js"]
    for name in asked:
        sent = len(gzip.compress((site / "units" / name).read_bytes(), mtime=0))
        assert sent <= MOST_NAMES, f"{name}: {sent:,} bytes"


def area_that_loads_no(file, page, book, *, typed):
    """Open Your area where a file of the look-up fails; return what a typed name is told."""
    page.route(re.compile(file), lambda route: route.abort())
    page.goto(book + AREA)
    page.locator(BOX).fill(typed)
    status = page.locator(".look-up [role=status]")
    status.get_by_text("The names could not be loaded.").wait_for()
    return status


def test_towns_are_found_though_the_villages_do_not_load(new_page, book):
    page = new_page(**PHONE)
    area_that_loads_no("look-up-villages", page, book, typed="Abberton")
    page.locator(BOX).fill("Norwich")
    page.locator(".look-up [role=option]", has_text="Norwich").wait_for()


def test_an_index_that_does_not_load_says_so(new_page, book):
    status = area_that_loads_no("look-up-index", new_page(**PHONE), book, typed="Leeds")
    assert status.locator("a").get_attribute("href").endswith("/units/places.html")


def test_without_javascript_the_lists_are_one_tap_away(open_page):
    page = open_page(AREA, PHONE, java_script_enabled=False)
    assert page.locator(BOX).count() == 0
    page.get_by_role("link", name="Find your town or village in the list of all places").click()
    page.get_by_role("link", name="Northamptonshire", exact=True).first.click()
    assert "probation rated" in page.locator("h1").inner_text()
    page.go_back()
    page.get_by_role("link", name="Villages and other small places: K").click()
    village = page.get_by_role("listitem").filter(has_text="King’s Cliffe")
    village.get_by_role("link", name="Northamptonshire").click()
    fold = page.locator("details", has_text="Villages and other small places")
    assert not fold.get_by_text("King’s Cliffe").is_visible()
    fold.locator("summary").click()
    assert fold.get_by_text("King’s Cliffe").is_visible()


def test_a_card_shows_in_a_sandboxed_frame(open_page):
    page = open_page("units/leeds/card.html", bypass_csp=True)
    address = page.url
    page.set_content(f'<iframe sandbox src="{address}" title="card" width="340" height="300">')
    frame = page.frame_locator("iframe")
    assert frame.locator("h1").inner_text() == "Leeds"
    assert page.frames[1].evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.weekly
def test_an_answer_comes_within_a_tenth_of_a_second_of_the_key(new_page, book, record_property):
    page, field, _ = opened(new_page, book, **PHONE)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    slowest = page.evaluate(
        """async () => {
            const field = document.querySelector(".look-up input");
            let slowest = 0;
            for (const text of ["n", "no", "stoke on", "Northhampton", "llanfair", "zzzz"]) {
                field.value = text;
                const began = performance.now();
                field.dispatchEvent(new Event("input", {bubbles: true}));
                void document.body.offsetHeight; // laid out; what is left is to paint it
                slowest = Math.max(slowest, performance.now() - began);
                await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
            }
            return slowest;
        }"""
    )
    record_property("look-up, slowest answer on a slow phone", f"{slowest:.0f} ms")
    assert field.input_value() == "zzzz"
    assert slowest <= 100
