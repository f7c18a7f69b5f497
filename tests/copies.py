"""Copies of the book in a folder of their own, so that a test can change what it likes."""

import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from publishing.core.project import ROOT
from tools.site.process import environment

FRAME = (
    *("_config.yml", "CITATION.cff", "requirements.txt", "pyproject.toml", "allowed_words.toml"),
    *("data", "src", "templates"),
)
"""What every book of this kind is made with; the pages and their list come on top."""
PAGES = ("_toc.yml", "index.md", "chapters", "teaching", "tests/reference/mutants")
REFERENCE = "# Reference\n" + "".join(
    f"\n```{{{name}}}\n```\n"
    for name in (
        *("every-number", "system-numbers", "every-date", "every-finding"),
        *("where-sources-differ", "what-is-not-known", "glossary-entries", "regions-and-units"),
    )
)
"""One page with every entry that evidence leads to."""
_LEFT = shutil.ignore_patterns("*.egg-info", "startup")


def copy_of_book(folder: Path, names: Iterable[str] = (*FRAME, *PAGES)) -> Path:
    """Copy files and folders of the book, as named, into ``folder``, and return it."""
    for name in names:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=_LEFT)
        else:
            shutil.copy2(ROOT / name, folder / name)
    return folder


def run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m ...`` with the code of the copy, not asking anything."""
    inherited = environment(root)
    inherited.pop("PYTEST_XDIST_WORKER", None)  # tests that it runs are no worker's
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=root,
        env=inherited,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def edit(file: Path, old: str, new: str) -> None:
    """Replace the one place where ``old`` stands in a file."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    file.write_text(text.replace(old, new), encoding="utf-8")
