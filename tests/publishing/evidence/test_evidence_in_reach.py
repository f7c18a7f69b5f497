"""A number's source is in reach: by keyboard, touch and pointer, on paper, without JavaScript."""

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


def card_of(page, anchor=FACT):
    """The card of the first use of a record on the page."""
    return page.locator(f"#card-{anchor}-1")


def link_of(page, anchor=FACT):
    return page.locator(f"#use-{anchor}-1")


@MODES
def test_keyboard_alone_leads_to_the_source_the_entry_and_back(open_page, javascript):
    page = open_page(PAGE, java_script_enabled=javascript)
    link_of(page).press("Enter")
    card = card_of(page)
    assert card.is_visible()
    for words in (f"{says(USED)} cases", STATED[USED].words, "Northampton Chronicle & Echo"):
        assert words in card.inner_text()
    source = card.locator(".source-link").get_attribute("href")
    assert source.endswith(
        "#:~:text=sufficient%20in%20just%2022%20out%20of%2070%20inspected%20cases"
    )
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
@pytest.mark.parametrize("device", [PHONE, DESK], ids=["phone", "desk"])
def test_a_tap_or_click_opens_the_card_and_never_leaves_the_page(open_page, javascript, device):
    page = open_page(PAGE, device, java_script_enabled=javascript)
    wrapped = open_page(PAGE, device).evaluate(WRAPPED)
    for name in (f"use-{FACT}-1", wrapped):
        link = page.locator(f"#{name}")
        (link.tap if device == PHONE else link.click)()
        card = page.locator(f"#{name.replace('use', 'card', 1)}")
        card.wait_for(state="visible")
        assert page.url.partition("#")[0].endswith(PAGE)
        page.mouse.move(1, 1)
        assert card.is_visible(), "it is pinned"
        close = card.get_by_role("link", name="Close")
        (close.tap if device == PHONE else close.click)()
        page.mouse.move(1, 1)
        card.wait_for(state="hidden")


@MODES
def test_a_tap_beside_the_card_or_again_on_the_words_closes_it(open_page, javascript):
    page = open_page(PAGE, PHONE, java_script_enabled=javascript)
    for again in (True, False):
        link_of(page).tap()
        card_of(page).wait_for(state="visible")
        box = link_of(page).bounding_box()
        x, y = (box["x"] + 8, box["y"] + 8) if again else (20, 830)
        page.touchscreen.tap(x, y)
        card_of(page).wait_for(state="hidden")


def test_enter_and_escape_open_and_close_and_a_screen_reader_is_told(open_page):
    page = open_page(PAGE)
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
def test_the_pointer_shows_the_card_for_as_long_as_it_rests(open_page, javascript):
    page = open_page(PAGE, java_script_enabled=javascript)
    link_of(page).hover()
    assert card_of(page).is_visible()
    card_of(page).locator(".card-heading").hover()
    assert card_of(page).is_visible()
    page.mouse.move(1, 1)
    assert not card_of(page).is_visible()


def test_escape_closes_a_card_that_hover_opened_until_the_pointer_returns(open_page):
    page = open_page(PAGE)
    link_of(page).hover()
    page.keyboard.press("Escape")
    assert not card_of(page).is_visible()
    page.mouse.move(1, 1)
    link_of(page).hover()
    assert card_of(page).is_visible()


def test_no_card_covers_what_it_explains_on_a_phone(open_page):
    page = open_page(PAGE, PHONE)
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


def test_the_switch_shows_every_mark_and_is_remembered(open_page):
    page = open_page("chapters/inspection-2024.html")
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


def test_without_a_store_the_switch_works_and_without_script_there_is_none(
    book, new_page, open_page
):
    page = new_page(**DESK)
    page.add_init_script(DENIED)
    page.goto(f"{book}{PAGE}")
    page.get_by_role("button", name="Show all sources").click()
    quiet = page.locator("article .evidence-quiet > .evidence-link")
    assert set(quiet.evaluate_all(LINES)) == {"underline"}
    assert open_page(PAGE, java_script_enabled=False).locator(".sources-switch > *").count() == 0


@pytest.fixture(scope="module")
def pages(site):
    """The article of the front page and of every chapter."""
    return [article(page) for page in [site / "index.html", *chapters(site)]]


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
        assert page.find(id=link["aria-describedby"]).get_text(strip=True)  # what is heard after it
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


def test_on_paper_every_number_has_a_note_with_its_source(open_page):
    page = open_page(PAGE)
    page.emulate_media(media="print")
    assert not card_of(page).is_visible()
    number = page.locator(f"#use-{FACT}-1 ~ .note-number")
    assert number.is_visible()
    note = page.locator(".source-notes li").nth(int(number.inner_text()) - 1)
    assert note.is_visible()
    assert "22 out of 70" in note.inner_text()
    assert page.locator(".evidence-link").count() >= page.locator(".source-notes li").count() > 10


def test_the_filter_narrows_the_ledger_and_says_how_far(open_page):
    page = open_page("chapters/every-number.html")
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
