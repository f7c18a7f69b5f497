"""A page sent to a printer: A4, the text and its notes, and nothing that only a screen can use."""

import pypdfium2
import pytest

from publishing.figures.html import LONG_TABLE
from tests.pdfs import A4, squeezed, text_of
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
    assert len(headings) >= 3
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
    assert [word for word in words if word and word in text] == []
    assert "#:~:text" not in text


@pytest.fixture
def on_paper(open_page):
    """Open a page as a printer gets it."""

    def opened(name):
        page = open_page(f"{name}.html", color_scheme="dark")
        page.emulate_media(media="print")
        return page

    return opened


def lines_across(sheet):
    """How many lines run across more than six tenths of a sheet."""
    picture = sheet.render(scale=2).to_pil().convert("L")
    width, height = picture.size
    dark = [
        sum(picture.crop((0, row, width, row + 1)).histogram()[:170]) > 0.6 * width
        for row in range(height)
    ]
    return sum(now and not before for before, now in zip([False, *dark], dark, strict=False))


NO_LINES = """.blank, .blank-long::before, .blank-long::after {
    border-color: transparent !important }"""


def test_a_worksheet_printed_without_backgrounds_has_every_line_to_write_on(
    site, on_paper, tmp_path
):
    tab = on_paper("chapters/teach-with-this")

    def printed(name):
        file = tmp_path / name
        tab.pdf(path=file, prefer_css_page_size=True, print_background=False)
        with pypdfium2.PdfDocument(file) as document:
            return sum(map(lines_across, document))

    page = parsed(site / "chapters/teach-with-this.html")
    short, long, boxes = (len(page.select(f".blank-{each}")) for each in ("short", "long", "draw"))
    assert short > 2
    assert long > 5
    assert boxes > 0
    lines = printed("sheet.pdf")
    tab.add_style_tag(content=NO_LINES)
    assert lines - printed("without.pdf") == short + 3 * long + 2 * boxes
    assert page.select_one(".blank").get_text() == "room to write"
    seen = tab.locator(".blank .visually-hidden").first.bounding_box()
    assert (seen["width"], seen["height"]) == (1, 1)


def used(sheet):
    """How far down a sheet something is printed, as a share of its height."""
    picture = sheet.render(scale=0.3).to_pil().convert("L").point(lambda level: level < 200)
    return picture.getbbox()[3] / picture.height


def test_no_sheet_but_the_last_stays_half_empty(on_paper, tmp_path):
    """The theme would keep each table and each list whole, on the next sheet if need be."""
    file = tmp_path / "page.pdf"
    on_paper("chapters/what-changed").pdf(path=file, prefer_css_page_size=True)
    with pypdfium2.PdfDocument(file) as document:
        filled = [used(sheet) for sheet in document]
    assert len(filled) > 5
    assert min(filled[:-1]) > 0.7


def test_what_a_figure_says_in_words_is_left_out_where_picture_and_table_are_printed(on_paper):
    tab = on_paper("chapters/keeping-people-safe")
    figures = tab.locator(".book-figure-words").count()
    assert figures >= 2
    assert tab.locator(".book-figure-words:visible").count() == 0
    assert tab.locator(".book-figure-table:visible").count() == figures


def test_a_table_of_many_rows_is_left_out_and_paper_says_where_it_lies(on_paper):
    tab = on_paper("chapters/your-area")
    rows = tab.locator(".book-figure-table").evaluate_all("all => all.map(e => e.rows.length - 1)")
    seen = tab.locator(".book-figure-table:visible").count()
    assert max(rows) > 100
    assert seen == sum(many <= LONG_TABLE for many in rows) > 0
    said = tab.locator(".book-figure .paper-only:visible").all_inner_texts()
    assert len(said) == len(rows) - seen
    assert said[0].startswith("Its table, ")
    assert all("https://" in each and each.endswith(".csv") for each in said)


def test_each_step_of_a_grade_keeps_its_tone_on_paper(on_paper):
    steps = on_paper("index").locator(".grades .ladder li")
    look = "all => all.map(each => getComputedStyle(each, '::before').printColorAdjust)"
    tones = steps.evaluate_all(look)
    assert tones == ["exact"] * 8


def test_what_stands_below_an_entry_stays_with_it_and_bears_no_sign_to_press(on_paper):
    folds = on_paper("chapters/every-number").locator(".entry > .fold")
    looks = folds.evaluate_all(
        "all => all.map(each => [getComputedStyle(each).breakBefore,"
        "getComputedStyle(each.querySelector('summary')).listStyleType])"
    )
    assert len(looks) > 20
    assert {tuple(look) for look in looks} == {("avoid", "none")}


def test_it_is_dark_on_white_whatever_the_theme(printed):
    with pypdfium2.PdfDocument(printed[1]) as document:
        picture = document[0].render(scale=0.25).to_pil().convert("L")
    levels = picture.histogram()
    assert sum(levels[240:]) > 0.7 * sum(levels)
