"""Copies of the book in a folder of their own, so that a test can change what it likes."""

import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from publishing.core.project import ROOT
from tests import programs
from tests.inspections.fixtures import write_package
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
CHAPTER = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  name: python3
  display_name: Python 3
  language: python
---
# A chapter

```{code-cell} ipython3
%s
```
"""
"""A page with one cell, whose code is to be filled in."""
_LEFT = shutil.ignore_patterns("*.egg-info", "startup")


def copy_of_book(folder: Path, names: Iterable[str] = (*FRAME, *PAGES)) -> Path:
    """Copy files and folders of the book, as named, into ``folder``, and return it."""
    for name in names:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=_LEFT)
        else:
            shutil.copy2(ROOT / name, folder / name)
    return folder


def made_up_book(folder: Path) -> Path:
    """Write a book on made-up data, which are soon read: the reference, and a front page to come.

    Its code, its settings and its looks are those of the real book.
    """
    names = ("_config.yml", "CITATION.cff", "requirements.txt", "pyproject.toml", "src")
    root = copy_of_book(folder, names)
    write_package(root / "data")
    (root / "chapters").mkdir()
    (root / "chapters" / "reference.md").write_text(REFERENCE, encoding="utf-8")
    pages = "chapters:\n  - file: chapters/reference\n"
    (root / "_toc.yml").write_text(f"format: jb-book\nroot: index\n{pages}", encoding="utf-8")
    return root


def one_page(site: Path, html: str) -> None:
    """Write a site of one finished page: what the PDF, the EPUB and the sheets are made of."""
    (site / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")
    (site / "index.html").write_text(html, encoding="utf-8")


def run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m ...`` with the code of the copy, not asking anything."""
    inherited = environment(root)
    inherited.pop("PYTEST_XDIST_WORKER", None)  # tests that it runs are no worker's
    return programs.run(sys.executable, "-m", *command, cwd=root, env=inherited)


def edit(file: Path, old: str, new: str) -> None:
    """Replace the one place where ``old`` stands in a file."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    file.write_text(text.replace(old, new), encoding="utf-8")
