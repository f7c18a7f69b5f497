"""The register of the book that is built: its data lie beside its pages, wherever the code lies."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from inspections.package import tables
from inspections.register import Register

if TYPE_CHECKING:  # the checks of prose need the register at once, and Sphinx takes time to import
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

DATA = "data"
"""The folder of the data package, below the folder of the book."""


class Book(Protocol):
    """What knows the folder of the book: Sphinx's application, or its build environment."""

    @property
    def srcdir(self) -> str | Path:
        """The folder of the book."""


def register_of(book: Book | Path) -> Register:
    """Return the register of a book, given its folder, or Sphinx's application or environment."""
    return _loaded(Path(book if isinstance(book, Path) else book.srcdir) / DATA)


@cache
def _loaded(folder: Path) -> Register:
    return Register(tables.load(folder))


def note_data(env: BuildEnvironment) -> None:
    """Have Sphinx read the present page again whenever a file of the data package changes.

    A card draws on several tables (a fact on its sources, its topic and what it was computed
    from), so a page that shows one record depends on the whole package.
    """
    for path in sorted(Path(env.srcdir, DATA).glob("*.*")):
        env.note_dependency(str(path))


def forget(app: Sphinx | None = None) -> None:
    """Have the data read again: one process may build a book twice, and its data change between."""
    tables.load.cache_clear()
    _loaded.cache_clear()
