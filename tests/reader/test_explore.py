"""Exploring a figure: asked for, safe, for every way of reading, and never other numbers."""

from __future__ import annotations

import csv
import gzip
import json
import re
from dataclasses import replace

import altair as alt
import pytest

from inspections.charts import theme
from inspections.charts.caseload import caseload
from inspections.charts.figure import data, specification
from inspections.package import tables
from inspections.register import Register
from publishing.core.project import ROOT
from publishing.figures import interactive
from publishing.figures.nodes import figure_html, file_path
from publishing.theme.assets import STATIC
from tests.publishing.theme.test_metadata import LISTEN
from tests.reader.test_accessibility import FITS, both_schemes, violations
from tests.site import approved_figures, published, served

PAGE = "chapters/keeping-people-safe.html"
FIGURE = "figure.book-figure"
SCREENS = {
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "desk": {"viewport": {"width": 1280, "height": 900}},
}


@pytest.fixture(scope="module")
def book(site):
    """The address of the site as it is published."""
    with published(site) as found:
        yield found


@pytest.fixture
def tab(new_page):
    """Open an empty page that hears what is refused."""

    def open_tab(screen="desk", **given):
        page = new_page(**SCREENS[screen] | given)
        page.add_init_script(LISTEN)
        page.faults = []
        page.asked = []
        page.on("console", lambda said: said.type == "error" and page.faults.append(said.text))
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        return page

    return open_tab


def drawn():
    """The figures that have a drawing: by page, with each one's place among all of the page."""
    found = {
        page: [(place, each) for place, each in enumerate(figures) if each["wide"]]
        for page, figures in approved_figures().items()
    }
    assert sum(map(len, found.values())) >= 5
    return {page: figures for page, figures in found.items() if figures}


def figure(page, place=0):
    return page.locator(FIGURE).nth(place)


def opener(page, place=0):
    return figure(page, place).locator(".book-figure-explore")


def explored(page, place=0):
    """Press a figure's button and wait for what it brings; return the figure."""
    opener(page, place).click()
    page.locator(f"#{figure(page, place).get_attribute('id')}.explored").wait_for()
    return figure(page, place)


def reading(shown):
    """The lines that are read out of a figure now, without how to go on."""
    return shown.locator(".book-figure-status p:not(.book-explore-way)").all_inner_texts()


def still(shown):
    """Whether a figure shows its still drawing."""
    drawings = ":scope > :is(.book-figure-wide, .book-figure-narrow) > svg"
    return shown.locator(drawings).evaluate_all(
        "all => all.filter(each => each.checkVisibility()).length"
    )


def lines_of(columns, cells):
    """A row of a table as it is read out: the first cell, then the others by their column."""
    said = [f"{column}: {cell}" for column, cell in zip(columns, cells, strict=True)]
    return [cells[0], *said[1:]]


def lines_to_read(payload):
    """What a drawing says when it is stepped through: a row for each that its data name.

    They name it by its record or its first cell; of two names, that of fewer rows counts.
    """
    named = {}
    for place, (record_id, cells) in enumerate(
        zip(payload["row_ids"], payload["rows"], strict=True)
    ):
        for name in {record_id.lower(), cells[0].lower()}:
            named.setdefault(name, []).append(place)
    rows = [row for rows in payload["wide"]["datasets"].values() for row in rows]
    found = set()
    for row in rows:
        known = [named.get(each.lower()) for each in row.values() if isinstance(each, str)]
        found |= {tuple(min(filter(None, known), key=len))} if any(known) else set()
    assert found, f"{payload['name']}: no drawn row carries the id of a row of its table"
    return [
        [line for place in places for line in lines_of(payload["columns"], payload["rows"][place])]
        for places in sorted(found)
    ]


