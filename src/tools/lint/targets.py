"""Where links, pictures and labels of pages lead, and whether that is there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from markdown_it.token import Token

from inspections.checks.faults import did_you_mean
from inspections.register import Register
from publishing.core.project import pages
from tools.lint.prose import PageFault

_SCHEMES = ("http", "https", "mailto")


@dataclass
class PageRead:
    """A page being read: what was found wrong, and the labels that it has, with their lines."""

    path: str
    root: Path
    known: Register
    faults: list[PageFault] = field(default_factory=list)
    labels: list[tuple[str, int]] = field(default_factory=list)
    wanted: list[tuple[str, int]] = field(default_factory=list)
    level: int = 0
    """That of the last heading; 0 before the first."""

    def wrong(self, line: int, advice: str) -> None:
        """Note a fault."""
        self.faults.append(PageFault(self.path, line, "", advice))


def picture(page: PageRead, target: str, line: int, *, words: str) -> None:
    """Note a picture that is not a file of the book, or has no ``words`` to be read out."""
    if not words.strip():
        advice = f"'{target}' has no text for those who do not see it: add alt text"
        page.wrong(line, advice)
    if urlsplit(target).scheme or target.startswith("//"):
        advice = f"the picture {target} is not the book's own: put its file beside the page"
        page.wrong(line, advice)
    else:
        file(page, target, line)


def link(page: PageRead, token: Token, line: int) -> None:
    """Note a link to nowhere; a label is looked for when all pages have been read."""
    target = unquote(str(token.attrs.get("href", "")))
    parts = urlsplit(target)
    if parts.scheme and parts.scheme not in _SCHEMES:
        page.wrong(line, f"the link to {target} is none of {', '.join(_SCHEMES)}")
    elif parts.scheme and not parts.netloc and parts.scheme != "mailto":
        page.wrong(line, f"the link to {target} names no site")
    elif not parts.scheme and target.startswith("#"):
        page.wanted.append((target[1:], line))
    elif not parts.scheme:
        file(page, parts.path, line)
        page.wanted += [(parts.fragment, line)] if parts.fragment else []


def file(page: PageRead, target: str, line: int) -> None:
    """Note a target that is no file of the book."""
    here = page.root if target.startswith("/") else (page.root / page.path).parent
    wanted = Path(here, target.lstrip("/")).resolve()
    if not target or not wanted.is_relative_to(page.root.resolve()) or not wanted.is_file():
        names = [each.name for each in pages(page.root)]
        near = did_you_mean(wanted.name, names, otherwise="correct the address, or take it out")
        page.wrong(line, f"'{target}' leads to no file: {near}")


def between(read_pages: Sequence[PageRead]) -> Iterator[PageFault]:
    """Yield labels that are there twice, and links to labels that are nowhere."""
    first: dict[str, str] = {}
    for page in read_pages:
        for label, line in page.labels:
            place = f"{page.path}:{line}"
            if (other := first.setdefault(label, place)) != place:
                advice = f"the label '{label}' stands at {other} too: rename one"
                yield PageFault(page.path, line, label, advice)
    for page in read_pages:
        for label, line in page.wanted:
            if label not in first:
                near = did_you_mean(label, first, otherwise="write (label)= above what it is")
                yield PageFault(page.path, line, label, f"there is no label '{label}': {near}")
