"""Ready-made citations of the book, its pages, its figures, its data and its sources.

The project, the title and the version come from ``CITATION.cff``, the year from the edition's
date. A source without a date says so, as Harvard and APA ask (``n.d.``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from inspections.register import Register, Source
from publishing.core.execution import ROOT
from publishing.downloads.data_files import FOLDER, PACKAGE
from publishing.figures.nodes import noted_figures
from publishing.markup.builders import bullets, link, paragraph, section
from publishing.markup.details import Fold
from publishing.records.edition import this_edition
from publishing.records.record_cards import register

logger = logging.getLogger(__name__)

GIVES_CITATIONS = "gives_citations"
"""What a page with the citations says of itself, for the files."""

NO_DATE = "n.d."
READ_ON = "(Accessed: the day you read it)"
KINDS = {
    "book": ("misc", "BOOK"),
    "page": ("incollection", "CHAP"),
    "figure": ("misc", "FIGURE"),
    "data": ("misc", "DATA"),
    "source": ("misc", "ELEC"),
}
"""The entry types of BibTeX and RIS for each kind of work."""


@dataclass(frozen=True)
class Work:
    """Something that can be cited. ``year`` and ``version`` may be empty; ``part_of`` is a title.

    ``key`` names it in BibTeX and is the same for every edition.
    """

    kind: str
    key: str
    author: str
    title: str
    address: str
    year: str = ""
    version: str = ""
    part_of: str = ""

    @property
    def _edition(self) -> str:
        return f"version {self.version}" if self.version else ""

    @property
    def harvard(self) -> list[nodes.Node]:
        """The citation in the Harvard style of Cite Them Right."""
        head = f"{self.author} ({self.year or NO_DATE}) "
        tail = f". Available at: {self.address} {READ_ON}."
        edition = f", {self._edition}" if self._edition else ""
        return [nodes.Text(head), *self._titled("‘{}’, in "), nodes.Text(edition + tail)]

    @property
    def apa(self) -> list[nodes.Node]:
        """The citation in the style of the American Psychological Association, 7th edition."""
        head = f"{self.author}. ({self.year or NO_DATE}). "
        edition = f" ({self._edition.capitalize()})" if self._edition else ""
        tail = f"{edition}. {self.address}"
        return [nodes.Text(head), *self._titled("{}. In "), nodes.Text(tail)]

    def _titled(self, pattern: str) -> list[nodes.Node]:
        """Return the title; that of a part stands before that of the whole."""
        own = pattern.format(self.title).replace("?.", "?")
        before = [nodes.Text(own)] if self.part_of else []
        return [*before, nodes.emphasis("", self.part_of or self.title)]

    @property
    def bibtex(self) -> str:
        """The citation as a BibTeX entry."""
        fields = {
            "author": f"{{{self.author}}}",
            "title": f"{{{self.title}}}",
            "booktitle": f"{{{self.part_of}}}" if self.part_of else "",
            "year": self.year,
            "version": self.version,
            "url": self.address,
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        return "\n".join([f"@{KINDS[self.kind][0]}{{{self.key},", *lines, "}"]) + "\n"

    @property
    def ris(self) -> str:
        """The citation as a RIS record."""
        fields = [
            ("TY", KINDS[self.kind][1]),
            ("AU", self.author),
            ("TI", self.title),
            ("T2", self.part_of),
            ("PY", self.year),
            ("ET", self.version),
            ("UR", self.address),
        ]
        lines = [f"{tag}  - {value}" for tag, value in fields if value]
        return "\n".join([*lines, "ER  - "]) + "\n"


@cache
def citation_file(root: Path = ROOT) -> dict[str, Any]:
    """Return ``CITATION.cff`` as it stands."""
    found: dict[str, Any] = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    return found


def book(given: dict[str, Any], *, name: str, home: str, year: str) -> Work:
    """Return the book as ``CITATION.cff`` describes it; ``name`` is that of its data package."""
    return Work(
        kind="book",
        key=name,
        author=str(given["authors"][0]["name"]),
        title=str(given["title"]),
        address=home,
        year=year,
        version=str(given["version"]),
    )


def part(whole: Work, *, kind: str, name: str, title: str, address: str) -> Work:
    """Return a page or figure of the book."""
    return Work(
        kind=kind,
        key=f"{whole.key}-{name}",
        author=whole.author,
        title=title,
        address=address,
        year=whole.year,
        version=whole.version,
        part_of=whole.title,
    )


def data(whole: Work, package: dict[str, Any]) -> Work:
    """Return the data package."""
    return Work(
        kind="data",
        key=f"{whole.key}-data",
        author=whole.author,
        title=f"{package['title']} [data set]",
        address=f"{whole.address}{PACKAGE}/datapackage.json",
        year=whole.year,
        version=package["version"],
    )


def of_source(source: Source) -> Work:
    """Return a source of the book."""
    return Work(
        kind="source",
        key=source.source_id,
        author=source.publisher,
        title=source.title,
        address=source.url,
        year=source.published[:4],
    )


def sources(known: Register) -> list[Work]:
    """Return every source, in order of publisher, year and title."""
    works = [of_source(each) for each in known.sources.values()]
    return sorted(works, key=lambda each: (each.author.lower(), each.year, each.title))


def bibliography(known: Register) -> list[nodes.Node]:
    """Return every source in Harvard style, each address a link."""
    listed = bullets(_linked(each) for each in sources(known))
    listed["classes"].append("bibliography")
    return [listed]


def _linked(work: Work) -> list[nodes.Node]:
    """Return the Harvard citation with the title as the link, and no date of reading."""
    return [
        nodes.Text(f"{work.author} ({work.year or NO_DATE}) "),
        link(work.title, work.address),
        nodes.Text("."),
    ]


# --- the page ----------------------------------------------------------------------------------


class Citations(nodes.General, nodes.Element):
    """Stands where the citations are given, once every page has been read."""


class CitationsDirective(SphinxDirective):
    """Gives the citations of book, data, pages and figures."""

    def run(self) -> list[nodes.Node]:
        """Return the mark that is filled in later."""
        about = self.env.metadata[self.env.docname]
        about["lists_uses"] = about[GIVES_CITATIONS] = True  # figures come and go
        return [Citations()]


def works(app: Sphinx) -> dict[str, list[Work]]:
    """Return book, data, pages in reading order and figures, by kind."""
    home = app.config.html_baseurl
    edition = this_edition(ROOT, register())
    whole = book(citation_file(), name=edition.name, home=home, year=edition.date[:4])
    figures_of = noted_figures(app.env)
    pages: list[Work] = []
    figures: list[Work] = []
    for docname in sorted(app.env.found_docs - {app.config.root_doc}):
        stem, title = docname.rpartition("/")[2], app.env.titles[docname].astext()
        address = f"{home}{docname}.html"
        pages.append(part(whole, kind="page", name=stem, title=title, address=address))
        figures += [
            part(
                whole,
                kind="figure",
                name=f"{stem}-{figure.figure_id}",
                title=f"{figure.title} [figure]",
                address=f"{address}#{figure.figure_id}",
            )
            for figure in figures_of.get(docname, ())
        ]
    package = register().package.descriptor
    return {"book": [whole], "data": [data(whole, package)], "page": pages, "figure": figures}


def fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace the mark by the citations; two versions are a warning, which stops the build."""
    for place in list(doctree.findall(Citations)):
        packaged = register().package.descriptor["version"]
        problem = two_versions(str(citation_file()["version"]), packaged)
        if problem:
            logger.warning(problem, type="citations")
        found = works(app)
        made = [
            _in_full("The book", "cite-book", found["book"][0]),
            _in_full("The data", "cite-data", found["data"][0]),
            _many("A page", "cite-page", found["page"]),
            _many("A figure", "cite-figure", found["figure"]),
        ]
        for each in made:
            each["classes"].append("from-data")
        place.replace_self(made)