# --- every figure ------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["from the web", "from a folder"])
def test_every_figure_is_explored_safely_and_read_out_as_its_table(site, book, tab, way):
    """Under the page's own policy, asking nobody else, each drawn record as its row says."""
    root = book if way == "from the web" else f"{site.as_uri()}/"
    page = tab("desk" if way == "from the web" else "phone")
    figures = read = 0
    for name, payloads in drawn().items():
        page.goto(root + name)
        assert not [url for url in page.asked if "/explore/" in url], "loaded before it was asked"
        for place, payload in payloads:
            shown = explored(page, place)
            assert still(shown) == 0
            figures += 1
            following = shown.get_by_role("button", name="Next")
            if "explore" in payload:  # a drawing of its own, which speaks for itself
                following.click()
                assert re.fullmatch(r"Mark [12] of [1-9]\d*", reading(shown)[-1])
                continue
            wanted = lines_to_read(payload)
            for number, lines in enumerate(wanted, start=1):
                assert reading(shown) == [*lines, f"Mark {number} of {len(wanted)}"]
                following.click()
                read += 1
        assert page.evaluate("window.violations") == []
        assert page.faults == []
        assert [url for url in page.asked if not url.startswith(root)] == []
        page.asked.clear()
    assert figures == sum(map(len, drawn().values()))
    assert read >= 12


def plain(value):
    """A specification as it was before it got the page's colours and letters."""
    text = re.sub(r"var\(--[a-z-]+,(#[0-9a-f]{6})\)", r"\1", json.dumps(value))
    return json.loads(text.replace(theme.FONT_FALLBACK, theme.FONT))


def test_what_is_explored_is_what_is_drawn_with_the_same_words(book, tab):
    compared = texts = 0
    words = "all => all.map(each => each.textContent).filter(Boolean).sort()"
    page = tab()
    for name, payloads in drawn().items():
        page.goto(book + name)
        for place, payload in payloads:
            said = figure(page, place).locator(".book-figure-wide text").evaluate_all(words)
            shown = explored(page, place)
            if "explore" not in payload:
                assert shown.locator(".book-explore text").evaluate_all(words) == said
                texts += len(said)
            given = page.evaluate("window.bookFigures")[file_path(payload["name"], "js")]
            assert given["rows"] == payload["row_ids"]
            for width, own in interactive.drawings(payload).items():
                assert plain(given[width]) == own
                compared += 1
    assert compared >= 10
    assert texts > 50


COLOURS = """svg => [...svg.querySelectorAll("*")]
    .filter(each => each.checkVisibility() && !each.querySelector("*"))
    .flatMap(each => ["fill", "stroke"].map(paint =>
        [each.tagName, getComputedStyle(each)[paint], getComputedStyle(each).opacity]))
    .filter(([, colour]) => colour.startsWith("rgb("))"""


def pale(inks, scheme):
    """The texts and marks that do not stand out from the page."""
    ground = {"light": theme.LIGHT_PAGE, "dark": theme.DARK_PAGE}[scheme]
    ornament = {getattr(each, scheme) for each in theme.ORNAMENT}
    found = []
    for tag, colour, opacity in inks:
        written = "#" + "".join(f"{int(each):02x}" for each in re.findall(r"\d+", colour))
        least = 4.5 if tag in ("text", "tspan") else 3
        if written in ornament and tag not in ("text", "tspan"):
            continue
        if theme.contrast(written, ground) < least or opacity != "1":
            found.append((tag, written, opacity))
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_explored_stands_out_in_light_and_dark(book, tab, scheme):
    page = tab(color_scheme=scheme)
    seen = 0
    for name, payloads in drawn().items():
        page.goto(book + name)
        for place, _ in payloads:
            inks = explored(page, place).locator(".book-explore svg").evaluate(COLOURS)
            assert pale(inks, scheme) == [], (name, place)
            seen += len(inks)
    assert seen > 100


def test_ink_too_pale_would_be_seen():
    assert pale([["text", "rgb(27, 31, 36)", "1"]], "light") == []
    assert pale([["text", "rgb(27, 31, 36)", "1"]], "dark") != []
    assert pale([["path", "rgb(27, 31, 36)", "0.4"]], "light") != []


# --- pointer, touch, keyboard ------------------------------------------------------------------


