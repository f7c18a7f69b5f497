"""What each page of the story and of the evidence must have, read from the pages as built."""

from __future__ import annotations

import re
from collections import Counter
from copy import copy
from urllib.parse import unquote, urldefrag

import pytest
import yaml
from bs4 import BeautifulSoup

from inspections.register import RATINGS
from publishing.core.project import ROOT
from tests.book import register
from tests.site import article

PARTS = ("The story", "The evidence")
HIDDEN = ".card, .note-number, .source-notes, .headerlink, .evidence-tap, details, script, style"
"""What a reader of the running text does not see: cards, notes, folds."""

WORDS_A_MINUTE = 230
"""An unhurried pace of silent reading."""
MINUTES = 10
SHORT_ANSWER = 60

EVERYDAY = {
    "case": "used as anybody would, and explained further down",
    "home visit": "says what it is",
    "inspection": "says what it is",
    "probation": "what the book is about; the front page explains it",
    "recommendation": "says what it is",
}
"""Terms that a short answer may use, with the reason."""

MANY = 5
"""Concerns of one inspection from which a page owes its reader the other side."""

_WORD = re.compile(r"[^\W_]+(?:[’'.,-][^\W_]+)*")


def words(text: str) -> int:
    return len(_WORD.findall(text))


def without(page: BeautifulSoup, hidden: str) -> BeautifulSoup:
    """Return a copy of a page without some of its parts."""
    rest = copy(page)
    for each in rest.select(hidden):
        each.decompose()
    return rest


def cited(page: BeautifulSoup) -> list[str]:
    """Return the ids of the findings that a page's running text or pictures lead to."""
    anchors = {unquote(urldefrag(each["href"])[1]) for each in page.select("a[href*='#finding-']")}
    return sorted(each.removeprefix("finding-") for each in anchors)


# --- the elements, each a function from a page to its faults -----------------------------------


def title_faults(page: BeautifulSoup) -> list[str]:
    title = without(page, ".headerlink").select_one("h1").get_text(strip=True)
    return [] if title.endswith("?") else [f"the title is no question: {title}"]


def answer_faults(page: BeautifulSoup) -> list[str]:
    """Return what is wrong with the short answer; grades may stand there by name."""
    box = without(page, f"{HIDDEN}, .admonition-title").select_one(".admonition.in-short")
    if box is None:
        return ["no short answer"]
    said = box.get_text()
    found = [] if words(said) <= SHORT_ANSWER else [f"the short answer has {words(said)} words"]
    for term in register().terms.values():
        if term.term in (*EVERYDAY, *RATINGS):
            continue
        for form in filter(None, (term.term, term.abbreviation)):
            case = 0 if form != form.lower() else re.IGNORECASE
            if re.search(rf"\b{re.escape(form)}s?\b", said, case):
                found.append(f"the short answer uses the term '{form}'")
    return found


def box_faults(page: BeautifulSoup) -> list[str]:
    points = page.select(".admonition.learn li")
    return [] if len(points) in (3, 4) else [f"{len(points)} things to learn, not three or four"]


def sourcing_faults(page: BeautifulSoup) -> list[str]:
    headings = [each for each in page.select("h2") if each.get_text().startswith("How we know")]
    said = words(headings[0].parent.get_text()) if headings else 0
    return [] if said > 20 else ["no words on how we know"]


def next_page_faults(page: BeautifulSoup, following: str) -> list[str]:
    last = [each for each in page.select("p") if each.get_text().startswith("Next:")]
    links = [urldefrag(each["href"])[0] for each in last[-1].select("a")] if last else []
    wanted = following.rpartition("/")[2] + ".html"
    return [] if links == [wanted] else [f"the next page is {links}, not {wanted}"]


def picture_faults(page: BeautifulSoup) -> list[str]:
    """Return each figure whose section does not speak of a picture."""
    found = []
    for figure in page.select("figure.book-figure"):
        section = without(figure.find_parent("section"), "figure, .cell_input, section section")
        if not re.search(r"\b(?:picture|figure)s?\b", section.get_text()):
            found.append(f"no word of the text refers to {figure['id']}")
    return found


