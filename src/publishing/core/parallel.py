"""Reading and writing of pages on all processors; Jupyter Book has no option for it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # commands need this module at once, and Sphinx takes time to import
    from sphinx.application import Sphinx


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1  # macOS does not say which


def use_all_cores(app: Sphinx) -> None:
    """Set Sphinx's ``--jobs``; the book's extension lets pages be read and written in parallel."""
    app.parallel = cores()
