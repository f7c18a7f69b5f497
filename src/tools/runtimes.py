"""Fetches the runtimes that run code in the page: ``make runtimes``.

Each package comes by npm, whichever registry that is set to ask. Its bytes must have the digest
that ``publishing/core/runtimes.toml`` gives; then the files that a page needs are taken out of it.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from publishing.core.errors import Trouble
from publishing.core.runtimes import PLACE, Runtime, runtimes


class NotFetched(Trouble):
    """A runtime could not be fetched whole; the message says what to do."""


def fetch(root: Path) -> list[str]:
    """Fetch the runtimes that are not here; return a line for each. Raises ``NotFetched``."""
    return [
        f"{each.title}: {'is here' if each.sizes(root) else _fetched(each, root)}"
        for each in runtimes().values()
    ]


def _fetched(runtime: Runtime, root: Path) -> str:
    place = root / PLACE
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place) as given:
        workshop = Path(given)
        archive = _packed(f"{runtime.package}@{runtime.version}", workshop)
        check(archive, runtime)
        made = workshop / runtime.name
        unpack(archive, runtime, made)
        runtime.finish(made)
        shutil.rmtree(place / runtime.name, ignore_errors=True)
        made.rename(place / runtime.name)
    return "fetched"


def _packed(package: str, folder: Path) -> Path:
    """Return the package as npm has fetched it into ``folder``."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    npm = shutil.which("npm", path=path)
    if npm is None:
        raise NotFetched(f"{package}: npm is missing: 'make runtimes' installs it with the tests")
    done = subprocess.run(
        [npm, "pack", "--silent", package],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    found = list(folder.glob("*.tgz"))
    if done.returncode or len(found) != 1:
        said = " ".join(done.stderr.split())[-300:]
        raise NotFetched(
            f"{package}: npm could not fetch it: {said or 'it said nothing'}: is its registry "
            "reachable? Run the same command again when it is"
        )
    return found[0]


def check(archive: Path, runtime: Runtime) -> None:
    """Raise ``NotFetched`` unless the archive has the digest of the lock."""
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != runtime.integrity:
        raise NotFetched(
            f"{runtime.package} {runtime.version}: its bytes are not those of the lock: sha512-"
            f"{digest} instead of {runtime.integrity}. Nothing was kept. Only if the version was "
            "changed on purpose, write the new digest into src/publishing/core/runtimes.toml"
        )


def unpack(archive: Path, runtime: Runtime, folder: Path) -> None:
    """Take the files that pages need out of the package. Raises ``NotFetched`` for one missing."""
    with tarfile.open(archive) as package:
        for name, inside in runtime.kept().items():
            try:
                found = package.extractfile(f"package/{inside}")
            except KeyError:
                found = None
            if found is None:
                raise NotFetched(
                    f"{runtime.package} {runtime.version} has no file {inside}: correct "
                    "src/publishing/core/runtimes.toml"
                )
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(found.read())
