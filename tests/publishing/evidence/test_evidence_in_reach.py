"""A number's source is in reach: by keyboard, touch and pointer, on paper, without JavaScript."""

import re

import pytest

from inspections.drawing.figure import capital
from inspections.language.wording import say
from tests.book import register
from tests.by_hand import STATED, says
from tests.devices import DENIED, DESK, PHONE
from tests.site import article, chapters

PAGE = "chapters/keeping-people-safe.html"
USED = "domestic-abuse-information-used-2024"
FACT = f"fact-{USED}"
MODES = pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])


@pytest.fixture
def tab(address, new_page):
    """Open a page of the site."""

    def open_page(*, javascript=True, phone=False, page=PAGE, blocked=False):
        found = new_page(java_script_enabled=javascript, **(PHONE if phone else DESK))
        if blocked:
            found.add_init_script(DENIED)
        found.goto(f"{address}/{page}")
        return found

    return open_page


def card_of(tab, anchor=FACT):
    """The card of the first use of a record on the page."""
    return tab.locator(f"#card-{anchor}-1")


def link_of(tab, anchor=FACT):
    return tab.locator(f"#use-{anchor}-1")


@MODES
def test_keyboard_alone_leads_to_the_source_the_entry_and_back(tab, javascript):
    page = tab(javascript=javascript)
    link_of(page).press("Enter")
    card = card_of(page)
    assert card.is_visible()
    for words in (f"{says(USED)} cases", STATED[USED].words, "Northampton Chronicle & Echo"):
        assert words in card.inner_text()
    for place in (".source-link", ".entry-link"):
        page.keyboard.press("Tab")
        assert card.locator(place).evaluate("each => each === document.activeElement")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/every-number.html#{FACT}")
    entry = page.locator(f"#{FACT}")
    assert entry.is_visible()
    entry.locator("summary", has_text="Marked on").press("Enter")
    back = entry.locator("a[href*='keeping-people-safe'][href$='information-used-2024-1']")
    back.press("Enter")
    page.wait_for_url(f"**/keeping-people-safe.html#use-{FACT}-1")
    assert link_of(page).is_visible()


WRAPPED = """() => [...document.querySelectorAll("article .evidence-link")]
    .find(each => each.getClientRects().length > 1).id"""


@MODES
@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_a_tap_or_click_opens_the_card_and_never_leaves_the_page(tab, javascript, phone):
    page = tab(javascript=javascript, phone=phone)
    wrapped = tab(phone=phone).evaluate(WRAPPED)
    for name in (f"use-{FACT}-1", wrapped):
        act = page.locator(f"#{name}").tap if phone else page.locator(f"#{name}").click
        act()
        card = page.locator(f"#{name.replace('use', 'card', 1)}")
        card.wait_for(state="visible")
        assert page.url.partition("#")[0].endswith(PAGE)
        page.mouse.move(1, 1)
        assert card.is_visible(), "it is pinned"
        close = card.get_by_role("link", name="Close")
        (close.tap if phone else close.click)()
        page.mouse.move(1, 1)
        card.wait_for(state="hidden")


@MODES
def test_a_tap_beside_the_card_or_again_on_the_words_closes_it(tab, javascript):
    page = tab(javascript=javascript, phone=True)
    for again in (True, False):
        link_of(page).tap()
        card_of(page).wait_for(state="visible")
        box = link_of(page).bounding_box()
        x, y = (box["x"] + 8, box["y"] + 8) if again else (20, 830)
        page.touchscreen.tap(x, y)
        card_of(page).wait_for(state="hidden")


def test_enter_and_escape_open_and_close_and_a_screen_reader_is_told(tab):
    page = tab()
    link = link_of(page)
    assert link.get_attribute("aria-expanded") == "false"
    assert link.get_attribute("aria-controls") == f"card-{FACT}-1"
    link.press("Enter")
    card_of(page).wait_for(state="visible")
    page.wait_for_selector(f"#use-{FACT}-1[aria-expanded=true]")
    page.keyboard.press("Escape")
    card_of(page).wait_for(state="hidden")
    assert page.evaluate("document.activeElement.id") == f"use-{FACT}-1"
    page.wait_for_selector(f"#use-{FACT}-1[aria-expanded=false]")


@MODES
def test_the_pointer_shows_the_card_for_as_long_as_it_rests(tab, javascript):
    page = tab(javascript=javascript)
    link_of(page).hover()
    assert card_of(page).is_visible()
    card_of(page).locator(".card-heading").hover()
    assert card_of(page).is_visible()
    page.mouse.move(1, 1)
    assert not card_of(page).is_visible()


def test_escape_closes_a_card_that_hover_opened_until_the_pointer_returns(tab):
    page = tab()
    link_of(page).hover()
    page.keyboard.press("Escape")
    assert not card_of(page).is_visible()
    page.mouse.move(1, 1)
    link_of(page).hover()
    assert card_of(page).is_visible()


def test_no_card_covers_what_it_explains_on_a_phone(tab):
    page = tab(phone=True)
    links = page.locator("article .evidence-link").all()
    assert len(links) > 20
    for link in links[:20]:
        link.tap()
        card = page.locator(".card:popover-open")
        card.wait_for()
        words, box = link.bounding_box(), card.bounding_box()
        below = box["y"] >= words["y"] + words["height"] - 1
        assert below or box["y"] + box["height"] <= words["y"] + 1, (words, box)
        assert box["x"] >= 8
        assert box["x"] + box["width"] <= 382
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 845
        page.keyboard.press("Escape")


