"""Pages that anyone can read: by screen reader, keyboard, small phone, without JavaScript."""

import csv

import pytest
from bs4 import BeautifulSoup

from tests.axe import COLOUR, both_schemes, violations
from tests.book import register
from tests.devices import DESK, PHONE, SMALL
from tests.site import all_pages, approved_figures, parsed

STORY = "chapters/keeping-people-safe.html"
LEDGER = "chapters/every-number.html"
PRESENT = ".sidebar-tree .current-page a"


@pytest.mark.parametrize(("scheme", "nearly"), [("light", "#333"), ("dark", "#ddd")])
def test_one_pale_word_or_lost_link_amid_hundreds_would_be_seen(book, tab, scheme, nearly):
    page = tab(color_scheme=scheme, **PHONE)
    page.goto(book + LEDGER)
    entries = page.locator("section.entry[id^=fact-] dd")
    assert entries.count() > 200
    assert violations(page, rules=COLOUR, within=None) == []
    entries.nth(100).evaluate("each => { each.style.color = '#777' }")
    link = page.locator("section.entry[id^=fact-] dd > a:visible").nth(100)
    link.evaluate(f"each => {{ each.style = 'color: {nearly}; text-decoration: none' }}")
    found = violations(page, rules=COLOUR, within=None)
    assert [fault.partition(":")[0] for fault in found] == COLOUR


def test_axe_finds_nothing_with_the_menu_or_a_card_open(book, tab):
    page, known = tab(**PHONE), set()
    page.goto(book + STORY)
    page.locator("label.nav-overlay-icon").tap()
    page.locator(PRESENT).wait_for(state="visible")
    page.wait_for_timeout(400)  # until it has slid in
    shut = page.locator(".menu-part:not([open]) summary")
    assert shut.count() >= 2
    while shut.count():
        shut.first.tap()
    assert both_schemes(page, known) == []
    page.goto(book + STORY)
    page.locator("article .evidence-link").first.tap()
    assert page.locator(".card:popover-open").count() == 1
    assert both_schemes(page, known) == []
    desk = tab(**DESK)
    desk.goto(book + STORY)
    desk.locator("article .evidence-link").first.press("Enter")
    assert desk.locator(".card:visible").count() == 1
    assert both_schemes(desk, known) == []


def test_axe_would_see_a_fault(tab):
    page = tab(**DESK)
    page.set_content("<html lang=en><title>x</title><main><h1>x</h1><img src=x><p>y</main>")
    assert any(each.startswith("image-alt") for each in violations(page))
    page.set_content(
        "<html lang=en><title>x</title><main><h1 style='color:#ccc'>Too pale</h1></main>"
    )
    assert any(each.startswith("color-contrast") for each in violations(page, rules=COLOUR))


# --- small screens -----------------------------------------------------------------------------


def test_a_wide_table_scrolls_in_its_region_and_shows_that_it_does(book, tab):
    page = tab(**SMALL)
    page.goto(f"{book}chapters/about.html")
    regions = page.locator(".table-wrapper")
    wider = [
        each
        for each in regions.all()
        if each.evaluate("each => each.scrollWidth > each.clientWidth")
    ]
    assert wider
    for region in wider:
        assert "gradient" in region.evaluate("each => getComputedStyle(each).backgroundImage")
        region.focus()
        before = region.evaluate("each => each.scrollLeft")
        page.keyboard.press("ArrowRight")
        page.wait_for_function(
            "([each, was]) => each.scrollLeft > was", arg=[region.element_handle(), before]
        )


# --- tables, headings, links, HTML -------------------------------------------------------------


@pytest.fixture(scope="module")
def pages(site):
    """Every page, parsed."""
    return {name: parsed(site / name) for name in all_pages(site)}


def table_faults(page: BeautifulSoup) -> list[str]:
    """What keeps a table of a page from being heard."""
    found = []
    for table in page.select("table"):
        name = table.get_text(" ")[:60]
        caption = table.select_one("caption")
        region = table.find_parent(attrs={"role": "region"})
        if caption is None or not caption.get_text(strip=True):
            found.append(f"no caption: {name}")
        if region is None or region.get("tabindex") != "0":
            found.append(f"in no region that the keyboard reaches: {name}")
        if any(each.get("scope") != "col" for each in table.select("thead th")):
            found.append(f"a header without scope: {name}")
        if table.select_one("th[scope=rowgroup]"):
            continue  # a heading over a group of rows is their header
        for row in table.select("tbody tr"):
            first, *others = row.find_all(["th", "td"])
            if others and (first.name != "th" or first.get("scope") != "row"):
                found.append(f"a row without header: {row.get_text(' ')[:60]}")
    return found


