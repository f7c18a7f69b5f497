"""Exploring a figure: asked for, for every way of reading, and never other numbers.

The figures that can be explored stand on a small page of their own, with the site's own styles
and scripts; that no other figure has a button is tested beside the markup.
"""

import gzip
import re
from functools import partial

import pytest

from inspections.drawing import style
from publishing.theme.assets import STATIC
from tests.axe import violations
from tests.contrast import contrast
from tests.devices import SCREENS
from tests.figure_page import opened, write_page
from tests.inspections.charts.gallery import drawn, two_inspections
from tests.site import served

FIGURE = "figure.book-figure"
STRIP, SAMPLES = 0, 1
"""The places of the two figures on the page."""

FOUND = [
    "Northamptonshire: Inadequate, programme from October 2023",
    "Northamptonshire: Requires improvement, 2021 to 2023 programme",
]


@pytest.fixture(scope="module")
def figures():
    found = [figure for figure in drawn(two_inspections()) if figure.explore]
    assert [figure.name.split("-")[0] for figure in found] == ["ratings", "samples"]
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory, figures):
    found = tmp_path_factory.mktemp("explored")
    write_page(found, figures)
    return found


@pytest.fixture(scope="module")
def address(folder):
    with served(folder) as found:
        yield f"{found}/index.html"


@pytest.fixture
def tab(new_page, address):
    """Open the page on a screen, by default a desk's."""
    return partial(opened, new_page, address=address)


def figure(page, place=STRIP):
    return page.locator(FIGURE).nth(place)


def opener(page, place=STRIP):
    return figure(page, place).locator(".book-figure-explore")


def explored(page, place=STRIP):
    """Press a figure's button and wait for what it brings; return the figure."""
    opener(page, place).click()
    page.locator(f"#{figure(page, place).get_attribute('id')}.explored").wait_for()
    return figure(page, place)


def reading(shown):
    """The lines that are read out of a figure now, without how to go on."""
    return shown.locator(".book-figure-status p:not(.book-explore-way)").all_inner_texts()


def still(shown):
    """How many still drawings a figure shows."""
    drawings = ":scope > :is(.book-figure-wide, .book-figure-narrow) > svg"
    return shown.locator(drawings).evaluate_all(
        "all => all.filter(each => each.checkVisibility()).length"
    )


@pytest.mark.parametrize("way", ["from the web", "from a folder"])
def test_nothing_is_loaded_before_it_is_asked_for_and_nobody_else_is_asked(folder, tab, way):
    at = {"address": (folder / "index.html").as_uri()} if way == "from a folder" else {}
    page = tab(**at)
    root = page.url.removesuffix("index.html")
    assert not [url for url in page.asked if "/explore/" in url]
    for place in (STRIP, SAMPLES):
        assert still(explored(page, place)) == 0
    assert page.faults == []
    asked = [url for url in page.asked if not url.startswith("data:")]
    assert [url for url in asked if not url.startswith(root)] == []
    late = [url for url in asked if "/explore/" in url or "/figures/" in url]
    # the explorer, the arithmetic of samples and their simulator, one for each figure
    assert len(late) == 5
    assert all(re.search(r"\?v=[0-9a-f]{8}$", url) for url in late)


def test_a_unit_is_found_by_its_name_and_said_with_its_grades(tab):
    page = tab()
    shown = explored(page)
    assert reading(shown) == FOUND
    shown.get_by_label("Find a unit").select_option("Norfolk")
    status = shown.locator(".book-figure-status")
    status.get_by_text("Norfolk: Inadequate").wait_for()
    assert reading(shown) == ["Norfolk: Inadequate, programme from October 2023"]
    shown.get_by_label("Only units inspected twice").check()
    assert violations(page, within=FIGURE) == []


