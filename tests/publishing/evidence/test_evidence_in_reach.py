"""A number's source is in reach: by keyboard, touch and pointer, on paper, without JavaScript."""

from __future__ import annotations

import re

import pytest

from tests.site import article

PAGE = "chapters/keeping-people-safe.html"
FACT = "fact-domestic-abuse-information-used-2024"
MODES = pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])


@pytest.fixture
def tab(address, new_page):
    """Open a page of the site."""

    def open_page(*, javascript=True, phone=False, page=PAGE):
        size = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 900}
        found = new_page(
            viewport=size, java_script_enabled=javascript, has_touch=phone, is_mobile=phone
        )
        found.goto(f"{address}/{page}")
        return found

    return open_page


def card_of(tab, anchor=FACT):
    """The card of the first use of a record on the page."""
    return tab.locator(f"#card-{anchor}-1")


def link_of(tab, anchor=FACT):
    return tab.locator(f"#use-{anchor}-1")


def tab_to(page, anchor=FACT, presses=400):
    """Press Tab until the link has the focus."""
    wanted = f"use-{anchor}-1"
    link_of(page, anchor).scroll_into_view_if_needed()
    for _ in range(presses):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == wanted:
            return
    raise AssertionError(f"{wanted} was not reached")


@MODES
def test_keyboard_alone_leads_to_the_source_the_entry_and_back(tab, javascript):
    page = tab(javascript=javascript)
    tab_to(page)
    card = card_of(page)
    assert card.is_visible()
    for words in ("22 of 70 cases", "22 out of 70", "Northampton Chronicle & Echo"):
        assert words in card.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/every-number.html#{FACT}")
    entry = page.locator(f"#{FACT}")
    assert entry.is_visible()
    entry.locator("summary", has_text="Used on").press("Enter")
    back = entry.locator("a[href*='keeping-people-safe'][href$='information-used-2024-1']")
    back.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/keeping-people-safe.html#use-{FACT}-1")
    assert link_of(page).is_visible()


def test_escape_closes_a_card_that_focus_opened(tab):
    page = tab()
    tab_to(page)
    assert card_of(page).is_visible()
    page.keyboard.press("Escape")
    assert not card_of(page).is_visible()


