"""The same input gives the same bytes: in another folder, time zone, language, order of hashes.

And read page by page in one process, as on a machine with one processor, or shared out to several.
"""

import os
import re
import shutil
from contextlib import contextmanager

import pytest

from publishing.core import runtimes
from publishing.core.parallel import cores
from publishing.core.project import ROOT
from publishing.downloads.pack_list import ARCHIVE, PACK_FOLDER
from publishing.records.edition import VOLUMES, file_name, size_placeholder, this_edition
from publishing.records.load_register import register_of
from tests.book import register
from tools.editions import edition_files, epub, pdf, teaching_pack
from tools.editions.excerpts import ROOM_TO_WRITE, excerpts, worksheet
from tools.editions.html_chapters import read, xml
from tools.site import build, process

ELSEWHERE = {
    "TZ": "Asia/Kolkata",
    "LANG": "tr_TR.UTF-8",
    "LC_ALL": "C",
    "PYTHONHASHSEED": "4711",
    "HOME": "/nonexistent",
}
TAKEN_AWAY = [file_name(register(), kind) for kind in edition_files.MAKERS]
TAKEN_AWAY += [file_name(register(), "pdf", volume) for volume in VOLUMES]


def files(folder):
    """Every file below a folder, by its path there."""
    return {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }


def differences(first, second, *, besides=()):
    """What differs between two folders, a line each: a file that is missing, or other bytes.

    Of pages that say how big the files to take away are, the sizes do not count.
    """
    one, other = files(first), files(second)
    found = [f"{name}: only in one" for name in set(one) ^ set(other) if name not in besides]
    for name in set(one) & set(other):
        if without_sizes(one[name]) != without_sizes(other[name]):
            found.append(f"{name}: other bytes")
    return sorted(found)


def without_sizes(path):
    content = path.read_bytes()
    for name in [*TAKEN_AWAY, ARCHIVE] if path.suffix == ".html" else ():
        start = size_placeholder(name, "|").encode().partition(b"|")[0]
        content = re.sub(re.escape(start) + b"[^<]*", start, content)
    return content


@contextmanager
def one_processor():
    """Leave one processor to what is inside and to each process it starts, where a system can."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


@pytest.fixture(scope="module")
def second(tmp_path_factory):
    """A copy of the book's inputs in a deeper folder, and the site built there, from nothing."""
    root = tmp_path_factory.mktemp("a") / "deeper" / "and deeper" / "book"
    inputs = {path for pattern in build.INPUTS for path in ROOT.glob(pattern) if path.is_file()}
    for path in inputs:
        if "__pycache__" not in path.parts and ".egg-info" not in str(path):
            target = root / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    (root / runtimes.RUNTIMES_DIR).parent.mkdir()
    (root / runtimes.RUNTIMES_DIR).symlink_to(
        ROOT / runtimes.RUNTIMES_DIR
    )  # what is here of them is an input too
    usual = process.environment
    with one_processor(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(process, "environment", lambda folder: usual(folder) | ELSEWHERE)
        build.run_jupyter_book(root, root / "out", files=["pdf", "epub"])
    return root, root / "out" / "_build" / "html"


def test_a_clean_build_elsewhere_is_the_same_byte_for_byte(site, second, record_property):
    assert set(TAKEN_AWAY) <= set(files(site))
    printed = {name for name in files(site) if name.endswith(".pdf")}
    printed |= {name for name in files(site) if PACK_FOLDER in name or name.endswith(ARCHIVE)}
    assert differences(site, second[1], besides={*TAKEN_AWAY, *printed}) == []
    compared = len(set(files(site)) & set(files(second[1])))
    assert compared > 100
    record_property("files the same in two clean builds", compared + len(TAKEN_AWAY))


def test_so_are_the_epub_and_all_that_is_printed_as_pdf(site, second, tmp_path):
    root, folder = second
    edition = this_edition(register_of(root))
    read_here, read_there = (
        read(*each, homepage=edition.home) for each in ((ROOT, site), (root, folder))
    )
    printed = pdf.document(read_here, edition, {})
    assert len(printed) > 500_000
    assert printed == pdf.document(read_there, edition, {})
    made = epub.make(read_there, tmp_path, edition)
    assert made.read_bytes() == (site / made.name).read_bytes()
    sheets = [
        {
            file: xml(sheet.body)
            for file, sheet in excerpts(
                *each, homepage=edition.home, sign=ROOM_TO_WRITE, choose=worksheet
            ).items()
        }
        for each in ((ROOT, site), (root, folder))
    ]
    assert sheets[0]
    assert sheets[0] == sheets[1]
    packed = teaching_pack.pack_files(root, folder, register(), edition)
    assert packed == {
        file.name: file.read_text("utf-8") for file in (site / PACK_FOLDER).glob("*.html")
    }


@pytest.mark.skipif(
    not hasattr(os, "sched_setaffinity"),
    reason="only Linux lets a process have fewer processors; the README asks for Linux",
)
def test_a_build_reads_in_as_many_processes_as_it_may_use_processors():
    before = cores()
    with one_processor():
        assert cores() == 1
    assert cores() == before


def test_a_planted_difference_is_found(tmp_path):
    for name, page in (("a", "same"), ("b", "other")):
        folder = tmp_path / name / "deeper"
        folder.mkdir(parents=True)
        (folder / "page.html").write_text(page)
        (folder / "kept.csv").write_text("1")
        (folder / f"{name}.svg").write_text("1")
        size = size_placeholder(file_name(register(), "pdf"), f"{len(page)} MB")
        (folder / "sized.html").write_text(f"<p>{size} {size}</p>")
    assert differences(tmp_path / "a", tmp_path / "b") == [
        "deeper/a.svg: only in one",
        "deeper/b.svg: only in one",
        "deeper/page.html: other bytes",
    ]
