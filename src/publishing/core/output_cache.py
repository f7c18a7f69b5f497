"""Execution cache keyed by a digest of data, code and lock.

Jupyter Book's own cache is keyed by a chapter's text alone: after an edit of a CSV it would go on
serving the old figure.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from publishing.core.project import BOOK_FILES_ENV, digest, input_files, inputs_digest

if TYPE_CHECKING:  # commands need this module at once, and Sphinx takes time to import
    from sphinx.application import Sphinx
    from sphinx.config import Config


def cache_folder(root: Path) -> Path:
    """Return the folder of the cell outputs that belong to the present inputs."""
    return root / "_build" / "executed" / digest(root, input_files(root))


def drop_old(root: Path) -> None:
    """Delete the cell outputs that belong to other inputs than the present ones."""
    current = cache_folder(root)
    for folder in set(current.parent.glob("*")) - {current}:
        shutil.rmtree(folder, ignore_errors=True)


def follow_inputs(app: Sphinx, config: Config) -> None:
    """Point MyST-NB's cache at the present inputs, and make Sphinx read all pages if they changed.

    Sphinx reads every page again when a configuration value registered with ``rebuild="env"``
    changes. ``env.note_dependency`` on the data would say less: nearly every page uses them, and
    templates and code of the extension are no file that a page is known to depend on.
    """
    root = Path(app.srcdir)
    config.nb_execution_cache_path = str(cache_folder(root))
    config.book_files = os.environ.get(BOOK_FILES_ENV, "").split()
    config.book_state = f"{inputs_digest(root)} {digest(root, [root / 'CITATION.cff'])}"


def prepare_kernels(*_: object) -> None:
    """Let the kernels of a plain Jupyter Book import the book's code and follow its settings."""
    source = str(Path(__file__).parents[2])
    os.environ.setdefault("IPYTHONDIR", str(Path(__file__).with_name("ipython")))
    paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    os.environ["PYTHONPATH"] = os.pathsep.join(dict.fromkeys([source, *filter(None, paths)]))