LINES = """all => all.map(each => getComputedStyle(each).textDecorationLine)"""


def test_the_switch_shows_every_mark_and_is_remembered(tab):
    page = tab(page="chapters/inspection-2024.html")
    quiet = page.locator("article .evidence-quiet > .evidence-link")
    assert quiet.count() >= 20
    assert set(quiet.evaluate_all(LINES)) == {"none"}
    marked = page.locator("article .evidence-marked > .evidence-link")
    assert set(marked.evaluate_all(LINES)) == {"underline"}
    switch = page.get_by_role("button", name="Show all sources")
    assert switch.get_attribute("aria-pressed") == "false"
    switch.click()
    assert set(quiet.evaluate_all(LINES)) == {"underline"}
    page.reload()
    assert switch.get_attribute("aria-pressed") == "true"
    assert set(quiet.evaluate_all(LINES)) == {"underline"}
    switch.click()
    page.reload()
    assert set(quiet.evaluate_all(LINES)) == {"none"}


def test_without_a_store_the_switch_works_and_without_script_there_is_none(tab):
    page = tab(blocked=True)
    page.get_by_role("button", name="Show all sources").click()
    quiet = page.locator("article .evidence-quiet > .evidence-link")
    assert set(quiet.evaluate_all(LINES)) == {"underline"}
    assert tab(javascript=False).locator(".sources-switch > *").count() == 0


def test_a_source_link_opens_the_page_at_the_words(site):
    links = article(site / PAGE).select(f"#card-{FACT}-1 a.source-link")
    assert len(links) == 1
    assert links[0]["href"].endswith(
        "#:~:text=sufficient%20in%20just%2022%20out%20of%2070%20inspected%20cases"
    )


@pytest.fixture(scope="module")
def pages(site):
    """The article of the front page and of every chapter."""
    return [article(page) for page in [site / "index.html", *chapters(site)]]


@pytest.mark.parametrize("where", ["p", "li", "details.fold", "td"])
def test_cards_work_in_paragraphs_lists_folds_and_tables(pages, where):
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


REQUIRES_IMPROVEMENT = "units-requires-improvement-2025-stated"
RATED = "Units that the inspectorate rated from February 2024 to February 2025"


def misnamed(named):
    """Of pairs of words and what they are said to count: totals called by the name of their part,
    and the other way round."""
    found = []
    for fact in register().facts.values():
        if fact.total is None or fact.unit == "fraction":
            continue
        total, part = say(fact, "total"), {say(fact), say(fact, "value"), say(fact, "percent")}
        wrong = {fact.label: {total} - part, capital(fact.population): part - {total}}
        found += [(words, name) for words, name in named if words in wrong.get(name, ())]
    return found


def names_on(page):
    """What each mark of a page, and each of its notes, is said to count."""
    for mark in page.select(".evidence"):
        link, heading = mark.select_one(".evidence-link"), mark.select_one(".card-heading")
        yield link.get_text(), heading.get_text()
    for note in page.select(".source-notes li"):
        words, about = note.b.get_text(), note.b.next_sibling
        yield words, about.removeprefix(": ").strip().rstrip(".")


@pytest.mark.parametrize(
    ("words", "name", "is_wrong"),
    [
        ("24", "{label}", True),  # 10 of 24 units required improvement
        ("24", RATED, False),
        ("10", RATED, True),
        ("10", "{label}", False),
        ("10 of 24", "{label}", False),
    ],
)
def test_a_total_called_by_the_name_of_its_part_would_be_seen(words, name, is_wrong):
    pair = (words, name.format(label=register().fact(REQUIRES_IMPROVEMENT).label))
    assert misnamed([pair]) == [pair] * is_wrong


def test_each_number_and_its_note_name_what_it_counts_on_every_page(pages):
    named = [pair for page in pages for pair in names_on(page)]
    assert len(named) > 900
    assert named.count(("24", RATED)) == 2  # the number in its sentence, and its note
    assert misnamed(named) == []


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
    page.locator(".entries-filter select").first.select_option("Northamptonshire, 2022 report")
    narrowed = page.locator("section.entry:visible").count()
    assert 0 < narrowed < everything
    assert f"{narrowed} of {everything} entries" in page.locator("[role=status]").inner_text()
    page.locator(".entries-filter select").nth(1).select_option("Recommendations")
    assert 0 < page.locator("section.entry:visible").count() < narrowed
    page.get_by_role("button", name="Show all").press("Enter")
    assert page.locator("section.entry:visible").count() == everything
    page.get_by_role("searchbox", name="Any words").fill(says(USED))
    assert page.locator(f"#{FACT}").is_visible()
    assert 0 < page.locator("section.entry:visible").count() < everything


def test_the_ledger_is_complete_without_script(tab):
    page = tab(page="chapters/every-number.html", javascript=False)
    assert page.locator("section.entry:visible").count() > 40
    assert page.locator(".entries-filter > *").count() == 0
