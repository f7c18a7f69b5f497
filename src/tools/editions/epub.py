"""Packs the book as an EPUB 3: one file a chapter, no script, nothing from anywhere else.

The same chapters give the same bytes: the files stand in a fixed order with the edition's date.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from publishing.records.edition import Edition
from tools.editions.html_chapters import XHTML, Chapter, xml

STYLE = Path(__file__).with_name("epub.css")
COVER = (1600, 2400)
"""Width and height of the cover, as libraries of reading programs ask for."""
KINDS = {"doc-noteref": "noteref", "doc-endnotes": "endnotes"}
"""What reading programs call what browsers know by a role."""
CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>\n"
)


@dataclass(frozen=True)
class File:
    """A file of the package; ``properties`` say what a reading program finds in it."""

    name: str
    kind: str
    content: bytes
    properties: str = ""

    @property
    def item_id(self) -> str:
        """Its name within the package document."""
        return re.sub(r"\W", "-", self.name)


def make(chapters: list[Chapter], workshop: Path, edition: Edition) -> Path:
    """Pack the chapters; return the file, made in ``workshop``."""
    pages = [_page(chapter, edition) for chapter in chapters]
    reading = [_cover_page(edition), _navigation(chapters, edition), *pages]
    others = [
        File("cover.png", "image/png", _cover(edition), "cover-image"),
        File("style.css", "text/css", STYLE.read_bytes()),
    ]
    package = _package(reading, others, edition)
    finished = workshop / f"{edition.name}.epub"
    _zip(finished, [*reading, *others, package], edition)
    return finished


def _document(title: str, body: str, edition: Edition) -> bytes:
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="{XHTML}" '
        f'xmlns:epub="http://www.idpf.org/2007/ops" lang="{edition.language}" '
        f'xml:lang="{edition.language}"><head><meta charset="utf-8"/>'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="style.css"/></head>'
        f"<body>{body}</body></html>\n"
    ).encode()


def _page(chapter: Chapter, edition: Edition) -> File:
    part = f'<p class="part">{escape(chapter.part)}</p>' if chapter.part else ""
    body = xml(chapter.body)
    for role, kind in KINDS.items():
        body = body.replace(f'role="{role}"', f'role="{role}" epub:type="{kind}"')
    holds = [name for name, tag in (("mathml", "<math"), ("svg", "<svg")) if tag in body]
    content = _document(chapter.title, f"{part}{body}", edition)
    return File(f"{chapter.name}.xhtml", "application/xhtml+xml", content, " ".join(holds))


def _cover_page(edition: Edition) -> File:
    alt = f"{edition.title}. {edition.subtitle}. {edition.author}"
    body = (
        '<section class="cover-page" epub:type="cover">'
        f'<img src="cover.png" alt="{escape(alt)}"/></section>'
    )
    return File("cover.xhtml", "application/xhtml+xml", _document(edition.title, body, edition))


def _navigation(chapters: list[Chapter], edition: Edition) -> File:
    lines, is_open = "", False
    for chapter in chapters:
        if chapter.part:
            lines += "</ol></li>" if is_open else ""
            lines += f"<li><span>{escape(chapter.part)}</span><ol>"
            is_open = True
        lines += f'<li><a href="{chapter.name}.xhtml">{escape(chapter.title)}</a></li>'
    lines += "</ol></li>" if is_open else ""
    imprint = "".join(f"<p>{escape(line)}</p>" for line in edition.imprint)
    body = (
        f'<nav epub:type="toc" role="doc-toc" id="toc"><h1>Contents</h1><ol>{lines}</ol></nav>'
        '<nav epub:type="landmarks" hidden="hidden"><h2>Places</h2><ol>'
        '<li><a epub:type="cover" href="cover.xhtml">Cover</a></li>'
        '<li><a epub:type="toc" href="#toc">Contents</a></li>'
        f'<li><a epub:type="bodymatter" href="{chapters[0].name}.xhtml">Start</a></li></ol></nav>'
        f"{imprint}"
    )
    content = _document("Contents", body, edition)
    return File("contents.xhtml", "application/xhtml+xml", content, "nav")


def _cover(edition: Edition) -> bytes:
    import vl_convert  # loaded here: it takes its time

    drawn: bytes = vl_convert.svg_to_png(_cover_drawing(edition), scale=1, ppi=72)
    return drawn


def _cover_drawing(edition: Edition) -> str:
    width, height = COVER
    lines = re.findall(r".{1,30}(?:\s|$)", edition.subtitle)
    subtitle = "".join(
        f'<text x="150" y="{1250 + 100 * place}" font-size="76" fill="#c4dcff">'
        f"{escape(line.strip())}</text>"
        for place, line in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'font-family="Liberation Sans"><rect width="{width}" height="{height}" fill="#123a6b"/>'
        '<path d="M150 700h800" stroke="#c4dcff" stroke-width="14" stroke-linecap="round"/>'
        '<circle cx="430" cy="700" r="46" fill="#ffffff"/>'
        '<circle cx="740" cy="700" r="46" fill="#ff9a57"/>'
        '<text x="150" y="1060" font-size="170" font-weight="bold" fill="#ffffff">'
        f"{escape(edition.title)}</text>{subtitle}"
        f'<text x="150" y="2200" font-size="56" fill="#c4dcff">{escape(edition.author)}</text>'
        "</svg>"
    )


def _package(reading: list[File], others: list[File], edition: Edition) -> File:
    """Return the package document: what the book is, what it holds, and in which order."""
    items = "".join(
        f'<item id="{each.item_id}" href="{each.name}" media-type="{each.kind}"'
        + (f' properties="{each.properties}"' if each.properties else "")
        + "/>"
        for each in (*reading, *others)
    )
    order = "".join(f'<itemref idref="{each.item_id}"/>' for each in reading)
    holds = {name for each in reading for name in each.properties.split()}
    content = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book" '
        f'xml:lang="{edition.language}"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="book">{escape(edition.home)}#{escape(edition.version)}'
        f"</dc:identifier>"
        f'<dc:title id="title">{escape(edition.title)}</dc:title>'
        '<meta refines="#title" property="title-type">main</meta>'
        f"<dc:creator>{escape(edition.author)}</dc:creator>"
        f"<dc:publisher>{escape(edition.author)}</dc:publisher>"
        f"<dc:language>{edition.language}</dc:language>"
        f"<dc:date>{edition.date}</dc:date>"
        f"<dc:description>{escape(edition.subtitle)}</dc:description>"
        f"<dc:rights>{escape(edition.imprint[-1])}</dc:rights>"
        f'<meta property="dcterms:modified">{edition.date}T00:00:00Z</meta>'
        f"{_accessibility(math='mathml' in holds)}</metadata>"
        f"<manifest>{items}</manifest><spine>{order}</spine></package>\n"
    )
    return File("package.opf", "application/oebps-package+xml", content.encode())


def _accessibility(*, math: bool) -> str:
    """Return what the book offers to those who read without seeing, in schema.org's words."""
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "alternativeText"]
    features += ["longDescription", "displayTransformability", "ARIA"]
    said: Iterable[tuple[str, str]] = [
        ("accessMode", "textual"),
        ("accessMode", "visual"),
        ("accessModeSufficient", "textual"),
        *(("accessibilityFeature", each) for each in features + ["MathML"] * math),
        ("accessibilityHazard", "none"),
        (
            "accessibilitySummary",
            "Every drawing is described in words and its numbers stand in a table beside it. "
            "Each figure leads to a note with its source.",
        ),
    ]
    return "".join(f'<meta property="schema:{name}">{escape(value)}</meta>' for name, value in said)


def _zip(finished: Path, files: list[File], edition: Edition) -> None:
    """Write the package; its kind stands first and bare, as the format asks."""
    year, month, day = map(int, edition.date.split("-"))

    def entry(name: str, *, bare: bool = False) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, (year, month, day, 0, 0, 0))
        info.create_system, info.external_attr = 3, 0o644 << 16
        info.compress_type = zipfile.ZIP_STORED if bare else zipfile.ZIP_DEFLATED
        return info

    with zipfile.ZipFile(finished, "w") as archive:
        archive.writestr(entry("mimetype", bare=True), "application/epub+zip")
        archive.writestr(entry("META-INF/container.xml"), CONTAINER)
        for each in files:
            archive.writestr(entry(f"book/{each.name}"), each.content)
