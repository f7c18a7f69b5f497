"""What each page of the story and of the evidence must have, read from the pages as built."""

import re
from collections import Counter
from copy import copy
from urllib.parse import unquote, urldefrag

import pytest
import yaml
from bs4 import BeautifulSoup

from inspections.register import Inspection
from publishing.core.project import ROOT
from tests.book import register
from tests.site import article
from tools.new_page import pages_of_inspections

PARTS = ("The story", "The evidence")
HIDDEN = (
    ".card, .note-number, .source-notes, .headerlink, .evidence-tap, details, script, style, "
    ".book-figure-narrow"
)
"""What a reader of the running text does not see: cards, notes, folds, and of the two drawings of a
figure the one for narrow screens, which has the same words again."""

WORDS_A_MINUTE = 230
"""An unhurried pace of silent reading."""
MINUTES = 7
LEAD = 90
"""Words at most before the first heading's second paragraph: the news comes first."""
LIMITS = 3
"""Lines at most of the box that says what cannot be said."""
LABEL = 3
"""Words at most of a page's name in the menu."""
REMARKS = 50
"""Remarks at most, on all pages together, that something is not known."""
NOT_KNOWN = re.compile(
    r"\b(?:(?:is|are|was|were) not (?:known|stated)|not known|"
    r"we (?:do not|don't|cannot|can't) (?:know|say|tell)|no source|nobody (?:says|can)|"
    r"(?:we )?(?:have not|haven't) (?:seen|found)|"
    r"(?:does|do) not say|not found|nothing we read|we found no)\b",
    re.IGNORECASE,
)

MANY = 5
"""Concerns of one inspection from which a page owes its reader the other side."""
FAIR = ("strength", "reply")
"""What the other side is."""

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
    return sorted(anchor.removeprefix("finding-") for anchor in anchors)


# --- the elements, each a function from a page to its faults -----------------------------------


def lead_faults(page: BeautifulSoup) -> list[str]:
    """Return whether the first paragraph is missing or too long to be the news."""
    first = without(page, HIDDEN).select_one("section > p")
    if first is None:
        return ["no first paragraph"]
    length = words(first.get_text())
    return [] if length <= LEAD else [f"the first paragraph has {length} words"]


def limits_faults(page: BeautifulSoup) -> list[str]:
    """Return what is wrong with the one box on what cannot be said."""
    boxes = without(page, HIDDEN).select(".admonition.limits")
    if len(boxes) != 1:
        return [f"{len(boxes)} boxes on what we can't say, not one"]
    text = " ".join(each.get_text() for each in boxes[0].select("p:not(.admonition-title)"))
    lines = [line for line in re.split(r"(?<=[.?!])\s+", text.strip()) if line]
    return [] if len(lines) <= LIMITS else [f"the box on limits has {len(lines)} lines"]


def next_page_faults(page: BeautifulSoup, following: str) -> list[str]:
    last = [each for each in page.select("p") if each.get_text().startswith("Next:")]
    links = [urldefrag(each["href"])[0] for each in last[-1].select("a")] if last else []
    wanted = following.rpartition("/")[2] + ".html"
    return [] if links == [wanted] else [f"the next page is {links}, not {wanted}"]


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
                for tone in FAIR
                if not tones[tone]
            ]
    return found


CHECKS = (
    lead_faults,
    limits_faults,
    length_faults,
    fairness_faults,
)

# --- the pages ---------------------------------------------------------------------------------


MENU = [
    (part["caption"], chapter["file"], chapter["title"])
    for part in yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))["parts"]
    for chapter in part["chapters"]
]
"""Each page with the part that it stands in and its label, as the menu has them."""

LABELS = {name: label for _, name, label in MENU}
STORY = [name for part, name, _ in MENU if part in PARTS]


@pytest.fixture(scope="module")
def pages(site):
    return {name: article(site / f"{name}.html") for name in STORY}


@pytest.mark.parametrize("check", CHECKS, ids=lambda each: each.__name__)
def test_every_page_of_story_and_evidence_has_its_elements(pages, check):
    assert len(pages) >= 8
    faults = {name: check(page) for name, page in pages.items()}
    assert {name: found for name, found in faults.items() if found} == {}


def test_every_page_leads_to_the_next(pages):
    following = dict(zip(LABELS, list(LABELS)[1:], strict=False))
    faults = {name: next_page_faults(page, following[name]) for name, page in pages.items()}
    assert {name: found for name, found in faults.items() if found} == {}
    assert len(faults) >= 8


