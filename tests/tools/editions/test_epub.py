"""The EPUB: valid, complete and without scripts."""

import re
import zipfile
from xml.etree import ElementTree

import pytest

from publishing.core.project import ROOT
from publishing.markup.mathml import mathml
from tests.copies import one_page
from tests.java import carried, run
from tools.editions.epub import make
from tools.editions.html_chapters import read, site_pages

NAMES = {
    "x": "http://www.w3.org/1999/xhtml",
    "svg": "http://www.w3.org/2000/svg",
    "opf": "http://www.idpf.org/2007/opf",
    "epub": "http://www.idpf.org/2007/ops",
}
DRAWING, EVIDENCE = 'class="book-figure-wide"><svg', '<span class="evidence evidence-'
"""How a drawing and a piece of evidence begin in the site's pages."""


@pytest.fixture(scope="module")
def epub(site):
    """The published file."""
    return next(site.glob("*.epub"))


@pytest.fixture(scope="module")
def documents(epub):
    """Its files that are XML, parsed, by name."""
    with zipfile.ZipFile(epub) as archive:
        return {
            name.removeprefix("book/"): ElementTree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith((".xhtml", ".opf"))
        }


def faults(file):
    """What EPUBCheck says of a file: faults of any weight, a line each."""
    said = run(carried("epubcheck", "epubcheck.jar"), str(file))
    text = said.stdout + said.stderr
    assert "EPUBCheck completed" in text, text
    return [line for line in text.splitlines() if line.startswith(("FATAL", "ERROR", "WARNING"))]


def test_epubcheck_finds_no_error_and_no_warning(epub):
    assert faults(epub) == []


def test_epubcheck_finds_a_broken_link_and_nothing_wrong_with_a_formula(tmp_path, edition):
    one_page(
        tmp_path,
        f'<article><section id="a"><h1>A</h1><p><a href="#b">B</a> {mathml("n - 1")}</p>'
        "<button>Press</button></section></article>",
    )
    chapters = read(tmp_path, tmp_path, homepage=edition.home)
    (fault,) = faults(make(chapters, tmp_path, edition))
    assert "RSC-012" in fault


def test_every_chapter_stands_in_the_spine_and_in_the_contents_in_order(documents):
    toc = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    listed = re.findall(r"\b(?:root|file): (?:chapters/)?([\w-]+)\n", toc)
    wanted = [f"{name}.xhtml" for name in listed]  # no page of a unit
    assert len(wanted) >= 18
    package = documents["package.opf"]
    files = {each.get("id"): each.get("href") for each in package.iterfind(".//opf:item", NAMES)}
    spine = [files[each.get("idref")] for each in package.iterfind(".//opf:itemref", NAMES)]
    assert spine == ["cover.xhtml", "contents.xhtml", *wanted]
    contents = documents["contents.xhtml"].find(".//x:nav", NAMES)
    assert [each.get("href") for each in contents.iterfind(".//x:a", NAMES)] == wanted


def test_every_drawing_is_there_as_svg_and_nothing_is_a_script(site, documents):
    wanted = {
        page.name: (site / page.file).read_text(encoding="utf-8").count(DRAWING)
        for page in site_pages(ROOT)
    }
    assert sum(wanted.values()) >= 5
    for name, number in wanted.items():
        document = documents[f"{name}.xhtml"]
        figures = document.findall(".//x:figure", NAMES)
        drawn = [figure for figure in figures if figure.findall(".//svg:svg", NAMES)]
        assert len(drawn) == number, name
        assert not [element for element in document.iter() if element.tag.endswith("script")]
        assert "var(" not in ElementTree.tostring(document, encoding="unicode")


def test_every_piece_of_evidence_leads_to_a_note_and_the_note_back(site, documents):
    seen = 0
    for page in site_pages(ROOT):
        document = documents[f"{page.name}.xhtml"]
        ids = {element.get("id"): element for element in document.iter() if element.get("id")}
        references = [
            each for each in document.iter() if each.get(f"{{{NAMES['epub']}}}type") == "noteref"
        ]
        assert len(references) == (site / page.file).read_text(encoding="utf-8").count(EVIDENCE)
        for reference in references:
            note = ids[reference.get("href").partition("#")[2]]
            back = note.find(".//x:a[@role='doc-backlink']", NAMES)
            assert back.get("href").partition("#")[2] in ids
            seen += 1
    assert seen > 700


def test_it_says_how_it_can_be_read(documents):
    said = {
        (each.get("property"), each.text)
        for each in documents["package.opf"].iterfind(".//opf:meta", NAMES)
    }
    assert ("schema:accessMode", "textual") in said
    assert ("schema:accessModeSufficient", "textual") in said
    assert ("schema:accessibilityFeature", "longDescription") in said
    assert ("schema:accessibilityHazard", "none") in said


def test_its_first_file_says_what_it_is_and_is_not_packed(epub):
    """The format asks for it, and EPUBCheck does not see a first file that is packed."""
    with zipfile.ZipFile(epub) as archive:
        first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