def test_the_keyboard_alone_opens_steps_and_closes(book, tab):
    page = tab()
    page.goto(book + PAGE)
    opener(page).focus()
    assert opener(page).get_attribute("aria-expanded") == "false"
    page.keyboard.press("Enter")
    page.locator("figure.explored").wait_for()
    shown = figure(page)
    assert opener(page).get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.activeElement.className") == "book-figure-explore"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Previous"
    page.keyboard.press("Tab")
    first = reading(shown)
    assert "Cases: 22 of 70" in first
    page.keyboard.press("Enter")
    assert reading(shown)[-1] == "Mark 2 of 3"
    page.keyboard.press("ArrowUp")
    assert reading(shown) == first
    page.keyboard.press("ArrowLeft")
    assert reading(shown)[-1] == "Mark 3 of 3"
    page.keyboard.press("ArrowRight")
    assert reading(shown) == first
    status = shown.locator(".book-figure-status")
    assert status.get_attribute("role") == "status"
    page.keyboard.press("Escape")
    assert still(shown) == 1
    assert shown.locator(".book-explore, .book-explore-tools, .book-explore-inputs").count() == 0
    assert opener(page).get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.activeElement.className") == "book-figure-explore"
    assert shown.locator(".book-figure-status").inner_text() == ""


def test_escape_closes_only_the_figure_in_use(book, tab):
    page = tab()
    page.goto(book + PAGE)
    first, second = explored(page, 0), explored(page, 1)
    page.mouse.move(0, 0)
    page.keyboard.press("Escape")  # the second has the focus
    assert (still(first), still(second)) == (0, 1)


def test_of_the_ratings_by_region_each_inspection_can_be_read(book, tab):
    """Every row of a unit in inspections.csv is read out once, by the name of its unit."""
    with (ROOT / "data" / "inspections.csv").open(encoding="utf-8", newline="") as file:
        units = [row for row in csv.DictReader(file) if row["unit_kind"] == "unit"]
    page = tab()
    page.goto(f"{book}chapters/northamptonshire-among-units.html")
    shown = explored(page)
    following = shown.get_by_role("button", name="Next")
    read = [reading(shown)]
    for _ in range(1, int(read[0][-1].removeprefix("Mark 1 of "))):
        following.click()
        read.append(reading(shown))
    inspections = [lines for lines in read if lines[0].startswith("Unit: ")]
    said = sorted((lines[0], lines[1]) for lines in inspections)
    assert said == sorted(
        (f"Unit: {row['unit']}", f"Rating: {row['overall_rating']}") for row in units
    )
    assert len(inspections) > 70
    assert [
        "Unit: Northamptonshire",
        "Rating: Requires improvement",
        "Report: 17 May 2022",
        "Programme: 2021 to 2023 programme",
    ] in [lines[:-1] for lines in inspections]
    regions = [lines[0] for lines in read if lines not in inspections]
    assert len(regions) == len(set(regions)) == len({row["region"] for row in units})


def test_a_pointer_reads_the_mark_it_is_on_and_the_words_last(book, tab):
    page = tab()
    page.goto(book + PAGE)
    shown = explored(page)
    for said in ("8 of 34", "4 of 41", "22 of 70"):
        shown.locator(".book-explore").get_by_text(said, exact=True).hover()
        assert f"Cases: {said}" in reading(shown)
        ring = shown.locator(".book-explore-ring").bounding_box()
        mark = shown.locator(".book-explore").get_by_text(said, exact=True).bounding_box()
        assert ring["y"] <= mark["y"] < mark["y"] + mark["height"] <= ring["y"] + ring["height"]
    below = shown.locator(".book-explore").get_by_text("per cent of the cases").bounding_box()
    page.mouse.move(below["x"] + below["width"] / 2, below["y"] + below["height"] / 2)
    assert "Cases: 4 of 41" in reading(shown)  # the nearest
    shown.locator(".book-figure-status").hover()  # what a pointer brought can be pointed at
    shown.locator(".book-figure-title").hover()
    assert "Cases: 4 of 41" in reading(shown)


def test_a_touch_reads_the_mark(book, tab):
    page = tab("phone")
    page.goto(book + PAGE)
    opener(page).tap()
    page.locator("figure.explored").wait_for()
    page.locator(".book-explore").get_by_text("8 of 34", exact=True).tap()
    assert "Cases: 8 of 34" in reading(figure(page))
    opener(page).tap()
    assert still(figure(page)) == 1


