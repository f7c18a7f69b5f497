"""Every kind of page in every mode, opened once for each: nothing unreadable, cut, or broken."""

from pathlib import Path

import pytest

from tests.devices import ICONS, PHONE
from tests.site import KINDS

WITH_SCRIPTS = ("front page", "look-up", "filter", "search", "data", "unit", "card to embed")
"""The kinds whose scripts differ; the button for the theme is the same on each."""
PALE = Path(__file__).with_name("pale_words.js").read_text(encoding="utf-8")
FRAME = "sandbox=allow-scripts width=1200 height=700"
BUTTON = ".theme-toggle:visible"
UNCHOSEN = "() => { document.body.dataset.theme = 'auto'; try { localStorage.clear() } catch {} }"
MODES = [
    {"forced_colors": forced, "contrast": contrast, "color_scheme": scheme}
    for forced, contrast in (
        ("active", "no-preference"),
        ("none", "more"),
        ("none", "no-preference"),
    )
    for scheme in ("light", "dark")
]
"""Each contrast, in light and in dark."""


@pytest.fixture
def page(new_page):
    """A page on which no script may fail, and none leads on from where a page was."""
    found, errors = new_page(bypass_csp=True, reduced_motion="reduce"), []
    found.on("pageerror", lambda fault: errors.append(f"{found.url}: {fault}"))
    found.route("**/redirect.js", lambda route: route.abort())
    yield found
    assert errors == []


def test_every_word_stands_out_in_every_mode_before_and_after_the_theme_button(page, book):
    """A large word as a small one must, though the guidelines ask less of it.

    The button is pressed where the page is light: it makes it dark.
    """
    seen, faults = 0, {}
    for kind, name in KINDS.items():
        page.goto(book + name)
        for mode in MODES:
            page.emulate_media(**mode)
            turned = mode["color_scheme"] == "light" and page.locator(BUTTON).count()
            turns = ("before", "after") if turned else ("before",)
            for turn in turns:
                if turn == "after":
                    page.locator(BUTTON).click()
                count, pale = page.evaluate(PALE, 4.5)
                seen += count
                faults |= {(kind, turn, *mode.values()): pale} if pale else {}
            page.evaluate(UNCHOSEN)
    assert seen > 100_000
    assert faults == {}


def test_a_sign_painted_over_by_forced_colours_would_be_seen(open_page):
    page = open_page(KINDS["story with a board"], bypass_csp=True, forced_colors="active")
    assert page.evaluate(PALE, 4.5)[1] == []
    page.add_style_tag(content=".board-sign.board-minus { background: CanvasText !important }")
    assert page.evaluate(PALE, 4.5)[1] != []


def test_in_a_sandboxed_frame_without_a_store_pages_and_their_scripts_work(page, book):
    page.goto(f"{book}404.html")
    inside = page.frame_locator("iframe")
    buttons = 0
    for kind in WITH_SCRIPTS:
        page.set_content(f"<iframe {FRAME} src='{book}{KINDS[kind]}'></iframe>")
        assert len(inside.locator("h1").inner_text()) > 3, kind
        if inside.locator(BUTTON).count():
            body = inside.locator("body")
            for theme in ("auto", "dark", "auto"):
                assert body.get_attribute("data-theme") == theme, kind
                assert body.evaluate(ICONS) == [1], kind
                inside.locator(BUTTON).click()
            buttons += 1
    assert buttons == len(WITH_SCRIPTS) - 1  # all but a card


# --- Back --------------------------------------------------------------------------------------

MENU = "label.nav-overlay-icon"
OPENED = "document.getElementById('__navigation').checked"


def test_after_back_the_menu_that_led_away_is_shut(book, open_page):
    page = open_page(KINDS["unit"], PHONE)
    page.locator(MENU).tap()
    assert page.evaluate(OPENED)
    page.goto(book + KINDS["glossary"])
    page.go_back()
    assert not page.evaluate(OPENED)


def test_a_page_that_the_browser_kept_takes_what_was_chosen_meanwhile(open_page):
    page = open_page(KINDS["evidence with figures"], PHONE)
    page.locator(MENU).tap()
    page.evaluate(
        "() => { localStorage.setItem('theme', 'dark'); localStorage.setItem('all-sources', 'yes');"
        "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })); }"
    )
    assert page.evaluate("document.body.dataset.theme") == "dark"
    assert page.locator(".sources-switch button").get_attribute("aria-pressed") == "true"
    assert "all-sources" in page.locator("html").get_attribute("class")
    assert not page.evaluate(OPENED)


# --- files that come later: lost, late, or of another edition ----------------------------------


def typed(page, words="Leeds"):
    """Type into the look-up; return what it says."""
    page.locator(".look-up input").fill(words)
    return page.locator(".look-up [role=status]")


def test_while_the_names_do_not_come_the_look_up_says_so_and_leads_on(new_page, book):
    page, held = new_page(**PHONE), []
    page.route("**/look-up-index*", lambda route: held.append(route))
    page.goto(book + KINDS["look-up"])
    status = typed(page)
    status.get_by_text("The names are still loading.").wait_for()
    assert status.locator("a").get_attribute("href").endswith("/units/places.html")
    held[0].continue_()
    page.locator(".look-up [role=option]").first.wait_for()


@pytest.mark.parametrize(
    "text", ["window.lookUpIndex={address:'units/old.js',entries:[]}", "cut ("]
)
def test_names_of_another_edition_ask_for_a_reload(new_page, book, text):
    page = new_page(**PHONE)
    page.route(
        "**/look-up-index*", lambda route: route.fulfill(body=text, content_type="text/javascript")
    )
    page.goto(book + KINDS["look-up"])
    typed(page).get_by_text("Reload this page").wait_for()


@pytest.mark.parametrize("name", ["figures/", "explore/explorer.js"])
def test_a_drawing_of_another_edition_asks_for_a_reload(new_page, book, name):
    page = new_page()

    def newer(route):
        body = route.fetch().text()
        assert body.count("?v=") >= 1
        route.fulfill(body=body.replace("?v=", "?v=9"), content_type="text/javascript")

    page.route(f"**/{name}*.js?v=*" if name.endswith("/") else f"**/{name}*", newer)
    page.goto(book + KINDS["look-up"])
    page.locator(".book-figure-explore").first.click()
    page.locator(".book-figure-status").get_by_text("Reload this page").first.wait_for()
    assert page.locator(".book-figure.explored").count() == 0


def test_offline_each_control_says_what_failed_and_the_rest_works(book, open_page):
    page = open_page(KINDS["look-up"])
    page.context.set_offline(True)
    page.locator(".book-figure-explore").first.click()
    page.locator(".book-figure-status").get_by_text("could not be loaded").first.wait_for()
    typed(page).get_by_text("could not be loaded").wait_for()
    page.locator(BUTTON).click()
    assert page.evaluate("document.body.dataset.theme") == "dark"
    page.locator("article .evidence-link:visible").first.click()
    assert page.locator(".card:popover-open").count() == 1


def test_a_list_of_words_that_hangs_is_said_and_leads_on(new_page, book):
    page = new_page()
    page.clock.install()
    page.route("**/searchindex.js*", lambda route: None)
    page.goto(f"{book}search.html?q=staff", wait_until="commit")
    page.locator("article [role=status]").get_by_text("Looking for").wait_for()
    page.clock.fast_forward(9000)
    page.locator("article [role=status]").get_by_text("slow to come").wait_for()
    assert page.locator("#search-hint a").first.is_visible()
