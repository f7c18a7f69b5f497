"""Runs the cells of chapters whose outputs are not kept yet, so that Sphinx starts no kernel.

What cells import is imported once; each chapter then runs in a process forked from that, with
IPython's own kernel inside it, as many at a time as there are cores. The outputs go where myst-nb
looks for them. A chapter that this cannot run is left to myst-nb, which starts a kernel for it.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import yaml
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from myst_nb.core.read import is_myst_markdown_notebook, read_myst_markdown_notebook

from publishing.core.errors import Trouble, in_words
from publishing.core.execution import cache_folder, cores, digest, pages

FAILED = 1
"""Exit status of a chapter's process when one of its cells failed."""


class CellFailed(Trouble):
    """A cell raised, wrote to stderr, ran too long or died; the message says which and why."""


@dataclass(frozen=True)
class Chapter:
    """A page with cells: its file, and the notebook as myst-nb reads it."""

    file: Path
    notebook: Any

    @property
    def cells(self) -> list[Any]:
        """Its code cells, in order."""
        return [cell for cell in self.notebook.cells if cell.cell_type == "code"]


@dataclass
class _Running:
    chapter: Chapter
    outputs: Path
    started: float


def chapters(files: Iterable[Path]) -> Iterator[Chapter]:
    """Yield each of these pages that has code cells."""
    for file in files:
        text = file.read_text(encoding="utf-8")
        if is_myst_markdown_notebook(text):
            chapter = Chapter(file, read_myst_markdown_notebook(text, path=file))
            if chapter.cells:
                yield chapter


def stale(root: Path) -> list[Chapter]:
    """Return every chapter whose outputs are not kept.

    Pages that were found in order before are noted beside the outputs, and not parsed again.
    """
    folder = cache_folder(root)
    note = folder / "pages-in-order"
    known = set(note.read_text(encoding="utf-8").split()) if note.is_file() else set()
    digests = {file: digest(root, [file]) for file in pages(root)}
    unknown = [file for file, found in digests.items() if found not in known]
    if not unknown:
        return []
    cache = get_cache(str(folder))
    found = [each for each in chapters(unknown) if not _is_kept(cache, each)]
    in_order = set(digests.values()) - {digests[each.file] for each in found}
    folder.mkdir(parents=True, exist_ok=True)
    note.write_text("\n".join(sorted(in_order)), encoding="utf-8")
    return found


def keep_outputs(root: Path, waiting: list[Chapter]) -> None:
    """Run these chapters and keep what they show. Raises ``CellFailed`` where one fails."""
    import ipykernel.inprocess.blocking
    import ipykernel.inprocess.ipkernel
    import ipykernel.inprocess.manager  # noqa: F401  (slow, and each process needs all three)

    _run_all(root, waiting, get_cache(str(cache_folder(root))))


def seconds(root: Path) -> dict[str, float]:
    """Return how long each chapter with cells ran when its outputs were made."""
    cache = get_cache(str(cache_folder(root)))
    found = {}
    for each in chapters(pages(root)):
        record = cache.match_cache_notebook(each.notebook)
        found[each.file.relative_to(root).as_posix()] = float(record.data["execution_seconds"])
    return found


def _is_kept(cache: JupyterCacheAbstract, chapter: Chapter) -> bool:
    try:
        cache.match_cache_notebook(chapter.notebook)
    except KeyError:
        return False
    return True


def import_what_they_use(chapters: list[Chapter]) -> None:
    """Import now what every process would import: each import line of a cell."""
    lines = {line for each in chapters for cell in each.cells for line in cell.source.splitlines()}
    for line in sorted(lines):
        if line.startswith(("import ", "from ")):
            try:
                exec(line, {})
            except Exception:  # noqa: S112  (the chapter itself will say so, with its place)
                continue


def _run_all(root: Path, chapters: list[Chapter], cache: JupyterCacheAbstract) -> None:
    limit = time_limit(root)
    waiting, running = list(chapters), dict[int, _Running]()
    with tempfile.TemporaryDirectory() as folder:
        try:
            while waiting or running:
                while waiting and len(running) < cores():
                    chapter = waiting.pop(0)
                    outputs = Path(folder) / f"{len(waiting)}.ipynb"
                    running[_fork(chapter, outputs)] = _Running(chapter, outputs, time.monotonic())
                _finish_one(running, cache, root, limit)
        finally:
            for pid in running:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


class NoTimeLimit(Trouble):
    """The settings do not say how long a cell may run; the message says what to write."""


