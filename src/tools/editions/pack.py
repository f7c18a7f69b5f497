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
from publishing.core.site import put
from publishing.core.zip_archive import packed
from publishing.downloads.bundle import COPIED
from publishing.downloads.data_files import FOLDER
from publishing.downloads.teaching import ARCHIVE, MARKED, PLACE, SHEETS, SLIDES
from publishing.markup.exercises import KINDS
from publishing.markup.sessions import DECK
from publishing.records.edition import VOLUMES, Edition, file_name
from tools.editions.deck import Deck
from tools.editions.excerpts import EXERCISE, MARK, excerpts, exercises, marked
from tools.editions.folds import HEADINGS, NOTES, has_class, in_exercises, words
from tools.editions.html_chapters import TO_CHAPTER, Chapter, xml
from tools.editions.templates import HERE, render

LABEL = re.compile(r"Exercise (?P<number>\d+), (?P<kind>.+), (?P<time>about .+), (?P<level>.+), ")
MARKS = re.compile(r"(\d+) marks?$")


def complete(root: Path, site: Path, register: Register, edition: Edition) -> dict[str, int]:
    """Put sheets and ZIP into ``site``; return the ZIP's size by its name, or nothing.

    A book without exercises and slides has no pack. Raises ``Trouble``.
    """
    made = sheets(root, site, register, edition)
    if not made:
        return {}
    archive = packed(archive_files(root, site, register, edition, made))
    put(site, {f"{PLACE}/{name}": text for name, text in made.items()})
    put(site, {f"{FOLDER}/{ARCHIVE}": archive})
    return {ARCHIVE: len(archive)}


def sheets(root: Path, site: Path, register: Register, edition: Edition) -> dict[str, str]:
    """Return every sheet that there is something for, as HTML by its file's name."""
    found = partial(excerpts, root, site, home=edition.home)
    made = {}
    for name, answers in (("handout", False), ("marking-scheme", True)):
        for chapter in found(sign=EXERCISE, choose=partial(exercises, answers=answers)).values():
            listed = _listed(chapter.body)
            if not answers:
                _leave_room(chapter.body, listed)
            made[name] = _sheet(chapter, edition, name, exercises=listed)
    if made and (root / DECK).is_file():
        deck = Deck(root, site, register, edition.home)
        made["slides"] = _page("slides.html", edition, "slides", title=deck.title, deck=deck)
    for name in MARKED:
        for chapter in found(sign=MARK.format(name), choose=marked(name)).values():
            made[name] = _sheet(chapter, edition, name, exercises=[])
    return {f"{name}.html": made[name] for name in SHEETS if name in made}


def archive_files(
    root: Path, site: Path, register: Register, edition: Edition, made: dict[str, str]
) -> dict[str, bytes]:
    """Return what the ZIP holds: the sheets, the worksheet as PDF, the spreadsheet, how to cite."""
    files = {name: text.encode() for name, text in made.items()}
    files |= {f"worksheet-{path.name}": path.read_bytes() for path in site.glob("chapters/*.pdf")}
    table = file_name(register, "xlsx")
    files[table] = (site / FOLDER / table).read_bytes()
    files |= {name: (root / name).read_bytes() for name in COPIED if (root / name).is_file()}
    student = site / file_name(register, "pdf", next(iter(VOLUMES)))
    named = [(name, *SHEETS[name.removesuffix(".html")]) for name in made]
    readme = render(
        "pack-readme.md",
        edition=edition,
        named=named,
        files=files,
        reading=student.name * student.is_file(),
    )
    return {"README.md": readme.encode(), **files}


def _page(template: str, edition: Edition, name: str, **given: Any) -> str:
    style = (HERE / "sheets.css").read_text(encoding="utf-8")
    if name in SLIDES:
        style += (HERE / "slides.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return render(template, edition=edition, name=name, style=Markup(style), digest=digest, **given)


def _sheet(chapter: Chapter, edition: Edition, name: str, **given: Any) -> str:
    """Return a chapter as a sheet: its title as the heading, all others below it."""
    body = chapter.body
    top = next(each for each in body.iter() if each.tag in HEADINGS)
    title = chapter.title if name in MARKED else SHEETS[name][0]
    for parent in body.iter():
        if top in list(parent):
            parent.remove(top)
    notes = {id(each) for part in body if has_class(part, NOTES) for each in part.iter()}
    headings = (each for each in body.iter() if each.tag in HEADINGS)
    below = [each for each in headings if id(each) not in notes]
    lift = min((int(each.tag[1]) for each in below), default=2) - 2
    for each in below:
        each.tag = f"h{int(each.tag[1]) - lift}"
    for each in body.iter():
        if has_class(each, "formula"):  # on a small screen it scrolls, also by keyboard
            each.attrib |= {"tabindex": "0", "role": "group", "aria-label": "Formula"}
    html = Markup(TO_CHAPTER.sub('href="#', xml(body, "html")))
    return _page("sheet.html", edition, name, title=title, body=html, **given)


def _listed(body: Element) -> list[dict[str, Any]]:
    """Return number, title, kind, needs, time, level and marks of every exercise, in order."""
    found = []
    for exercise in in_exercises(body):
        label = next(each for each in exercise.iter("p") if has_class(each, "exercise-label"))
        text = words(label)
        said, worth = LABEL.match(text), MARKS.search(text)
        if said is None or worth is None:
            raise ValueError(f"the label of an exercise reads '{text}'")
        title = "".join(next(each for each in exercise if each.tag in HEADINGS).itertext())
        minutes = int(re.sub(r"\D", "", said["time"]) or 60)  # "about an hour" has no figure
        parts = {
            "minutes": minutes,
            "title": title,
            "needs": _needs(exercise, said["kind"]),
            "marks": int(worth[1]),
        }
        found.append({**said.groupdict(), **parts})
    return found


def _needs(exercise: Element, kind: str) -> str:
    """Return what an exercise needs beside a pencil: its data, or a page that its task leads to."""
    if kind == KINDS["data"]:
        return "the spreadsheet"
    task = (part for part in exercise if not has_class(part, "unfolded"))
    links = (link for part in task for link in part.iter("a"))
    return "the site" if any(has_class(link, "reference") for link in links) else ""


def _leave_room(body: Element, listed: list[dict[str, Any]]) -> None:
    """Leave lines to write on below each exercise: one for each mark, and one more."""
    for exercise, each in zip(list(in_exercises(body)), listed, strict=True):
        room = SubElement(exercise, "div", {"class": "room", "aria-hidden": "true"})
        for _ in range(each["marks"] + 1):
            SubElement(room, "span", {"class": "line"})