def test_only_units_inspected_twice_are_kept_when_asked_for(tab, figures):
    shown = explored(tab())
    covers = shown.locator(".book-explore svg rect")
    assert covers.count() == 0
    shown.get_by_label("Only units inspected twice").check()
    units = list(figures[STRIP].table["Unit"])
    assert covers.count() == len([unit for unit in units if units.count(unit) == 1]) > 40
    shown.get_by_label("Only units inspected twice").uncheck()
    assert covers.count() == 0


RINGED = """svg => [...svg.querySelectorAll("circle, rect")].map(each => {
    const box = each.getBoundingClientRect();
    const x = box.x + box.width / 2, y = box.y + box.height / 2;
    const under = document.elementsFromPoint(x, y).find(one => one.localName === "path");
    const square = under.getBoundingClientRect();
    const [across, down] = [square.x + square.width / 2, square.y + square.height / 2];
    return [each.localName, Math.hypot(across - x, down - y)];
})"""
"""What lies over the drawing, each with how far its middle is from that of the square below."""


@pytest.mark.parametrize("screen", SCREENS)
def test_ring_and_frame_lie_around_squares_of_the_drawing(tab, screen):
    shown = explored(tab(screen))
    for mark in range(3):
        shown.get_by_role("button", name="Previous").click()
        ringed = shown.locator(".book-explore svg").evaluate(RINGED)
        assert [name for name, _ in ringed] == ["circle", "circle", "rect"], mark
        assert all(away < 1 for _, away in ringed), ringed


@pytest.mark.parametrize("screen", SCREENS)
def test_what_is_pointed_at_is_read_and_framed(tab, screen):
    page = tab(screen)
    shown = explored(page)
    shown.get_by_label("Find a unit").select_option("Norfolk")
    shown.locator(".book-explore svg").scroll_into_view_if_needed()
    box = shown.locator(".book-explore circle").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    (page.touchscreen.tap if screen == "phone" else page.mouse.move)(*middle)
    assert reading(shown)[:2] == ["Norfolk", "Rating: Inadequate"]
    frame = shown.locator(".book-explore rect").bounding_box()
    assert frame["x"] + frame["width"] / 2 == pytest.approx(middle[0], abs=1)


def test_the_keyboard_alone_opens_steps_and_closes(tab):
    page = tab()
    opener(page).focus()
    assert opener(page).get_attribute("aria-expanded") == "false"
    page.keyboard.press("Enter")
    page.locator("figure.explored").wait_for()
    shown = figure(page)
    assert opener(page).get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowRight")
    first = reading(shown)
    assert re.fullmatch(r"Mark 1 of \d+", first[-1])
    page.keyboard.press("ArrowRight")
    assert reading(shown)[-1].startswith("Mark 2 of ")
    page.keyboard.press("ArrowUp")
    assert reading(shown) == first
    page.keyboard.press("Escape")
    assert still(shown) == 1
    assert shown.locator(".book-explore, .book-explore-tools, .book-explore-inputs").count() == 0
    assert page.evaluate("document.activeElement.className") == "book-figure-explore"
    assert shown.locator(".book-figure-status").inner_text() == ""


def test_escape_closes_only_the_figure_in_use(tab):
    page = tab()
    first, second = explored(page, STRIP), explored(page, SAMPLES)
    page.mouse.move(0, 0)
    page.keyboard.press("Escape")  # the second has the focus
    assert (still(first), still(second)) == (0, 1)


def test_every_inspection_is_read_as_its_row_of_the_table(tab, figures):
    payload = figures[STRIP].payload
    shown = explored(tab())
    following = shown.get_by_role("button", name="Next")
    read = []
    for _ in range(12):
        following.click()
        read.append(reading(shown)[:-1])
    names = payload["columns"][1:]
    rows = [
        [row[0], *(f"{name}: {cell}" for name, cell in zip(names, row[1:], strict=True))]
        for row in payload["rows"]
    ]
    assert all(lines in rows for lines in read)
    assert len({tuple(lines) for lines in read}) == 12


