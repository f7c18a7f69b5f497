"""The facts of the inspections and what follows from them.

Data flows one way: tables -> checks -> facts and statistics -> wording and charts.
Nothing in this package knows Sphinx, a chapter, a year, a unit or an inspection.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspections.book import Book


def load(folder: Path | str | None = None) -> Book:
    """Return the book's data as tables (see ``inspections.book``); from ``folder``, if given."""
    from inspections.book import Book  # here, so that ``import inspections`` stays cheap
    from inspections.package import tables

    return Book(tables.load(tables.default_folder() if folder is None else Path(folder)))
