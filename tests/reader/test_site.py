"""The built site as readers meet it."""

import re
from html import escape
from urllib.parse import unquote, urldefrag

import pytest
from bs4 import BeautifulSoup

from inspections.arithmetic.number_words import typed_numerals
from inspections.language import wording
from tests.book import register
from tests.by_hand import STATED, says
from tests.site import UNITS_TRIED, article, chapters, parsed
from tools.lint.prose import without_allowed
from tools.lint.truth_rules import unused_words

GENERATED = {"every-number", "every-finding", "open-questions", "glossary"}


@pytest.fixture(scope="session")
def pages(site):
    found = sorted(site.glob("*.html")) + chapters(site)
    return [page for page in found if page.stem not in ("search", "404")]


@pytest.fixture(scope="session")
def story(pages):
    """The pages that people wrote, parsed: not those made from the data alone."""
    return {page.stem: article(page) for page in pages if page.stem not in GENERATED}


DATES_AND_GRADES = (
    *("Requires improvement", "Outstanding", "17 May 2022", "26 June 2021"),
    *("Inadequate", "May 2022"),
)
"""What the two newspaper articles say beside their numbers, as the book prints it."""


@pytest.fixture(scope="session")
def texts(story):
    return [page.get_text(" ") for page in story.values()]


@pytest.mark.parametrize("figure", [*map(says, STATED), *DATES_AND_GRADES])
def test_every_figure_of_both_articles_stands_in_a_chapter(texts, figure):
    whole = re.compile(rf"(?<![\w,]){re.escape(figure)}(?![\w,]\w)")
    assert any(map(whole.search, texts)), f"{figure} stands on no page"


def named_by_others(known):
    """The ids that another record names: as an input, in a note, or in an open question."""
    names = set()
    for rows in known.package.rows.values():
        for row in rows:
            text = " ".join(list(row.values())[1:])
            names |= set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", text))
    return names


def said_otherwise(known):
    """The facts that say in per cent, or by what is left, what a fact says that a page tells."""
    derived = [fact for fact in known.facts.values() if fact.derivation]
    return {
        each.fact_id for each in derived if each.derivation.operation in ("percent", "complement")
    }


def on_pages_of_units(site, known):
    """The findings that the page of a unit gives in full."""
    told = "".join(page.read_text(encoding="utf-8") for page in (site / "units").glob("*.html"))
    return {
        f"finding-{finding.finding_id}"
        for finding in known.findings.values()
        if escape(wording.fill(finding.statement, known), quote=False) in told
    }


def test_every_fact_and_finding_is_told_on_a_page_that_people_wrote(story, site):
    """The unit's own on a page; others there, on a unit's page, or in a record that names them."""
    known = register()
    used = set()
    for page in story.values():
        used |= {unquote(link["href"]).partition("#")[2] for link in page.select("a[href*='#']")}
    ours = {inspection.inspection_id for inspection in known.subject_inspections}
    others = named_by_others(known)
    wanted = {
        f"{kind}-{name}"
        for kind, records in (("fact", known.facts), ("finding", known.findings))
        for name, each in records.items()
        if (each.inspection and each.inspection.inspection_id in ours) or name not in others
    } - {f"fact-{name}" for name in said_otherwise(known)}
    wanted |= {f"recommendation-{name}" for name in known.recommendations}
    wanted |= {f"rating-{name}" for name in ours}
    assert len(wanted) > 200
    told = {
        name
        for name in on_pages_of_units(site, known)
        if known.findings[name.removeprefix("finding-")].inspection not in known.subject_inspections
    }
    assert 5 <= len(told) < 100
    assert wanted - used - told == set()


def test_every_internal_link_leads_to_a_page_and_an_anchor(site, pages):
    of_units = [site / "units" / f"{name}.html" for name in UNITS_TRIED]
    seen = {page.resolve(): parsed(page) for page in [*pages, *of_units, site / "search.html"]}
    anchors = {page: {node["id"] for node in html.select("[id]")} for page, html in seen.items()}
    checked = 0
    for page, html in seen.items():
        for link in html.select("a[href]"):
            address, anchor = urldefrag(link["href"])
            if re.match(r"[a-z]+:", address):
                continue
            target = (page.parent / address).resolve() if address else page
            assert target.is_file(), f"{page.name}: {link['href']}"
            if anchor and target in anchors:
                assert unquote(anchor) in anchors[target], f"{page.name}: {link['href']}"
            checked += 1
    assert checked > 1000


SAFE = (
    ".evidence, .book-figure, .source-notes, .from-data, .caption-number, .invented, .typed, "
    "pre, code, .math"
)
"""Where a number comes from the data, counts tables or minutes, or is code: elsewhere none may."""


def loose_numbers(page):
    """The numbers of a page outside evidence, figures, generated parts and allowed phrases."""
    for node in page.select(SAFE):
        node.decompose()
    text = without_allowed(page.get_text(" "), "number", register())
    return [figure.text for figure in typed_numerals(text)]


def test_no_number_on_any_page_stands_outside_the_data(pages, record_property):
    """Every number of every page is borne by a fact, a figure, a generated entry, or is a date."""
    seen = 0
    for page in pages:
        text = article(page)
        for link in text.select(".headerlink"):
            link.decompose()
        seen += len(typed_numerals(text.get_text(" ")))
        assert loose_numbers(text) == [], page.name
    assert seen > 3000
    record_property("numbers seen on pages, all from the data", seen)


def test_a_loose_number_would_be_seen():
    page = BeautifulSoup("<p>There were <b>2,611</b>.</p><p class='evidence'>22</p>", "html5lib")
    assert loose_numbers(page) == ["2,611"]


def typewriter_marks(html):
    """The words with a straight quotation mark or apostrophe that a page shows outside code."""
    for node in html.select("pre, code, script, style, textarea, .math"):
        node.decompose()
    return re.findall(r"\S*['\"]\S*", html.get_text(" "))


def test_a_straight_mark_would_be_found():
    html = BeautifulSoup("<p>King's <code>'x'</code> “fine” ‘too’</p>", "html5lib")
    assert typewriter_marks(html) == ["King's"]


OWN_QUOTATIONS = re.compile(r"“[^”]*”")


def house_words(html):
    """The words not used in this book that a page shows outside quotation marks."""
    text = OWN_QUOTATIONS.sub("", " ".join(html.get_text(" ").split()))
    return [found[0] for pattern, _ in unused_words() for found in pattern.finditer(text)]


def without_others_words(page):
    """A page without words that are not the book's own: titles of sources, code, inventions."""
    for node in page.select(
        ".invented, pre, code, script, style, .card-fragment, .fragment, cite, .source-title"
    ):
        node.decompose()
    return page


def test_every_page_has_curly_quotation_marks_and_no_word_that_the_book_does_not_use(site):
    pages = [*site.glob("*.html"), *chapters(site), *site.glob("units/*.html")]
    assert len(pages) > 130
    straight, unused = {}, {}
    for page in pages:
        html = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        straight[page.name] = typewriter_marks(html)
        unused[page.name] = house_words(without_others_words(html))
    assert {name: each for name, each in straight.items() if each} == {}
    assert {name: each for name, each in unused.items() if each} == {}


def test_a_word_that_the_book_does_not_use_would_be_found():
    html = BeautifulSoup("<dl><dt>To bear in mind</dt><dd>“mend it” <q>x</q></dd></dl>", "html5lib")
    assert house_words(html) == ["To bear in mind"]
