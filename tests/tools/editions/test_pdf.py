"""The PDF: A4, tagged, outlined; its page numbers right, every number in it, every link alive."""

import re
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest

from inspections.errors import UserError
from inspections.language import wording
from publishing.core.project import ROOT
from publishing.records.edition import file_name
from tests.book import register
from tests.by_hand import says
from tests.pdfs import A4, made_in_thread, outline, small, squeezed, text_of
from tools.editions import pdf as printing
from tools.editions.html_chapters import Chapter, site_pages

MARGIN = 50
"""Height in points of the strip at the foot that has nothing but the page's number."""


@pytest.fixture(scope="module")
def file(site):
    """The published file."""
    return site / file_name(register(), "pdf")


@pytest.fixture(scope="module")
def pdf(file):
    with pikepdf.open(file) as opened:
        yield opened


@pytest.fixture(scope="module")
def texts(file):
    """The text of each page, spaces and line ends as one space."""
    return text_of(file)


@pytest.fixture(scope="module")
def feet(file):
    """The text in the bottom margin of each page."""
    with pypdfium2.PdfDocument(file) as document:
        return [page.get_textpage().get_text_bounded(top=MARGIN).strip() for page in document]


def destinations(pdf, page):
    """The page numbers to which the links of a page lead, those inside the book."""
    numbers = {str(each.objgen): number for number, each in enumerate(pdf.pages, start=1)}
    links = [each for each in pdf.pages[page - 1].get("/Annots", []) if "/Dest" in each]
    return [numbers[str(pdf.Root.Dests[link.Dest][0].objgen)] for link in links]


def contents_pages(pdf):
    """The pages of the contents: from the second to the one before the first chapter."""
    return range(2, destinations(pdf, 2)[0])


def beginnings(pdf):
    """The page numbers to which the contents lead, in order."""
    return [number for page in contents_pages(pdf) for number in destinations(pdf, page)]


def contents_faults(pdf, texts, titles):
    """What is wrong with the contents: each title with its number, and both right."""
    found = []
    contents = squeezed("".join(texts[page - 1] for page in contents_pages(pdf)))
    for title, page in zip(titles, dict.fromkeys(beginnings(pdf)), strict=True):
        if f"{squeezed(title)}{page}" not in contents:
            found.append(f"'{title}' begins on page {page}; the contents say otherwise")
        if squeezed(title) not in squeezed(texts[page - 1]):
            found.append(f"'{title}' does not stand on page {page}")
    return found


@pytest.fixture(scope="module")
def titles(site):
    """The title of every page of the book, in reading order."""
    found = []
    for page in site_pages(ROOT):
        heading = re.search(
            "<h1>(.*?)<a class", (site / page.file).read_text(encoding="utf-8"), re.DOTALL
        )
        found.append(" ".join(heading[1].split()))
    assert len(found) >= 18
    return found


def test_it_is_tagged_in_its_language_and_says_what_it_is(pdf):
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.StructTreeRoot.K
    assert str(pdf.Root.Lang) == "en-GB"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.docinfo.Title) == "Two inspections"
    assert str(pdf.docinfo.Author) == "The Two inspections project"


def test_the_worksheet_is_a_tagged_sheet_of_its_own(site):
    (file,) = site.glob("chapters/*.pdf")
    with pikepdf.open(file) as sheet:
        assert sheet.Root.MarkInfo.Marked
        assert sheet.Root.StructTreeRoot.K
        assert str(sheet.Root.Lang) == "en-GB"
        assert str(sheet.docinfo.Title) == "Worksheet"
        assert 1 <= len(sheet.pages) <= 4
        for page in sheet.pages:
            assert tuple(round(float(each)) for each in page.mediabox[2:]) == A4
    words = " ".join(text_of(file))
    assert says("domestic-abuse-information-used-2024") in words
    assert says("home-visits-not-made-2024") in words


def kinds(pdf):
    """How often each kind of tag stands in the PDF, and the words for each drawing."""
    counted, drawings, waiting = {}, [], [pdf.Root.StructTreeRoot.K]
    while waiting:
        element = waiting.pop()
        if isinstance(element, pikepdf.Array):
            waiting += list(element)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            kind = str(element.S)
            counted[kind] = counted.get(kind, 0) + 1
            if kind == "/Figure":
                drawings.append(str(element.get("/Alt", "")))
            waiting += [element.K] if "/K" in element else []
    return counted, drawings


def test_headings_tables_and_drawings_are_tagged_and_every_drawing_has_words(pdf, site):
    counted, drawings = kinds(pdf)
    assert counted["/H1"] + counted["/H2"] > len(site_pages(ROOT))
    assert counted["/TH"] > 100
    shown = sum(
        (site / page.file).read_text(encoding="utf-8").count('class="book-figure-wide"><svg')
        for page in site_pages(ROOT)
    )
    assert len(drawings) == shown >= 5
    assert all(drawings)


