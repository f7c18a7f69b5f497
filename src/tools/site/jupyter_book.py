"""Runs Jupyter Book in one process, and beside it the cells whose outputs are not kept yet.

It takes the arguments of ``jupyter-book``: ``build FOLDER ...``. What pages and cells both need is
imported first; then the process forks, so that the cells run while Sphinx starts and reads the
pages without cells.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from publishing.core import execution
from publishing.core.errors import in_words
from tools.site import cell_runner, unreadable_files


def main(arguments: list[str]) -> None:
    """Run the cells of the book in ``arguments[1]`` and Jupyter Book, which ends the process.

    Whatever is raised on the way is told in lines that begin with ``ERROR:``.
    """
    try:
        _make(arguments)
    except Exception as problem:
        _tell(_first_cause(problem))
        sys.exit(1)


def _make(arguments: list[str]) -> None:
    root = Path(arguments[1])
    unreadable_files.check(root)
    stale = cell_runner.stale(root)
    if stale:
        cell_runner.import_what_they_use(stale)
        execution.wait_for(_fork(root, stale))
    from jupyter_book.cli.main import main as jupyter_book  # after the fork: it starts threads

    sys.argv = ["jupyter-book", *arguments]
    jupyter_book()


def _first_cause(problem: BaseException) -> BaseException:
    """Return what was raised first: Sphinx and Jupyter Book wrap it in words of their own."""
    return _first_cause(problem.__cause__) if problem.__cause__ else problem


def _tell(problem: BaseException) -> None:
    lines = in_words(problem).splitlines()
    print("\n".join(f"ERROR: {line}" for line in lines), file=sys.stderr, flush=True)


def _fork(root: Path, stale: list[cell_runner.Chapter]) -> int:
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            cell_runner.keep_outputs(root, stale)
            status = 0
        except Exception as problem:  # whatever it is, nobody else would say it
            _tell(problem)
        finally:
            os._exit(status)
    return pid


if __name__ == "__main__":
    main(sys.argv[1:])
