"""Puts the PDF and the EPUB beside the pages of a finished site, and says on the pages how big.

The pages are written first and the files are made from them, so a page cannot know their sizes
when it is written: the template leaves a place, and it is filled here.
"""

import shutil
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from publishing.records.edition import Edition, size_placeholder, this_edition
from publishing.records.load_register import register_of
from tools.editions import epub, pdf, teaching_pack
from tools.editions.excerpts import ROOM_TO_WRITE, excerpts, worksheet
from tools.editions.html_chapters import Chapter, read

MAKERS: dict[str, Callable[[list[Chapter], Path, Edition], dict[Path, int]]] = {
    "pdf": pdf.make,
    "epub": lambda *values: {epub.make(*values): 0},
}
"""How to make files of a kind from chapters, a folder to work in, and edition; and their pages."""


def make(kinds: Iterable[str], root: Path, site: Path, workshop: Path) -> dict[Path, str]:
    """Make files (of ``MAKERS``) in ``workshop`` from the finished ``site``; return their sizes."""
    edition = this_edition(register_of(root))
    chapters = read(root, site, homepage=edition.home)
    workshop.mkdir(parents=True, exist_ok=True)
    outputs = [MAKERS[kind](chapters, workshop, edition) for kind in kinds]
    pages = {file: count for output in outputs for file, count in output.items()}
    return {file: format_size(file.stat().st_size, count) for file, count in pages.items()}


def add_files(root: Path, site: Path, workshop: Path, kinds: Sequence[str]) -> None:
    """Put PDF and EPUB, as ``kinds`` says, and the teacher's pack into ``site``.

    Each worksheet has its PDF beside its page. Every page of the site, whatever made it, that has
    the place of a file's size is written again with that size. Raises ``UserError``.
    """
    sizes = {}
    for output, size in make(kinds, root, site, workshop).items():
        sizes[output.name] = size
        shutil.move(output, site / output.name)
    register = register_of(root)
    edition = this_edition(register)
    take = partial(
        excerpts, root, site, homepage=edition.home, sign=ROOM_TO_WRITE, choose=worksheet
    )
    for file, sheet in take().items() if "pdf" in kinds else ():
        output = pdf.make_alone(sheet, workshop, edition)
        shutil.move(output, (site / file).with_suffix(".pdf"))
    packed = teaching_pack.add_pack(root, site, register, edition)
    sizes |= {name: format_size(size) for name, size in packed.items()}
    for page in site.rglob("*.html"):
        before = text = page.read_text(encoding="utf-8")
        for name, size in sizes.items():
            text = text.replace(size_placeholder(name), size_placeholder(name, size))
        if text != before:  # few pages name a file
            page.write_text(text, encoding="utf-8", newline="\n")


def format_size(size: int, pages: int = 0) -> str:
    """Return a human-readable size: '310 KB', '2.0 MB', '118 pages, 1.4 MB'."""
    size_text = f"{-(-size // 1000)} KB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
    return f"{pages} pages, {size_text}" if pages else size_text
