"""Reading and writing of pages on all processors; Jupyter Book has no option for it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # commands need this module at once, and Sphinx takes time to import
    from sphinx.application import Sphinx


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1  # macOS does not say which


def read_on_all_cores(app: Sphinx) -> None:
    """Set Sphinx's ``--jobs`` for reading, if the book's extension allows it.

    Sphinx warns of an extension that does not, and a warning fails the build.
    """
    if app.extensions["publishing.extension"].parallel_read_safe:
        app.parallel = cores()


def write_on_all_cores(app: Sphinx, *_: Any) -> None:
    """Set Sphinx's ``--jobs`` for writing."""
    app.parallel = cores()