def test_on_the_smallest_phone_words_and_buttons_stay_in_sight_and_nothing_is_cut(book, tab):
    page = tab("phone", viewport={"width": 320, "height": 640})
    page.goto(book + PAGE)
    shown = explored(page)
    looked = 0
    for said in ("22 of 70", "8 of 34", "4 of 41"):
        mark = shown.locator(".book-explore").get_by_text(said, exact=True)
        mark.evaluate("each => each.scrollIntoView({block: 'center'})")
        mark.tap()
        assert f"Cases: {said}" in reading(shown)
        ring = shown.locator(".book-explore-ring").bounding_box()
        assert 0 <= ring["x"] < ring["x"] + ring["width"] <= 320
        words = shown.locator(".book-figure-status").bounding_box()
        button = shown.get_by_role("button", name="Next").bounding_box()
        assert 0 < button["y"] < button["y"] + button["height"] <= words["y"]
        assert words["y"] + words["height"] <= 640
        looked += 1
    assert looked == 3
    wide, letters = page.evaluate(FITS)
    assert wide == []
    assert len(letters) > 10
    assert min(letters) >= 10


@pytest.mark.parametrize("screen", SCREENS)
def test_on_opening_the_drawing_is_in_sight_and_something_is_read(book, tab, screen):
    """Of the samples, three panels become one: what was above the button moves out of sight."""
    page = tab(screen)
    page.goto(f"{book}chapters/what-a-sample-can-tell.html")
    shown = explored(page)
    frame = shown.locator(".book-explore svg").bounding_box()
    actions = shown.locator(".book-figure-actions").bounding_box()
    bar = page.locator(".mobile-header").bounding_box()
    assert (bar["y"] + bar["height"] if bar else 0) <= frame["y"]
    assert frame["y"] + frame["height"] <= actions["y"] + 1
    assert any(line.startswith("95 in 100 samples: ") for line in reading(shown))


@pytest.mark.parametrize(("screen", "way"), [("phone", "Tap a mark"), ("desk", "Point at the")])
def test_how_to_go_on_is_said_for_the_device_and_no_blank_is_kept_below(book, tab, screen, way):
    page = tab(screen)
    page.goto(book + PAGE)
    shown = explored(page)
    said = shown.locator(".book-explore-way")
    assert said.inner_text().startswith(way)
    assert ("Escape" in said.inner_text()) == (screen == "desk")
    assert "Mark 1 of 3" in reading(shown)
    status, last = shown.locator(".book-figure-status").bounding_box(), said.bounding_box()
    assert status["y"] + status["height"] - last["y"] - last["height"] < 4
    shown.get_by_role("button", name="Next").click()
    assert said.count() == 0
    after = shown.locator(".book-figure-status").bounding_box()
    assert after["height"] >= status["height"]  # what stands below does not jump


def test_what_is_far_apart_is_ringed_apart(book, tab):
    """On a phone a region's name stands in two panels, one far above the other."""
    page = tab("phone")
    page.goto(f"{book}chapters/northamptonshire-among-units.html")
    shown = explored(page)
    names = shown.locator(".book-explore").get_by_text("Greater Manchester", exact=True)
    assert names.count() == 2
    names.first.tap()
    assert reading(shown)[0] == "Greater Manchester"
    rings = [each.bounding_box() for each in shown.locator(".book-explore-ring").all()]
    assert len(rings) == 2
    for ring, name in zip(sorted(rings, key=lambda each: each["y"]), names.all(), strict=True):
        box = name.bounding_box()
        assert ring["y"] < box["y"] < box["y"] + box["height"] < ring["y"] + ring["height"]
        assert ring["height"] < 50


def test_sliders_are_as_wide_as_a_phone_and_stand_below_each_other(book, tab):
    page = tab("phone")
    page.goto(f"{book}chapters/what-a-sample-can-tell.html")
    boxes = [each.bounding_box() for each in explored(page).locator("input[type=range]").all()]
    assert len(boxes) == 2
    assert min(each["width"] for each in boxes) > 0.7 * 390
    assert boxes[0]["x"] == boxes[1]["x"]


