"""What a page may have and a slide cannot show is told by the check, not by the deck."""

from publishing.core.project import ROOT
from publishing.markup.sessions import DECK
from tests.book import register
from tests.tables import each_row
from tools.lint import markup


def said(text):
    """Line and advice of each fault of the slides, their title not counted."""
    read = markup.read(f"# Slides\n\n{text}\n", DECK.as_posix(), register(), root=ROOT)
    return [(line - 2, advice) for line, advice in read.faults]


@each_row
def test_what_no_slide_can_show_is_told_with_its_line(text, line, what):
    wanted = f"{what} cannot be shown on a slide: "
    assert [each for each in said(text) if each[0] == line and each[1].startswith(wanted)]


@each_row
def test_what_a_slide_shows_passes(text):
    assert said(text) == []


def test_a_page_may_have_what_a_slide_may_not():
    text = "# Page\n\n$x$, {sub}`x` and [words](about.md)\n"
    assert markup.read(text, "chapters/a.md", register(), root=ROOT).faults == []
