"""Prints the book as one A4 PDF, tagged and outlined, by way of a browser.

It is printed twice: the first print shows on which page each chapter begins, the second has those
numbers in its contents. Then what the browser says of itself and of today is taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pikepdf

from publishing.core.errors import Trouble
from publishing.records.edition import Edition
from tools.editions.browser import running
from tools.editions.html_chapters import XHTML, Chapter, xml

if TYPE_CHECKING:  # the EPUB is made without it
    from playwright.sync_api import Browser

STYLE = Path(__file__).with_name("pdf.css")
DEEPEST = 6
_HEADING = re.compile(r"(</?h)([1-6])\b")
_OTHER_FILE = re.compile(r'href="[\w-]+\.xhtml#')
MARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="60 90 380 60" aria-hidden="true">'
    '<path d="M80 120h340" stroke="#123a6b" stroke-width="6" stroke-linecap="round"/>'
    '<circle cx="200" cy="120" r="20" fill="#123a6b"/>'
    '<circle cx="330" cy="120" r="20" fill="#a8410a"/></svg>'
)


class PagesMoved(Trouble):
    """The numbers in the contents moved the pages they name; they would be wrong."""


def make(chapters: list[Chapter], workshop: Path, edition: Edition) -> Path:
    """Print the chapters as one document; return the file, made in ``workshop``.

    Raises ``NoBrowser`` where there is none, and ``PagesMoved``.
    """
    source, printed = workshop / "book.xhtml", workshop / "printed.pdf"
    with running() as browser:
        found: dict[str, int] = {}
        for last in (False, True):
            source.write_text(document(chapters, edition, found), encoding="utf-8")
            _print(browser, source, printed, tagged=last)
            before, found = found, chapter_pages(printed, chapters)
    if found != before:
        raise PagesMoved(
            "The pages of the PDF moved when their numbers were filled in, so its contents would "
            "name wrong ones. Let them take a line more or less: reword a title of a page. "
            "`make pages` makes the site without PDF meanwhile."
        )
    finished = workshop / f"{edition.name}.pdf"
    _finish(printed, finished, edition, _headings(document(chapters, edition, found)))
    return finished


def make_alone(chapter: Chapter, workshop: Path, edition: Edition) -> Path:
    """Print one chapter by itself, without cover and contents; return the file.

    Raises ``NoBrowser`` where there is none.
    """
    source, printed = workshop / f"{chapter.name}.xhtml", workshop / f"{chapter.name}-printed.pdf"
    text = _whole(_joined(xml(chapter.body), lower=False), chapter.title, edition)
    source.write_text(text, encoding="utf-8")
    with running() as browser:
        _print(browser, source, printed, tagged=True)
    finished = workshop / f"{chapter.name}.pdf"
    named = replace(edition, title=chapter.title, subtitle=edition.title)
    _finish(printed, finished, named, _headings(text))
    return finished


def document(chapters: list[Chapter], edition: Edition, pages: Mapping[str, int]) -> str:
    """Return the whole book as XHTML; a chapter that is not in ``pages`` has no number yet."""
    body = "".join(
        f'<div class="chapter{"" if lower else " front"}">{_part(chapter, "h1")}'
        f"{_joined(xml(chapter.body), lower=lower)}</div>"
        for chapter, lower in zip(chapters, _below_parts(chapters), strict=True)
    )
    before = f"{_cover(edition)}{_contents(chapters, pages)}"
    return _whole(before + body, edition.title, edition)


def _whole(body: str, title: str, edition: Edition) -> str:
    style = STYLE.read_text(encoding="utf-8")
    return (
        f'<!DOCTYPE html>\n<html xmlns="{XHTML}" lang="{edition.language}"><head>'
        f'<meta charset="utf-8"/><title>{escape(title)}</title>'
        f"<style>{escape(style, quote=False)}</style></head><body>{body}</body></html>"
    )


def _below_parts(chapters: list[Chapter]) -> list[bool]:
    """Return for each chapter whether it stands in a part; those before the first do not."""
    return [any(each.part for each in chapters[: place + 1]) for place in range(len(chapters))]


def _joined(chapter: str, *, lower: bool) -> str:
    """Return a chapter as part of one document: links stay in it, ``lower`` makes room for parts.

    Of a figure only the drawing is one to those who hear the page; the frame groups its parts.
    """
    chapter = _OTHER_FILE.sub('href="#', chapter).replace("<figure ", '<figure role="group" ')
    if not lower:
        return chapter
    return _HEADING.sub(lambda found: f"{found[1]}{min(DEEPEST, int(found[2]) + 1)}", chapter)


def _cover(edition: Edition) -> str:
    imprint = "".join(f'<p class="imprint">{escape(line)}</p>' for line in edition.imprint)
    return (
        f'<section class="cover">{MARK}<h1>{escape(edition.title)}</h1>'
        f'<p class="subtitle">{escape(edition.subtitle)}</p>{imprint}'
        f'<p class="imprint"><a href="{escape(edition.home)}">{escape(edition.home)}</a></p>'
        "</section>"
    )


def _part(chapter: Chapter, tag: str) -> str:
    return f'<{tag} class="part">{escape(chapter.part)}</{tag}>' if chapter.part else ""


def _contents(chapters: list[Chapter], pages: Mapping[str, int]) -> str:
    lines = ""
    for chapter in chapters:
        if chapter.part:
            lines += f"</ul>{_part(chapter, 'p')}<ul>"
        lines += (
            f'<li><a href="#{chapter.name}"><span>{escape(chapter.title)}</span>'
            f'<span class="leader"></span>'
            f'<span class="page-number">{pages.get(chapter.name, "")}</span></a></li>'
        )
    return f'<section class="contents"><h1>Contents</h1><ul>{lines}</ul></section>'


def _print(browser: Browser, source: Path, target: Path, *, tagged: bool) -> None:
    page = browser.new_page()
    page.goto(source.as_uri())
    page.pdf(
        path=target,
        prefer_css_page_size=True,
        print_background=True,
        tagged=tagged,
        outline=tagged,
    )
    page.close()


def chapter_pages(printed: Path, chapters: list[Chapter]) -> dict[str, int]:
    """Return the number of the page on which each chapter begins, by its name."""
    with pikepdf.open(printed) as pdf:
        numbers = {str(page.objgen): number for number, page in enumerate(pdf.pages, start=1)}
        places = {each.name: pdf.Root.Dests[f"/{each.name}"][0] for each in chapters}
        return {name: numbers[str(page.objgen)] for name, page in places.items()}


def _headings(text: str) -> list[str]:
    """Return the words of every heading, in order."""
    root = ElementTree.fromstring(text)
    tags = {f"{{{XHTML}}}h{level}" for level in range(1, DEEPEST + 1)}
    return [" ".join("".join(each.itertext()).split()) for each in root.iter() if each.tag in tags]


def _finish(printed: Path, finished: Path, edition: Edition, headings: list[str]) -> None:
    """Say what the file is, in its own date; show its title and its outline when it is opened."""
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
        pdf.Root.Lang = pikepdf.String(edition.language)
        pdf.Root.PageMode = pikepdf.Name.UseOutlines
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        pdf.save(
            finished,
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )


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
