"""The rules for plain words: short sentences, nothing unexplained, nothing that only eyes find.

Like ``prose`` it reads the Markdown, in seconds and without a build.
"""

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from inspections.package.names import did_you_mean
from inspections.register import Register
from publishing.records.load_register import register_of
from publishing.records.role_table import GLOSSARY_ROLE
from tools.lint import glossary_terms, prose
from tools.lint.markdown_page import Block, Fault, MarkdownPage, check_all, parse_pages
from tools.lint.readability import ease, running, sentences

AVERAGE = 22
"""Words in a sentence of a page, on average, at most."""

LONGEST = 40
"""Words in any sentence, at most."""

FRONT_PAGE_AGE = 12
"""The reading age of the front page, at most."""

_ABBREVIATION = re.compile(r"(?<![\w.])[A-Z]{2,}s?(?![\w])")
_LINE_END = re.compile(r"[.!?:;][”’\"')*\]]*\s*$")


def faults(page: MarkdownPage, register: Register) -> Iterator[Fault]:
    """Yield every fault of a page against the rules for plain words."""
    yield from _lengths(page)
    yield from _lines(page)
    yield from _abbreviations(page, register)
    yield from _quotations(page)
    yield from glossary_terms.faults(page, register)


def _beginning(text: str) -> str:
    """Return the first words of a text, by which a reader finds it."""
    return " ".join(text.split()[:6])


def _lengths(page: MarkdownPage) -> Iterator[Fault]:
    for sentence in sentences(page):
        if len(sentence.words) > LONGEST:
            start, words = _beginning(sentence.text), len(sentence.words)
            yield sentence.line, f"'{start} ...' has {words} words, {LONGEST} at most: split it"
    body_sentences = running(page)
    if body_sentences and (average := ease(body_sentences).length) > AVERAGE:
        longest = max(body_sentences, key=lambda item: len(item.words))
        yield (
            longest.line,
            f"{average:.1f} words a sentence on average, {AVERAGE} at most: begin with "
            f"'{_beginning(longest.text)} ...', which has {len(longest.words)}",
        )


def _lines(page: MarkdownPage) -> Iterator[Fault]:
    """Hold paragraphs to one sentence a line, so that a change shows as one line."""
    begun = [sentence.line for sentence in sentences(page) if sentence.kind == "paragraph"]
    for block in page.blocks:
        rows = list(block.rows()) if block.kind == "paragraph" else []
        for row in (line for line in rows if line.text.strip()):
            start = _beginning(row.text)
            if begun.count(row.line) > 1:
                advice = "one sentence a line: break the line at the full stop"
                yield row.line, f"'{start} ...': {advice}"
            if row.line != rows[-1].line and not _LINE_END.search(row.text):
                advice = "goes on in the next line: one sentence a line: join them"
                yield row.line, f"'{start} ...' {advice}"


def _abbreviations(page: MarkdownPage, register: Register) -> Iterator[Fault]:
    seen: set[str] = set()
    for block in page.blocks:
        shown = prose.without_allowed(block.text, "abbreviation", register)
        for match in _ABBREVIATION.finditer(shown):
            words = match[0]
            if words.rstrip("s") in seen:
                continue
            seen.add(words.rstrip("s"))
            in_role = block.is_within(match.start(), {GLOSSARY_ROLE})
            if in_role or _spelt_out(shown, match) or _just_explained(block, match.start()):
                continue
            yield (
                block.line_at(match.start()),
                f"'{words}' is not explained at its first use: write it out with ({words}) after "
                f"it, bind it with {{explain}}`{words} <term-id>`, or allow it in {prose.ALLOWED}",
            )


def _spelt_out(text: str, match: re.Match[str]) -> bool:
    """Return True if the abbreviation follows its meaning in brackets, or brackets follow it."""
    bracketed = re.search(r"\w\s*\(\s*$", text[: match.start()]) and re.match(
        r"\s*\)", text[match.end() :]
    )
    return bool(bracketed or re.match(r"\s*\(\w+\s+\w+", text[match.end() :]))


def _just_explained(block: Block, start: int) -> bool:
    """Return True if ", or ABC" stands right behind an explained term."""
    return any(
        role.name == GLOSSARY_ROLE and re.fullmatch(r",? or\s+", block.text[role.end : start])
        for role in block.roles
    )


def _front_page(page: MarkdownPage) -> Iterator[Fault]:
    scores = ease(running(page))
    if scores.age > FRONT_PAGE_AGE:
        yield (
            1,
            f"the front page asks for a reading age of {scores.age:.1f}, {FRONT_PAGE_AGE} at most: "
            "shorter sentences, shorter words (make readability)",
        )


def check(root: Path) -> list[str]:
    """Return every fault of every page, a line each; the first page is the front page."""
    path, front = next(iter(parse_pages(root).items()))
    hard = [f"{path}:{line}: {advice}" for line, advice in _front_page(front)]
    return [*hard, *check_all(root, faults), *_everyday(root)]


def _everyday(root: Path) -> Iterator[str]:
    """Yield a line for each everyday word of the allow-list that is no term of the glossary."""
    terms = {term.term for term in register_of(root).terms.values()}
    for words in prose.allowed_phrases(root).get("everyday", ()):
        if words not in terms:
            near = did_you_mean(words, terms, otherwise="delete the entry")
            yield f"{prose.ALLOWED}: '{words}' (everyday) is no term of the glossary: {near}"


def _quotations(page: MarkdownPage) -> Iterator[Fault]:
    """Yield each paragraph in which a quotation is opened or closed alone: it would hide words."""
    for block in page.blocks:
        marks = re.findall("[“”]", block.text)
        if marks != ["“", "”"] * (len(marks) // 2):
            start = _beginning(block.text)
            advice = f"'{start} ...': quotation marks do not pair: write “ before and ” behind"
            yield block.line, advice


def summary(root: Path) -> str:
    """Return the line that ``make check`` prints of pages without a fault."""
    read = [running(page) for page in parse_pages(root, slides=False).values()]
    together = ease(chain(*read))
    return (
        f"{len(read)} pages, {together.length:.1f} words a sentence, every term explained at "
        f"first use, reading age of the front page {ease(read[0]).age:.1f}"
    )
