"""Reading and writing of pages and files on all processors; Jupyter Book has no option for it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
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


def run(app: Sphinx, tasks: Iterable[Callable[[Sphinx], None]]) -> None:
    """Call each task with ``app``, in processes of their own on all processors.

    The tasks write files that no other of them reads; what else they change is lost. A process
    that has drawn calls them in turn: its drawing threads would be missing in a copy of it.
    """
    from sphinx.util.parallel import ParallelTasks, SerialTasks, parallel_available

    apart = parallel_available and "vl_convert" not in sys.modules
    running = ParallelTasks(app.parallel) if apart else SerialTasks()
    for task in tasks:
        running.add_task(task, app)
    running.join()
