"""Rules that keep sentences true: limits, causes, and words that time overtakes.

Each looks at one sentence of a page together with the records that its roles name.
"""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from inspections.checks.rules.hedges import HEDGES, lost_hedges
from inspections.package.tables import Package
from inspections.register import Finding, Register
from publishing.records.load_register import register_of
from tools.lint.markdown_page import (
    Block,
    Fault,
    MarkdownPage,
    blank_matches,
    check_all,
    on_one_line,
)
from tools.lint.prose import CLAIMING, COUNTING, QUOTED, pattern, without_allowed

STYLE_WORDS = tomllib.loads(
    Path(__file__).with_name("style_words.toml").read_text(encoding="utf-8")
)
_WORDS = tomllib.loads(Path(__file__).with_name("truth_words.toml").read_text(encoding="utf-8"))
TIMELY, CAUSAL, BEARS_CAUSE = (
    pattern(_WORDS[name]) for name in ("timely", "causal", "bears_cause")
)
PAST = pattern(_WORDS["past"], capitals=True)
DATED = re.compile(r"\b(?:19|20)\d\d\b")
_EVIDENCE_ROLES = {"finding", "claim", "recommendation"}
_CHECKED_TITLE_OPTIONS = {"below_half", "above_half"}
"""What a chart takes that holds its title to the numbers it draws."""


def faults(page: MarkdownPage, register: Register) -> Iterator[Fault]:
    """Yield every fault of a page."""
    for block in page.blocks:
        if not block.invented:
            yield from _timely(block, register)
            yield from _unused(block)
    dates = _as_of_dates(register.package)
    for statement in _statements(page):
        yield from _limits(statement, register)
        yield from _causes(statement, register)
        yield from _outdated(statement, dates, edition_date=register.package.descriptor["created"])
    yield from _titles(page, register)


def _statements(page: MarkdownPage) -> Iterator[Block]:
    """Yield each line of a paragraph, and each item and row of a table: what says one thing."""
    for block in page.blocks:
        if block.kind == "paragraph" and not block.invented:
            yield from block.rows()
        elif block.kind in ("item", "table") and not block.invented:
            yield block


def _timely(block: Block, register: Register) -> Iterator[Fault]:
    """Words such as "no later inspection" are inside a role that the data must bear."""
    for match in TIMELY.finditer(without_allowed(block.text, "timely", register)):
        if not block.is_within(match.start(), _EVIDENCE_ROLES):
            words = on_one_line(match[0])
            yield (
                block.line_at(match.start()),
                f"'{words}' is false as soon as the data holds something newer: bind it, "
                f"{{claim}}`{words} <latest: inspection-id>`, or give the date instead",
            )


def _limits(block: Block, register: Register) -> Iterator[Fault]:
    """A sentence that leads to a finding keeps the limit of the words it rests on."""
    for role in block.roles:
        finding = register.findings.get(role.target) if role.name == "finding" else None
        if finding is None or "Limit left out:" in finding.note:
            continue
        for word in lost_hedges(finding.citations[0].fragment, block.text):
            yield (
                block.line_at(role.start),
                f"'{on_one_line(role.words)}' drops '{word}', by which the source limits "
                f"{finding.finding_id}: write one of {', '.join(HEDGES[word])}",
            )


def _causes(block: Block, register: Register) -> Iterator[Fault]:
    """A cause that a sentence gives for a finding or number is one that a finding states."""
    match = CAUSAL.search(blank_matches(QUOTED, without_allowed(block.text, "cause", register)))
    records = [role for role in block.roles if role.name in (*_EVIDENCE_ROLES, "fact", "rating")]
    if match is None or not records:
        return
    if not any(_says_why(register.findings.get(role.target)) for role in records):
        yield (
            block.line_at(match.start()),
            f"'{on_one_line(match[0])}' offers a cause, and no finding in the sentence states "
            "one: name the finding that does, or take the cause out",
        )


def _says_why(finding: Finding | None) -> bool:
    if finding is None:
        return False
    words = " ".join([finding.statement, *(citation.fragment for citation in finding.citations)])
    return bool(BEARS_CAUSE.search(words))


def _outdated(block: Block, dates: Mapping[str, str], *, edition_date: str) -> Iterator[Fault]:
    """A number that holds as of a date is told with it, or in the past, after a year."""
    newest = f"{int(edition_date[:4]) - 1}{edition_date[4:10]}"
    is_told = DATED.search(block.text) or PAST.search(block.text)
    if is_told or any(role.name == "date" for role in block.roles):
        return
    for role in block.roles:
        as_of = dates.get(role.target, "") if role.name in ("fact", "finding") else ""
        if as_of and as_of < newest[: len(as_of)]:
            yield (
                block.line_at(role.start),
                f"{role.target} holds as of {as_of}: say the date in the sentence, or put it in "
                "the past",
            )


def _titles(page: MarkdownPage, register: Register) -> Iterator[Fault]:
    """A chart's title claims nothing that new data can overtake, unless the chart holds it."""
    counting = [COUNTING] if len(register.subject_inspections) != 2 else []
    for before, node in page.nodes():
        keyword_values = {keyword.arg: keyword.value for keyword in getattr(node, "keywords", [])}
        title = keyword_values.get("title")
        if not isinstance(title, ast.Constant) or not isinstance(title.value, str):
            continue
        line, words = before + title.lineno, without_allowed(title.value, "claim", register)
        unheld = [] if _CHECKED_TITLE_OPTIONS & keyword_values.keys() else [CLAIMING]
        for claims in (TIMELY, *counting, *unheld):
            if match := claims.search(words):
                yield (
                    line,
                    f"'{match[0]}' in a chart's title is not held to the data: leave it out, "
                    "say it in a sentence with {claim}, or let the chart hold it "
                    f"({', '.join(sorted(_CHECKED_TITLE_OPTIONS))})",
                )
        yield from _unused(Block("title", line, title.value))


def _as_of_dates(package: Package) -> dict[str, str]:
    """Return the date as of which a number or finding holds, by its id."""
    keys = {"facts": "fact_id", "derived_facts": "fact_id", "findings": "finding_id"}
    return {
        row[key]: row.get("as_of", "") for table, key in keys.items() for row in package.rows[table]
    }


# --- words that the book does not use ----------------------------------------------------------


@cache
def unused_words() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return each pattern of words that are not used, and what to write instead."""
    whole = (r"(?<![\w-])", r"(?![\w-])")
    return tuple(
        (pattern([entry["words"]], edges=whole), entry["instead"]) for entry in STYLE_WORDS["word"]
    )


def _unused(block: Block) -> Iterator[Fault]:
    """Yield a fault for each such word of the page's own, or of a chart: not in a quotation."""
    shown = blank_matches(QUOTED, block.text)
    for words, instead in unused_words():
        for match in words.finditer(shown):
            advice = f"'{on_one_line(match[0])}' is not used in this book: write {instead}"
            yield block.line_at(match.start()), advice


def data_faults(package: Package) -> Iterator[str]:
    """Yield a line for each such word in the texts of the data, with file, row and column."""
    for table, columns in STYLE_WORDS["texts"].items():
        for number, row in enumerate(package.rows.get(table, []), start=2):
            for column in columns:
                text = QUOTED.sub("", row.get(column, ""))
                for words, instead in unused_words():
                    if match := words.search(text):
                        yield (
                            f"{table}.csv, row {number}, {column}: '{match[0]}' is not used in "
                            f"this book: write {instead}"
                        )


def check(root: Path) -> list[str]:
    """Return every fault of the words of the data, and of every page, a line each."""
    return [*data_faults(register_of(root).package), *check_all(root, faults)]
