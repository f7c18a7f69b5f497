"""Rules that keep sentences true: limits, causes, and words that time overtakes.

Each looks at one sentence of a page together with the records that its roles name.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from inspections.checks.rules.hedges import HEDGES, lost
from inspections.package.tables import Package
from inspections.register import Finding, Register
from publishing.core.project import prose_files, read
from publishing.records.register import register_of
from publishing.records.role_table import split
from tools.lint.prose import (
    CLAIMING,
    COUNTING,
    INVENTED,
    QUOTED,
    ROLE,
    PageFault,
    blanked,
    line_at,
    without_allowed,
)
from tools.lint.sentences import visible

WORDS = tomllib.loads(Path(__file__).with_name("house_words.toml").read_text(encoding="utf-8"))
_WORDS = tomllib.loads(Path(__file__).with_name("truth_words.toml").read_text(encoding="utf-8"))
TIMELY, CAUSAL, BEARS_CAUSE = (
    re.compile(rf"\b(?:{'|'.join(_WORDS[name])})\b", re.IGNORECASE)
    for name in ("timely", "causal", "bears_cause")
)
PAST = re.compile(rf"\b(?:{'|'.join(_WORDS['past'])})\b")
DATED = re.compile(r"\b(?:19|20)\d\d\b")
_BORNE = {"finding", "claim", "recommendation"}
_CELL = re.compile(r"(?ms)^```\{code-cell\}[^\n]*$(?P<code>.*?)^```$")
_HELD = {"below_half", "above_half"}
"""What a chart takes that holds its title to the numbers it draws."""
_CODE = re.compile(r"(?ms)^```\{code-cell\}.*?^```$|\A---\n.*?^---$")


@dataclass(frozen=True)
class _Role:
    """A role of a page: its name, what it names, its words and where it begins and ends."""

    role: str
    name: str
    words: str
    start: int
    end: int


def faults(text: str, path: str, known: Register, *, edition: str) -> list[PageFault]:
    """Return every fault of a page, in order. ``edition`` is the day of the edition."""
    prose = blanked(INVENTED, text)
    found = [
        *_timely(prose, path, known),
        *_limits(prose, path, known),
        *_causes(prose, path, known),
        *_outdated(prose, path, known, edition=edition),
        *_titles(text, path, known),
    ]
    return sorted(found, key=lambda fault: fault.line)


def _roles(text: str) -> list[_Role]:
    roles = []
    for match in ROLE.finditer(text):
        words, name = split(match["text"])
        name = name if words else name.partition(":")[0].strip()
        roles.append(_Role(match["role"], name, words, *match.span()))
    return roles


def _timely(text: str, path: str, known: Register) -> Iterator[PageFault]:
    """Words such as "no later inspection" are inside a role that the data must bear."""
    bound = [(role.start, role.end) for role in _roles(text) if role.role in _BORNE]
    for match in TIMELY.finditer(without_allowed(blanked(_CODE, text), "timely", known)):
        if any(start <= match.start() < end for start, end in bound):
            continue
        words = " ".join(match[0].split())
        advice = (
            f"'{words}' is false as soon as the data holds something newer: bind it, "
            f"{{claim}}`{words} <latest: inspection-id>`, or give the date instead"
        )
        yield PageFault(path, line_at(text, match.start()), words, advice)


def _limits(text: str, path: str, known: Register) -> Iterator[PageFault]:
    """A sentence that leads to a finding keeps the limit of the words it rests on."""
    for line, sentence, roles in _lines(text):
        for role in roles:
            finding = known.findings.get(role.name) if role.role == "finding" else None
            if finding is None or "Limit left out:" in finding.note:
                continue
            for word in lost(finding.citations[0].fragment, sentence):
                advice = (
                    f"'{role.words.strip()}' drops '{word}', by which the source limits "
                    f"{finding.finding_id}: write one of {', '.join(HEDGES[word])}"
                )
                yield PageFault(path, line, role.words.strip(), advice)


def _causes(text: str, path: str, known: Register) -> Iterator[PageFault]:
    """A cause that a sentence gives for a finding or number is one that a finding states."""
    for line, sentence, roles in _lines(without_allowed(text, "cause", known)):
        match = CAUSAL.search(QUOTED.sub("", sentence))
        records = [role for role in roles if role.role in (*_BORNE, "fact", "rating")]
        if match is None or not records:
            continue
        if any(_says_why(known.findings.get(role.name)) for role in records):
            continue
        advice = (
            f"'{match[0]}' offers a cause, and no finding in the sentence states one: name the "
            "finding that does, or take the cause out"
        )
        yield PageFault(path, line, match[0], advice)


def _says_why(finding: Finding | None) -> bool:
    if finding is None:
        return False
    words = " ".join([finding.statement, *(each.fragment for each in finding.citations)])
    return bool(BEARS_CAUSE.search(words))


def _outdated(text: str, path: str, known: Register, *, edition: str) -> Iterator[PageFault]:
    """A number that holds as of a date is told with it, or in the past, after a year."""
    newest, dates = f"{int(edition[:4]) - 1}{edition[4:]}", _as_of_dates(known.package)
    for line, sentence, roles in _lines(text):
        told = DATED.search(sentence) or PAST.search(sentence)
        if told or any(role.role == "date" for role in roles):
            continue
        for role in roles:
            as_of = dates.get(role.name, "") if role.role in ("fact", "finding") else ""
            if as_of and as_of < newest[: len(as_of)]:
                advice = (
                    f"{role.name} holds as of {as_of}: say the date in the sentence, or put it "
                    "in the past"
                )
                yield PageFault(path, line, role.name, advice)


def _titles(text: str, path: str, known: Register) -> Iterator[PageFault]:
    """A chart's title claims nothing that new data can overtake, unless the chart holds it."""
    counting = [COUNTING] if len(known.subject_inspections) != 2 else []
    for line, title, held in _chart_titles(text):
        words = without_allowed(title, "claim", known)
        for pattern in [TIMELY, *counting, *([] if held else [CLAIMING])]:
            if match := pattern.search(words):
                advice = (
                    f"'{match[0]}' in a chart's title is not held to the data: leave it out, "
                    "say it in a sentence with {claim}, or let the chart hold it "
                    f"({', '.join(sorted(_HELD))})"
                )
                yield PageFault(path, line, match[0], advice)


