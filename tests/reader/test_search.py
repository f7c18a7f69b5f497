"""The search page: a field of its own, sentences of its own, and results as a reader would read."""

import re
from urllib.parse import quote

import pytest

from tests.book import register
from tests.by_hand import says
from tests.devices import PHONE
from tests.tables import each_row


def results(page):
    """The texts of all results, once the page has said how many there are."""
    page.wait_for_function(
        "() => !/^Looking/.test(document.querySelector('article [role=status]').textContent)"
    )
    return page.locator("ul.search > li").all_inner_texts()


def said_when(page, status):
    page.wait_for_function(
        "words => document.querySelector('article [role=status]').textContent.includes(words)",
        arg=status,
    )
    return page.locator("article [role=status]").inner_text()


def links(page):
    """Where the results lead, in order, without the folder of the site."""
    results(page)
    hrefs = page.locator("ul.search > li > a").evaluate_all("all => all.map(a => a.href)")
    return [href.partition("/two-inspections/")[2] for href in hrefs]


PLANTED = """<article><h1>Title</h1><p>There were <span class="evidence">
<a>400</a><sup class="note-number">8</sup><span class="card"
>Replies still owed</span></span> replies.</p><dl><dt>Kind</dt><dd>concern</dd><dt>Said by</dt>
<dd>inspectorate</dd></dl><ul><li>One.</li><li>Two.</li></ul><svg><text>0</text><text>20</text>
</svg><details class="source-notes">400: replies</details></article>"""


def test_no_number_of_a_result_has_the_number_of_a_note_grown_onto_it(open_page):
    page = open_page("search.html?q=400%20responses", PHONE)
    found = results(page)
    assert len(found) > 5
    assert any(re.search(r"\b400\b", each) for each in found)
    assert [each for each in found if "4008" in each or "Kindconcern" in each] == []
    read = page.evaluate("html => Search.place(html, '').text", PLANTED)
    assert read == "There were 400 replies. Kind: concern; Said by: inspectorate; One. Two."


def test_a_summary_cuts_no_word(open_page):
    page = open_page("search.html?q=caseload", PHONE)
    long = f"<article><p>{'beforehand ' * 60}needle {'afterwards ' * 60}</p></article>"
    text = page.evaluate("html => Search.place(html, '').text", long)
    words = page.evaluate("text => Search.summary(text, 'needle')", text).split()
    assert (words[0], words[-1]) == ("…", "…")
    assert set(words[1:-1]) == {"beforehand", "needle", "afterwards"}


def test_the_page_says_what_was_looked_for_and_how_much_was_found(open_page):
    page = open_page("search.html?q=backlog", PHONE)
    found = results(page)
    said = page.locator("article [role=status]").inner_text()
    assert said == f"{len(found)} pages found for “backlog”, the best first."
    assert page.locator("article :is(h1, h2, h3)").all_inner_texts() == ["Search"]
    assert page.get_by_label("A word, a name or a figure").input_value() == "backlog"
    assert not page.locator("#search-hint").is_visible()


def test_nothing_found_is_said_and_leads_on(open_page):
    page = open_page("search.html?q=zebra%20crossing", PHONE)
    assert said_when(page, "found") == "Nothing in the book was found for “zebra crossing”."
    ways = page.locator("#search-hint a")
    assert [way.get_attribute("href") for way in ways.all()] == [
        "chapters/every-number.html",
        "chapters/glossary.html",
    ]
    assert page.locator("#search-hint").is_visible()


def test_a_phone_has_a_field_in_the_page_that_searches(open_page):
    page = open_page("search.html", PHONE)
    field = page.get_by_label("A word, a name or a figure")
    assert field.is_visible()
    assert field.input_value() == ""
    assert field.bounding_box()["height"] >= 44
    field.fill("caseload")
    page.locator("article").get_by_role("button", name="Search").tap()
    page.wait_for_url("**/search.html?q=caseload")
    assert len(results(page)) > 3


VISIBLE = "all => all.filter(each => each.checkVisibility()).map(each => each.id)"


def test_without_javascript_the_page_says_so_and_leads_on(open_page):
    page = open_page("search.html", java_script_enabled=False)
    assert page.locator("h1").inner_text() == "Search"
    assert "Search needs JavaScript" in page.locator("article").inner_text()
    assert page.locator("article :is(input, #search-hint)").evaluate_all(VISIBLE) == []
    page.locator("article noscript a", has_text="glossary").click()
    assert page.url.endswith("/chapters/glossary.html")


def test_a_word_that_is_code_is_shown_and_not_run(open_page):
    page = open_page("search.html?q=%3Cimg%20src%3Dx%3E", PHONE)
    assert "“<img src=x>”" in said_when(page, "found")
    assert page.locator("article img").count() == 0


# --- figures -----------------------------------------------------------------------------------


