"""Reads the pages of a finished site as chapters, without what only a screen can use.

Each piece of evidence becomes its words and the number of a note; the notes stand at the end of
the chapter and lead back to the words, on to the full entry, and to the source.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urldefrag, urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

import html5lib
from sphinx_external_toc.parsing import parse_toc_yaml

from publishing.core.project import CONTENTS
from tools.editions.print_layout import HEADINGS, move_answers_last, title_of, unfold

XHTML = "http://www.w3.org/1999/xhtml"
ROOTS = {"html": XHTML, "svg": "http://www.w3.org/2000/svg"}
ROOTS |= {"math": "http://www.w3.org/1998/Math/MathML"}
"""The elements at which another language begins, with its namespace."""

SCREEN_ONLY = {
    "headerlink",
    "book-figure-narrow",
    "book-figure-downloads",
    "toctree-wrapper",
    "entries-filter",
    "entry-mark",
    "code-fold",
    "screen-only",
    "write",
}
"""Classes of what is left out: it moves, opens, filters, or stands there a second time."""
LEADS_ON = "Next: "
"""How the line at the end of a page begins that leads to the next one."""

THIN_SPACE = "\u202f"
CONTROLS = {"button", "form", "input", "select", "script", "noscript", "template"}
REFERRING = {"aria-labelledby", "aria-describedby", "headers", "for"}
DROPPED = {"tabindex", "hidden", "popover"}
TO_CHAPTER = re.compile(r'href="[\w-]+\.xhtml#')
"""How a link into a chapter begins: in one document it is ``href="#``."""
_THEMED = re.compile(r"var\(--[\w-]+,\s*(#\w+)\)")


@dataclass(frozen=True)
class Chapter:
    """A chapter: ``body`` is its section, ``part`` the name of the part that it opens, or ''."""

    name: str
    title: str
    part: str
    body: Element


@dataclass(frozen=True)
class SitePage:
    """A page of the site: its file below the site's folder, and the part that it opens."""

    file: str
    part: str

    @property
    def name(self) -> str:
        """The page's name, as its chapter's ids begin."""
        return Path(self.file).stem


def site_pages(root: Path) -> list[SitePage]:
    """Return the pages of the book in reading order, from ``_toc.yml``."""
    site_map = parse_toc_yaml(root / CONTENTS)

    def below(docname: str) -> Iterator[SitePage]:
        for tree in site_map[docname].subtrees:
            part = tree.caption or ""
            for item in map(str, tree.items):
                yield SitePage(f"{item}.html", part)
                yield from below(item)
                part = ""

    return [SitePage(f"{site_map.root.docname}.html", ""), *below(site_map.root.docname)]


def read(root: Path, site: Path, *, homepage: str) -> list[Chapter]:
    """Return the chapters of the book in ``root`` from its ``site``, in reading order.

    An id is unique to the book: it begins with its chapter's name. A link inside the book is
    ``NAME.xhtml#ID``; one to another file of the site leads to ``homepage``.
    """
    pages = site_pages(root)
    names = {page.file: page.name for page in pages}
    return [
        chapter(page, article(site / page.file), names=names, homepage=homepage) for page in pages
    ]


def chapter(page: SitePage, body: Element, *, names: dict[str, str], homepage: str) -> Chapter:
    """Turn a page's section into a chapter, changing ``body`` in place.

    ``names`` maps page files to chapter names; other links lead to ``homepage``. If it is
    empty, the chapter is standalone and answers stay in place instead of moving to its end.
    """
    heading = next(element for element in body.iter() if element.tag in HEADINGS)
    result = Chapter(page.name, title_of(heading), page.part, body)
    _Cleaning(page=page, names=names, home=homepage, body=body).clean()
    return result


def xml(element: Element, method: Literal["xml", "html"] = "xml") -> str:
    """Return an element as XML; drawings have plain colours, for readers without variables."""
    return _THEMED.sub(r"\1", tostring(element, encoding="unicode", method=method))