def test_tables_have_captions_headers_and_a_region(pages):
    assert sum(len(page.select("table")) for page in pages.values()) > 15
    faults = {name: table_faults(page) for name, page in pages.items()}
    assert {name: each for name, each in faults.items() if each} == {}


def test_a_table_that_cannot_be_heard_would_be_seen():
    page = BeautifulSoup(
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b<td>c</tr></tbody></table>",
        "html5lib",
    )
    assert [each.partition(":")[0] for each in table_faults(page)] == [
        "no caption",
        "in no region that the keyboard reaches",
        "a header without scope",
        "a row without header",
    ]


def test_columns_of_numbers_stand_to_the_right(book, tab):
    page = tab(**DESK)
    page.goto(f"{book}chapters/what-happened-next.html")
    cells = page.locator("table.docutils td.number")
    assert cells.count() >= 4
    align = "all => [...new Set(all.map(each => getComputedStyle(each).textAlign))]"
    assert cells.evaluate_all(align) == ["right"]
    page.goto(book + STORY)
    cells = page.locator(".book-figure-table td.number")
    assert cells.count() > 4
    assert cells.evaluate_all(align) == ["right"]


def heading_faults(page: BeautifulSoup) -> list[str]:
    """Headings that skip a level, and a page without its one first heading."""
    levels = [(int(each.name[1]), each.get_text()) for each in page.select("h1,h2,h3,h4,h5,h6")]
    found = [
        f"after h{before}: h{level} {text}"
        for (before, _), (level, text) in zip(levels, levels[1:], strict=False)
        if level > before + 1
    ]
    if [level for level, _ in levels].count(1) != 1 or levels[0][0] != 1:
        found.append("not one h1, first")
    return found


def test_headings_come_in_sequence(pages):
    assert sum(len(page.select("h1,h2,h3")) for page in pages.values()) > 200
    faults = {name: heading_faults(page) for name, page in pages.items()}
    assert {name: each for name, each in faults.items() if each} == {}


def test_a_skipped_heading_would_be_seen():
    page = BeautifulSoup("<h1>a</h1><h3>b</h3>", "html5lib")
    assert heading_faults(page) == ["after h1: h3 b"]


EMPTY_NAMES = {"", "source", "link", "here", "click here", "more", "read more", "this", "page"}


def unnamed_links(page: BeautifulSoup) -> list[str]:
    """Links whose words do not say where they lead."""
    return [
        str(link)[:120]
        for link in page.select("a[href]")
        if (link.get("aria-label") or link.get_text(" ", strip=True)).lower() in EMPTY_NAMES
    ]


def test_links_say_where_they_lead(pages):
    assert sum(len(page.select("a[href]")) for page in pages.values()) > 2000
    faults = {name: unnamed_links(page) for name, page in pages.items()}
    assert {name: each for name, each in faults.items() if each} == {}
    assert unnamed_links(BeautifulSoup("<a href='x'>source</a>", "html5lib")) != []


REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "popovertarget")
"""What the W3C's checker of HTML does not follow, unlike ids that stand twice and labels."""


def lost_references(page: BeautifulSoup) -> list[str]:
    """References of a page to an id that it does not have."""
    ids = {each["id"] for each in page.select("[id]")}
    return [
        f"{name} leads nowhere: {lost}"
        for name in REFERENCES
        for node in page.select(f"[{name}]")
        for lost in sorted(set(node[name].split()) - ids)
    ]


def test_what_names_describes_or_opens_leads_to_a_part_of_the_page(pages):
    assert sum(len(page.select("[aria-describedby]")) for page in pages.values()) > 300
    faults = {name: lost_references(page)[:5] for name, page in pages.items()}
    assert {name: each for name, each in faults.items() if each} == {}


@pytest.mark.parametrize("name", REFERENCES)
def test_a_reference_that_leads_nowhere_would_be_seen(name):
    page = BeautifulSoup(f"<button {name}=b>x</button><p id=a>y</p>", "html5lib")
    assert lost_references(page) == [f"{name} leads nowhere: b"]


# --- without JavaScript, from a folder ---------------------------------------------------------


