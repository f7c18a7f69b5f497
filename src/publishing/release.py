"""Makes an edition: its number in every place that shows one, and the files of its release.

It changes files and never the history: committing and tagging stay with a person.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

from publishing.build import SITE
from publishing.trouble import Trouble

HOME = Path("data") / "datapackage.json"
"""Where the number of the edition stands; pages, PDF and metadata read it there."""
FILES = Path("_build") / "release"
NEXT = "## Next release\n"
VERSION = re.compile(r"\d+\.\d+\.\d+")
_EMPTY_SECTIONS = "\n### Numbers\n\n### Text\n\n### Code\n"
_COPIES = {
    HOME: r'(?m)^(  "version": ")[^"]*(",)$',
    Path("CITATION.cff"): r"(?m)^(version: )\S+()$",
    Path("pyproject.toml"): r'(?m)^(version = ")[^"]*(")$',
}


class NoRelease(Trouble):
    """The edition was not made; the message says what to do first."""


def version(root: Path) -> str:
    """Return the number of the present edition."""
    return str(json.loads((root / HOME).read_text(encoding="utf-8"))["version"])


def release(root: Path, wanted: str, *, today: date) -> None:
    """Write a new edition's number and day. Raises ``NoRelease`` before anything is changed."""
    _may_release(root, wanted)
    for file, pattern in _COPIES.items():
        text = (root / file).read_text(encoding="utf-8")
        (root / file).write_text(re.sub(pattern, rf"\g<1>{wanted}\g<2>", text), encoding="utf-8")
    citation = root / "CITATION.cff"
    text = re.sub(r"(?m)^date-released: .*\n", "", citation.read_text(encoding="utf-8"))
    day = f'date-released: "{today.isoformat()}"\n'
    citation.write_text(re.sub(r"(?m)^(version: .*\n)", rf"\g<1>{day}", text), encoding="utf-8")
    changes = root / "CHANGELOG.md"
    heading = f"{NEXT}{_EMPTY_SECTIONS}\n## {wanted}, {today.isoformat()}\n"
    text = changes.read_text(encoding="utf-8").replace(NEXT, heading, 1)
    changes.write_text(text, encoding="utf-8")


def _may_release(root: Path, wanted: str) -> None:
    if not VERSION.fullmatch(wanted):
        raise NoRelease(f"'{wanted}' is no version: write, for instance, VERSION=1.2.0")
    if _numbers(wanted) <= _numbers(version(root)):
        raise NoRelease(f"the present edition is {version(root)}: give a higher version")
    changed = _git(root, "status", "--porcelain")
    if changed:
        raise NoRelease(f"there are changes that are not committed: commit them first\n{changed}")
    if not changes(root):
        raise NoRelease("CHANGELOG.md says nothing under 'Next release': write what changed first")


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NoRelease(f"git says: {done.stderr.strip()}")
    return done.stdout.rstrip()


def changes(root: Path, title: str = NEXT.strip("# \n")) -> str:
    """Return what the changelog says of an edition, without empty headings."""
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(rf"(?ms)^## {re.escape(title)}[^\n]*\n(.*?)(?=^## |\Z)", text)
    body = found[1] if found else ""
    return re.sub(r"(?m)^###[^\n]*\n+(?=###|\Z)", "", body.strip() + "\n").strip()


def files(root: Path, *, tag: str) -> list[Path]:
    """Gather the files of a release in ``_build/release``, with their SHA-256 sums.

    Raises ``NoRelease`` where the tag is not the edition's, or the site has not been made.
    """
    number, site = version(root), root / SITE
    if tag != f"v{number}":
        raise NoRelease(f"the tag '{tag}' is not the edition's: the data says {number}: v{number}")
    if not (site / "index.html").is_file():
        raise NoRelease("the site has not been made: run make test first")
    folder = root / FILES
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    name = json.loads((root / HOME).read_text(encoding="utf-8"))["name"]
    made = [
        _packed(folder / f"{name}-{number}-{part}.zip", where)
        for part, where in (
            ("data", root / "data"),
            ("site", site),
        )
    ]
    for paper in sorted([*site.rglob("*.pdf"), *site.rglob("*.epub")]):
        made.append(Path(shutil.copy(paper, folder / f"{name}-{number}{paper.suffix}")))
    sums = [f"{hashlib.sha256(each.read_bytes()).hexdigest()}  {each.name}\n" for each in made]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    (folder / "NOTES.md").write_text(changes(root, number) + "\n", encoding="utf-8")
    return sorted(folder.iterdir())


def _packed(target: Path, folder: Path) -> Path:
    """Return a zip of a folder, the same bytes each time."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(file.relative_to(folder).as_posix())
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, file.read_bytes(), zipfile.ZIP_DEFLATED)
    return target
