"""Candidate rows: what a document states, each beside the nearest record that the data hold."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log
from pathlib import Path

from inspections.package import tables
from inspections.proposals.sentences import Statement, sentences, statements

PROPOSALS = tomllib.loads(tables.read_text(Path(__file__).parent, "proposals.toml"))
TABLES: dict[str, str] = PROPOSALS["tables"]
"""The table that a row of each kind belongs to."""
_SAME = ("value", "total", "date", "rating", "overall_rating")
_LEAST = 4.0
"""Below this, what two texts share is by chance: one rare word, or two common ones."""


@dataclass(frozen=True)
class Candidate:
    """A proposed row, its sentence, and the most similar record: table and id, and its cells."""

    table: str
    sentence: str
    cells: Mapping[str, str]
    nearest: str
    near: Mapping[str, str]

    @property
    def is_held(self) -> bool:
        """Whether the nearest record holds the same figure, date or grade already."""
        return bool(self.near) and _comparable_cells(self.near) == _comparable_cells(self.cells)


def propose(folder: Path, text: str, *, known: Mapping[str, str]) -> list[Candidate]:
    """Return the candidates of a text, in order; ``known`` are cells that all of them share."""
    records = _Records(folder)
    results = []
    for sentence in sentences(text):
        for item in statements(sentence):
            table = TABLES[item.kind]
            near_table, near = records.nearest(
                PROPOSALS["near"][table],
                sentence,
                item,
                inspection_id=known.get("inspection_id", ""),
            )
            name = next(iter(near.values()), "")
            cells = {**known, **_generated_id(item, known), **item.cells, "fragment": item.fragment}
            results.append(Candidate(table, sentence, cells, f"{near_table} {name}".strip(), near))
    return results


class _Records:
    """The records of a package, found by the words that they share with a sentence."""

    def __init__(self, folder: Path) -> None:
        self._rows = [
            (table, row, _stems(" ".join(row.get(name, "") for name in columns)))
            for table, columns in PROPOSALS["told"].items()
            for row in tables.read_raw(folder, table)
        ]
        counted = Counter(stem for *_, stems in self._rows for stem in stems)
        self._weights = {stem: log(1 + len(self._rows) / n) for stem, n in counted.items()}

    def nearest(
        self, names: Iterable[str], sentence: str, item: Statement, *, inspection_id: str
    ) -> tuple[str, Mapping[str, str]]:
        """Return the record that is nearest, and its table; nothing where none is near."""
        shared, close = _stems(sentence), _stems(item.fragment)

        def score(stems: frozenset[str], row: Mapping[str, str]) -> float:
            words = sum(self._weights[stem] for stem in stems & shared)
            words += sum(self._weights[stem] for stem in stems & close)
            same = _comparable_cells(row) == _comparable_cells(item.cells)
            own = row.get("inspection_id") == inspection_id != ""
            return words / (1 + log(1 + len(stems))) * (2 if same else 1) * (3 if own else 1)

        best: tuple[float, str, Mapping[str, str]] = max(
            ((score(stems, row), table, row) for table, row, stems in self._rows if table in names),
            key=lambda entry: entry[0],
            default=(0.0, "", {}),
        )
        return best[1:] if best[0] >= _LEAST else ("", {})


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:7] for word in re.findall(r"[a-z]{4,}", text.lower()))


def _comparable_cells(cells: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(filter(None, (cells.get(name, "") for name in _SAME)))


def _generated_id(item: Statement, known: Mapping[str, str]) -> dict[str, str]:
    """Return a name for a fact or event, made of its words and the year of its inspection."""
    words = [*dict.fromkeys(re.findall(r"[a-z]{4,}", item.fragment.lower()))][-3:] or [item.kind]
    name = "-".join([*words, *re.findall(r"\d{4}$", known.get("inspection_id", ""))])
    return {
        "figure": {"fact_id": name},
        "date": {"event_id": name, "date_basis": "stated"},
        "grade": {"basis": "stated"},
    }[item.kind]
