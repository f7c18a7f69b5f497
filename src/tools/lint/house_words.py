"""Words that the book does not use: in its pages, and in the texts of its data."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from inspections.package.tables import Package
from tools.lint.prose import INVENTED, Fault, blank
from tools.lint.sentences import visible

WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_QUOTED = re.compile(r"“[^”]*”")


@cache
def unused_words() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return each pattern of words that are not used, and what to write instead."""
    return tuple(
        (re.compile(rf"(?<![\w-])(?:{entry['words']})(?![\w-])", re.IGNORECASE), entry["instead"])
        for entry in WORDS["word"]
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
    for table, columns in WORDS["texts"].items():
        for number, row in enumerate(package.rows.get(table, []), start=2):
            for column in columns:
                text = _QUOTED.sub("", row.get(column, ""))
                for pattern, instead in unused_words():
                    if match := pattern.search(text):
                        yield (
                            f"{table}.csv, row {number}, {column}: '{match[0]}' is not used in "
                            f"this book: write {instead}"
                        )
