"""Prints the book as one A4 PDF, tagged and outlined, by way of a browser.

It is printed twice: the first print shows on which page each place is, the second has those numbers
in its contents and behind its references. Then what the browser says of itself and of today is
taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

import pikepdf
from markupsafe import Markup

from inspections.errors import UserError
from publishing.records.edition import VOLUMES, Edition, in_volumes
from tools.editions.browser import running
from tools.editions.html_chapters import TO_CHAPTER, XHTML, Chapter, xml
from tools.editions.print_layout import HEADINGS, has_class, text_of
from tools.editions.render import HERE, render
from tools.editions.volumes import Choice, cut, volumes

if TYPE_CHECKING:  # the EPUB is made without it
    from playwright.sync_api import Browser

SECONDS = 300
"""For which the browser may lay out the book: on a busy machine it takes a minute."""
UNKNOWN = "000"
"""Stands for the number of a page until it is known, and takes as much room."""
_HEADING = re.compile(r"(</?h)([1-6])\b")


def make(chapters: list[Chapter], workshop: Path, edition: Edition) -> dict[Path, int]:
    """Print the chapters; return the page count of each file: the whole book and its volumes.

    Files are written to ``workshop``. Raises ``UserError`` without a browser, or if page numbers in
    the contents changed the layout.
    """
    source, printed = workshop / "book.xhtml", workshop / "printed.pdf"
    with running() as browser:
        numbers: dict[str, int] = {}
        for last in (False, True):
            source.write_text(document(chapters, edition, numbers), encoding="utf-8")
            _print(browser, source, printed, tagged=last)
            before, numbers = numbers, find_page_numbers(printed)
    if numbers != before:
        raise UserError(
            "The pages of the PDF moved when their numbers were filled in, so its contents would "
            "name wrong ones. Let them take a line more or less: reword a title of a page. "
            "`make pages` makes the site without PDF meanwhile."
        )
    headings, counts = _headings(source.read_text(encoding="utf-8")), {}
    for volume, choice in volumes(chapters, numbers).items():
        named, finished = edition, workshop / f"{edition.name}{volume}.pdf"
        if volume:
            named = replace(edition, title=f"{edition.title}: {VOLUMES[volume][0].lower()}")
        counts[finished] = _finish(printed, finished, named, headings, choice)
    return counts


def make_alone(chapter: Chapter, workshop: Path, edition: Edition) -> Path:
    """Print one chapter by itself, without cover and contents; return the file.

    Raises ``UserError`` where there is no browser.
    """
    source, printed = workshop / f"{chapter.name}.xhtml", workshop / f"{chapter.name}-printed.pdf"
    body = _joined(xml(chapter.body), lower=False)
    context = {"edition": edition, "title": chapter.title, "style": _style(), "body": body}
    text = render("pdf-page.xhtml", **context)
    source.write_text(text, encoding="utf-8")
    with running() as browser:
        _print(browser, source, printed, tagged=True)
    finished = workshop / f"{chapter.name}.pdf"
    named = replace(edition, title=chapter.title, subtitle=edition.title)
    _finish(printed, finished, named, _headings(text))
    return finished


def document(chapters: list[Chapter], edition: Edition, pages: Mapping[str, int]) -> str:
    """Return the whole book as XHTML; a place that is not in ``pages`` has no number yet."""
    lower = [any(item.part for item in chapters[: place + 1]) for place in range(len(chapters))]
    placed = [
        (chapter, below, _joined(_on_paper(chapter, pages), lower=below))
        for chapter, below in zip(chapters, lower, strict=True)
    ]
    covers = VOLUMES.values() if in_volumes(item.part for item in chapters) else ()
    context = {"edition": edition, "title": edition.title, "style": _style(), "pages": pages}
    return render("pdf-book.xhtml", chapters=chapters, placed=placed, volumes=covers, **context)


def _style() -> Markup:
    return Markup(escape((HERE / "pdf.css").read_text(encoding="utf-8"), quote=False))


def _on_paper(chapter: Chapter, pages: Mapping[str, int]) -> str:
    """Return a chapter as a book on paper has it: numbers of pages, and each figure once.

    Who hears the PDF gets the words of a figure with its drawing.
    """
    body = deepcopy(chapter.body)
    for parent in body.iter():
        for place, link in reversed(list(enumerate(parent))):
            if link.tag == "a" and _refers(link, chapter):
                _add_page(parent, place, pages)
    for figure in body.iter("figure"):
        drawn = next(figure.iter("svg"), None)
        unfolded = [part for part in figure if has_class(part, "unfolded")]
        if drawn is not None and unfolded:
            label_ids = [drawn.get("aria-labelledby", ""), drawn.get("aria-describedby", "")]
            spoken = [text_of(part) for part in figure.iter() if part.get("id") in label_ids]
            drawn.set("aria-label", " ".join(spoken))
            for name in ("aria-labelledby", "aria-describedby"):
                drawn.attrib.pop(name, None)
            for part in unfolded:
                figure.remove(part)
    return xml(body)


def _refers(link: Element, chapter: Chapter) -> bool:
    """Return True for a link in words to a place in another chapter; a note has no such words."""
    file, _, _ = link.get("href", "").partition(".xhtml#")
    return file != link.get("href") and file != chapter.name and not link.get("role")


def _add_page(parent: Element, index: int, pages: Mapping[str, int]) -> None:
    """Say behind a link on which page that is; the number has the same room, known or not."""
    link = parent[index]
    target = unquote(link.get("href", "").partition("#")[2])
    span = Element("span", {"class": "page-of"})
    span.text, span.tail, link.tail = " (p. ", link.tail, ""
    number = SubElement(span, "span", {"class": "page-of-number"})
    number.text, number.tail = str(pages.get(target, UNKNOWN)), ")"
    parent.insert(index + 1, span)


def _joined(chapter: str, *, lower: bool) -> Markup:
    """Return a chapter as part of one document: links stay in it, ``lower`` makes room for parts.

    Of a figure only the drawing is one to those who hear the page; the frame groups its parts.
    """
    chapter = TO_CHAPTER.sub('href="#', chapter).replace("<figure ", '<figure role="group" ')
    if lower:
        deepest = len(HEADINGS)
        chapter = _HEADING.sub(
            lambda match: f"{match[1]}{min(deepest, int(match[2]) + 1)}", chapter
        )
    return Markup(chapter)


def _print(browser: Browser, source: Path, target: Path, *, tagged: bool) -> None:
    page = browser.new_page()
    page.set_default_timeout(1000 * SECONDS)
    page.goto(source.as_uri())
    page.pdf(
        path=target,
        prefer_css_page_size=True,
        print_background=True,
        tagged=tagged,
        outline=tagged,
    )
    page.close()


def find_page_numbers(printed: Path) -> dict[str, int]:
    """Return the number of the page of every place to which a link leads, chapters among them."""
    with pikepdf.open(printed) as pdf:
        numbers = {str(page.objgen): number for number, page in enumerate(pdf.pages, start=1)}
        return {
            name.removeprefix("/"): numbers[str(place[0].objgen)]
            for name, place in pdf.Root.Dests.items()
        }


def _headings(text: str) -> list[str]:
    """Return the words of every heading, in order."""
    root = ElementTree.fromstring(text)
    tags = {f"{{{XHTML}}}{name}" for name in HEADINGS}
    return [text_of(element) for element in root.iter() if element.tag in tags]


def _finish(
    printed: Path,
    finished: Path,
    edition: Edition,
    headings: list[str],
    choice: Choice | None = None,
) -> int:
    """Say what the file is, in its own date; show its title and its outline when it is opened.

    Return how many pages it has: those of a ``choice``, or all.
    """
    moment = f"D:{edition.date.replace('-', '')}000000Z"
    with pikepdf.open(printed) as pdf:
        pdf.docinfo = pdf.make_indirect(
            pikepdf.Dictionary(
                Title=edition.title,
                Subject=edition.subtitle,
                Author=edition.author,
                CreationDate=moment,
                ModDate=moment,
            )
        )
        _name_outline(pdf, headings)
        _number_tags(pdf)
        if choice:
            cut(pdf, choice)
        pdf.Root.Lang = pikepdf.String(edition.language)
        pdf.Root.PageMode = pikepdf.Name.UseOutlines
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        pdf.save(
            finished,
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        return len(pdf.pages)


def _number_tags(pdf: pikepdf.Pdf) -> None:
    """Number the named tags from one: the browser counts parts of the page that vary by run.

    Table cells name their headers so (ISO 32000-1, 14.8.5.7).
    """
    tree = pdf.Root.get("/StructTreeRoot", pikepdf.Dictionary())
    tags = list(pikepdf.NameTree(tree.IDTree).items()) if "/IDTree" in tree else []
    names = {name: pikepdf.String(f"tag{place:08}") for place, (name, _) in enumerate(tags, 1)}
    for name, tag in tags:
        tag.ID = names[name]
    for pdf_object in pdf.objects if tags else ():
        if isinstance(pdf_object, pikepdf.Dictionary) and pdf_object.get("/Type") == "/StructElem":
            kinds = pdf_object.get("/A", pikepdf.Array())
            for kind in kinds if isinstance(kinds, pikepdf.Array) else pikepdf.Array([kinds]):
                if "/Headers" in kind:
                    kind.Headers = pikepdf.Array([names[str(head)] for head in kind.Headers])
    if tags:
        pairs = [part for name, tag in tags for part in (names[name], tag)]
        tree.IDTree = pikepdf.Dictionary(Names=pikepdf.Array(pairs))


def _name_outline(pdf: pikepdf.Pdf, headings: list[str]) -> None:
    """Give the outline the headings as they are: the browser drops spaces where a line breaks.

    Only parts and chapters show at first; the reader opens the rest. Raises ``ValueError`` when
    the outline is not that of the headings.
    """
    with pdf.open_outline() as outline:
        items = list(_below(outline.root))
        for item, heading in zip(items, headings, strict=True):
            if item.title.replace(" ", "") != heading.replace(" ", ""):
                raise ValueError(f"the PDF's outline has '{item.title}' for '{heading}'")
            item.title = heading
        for item in items:
            item.is_closed = item not in outline.root


def _below(items: Iterable[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for item in items:
        yield item
        yield from _below(item.children)
