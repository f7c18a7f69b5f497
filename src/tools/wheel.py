"""Builds ``inspections`` and its data as a wheel, for people who want no more than those."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import inspections
from inspections.package import tables

PROJECT = """
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"

[project]
name = "{name}"
version = "{version}"
description = "{title}"
requires-python = ">=3.11"
dependencies = ["pandas", "altair", "vl-convert-python"]
optional-dependencies.check = ["frictionless"]

[tool.setuptools]
include-package-data = false

[tool.setuptools.packages.find]
include = ["inspections*"]

[tool.setuptools.package-data]
inspections = ["data/*.csv", "data/*.json", "**/*.json"]
"""
"""The project file of the wheel. See https://packaging.python.org/specifications/pyproject-toml/"""

_BUILD = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"


def build_wheel(root: Path, target: Path) -> Path:
    """Write the wheel of the book in ``root`` into the folder ``target``; return its path.

    The wheel has the code that runs now and the data of the book. The same input gives the same
    bytes: every entry has the date of the package (``SOURCE_DATE_EPOCH``, see
    https://reproducible-builds.org/specs/source-date-epoch/).
    """
    data = root / "data"
    descriptor = tables.read_descriptor(data)
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        work, built = Path(temporary, "work"), Path(temporary, "built")
        _copy_sources(data, work)
        built.mkdir()
        given = {name: descriptor[name] for name in ("name", "version", "title")}
        (work / "pyproject.toml").write_text(PROJECT.format(**given), encoding="utf-8")
        created = datetime.fromisoformat(descriptor["created"])
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(created.timestamp()))}
        command = [sys.executable, "-c", _BUILD, str(built)]
        subprocess.run(command, cwd=work, env=environment, check=True, capture_output=True)
        (wheel,) = built.glob("*.whl")
        return Path(shutil.copy(wheel, target))


def _copy_sources(data: Path, work: Path) -> None:
    """Copy the code and, into it, the data; with one set of permissions, as the wheel has them."""
    code = Path(inspections.__file__).parent
    no_cache = shutil.ignore_patterns("__pycache__", "data")
    shutil.copytree(code, work / "inspections", ignore=no_cache)
    (work / "inspections" / "data").mkdir()
    for name in tables.file_names(data):
        if name.endswith((".csv", ".json")):
            shutil.copy(data / name, work / "inspections" / "data" / name)
    for path in work.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
