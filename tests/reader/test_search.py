"""The search page: a field of its own, sentences of its own, and results as a reader would read."""

from __future__ import annotations

import re

import pytest

from tests.site import parsed, published

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def book(site):
    """The address of the site, served below the path of its homepage."""
    with published(site) as found:
        yield found


@pytest.fixture
def searched(new_page, book):
    """Open the search page on a phone, with or without a question."""

    def open_page(query="", javascript=True):
        page = new_page(java_script_enabled=javascript, **PHONE)
        page.goto(f"{book}search.html{query}")
        return page

    return open_page


def results(page):
    """The texts of all results, once each has its summary."""
    page.wait_for_function(
        "() => document.querySelectorAll('ul.search > li').length"
        " && document.querySelectorAll('ul.search > li').length"
        " === document.querySelectorAll('ul.search .context').length"
    )
    return page.locator("ul.search > li").all_inner_texts()


PLANTED = """<article><h1>Title</h1><p>There were <span class="evidence">
<a>400</a><button class="evidence-tap"></button><sup class="note-number">8</sup><span class="card"
>Replies still owed</span></span> replies.</p><dl><dt>Kind</dt><dd>concern</dd><dt>Said by</dt>
<dd>inspectorate</dd></dl><ul><li>One.</li><li>Two.</li></ul><svg><text>0</text><text>20</text>
</svg><details class="source-notes">400: replies</details></article>"""


def test_no_number_of_a_result_has_the_number_of_a_note_grown_onto_it(searched):
    page = searched("?q=backlog")
    found = results(page)
    assert len(found) > 5
    assert any(re.search(r"\b400\b", each) for each in found)
    assert [each for each in found if "4008" in each or "Kindconcern" in each] == []
    read = page.evaluate("html => Search.htmlToText(html, '')", PLANTED)
    assert read == "There were 400 replies. Kind: concern; Said by: inspectorate; One. Two."


def test_a_summary_cuts_no_word(searched):
    page = searched("?q=caseload")
    long = f"<article><p>{'beforehand ' * 60}needle {'afterwards ' * 60}</p></article>"
    make = "html => Search.makeSearchSummary(html, ['needle'], '').textContent"
    words = page.evaluate(make, long).split()
    assert (words[0], words[-1]) == ("…", "…")
    assert set(words[1:-1]) == {"beforehand", "needle", "afterwards"}


def test_the_page_says_what_was_looked_for_and_how_much_was_found(searched):
    page = searched("?q=backlog")
    found = results(page)
    said = page.locator("article [role=status]").inner_text()
    assert said == f"{len(found)} places found for “backlog”, the best first."
    assert page.locator("article :is(h1, h2, h3)").all_inner_texts() == ["Search"]
    assert page.get_by_label("A word, a name or an abbreviation").input_value() == "backlog"
    assert not page.locator("#search-hint").is_visible()


def test_nothing_found_is_said_and_leads_on(searched):
    page = searched("?q=zebra%20crossing")
    status = page.locator("article [role=status]")
    page.wait_for_function(
        "() => document.querySelector('[role=status]').textContent.includes('found')"
    )
    assert status.inner_text() == "Nothing in the book was found for “zebra crossing”."
    ways = page.locator("#search-hint a")
    assert [each.get_attribute("href") for each in ways.all()] == [
        "chapters/every-number.html",
        "chapters/glossary.html",
    ]
    assert page.locator("#search-hint").is_visible()


def test_a_phone_has_a_field_in_the_page_that_searches(searched):
    page = searched()
    field = page.get_by_label("A word, a name or an abbreviation")
    assert field.is_visible()
    assert field.input_value() == ""
    assert field.bounding_box()["height"] >= 44
    field.fill("caseload")
    page.locator("article").get_by_role("button", name="Search").tap()
    page.wait_for_url("**/search.html?q=caseload")
    assert len(results(page)) > 3


def test_without_javascript_there_is_no_field_that_does_nothing(searched):
    page = searched(javascript=False)
    assert "Search needs JavaScript" in page.locator("article").inner_text()
    assert not page.locator(".search-form").is_visible()


def test_a_word_that_is_code_is_shown_and_not_run(searched):
    page = searched("?q=%3Cimg%20src%3Dx%3E")
    page.wait_for_function(
        "() => document.querySelector('[role=status]').textContent.includes('found')"
    )
    assert "“<img src=x>”" in page.locator("article [role=status]").inner_text()
    assert page.locator("article img").count() == 0


def test_the_ways_on_lead_to_pages_that_there_are(site):
    links = [a["href"] for a in parsed(site / "search.html").select("article a")]
    assert len(links) == 4
    assert all((site / each).is_file() for each in links)
