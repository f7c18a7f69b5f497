"""Keeps executed cells only as long as nothing that feeds them has changed.

Jupyter Book's own cache looks at a chapter's text alone: after a CSV was edited it would go on
serving the old figure. Here the cache lives in a folder named by a digest of data, code and lock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

ROOT = Path(__file__).parents[2]


def input_files(root: Path) -> list[Path]:
    """Return every file that can change what a cell prints, sorted."""
    found = [*root.glob("data/*"), *root.glob("src/inspections/**/*.py"), root / "requirements.txt"]
    return sorted(path for path in found if path.is_file())


def digest(root: Path, files: Iterable[Path]) -> str:
    """Return a digest of the files' names (below ``root``) and bytes."""
    total = hashlib.sha256()
    for path in files:
        total.update(path.relative_to(root).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


def choose_cache(app: Sphinx, config: Config) -> None:
    """Point the execution cache at the folder that belongs to the present inputs."""
    root = Path(app.srcdir)
    config.nb_execution_cache_path = str(
        root / "_build" / "executed" / digest(root, input_files(root))
    )


def setup(app: Sphinx) -> None:
    """Choose the cache before myst-nb looks for it."""
    app.connect("config-inited", choose_cache, priority=100)
