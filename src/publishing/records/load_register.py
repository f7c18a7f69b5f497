"""The register of the book that is built: its data lie beside its pages, wherever the code lies."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from inspections.package import tables
from inspections.register import Register
from inspections.register.gazetteer import Gazetteer

if TYPE_CHECKING:  # the checks of prose need the register at once, and Sphinx takes time to import
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

DATA_DIR = "data"
"""The folder of the data package, below the folder of the book."""


def register_of(book: Sphinx | BuildEnvironment | Path) -> Register:
    """Return the register of a book, given its folder, or Sphinx's application or environment."""
    return _load(Path(book if isinstance(book, Path) else book.srcdir) / DATA_DIR)


@cache
def _load(folder: Path) -> Register:
    return Register(tables.load(folder))


def gazetteer_of(book: Sphinx | BuildEnvironment | Path) -> Gazetteer:
    """Return the units and places of a book, given its folder, or Sphinx's application."""
    return load_gazetteer(register_of(book))


@cache
def load_gazetteer(register: Register) -> Gazetteer:
    """Return the units and places of a register."""
    return Gazetteer(register)


def clear_caches(app: Sphinx | None = None) -> None:
    """Have the data read again: one process may build a book twice, and its data change between."""
    tables.load.cache_clear()
    _load.cache_clear()
    load_gazetteer.cache_clear()
