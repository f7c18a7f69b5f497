"""Builds wheels: ``inspections`` with its data for those who want no more, and all of the code."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import inspections
from inspections.package import tables
from publishing.core.project import PACKAGES

PROJECT = Path(__file__).with_name("wheel-project.toml")
"""The project file of a wheel. See https://packaging.python.org/specifications/pyproject-toml/"""

NEEDS = """dependencies = ["pandas", "altair", "vl-convert-python"]
optional-dependencies.check = ["frictionless"]"""
"""What ``inspections`` alone needs; the code of a book stands beside its locked packages."""

_BUILD = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"
_LEFT = shutil.ignore_patterns(
    *("__pycache__", "data", "*.egg-info"),
    *("db", "log", "pid", "startup", "*.sqlite"),  # of the kernels that ran here
)


def build_wheel(root: Path, target: Path) -> Path:
    """Write the wheel of the book in ``root`` into the folder ``target``; return its path.

    The wheel has the code that runs now and the data of the book. The same input gives the same
    bytes: every entry has the date of the package (``SOURCE_DATE_EPOCH``, see
    https://reproducible-builds.org/specs/source-date-epoch/).
    """
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        _copy_code(work, ["inspections"])
        (work / "inspections" / "data").mkdir()
        for name in tables.file_names(root / "data"):
            if name.endswith((".csv", ".json")):
                shutil.copy(root / "data" / name, work / "inspections" / "data" / name)
        return _build(work, target, tables.read_descriptor(root / "data"), needs=NEEDS)


def build_code_wheel(root: Path, target: Path) -> Path:
    """Write a wheel of all the code that runs now, without data, into ``target``; return its path.

    Its number is that of the book in ``root``, whose code it is.
    """
    about = {
        "name": "inspections-book",
        "title": "Makes a book about the inspections of one unit from its data package.",
    }
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        _copy_code(work, PACKAGES)
        return _build(work, target, tables.read_descriptor(root / "data") | about)


def _copy_code(work: Path, packages: Iterable[str]) -> None:
    for name in packages:
        shutil.copytree(Path(inspections.__file__).parents[1] / name, work / name, ignore=_LEFT)


def _build(work: Path, target: Path, about: dict[str, Any], *, needs: str = "") -> Path:
    """Build the wheel of the folder ``work``; with one set of permissions, as wheels have them."""
    project = PROJECT.read_text(encoding="utf-8").format(
        needs=needs, **{name: about[name] for name in ("name", "version", "title")}
    )
    (work / "pyproject.toml").write_text(project, encoding="utf-8")
    for path in work.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    target.mkdir(parents=True, exist_ok=True)
    seconds = int(datetime.fromisoformat(about["created"]).timestamp())
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(seconds)}
    command = [sys.executable, "-c", _BUILD, str(built := work / "built")]
    built.mkdir()
    subprocess.run(command, cwd=work, env=environment, check=True, capture_output=True)
    (wheel,) = built.glob("*.whl")
    return Path(shutil.copy(wheel, target))
