"""Packs the book as an EPUB 3: one file a chapter, no script, nothing from anywhere else.

The same chapters give the same bytes: the files stand in a fixed order, all of one date. Markup is
in the templates ``epub-*`` beside this module.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from publishing.core.file_cache import picture
from publishing.core.zip_archive import zip_bytes
from publishing.records.edition import Edition
from tools.editions.html_chapters import Chapter, xml
from tools.editions.render import HERE, render

XHTML = "application/xhtml+xml"
EPUB_TYPES = {"doc-noteref": "noteref", "doc-endnotes": "endnotes"}
"""What reading programs call what browsers know by a role."""


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
    reading = [
        _page("cover", edition, title=edition.title),
        _page("contents", edition, "nav", title="Contents", chapters=chapters),
        *(_chapter(chapter, edition) for chapter in chapters),
    ]
    lines = [line.strip() for line in re.findall(r".{1,30}(?:\s|$)", edition.subtitle)]
    cover = picture(render("epub-cover.svg", edition=edition, lines=lines), scale=1)
    others = [
        File("cover.png", "image/png", cover, "cover-image"),
        File("style.css", "text/css", (HERE / "epub.css").read_bytes()),
    ]
    has_math = any("mathml" in file.properties for file in reading)
    package = render(
        "epub-package.opf",
        edition=edition,
        files=[*reading, *others],
        reading=reading,
        has_math=has_math,
    )
    kind = {"mimetype": b"application/epub+zip"}  # first and bare, as the format asks
    files = {"META-INF/container.xml": render("epub-container.xml").encode()}
    files |= {f"book/{file.name}": file.content for file in (*reading, *others)}
    files["book/package.opf"] = package.encode()
    finished = workshop / f"{edition.name}.epub"
    finished.write_bytes(zip_bytes(kind | files, bare=kind))
    return finished


def _page(name: str, edition: Edition, holds: str = "", **context: Any) -> File:
    """Return a page of the book's own, by its template."""
    text = render(f"epub-{name}.xhtml", edition=edition, **context)
    return File(f"{name}.xhtml", XHTML, text.encode(), holds)


def _chapter(chapter: Chapter, edition: Edition) -> File:
    body = xml(chapter.body)
    for role, kind in EPUB_TYPES.items():
        body = body.replace(f'role="{role}"', f'role="{role}" epub:type="{kind}"')
    holds = [name for name, tag in (("mathml", "<math"), ("svg", "<svg")) if tag in body]
    context = {"title": chapter.title, "part": chapter.part, "body": Markup(body)}
    text = render("epub-page.xhtml", edition=edition, **context)
    return File(f"{chapter.name}.xhtml", XHTML, text.encode(), " ".join(holds))
