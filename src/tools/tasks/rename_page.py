"""Renames a page: its file, its approved outputs, all that leads to it, and a redirect from before.

What merely has the page's name, as a topic of the data may, is left alone and listed.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from inspections.errors import UserError
from publishing.core.project import SETTINGS

FOLDERS = ("", "chapters", "teaching", "templates", "tests", "src", ".github")
"""Where pages are named: files of the book's folder itself, and everything in the others."""
SUFFIXES = {".md", ".yml", ".py", ".csv", ".toml", ".js", ".cff"}
SKIPPED_FILES = {"CHANGELOG.md"}
"""It tells of pages by the names that they had."""

LONGEST = 60
"""Most characters in the name of a page: it is part of every address that leads to it."""
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_REDIRECTS = re.compile(r"^(?P<margin> *)redirects:[ ]*(?:\{\})?\n", re.MULTILINE)
_CONFIG = re.compile(r"^sphinx:\n(?:.*\n)*?(?P<margin> +)config:\n", re.MULTILINE)


def rename(root: Path, old: str = "", new: str = "") -> None:
    """Rename a page of the book in ``root`` from ``old`` to ``new``.

    Both may be written as ``what-changed``, or with folder and suffix. Raises ``UserError``
    before anything is changed.
    """
    old, new = _names(root, old, new)
    texts = {path: path.read_text(encoding="utf-8") for path in files(root)}
    changed = {
        path: with_new_name(text, path.relative_to(root), old, new) for path, text in texts.items()
    }
    changed[root / SETTINGS] = with_redirect(changed[root / SETTINGS], old, new)
    for path, text in changed.items():
        if text != texts[path]:
            path.write_text(text, encoding="utf-8", newline="")
            print(f"changed: {path.relative_to(root).as_posix()}")
    for folder, suffix in (("chapters", "md"), ("tests/reference", "json")):
        if (root / folder / f"{old}.{suffix}").is_file():
            (root / folder / f"{old}.{suffix}").rename(root / folder / f"{new}.{suffix}")
            print(f"renamed: {folder}/{old}.{suffix} to {new}.{suffix}")
    mentions = [line for path in changed for line in _left(root, path, old)]
    if mentions:
        print("left as they are; look whether they mean the page:", *mentions, sep="\n  ")


def files(root: Path) -> list[Path]:
    """Return the files in which a page may be named, sorted."""
    paths = {
        path
        for folder in FOLDERS
        for path in (root / folder).glob("**/*" if folder else "*")
        if path.suffix in SUFFIXES and path.is_file() and path.name not in SKIPPED_FILES
        if "node_modules" not in path.parts
    }
    return sorted({*paths, root / "data" / "corrections.csv"})


def with_new_name(text: str, relative_path: Path, old: str, new: str) -> str:
    """Return the text of a file with every reference to the page led to its new name."""
    name = rf"(?<![\w-]){re.escape(old)}"
    for pattern in (
        rf"(?<![\w-])(chapters/){re.escape(old)}(?![\w-])",
        rf"(?<![\w-])(tests/reference/){re.escape(old)}(?=\.json)",
        rf"(){name}(?=\.(?:md|html|ipynb)(?!\w))",
        rf"(\{{doc\}}`(?:[^`]*<)?(?:\.?/)?){re.escape(old)}(?=>?`)",
    ):
        text = re.sub(pattern, lambda match: match[1] + new, text)
    if relative_path.suffix == ".csv":
        column = "concerns" if relative_path.parts[0] == "data" else "page"
        if column in text.partition("\n")[0].split(","):
            whole_cell = rf"(?m)(?<![^,\n]){re.escape(old)}(?![^,\n])"
            text = re.sub(whole_cell, new, text)
    return text


def with_redirect(text: str, old: str, new: str) -> str:
    """Return the settings with the old address leading to the new one, and none away from that."""
    text = re.sub(rf"^ +chapters/{re.escape(new)}: .*\n", "", text, flags=re.MULTILINE)
    if not _REDIRECTS.search(text):
        if not (config := _CONFIG.search(text)):
            raise UserError(f"{SETTINGS}: there is no sphinx.config: add it, then rename")
        margin = config["margin"] * 2
        text = f"{text[: config.end()]}{margin}redirects:\n{text[config.end() :]}"
    place = _REDIRECTS.search(text)
    assert place
    heading = f"{place['margin']}redirects:\n"
    line = f"{place['margin']}  chapters/{old}: {new}.html\n"
    return f"{text[: place.start()]}{heading}{line}{text[place.end() :]}"


def _names(root: Path, old: str, new: str) -> tuple[str, str]:
    """Return both names bare. Raises ``UserError``."""
    if not (old and new):
        raise UserError("two names are needed: make rename-page OLD=what-changed NEW=changes")
    old, new = (re.sub(r"^(?:.*/)?chapters/|\.md$", "", name.strip()) for name in (old, new))
    there = sorted(path.stem for path in (root / "chapters").glob("*.md"))
    if old not in there:
        raise UserError(f"there is no page '{old}' in chapters/: there are {', '.join(there)}")
    if not _NAME.fullmatch(new) or len(new) > LONGEST:
        raise UserError(
            f"'{new[:LONGEST]}' is no name of a page: small letters, digits and hyphens, "
            f"{LONGEST} at most"
        )
    if new in there:
        raise UserError(f"there is a page '{new}' already: choose another name")
    return old, new


def _left(root: Path, path: Path, old: str) -> Iterator[str]:
    """Yield each line of code or settings that still has the page's name in quotation marks."""
    if path.suffix in {".py", ".toml", ".js"}:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if re.search(rf"[\"']{re.escape(old)}[\"']", line):
                yield f"{path.relative_to(root).as_posix()}:{number}: {line.strip()}"
