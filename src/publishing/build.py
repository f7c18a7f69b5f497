"""Builds the site: from clean, with warnings as errors, the same for a reader and for a test.

The new site is made beside the old one and put in its place only when it is whole, so an
interrupted or failed build leaves the last good site as it was.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publishing.execution import ROOT, digest

SITE = Path("_build") / "html"
STAMP = Path("_build") / "built-from"
INPUTS = (
    "*.yml",
    "*.md",
    "requirements.txt",
    "pyproject.toml",
    "chapters/**/*",
    "data/**/*",
    "src/**/*",
    "tests/reference/mutants/*",
)


class BuildFailed(Exception):
    """The book could not be built; the message says what to do."""


def inputs(root: Path) -> str:
    """Return a digest of everything the site is made from."""
    files = {
        path
        for pattern in INPUTS
        for path in root.glob(pattern)
        if path.is_file() and "__pycache__" not in path.parts and ".egg-info" not in str(path)
    }
    return digest(root, sorted(files))


def is_current(root: Path) -> bool:
    """Say whether the site in ``_build/html`` was made from just these inputs."""
    stamp = root / STAMP
    return (root / SITE / "index.html").is_file() and (
        stamp.is_file() and stamp.read_text(encoding="utf-8") == inputs(root)
    )


def build(root: Path = ROOT, *, again: bool = False) -> Path:
    """Build the site of the book in ``root``; return its folder. Raises ``BuildFailed``.

    Nothing is done when nothing changed, unless ``again``.
    """
    with _one_at_a_time(root):
        if again or not is_current(root):
            _build(root)
    return root / SITE


@contextmanager
def _one_at_a_time(root: Path) -> Iterator[None]:
    """Hold a second build back until the first has ended."""
    (root / "_build").mkdir(exist_ok=True)
    with (root / "_build" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(root: Path) -> None:
    site = root / SITE
    made_from = inputs(root)
    workshop = root / "_build" / "workshop"
    shutil.rmtree(workshop, ignore_errors=True)
    workshop.mkdir(parents=True)
    run_jupyter_book(root, workshop)
    (root / STAMP).unlink(missing_ok=True)
    shutil.rmtree(site, ignore_errors=True)
    shutil.move(workshop / "_build" / "html", site)
    shutil.rmtree(workshop)
    (root / STAMP).write_text(made_from, encoding="utf-8")


def run_jupyter_book(root: Path, output: Path) -> None:
    """Run Jupyter Book on ``root`` into ``output``; any warning is an error."""
    command = [
        *(sys.executable, "-m", "publishing.bookmaker"),
        *("build", str(root), "--path-output", str(output)),
        *("-W", "-n", "--keep-going", "-q"),
    ]
    result = subprocess.run(
        command, env=environment(root), capture_output=True, text=True, check=False
    )
    if result.returncode:
        raise BuildFailed(f"{complaints(result.stdout + result.stderr)}\nThe book was not built.")


def environment(root: Path) -> dict[str, str]:
    """Return the environment of a build: the source in ``root``, and nothing of the user's own.

    Nor of the machine's: drawings use no font that another machine may lack.
    """
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return {
        **kept,
        "PYTHONPATH": str(root / "src"),
        "IPYTHONDIR": str(root / "src" / "publishing" / "ipython"),
        "FONTCONFIG_FILE": str(root / "src" / "publishing" / "fonts.conf"),
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
    }


def complaints(output: str) -> str:
    """Return the lines of a build's output that a person must act on."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", output)
    lines = [line for line in plain.splitlines() if re.search("WARNING|ERROR", line)]
    _, crashed, traceback = plain.partition("Exception occurred:")
    if crashed:
        lines += traceback.split("The full traceback")[0].strip().splitlines()
    return "\n".join(dict.fromkeys(lines)) or plain[-4000:]
