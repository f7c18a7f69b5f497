"""The runtimes of Python and R that run a reader's code in the page: which files, and how large.

``runtimes.toml`` names them with the digest of each package; ``make runtimes`` puts their files
into ``_build/runtimes``. A book is built with those that are there whole, or without.
"""

import gzip
import json
import tomllib
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from publishing.core.project import page_files

HERE = Path(__file__).parent
RUNTIMES_DIR = Path("_build") / "runtimes"
SITE_DIR = "runtimes"
"""Where they are in the site, with our own scripts that start them."""
ON_REQUEST = HERE / "on_request"
READY = "ready.json"
"""Written last: the digest of what is here, and what a first answer loads, in bytes."""
LICENCES = "licences.txt"
"""What the site has of them: their licences, and where their source code is."""
RUNNABLE_CLASS = "runs-in-page"
"""What marks a cell as one that runs in the page."""


@dataclass(frozen=True)
class Runtime:
    """A language that can run in the page, as the lock has it."""

    name: str
    title: str
    package: str
    version: str
    integrity: str
    licence: str
    source: str
    folder: str
    loaded: list[str]
    later: list[str]
    compiled: str = ""

    def kept(self) -> dict[str, str]:
        """Return each file's place in the package, by its place in the site."""
        names = [*self.loaded, *self.later]
        return {name.removeprefix("../"): _plain(self.folder, name) for name in names}

    def sizes(self, root: Path) -> tuple[int, int] | None:
        """Return the bytes that a first answer loads, gzipped and plain; None if not here."""
        try:
            ready = json.loads(
                (root / RUNTIMES_DIR / self.name / READY).read_text(encoding="utf-8")
            )
        except (FileNotFoundError, ValueError):
            return None
        return (ready["gzipped"], ready["plain"]) if ready["lock"] == self.mark() else None

    def mark(self) -> str:
        """Return a fingerprint of the package's digest, its compiled library and its files."""
        return " ".join([self.integrity, self.compiled, *self.kept().values()])

    def finish(self, folder: Path) -> None:
        """Note that the files in ``folder`` are whole, and how large."""
        contents = [(folder / name).read_bytes() for name in self.loaded]
        ready = {
            "lock": self.mark(),
            "gzipped": sum(len(gzip.compress(content, 6, mtime=0)) for content in contents),
            "plain": sum(map(len, contents)),
        }
        (folder / READY).write_text(json.dumps(ready), encoding="utf-8")


def _plain(folder: str, name: str) -> str:
    return name.removeprefix("../") if name.startswith("../") else folder + name


@cache
def runtimes() -> dict[str, Runtime]:
    """Return every runtime of the lock, by its name."""
    lock = tomllib.loads((HERE / "runtimes.toml").read_text(encoding="utf-8"))
    return {name: Runtime(name=name, **entry) for name, entry in lock.items()}


def present(root: Path) -> dict[str, Runtime]:
    """Return the runtimes whose files are in ``_build/runtimes``, whole and as locked."""
    return {name: runtime for name, runtime in runtimes().items() if runtime.sizes(root)}


def runtimes_digest(root: Path) -> str:
    """Return a mark of the runtimes that are here, or of none: it is an input of the site."""
    return " ".join(["runtimes:", *(runtime.mark() for runtime in present(root).values())])


def lacking(root: Path, here: Container[str]) -> list[str]:
    """Return which languages are not ``here`` though cells of the book's pages run in them."""
    if not any(RUNNABLE_CLASS in page.read_text(encoding="utf-8") for page in page_files(root)):
        return []
    return [runtime.title for name, runtime in runtimes().items() if name not in here]


def in_site(root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield what the site holds of the runtimes, if pages ask for any: each place, and bytes."""
    here = present(root) if lacking(root, ()) else {}
    for name, runtime in here.items():
        for file in runtime.kept():
            yield f"{SITE_DIR}/{name}/{file}", (root / RUNTIMES_DIR / name / file).read_bytes()
    if here:
        # Builds that have nothing to do import this module too.
        from publishing.core.templates import templates

        for path in sorted(ON_REQUEST.iterdir()):
            yield f"{SITE_DIR}/{path.name}", path.read_bytes()
        template = templates(HERE).get_template("runtimes-licences.txt")
        text = template.render(runtimes=here.values())
        yield f"{SITE_DIR}/{LICENCES}", f"{text}\n".encode()
