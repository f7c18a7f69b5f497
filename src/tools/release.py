"""Gathers the files of an edition's release.

The number of the edition is written in one place, ``version`` in ``data/datapackage.json``, and
its day beside it (``created``); pages, PDF, EPUB, citations and metadata read them there.
"""

import hashlib
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from inspections.errors import UserError
from inspections.package import tables
from publishing.core.runtimes import SITE_DIR, lacking
from publishing.core.zip_archive import zip_bytes
from tools import new_page
from tools.site.build import SITE, is_current, one_at_a_time

RELEASE = Path("_build") / "release"
RELEASE_FILES_DIR = RELEASE / "files"
"""What a release consists of: these files and no other."""
NOTES_FILE = RELEASE / "NOTES.md"
"""What it says of itself."""


def changes(root: Path, title: str) -> str:
    """Return what the changelog says of an edition, without empty headings."""
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    match = re.search(rf"(?ms)^## {re.escape(title)}[^\n]*\n(.*?)(?=^## |\Z)", text)
    body = match[1] if match else ""
    return re.sub(r"(?m)^###[^\n]*\n+(?=###|\Z)", "", body.strip() + "\n").strip()


def files(root: Path, *, tag: str) -> list[Path]:
    """Gather the files of a release in ``_build/release/files``, with their SHA-256 sums.

    What the changelog says of the edition goes beside that folder. Raises ``UserError`` where the
    tag is not the edition's, the changelog says nothing of it, or the complete site has not been
    made of what is here now.
    """
    package, site = tables.read_descriptor(root / "data"), root / SITE
    number, name = package["version"], package["name"]
    if tag != f"v{number}":
        raise UserError(f"the tag '{tag}' is not the edition's: the data says {number}: v{number}")
    if gaps := list(new_page.unwritten_parts(root)):
        raise UserError("\n".join([*gaps, "The edition was not made: write these first."]))
    notes = changes(root, number)
    if not notes:
        raise UserError(
            f"CHANGELOG.md has no text under '## {number}': give the heading 'Next release' the "
            "number and the day of the edition, and write what changed"
        )
    with one_at_a_time(root):
        papers = _papers(site, name)
        if missing := lacking(root, {path.name for path in (site / SITE_DIR).glob("*")}):
            raise UserError(
                f"pages have cells that run in them, and the site lacks {' and '.join(missing)}: "
                "run make runtimes, then make test"
            )
        if not is_current(root, clean=True, files=["pdf", "epub"]):
            raise UserError("the site was not made, from clean, of what is here now: run make test")
        _gather(root, site, papers, f"{name}-{number}")
    (root / NOTES_FILE).write_text(notes + "\n", encoding="utf-8")
    return sorted((root / RELEASE_FILES_DIR).iterdir())


def _gather(root: Path, site: Path, papers: Mapping[str, Path], name: str) -> None:
    """Write data, site and papers, their names beginning with ``name``, and their sums."""
    shutil.rmtree(root / RELEASE, ignore_errors=True)
    folder = root / RELEASE_FILES_DIR
    folder.mkdir(parents=True)
    for part, where in (("data", root / "data"), ("site", site)):
        (folder / f"{name}-{part}.zip").write_bytes(_zip_folder(where))
    for ending, paper in papers.items():
        shutil.copy(paper, folder / f"{name}{ending}")
    paths = sorted(folder.iterdir())
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in paths]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


def _papers(site: Path, name: str) -> dict[str, Path]:
    """Return PDF, volumes and EPUB, and each worksheet's PDF, by how their names will end."""
    own = {f".{kind}": site / f"{name}.{kind}" for kind in ("pdf", "epub")}
    missing = [file.name for file in [site / "index.html", *own.values()] if not file.is_file()]
    if missing:
        raise UserError(f"the site has not been made whole ({missing[0]}): run make test first")
    sheets = sorted(set(site.rglob("*.pdf")) - set(own.values()))
    return own | {f"-{sheet.name.removeprefix(f'{name}-')}": sheet for sheet in sheets}


def _zip_folder(folder: Path) -> bytes:
    """Return a folder as a zip, the same bytes each time."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return zip_bytes({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})
