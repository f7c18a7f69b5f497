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


def test_one_pale_word_or_lost_link_amid_hundreds_would_be_seen(open_page):
    page = open_page(LEDGER, PHONE)
    entries = page.locator("section.entry[id^=fact-] dd")
    assert entries.count() > 200
    assert violations(page, rules=COLOUR, within=None) == []
    entries.nth(100).evaluate("each => { each.style.color = '#777' }")
    link = page.locator("section.entry[id^=fact-] dd > a:visible").nth(100)
    link.evaluate("each => { each.style = 'color: #333; text-decoration: none' }")
    found = violations(page, rules=COLOUR, within=None)
    assert [fault.partition(":")[0] for fault in found] == COLOUR


def test_axe_finds_nothing_with_the_menu_or_a_card_open(book, open_page):
    page, known = open_page(STORY, PHONE), set()
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
    desk = open_page(STORY)
    desk.locator("article .evidence-link").first.press("Enter")
    assert desk.locator(".card:visible").count() == 1
    assert both_schemes(desk, known) == []


def test_axe_would_see_a_fault(new_page):
    page = new_page(**DESK)
    page.set_content("<html lang=en><title>x</title><main><h1>x</h1><img src=x><p>y</main>")
    assert any(violation.startswith("image-alt") for violation in violations(page))
    page.set_content(
        "<html lang=en><title>x</title><main><h1 style='color:#ccc'>Too pale</h1></main>"
    )
    assert any(each.startswith("color-contrast") for each in violations(page, rules=COLOUR))


# --- small screens -----------------------------------------------------------------------------


def test_a_wide_table_scrolls_in_its_region_and_shows_that_it_does(open_page):
    page = open_page("chapters/about.html", SMALL)
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


EMPTY_NAMES = {"", "source", "link", "here", "click here", "more", "read more", "this", "page"}


def unnamed_links(page: BeautifulSoup) -> list[str]:
    """Links whose words do not say where they lead."""
    return [
        str(link)[:120]
        for link in page.select("a[href]")
        if (link.get("aria-label") or link.get_text(" ", strip=True)).lower() in EMPTY_NAMES
    ]


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


CHECKS = {
    table_faults: ("table", 16),
    heading_faults: ("h1, h2, h3", 200),
    unnamed_links: ("a[href]", 2000),
    lost_references: ("[aria-describedby]", 300),
}
"""Each check, with what it looks at, and how many of these the pages have at the least."""


@pytest.mark.parametrize("check", CHECKS, ids=lambda each: each.__name__)
def test_every_page_can_be_heard(pages, check):
    looked_at, least = CHECKS[check]
    assert sum(len(page.select(looked_at)) for page in pages.values()) >= least
    faults = {name: check(page)[:5] for name, page in pages.items()}
    assert {name: each for name, each in faults.items() if each} == {}


FAULTY = {
    "<table><thead><tr><th>a</tr></thead><tbody><tr><td>b<td>c</tr></tbody></table>": (
        table_faults,
        [
            "no caption: a b c",
            "in no region that the keyboard reaches: a b c",
            "a header without scope: a b c",
            "a row without header: b c",
        ],
    ),
    "<h1>a</h1><h3>b</h3>": (heading_faults, ["after h1: h3 b"]),
    "<h2>a</h2>": (heading_faults, ["not one h1, first"]),
    "<a href='x'>source</a>": (unnamed_links, ['<a href="x">source</a>']),
    **{
        f"<button {name}=b>x</button><p id=a>y</p>": (
            lost_references,
            [f"{name} leads nowhere: b"],
        )
        for name in REFERENCES
    },
}


@pytest.mark.parametrize("body", FAULTY)
def test_what_cannot_be_heard_would_be_seen(body):
    check, faults = FAULTY[body]
    assert check(BeautifulSoup(body, "html5lib")) == faults


def test_columns_of_numbers_stand_to_the_right(book, open_page):
    page = open_page("chapters/what-happened-next.html")
    cells = page.locator("table.docutils td.number")
    assert cells.count() >= 4
    align = "all => [...new Set(all.map(each => getComputedStyle(each).textAlign))]"
    assert cells.evaluate_all(align) == ["right"]
    page.goto(book + STORY)
    cells = page.locator(".book-figure-table td.number")
    assert cells.count() > 4
    assert cells.evaluate_all(align) == ["right"]


# --- without JavaScript, from a folder ---------------------------------------------------------


def test_without_script_everything_is_there(site, new_page):
    root = f"{site.as_uri()}/"
    page = new_page(java_script_enabled=False, **DESK)
    drawn = tables = cards = 0
    for name in approved_figures():
        page.goto(root + name)
        drawn += page.locator(".book-figure svg:visible").count()
        tables += page.locator(".book-figure table").count()
        cards += page.locator(".card[popover]").count()
        assert page.locator(".book-figure button").count() == 0
    figures = [each for page in approved_figures().values() for each in page]
    boards = [each for each in figures if each.get("board")]  # a board is a table, not a drawing
    assert tables == len(figures) >= 5
    assert drawn == len(figures) - len(boards)
    assert cards > 300
    page.goto(root + LEDGER)
    entries = page.locator("section.entry[id^=fact-]:visible").count()
    assert entries == len(register().facts) > 80
    assert page.locator(".entries-filter > *").count() == 0
    page.goto(f"{root}chapters/glossary.html")
    with (site / "data" / "terms.csv").open(encoding="utf-8", newline="") as file:
        terms = [row["term_id"] for row in csv.DictReader(file)]
    assert page.locator("section[id^=term-]:visible").count() == len(terms) > 30
    page.goto(root + STORY)
    page.locator("article .evidence-link").first.press("Enter")
    assert page.locator(".card:visible").count() == 1


def test_without_script_the_menus_open_on_a_phone(site, new_page):
    page = new_page(java_script_enabled=False, **PHONE)
    page.goto((site / STORY).as_uri())
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


def test_the_keyboard_opens_the_menu_and_skips_it_when_shut(open_page):
    page = open_page(STORY, PHONE, has_touch=False, is_mobile=False)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("skip-to-content")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "__navigation"
    page.keyboard.press("Space")
    page.locator(PRESENT).wait_for(state="visible")
    page.keyboard.press("Space")
    page.locator(PRESENT).wait_for(state="hidden")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_button_turns_the_page_dark_or_light_and_the_choice_is_kept(book, open_page, scheme):
    other = "dark" if scheme == "light" else "light"
    page = open_page(STORY, color_scheme=scheme)
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


def test_the_contents_mark_the_section_that_is_read(open_page):
    page = open_page(STORY, viewport={"width": 1500, "height": 900})
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


def test_the_way_back_up_is_a_round_button_in_the_corner_once_the_reader_turns_back(open_page):
    page = open_page(STORY)
    back = page.get_by_role("link", name="Back to top")
    page.mouse.wheel(0, 3000)
    page.wait_for_timeout(200)
    assert not back.is_visible()
    page.mouse.wheel(0, -300)
    back.wait_for(state="visible")
    box = back.bounding_box()
    assert (box["width"], box["height"]) == (44, 44)
    assert box["x"] > 1280 - 80
    assert box["y"] > 900 - 80
    back.click()
    page.wait_for_function("() => scrollY === 0")


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