def test_a_turned_phone_gets_the_other_drawing(book, tab):
    page = tab()
    page.goto(book + PAGE)
    width = "svg => svg.viewBox.baseVal.width"
    shown = explored(page)
    wide = shown.locator(".book-explore svg").evaluate(width)
    page.set_viewport_size({"width": 390, "height": 844})
    narrow = shown.locator(".book-explore svg[width^='3']")
    narrow.wait_for()
    assert narrow.evaluate(width) < 320 < 600 < wide
    assert "Cases: 22 of 70" in reading(shown)  # still
    frame = shown.bounding_box()
    ring = shown.locator(".book-explore-ring").bounding_box()
    # Its edge may stand beside the drawing, on the page.
    assert 0 < frame["x"] - 8 <= ring["x"]
    assert ring["x"] + ring["width"] <= frame["x"] + frame["width"] + 8 < 390


def test_on_paper_the_still_drawing_is_back(book, tab):
    page = tab()
    page.goto(book + PAGE)
    shown = explored(page)
    page.emulate_media(media="print")
    assert still(shown) == 1
    assert shown.locator(".book-explore").is_hidden()
    assert shown.locator("button:visible, [role=status]:visible, a[download]:visible").count() == 0


# --- axe ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_axe_finds_nothing_in_an_explored_figure(book, tab, screen):
    page = tab(screen, bypass_csp=True)
    looked = 0
    for name, payloads in drawn().items():
        page.goto(book + name)
        for place, _ in payloads:
            explored(page, place).get_by_role("button", name="Next").click()
            looked += 1
        assert both_schemes(page, within=FIGURE) == [], name
    assert looked >= 5


# --- when it does not come ---------------------------------------------------------------------


def test_the_still_drawing_stays_until_the_other_is_there(book, tab):
    page = tab()
    held = []
    page.route("**/explore/vega.js", lambda route: held.append(route))
    page.goto(book + PAGE)
    opener(page).click()
    status = figure(page).locator(".book-figure-status")
    assert status.inner_text() == "Loading…"
    opener(page).click()  # impatience changes nothing
    page.wait_for_timeout(200)
    assert len(held) == 1
    assert still(figure(page)) == 1
    assert opener(page).get_attribute("aria-expanded") == "false"
    held[0].continue_()
    page.locator("figure.explored").wait_for()
    assert still(figure(page)) == 0


@pytest.mark.parametrize(
    "lost", ["explore/vega.js", "explore/explorer.js", "figures/case-findings-success-*.js"]
)
def test_a_lost_file_leaves_the_drawing_and_a_plain_message(book, tab, lost):
    page = tab()
    page.route(f"**/{lost}", lambda route: route.abort())
    page.goto(book + PAGE)
    opener(page).click()
    status = figure(page).locator(".book-figure-status")
    status.get_by_text("could not be loaded").wait_for()
    assert status.get_attribute("role") == "status"
    assert "table below" in status.inner_text()
    assert still(figure(page)) == 1
    assert opener(page).get_attribute("aria-expanded") == "false"
    page.unroute(f"**/{lost}")
    explored(page)  # a second try succeeds
    assert "could not" not in status.inner_text()


@pytest.mark.parametrize("way", ["from the web", "from a folder"])
def test_without_script_and_network_every_figure_has_its_numbers_and_no_dead_button(
    site, book, tab, way
):
    """Counted against the data: every cell of every figure, as last approved."""
    root = book if way == "from the web" else f"{site.as_uri()}/"
    page = tab(java_script_enabled=False, offline=way == "from a folder")
    cells = drawings = 0
    for name, payloads in approved_figures().items():
        page.goto(root + name)
        assert page.locator(".book-figure button").count() == 0
        for place, payload in enumerate(payloads):
            shown = figure(page, place)
            assert payload["description"] in shown.text_content()
            if payload["wide"]:
                drawings += shown.locator("svg:visible").count()
                found = shown.locator("tbody th, tbody td").all_text_contents()
                assert found == [cell for row in payload["rows"] for cell in row]
                cells += len(found)
    assert drawings == sum(map(len, drawn().values()))
    assert cells > 40


# --- a figure with a drawing of its own for exploring -------------------------------------------


