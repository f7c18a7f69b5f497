"""The sentences of a page, and how easy they are: Flesch reading ease and Flesch-Kincaid grade.

Reading ease is 206.835 - 1.015 x (words / sentences) - 84.6 x (syllables / words): R. Flesch,
"A new readability yardstick", Journal of Applied Psychology, volume 32. The grade is
0.39 x (words / sentences) + 11.8 x (syllables / words) - 15.59: J. P. Kincaid and others,
"Derivation of new readability formulas", Naval Technical Training Command, report 8-75. It
counts school years in America; a reader of grade g is about g + 5 years old.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.lint.markdown_page import Block, MarkdownPage, parse_pages

_WORD = re.compile(r"[^\W_]+(?:[’'.,-][^\W_]+)*")
_END = re.compile(r"[.!?][”’\"')*\]]*\s+(?=[“‘\"'(\[*]*[A-Z0-9])")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = (
    re.compile(r"(?:(?<=[^aeiouyl])|(?<=[aeiouy]l))e$"),  # rate, whole; not little
    re.compile(r"(?<=[^aeiouytd])(?<![^aeiouyl]l)ed$"),  # judged, called; not rated, handled
    re.compile(r"(?<=[^aeiouyscxzgh])(?<![^aeiouyl]l)es$"),  # grades; not cases, changes, tables
    re.compile(r"(?<=[^aeiouyl])e(?=ments?$|ful|less|ly$|ty$|things?$|times$)"),  # safety
)
_APART = re.compile(r"(?<![tscg])i[ao]|(?<![qg])u[ao]|[eyo]ing|(?<=s)ms?$")  # crite-ri-a, be-ing
"""Vowels that stand together and are spoken apart, and the one consonant that is a syllable."""


class Sentence(Block):
    """A sentence of a block, of the same kind."""

    @property
    def words(self) -> list[str]:
        """Its words: what stands between spaces, with hyphens and apostrophes inside."""
        return _WORD.findall(self.text)


def sentences(page: MarkdownPage) -> Iterator[Sentence]:
    """Yield the sentences of a page in order; no sentence goes beyond its block."""
    for block in page.blocks:
        begins = [0, *(match.end() for match in _END.finditer(block.text)), len(block.text)]
        for start, end in zip(begins, begins[1:], strict=False):
            part = block.text[start:end]
            if _WORD.search(part):
                skipped = len(part) - len(part.lstrip())
                yield Sentence(block.kind, block.line_at(start + skipped), part.strip())


def running(page: MarkdownPage) -> list[Sentence]:
    """Return the sentences of paragraphs and items: no heading, no title, no row of a table."""
    return [sentence for sentence in sentences(page) if sentence.kind in ("paragraph", "item")]


@dataclass(frozen=True)
class Ease:
    """The counts of a text and the two scores that follow from them."""

    sentences: int
    words: int
    syllables: int

    @property
    def flesch(self) -> float:
        """Reading ease: 60 to 70 is plain English, more is easier."""
        return 206.835 - 1.015 * self.length - 84.6 * self.syllables / self.words

    @property
    def grade(self) -> float:
        """The Flesch-Kincaid grade, in school years."""
        return 0.39 * self.length + 11.8 * self.syllables / self.words - 15.59

    @property
    def age(self) -> float:
        """The age of a reader of that grade."""
        return self.grade + 5

    @property
    def length(self) -> float:
        """Words in a sentence, on average."""
        return self.words / self.sentences


def syllables(word: str) -> int:
    """Return the syllables of a word, counted by its vowels; a figure counts as one."""
    total = 0
    for part in re.findall(r"[a-z]+", re.sub(r"[’']", "", word.lower())):
        for silent in _SILENT:
            part = silent.sub("", part)
        total += max(1, len(_VOWELS.findall(part)) + len(_APART.findall(part)))
    return max(1, total)


def ease(sample: Iterable[Sentence]) -> Ease:
    """Return the counts of some sentences. Raises ``ValueError`` when there is no word."""
    texts = [sentence.words for sentence in sample]
    words = [word for text in texts for word in text]
    if not words:
        raise ValueError("no sentence to measure")
    return Ease(len(texts), len(words), sum(map(syllables, words)))


def table(root: Path) -> str:
    """Return a line for each page: words, words a sentence, reading ease, grade, reading age."""
    lines = [f"{'page':<38}{'words':>6}{'a sentence':>12}{'ease':>7}{'grade':>7}{'age':>6}"]
    for path, page in parse_pages(root, slides=False).items():
        scores = ease(running(page))
        lines.append(
            f"{path:<38}{scores.words:>6}{scores.length:>12.1f}"
            f"{scores.flesch:>7.1f}{scores.grade:>7.1f}{scores.age:>6.1f}"
        )
    return "\n".join(lines)
