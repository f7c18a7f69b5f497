"""Reference outputs: what every cell of every chapter showed when a person last approved it.

nbval runs the chapters again and compares. The references are kept in ``tests/reference/`` as
one readable file per chapter; ``make references`` writes them again, and ``git diff`` then shows
what changed, to be read before it is committed.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import nbformat

from publishing.core.project import ROOT
from publishing.records.load_register import register_of
from tools.approval import approved_pages
from tools.site import run_cells

REFERENCES = Path("tests") / "reference"
APPROVED_TEXTS_DIR = REFERENCES / "pages"
APPROVED_TEXTS = ROOT / APPROVED_TEXTS_DIR
TOTALS = ROOT / REFERENCES / "mutants" / "totals.json"
COMPARED_KEYS = ("output_type", "data", "name", "text")


def reference_file(chapter: Path, root: Path) -> Path:
    """Return where a chapter's reference outputs are kept."""
    return root / REFERENCES / f"{chapter.stem}.json"


def outputs(chapter: Path, notebook: Any, *, limit: float) -> list[dict[str, Any]]:
    """Run a chapter, read as ``notebook``; return, for each cell, its source and what it showed.

    Raises ``UserError`` when a cell raises, dies or takes more than ``limit`` seconds.
    """
    run_cells.execute(notebook, name=chapter.name, folder=chapter.parent, limit=limit)
    return [
        {"source": cell.source, "outputs": [_plain(output) for output in cell.outputs]}
        for cell in run_cells.code_cells(notebook)
    ]


def _plain(output: nbformat.NotebookNode) -> dict[str, Any]:
    return {key: output[key] for key in COMPARED_KEYS if key in output}


def refresh(root: Path) -> None:
    """Write the reference outputs of every chapter, and remove those of chapters that are gone."""
    folder, limit = root / REFERENCES, run_cells.seconds_a_cell(root)
    folder.mkdir(parents=True, exist_ok=True)
    chapters = run_cells.chapters(root)
    for old in set(folder.glob("*.json")) - {reference_file(page, root) for page in chapters}:
        old.unlink()
    for chapter, book in chapters.items():
        path, shown = reference_file(chapter, root), outputs(chapter, book, limit=limit)
        text = json.dumps(shown, indent=1, ensure_ascii=False, sort_keys=True)
        path.write_text(text + "\n", encoding="utf-8")
        print(f"references: {path.relative_to(root)}")
    refresh_pages(root)


def refresh_pages(root: Path) -> None:
    """Write the approved text of every page and download that is made from the data alone."""
    folder = root / APPROVED_TEXTS_DIR
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, text in approved_pages.approved_texts(register_of(root)).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"references: {APPROVED_TEXTS_DIR}/")