@pytest.mark.parametrize("way", ["from the web", "from a folder"])
def test_without_script_everything_is_there(site, book, tab, way):
    root = book if way == "from the web" else f"{site.as_uri()}/"
    page = tab(java_script_enabled=False, **DESK)
    drawn = tables = cards = 0
    for name in approved_figures():
        page.goto(root + name)
        drawn += page.locator(".book-figure svg:visible").count()
        tables += page.locator(".book-figure table").count()
        cards += page.locator(".card[popover]").count()
    figures = [each for page in approved_figures().values() for each in page]
    boards = [each for each in figures if each.get("board")]  # a board is a table, not a drawing
    assert tables == len(figures) >= 5
    assert drawn == len(figures) - len(boards)
    assert cards > 300
    page.goto(root + LEDGER)
    entries = page.locator("section.entry[id^=fact-]:visible").count()
    assert entries == len(register().facts) > 80
    page.goto(f"{root}chapters/glossary.html")
    with (site / "data" / "terms.csv").open(encoding="utf-8", newline="") as file:
        terms = [row["term_id"] for row in csv.DictReader(file)]
    assert page.locator("section[id^=term-]:visible").count() == len(terms) > 30
    page.goto(root + STORY)
    page.locator("article .evidence-link").first.press("Enter")
    assert page.locator(".card:visible").count() == 1


@pytest.mark.parametrize("way", ["from the web", "from a folder"])
def test_without_script_the_menus_open_on_a_phone(site, book, tab, way):
    root = book if way == "from the web" else f"{site.as_uri()}/"
    page = tab(java_script_enabled=False, **PHONE)
    page.goto(root + STORY)
    menu = page.locator(".sidebar-tree a[href*='glossary']")
    part = page.locator(".menu-part").filter(has_text="Reference").locator("summary")
    assert not part.is_visible()
    page.locator("label.nav-overlay-icon").tap()
    assert not menu.is_visible()
    part.tap()
    menu.tap()
    page.wait_for_url("**/glossary.html")
    page.locator("label.toc-header-icon").tap()
    contents = page.locator(".toc-tree a[href^='#term-']").first
    contents.tap()
    assert "#term-" in page.url


def test_the_keyboard_opens_the_menu_and_skips_it_when_shut(book, tab):
    page = tab(**{**PHONE, "has_touch": False, "is_mobile": False})
    page.goto(book + STORY)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("skip-to-content")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "__navigation"
    page.keyboard.press("Space")
    page.locator(PRESENT).wait_for(state="visible")
    page.keyboard.press("Space")
    page.locator(PRESENT).wait_for(state="hidden")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_button_turns_the_page_dark_or_light_and_the_choice_is_kept(book, tab, scheme):
    other = "dark" if scheme == "light" else "light"
    page = tab(color_scheme=scheme, **DESK)
    page.goto(book + STORY)
    button = page.locator(".theme-toggle:visible")
    ground = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(ground)
    button.click()
    assert page.evaluate("document.body.dataset.theme") == other
    turned = page.evaluate(ground)
    assert turned != before
    page.goto(f"{book}index.html")
    assert page.evaluate(ground) == turned
    page.locator(".theme-toggle:visible").click()
    assert page.evaluate("document.body.dataset.theme") == "auto"
    assert page.evaluate(ground) == before


def test_the_contents_mark_the_section_that_is_read(book, tab):
    page = tab(viewport={"width": 1500, "height": 900})
    page.goto(book + STORY)
    entries = page.locator(".toc-tree li li")
    assert entries.count() > 4
    third = entries.nth(2)
    third.locator("a").click()
    marked = ".toc-tree li.scroll-current > a"
    page.wait_for_function(
        "([marked, wanted]) => document.querySelector(marked)?.innerText === wanted",
        arg=[marked, third.inner_text()],
    )
    assert page.locator(marked).count() == 1


def test_the_way_back_up_shows_when_the_reader_turns_back(book, tab):
    page = tab(**DESK)
    page.goto(book + STORY)
    back = page.locator(".back-to-top")
    page.mouse.wheel(0, 3000)
    page.wait_for_timeout(200)
    assert not back.is_visible()
    page.mouse.wheel(0, -300)
    back.wait_for(state="visible")
    back.click()
    page.wait_for_function("scrollY === 0")


def test_the_menu_opens_the_part_of_the_page_and_on_the_front_page_all(pages):
    parts = pages["index.html"].select(".menu-part")
    assert len(parts) >= 3
    assert all(part.has_attr("open") for part in parts)
    opened = pages[STORY].select(".menu-part[open] .caption")
    assert [each.get_text(strip=True) for each in opened] == ["The evidence"]


def test_the_menu_names_every_page_and_the_present_one(pages, site):
    chapters = {name for name in pages if name.startswith("chapters/")}
    assert len(chapters) >= 14
    for name, page in pages.items():
        links = page.select(".sidebar-tree a")
        assert len(links) == len(chapters), name
        present = page.select(".sidebar-tree [aria-current=page]")
        assert len(present) == (1 if name in chapters else 0), name