FIGURES = (
    *("police-replies-owed-2024", "people-community-sentences-2024"),
    *("domestic-abuse-information-used-2024", "caseload-total-2024"),
)


@pytest.mark.parametrize("figure", [*map(says, FIGURES)], ids=FIGURES)
def test_a_figure_is_found_and_stands_in_every_result(open_page, figure):
    found = results(open_page(f"search.html?q={figure}", PHONE))
    assert len(found) >= 3
    number = figure.split()[0]
    whole = [each for each in found if re.search(rf"(?<![\d,]){number}(?![\d])", each)]
    assert len(whole) >= len(found) - 2, found  # a summary may begin at another word
    assert re.search(rf"(?<![\d,]){number}", found[0]) or number in found[1]


def test_what_was_left_out_is_said(open_page):
    page = open_page(f"search.html?q={quote(says(FIGURES[2]))}", PHONE)
    results(page)
    said = page.locator("article [role=status]").inner_text()
    assert said.endswith("Left out as too common: of.")
    page = open_page("search.html?q=caseload", PHONE)
    results(page)
    assert "Left out" not in page.locator("article [role=status]").inner_text()


def test_a_number_inside_a_longer_one_is_not_found(open_page):
    page = open_page("search.html?q=unit", PHONE)
    results(page)
    make = "([html, query]) => Search.place(html, query).without"
    text = "<article><h1>T</h1><p>{}</p></article>"
    for number, there, expected in (("400", "1,400", True), ("400", "400.", False)):
        assert page.evaluate(make, [text.format(there), number]) is expected


# --- names of terms ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ranked(book, browser):
    """The search of the book, as its page runs it: words in, pages with places out, best first."""
    page = browser.new_page()
    page.goto(f"{book}search.html?q=unit")
    page.wait_for_function("() => typeof Search !== 'undefined' && Search.index")
    run = "words => Search.rank(words, Search.index)"
    yield lambda words: [(each["docname"], each["anchor"]) for each in page.evaluate(run, words)]
    page.close()


def test_every_other_name_of_a_term_leads_to_its_entry(ranked):
    asked = 0
    for term in register().terms.values():
        for name in filter(None, (term.term, term.abbreviation, *term.synonyms)):
            for spelling in {name, name.lower(), name.replace("’", "'")}:
                assert ("chapters/glossary", f"#term-{term.term_id}") in ranked(spelling), spelling
                asked += 1
    assert asked > 100


@pytest.mark.parametrize("name", ["PDU", "HMIP", "MAPPA", "probation delivery unit", "case"])
def test_the_entry_of_a_common_name_comes_first(ranked, name):
    (wanted,) = [
        f"#term-{each.term_id}"
        for each in register().terms.values()
        if name in (each.term, each.abbreviation)
    ]
    assert ranked(name)[0] == ("chapters/glossary", wanted)


# --- order -------------------------------------------------------------------------------------


def test_each_page_is_one_result_with_the_place_inside_it(open_page):
    found = links(open_page("search.html?q=caseload", PHONE))
    pages = [each.partition("#")[0] for each in found]
    assert len(pages) > 5
    assert len(set(pages)) == len(pages)
    assert sum("#" in each for each in found) > 3


@each_row
def test_the_story_comes_before_reference_and_lists_of_sources(open_page, query, first, later):
    pages = [link.partition("#")[0] for link in links(open_page(f"search.html?q={query}", PHONE))]
    assert pages.index(first) < 4
    assert later not in pages or pages.index(first) < pages.index(later)


# --- what can go wrong -------------------------------------------------------------------------


def test_a_list_of_words_that_does_not_load_is_said_and_leads_on(new_page, book):
    page = new_page(**PHONE)
    page.route("**/searchindex.js*", lambda route: route.abort())
    page.goto(f"{book}search.html?q=staff")
    assert "nothing was searched" in said_when(page, "could not be loaded")
    assert page.locator("#search-hint a").first.is_visible()


def test_a_list_of_another_edition_asks_for_a_reload(new_page, book):
    page = new_page(**PHONE)

    def newer(route):
        text = route.fetch().text()
        assert text.startswith('Search.setIndex({"edition": "')
        route.fulfill(
            body=re.sub(r'"edition": "[^"]*"', '"edition": "9-f"', text, count=1),
            content_type="text/javascript",
        )

    page.route("**/searchindex.js*", newer)
    page.goto(f"{book}search.html?q=staff")
    assert "Reload this page" in said_when(page, "new edition")


def test_everything_the_search_loads_later_carries_the_edition(new_page, book):
    page = new_page(**PHONE)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{book}search.html?q=staff")
    results(page)
    edition = page.locator("meta[name=edition]").get_attribute("content")
    own = [url for url in asked if ".js" in url or ".css" in url]
    assert len(own) >= 5
    assert [url for url in own if "?v=" not in url] == []
    assert any(url.endswith(f"searchindex.js?v={edition}") for url in own)