@pytest.mark.parametrize("screen", SCREENS)
def test_opened_drawing_words_and_buttons_fit_the_screen(tab, screen):
    page = tab(screen)
    shown = explored(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    button = shown.get_by_role("button", name="Next").bounding_box()
    assert 0 < button["y"] < button["y"] + button["height"] <= page.viewport_size["height"]
    way = {"phone": "Tap a mark", "desk": "Point at the"}[screen]
    assert shown.locator(".book-explore-way").inner_text().startswith(way)


def test_a_turned_phone_gets_the_other_drawing(tab):
    page = tab()
    shown = explored(page)
    width = "svg => svg.viewBox.baseVal.width"
    wide = shown.locator(".book-explore svg").evaluate(width)
    page.set_viewport_size({"width": 390, "height": 844})
    narrow = shown.locator(".book-explore svg[width^='3']")
    narrow.wait_for()
    assert narrow.evaluate(width) < 320 < 600 < wide


def test_on_paper_the_still_drawing_is_back(tab):
    page = tab()
    shown = explored(page)
    page.emulate_media(media="print")
    assert still(shown) == 1
    assert shown.locator(".book-explore").is_hidden()
    assert shown.locator("button:visible, [role=status]:visible, a[download]:visible").count() == 0


# --- colours -------------------------------------------------------------------------------------

COLOURS = """svg => [...svg.querySelectorAll("text")]
    .filter(each => each.checkVisibility()).map(each => getComputedStyle(each).fill)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_of_the_explored_drawing_stand_out_in_light_and_dark(tab, scheme):
    page = tab(color_scheme=scheme)
    ground = {"light": style.LIGHT_PAGE, "dark": style.DARK_PAGE}[scheme]
    seen = 0
    for place in (STRIP, SAMPLES):
        for colour in explored(page, place).locator(".book-explore svg").evaluate(COLOURS):
            written = "#" + "".join(f"{int(each):02x}" for each in re.findall(r"\d+", colour)[:3])
            assert contrast(written, ground) >= 4.5
            seen += 1
    assert seen > 20


# --- when it does not come -----------------------------------------------------------------------


def test_the_still_drawing_stays_until_the_other_is_there(tab):
    held = []
    page = tab(
        before=lambda page: page.route("**/explore/explorer.js*", lambda route: held.append(route))
    )
    opener(page).click()
    status = figure(page).locator(".book-figure-status")
    assert status.inner_text().startswith("Loading… The drawing above and the table")
    opener(page).click()  # impatience changes nothing
    page.wait_for_timeout(200)
    assert len(held) == 1
    assert still(figure(page)) == 1
    held[0].continue_()
    page.locator("figure.explored").wait_for()
    assert still(figure(page)) == 0


@pytest.mark.parametrize("lost", ["explore/explorer.js", "figures/ratings-*.js"])
def test_a_lost_file_leaves_the_drawing_and_a_plain_message(tab, lost):
    page = tab(before=lambda page: page.route(f"**/{lost}*", lambda route: route.abort()))
    opener(page).click()
    status = figure(page).locator(".book-figure-status")
    status.get_by_text("could not be loaded").wait_for()
    assert still(figure(page)) == 1
    assert opener(page).get_attribute("aria-expanded") == "false"
    page.unroute(f"**/{lost}*")
    explored(page)  # a second try succeeds
    assert "could not" not in status.inner_text()


# --- weight --------------------------------------------------------------------------------------


def test_what_every_page_loads_for_exploring_is_tiny(folder, record_property):
    tiny = gzip.compress((STATIC / "explore.js").read_bytes(), mtime=0)
    assert len(tiny) < 2_000
    asked = [folder / "explore/explorer.js", *folder.glob("figures/ratings-*.js")]
    late = sum(len(gzip.compress(file.read_bytes(), mtime=0)) for file in asked)
    assert late < 5_000
    record_property("exploring a figure, on request, gzipped", f"{late:,} bytes")
