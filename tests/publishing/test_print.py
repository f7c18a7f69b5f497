"""A page sent to a printer: A4, the text and its notes, and nothing that only a screen can use."""

from __future__ import annotations

import pypdfium2
import pytest

from tests.publishing.test_pdf import A4, squeezed, text_of
from tests.site import parsed

SCREEN = (".sidebar-drawer", ".toc-drawer", ".related-pages", ".back-to-top")
PAGES = ("index", "chapters/keeping-people-safe", "chapters/glossary")


@pytest.fixture(scope="module", params=PAGES)
def printed(request, site, address, browser, tmp_path_factory):
    """A page's HTML, and what a reader in the dark theme gets from the printer."""
    file = tmp_path_factory.mktemp("print") / "page.pdf"
    tab = browser.new_page(color_scheme="dark", viewport={"width": 390, "height": 844})
    tab.goto(f"{address}/{request.param}.html")
    tab.pdf(path=file, prefer_css_page_size=True)
    tab.close()
    return parsed(site / f"{request.param}.html"), file


def test_the_paper_is_a4_and_holds_the_text_with_every_note(printed):
    page, file = printed
    with pypdfium2.PdfDocument(file) as document:
        assert {tuple(round(each) for each in sheet.get_size()) for sheet in document} == {A4}
    text = squeezed("".join(text_of(file)))
    headings = page.select("article h2")
    notes = page.select(".source-notes li b")
    assert len(headings) >= 5
    assert len(notes) >= 3
    for each in page.select("article .headerlink"):
        each.decompose()
    for each in headings + notes:
        assert squeezed(each.get_text()) in text
    assert "Thispage:http" in text


def test_nothing_that_only_a_screen_can_use_is_printed(printed):
    page, file = printed
    text = squeezed("".join(text_of(file)))
    words = [squeezed(each.get_text()) for part in SCREEN for each in page.select(part)]
    words += [squeezed(page.select_one(".skip-to-content").get_text()), "¶"]
    assert len(words) >= 4
    assert [each for each in words if each and each in text] == []
    assert "#:~:text" not in text


def test_it_is_dark_on_white_whatever_the_theme(printed):
    with pypdfium2.PdfDocument(printed[1]) as document:
        picture = document[0].render(scale=0.25).to_pil().convert("L")
    levels = picture.histogram()
    assert sum(levels[240:]) > 0.8 * sum(levels)
