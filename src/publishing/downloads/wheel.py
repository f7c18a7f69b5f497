"""Builds wheels, and that of ``inspections`` with its data among the downloads."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

import inspections
from inspections.package import tables
from publishing.core.file_cache import cached, recipe
from publishing.core.project import code_files
from publishing.core.write_files import put
from publishing.downloads.data_files import DOWNLOADS_DIR

PROJECT = Path(__file__).with_name("wheel-project.toml")
"""The project file of a wheel. See https://packaging.python.org/specifications/pyproject-toml/"""

NEEDS = """dependencies = ["pandas", "altair", "vl-convert-python"]
optional-dependencies.check = ["frictionless", "jsonschema"]"""
"""What ``inspections`` alone needs; the code of a book stands beside its locked packages."""

_BUILD = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"


def file_name(about: dict[str, Any]) -> str:
    """Return the name of the wheel of a package with this descriptor, as installers demand it."""
    return f"{about['name'].replace('-', '_')}-{about['version']}-py3-none-any.whl"


def write(app: Sphinx) -> None:
    """Write the wheel of the book among the downloads of a finished site."""
    root = Path(app.srcdir)
    about, files = tables.read_descriptor(root / "data"), package_files(root)
    content = cached(f"wheel {version('setuptools')}", recipe(files), lambda: build(files, about))
    put(app.outdir, {f"{DOWNLOADS_DIR}/{file_name(about)}": content})


def package_files(root: Path) -> dict[str, bytes]:
    """Return what the wheel of the book in ``root`` is built from, by place.

    It has the code of ``inspections`` that runs now and the data of the book.
    """
    data = root / "data"
    names = (name for name in tables.file_names(data) if name.endswith((".csv", ".json")))
    return {
        **code(["inspections"]),
        **{f"inspections/data/{name}": (data / name).read_bytes() for name in names},
        "pyproject.toml": project_file(tables.read_descriptor(data), needs=NEEDS),
    }


def code(packages: Iterable[str]) -> dict[str, bytes]:
    """Return the files of packages whose code runs now, by place."""
    home = Path(inspections.__file__).parents[1]
    return {
        path.relative_to(home).as_posix(): path.read_bytes() for path in code_files(home, *packages)
    }


def project_file(about: dict[str, Any], *, needs: str = "") -> bytes:
    """Return the project file of a wheel with this descriptor."""
    fields = {name: about[name] for name in ("name", "version", "title")}
    return PROJECT.read_text(encoding="utf-8").format(needs=needs, **fields).encode()


def build(files: dict[str, bytes], about: dict[str, Any]) -> bytes:
    """Return the wheel of these files, which ``pyproject.toml`` among them describes.

    The same input gives the same bytes: every entry has one set of permissions, and the date of
    the package (``SOURCE_DATE_EPOCH``, see
    https://reproducible-builds.org/specs/source-date-epoch/).
    """
    seconds = int(datetime.fromisoformat(about["created"]).timestamp())
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(seconds)}
    with tempfile.TemporaryDirectory() as work:
        put(work, files)
        for path in Path(work).rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        (built := Path(work, "built")).mkdir()
        command = [sys.executable, "-c", _BUILD, str(built)]
        subprocess.run(command, cwd=work, env=environment, check=True, capture_output=True)
        return (built / file_name(about)).read_bytes()
