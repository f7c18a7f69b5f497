"""The files of a book: its pages, what it is made from, and digests of them."""

import hashlib
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

ROOT = Path.cwd()
"""The folder that commands and tests run in; all else is told which book is meant."""
BOOK_FILES_ENV = "BOOK_WITH_FILES"
"""Environment variable: the files that the site will have (``pdf epub``); pages offer these."""
SETTINGS, CONTENTS = Path("_config.yml"), Path("_toc.yml")
_LEFT_BY_RUNS = re.compile(
    r"/__pycache__/|\.egg-info/|/profile_default/(?!ipython_kernel_config)|/\.[^/]*$|~$"
)
"""What running the code, or an editor at work, leaves in its folders; it is no input."""


def code_folder(root: Path) -> Path:
    """Return the folder of the code that makes the book: its own ``src``, or where this is."""
    own = root / "src"
    return own if (own / "inspections").is_dir() else Path(__file__).parents[2]


def read_settings(root: Path) -> Any:
    """Return the settings of the book, which ``unreadable_files`` has found to be a mapping."""
    return yaml.safe_load((root / SETTINGS).read_text(encoding="utf-8"))


def page_files(root: Path) -> list[Path]:
    """Return the files of the book's pages: the front page, then the others in order of name."""
    chapters = (path for path in root.glob("chapters/*.md") if path.is_file())
    return [*root.glob("index.md"), *sorted(chapters)]


def prose_files(root: Path) -> list[Path]:
    """Return every file of prose, which rules for prose read: the pages, and the slides."""
    return [*page_files(root), *sorted(root.glob("teaching/*.md"))]


def read(root: Path, files: Iterable[Path]) -> dict[str, str]:
    """Return the text of each file by its place in the book, without those gone since listed."""
    texts = {}
    for file in files:
        with suppress(FileNotFoundError):
            texts[file.relative_to(root).as_posix()] = file.read_text(encoding="utf-8")
    return texts


def has_cells(text: str) -> bool:
    """Return True if a page with this text has code cells."""
    return "{code-cell}" in text


def input_files(root: Path) -> list[Path]:
    """Return every file that can change what a cell prints, sorted."""
    candidates = [
        *root.glob("data/*"),
        *code_folder(root).glob("inspections/**/*.py"),
        *code_folder(root).glob("inspections/*.toml"),
        root / "requirements.txt",
    ]
    return sorted(path for path in candidates if path.is_file())


def is_input(path: Path) -> bool:
    """Return False for what running the code or an editor leaves behind."""
    return not _LEFT_BY_RUNS.search(path.as_posix())


def code_files(base: Path, *packages: str) -> list[Path]:
    """Return the files of packages in a folder, sorted, without data that is installed there."""
    paths = (path for package in packages for path in base.glob(f"{package}/**/*"))
    code = (path for path in paths if "data" not in path.relative_to(base).parts)
    return sorted(path for path in code if path.is_file() and is_input(path))


def digest(root: Path, files: Iterable[Path]) -> str:
    """Return the first 16 hex digits of a SHA-256 over names and contents of ``files``.

    Names are relative to ``root``, or to the code. Files deleted in the meantime are skipped.
    """
    total = hashlib.sha256()
    for path in files:
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            continue
        home = root if path.is_relative_to(root) else code_folder(root)
        total.update(path.relative_to(home).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(content).digest())
    return total.hexdigest()[:16]


def inputs_digest(root: Path) -> str:
    """Return a digest of data, code and lock file: every input but the pages' text."""
    return digest(root, [*input_files(root), *code_files(code_folder(root), "publishing")])