def test_every_page_is_a4_with_its_number_but_the_cover(pdf, feet):
    sizes = {tuple(round(float(each)) for each in page.mediabox[2:]) for page in pdf.pages}
    assert sizes == {A4}
    assert len(feet) > 50
    assert feet == ["", *(str(number) for number in range(2, len(feet) + 1))]


def test_the_outline_has_every_part_and_chapter_where_it_begins(pdf, texts, titles):
    items = outline(pdf)
    parts = [page.part for page in site_pages(ROOT) if page.part]
    top = [title for title, depth, _ in items if depth == 0]
    assert top == ["Two inspections", "Contents", titles[0], *parts]
    first = next(place for place, item in enumerate(items) if item[0] == parts[0])
    chapters = [title for title, depth, _ in items[first:] if depth == 1]
    assert chapters == titles[1:]
    for title, _, page in items:
        assert squeezed(title) in squeezed("".join(texts[page - 1 : page + 1])), title


def test_the_contents_say_where_each_chapter_begins(pdf, texts, titles):
    assert contents_faults(pdf, texts, titles) == []


def test_every_fact_stands_in_it_with_what_it_counts(texts):
    whole = squeezed("".join(re.sub(r"^\d+ ", "", text) for text in texts))
    known = register()
    missing = [
        name
        for name, fact in known.facts.items()
        if squeezed(fact.label) not in whole or squeezed(wording.say_with_unit(fact)) not in whole
    ]
    assert len(known.facts) > 80
    assert missing == []


def test_every_letter_is_embedded_and_every_drawing_is_lines(pdf):
    fonts, pictures = set(), 0
    for page in pdf.pages:
        resources = page.Resources
        pictures += sum(each.Subtype == "/Image" for each in resources.get("/XObject", {}).values())
        fonts |= {each.objgen: each for each in resources.get("/Font", {}).values()}.keys()
    assert pictures == 0
    assert fonts
    for number in fonts:
        font = pdf.get_object(number)
        described = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        held = {"/FontFile", "/FontFile2", "/FontFile3"} & set(described.FontDescriptor.keys())
        assert held, font.BaseFont


# --- planted -----------------------------------------------------------------------------------


@pytest.fixture
def chapters():
    names = {"one": "", "two": "A part", "three": ""}
    return [small(name, part, leads=["one"]) for name, part in names.items()]


def test_each_chapter_has_its_title_at_the_head_and_a_reference_the_number_of_its_page(
    chapters, edition, tmp_path
):
    (made,) = made_in_thread(chapters, tmp_path, edition)
    texts = text_of(made)
    for number, chapter in enumerate(chapters, start=3):
        assert texts[number - 1].count(chapter.title) == 2, "the heading, and the running head"
    assert "To one (p. 3)" in texts[3]
    assert "(p." not in texts[2]  # a chapter's link to itself needs none


def test_a_picture_is_printed_once_and_its_words_go_with_the_drawing(edition):
    body = ElementTree.fromstring(
        '<section id="a"><h1>A</h1><figure><p id="t">Title</p>'
        '<div><svg role="img" aria-labelledby="t" aria-describedby="w"/></div>'
        '<div class="unfolded book-figure-words"><p id="w">Two rows.</p></div>'
        '<div class="unfolded"><table><tr><td>7</td></tr></table></div></figure></section>'
    )
    text = printing.document([Chapter("a", "A", "", body)], edition, {})
    assert 'aria-label="Title Two rows."' in text
    assert "<table" not in text
    assert text.count("Two rows.") == 1
    assert len(list(body.iter("table"))) == 1, "what the EPUB is made of stays as it was"


def test_a_wrong_number_in_the_contents_is_seen(chapters, edition, tmp_path, monkeypatch):
    write = printing.document
    monkeypatch.setattr(
        printing,
        "document",
        lambda book, said, numbers: write(book, said, numbers and {**numbers, "two": 9}),
    )
    (made,) = made_in_thread(chapters, tmp_path, edition)
    with pikepdf.open(made) as pdf:
        found = contents_faults(pdf, text_of(made), [chapter.title for chapter in chapters])
    assert found == ["'Chapter two' begins on page 4; the contents say otherwise"]


def test_pages_that_move_when_their_numbers_are_filled_in_are_refused(
    chapters, edition, tmp_path, monkeypatch
):
    write = printing.document
    taller = '<section style="break-before: page">More</section><div class="chapter'
    monkeypatch.setattr(
        printing,
        "document",
        lambda book, said, numbers: (
            write(book, said, numbers).replace('<div class="chapter', taller, 1)
            if numbers
            else write(book, said, numbers)
        ),
    )
    with pytest.raises(UserError, match="contents would name wrong ones. .* reword a title"):
        made_in_thread(chapters, tmp_path, edition)
