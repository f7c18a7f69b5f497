"""Makes nbval run the book's chapters and compare every output with the committed references.

On its own nbval collects nothing from Markdown, and passes a notebook without stored outputs
without comparing anything. Here the code comes from the chapter, the outputs from
``tests/reference/``, matched by the cell's source; a cell without a reference fails.
"""

import json
from collections import defaultdict
from pathlib import Path

import nbformat
from myst_nb.core.read import read_myst_markdown_notebook
from nbval.kernel import CURRENT_ENV_KERNEL_NAME, RunningKernel
from nbval.plugin import IPyNbCell, IPyNbFile

from tools.site.run_cells import code_cells

ROOT = Path(__file__).parents[1]


def chapter_of(reference: Path) -> Path:
    """Return the chapter that a reference file belongs to."""
    if reference.stem == "index":
        return ROOT / "index.md"
    return ROOT / "chapters" / f"{reference.stem}.md"


class ChapterCell(IPyNbCell):
    """One cell of a chapter; fails when it has no reference output to be compared with."""

    def runtest(self):
        """Run the cell and compare."""
        if self.cell.pop("reference_missing", False):
            self.raise_cell_error(
                "this cell has no reference output: run `make references` and read the diff"
            )
        super().runtest()


class ChapterFile(IPyNbFile):
    """One chapter, collected by way of its reference file."""

    def setup(self):
        """Start the kernel where the build starts it: in the chapter's own folder."""
        self.kernel = RunningKernel(
            CURRENT_ENV_KERNEL_NAME,
            cwd=str(chapter_of(self.path).parent),
            startup_timeout=self.config.option.nbval_kernel_startup_timeout,
        )
        self.setup_sanitize_files()

    def collect(self):
        """Yield a test for each code cell of the chapter."""
        chapter = chapter_of(self.path)
        self.nb = read_myst_markdown_notebook(chapter.read_text(encoding="utf-8"), path=chapter)
        stored = {
            load["source"]: load["outputs"]
            for load in json.loads(self.path.read_text(encoding="utf-8"))
        }
        for number, cell in enumerate(code_cells(self.nb)):
            cell.reference_missing = cell.source not in stored
            cell.outputs = [nbformat.from_dict(each) for each in stored.get(cell.source, [])]
            cell.execution_count = number + 1  # nbval skips a cell that was never counted
            yield ChapterCell.from_parent(
                self,
                name=f"Cell {number}",
                cell_num=number,
                cell=cell,
                options=defaultdict(bool, check=True),
            )


def difference(old, new, path="", limit=12):
    """Return a line for each value that differs: where, what it was, what it is."""
    lines = [
        f"{where}: {before!r} -> {after!r}" for where, before, after in _changes(old, new, path)
    ]
    more = [f"and {len(lines) - limit} more"] if len(lines) > limit else []
    return lines[:limit] + more


def _changes(old, new, path):
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted({*old, *new}):
            yield from _changes(old.get(key), new.get(key), f"{path}.{key}".lstrip("."))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for place, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from _changes(before, after, f"{path}[{place}]")
    elif old != new:
        yield path, old, new
