"""How to cite the book, its data and a page of it, and one BibTeX file with these and every source.

Title and project come from ``CITATION.cff``, version and date from the data package. A source
without a date says so, as Harvard and APA ask (``n.d.``). BibTeX is written by pybtex.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from docutils import nodes
from pybtex.database import BibliographyData, Entry
from sphinx.application import Sphinx

from inspections.register import Register, Source
from publishing.core.write_files import put
from publishing.downloads.data_files import DOWNLOADS_DIR, PACKAGE
from publishing.markup.fold import Fold
from publishing.markup.node_factories import bullets, link, paragraph, section
from publishing.records.edition import this_edition
from publishing.records.load_register import register_of

BIBTEX_FILE = "citations.bib"
NO_DATE = "n.d."
READ_ON = "(Accessed: the day you read it)"
PAGE_TITLE = "Title of the page"
"""Stands in the pattern for a page where its reader puts the title."""


@dataclass(frozen=True)
class Work:
    """Something that can be cited. ``year`` and ``version`` may be empty; ``part_of`` is a title.

    ``key`` names it in BibTeX and is the same for every edition.
    """

    key: str
    author: str
    title: str
    address: str
    year: str = ""
    version: str = ""
    part_of: str = ""

    @property
    def harvard(self) -> list[nodes.Node]:
        """The citation in the Harvard style of Cite Them Right."""
        head = f"{self.author} ({self.year or NO_DATE}) "
        edition = f", version {self.version}" if self.version else ""
        tail = f"{edition}. Available at: {self.address} {READ_ON}."
        return [nodes.Text(head), *self._titled("‘{}’, in "), nodes.Text(tail)]

    @property
    def apa(self) -> list[nodes.Node]:
        """The citation in the style of the American Psychological Association, 7th edition."""
        head = f"{self.author}. ({self.year or NO_DATE}). "
        edition = f" (Version {self.version})" if self.version else ""
        return [
            nodes.Text(head),
            *self._titled("{}. In "),
            nodes.Text(f"{edition}. {self.address}"),
        ]

    def _titled(self, pattern: str) -> list[nodes.Node]:
        """Return the title; that of a part comes before that of the whole."""
        before = [nodes.Text(pattern.format(self.title))] if self.part_of else []
        return [*before, nodes.emphasis("", self.part_of or self.title)]

    @property
    def entry(self) -> Entry:
        """The citation as pybtex holds it. Braces keep names and capitals as they are."""
        fields = {
            "author": f"{{{self.author}}}",
            "title": f"{{{self.title}}}",
            "year": self.year,
            "version": self.version,
            "url": self.address,
        }
        return Entry("misc", fields={name: value for name, value in fields.items() if value})


def bibtex(works: list[Work]) -> str:
    """Return works as one BibTeX file."""
    text: str = BibliographyData({work.key: work.entry for work in works}).to_string("bibtex")
    return text


def citation_file(root: Path) -> dict[str, Any]:
    """Return ``CITATION.cff`` of the book in ``root``."""
    content: dict[str, Any] = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    return content


def book(cff: dict[str, Any], descriptor: dict[str, Any], *, year: str) -> Work:
    """Return the book, as ``CITATION.cff`` and the descriptor of its data describe it."""
    return Work(
        key=descriptor["name"],
        author=str(cff["authors"][0]["name"]),
        title=str(cff["title"]),
        address=descriptor["homepage"],
        year=year,
        version=descriptor["version"],
    )


def data(whole: Work, descriptor: dict[str, Any]) -> Work:
    """Return the data package of a book."""
    address = f"{whole.address}{PACKAGE}/datapackage.json"
    title = f"{descriptor['title']} [data set]"
    return replace(whole, key=f"{whole.key}-data", title=title, address=address)


def page_pattern(whole: Work) -> Work:
    """Return any page of a book, with words to be replaced for its title and address."""
    address = f"{whole.address}… (the address of the page)"
    key = f"{whole.key}-page"
    return replace(whole, key=key, title=PAGE_TITLE, address=address, part_of=whole.title)


def of_source(source: Source) -> Work:
    """Return a source of the book."""
    return Work(
        key=source.source_id,
        author=source.publisher,
        title=source.title,
        address=source.url,
        year=source.published[:4],
    )


def sources(register: Register) -> list[Work]:
    """Return every source, in order of publisher, year and title."""
    works = [of_source(source) for source in register.sources.values()]
    return sorted(works, key=lambda work: (work.author.lower(), work.year, work.title))


def own_works(register: Register) -> tuple[Work, Work]:
    """Return the book of a register and its data."""
    root, package = register.package.folder.parent, register.package.descriptor
    whole = book(citation_file(root), package, year=this_edition(register).date[:4])
    return whole, data(whole, package)


def citations(register: Register) -> list[nodes.Node]:
    """Return citations to copy: of the book, of its data, and the pattern for a page."""
    whole, package = own_works(register)
    return [
        _section("The book", "cite-book", whole, copied=bibtex([whole])),
        _section("The data", "cite-data", package, copied=bibtex([package])),
        _section("A page", "cite-page", page_pattern(whole)),
    ]


def _section(title: str, anchor: str, work: Work, *, copied: str = "") -> nodes.section:
    """Return a work in both styles, and as BibTeX to copy if there is any."""
    block = nodes.literal_block("", copied, language="text")
    folds = [Fold("", block, summary=f"{title} in BibTeX")] if copied else []
    return section(
        title,
        anchor,
        paragraph(nodes.strong("", "Harvard: "), work.harvard),
        paragraph(nodes.strong("", "APA: "), work.apa),
        *folds,
    )


def citation_files(register: Register) -> list[nodes.Node]:
    """Return the link to the file for reference managers, for a page in a folder of the site."""
    text = "The book, its data and all its sources (BibTeX)"
    return [bullets([[link(text, f"../{DOWNLOADS_DIR}/{BIBTEX_FILE}")]])]


def write(app: Sphinx) -> None:
    """Write the file for reference managers beside the pages of a finished site."""
    register = register_of(app)
    works = [*own_works(register), *sources(register)]
    put(app.outdir, {f"{DOWNLOADS_DIR}/{BIBTEX_FILE}": bibtex(works)})