def time_limit(root: Path) -> float:
    """Return how many seconds a cell may run. Raises ``NoTimeLimit``."""
    settings = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))
    try:
        return float(settings["execute"]["timeout"])
    except (KeyError, TypeError, ValueError) as problem:
        raise NoTimeLimit(
            "_config.yml: execute.timeout must say how many seconds a cell may run: "
            "write, for instance, 'timeout: 120' below 'execute:'"
        ) from problem


def _fork(chapter: Chapter, outputs: Path) -> int:
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    status = FAILED
    try:
        os.chdir(chapter.file.parent)
        problem = _run(chapter)
        outputs.write_text(problem or _written(chapter.notebook), encoding="utf-8")
        status = FAILED if problem else 0
    except OSError as full:
        print(f"ERROR: {in_words(full)}", file=sys.__stderr__, flush=True)
    finally:
        os._exit(status)


def _run(chapter: Chapter) -> str:
    """Run the cells; return what failed, be it in a cell or in what runs them, or ''."""
    try:
        return run(chapter)
    except Exception as problem:
        return in_words(problem)


def run(chapter: Chapter) -> str:
    """Run the cells in this process, adding their outputs; return what failed, or ''."""
    from ipykernel.inprocess.manager import InProcessKernelManager
    from traitlets.config import Config

    manager: Any = InProcessKernelManager(config=Config({"HistoryManager": {"enabled": False}}))
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    for cell in chapter.cells:
        client.execute(cell.source, allow_stdin=False)
        cell.outputs = []
        for message in _messages(manager.kernel, client):
            if message["msg_type"] == "execute_input":
                cell.execution_count = message["content"]["execution_count"]
            elif message["msg_type"] != "status":
                cell.outputs.append(_output(message))
        for output in cell.outputs:
            if problem := _problem(output):
                return f"{problem}, in the cell that begins '{cell.source.strip().splitlines()[0]}'"
    chapter.notebook.metadata["language_info"] = manager.kernel.language_info
    return ""


def _messages(kernel: Any, client: Any) -> Iterator[dict[str, Any]]:
    """Yield all that a cell made the kernel send, what it printed last included."""
    for stream in (kernel.stdout, kernel.stderr):
        stream.flush()  # and so waits until everything before it is sent
    while client.iopub_channel.msg_ready():
        yield client.get_iopub_msg(timeout=0)


# nbformat carries no types: the three functions below are the only ones that call it untyped.


# nbformat has no types: it is called here, and nowhere else in this module.
def _output(message: dict[str, Any]) -> Any:
    return nbformat.v4.output_from_msg(message)  # type: ignore[no-untyped-call]


def _written(notebook: Any) -> str:
    return str(nbformat.writes(notebook))  # type: ignore[no-untyped-call]


def _notebook(text: str) -> Any:
    return nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]


def _problem(output: Any) -> str:
    if output.output_type == "error":
        return f"{output.ename}: {output.evalue}"
    if output.output_type == "stream" and output.name == "stderr":
        return f"a cell wrote to stderr: {output.text.strip()}"
    return ""


def _finish_one(
    running: dict[int, _Running], cache: JupyterCacheAbstract, root: Path, limit: float
) -> None:
    """Keep the outputs of a chapter that is done. Raises ``CellFailed``."""
    pid, status = _wait(running, root, limit)
    done = running.pop(pid)
    name = done.chapter.file.relative_to(root).as_posix()
    if os.WIFSIGNALED(status):
        raise CellFailed(
            f"{name}: the process that ran its cells died (signal {os.WTERMSIG(status)}): "
            "look for a cell that needs too much memory, then run the same command again"
        )
    if not done.outputs.exists():
        raise CellFailed(f"{name}: what its cells showed could not be written down")
    text = done.outputs.read_text(encoding="utf-8")
    if os.WEXITSTATUS(status):
        raise CellFailed(f"{name}: a cell failed: {text}")
    bundle = CacheBundleIn(
        _notebook(text),
        str(done.chapter.file),
        data={"execution_seconds": time.monotonic() - done.started},
    )
    cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)


def _wait(running: dict[int, _Running], root: Path, limit: float) -> tuple[int, int]:
    """Return the process that ends next and its status. Raises ``CellFailed`` past the limit."""
    while True:
        for pid, each in running.items():
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                return pid, status
            if time.monotonic() - each.started > limit * len(each.chapter.cells):
                name = each.chapter.file.relative_to(root).as_posix()
                raise CellFailed(
                    f"{name}: its cells ran for more than {limit:.0f} s each and were stopped: "
                    "look for a loop that does not end, or raise execute.timeout in _config.yml"
                )
        time.sleep(0.005)
