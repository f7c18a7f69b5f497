"""Words that the book does not use: in its pages, and in the texts of its data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from inspections.package.tables import Package
from tools.lint.prose import INVENTED, Fault, blank
from tools.lint.sentences import visible

WORDS = Path(__file__).with_name("house_words.toml")

TEXTS = {
    "facts": ("label", "population", "note"),
    "derived_facts": ("label", "population", "assumption", "note"),
    "findings": ("statement", "short", "note"),
    "recommendations": ("statement", "later_state", "note"),
    "events": ("label", "note"),
    "terms": ("definition", "note"),
    "conflicts": ("point", "first_says", "second_says", "book_uses", "reason"),
    "unknowns": ("question", "what_is_known", "why_it_matters", "would_be_answered_by"),
    **dict.fromkeys(
        ("programmes", "inspections", "offices", "sources", "units", "places"), ("note",)
    ),
}
"""The columns of the data that hold our own words, by table."""

_QUOTED = re.compile(r"“[^”]*”")


@cache
def unused_words() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return each pattern of words that are not used, and what to write instead."""
    entries = tomllib.loads(WORDS.read_text(encoding="utf-8"))["word"]
    return tuple(
        (re.compile(rf"(?<![\w-])(?:{entry['words']})(?![\w-])", re.IGNORECASE), entry["instead"])
        for entry in entries
    )


def faults(text: str, path: str) -> Iterator[Fault]:
    """Yield a fault for each such word in a page's own words, quotations left out."""
    shown = visible(INVENTED.sub(lambda match: blank(match[0]), text))
    shown = _QUOTED.sub(lambda match: blank(match[0]), shown)
    for pattern, instead in unused_words():
        for match in pattern.finditer(shown):
            line = 1 + shown.count("\n", 0, match.start())
            words = " ".join(match[0].split())
            yield Fault(path, line, words, f"'{words}' is not used in this book: write {instead}")


def data_faults(package: Package) -> Iterator[str]:
    """Yield a line for each such word in the texts of the data, with file, row and column."""
    for table, columns in TEXTS.items():
        for number, row in enumerate(package.rows.get(table, []), start=2):
            for column in columns:
                text = _QUOTED.sub("", row.get(column, ""))
                for pattern, instead in unused_words():
                    if match := pattern.search(text):
                        yield (
                            f"{table}.csv, row {number}, {column}: '{match[0]}' is not used in "
                            f"this book: write {instead}"
                        )
