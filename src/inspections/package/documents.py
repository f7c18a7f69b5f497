"""Reads reports and articles, PDF, HTML or text, as paragraphs.

The files are whoever has them: none is part of the package.
"""

import re
from collections import Counter
from pathlib import Path

from inspections.errors import UserError
from inspections.package import tables

SUFFIXES = (".txt", ".html", ".htm", ".pdf")
"""The endings of files that can be read."""

LARGEST = 60_000_000
"""Most bytes that a document may have: reports with pictures have a few million."""

_UNSEEN = frozenset(("head", "script", "style", "template", "noscript", "svg"))
_INLINE = frozenset(
    ("a", "abbr", "b", "cite", "code", "em", "i", "mark", "q", "s", "small", "span", "strong")
    + ("time", "u", "wbr")
)
_JOINT = "\ufffe"
"""What PDFium writes for a hyphen at the end of a line, which may belong to the word or not."""


def read(path: Path) -> str:
    """Return a document's text, a paragraph a line, hyphenation undone. Raises ``UserError``."""
    try:
        content = tables.read_bytes(path.parent, path.name, largest=LARGEST)
    except OSError as error:
        raise UserError(f"{path.name}: cannot be read ({error.strerror})") from error
    reader = {".pdf": _pdf, ".html": _html, ".htm": _html, ".txt": _text}.get(path.suffix.lower())
    if reader is None:
        raise UserError(f"{path.name}: is none of {', '.join(SUFFIXES)}; save it as one of these")
    try:
        text = _undivided(reader(content))
    except UnicodeDecodeError as error:
        raise UserError(
            f"{path.name}: the text is not UTF-8; save it again with the encoding UTF-8"
        ) from error
    except ValueError as error:
        raise UserError(f"{path.name}: {error}") from error
    if not re.search(r"\w", text):
        raise UserError(f"{path.name}: has no text; pages that are pictures need OCR first")
    return text


def _text(content: bytes) -> str:
    return _paragraphs(re.sub(r"(?<=\w)-\r?\n(?=\w)", _JOINT, content.decode("utf-8-sig")))


def _html(content: bytes) -> str:
    """Return the words that a browser shows: a paragraph for each element that is no part of one.

    The walk over the tree is flat, so that no depth of nesting ends it.
    """
    import html5lib  # slow to import, and seldom needed

    tree = html5lib.parse(content, useChardet=False, default_encoding="utf-8")
    walker = html5lib.getTreeWalker("etree")
    parts: list[str] = []
    hidden = 0
    for token in walker(tree):
        kind, name = token["type"], token.get("name")
        if kind in ("StartTag", "EndTag", "EmptyTag"):
            step = {"StartTag": 1, "EndTag": -1}.get(kind, 0)
            hidden += step if name in _UNSEEN else 0
            joint = " " if name in ("sup", "sub") else "\n"
            parts.append("" if name in _INLINE else joint)
        elif kind in ("Characters", "SpaceCharacters") and not hidden:
            parts.append(re.sub(r"\s+", " ", token["data"]))
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(filter(None, lines))


def _pdf(content: bytes) -> str:
    try:
        import pypdfium2
    except ImportError as error:
        raise ValueError("PDFs are read with pypdfium2: install requirements-dev.txt") from error
    try:
        with pypdfium2.PdfDocument(content) as document:
            texts = [page.get_textpage().get_text_range() for page in document]
    except pypdfium2.PdfiumError as error:
        raise ValueError("is no PDF that can be read, or asks for a password") from error
    pages = [re.sub(rf"{_JOINT}(?!\s)", f"{_JOINT}\n", text).splitlines() for text in texts]
    return _paragraphs("\n".join(_without_running_lines(pages)))


def _without_running_lines(pages: list[list[str]]) -> list[str]:
    """Return the lines of all pages but those at head or foot that most pages have."""

    def shape(line: str) -> str:
        return re.sub(r"\d+", "#", line.strip())

    edges = Counter(edge for page in pages for edge in {*map(shape, page[:2] + page[-2:])})
    # '#' is a line of digits alone, as a page number is.
    running = {line for line, times in edges.items() if times > max(2, len(pages) / 2)} | {"#"}
    return [
        line
        for page in pages
        for place, line in enumerate(page)
        if shape(line) not in running or 2 <= place < len(page) - 2
    ]


def _paragraphs(text: str) -> str:
    """Join wrapped lines: a paragraph ends at a blank line, a short one, or final punctuation."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lengths = sorted(len(line) for line in lines if line)
    # A full line is about as long as the longest tenth; under 60 per cent of it, one is short.
    full = 0.6 * lengths[len(lengths) * 9 // 10] if lengths else 0
    parts: list[str] = []
    for line in lines:
        ends = not line or len(line) < full or re.search(r"[.!?:][”’\"')]*$", line)
        parts += [line, "\n" if ends else " "]
    return re.sub(r" *\n\s*", "\n", "".join(parts)).strip()


def _undivided(text: str) -> str:
    """Return the text with words whole that a line's end divided, as they stand elsewhere in it."""
    words = set(re.findall(r"[\w-]+", text.lower()))

    def whole(match: re.Match[str]) -> str:
        plain, joined = match[1] + match[2], f"{match[1]}-{match[2]}"
        return joined if joined.lower() in words and plain.lower() not in words else plain

    return re.sub(rf"(\w+){_JOINT}\s*(\w+)", whole, text).replace(_JOINT, "-")
