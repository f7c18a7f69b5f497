"""Keeps executed cells only as long as nothing that feeds them has changed; orders the work.

Jupyter Book's own cache looks at a chapter's text alone: after a CSV was edited it would go on
serving the old figure. Here the cache lives in a folder named by a digest of data, code and lock.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the commands need this module at once, and Sphinx takes time to import
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

ROOT = Path(__file__).parents[3]
WANTED = "BOOK_WITH_FILES"
"""Set in the environment of a build whose site is to have the files; else no page names them."""


def pages(root: Path = ROOT) -> list[Path]:
    """Return the files of the book's pages: the front page, then the others in order of name."""
    return [*root.glob("index.md"), *sorted(root.glob("chapters/*.md"))]


def has_cells(text: str) -> bool:
    """Say whether a page with this text has code cells."""
    return "{code-cell}" in text


def input_files(root: Path) -> list[Path]:
    """Return every file that can change what a cell prints, sorted."""
    found = [*root.glob("data/*"), *root.glob("src/inspections/**/*.py"), root / "requirements.txt"]
    return sorted(path for path in found if path.is_file())


def digest(root: Path, files: Iterable[Path]) -> str:
    """Return a digest of the files' names (below ``root``) and bytes.

    One that is gone since it was listed, as an editor's temporary file may be, does not count.
    """
    total = hashlib.sha256()
    for path in files:
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            continue
        total.update(path.relative_to(root).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(content).digest())
    return total.hexdigest()[:16]


def state(root: Path) -> str:
    """Return a digest of data, code and lock: of all that feeds a file but the pages' text."""
    code = [path for path in root.glob("src/publishing/**/*.*") if path.suffix in _CODE]
    return digest(root, [*input_files(root), *sorted(code)])


_CODE = {".py", ".js", ".css", ".json"}


def cache_folder(root: Path) -> Path:
    """Return where the cell outputs that belong to the present inputs are kept."""
    return root / "_build" / "executed" / digest(root, input_files(root))


def drop_old(root: Path) -> None:
    """Drop the outputs of cells that belong to other inputs than the present ones."""
    kept = cache_folder(root)
    for folder in set(kept.parent.glob("*")) - {kept}:
        shutil.rmtree(folder, ignore_errors=True)


def choose_cache(app: Sphinx, config: Config) -> None:
    """Point the execution cache at the folder that belongs to the present inputs."""
    config.nb_execution_cache_path = str(cache_folder(Path(app.srcdir)))


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1  # macOS does not say which


_running: list[int] = []


def wait_for(pid: int) -> None:
    """Let Sphinx read no page with cells before the process that runs them has ended."""
    _running.append(pid)


def pages_with_cells_last(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Read the pages that need no outputs first, and so give the cells time to run."""

    def place(name: str) -> tuple[bool, str]:
        page = Path(app.srcdir, app.env.doc2path(name))
        return has_cells(page.read_text(encoding="utf-8")), name

    docnames.sort(key=place)


def wait_before_cells(app: Sphinx, docname: str, source: list[str]) -> None:
    """Wait until the cells have run; end the build if one failed: it has said so itself."""
    if _running and has_cells(source[0]):
        _, status = os.waitpid(_running.pop(), 0)
        if os.WIFSIGNALED(status):
            number = os.WTERMSIG(status)
            print(f"ERROR: the process that runs the cells was ended (signal {number})", flush=True)
        if status:
            sys.exit(1)


def write_on_all_cores(app: Sphinx, env: BuildEnvironment) -> None:
    """Write pages side by side; they are read one after the other, for they share what they use."""
    app.parallel = cores()


def side_by_side(tasks: Sequence[Callable[[], None]]) -> None:
    """Do tasks that leave nothing but files, in as many processes as there are cores.

    What one of them raises is raised here: a share that failed is done again by this process.
    """
    number = cores()
    shares = [tasks[place::number] for place in range(number) if tasks[place::number]]
    started = [(_in_a_process(share), share) for share in shares[1:]]
    for task in [task for share in shares[:1] for task in share]:
        task()
    for pid, share in started:
        if os.waitpid(pid, 0)[1]:
            for task in share:
                task()


def _in_a_process(tasks: Sequence[Callable[[], None]]) -> int:
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        for task in tasks:
            task()
        status = 0
    finally:
        os._exit(status)


def setup(app: Sphinx) -> None:
    """Choose the cache before myst-nb looks for it, and order the work."""
    app.connect("config-inited", choose_cache, priority=100)
    app.connect("env-before-read-docs", pages_with_cells_last)
    app.connect("source-read", wait_before_cells)
    app.connect("env-check-consistency", write_on_all_cores)