def _chart_titles(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the line and the title of each chart, and whether the chart holds it."""
    for cell in _CELL.finditer(text):
        first = line_at(text, cell.start("code")) - 1
        try:
            tree = ast.parse(re.sub(r"(?m)^:[a-z-]+:.*$", "", cell["code"]))
        except SyntaxError:  # running the cell says so
            continue
        for call in ast.walk(tree):
            given = {each.arg: each.value for each in getattr(call, "keywords", [])}
            title = given.get("title")
            if isinstance(title, ast.Constant) and isinstance(title.value, str):
                yield first + title.lineno, title.value, bool(_HELD & set(given))


def _lines(text: str) -> Iterator[tuple[int, str, list[_Role]]]:
    """Yield the number, the visible words and the roles of each line that is no heading.

    In a paragraph each sentence has a line of its own; an item or a row of a table is one line.
    """
    for number, (written, shown) in enumerate(
        zip(text.split("\n"), visible(text).split("\n"), strict=True), start=1
    ):
        if shown.strip() and not re.match(r"\s*(?:#|`{3}|:{3})", written):
            yield number, shown, _roles(written)


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
    return tuple(
        (re.compile(rf"(?<![\w-])(?:{entry['words']})(?![\w-])", re.IGNORECASE), entry["instead"])
        for entry in WORDS["word"]
    )


def word_faults(text: str, path: str) -> Iterator[PageFault]:
    """Yield a fault for each such word in a page's own words and charts, quotations left out."""
    shown = blanked(QUOTED, visible(blanked(INVENTED, text)))
    titles = [(line, QUOTED.sub("", title)) for line, title, _ in _chart_titles(text)]
    for pattern, instead in unused_words():
        found = [(line_at(shown, match.start()), match) for match in pattern.finditer(shown)]
        found += [(line, match) for line, title in titles for match in pattern.finditer(title)]
        for line, match in found:
            words = " ".join(match[0].split())
            advice = f"'{words}' is not used in this book: write {instead}"
            yield PageFault(path, line, words, advice)


def data_faults(package: Package) -> Iterator[str]:
    """Yield a line for each such word in the texts of the data, with file, row and column."""
    for table, columns in WORDS["texts"].items():
        for number, row in enumerate(package.rows.get(table, []), start=2):
            for column in columns:
                text = QUOTED.sub("", row.get(column, ""))
                for pattern, instead in unused_words():
                    if match := pattern.search(text):
                        yield (
                            f"{table}.csv, row {number}, {column}: '{match[0]}' is not used in "
                            f"this book: write {instead}"
                        )


def check(root: Path) -> list[str]:
    """Return every fault of every page, and of the words of the data, a line each."""
    known = register_of(root)
    edition = known.package.descriptor["created"][:10]
    lines = list(data_faults(known.package))
    for path, text in read(root, prose_files(root)).items():
        page_faults = faults(text, path, known, edition=edition)
        lines += map(str, [*page_faults, *word_faults(text, path)])
    return lines