def length_faults(page: BeautifulSoup) -> list[str]:
    prose = without(page, f"{HIDDEN}, .from-data, table").get_text(" ")
    minutes = words(prose) / WORDS_A_MINUTE
    return [] if minutes <= MINUTES else [f"{minutes:.1f} minutes to read"]


def fairness_faults(page: BeautifulSoup) -> list[str]:
    """Return what a page leaves out that has many concerns of one inspection."""
    known = register().findings
    found = []
    for inspection in register().subject_inspections:
        mine = [known[each] for each in cited(page) if known[each].inspection == inspection]
        tones = Counter(each.tone for each in mine)
        if tones["concern"] >= MANY:
            found += [
                f"{tones['concern']} concerns of {inspection.year} and no {tone}"
                for tone in ("strength", "reply")
                if not tones[tone]
            ]
    return found


CHECKS = (
    title_faults,
    answer_faults,
    box_faults,
    sourcing_faults,
    picture_faults,
    length_faults,
    fairness_faults,
)

# --- the pages ---------------------------------------------------------------------------------


def order() -> list[tuple[str, str]]:
    """Return each page with the part that it stands in, as the menu has them."""
    menu = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    return [
        (part["caption"], chapter["file"]) for part in menu["parts"] for chapter in part["chapters"]
    ]


STORY = [name for part, name in order() if part in PARTS]


@pytest.fixture(scope="module")
def pages(site):
    return {name: article(site / f"{name}.html") for name in STORY}


@pytest.mark.parametrize("check", CHECKS, ids=lambda each: each.__name__)
def test_every_page_of_story_and_evidence_has_its_elements(pages, check):
    assert len(pages) >= 11
    faults = {name: check(page) for name, page in pages.items()}
    assert {name: found for name, found in faults.items() if found} == {}


def test_every_page_leads_to_the_next(pages):
    names = [name for _, name in order()]
    following = dict(zip(names, names[1:], strict=False))
    faults = {name: next_page_faults(page, following[name]) for name, page in pages.items()}
    assert {name: found for name, found in faults.items() if found} == {}
    assert len(faults) >= 11


def test_pages_with_many_concerns_are_there_to_be_fair_on(pages):
    known = register().findings
    many = [
        name
        for name, page in pages.items()
        if sum(known[each].tone == "concern" for each in cited(page)) >= MANY
    ]
    assert len(many) >= 6


# --- each fault is seen ------------------------------------------------------------------------

FAULTY = {
    "<h1>Offices</h1>": (title_faults, "the title is no question: Offices"),
    "<p>x</p>": (answer_faults, "no short answer"),
    f"<div class='admonition in-short'><p>{'word ' * 61}</p></div>": (
        answer_faults,
        "the short answer has 61 words",
    ),
    "<div class='admonition in-short'><p>Caseloads grew.</p></div>": (
        answer_faults,
        "the short answer uses the term 'caseload'",
    ),
    "<div class='admonition learn'><ul><li>a<li>b</ul></div>": (
        box_faults,
        "2 things to learn, not three or four",
    ),
    "<section><h2>How we know</h2><p>We do.</p></section>": (
        sourcing_faults,
        "no words on how we know",
    ),
    "<section><p>Words.</p><figure class='book-figure' id='fig-a'>picture</figure></section>": (
        picture_faults,
        "no word of the text refers to fig-a",
    ),
    f"<p>{'word ' * 2301}</p>": (length_faults, "10.0 minutes to read"),
    "".join(
        f"<a href='x#finding-{name}'>x</a>"
        for name, each in register().findings.items()
        if each.theme == "buildings" and each.tone == "concern"
    ): (fairness_faults, "14 concerns of 2024 and no strength"),
}


@pytest.mark.parametrize("body", FAULTY, ids=[check.__name__ for check, _ in FAULTY.values()])
def test_a_fault_of_a_page_would_be_seen(body):
    check, message = FAULTY[body]
    assert message in check(BeautifulSoup(f"<article>{body}</article>", "html5lib"))


def test_a_wrong_next_page_would_be_seen():
    page = BeautifulSoup("<p>Next: <a href='b.html'>b</a></p>", "html5lib")
    assert next_page_faults(page, "chapters/b") == []
    assert next_page_faults(page, "chapters/c") == ["the next page is ['b.html'], not c.html"]
