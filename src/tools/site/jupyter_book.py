"""Runs Jupyter Book so that whatever ends it is one line that begins with ``ERROR:``.

It takes the arguments of ``jupyter-book``: ``build FOLDER ...``. On its own Jupyter Book wraps what
an extension raises in three tracebacks.
"""

import sys

from jupyter_book.cli.main import main as jupyter_book

from inspections.errors import error_message
from tools.site import process


def main(arguments: list[str]) -> int:
    """Run Jupyter Book; return 1 where it failed."""
    process.end_with_parent()
    try:
        jupyter_book(arguments, standalone_mode=False)
    except Exception as problem:
        lines = error_message(_first_cause(problem)).splitlines()
        print("\n".join(f"ERROR: {line}" for line in lines), file=sys.stderr, flush=True)
        return 1
    return 0


def _first_cause(problem: BaseException) -> BaseException:
    return _first_cause(problem.__cause__) if problem.__cause__ else problem


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