def with_a_slider(width, narrow):
    """Marks whose place follows a slider, read out by their tooltip."""
    shown = alt.param(
        name="cases",
        value=20,
        bind=alt.binding_range(min=10, max=50, step=10, name="Cases read"),
    )
    marks = (
        alt.Chart(data([{"at": each} for each in (2, 1)]))
        .mark_point(color=theme.CASES.light, filled=True, size=90, opacity=1)
        .transform_calculate(twice="datum.at * cases")
        .encode(
            x=alt.X("twice:Q", scale=alt.Scale(domain=[0, 100]), title="cases"),
            tooltip=[alt.Tooltip("twice:Q", title="Cases drawn")],
        )
    )
    words = (
        alt.Chart(data([{"at": 1}]))
        .mark_text(align="left", x=0, y=10)
        .transform_calculate(said="'Of ' + cases + ' cases'")
        .encode(text="said:N")
    )
    return alt.LayerChart(layer=[marks, words], width=width - 2, height=80).add_params(shown)


@pytest.fixture
def workshop(tmp_path):
    """A page with one figure that has a slider when explored; yields its address."""
    known = Register(tables.load())
    total = next(
        each
        for each, fact in known.facts.items()
        if fact.topic == "caseload" and fact.derivation and fact.derivation.operation == "sum"
    )
    drawings = {
        "wide": specification(with_a_slider(theme.WIDE, False), narrow=False),
        "narrow": specification(with_a_slider(theme.NARROW, True), narrow=True),
    }
    made = replace(caseload(known, total), explore=drawings)
    payload, path = made.payload, file_path(made.name, "js")
    body = figure_html(payload, number=1, figure_id="fig", sources=[], target=lambda _: "", root="")
    css = "".join(each.read_text(encoding="utf-8") for each in sorted(STATIC.glob("*.css")))
    files = {
        **interactive.files(),
        path: interactive.script(payload, path),
        "explore.js": (STATIC / "explore.js").read_text(encoding="utf-8"),
        "index.html": (
            '<!doctype html><html lang="en" data-content_root="./"><title>x</title>'
            '<link rel="icon" href="data:,">'
            f"<style>{css}</style><body><main><h1>x</h1>{body}</main>"
            '<script src="explore.js"></script></body></html>'
        ),
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    with served(tmp_path) as address:
        yield f"{address}/index.html"


def test_a_slider_of_its_own_changes_the_drawing_and_what_is_said(workshop, tab):
    page = tab()
    page.goto(workshop)
    shown = explored(page)
    slider = shown.get_by_label("Cases read")
    following = shown.get_by_role("button", name="Next")
    assert reading(shown) == ["Of 20 cases"]
    following.click()
    assert reading(shown) == ["Cases drawn: 20", "Mark 1 of 2"]  # from left to right
    slider.focus()
    page.keyboard.press("ArrowRight")  # the slider's own key, not a step
    shown.locator(".book-figure-status").get_by_text("Of 30 cases").wait_for()
    assert reading(shown) == ["Of 30 cases"]
    assert shown.locator(".book-explore").get_by_text("Of 30 cases").is_visible()
    following.click()
    following.click()
    assert reading(shown) == ["Cases drawn: 60", "Mark 2 of 2"]
    assert violations(page, within=FIGURE) == []
    page.keyboard.press("Escape")
    assert slider.count() == 0
    assert page.faults == []


# --- weight ------------------------------------------------------------------------------------


def test_what_every_page_loads_for_exploring_is_tiny(site, record_property):
    tiny = gzip.compress((STATIC / "explore.js").read_bytes(), mtime=0)
    assert len(tiny) < 2_000
    asked = (interactive.BUNDLE, "explore/explorer.js")
    heavy = sum(len(gzip.compress((site / name).read_bytes(), mtime=0)) for name in asked)
    assert heavy < 330_000
    record_property("exploring a figure, on request, gzipped", f"{heavy:,} bytes")


def test_the_bundle_carries_its_licences_and_no_address_it_could_ask(site):
    text = (site / interactive.BUNDLE).read_text(encoding="utf-8")
    assert text.startswith("/*!\nVega")
    assert "Redistributions in binary form must reproduce" in text[:3000]
    assert "sourceMappingURL" not in text
