"""A worksheet is the section of a page that leaves room to write, and stands alone."""

from functools import partial

import pytest

from tests.copies import one_page
from tools.editions.excerpts import ROOM_TO_WRITE, excerpts, worksheet
from tools.editions.html_chapters import xml

ROOM = '<span class="blank blank-short"></span>'
PAGE = """\
<article><section id="teach"><h1>Teach with this</h1><p>For teachers.</p>{before}
<section id="plan"><h2>A plan</h2><p>Twenty minutes.</p></section>
<section id="sheet"><h2>Worksheet<a class="headerlink" href="#sheet">¶</a></h2>
<section id="one"><h3>One</h3><p>{first}</p></section>
<section id="two"><h3>Two</h3><p>{second}<a href="other.html">more</a></p></section>
</section></section></article>"""


@pytest.fixture
def sheets(tmp_path):
    """Return a function that gives the worksheets of a site whose one page has these parts."""

    def of(*, first=ROOM, second=ROOM, before=""):
        one_page(tmp_path, PAGE.format(first=first, second=second, before=before))
        take = partial(excerpts, sign=ROOM_TO_WRITE, choose=worksheet)
        return take(tmp_path, tmp_path, homepage="https://example.org/")

    return of


def test_the_section_that_holds_all_room_to_write_is_the_sheet(sheets):
    (sheet,) = sheets().values()
    text = xml(sheet.body)
    assert sheet.title == "Worksheet"
    assert "One" in text
    assert "Two" in text
    assert "For teachers" not in text
    assert "A plan" not in text
    assert 'href="https://example.org/other.html"' in text


def test_room_in_a_single_part_makes_that_part_the_sheet(sheets):
    (sheet,) = sheets(first="Nothing to write.").values()
    assert "Two" in xml(sheet.body)
    assert "One" not in xml(sheet.body)


def test_room_outside_every_section_makes_the_page_the_sheet(sheets):
    (sheet,) = sheets(before=ROOM).values()
    assert sheet.title == "Teach with this"
    assert "A plan" in xml(sheet.body)


def test_a_page_without_room_to_write_is_no_sheet(sheets):
    assert sheets(first="", second="") == {}
