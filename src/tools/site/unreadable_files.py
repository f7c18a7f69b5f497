"""Says which file of the book cannot be read at all, and where, before a program chokes on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from publishing.core.errors import Trouble
from publishing.core.project import pages

SETTINGS = ("_config.yml", "_toc.yml")


class CannotBeRead(Trouble):
    """Files of the book are missing, or are no text or settings; the message names each."""


def check(root: Path) -> None:
    """Read settings and pages of the book in ``root``. Raises ``CannotBeRead``."""
    found = [*_settings(root), *_pages(root)]
    if found:
        raise CannotBeRead("\n".join(found))


def _settings(root: Path) -> Iterator[str]:
    for name in SETTINGS:
        try:
            yaml.safe_load((root / name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            yield f"{name}: is missing; take it from the last commit: git checkout -- {name}"
        except UnicodeDecodeError:
            yield f"{name}: is not UTF-8; save it again with the encoding UTF-8"
        except yaml.MarkedYAMLError as problem:
            mark = problem.problem_mark
            place = f"{name}:{mark.line + 1}" if mark else name
            yield (
                f"{place}: {problem.problem}; look at this line and the one above it for a colon "
                "too many or too few, a quotation mark left open, and other margins than around it"
            )


def _pages(root: Path) -> Iterator[str]:
    if not (root / "index.md").is_file():
        yield "index.md: is missing; take it from the last commit: git checkout -- index.md"
    for page in pages(root):
        content = page.read_bytes()
        try:
            content.decode("utf-8")
        except UnicodeDecodeError as problem:
            line = content.count(b"\n", 0, problem.start) + 1
            name = page.relative_to(root).as_posix()
            yield f"{name}:{line}: is not UTF-8; save it again with the encoding UTF-8"
