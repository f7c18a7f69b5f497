"""Runs the cells of chapters whose outputs are not in the cache, several chapters at once.

``python -m tools.site.run_cells FOLDER`` does so for a book before Sphinx reads it, and prints one
line. Each chapter has a kernel of its own, started and run by jupyter-cache; Sphinx then takes the
outputs from the cache.
"""

import os
import re
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from jupyter_cache.executors.utils import single_nb_execution
from myst_nb.core.read import read_myst_markdown_notebook
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from inspections.errors import UserError, error_message
from publishing.core.output_cache import cache_folder
from publishing.core.parallel import cores
from publishing.core.project import digest, has_cells, page_files, read_settings
from tools.lint.settings import limit_faults
from tools.site import process

MOST_CHARACTERS = 1_000_000
"""More output of one cell than any page could show: such a cell prints by mistake."""


_UNCHECKED = ("text/markdown", "application/javascript")
"""Kinds of output that readers would take for the page's own words, or that run."""
_FOREIGN = re.compile(
    r"<(?:script|iframe|object|embed|form|link|meta)\b|<[^>]*\son\w+\s*=|javascript:"
    r"|\b(?:src|srcset|data)\s*=\s*[\"']?\s*(?:https?:)?//",
    re.IGNORECASE,
)
"""What no HTML or drawing of a cell may hold: scripts, and what lies on other sites."""


def chapters(root: Path) -> dict[Path, Any]:
    """Return every page with code cells, as the notebook that MyST-NB makes of it, in order."""
    texts = {page: page.read_text(encoding="utf-8") for page in page_files(root)}
    return {
        page: read_myst_markdown_notebook(text, path=page)
        for page, text in texts.items()
        if has_cells(text)
    }


def stale(notebooks: Mapping[Path, Any], cache: JupyterCacheAbstract) -> dict[Path, Any]:
    """Return the chapters whose outputs are not in the cache."""
    return {page: book for page, book in notebooks.items() if not _is_cached(cache, book)}


def _is_cached(cache: JupyterCacheAbstract, notebook: Any) -> bool:
    try:
        cache.match_cache_notebook(notebook)
    except KeyError:
        return False
    return True


def seconds_a_cell(root: Path) -> float:
    """Return how many seconds a cell may run. Raises ``UserError`` where no number says so."""
    settings = read_settings(root)
    for fault in limit_faults(settings):
        raise UserError(fault)
    return float(settings["execute"]["timeout"])


def run_stale(root: Path) -> str:
    """Run the cells that need it and cache what they show; return how many chapters that were.

    Raises ``UserError`` with one line for each chapter that failed; of those nothing is cached.
    """
    cache, limit = get_cache(str(cache_folder(root))), seconds_a_cell(root)
    notebooks = chapters(root)
    waiting = stale(notebooks, cache)

    def run(chapter: tuple[Path, Any]) -> tuple[float, str]:
        page, notebook = chapter
        name = page.relative_to(root).as_posix()
        try:
            return execute(notebook, name=name, folder=page.parent, limit=limit), ""
        except UserError as problem:
            return 0.0, str(problem)

    before = _data(root)
    with ThreadPoolExecutor(2 * cores()) as pool:  # a kernel waits as long as it works
        results = list(pool.map(run, waiting.items()))
    after = _data(root)
    if touched := sorted(name for name, _ in before.items() ^ after.items()):
        names = ", ".join(page.relative_to(root).as_posix() for page in waiting)
        raise UserError(
            f"{', '.join(dict.fromkeys(touched))}: a cell of {names} changed the data: let it read "
            "only, and take the files from the last commit: git checkout -- data"
        )
    for (page, notebook), (seconds, problem) in zip(waiting.items(), results, strict=True):
        if not problem:
            bundle = CacheBundleIn(notebook, str(page), data={"execution_seconds": seconds})
            cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
    if problems := [problem for _, problem in results if problem]:
        raise UserError("\n".join(problems))
    return f"{len(waiting)} of {len(notebooks)} run"


def _data(root: Path) -> dict[str, str]:
    """Return a digest of each file of the data, by name."""
    files = [path for path in root.glob("data/*") if path.is_file()]
    return {path.name: digest(root, [path]) for path in files}


def execute(notebook: Any, *, name: str, folder: Path, limit: float) -> float:
    """Run the cells of a chapter in a kernel, adding their outputs; return the seconds it took.

    Raises ``UserError``, which names the chapter and the cell.
    """
    try:
        result = single_nb_execution(
            notebook, cwd=str(folder), timeout=limit, allow_errors=False, meta_override=False
        )
    except DeadKernelError as problem:
        raise UserError(
            f"{name}: the process that ran its cells died{_where(notebook)}: look for a cell that "
            "needs too much memory, then run the same command again"
        ) from problem
    except Exception as problem:
        raise UserError(
            f"{name}: its cells could not be run: {error_message(problem)}"
        ) from problem
    if isinstance(result.err, CellTimeoutError):
        raise UserError(
            f"{name}: a cell ran for more than {limit:.0f} s and was stopped{_where(notebook)}: "
            "look for a loop that does not end, or raise execute.timeout in _config.yml"
        )
    if isinstance(result.err, CellExecutionError):
        message = f"{result.err.ename}: {' '.join(result.err.evalue.split())}"
        if result.err.ename == "NoneType":  # IPython tells no more
            message = "what its last line gives cannot be shown"
        raise UserError(f"{name}: a cell failed: {message}{_where(notebook)}")
    if unwanted := _unwanted_output(notebook):
        raise UserError(f"{name}: {unwanted}")
    return float(result.time)


def code_cells(notebook: Any) -> list[Any]:
    """Return the code cells of a notebook, in order."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def _where(notebook: Any) -> str:
    """Return the location of the last cell that started, or of the first if none reported it."""
    code = code_cells(notebook)
    begun = [cell for cell in code if cell.get("execution_count")] or code[:1]
    return _begins(begun[-1]) if begun else ""


def _begins(cell: Any) -> str:
    return f", in the cell that begins '{cell.source.strip().splitlines()[0]}'"


def _unwanted_output(notebook: Any) -> str:
    """Return what no cell of the book may show, if one does: words on stderr, or far too much."""
    for cell in code_cells(notebook):
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                return f"a cell wrote to stderr: {' '.join(output.text.split())}{_begins(cell)}"
            if what := _foreign(output.get("data") or {}):
                return f"a cell shows {what}: print it, or write it in the page{_begins(cell)}"
            if (size := len(str(output))) > MOST_CHARACTERS:
                return f"a cell shows {size:,} characters: show less{_begins(cell)}"
    return ""


def _foreign(output_data: dict[str, Any]) -> str:
    """Return a description of an output that the prose rules cannot check, else ''."""
    for kind, content in output_data.items():
        if kind in _UNCHECKED:
            return f"{kind}, which no rule reads"
        text = content if kind in ("text/html", "image/svg+xml") else ""
        if match := _FOREIGN.search("".join(text)):
            return f"HTML with '{match[0].strip()}'"
    return ""


def main(folder: str) -> int:
    """Run the stale cells of the book in a folder; print one line, or what failed."""
    process.end_with_parent()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # kernels log there; what failed is said below
    try:
        print(run_stale(Path(folder)))
    except Exception as problem:
        print(error_message(problem))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