def test_pages_with_many_concerns_are_there_to_be_fair_on(pages):
    known = register().findings
    many = [
        name
        for name, page in pages.items()
        if sum(known[each].tone == "concern" for each in cited(page)) >= MANY
    ]
    assert len(many) >= 4


# --- a page about one inspection tells its strengths and the replies to it, not its faults alone


def tones_of(inspection: Inspection) -> dict[str, str]:
    """Return the tone of every finding of an inspection, by id."""
    known = register().findings
    return {name: each.tone for name, each in known.items() if each.inspection == inspection}


def left_out(page: BeautifulSoup, inspection: Inspection) -> list[str]:
    """Return the strengths of an inspection and the replies to it that a page does not cite."""
    fair = {name for name, tone in tones_of(inspection).items() if tone in FAIR}
    return sorted(fair - set(cited(page)))


@pytest.fixture(scope="module")
def about(site):
    """Each inspection of the subject with the page about it."""
    found = [
        (register().inspection(name), article(site / f"chapters/{page.stem}.html"))
        for name, page in pages_of_inspections(ROOT, register()).items()
    ]
    assert len(found) >= 2
    return found


def test_a_page_about_an_inspection_tells_every_strength_and_every_reply(about):
    checked = 0
    for inspection, page in about:
        assert left_out(page, inspection) == [], inspection.inspection_id
        tones = Counter(tones_of(inspection).values())
        assert min(tones[tone] for tone in FAIR) >= 3
        checked += tones["strength"] + tones["reply"]
    assert checked >= 30


def test_a_strength_or_reply_left_out_would_be_seen(about):
    for inspection, page in about:
        for tone in FAIR:
            name = next(name for name, each in tones_of(inspection).items() if each == tone)
            poorer = without(page, f"a[href$='#finding-{name}']")
            assert left_out(poorer, inspection) == [name]


# --- each fault is seen ------------------------------------------------------------------------

FAULTY = {
    "<h1>Offices</h1>": (lead_faults, "no first paragraph"),
    f"<section><p>{'word ' * 91}</p></section>": (lead_faults, "the first paragraph has 91 words"),
    "<p>x</p>": (limits_faults, "0 boxes on what we can't say, not one"),
    "<div class='admonition limits'><p>One. Two. Three. Four.</p></div>": (
        limits_faults,
        "the box on limits has 4 lines",
    ),
    f"<p>{'word ' * 1840}</p>": (length_faults, "8.0 minutes to read"),
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


def test_the_words_of_a_figure_are_counted_with_one_of_its_two_drawings():
    drawings = "".join(
        f"<div class='book-figure-{width}'>{'word ' * 1840}</div>" for width in ("wide", "narrow")
    )
    page = BeautifulSoup(f"<article><figure>{drawings}</figure></article>", "html5lib")
    assert length_faults(page) == ["8.0 minutes to read"]


def test_a_wrong_next_page_would_be_seen():
    page = BeautifulSoup("<p>Next: <a href='b.html'>b</a></p>", "html5lib")
    assert next_page_faults(page, "chapters/b") == []
    assert next_page_faults(page, "chapters/c") == ["the next page is ['b.html'], not c.html"]


def test_there_are_at_most_eighteen_pages_with_short_labels():
    assert 17 <= len(LABELS) + 1 <= 18
    assert {name: text for name, text in LABELS.items() if len(text.split()) > LABEL} == {}


def test_links_between_pages_call_them_as_the_menu_does():
    names, checked = {file.rpartition("/")[2]: text for file, text in LABELS.items()}, 0
    for page in (ROOT / "index.md", *sorted(ROOT.glob("chapters/*.md"))):
        for text, target in re.findall(
            r"\[([^\]]+)\]\((?:chapters/)?([\w-]+)\.md\)", page.read_text()
        ):
            assert text == names[target], f"{page.name} calls {target} '{text}'"
            checked += 1
    assert checked >= 20


def test_what_is_not_known_is_said_seldom(site):
    pages = [article(site / "index.html")] + [article(site / f"{name}.html") for name in STORY]
    texts = [without(page, f"{HIDDEN}, figure").get_text(" ") for page in pages]
    remarks = sum(len(NOT_KNOWN.findall(text)) for text in texts)
    assert len(texts) >= 9
    assert 1 <= remarks <= REMARKS


def test_a_remark_that_something_is_not_known_is_counted():
    assert len(NOT_KNOWN.findall("It is not known. We don't know. No source says why.")) == 3
