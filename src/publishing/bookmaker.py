"""Runs Jupyter Book in one process, and beside it the cells whose outputs are not kept yet.

It takes the arguments of ``jupyter-book``: ``build FOLDER ...``. What pages and cells both need is
imported first; then the process forks, so that the cells run while Sphinx starts and reads the
pages without cells.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from publishing import cells, execution
from publishing.trouble import in_words


def main(arguments: list[str]) -> None:
    """Run the cells of the book in ``arguments[1]`` and Jupyter Book, which ends the process."""
    root = Path(arguments[1])
    try:
        stale = cells.stale(root)
    except Exception as problem:
        sys.exit(f"ERROR: {in_words(problem)}")
    if stale:
        cells.import_what_they_use(stale)
        execution.wait_for(_fork(root, stale))
    from jupyter_book.cli.main import main as jupyter_book  # after the fork: it starts threads

    sys.argv = ["jupyter-book", *arguments]
    jupyter_book()


def _fork(root: Path, stale: list[cells.Chapter]) -> int:
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            cells.keep_outputs(root, stale)
            status = 0
        except Exception as problem:  # whatever it is, nobody else would say it
            print(f"ERROR: {in_words(problem)}", file=sys.stderr, flush=True)
        finally:
            os._exit(status)
    return pid


if __name__ == "__main__":
    main(sys.argv[1:])