def test_a_card_closed_by_escape_opens_again_when_focus_returns(tab):
    page = tab()
    tab_to(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+Tab")
    assert not card_of(page).is_visible()
    tab_to(page, presses=10)
    assert card_of(page).is_visible()


@MODES
def test_a_card_opened_by_focus_closes_when_focus_moves_on(tab, javascript):
    page = tab(javascript=javascript)
    tab_to(page)
    page.locator("footer a").first.focus()
    assert not card_of(page).is_visible()


@MODES
def test_the_pointer_opens_the_card_and_leaving_closes_it(tab, javascript):
    page = tab(javascript=javascript)
    link_of(page).hover()
    assert card_of(page).is_visible()
    page.mouse.move(1, 1)
    assert not card_of(page).is_visible()


@MODES
def test_the_pointer_can_move_into_the_card_and_follow_its_link(tab, javascript):
    page = tab(javascript=javascript)
    link_of(page).hover()
    card_of(page).locator(".entry-link").click()
    page.wait_for_url(f"**/every-number.html#{FACT}")


@MODES
def test_a_tap_opens_the_card_and_escape_closes_it(tab, javascript):
    page = tab(javascript=javascript, phone=True)
    link_of(page).scroll_into_view_if_needed()
    button = page.locator(f"#use-{FACT}-1 ~ .evidence-tap")
    button.tap()
    assert card_of(page).is_visible()
    page.keyboard.press("Escape")
    assert not card_of(page).is_visible()


@MODES
def test_a_tap_leads_by_the_card_to_the_entry(tab, javascript):
    page = tab(javascript=javascript, phone=True)
    page.locator(f"#use-{FACT}-1 ~ .evidence-tap").tap()
    card_of(page).locator(".entry-link").tap()
    page.wait_for_url(f"**/every-number.html#{FACT}")


def test_no_card_covers_what_it_explains_on_a_phone(tab):
    page = tab(phone=True)
    buttons = page.locator(".evidence-tap").all()
    assert len(buttons) > 20
    for button in buttons:
        button.scroll_into_view_if_needed()
        button.tap()
        piece = button.locator("xpath=..")
        words = piece.locator(".evidence-link").bounding_box()
        card = piece.locator(".card").bounding_box()
        apart = (
            card["y"] >= words["y"] + words["height"] - 1
            or card["y"] + card["height"] <= words["y"] + 1
        )
        assert apart, (words, card)
        assert card["x"] >= 0
        assert card["x"] + card["width"] <= 390
        assert card["y"] >= 0
        assert card["y"] + card["height"] <= 845
        page.keyboard.press("Escape")


def test_a_source_link_opens_the_page_at_the_words(site):
    links = article(site / PAGE).select(f"#card-{FACT}-1 a.source-link")
    assert len(links) == 1
    assert links[0]["href"].endswith(
        "#:~:text=sufficient%20in%20just%2022%20out%20of%2070%20inspected%20cases"
    )


@pytest.mark.parametrize("where", ["p", "li", ".admonition", "td"])
def test_cards_work_in_paragraphs_lists_boxes_and_tables(site, where):
    pages = [article(page) for page in site.glob("chapters/*.html")]
    pages.append(article(site / "index.html"))
    assert any(page.select(f"{where} .evidence .card[popover]") for page in pages)


def test_a_screen_reader_hears_the_number_then_what_it_means(site):
    page = article(site / PAGE)
    links = page.select(".evidence-link")
    assert len(links) > 20
    for link in links:
        about = page.find(id=link["aria-describedby"])
        assert about is not None
        assert about.get_text(strip=True)
        assert link.get_text(strip=True)


def test_ids_follow_from_the_page_alone(site):
    ids = [node["id"] for node in article(site / PAGE).select(".evidence [id]")]
    assert len(ids) > 40
    for each in ids:
        assert re.fullmatch(
            r"(use|card)-(fact|rating|date|finding|recommendation|term)-[a-z0-9-]+-\d+(-about)?",
            each,
        )


def test_on_paper_every_number_has_a_note_with_its_source(tab):
    page = tab()
    page.emulate_media(media="print")
    assert not card_of(page).is_visible()
    number = page.locator(f"#use-{FACT}-1 ~ .note-number")
    assert number.is_visible()
    note = page.locator(".source-notes li").nth(int(number.inner_text()) - 1)
    assert note.is_visible()
    assert "22 out of 70" in note.inner_text()
    assert page.locator(".evidence-link").count() >= page.locator(".source-notes li").count() > 10


def test_the_filter_narrows_the_ledger_and_says_how_far(tab):
    page = tab(page="chapters/every-number.html")
    everything = page.locator("section.entry:visible").count()
    assert everything > 40
    page.get_by_role("button", name="Narrow the entries").press("Enter")
    assert page.evaluate("document.activeElement.localName") == "input"
    page.locator(".entries-filter select").first.select_option(
        "Northamptonshire, report of 17 May 2022"
    )
    narrowed = page.locator("section.entry:visible").count()
    assert 0 < narrowed < everything
    assert f"{narrowed} of {everything} entries" in page.locator("[role=status]").inner_text()
    page.locator(".entries-filter select").nth(1).select_option("Recommendations")
    assert 0 < page.locator("section.entry:visible").count() < narrowed
    page.get_by_role("button", name="Show all").press("Enter")
    assert page.locator("section.entry:visible").count() == everything
    page.get_by_role("searchbox", name="Any words").fill("22 of 70")
    assert page.locator(f"#{FACT}").is_visible()
    assert 0 < page.locator("section.entry:visible").count() < everything


def test_the_ledger_is_complete_without_script(tab):
    page = tab(page="chapters/every-number.html", javascript=False)
    assert page.locator("section.entry:visible").count() > 40
    assert page.locator(".entries-filter > *").count() == 0
