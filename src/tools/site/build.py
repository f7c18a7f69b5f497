"""Builds the site with warnings as errors, the same for a reader and for a test.

Phases: settings are checked, then data and prose while cells run; Sphinx writes the pages; PDF and
EPUB are made from them. The site is replaced only by a complete new one, so that an interrupted or
failed build keeps the last one. Builds are incremental; what is tested or published is built from
clean.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from inspections.errors import UserError
from publishing.core import file_cache, output_cache, runtimes
from publishing.core.project import (
    BOOK_FILES_ENV,
    code_files,
    code_folder,
    digest,
    is_input,
    page_files,
    prose_files,
)
from tools.editions import browser
from tools.site import process, unreadable_files
from tools.site.build_messages import killed_by_signal, warning_lines, write_error_advice

BUILD = Path("_build")
SITE = BUILD / "html"
STAMP = BUILD / "built-from"
"""What the site was made from: digests and marks, a line each."""
WORKSHOP = BUILD / "workshop"
"""What Sphinx made and remembers of the last good build; the next one builds upon it."""
_UNFINISHED = BUILD / "unfinished"
"""The same while Sphinx is at work, or after it has failed; never built upon."""
_NEW, _OLD = BUILD / "html-new", BUILD / "html-old"
"""The site to come, and the one that makes room for it."""
FROM_CLEAN = "from clean"
PACKAGES = ("inspections", "publishing", "tools")
"""The code that makes a site."""
INPUTS = (
    "*.yml",
    "*.md",
    "CITATION.cff",
    "LICENSE",
    "allowed_words.toml",
    "requirements.txt",
    "pyproject.toml",
    "chapters/**/*",
    "data/**/*",
    "src/**/*",
    "templates/**/*",
    "teaching/**/*",
    "tests/reference/mutants/*",
)


def inputs(root: Path) -> str:
    """Return a digest of everything the site is made from."""
    paths = {path for pattern in INPUTS for path in root.glob(pattern)}
    files = {path for path in paths if path.is_file() and is_input(path)}
    return digest(root, sorted(files | set(code_files(code_folder(root), *PACKAGES))))


def is_current(root: Path, *, clean: bool = False, files: Sequence[str] = ()) -> bool:
    """Return True if the site was built from the present inputs, as ``clean`` and ``files`` ask."""
    stamp = root / STAMP
    if not (root / SITE / "index.html").is_file() or not stamp.is_file():
        return False
    made_from = stamp.read_text(encoding="utf-8").splitlines()
    return set(_stamp(root, clean=clean, files=files)) <= set(made_from)


def _stamp(root: Path, *, clean: bool, files: Sequence[str]) -> list[str]:
    return [inputs(root), runtimes.runtimes_digest(root), *([FROM_CLEAN] if clean else []), *files]


def available_formats() -> list[str]:
    """Return the kinds of files that this machine can make beside the pages."""
    return ["pdf", "epub"] if browser.can_print() else ["epub"]


def build(root: Path, *, clean: bool = False, complete: bool = False) -> Path:
    """Build the site of the book in ``root``; return its folder.

    Nothing is done when nothing changed. With ``clean``, no page of an earlier build is kept.
    With ``complete``, the site has EPUB and, where there is a browser, PDF. Raises ``UserError``.
    """
    with built_site(root, clean=clean, files=available_formats() if complete else []) as site:
        return site


@contextmanager
def built_site(root: Path, *, clean: bool = False, files: Sequence[str] = ()) -> Iterator[Path]:
    """Build as ``build`` does, and hold the build lock while the caller reads the site.

    Raises ``UserError``, also where a folder cannot be written to.
    """
    root = root.resolve()
    try:
        with one_at_a_time(root):
            _put_back(root)
            if not is_current(root, clean=clean, files=files):
                _build(root, clean=clean, files=files)
            yield root / SITE
    except OSError as problem:
        advice = write_error_advice(str(problem))
        if not advice:
            raise
        raise UserError(advice) from problem


@contextmanager
def one_at_a_time(root: Path) -> Iterator[None]:
    """Hold a second build back until the first, or who reads the site, has ended."""
    (root / BUILD).mkdir(exist_ok=True)
    with (root / BUILD / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        os.set_inheritable(lock.fileno(), True)  # see process.running_module
        yield


def _build(root: Path, *, clean: bool, files: Sequence[str]) -> None:
    """Run the phases in an ``unfinished`` folder, which becomes the next build's cache on success.

    Sphinx caches pages with warnings: reusing them would hide the warnings.
    """
    began = time.time()
    workshop, unfinished = root / WORKSHOP, root / _UNFINISHED
    made_from = _stamp(root, clean=clean or not workshop.exists(), files=files)
    check_and_run(root)
    if files:
        check_slides(root)
    shutil.rmtree(unfinished, ignore_errors=True)
    if clean:
        shutil.rmtree(workshop, ignore_errors=True)
    if workshop.exists():
        workshop.rename(unfinished)
    else:
        unfinished.mkdir(parents=True)
    run_jupyter_book(root, unfinished, files=files)
    fresh = _copy_with_files(root, unfinished / BUILD / "html", files=files)
    _put_in_place(fresh, root)
    (root / STAMP).write_text("\n".join(made_from), encoding="utf-8")
    unfinished.rename(workshop)
    if clean and files:  # then everything that is worth keeping was used
        ticks = 2  # seconds: the clock of a file system ticks more slowly
        file_cache.drop_unused(root, since=began - ticks)
        output_cache.drop_old(root)


def _put_back(root: Path) -> None:
    """Put the last good site back where a build was ended between taking it away and renewing."""
    site, old = root / SITE, root / _OLD
    if old.exists() and not site.exists():
        old.rename(site)


def _copy_with_files(root: Path, pages_dir: Path, *, files: Sequence[str]) -> Path:
    """Return a copy of the finished pages, with these files beside them."""
    fresh = root / _NEW
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(pages_dir, fresh)
    if files:
        from tools.editions import edition_files  # slow to import, and seldom needed

        began = time.monotonic()
        edition_files.add_files(root, fresh, root / _UNFINISHED / "paper", files)
        report(f"files: {', '.join(files).upper()}", began)
    return fresh


def _put_in_place(fresh: Path, root: Path) -> None:
    """Make the finished copy the site; only whole copies are ever at its address."""
    site, old = root / SITE, root / _OLD
    shutil.rmtree(old, ignore_errors=True)
    (root / STAMP).unlink(missing_ok=True)
    if site.exists():
        site.rename(old)
    fresh.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def check_and_run(root: Path) -> None:
    """Check settings, data and prose while the cells run. Raises ``UserError``.

    Where the data hold a fault, nothing is said of prose and cells, which may well follow from it.
    """
    try:
        unreadable_files.check(root)
    except UserError as problem:
        fail_build(str(problem))
    began = time.monotonic()
    with process.running_module(root, "tools.site.run_cells", str(root)) as running:
        report(check_data(root, otherwise="The book was not built.").strip(), began)
        check_prose(root)
        text = process.output(running).strip()
    if running.returncode < 0:
        text = killed_by_signal("the process that runs the cells", running.returncode)
    if running.returncode:
        fail_build(text, write_error_advice(text))
    report(f"chapters: {text}", began)


def fail_build(*lines: str) -> None:
    """Raise ``UserError`` with these lines, if any of them says something."""
    if non_empty := [line for line in lines if line]:
        raise UserError("\n".join([*non_empty, "The book was not built."]))


def check_data(root: Path, *, otherwise: str) -> str:
    """Return how much data there is. Raises ``UserError`` with every fault, and ``otherwise``."""
    with process.running_module(root, "inspections", "check", str(root / "data")) as checking:
        text = process.output(checking)
    if checking.returncode:
        raise UserError(f"{text}{otherwise}")
    return text


def check_prose(root: Path) -> None:
    """Check the prose of every page against the data. Raises ``UserError`` with every fault."""
    from tools.lint import markdown_page, prose  # slow to import: nothing may have changed

    fail_build(*markdown_page.check_all(root, prose.faults))


def check_slides(root: Path) -> None:
    """Check the slides, which Sphinx does not read. Raises ``UserError`` with every fault."""
    from tools.lint import markup

    if slides := set(prose_files(root)) - set(page_files(root)):
        fail_build(*markup.check(root, slides))


def run_jupyter_book(root: Path, output: Path, *, files: Sequence[str] = ()) -> None:
    """Run Jupyter Book on ``root`` into ``output``; any warning is an error."""
    began = time.monotonic()
    command = ("tools.site.jupyter_book", "build", str(root), "--path-output", str(output))
    options = ("-W", "-n", "--keep-going", "-q")
    with process.running_module(
        root, *command, *options, **{BOOK_FILES_ENV: " ".join(files)}
    ) as building:
        text = process.output(building)
    if building.returncode < 0:
        text = f"ERROR: {killed_by_signal('Jupyter Book', building.returncode)}"
    if building.returncode:
        fail_build(warning_lines(text))
    report(f"pages: {len(page_files(root))}", began)


def report(text: str, began: float) -> None:
    """Print one line for a finished phase with its seconds, unless a machine runs the build."""
    if os.environ.get("CI") != "true":
        print(f"{text}, {time.monotonic() - began:.1f} s", flush=True)
