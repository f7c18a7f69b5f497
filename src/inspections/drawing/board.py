"""A board: short statements in columns, each with a mark, that a page writes as a table.

It is for pictures that are words set side by side: they wrap, can be read aloud cell by cell,
and each statement can lead to its record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mark = Literal["plus", "minus", "open", "none"]
"""What a statement is: praise, a concern, a question left open, or none of these."""


@dataclass(frozen=True)
class Entry:
    """One statement; ``record_id`` names what it rests on, and is empty for a gap."""

    mark: Mark
    words: str
    record_id: str = ""


@dataclass(frozen=True)
class Group:
    """A part of a board: its heading, then as many cells as the board has columns."""

    label: str
    cells: tuple[tuple[Entry, ...], ...]


@dataclass(frozen=True)
class Board:
    """Columns and groups; ``key`` says what each mark on the board means, but for "none".

    Raises ``ValueError`` where a group has not one cell a column, a cell is empty, or the key
    lacks a mark.
    """

    columns: tuple[str, ...]
    groups: tuple[Group, ...]
    key: tuple[tuple[Mark, str], ...]

    def __post_init__(self) -> None:
        """Refuse a board that a reader could not read."""
        known = {"none", *(mark for mark, _ in self.key)}
        for group in self.groups:
            if len(group.cells) != len(self.columns) or not all(group.cells):
                raise ValueError(f"'{group.label}' needs one filled cell a column")
            unknown = {entry.mark for cell in group.cells for entry in cell} - known
            if unknown:
                raise ValueError(f"the key does not say what {', '.join(sorted(unknown))} means")
