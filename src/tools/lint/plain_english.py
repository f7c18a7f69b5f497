"""The rules for plain words: short sentences, nothing unexplained, nothing that only eyes find.

Like ``prose`` it reads the Markdown, in seconds and without a build.
"""

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from inspections.checks.faults import did_you_mean
from inspections.register import Register
from publishing.core.project import pages, prose_files, read
from publishing.records.register import register_of
from publishing.records.role_table import GLOSSARY_ROLE
from tools.lint import glossary_terms, prose
from tools.lint.prose import ROLE, PageFault
from tools.lint.readability import ease
from tools.lint.sentences import Sentence, blocks, running, sentences, visible

AVERAGE = 22
"""Words in a sentence of a page, on average, at most."""

LONGEST = 40
"""Words in any sentence, at most."""

FRONT_PAGE_AGE = 12
"""The reading age of the front page, at most."""

_ABBREVIATION = re.compile(r"(?<![\w.])[A-Z]{2,}s?(?![\w])")
_LINE_END = re.compile(r"[.!?:;][”’\"')*\]]*\s*$")


def faults(text: str, path: str, known: Register) -> list[PageFault]:
    """Return every fault of a page against the rules for plain words, in order."""
    found = [
        *_lengths(text, path),
        *_lines(text, path),
        *_abbreviations(text, path, known),
        *_quotations(text, path),
        *glossary_terms.faults(text, path, known),
    ]
    return sorted(found, key=lambda each: each.line)


def _beginning(sentence: Sentence) -> str:
    words = sentence.text.split()
    return " ".join(words[:6])


def _lengths(text: str, path: str) -> Iterator[PageFault]:
    for each in sentences(text):
        if len(each.words) > LONGEST:
            start = _beginning(each)
            advice = f"'{start} ...' has {len(each.words)} words, {LONGEST} at most: split it"
            yield PageFault(path, each.line, start, advice)
    found = running(text)
    if found and (average := ease(found).length) > AVERAGE:
        longest = max(found, key=lambda each: len(each.words))
        advice = (
            f"{average:.1f} words a sentence on average, {AVERAGE} at most: begin with "
            f"'{_beginning(longest)} ...', which has {len(longest.words)}"
        )
        yield PageFault(path, longest.line, _beginning(longest), advice)


def _lines(text: str, path: str) -> Iterator[PageFault]:
    """Hold paragraphs to one sentence a line, so that a change shows as one line."""
    begun = [each.line for each in sentences(text) if each.kind == "paragraph"]
    for block in blocks(text):
        if block.kind != "paragraph":
            continue
        rows = block.text.split("\n")
        for line, row in enumerate(rows, start=block.line):
            start = " ".join(row.split()[:6])
            if begun.count(line) > 1:
                advice = f"'{start} ...': one sentence a line: break the line at the full stop"
                yield PageFault(path, line, start, advice)
            if line < block.line + len(rows) - 1 and not _LINE_END.search(row):
                advice = f"'{start} ...' goes on in the next line: one sentence a line: join them"
                yield PageFault(path, line, start, advice)


def _abbreviations(text: str, path: str, known: Register) -> Iterator[PageFault]:
    shown = prose.without_allowed(visible(text), "abbreviation", known)
    explained = [match.span() for match in ROLE.finditer(text) if match["role"] == GLOSSARY_ROLE]
    seen: set[str] = set()
    for match in _ABBREVIATION.finditer(shown):
        words = match[0]
        if words.rstrip("s") in seen:
            continue
        seen.add(words.rstrip("s"))
        in_role = any(start <= match.start() < end for start, end in explained)
        if in_role or _spelt_out(shown, match) or _just_explained(text, match, explained):
            continue
        advice = (
            f"'{words}' is not explained at its first use: write it out with ({words}) after it, "
            f"bind it with {{explain}}`{words} <term-id>`, or allow it in {prose.ALLOWED}"
        )
        yield PageFault(path, prose.line_at(text, match.start()), words, advice)


def _spelt_out(shown: str, match: re.Match[str]) -> bool:
    """Say whether the abbreviation follows its meaning in brackets, or brackets follow it."""
    bracketed = re.search(r"\w\s*\(\s*$", shown[: match.start()]) and re.match(
        r"\s*\)", shown[match.end() :]
    )
    return bool(bracketed or re.match(r"\s*\(\w+\s+\w+", shown[match.end() :]))


def _just_explained(text: str, match: re.Match[str], explained: list[tuple[int, int]]) -> bool:
    """Say whether ", or ABC" stands right behind an explained term."""
    return any(
        end <= match.start() and re.fullmatch(r",? or\s+", text[end : match.start()])
        for _, end in explained
    )


def _front_page(text: str, path: str) -> Iterator[PageFault]:
    found = ease(running(text))
    if found.age > FRONT_PAGE_AGE:
        advice = (
            f"the front page asks for a reading age of {found.age:.1f}, {FRONT_PAGE_AGE} at most: "
            "shorter sentences, shorter words (make readability)"
        )
        yield PageFault(path, 1, "front page", advice)


def check(root: Path) -> list[str]:
    """Return every fault of every page, a line each; the first page is the front page."""
    found: list[PageFault] = []
    for number, (path, text) in enumerate(read(root, prose_files(root)).items()):
        found += _front_page(text, path) if number == 0 else ()
        found += faults(text, path, register_of(root))
    return [*map(str, found), *_everyday(root)]


def _everyday(root: Path) -> Iterator[str]:
    """Yield a line for each everyday word of the allow-list that is no term of the glossary."""
    terms = {term.term for term in register_of(root).terms.values()}
    for words in prose.allowed(root).get("everyday", ()):
        if words not in terms:
            near = did_you_mean(words, terms, otherwise="delete the entry")
            yield f"{prose.ALLOWED}: '{words}' (everyday) is no term of the glossary: {near}"


def _quotations(text: str, path: str) -> Iterator[PageFault]:
    """Yield each paragraph in which a quotation is opened or closed alone: it would hide words."""
    shown = prose.read_page(text).prose.split("\n")
    for block in blocks(text):
        marks = re.findall("[“”]", "\n".join(shown[block.line - 1 :][: block.text.count("\n") + 1]))
        if marks != ["“", "”"] * (len(marks) // 2):
            start = " ".join(block.text.split()[:6])
            advice = f"'{start} ...': quotation marks do not pair: write “ before and ” behind"
            yield PageFault(path, block.line, start, advice)


def summary(root: Path) -> str:
    """Return what pages without a fault have, in one line."""
    told = [running(text) for text in read(root, pages(root)).values()]
    together = ease(chain(*told))
    return (
        f"{len(told)} pages, {together.length:.1f} words a sentence, every term explained at "
        f"first use, reading age of the front page {ease(told[0]).age:.1f}"
    )
