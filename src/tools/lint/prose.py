"""The rules for prose: no typed number, no claiming word without evidence.

They read a page's Markdown, in seconds and without a build.
"""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

from inspections.arithmetic.number_words import typed_numerals
from inspections.checks.csv_files import conflict_markers
from inspections.errors import UserError
from inspections.register import Register
from publishing.records.role_table import FROM_DATA, WITH_WORDS
from tools.lint.markdown_page import (
    Fault,
    MarkdownPage,
    blank_matches,
    check_all,
    line_at,
    on_one_line,
    parse_pages,
)

ALLOWED = "allowed_words.toml"
"""What a book lets pass, each with a reason; a book without it lets nothing pass."""

ALLOWED_KINDS = ("number", "claim", "timely", "cause", "term", "abbreviation", "everyday")
"""What its entries are, each for one rule; ``everyday`` names terms that need no explanation."""


def pattern(
    words: Iterable[str], *, edges: tuple[str, str] = (r"\b", r"\b"), capitals: bool = False
) -> re.Pattern[str]:
    """Return what finds any of some words, given as patterns in which a blank is any space.

    ``edges`` are what stands before and behind; ``capitals`` says whether they count.
    """
    before, behind = edges
    either = "|".join(words).replace(" ", r"\s+")
    return re.compile(f"{before}(?:{either}){behind}", 0 if capitals else re.IGNORECASE)


CLAIM_WORDS = Path(__file__).with_name("claim_words.toml")
CLAIMING = pattern(sum(tomllib.loads(CLAIM_WORDS.read_text("utf-8")).values(), []))
"""Words that claim a direction, a comparison, a size or a share."""

COUNTING = re.compile(
    r"\b(?:(?:inspected|judged|rated|graded|visited)\b[^.]{0,60}\btwice"
    r"|two\s+inspections|(?:both|the\s+two)\s+(?:inspections|reports|ratings|grades|years))\b",
    re.IGNORECASE,
)
"""Words that take it that there are two inspections: wrong as soon as the data holds another."""

QUOTED = re.compile(r"“[^”]*”")
"""Words of others."""


class ProseFaults(UserError):
    """Pages hold typed numbers or unborne claims; the message lists them."""


def faults(page: MarkdownPage, register: Register) -> Iterator[Fault]:
    """Yield every typed number and every unborne claim of a page."""
    for block in page.blocks:
        yield from _typed_numbers(block.without(FROM_DATA), register, first_line=block.line)
    for before, node in page.nodes():
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield from _typed_numbers(node.value, register, first_line=before + node.lineno)
    yield from _claims(page, register)
    yield from _counts(page, register)
    yield from ((line, f"{what}: {advice}") for line, what, advice in conflict_markers(page.text))


def _typed_numbers(text: str, register: Register, *, first_line: int) -> Iterator[Fault]:
    for figure in typed_numerals(without_allowed(text, "number", register)):
        facts = [
            name
            for name, fact in register.facts.items()
            if figure.value in (fact.value, fact.total)
        ]
        use = (
            f"facts with this value: {', '.join(facts[:4])}; write {{fact}}`{facts[0]}`"
            if facts
            else "no fact has this value: add it to data/facts.csv with its source, or leave it out"
        )
        line = first_line - 1 + line_at(text, figure.start)
        yield line, f"typed number '{figure.text}': {use}"


def _claims(page: MarkdownPage, register: Register) -> Iterator[Fault]:
    for block in page.blocks:
        text = without_allowed(block.without(FROM_DATA), "claim", register)
        for match in CLAIMING.finditer("" if block.invented else text):
            if not block.is_within(match.start(), WITH_WORDS):
                words = on_one_line(match[0])
                yield (
                    block.line_at(match.start()),
                    f"'{words}' claims a direction, a comparison or a share: bind it to the data, "
                    f"{{claim}}`{words} <kind: ids>` or {{finding}}`{words} ... <id>` "
                    "(CONTRIBUTING, Write prose)",
                )


def _counts(page: MarkdownPage, register: Register) -> Iterator[Fault]:
    """Report words for two inspections where the data holds another number of them."""
    held = len(register.subject_inspections)
    for block in page.blocks if held != 2 else ():
        text = without_allowed(block.without(FROM_DATA), "term", register)
        for match in COUNTING.finditer(text):
            yield (
                block.line_at(match.start()),
                f"'{on_one_line(match[0])}' speaks of two inspections, and the data holds "
                f"{held} of the unit: say which are meant, or write {{inspections}}`times` or "
                "{inspections}`number`",
            )


def allowed_phrases(root: Path) -> dict[str, tuple[str, ...]]:
    """Return the phrases that the book in ``root`` lets pass now, by kind.

    ``unreadable_files`` says in words what is wrong with the list.
    """
    file = root / ALLOWED
    return _phrases(file.read_text(encoding="utf-8")) if file.is_file() else {}


@lru_cache(maxsize=4)
def _phrases(text: str) -> dict[str, tuple[str, ...]]:
    entries = tomllib.loads(text).items()
    return {kind: tuple(entry["words"] for entry in rows) for kind, rows in entries}


def without_allowed(text: str, kind: str, register: Register) -> str:
    """Return ``text`` with the phrases of this kind blanked that the register's book allows."""
    phrases = allowed_phrases(register.package.folder.parent).get(kind, ())
    return blank_matches(_any_of(phrases), text) if phrases else text


@cache
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    plain = [" ".join(map(re.escape, phrase.split())) for phrase in phrases]
    return pattern(plain, edges=(r"(?<!\w)", r"(?!\w)"))


def unused_entries(pages: Iterable[MarkdownPage], root: Path) -> list[str]:
    """Return a line for each phrase of the allow-list that no page uses."""
    texts = [block.without(FROM_DATA).lower() for page in pages for block in page.blocks]
    together = " ".join(" ".join(texts).split())
    return [
        f"{ALLOWED}: '{phrase}' ({kind}) stands on no page: delete the entry"
        for kind, phrases in allowed_phrases(root).items()
        for phrase in phrases
        if kind != "everyday" and phrase.lower() not in together
    ]


def check(root: Path) -> list[str]:
    """Return every fault of every page and of the allow-list, a line each."""
    return [*check_all(root, faults), *unused_entries(parse_pages(root).values(), root)]
