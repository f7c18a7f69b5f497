"""What does not hang on one engine, in all three: ``make browsers``, and weekly.

Written against what a reader meets: what is visible, where the focus is, what a name says.
"""

import pytest

from tests import engines
from tests.engines import until
from tests.site import KINDS

pytestmark = pytest.mark.weekly

LISTEN = """(() => { window.faults = [];
  addEventListener("error", (event) => faults.push(String(event.message)), true);
  return true; })()"""
MARKED = """[...document.querySelectorAll("article .evidence-link")].filter((link) =>
    document.documentElement.classList.contains("all-sources")
    || !link.closest(".evidence-quiet")).map((link) => {
  const style = getComputedStyle(link);
  return [link.parentElement.className.split(" ")[1], style.textDecorationLine,
          style.textDecorationStyle]; })"""


@pytest.fixture(scope="module", params=engines.NAMES)
def engine(request, tmp_path_factory):
    """Each engine in turn. One that is not installed fails: a skipped engine is an untested one."""
    assert engines.missing(request.param) == ""
    with engines.started(request.param, tmp_path_factory.mktemp("profile")) as running:
        running.resize(1280, 900)
        yield running


@pytest.mark.parametrize("kind", [each for each in KINDS if each not in ("card to embed", "moved")])
def test_each_kind_of_page_opens_with_its_script_and_does_not_scroll_sideways(engine, book, kind):
    engine.resize(1280, 900)
    engine.open(book + KINDS[kind])
    assert engine.run("document.querySelector('h1').textContent.trim().length > 3")
    assert engine.run("document.body.dataset.theme") == "auto"  # the inline script was allowed
    assert not engine.run("document.documentElement.classList.contains('no-js')")
    for width in (1280, 390):
        engine.resize(width, 900)
        # Opened at that width: WebKit keeps the old scroll width when a window is made narrow,
        # until anything is laid out again.
        engine.open(book + KINDS[kind])
        over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert engine.run(over) <= 0, width


def test_each_kind_of_mark_is_told_from_plain_text(engine, book):
    kinds = set()
    for page in ("chapters/inspection-2024.html", "chapters/what-changed.html", "index.html"):
        engine.open(book + page)
        shown = []
        for _ in ("as the page opens", "all sources"):
            marks = engine.run(MARKED)
            for kind, line, style in marks:
                assert (line, style) == ("underline", "dotted"), (page, kind)
                kinds.add(kind)
            shown.append(len(marks))
            engine.run("(document.querySelector('.sources-switch button').click(), true)")
        assert 3 < shown[0] <= shown[1]
        engine.run("(localStorage.clear(), true)")
    assert {"evidence-fact", "evidence-finding", "evidence-term"} <= kinds
    plain = "getComputedStyle(document.querySelector('article p')).textDecorationLine"
    assert engine.run(plain) == "none"


LINK = "document.querySelector('article p .evidence-link')"
SHOWN = "[...document.querySelectorAll('.card')].filter((card) => card.checkVisibility()).length"


def test_a_click_or_enter_opens_a_card_and_the_same_again_or_escape_closes_it(engine, book):
    engine.open(f"{book}chapters/inspection-2024.html")
    assert engine.run(SHOWN) == 0
    expanded = f"{LINK}.getAttribute('aria-expanded')"
    for shown in ("true", "false"):
        # What is said of the link follows in the same turn: no wait here.
        assert engine.run(f"({LINK}.click(), {expanded})") == shown
        assert until(engine, f"{SHOWN} === {int(shown == 'true')}")
    engine.run(f"({LINK}.focus(), true)")
    for key, shown in (("Enter", 1), ("Enter", 0), ("Enter", 1), ("Escape", 0)):
        engine.press(key)
        assert until(engine, f"{SHOWN} === {shown}"), (key, shown)
    assert engine.run(expanded) == "false"
    assert engine.run("location.pathname").endswith("/chapters/inspection-2024.html")


def test_without_the_script_the_address_opens_the_card(engine, book):
    engine.open(f"{book}chapters/inspection-2024.html")
    engine.run("(document.documentElement.classList.remove('pins-cards'), true)")
    engine.run(f"(location.hash = {LINK}.hash, true)")
    assert until(engine, f"{SHOWN} === 1")
    engine.run("(location.hash = '#', true)")
    assert until(engine, f"{SHOWN} === 0")


def test_the_theme_button_changes_the_page_and_is_remembered(engine, book):
    engine.open(f"{book}index.html")
    ground = "getComputedStyle(document.body).backgroundColor"
    before = engine.run(ground)
    click = "([...document.querySelectorAll('.theme-toggle')].find((one) => one.checkVisibility())"
    engine.run(f"{click}.click(), true)")
    assert engine.run(ground) != before
    chosen = engine.run("document.body.dataset.theme")
    engine.open(f"{book}chapters/glossary.html")
    assert engine.run("document.body.dataset.theme") == chosen
    engine.run("(localStorage.clear(), true)")


def test_the_search_finds_words_and_figures(engine, book):
    for query in ("caseload", "1,297"):
        engine.open(f"{book}search.html?q={query}")
        assert until(engine, "document.querySelectorAll('ul.search > li > a').length >= 3"), query
        said = engine.run("document.querySelector('article [role=status]').textContent")
        assert "the best first" in said


def test_the_filter_ignores_quotation_marks_and_the_order_of_words(engine, book):
    engine.open(f"{book}chapters/every-finding.html")
    engine.run("(document.querySelector('.entries-filter button').click(), true)")
    for words in ("managers\\' oversight", "abuse  domestic"):
        engine.run(
            "((field) => { field.value = '" + words + "'; "
            "field.dispatchEvent(new Event('input')); return true; })"
            "(document.querySelector('.entries-filter input'))"
        )
        left = engine.run("document.querySelectorAll('.entry:not([hidden])').length")
        assert left >= 1, words


def test_the_rules_for_paper_are_understood(engine, book):
    engine.open(f"{book}index.html")
    rules = (
        "[...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])"
        ".filter((rule) => rule.media?.mediaText === 'print')"
        ".flatMap((rule) => [...rule.cssRules]).length"
    )
    assert engine.run(rules) > 30


def test_a_fault_in_a_script_would_be_heard(engine, book):
    engine.open(f"{book}index.html")
    engine.run(LISTEN)
    engine.run("(setTimeout(() => { throw new Error('planted'); }), true)")
    assert until(engine, "window.faults.some((fault) => fault.includes('planted'))")
