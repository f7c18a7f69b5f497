"""The teacher's pack: sheets that open in any browser, slides, and one ZIP with all of them.

Everything is taken from the finished pages, so it says what they say. A sheet is one file with its
style in it: no script, nothing from anywhere else.
"""

import base64
import hashlib
import re
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markupsafe import Markup

from inspections.register import Register
from publishing.core.write_files import put
from publishing.core.zip_archive import zip_bytes
from publishing.downloads.bundle import COPIED
from publishing.downloads.data_files import DOWNLOADS_DIR
from publishing.downloads.pack_list import (
    ARCHIVE,
    PACK_FILES,
    PACK_FOLDER,
    SECTION_FILES,
    SLIDE_FILES,
)
from publishing.markup.exercises import EXERCISE_KINDS
from publishing.markup.sessions import DECK
from publishing.records.edition import VOLUMES, Edition, file_name
from tools.editions.excerpts import EXERCISE, PACK_MARKER, excerpts, exercises, section_marked
from tools.editions.html_chapters import TO_CHAPTER, Chapter, xml
from tools.editions.print_layout import HEADINGS, NOTES_CLASS, has_class, in_exercises, text_of
from tools.editions.render import HERE, render
from tools.editions.slides import Deck

LABEL_RE = re.compile(
    r"Exercise (?P<number>\d+), (?P<kind>.+), (?P<time>about .+), (?P<level>.+), "
)
MARKS_RE = re.compile(r"(\d+) marks?$")


def add_pack(root: Path, site: Path, register: Register, edition: Edition) -> dict[str, int]:
    """Put sheets and ZIP into ``site``; return the ZIP's size by its name, or nothing.

    A book without exercises and slides has no pack. Raises ``UserError``.
    """
    documents = pack_files(root, site, register, edition)
    if not documents:
        return {}
    archive = zip_bytes(archive_files(root, site, register, edition, documents))
    put(site, {f"{PACK_FOLDER}/{name}": text for name, text in documents.items()})
    put(site, {f"{DOWNLOADS_DIR}/{ARCHIVE}": archive})
    return {ARCHIVE: len(archive)}


def pack_files(root: Path, site: Path, register: Register, edition: Edition) -> dict[str, str]:
    """Return every sheet that there is something for, as HTML by its file's name."""
    find = partial(excerpts, root, site, homepage=edition.home)
    documents = {}
    for name, answers in (("handout", False), ("marking-scheme", True)):
        for chapter in find(sign=EXERCISE, choose=partial(exercises, answers=answers)).values():
            listed = _exercise_rows(chapter.body)
            if not answers:
                _add_writing_lines(chapter.body, listed)
            documents[name] = _pack_file(chapter, edition, name, exercises=listed)
    if documents and (root / DECK).is_file():
        deck = Deck(root, site, register, edition.home)
        documents["slides"] = _page("slides.html", edition, "slides", title=deck.title, deck=deck)
    for name in SECTION_FILES:
        for chapter in find(sign=PACK_MARKER.format(name), choose=section_marked(name)).values():
            documents[name] = _pack_file(chapter, edition, name, exercises=[])
    return {f"{name}.html": documents[name] for name in PACK_FILES if name in documents}


def archive_files(
    root: Path, site: Path, register: Register, edition: Edition, documents: dict[str, str]
) -> dict[str, bytes]:
    """Return what the ZIP holds: the sheets, the worksheet as PDF, the spreadsheet, how to cite."""
    files = {name: text.encode() for name, text in documents.items()}
    files |= {f"worksheet-{path.name}": path.read_bytes() for path in site.glob("chapters/*.pdf")}
    table = file_name(register, "xlsx")
    files[table] = (site / DOWNLOADS_DIR / table).read_bytes()
    files |= {name: (root / name).read_bytes() for name in COPIED if (root / name).is_file()}
    student = site / file_name(register, "pdf", next(iter(VOLUMES)))
    named = [(name, *PACK_FILES[name.removesuffix(".html")]) for name in documents]
    readme = render(
        "pack-readme.md",
        edition=edition,
        named=named,
        files=files,
        reading=student.name * student.is_file(),
    )
    return {"README.md": readme.encode(), **files}


def _page(template: str, edition: Edition, name: str, **context: Any) -> str:
    style = (HERE / "sheets.css").read_text(encoding="utf-8")
    if name in SLIDE_FILES:
        style += (HERE / "slides.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return render(
        template, edition=edition, name=name, style=Markup(style), digest=digest, **context
    )


def _pack_file(chapter: Chapter, edition: Edition, name: str, **context: Any) -> str:
    """Return a chapter as a sheet: its title as the heading, all others below it."""
    body = chapter.body
    top = next(heading for heading in body.iter() if heading.tag in HEADINGS)
    title = chapter.title if name in SECTION_FILES else PACK_FILES[name][0]
    for parent in body.iter():
        if top in list(parent):
            parent.remove(top)
    notes = {
        id(element) for part in body if has_class(part, NOTES_CLASS) for element in part.iter()
    }
    headings = (element for element in body.iter() if element.tag in HEADINGS)
    below = [heading for heading in headings if id(heading) not in notes]
    lift = min((int(heading.tag[1]) for heading in below), default=2) - 2
    for heading in below:
        heading.tag = f"h{int(heading.tag[1]) - lift}"
    for node in body.iter():
        if has_class(node, "formula"):  # on a small screen it scrolls, also by keyboard
            node.attrib |= {"tabindex": "0", "role": "group", "aria-label": "Formula"}
    html = Markup(TO_CHAPTER.sub('href="#', xml(body, "html")))
    return _page("sheet.html", edition, name, title=title, body=html, **context)


def _exercise_rows(body: Element) -> list[dict[str, Any]]:
    """Return number, title, kind, needs, time, level and marks of every exercise, in order."""
    rows = []
    for exercise in in_exercises(body):
        label = next(part for part in exercise.iter("p") if has_class(part, "exercise-label"))
        text = text_of(label)
        label_match, worth = LABEL_RE.match(text), MARKS_RE.search(text)
        if label_match is None or worth is None:
            raise ValueError(f"the label of an exercise reads '{text}'")
        title = "".join(next(child for child in exercise if child.tag in HEADINGS).itertext())
        minutes = int(re.sub(r"\D", "", label_match["time"]) or 60)  # "about an hour" has no figure
        parts = {
            "minutes": minutes,
            "title": title,
            "needs": _needs(exercise, label_match["kind"]),
            "marks": int(worth[1]),
        }
        rows.append({**label_match.groupdict(), **parts})
    return rows


def _needs(exercise: Element, kind: str) -> str:
    """Return what an exercise needs beside a pencil: its data, or a page that its task leads to."""
    if kind == EXERCISE_KINDS["data"]:
        return "the spreadsheet"
    task = (part for part in exercise if not has_class(part, "unfolded"))
    links = (link for part in task for link in part.iter("a"))
    return "the site" if any(has_class(link, "reference") for link in links) else ""


def _add_writing_lines(body: Element, listed: list[dict[str, Any]]) -> None:
    """Leave lines to write on below each exercise: one for each mark, and one more."""
    for exercise, row in zip(list(in_exercises(body)), listed, strict=True):
        room = SubElement(exercise, "div", {"class": "room", "aria-hidden": "true"})
        for _ in range(row["marks"] + 1):
            SubElement(room, "span", {"class": "line"})
