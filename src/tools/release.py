"""Makes an edition: its number in every place that shows one, and the files of its release.

It changes files and never the history: committing and tagging stay with a person.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

from publishing.core.errors import Trouble
from publishing.core.zip_archive import packed
from tools.site.build import SITE

HOME = Path("data") / "datapackage.json"
"""Where the number of the edition stands; pages, PDF and metadata read it there."""
FOLDER = Path("_build") / "release"
FILES = FOLDER / "files"
"""What a release consists of: these files and no other."""
NOTES = FOLDER / "NOTES.md"
"""What it says of itself."""
NEXT = "## Next release\n"
VERSION = re.compile(r"\d+\.\d+\.\d+")
_EMPTY_SECTIONS = "\n### Numbers\n\n### Text\n\n### Code\n"
_PLACES = (
    (HOME, r'(?m)^(  "version": ")[^"]*(",)$', r"\g<1>{version}\g<2>"),
    (HOME, r'(?m)^(  "created": ")\d{4}-\d\d-\d\d', r"\g<1>{day}"),
    (Path("pyproject.toml"), r'(?m)^(version = ")[^"]*(")$', r"\g<1>{version}\g<2>"),
    (
        Path("CITATION.cff"),
        r"(?m)^version: .*\n(?:date-released: .*\n)?",
        'version: {version}\ndate-released: "{day}"\n',
    ),
    (
        Path("CHANGELOG.md"),
        rf"(?m)^{NEXT}",
        f"{NEXT}{_EMPTY_SECTIONS}\n## {{version}}, {{day}}\n",
    ),
)
"""Where number and day of an edition stand: the file, what is replaced there, and by what.

Not ``ratings_list.date``: whoever changes the list of ratings writes the day of that change.
"""


class NoRelease(Trouble):
    """The edition was not made; the message says what to do first."""


def version(root: Path) -> str:
    """Return the number of the present edition."""
    return str(json.loads((root / HOME).read_text(encoding="utf-8"))["version"])


def release(root: Path, wanted: str, *, today: date) -> None:
    """Write a new edition's number and day. Raises ``NoRelease`` before anything is changed."""
    _may_release(root, wanted)
    for file, text in _rewritten(root, wanted, today).items():
        (root / file).write_text(text, encoding="utf-8")


def _rewritten(root: Path, wanted: str, today: date) -> dict[Path, str]:
    """Return the new text of each file that shows number or day. Raises ``NoRelease``."""
    texts = {file: (root / file).read_text(encoding="utf-8") for file, _, _ in _PLACES}
    for file, pattern, new in _PLACES:
        filled = new.format(version=wanted, day=today.isoformat())
        texts[file], found = re.subn(pattern, filled, texts[file], count=1)
        if not found:
            raise NoRelease(f"{file} has no line like {pattern}: put it back, as in the last tag")
    return texts


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
    """Gather the files of a release in ``_build/release/files``, with their SHA-256 sums.

    What the changelog says of the edition goes beside that folder. Raises ``NoRelease`` where the
    tag is not the edition's, or the complete site has not been made.
    """
    number, site = version(root), root / SITE
    name = json.loads((root / HOME).read_text(encoding="utf-8"))["name"]
    if tag != f"v{number}":
        raise NoRelease(f"the tag '{tag}' is not the edition's: the data says {number}: v{number}")
    papers = _papers(site, name)
    shutil.rmtree(root / FOLDER, ignore_errors=True)
    folder = root / FILES
    folder.mkdir(parents=True)
    for part, where in (("data", root / "data"), ("site", site)):
        (folder / f"{name}-{number}-{part}.zip").write_bytes(_packed(where))
    for ending, paper in papers.items():
        shutil.copy(paper, folder / f"{name}-{number}{ending}")
    made = sorted(folder.iterdir())
    sums = [f"{hashlib.sha256(each.read_bytes()).hexdigest()}  {each.name}\n" for each in made]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    (root / NOTES).write_text(changes(root, number) + "\n", encoding="utf-8")
    return sorted(folder.iterdir())


def _papers(site: Path, name: str) -> dict[str, Path]:
    """Return PDF and EPUB of the book, and each worksheet's PDF, by how their names will end."""
    own = {f".{kind}": site / f"{name}.{kind}" for kind in ("pdf", "epub")}
    missing = [each.name for each in [site / "index.html", *own.values()] if not each.is_file()]
    if missing:
        raise NoRelease(f"the site has not been made whole ({missing[0]}): run make test first")
    sheets = sorted(set(site.rglob("*.pdf")) - set(own.values()))
    return own | {f"-{sheet.name}": sheet for sheet in sheets}


def _packed(folder: Path) -> bytes:
    """Return a folder as a zip, the same bytes each time."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return packed({path.relative_to(folder).as_posix(): path.read_bytes() for path in found})