def article(file: Path) -> Element:
    """Return the section in a page's article, names without namespaces."""
    html = file.read_text(encoding="utf-8")
    start, end = html.index("<article"), html.rindex("</article>")
    tree = html5lib.parseFragment(html[start:end], treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
            element.attrib = {
                name: value for name, value in element.attrib.items() if "xmlns" not in name
            }
            if element.tag in ROOTS:
                element.set("xmlns", ROOTS[element.tag])
    return next(tree.iter("section"))


@dataclass
class _Cleaning:
    """The cleaning of one page; ids are made unique to the book by the page's name."""

    page: SitePage
    names: dict[str, str]
    home: str
    body: Element

    def clean(self) -> None:
        self.ids = {node.get("id", "") for node in self.body.iter()} - {""}
        # By the number of a note: the id of the first place that uses it, and its full entry.
        self.first_uses: dict[str, tuple[str, str]] = {}
        self.uses: list[Element] = []
        self.alone = not self.names
        self.notes_title = "Sources" if self.alone else "Sources of this chapter"
        self._children(self.body)
        self._attributes(self.body)
        if not self.alone:
            move_answers_last(self.body)
        self.body.set("id", self.page.name)
        for element in self.body.iter():
            if element.tag == "a" and element.get("href"):
                element.set("href", self._address(element.get("href", "")))

    def _children(self, parent: Element) -> None:
        children = list(parent)
        for child in children:
            parent.remove(child)
        # ElementTree keeps the text after an element as its tail: it stays where the element goes.
        last: Element | None = None
        for child in children:
            tail, child.tail = child.tail or "", None
            replacement = self._kept(child)
            if replacement is not None:
                parent.append(replacement)
                last = replacement
            if last is None:
                parent.text = (parent.text or "") + tail
            else:
                last.tail = (last.tail or "") + tail

    def _kept(self, element: Element) -> Element | None:
        """Return the print form of an element: itself, a replacement, or None to drop it."""
        classes = set(element.get("class", "").split())
        if not isinstance(element.tag, str) or element.tag in CONTROLS or classes & SCREEN_ONLY:
            return None
        if element.tag == "p" and (element.text or "").startswith(LEADS_ON):
            return None
        if "evidence" in classes:
            return self._evidence(element)
        if "source-notes" in classes:
            return self._notes(element)
        if element.tag == "details":
            unfold(element)
        self._children(element)
        self._attributes(element)
        return element

    def _attributes(self, element: Element) -> None:
        attributes = {
            name.rpartition("}")[2] if name.endswith("}lang") else name: value
            for name, value in element.attrib.items()
            if name not in DROPPED and not name.startswith("data-")
        }
        if attributes.get("role") == "region":
            attributes = {
                name: value
                for name, value in attributes.items()
                if name != "role" and not name.startswith("aria-")
            }
        for name, value in attributes.items():
            if name == "id":
                attributes[name] = self._own(value)
            elif name in REFERRING:
                attributes[name] = " ".join(map(self._own, value.split()))
            elif element.tag != "a" and "#" in value:
                attributes[name] = re.sub(
                    r"#([\w-]+)",
                    lambda match: f"#{self._own(match[1])}" if match[1] in self.ids else match[0],
                    value,
                )
        element.attrib = attributes

    def _own(self, anchor: str) -> str:
        return f"{self.page.name}--{anchor}"

    def _evidence(self, element: Element) -> Element:
        """Return the words of a piece of evidence and the number of its note."""
        classes = {part.get("class"): part for part in element.iter() if part.get("class")}
        link, number = classes["evidence-link"], classes["note-number"].text or ""
        use_id = self._own(link.get("id", ""))
        span = Element("span", {"class": element.get("class", ""), "id": use_id})
        span.text = "".join(link.itertext())
        note = SubElement(SubElement(span, "sup"), "a")
        note.attrib = {"class": "note", "role": "doc-noteref"}
        self._number(note, number)
        self.uses.append(note)
        span[-1].text = THIN_SPACE
        entry = classes.get("entry-link", link).get("href", "")
        link.set("href", entry)  # on paper no card opens
        self.first_uses.setdefault(number, (link.get("id", ""), entry))
        return span

    @staticmethod
    def _number(note: Element, label: str) -> None:
        """Let a mark lead to its note: in brackets, so that it adds no digits to a figure."""
        note.set("href", f"#note-{label}")
        note.text = f"[{label}]"

    def _renumber(self, listed: Element) -> None:
        """Drop the notes that nothing here leads to, and count the others as they are used."""
        used_items = [(number, listed[int(number) - 1]) for number in self.first_uses]
        listed[:] = [item for _, item in used_items]
        new = {old: str(place) for place, (old, _) in enumerate(used_items, start=1)}
        for note in self.uses:
            self._number(note, new[(note.text or "")[1:-1]])
        self.first_uses = {new[old]: use for old, use in self.first_uses.items()}

    def _notes(self, element: Element) -> Element | None:
        """Return the notes of the chapter, each with its way back and on, or None without any."""
        notes = Element("section", {"class": "source-notes", "role": "doc-endnotes"})
        SubElement(notes, "h2").text = self.notes_title
        listed = next(element.iter("ol"))
        self._renumber(listed)
        if not len(listed):
            return None
        for number, item in enumerate(listed, start=1):
            use_id, entry = self.first_uses[str(number)]
            item.set("id", f"note-{number}")
            self.ids.add(f"note-{number}")
            words = next(item.iter("b"))
            back = SubElement(words, "a", {"href": f"#{use_id}", "role": "doc-backlink"})
            back.text, words.text = words.text, None
            parts = list(item)
            parts[-1].tail = f"{(parts[-1].tail or '').rstrip()} "
            on = SubElement(item, "a", {"class": "entry-link", "href": entry})
            on.text = "Full entry"
        self._children(listed)
        listed.tail = None
        notes.append(listed)
        return notes

    def _address(self, address: str) -> str:
        if urlsplit(address).scheme:
            return address
        path, anchor = urldefrag(address)
        file = posixpath.normpath(posixpath.join(posixpath.dirname(self.page.file), path))
        name = self.names.get(file) if path else self.page.name
        beyond = self.alone and not path and anchor and unquote(anchor) not in self.ids
        if name is None or beyond:
            there = self.page.file if not path else file
            return f"{self.home}{there}{'#' * bool(anchor)}{anchor}"
        return f"{name}.xhtml#{name}--{unquote(anchor)}" if anchor else f"{name}.xhtml#{name}"
