"""A chapter about one inspection tells its strengths and the replies to it, not its faults alone.

Which chapters are about one inspection follows from their links, not from their names.
"""

from collections import Counter
from urllib.parse import unquote, urldefrag

import pytest
from bs4 import BeautifulSoup

from tests.book import register
from tests.first_two_inspections import both
from tests.site import article, chapters as chapter_files

MOSTLY = 0.75
"""The share of a page's cited findings that makes it a page about their inspection."""

WHOLE = 0.5
"""The share of an inspection's findings that a chapter about it, not about a part, cites."""

FAIR = ("strength", "reply")


def cited(page):
    """The findings that the running text of a page links, by id."""
    links = [unquote(urldefrag(link["href"])[1]) for link in page.select("a.entry-link")]
    names = {link.removeprefix("finding-") for link in links if link.startswith("finding-")}
    return {name: register().findings[name] for name in sorted(names)}


def findings_of(inspection):
    """Every finding of an inspection in the data, by id."""
    return {
        name: each
        for name, each in register().findings.items()
        if each.inspection and each.inspection.inspection_id == inspection.inspection_id
    }


def subject(page):
    """The inspection that a page is about as a whole, or None."""
    counts = Counter(
        each.inspection.inspection_id for each in cited(page).values() if each.inspection
    )
    for inspection in register().subject_inspections:
        here = counts[inspection.inspection_id]
        mostly = here >= MOSTLY * max(1, counts.total())
        if mostly and here >= WHOLE * len(findings_of(inspection)):
            return inspection
    return None


def left_out(page, inspection):
    """The strengths of an inspection and the replies to it that a page does not cite."""
    fair = {name for name, each in findings_of(inspection).items() if each.tone in FAIR}
    return sorted(fair - cited(page).keys())


@pytest.fixture(scope="module")
def chapters(site):
    """The chapters about one inspection, with it, by stem."""
    pages = {path.stem: article(path) for path in chapter_files(site)}
    about = {stem: (page, subject(page)) for stem, page in pages.items()}
    return {stem: (page, found) for stem, (page, found) in about.items() if found}


def test_each_inspection_has_its_chapter(chapters):
    told = [inspection.inspection_id for _, inspection in chapters.values()]
    assert sorted(told) == sorted(each.inspection_id for each in register().subject_inspections)
    assert len(told) >= 2


def test_a_chapter_about_an_inspection_tells_every_strength_and_every_reply(chapters):
    checked = 0
    for stem, (page, inspection) in chapters.items():
        assert left_out(page, inspection) == [], stem
        tones = Counter(each.tone for each in findings_of(inspection).values())
        assert min(tones[tone] for tone in FAIR) >= 3
        checked += tones["strength"] + tones["reply"]
    assert checked >= 30


def test_a_strength_or_reply_left_out_is_named(chapters):
    tried = 0
    for page, inspection in chapters.values():
        for tone in FAIR:
            name = next(name for name, each in findings_of(inspection).items() if each.tone == tone)
            poorer = BeautifulSoup(str(page), "html.parser")
            for link in poorer.select(f"a.entry-link[href$='#finding-{name}']"):
                link.decompose()
            assert subject(poorer) == inspection
            assert left_out(poorer, inspection) == [name]
            tried += 1
    assert tried == 2 * len(chapters) >= 4


def test_a_page_that_cites_both_inspections_or_a_part_of_one_is_about_neither():
    first, second = (findings_of(each) for each in both(register()))

    def page(*names):
        links = "".join(f"<a class='entry-link' href='x#finding-{name}'></a>" for name in names)
        return BeautifulSoup(links, "html.parser")

    assert subject(page(*first, *second)) is None
    assert subject(page(*list(first)[:3])) is None
    assert subject(page()) is None
    assert subject(page(*first)) == both(register())[0]