def _in_full(title: str, anchor: str, work: Work) -> nodes.section:
    """Return a work in each style, to copy."""
    files = [
        Fold("", nodes.literal_block("", text, language="text"), summary=f"{title} in {style}")
        for style, text in (("BibTeX", work.bibtex), ("RIS", work.ris))
    ]
    return section(
        title,
        anchor,
        paragraph(nodes.strong("", "Harvard: "), work.harvard),
        paragraph(nodes.strong("", "APA: "), work.apa),
        *files,
    )


def _many(title: str, anchor: str, listed: Iterable[Work]) -> nodes.section:
    """Return works of one kind, by style, folded."""
    chosen = list(listed)
    folds = [
        Fold("", bullets(getattr(each, style.lower()) for each in chosen), summary=summary)
        for style in ("Harvard", "APA")
        for summary in (f"{title}: every one in {style} style",)
    ]
    return section(title, anchor, *folds)


def files(app: Sphinx) -> dict[str, str]:
    """Return the files for reference managers, by name."""
    own = [each for listed in works(app).values() for each in listed]
    given = sources(register())
    return {
        "citations.bib": "\n".join(each.bibtex for each in own),
        "citations.ris": "\n".join(each.ris for each in own),
        "sources.bib": "\n".join(each.bibtex for each in given),
        "sources.ris": "\n".join(each.ris for each in given),
    }


class CitationFiles(SphinxDirective):
    """Links to the files for reference managers."""

    def run(self) -> list[nodes.Node]:
        """Return the list of links, for a page in a folder below the site."""
        named = {
            "citations": "The book, its data, pages and figures",
            "sources": "All sources of the book",
        }
        made = bullets(
            link(f"{text} ({kind})", f"../{FOLDER}/{name}.{ending}")
            for name, text in named.items()
            for kind, ending in (("BibTeX", "bib"), ("RIS", "ris"))
        )
        made["classes"].append("from-data")
        return [made]


def two_versions(cited: str, packaged: str) -> str:
    """Return what to mend when citation and data package differ in their version, or ''."""
    if cited == packaged:
        return ""
    return (
        f"version in CITATION.cff is '{cited}', in data/datapackage.json '{packaged}': "
        "write the same version in both"
    )


def write(app: Sphinx, problem: Exception | None) -> None:
    """Write the files beside the pages of a finished site, if a page gives citations."""
    if problem is not None or app.builder.name != "html" or not _are_given(app):
        return
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(exist_ok=True)
    for name, text in files(app).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _are_given(app: Sphinx) -> bool:
    return any(about.get(GIVES_CITATIONS) for about in app.env.metadata.values())


def setup(app: Sphinx) -> None:
    """Register the directives, and the writing of the files."""
    app.add_node(Citations)
    app.add_directive("citations", CitationsDirective)
    app.add_directive("citation-files", CitationFiles)
    app.connect("doctree-resolved", fill)
    app.connect("build-finished", write)
