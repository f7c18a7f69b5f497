"""Where links, pictures and labels of pages lead, and whether that is there."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from markdown_it.token import Token

from inspections.package.names import did_you_mean
from inspections.register import Register
from publishing.core.project import page_files
from tools.lint.markdown_page import Fault

_SCHEMES = ("http", "https", "mailto")
MOST_BYTES = 1_000_000
"""The largest picture: readers on a phone wait for it."""
_PICTURES = {
    ".png": rb"\A\x89PNG\r\n\x1a\n",
    ".jpg": rb"\A\xff\xd8\xff",
    ".jpeg": rb"\A\xff\xd8\xff",
    ".svg": rb"(?i)<svg\b",
}
"""How the bytes of a picture begin, or what they hold, by the ending of its name."""


@dataclass
class PageCheck:
    """A page being read: what was found wrong, and the labels that it has, with their lines."""

    path: str
    root: Path
    register: Register
    faults: list[Fault] = field(default_factory=list)
    labels: list[tuple[str, int]] = field(default_factory=list)
    references: list[tuple[str, int]] = field(default_factory=list)
    level: int = 0
    """That of the last heading; 0 before the first."""

    def wrong(self, line: int, advice: str) -> None:
        """Note a fault."""
        self.faults.append((line, advice))


def picture(page: PageCheck, target: str, line: int, *, words: str) -> None:
    """Note a picture that is not a file of the book, or has no ``words`` to be read out."""
    if not words.strip():
        advice = f"'{target}' has no text for those who do not see it: add alt text"
        page.wrong(line, advice)
    if urlsplit(target).scheme or target.startswith("//"):
        advice = f"the picture {target} is not the book's own: put its file beside the page"
        page.wrong(line, advice)
    else:
        file(page, target, line)
        _check_image_file(page, target, line)


def _check_image_file(page: PageCheck, target: str, line: int) -> None:
    """Note a picture that a browser would not show, that runs code, or that is too large."""
    here = page.root if target.startswith("/") else (page.root / page.path).parent
    path = here / target.strip("/")
    begins = _PICTURES.get(path.suffix.lower())
    if not path.is_file():
        return
    if path.stat().st_size > MOST_BYTES:
        page.wrong(line, f"'{target}' has more than {MOST_BYTES:,} bytes: make it smaller")
        return
    content = path.read_bytes()
    if begins is None or not re.search(begins, content):
        kinds = ", ".join(_PICTURES)
        page.wrong(line, f"'{target}' is no picture ({kinds}): draw or save it as one of these")
    elif (
        re.search(rb"(?i)<script|<foreignObject|\bon\w+\s*=|javascript:", content)
        and path.suffix.lower() == ".svg"
    ):
        page.wrong(line, f"'{target}' holds a script: save the drawing without it")


def link(page: PageCheck, token: Token, line: int) -> None:
    """Note a link to nowhere; a label is looked for when all pages have been read."""
    target = unquote(str(token.attrs.get("href", "")))
    parts = urlsplit(target)
    if parts.scheme and parts.scheme not in _SCHEMES:
        page.wrong(line, f"the link to {target} is none of {', '.join(_SCHEMES)}")
    elif parts.scheme and not parts.netloc and parts.scheme != "mailto":
        page.wrong(line, f"the link to {target} names no site")
    elif not parts.scheme and target.startswith("#"):
        page.references.append((target[1:], line))
    elif not parts.scheme:
        file(page, parts.path, line)
        page.references += [(parts.fragment, line)] if parts.fragment else []


def file(page: PageCheck, target: str, line: int) -> None:
    """Note a target that is no file of the book."""
    here = page.root if target.startswith("/") else (page.root / page.path).parent
    path = Path(here, target.lstrip("/")).resolve()
    if not target or not path.is_relative_to(page.root.resolve()) or not path.is_file():
        places = [os.path.relpath(page_file, here) for page_file in page_files(page.root)]
        same = [place for place in places if Path(place).name == path.name]
        near = did_you_mean(target, same or places, otherwise="correct the address, or take it out")
        page.wrong(line, f"'{target}' leads to no file: {near}")


def label_faults(read_pages: Sequence[PageCheck]) -> Iterator[tuple[str, int, str]]:
    """Yield path, line and advice where a label is there twice, or a link leads to none."""
    first: dict[str, str] = {}
    alike: dict[str, str] = {}  # Sphinx reads capitals as small letters
    for page in read_pages:
        for label, line in page.labels:
            place = f"{page.path}:{line}"
            first.setdefault(label, place)
            if (other := alike.setdefault(label.lower(), place)) != place:
                yield page.path, line, f"the label '{label}' stands at {other} too: rename one"
    for page in read_pages:
        for label, line in page.references:
            if label not in first:
                near = did_you_mean(label, first, otherwise="write (label)= above what it is")
                yield page.path, line, f"there is no label '{label}': {near}"
