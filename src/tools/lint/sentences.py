"""A page's visible words: its Markdown as blocks and sentences, each with its line.

What counts as prose is decided in ``prose.read_page``; here the words of roles are kept in
place, so that a position in the visible text is a position in the file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from publishing.records.role_table import FROM_DATA, split
from tools.lint import prose

FIGURE = "0"
"""Stands where a role shows a figure, a rating or a date: it counts as one word."""

_WORD = re.compile(r"[^\W_]+(?:[’'.,-][^\W_]+)*")
_END = re.compile(r"[.!?][”’\"')*\]]*\s+(?=[“‘\"'(\[*]*[A-Z0-9])")
_KINDS = {
    "heading": re.compile(r"^#{1,6}\s"),
    "title": re.compile(r"^\s*(?:`{3,}|:{3,})"),
    "table": re.compile(r"^\s*\|"),
    "item": re.compile(r"^\s*(?:[-*+]|\d+\.|:[a-z]+:)\s"),
}


@dataclass(frozen=True)
class Block:
    """A paragraph, item, heading, title or row (its ``kind``), with the line where it begins."""

    kind: str
    line: int
    text: str


class Sentence(Block):
    """A sentence of a block, of the same kind."""

    @property
    def words(self) -> list[str]:
        """Its words: what stands between spaces, with hyphens and apostrophes inside."""
        return _WORD.findall(self.text)


@lru_cache(maxsize=64)
def visible(text: str) -> str:
    """Return a page's visible prose, the rest as spaces, of the same length as ``text``."""
    shown = prose.read_page(prose.ROLE.sub(_shown, text)).prose.replace(prose.BORNE, " ")
    if len(shown) != len(text):
        raise ValueError("a position in the prose must be a position in the file")
    return shown


def _shown(match: re.Match[str]) -> str:
    """Keep a link's words and put one word for a figure; worded roles are ``prose``'s matter."""
    if match["role"] == "doc":
        words = split(match["text"])[0] or match["text"]
    elif match["role"] in FROM_DATA:
        words = FIGURE
    else:
        return match[0]
    padded = (" " * (match.start("text") - match.start()) + words).ljust(len(match[0]))
    return "".join("\n" if old == "\n" else new for old, new in zip(match[0], padded, strict=True))


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a page in order; each row of a table and each heading is one."""
    kind, first, lines = "", 0, list[str]()
    rows = zip(text.split("\n"), visible(text).split("\n"), strict=True)
    for number, (written, shown) in enumerate([*rows, ("", "")], start=1):
        found = _kind(written) if shown.strip() else ""
        goes_on = found == "paragraph" and kind in ("paragraph", "item")
        if lines and not goes_on:
            yield Block(kind, first, "\n".join(lines))
            lines = []
        if found:
            kind, first = (kind, first) if goes_on and lines else (found, number)
            lines.append(shown)
        else:
            kind = ""


def _kind(line: str) -> str:
    return next((kind for kind, start in _KINDS.items() if start.match(line)), "paragraph")


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a page in order; no sentence goes beyond its block."""
    for block in blocks(text):
        begins = [0, *(match.end() for match in _END.finditer(block.text)), len(block.text)]
        for start, end in zip(begins, begins[1:], strict=False):
            part = block.text[start:end]
            if _WORD.search(part):
                skipped = len(part) - len(part.lstrip())
                line = block.line + block.text.count("\n", 0, start + skipped)
                yield Sentence(block.kind, line, part.strip())


def running(text: str) -> list[Sentence]:
    """Return the sentences of paragraphs and items: no heading, no title, no row of a table."""
    return [each for each in sentences(text) if each.kind in ("paragraph", "item")]
