"""Builds the site with warnings as errors, the same for a reader and for a test.

The new site is made beside the old one and put in its place only when it is whole, so an
interrupted or failed build leaves the last good site as it was. Where nothing but pages changed
since a good build, Sphinx reads those pages alone; what is tested or published is made from clean.
A complete site has the book as PDF and EPUB beside its pages; the pages alone are quicker to make,
and then name no such files.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from publishing.core import execution, file_cache
from publishing.core.errors import Trouble
from publishing.core.execution import ROOT, WANTED, digest

SITE = Path("_build") / "html"
_OLD = Path("_build") / "html-old"
STAMP = Path("_build") / "built-from"
WORKSHOP = Path("_build") / "workshop"
FRAME = "frame"
"""In the workshop: what its pages were made from besides their own text. Lacking when it failed."""
PAGES = ("*.md", "chapters/*.md")
FROM_CLEAN = "from clean"
COMPLETE = "complete"
INPUTS = (
    "*.yml",
    "*.md",
    "CITATION.cff",
    "requirements.txt",
    "pyproject.toml",
    "chapters/**/*",
    "data/**/*",
    "src/**/*",
    "tests/reference/mutants/*",
)


class BuildFailed(Trouble):
    """The book could not be built; the message says what to do."""


def inputs(root: Path) -> str:
    """Return a digest of everything the site is made from."""
    return digest(root, sorted(_input_files(root)))


def _input_files(root: Path) -> set[Path]:
    found = {path for pattern in INPUTS for path in root.glob(pattern) if path.is_file()}
    return {path for path in found if not _LEFT_BY_RUNS.search(path.as_posix())}


_LEFT_BY_RUNS = re.compile(
    r"/__pycache__/|\.egg-info/|/profile_default/(?!ipython_kernel_config)|/\.[^/]*$|~$"
)
"""What running the code, or an editor at work, leaves in its folders; it is no input."""


def _frame(root: Path) -> str:
    """Return a digest of every input but the pages' text."""
    pages = {page for pattern in PAGES for page in root.glob(pattern)}
    return digest(root, sorted(_input_files(root) - pages))


def is_current(root: Path, *, clean: bool = False, complete: bool = False) -> bool:
    """Say whether the site in ``_build/html`` was made from just these inputs (from clean).

    A complete site will also do where the pages alone are asked for.
    """
    stamp = root / STAMP
    if not (root / SITE / "index.html").is_file() or not stamp.is_file():
        return False
    made_from = stamp.read_text(encoding="utf-8").splitlines()
    return set(_stamp(root, clean=clean, complete=complete)) <= set(made_from)


def _stamp(root: Path, *, clean: bool, complete: bool) -> list[str]:
    return [inputs(root), *([FROM_CLEAN] if clean else []), *([COMPLETE] if complete else [])]


def build(root: Path = ROOT, *, clean: bool = False, complete: bool = False) -> Path:
    """Build the site of the book in ``root``; return its folder.

    Nothing is done when nothing changed. With ``clean``, no page of an earlier build is kept.
    Data are checked first, unless a good build was made from the very same.
    Raises ``BuildFailed``, and ``NoBrowser`` where a ``complete`` site is asked for and its PDF
    cannot be printed.
    """
    try:
        with _one_at_a_time(root):
            _put_back(root)
            if not is_current(root, clean=clean, complete=complete):
                _build(root, clean=clean, complete=complete)
    except OSError as problem:
        advice = _no_room(str(problem))
        if not advice:
            raise
        raise BuildFailed(advice) from problem
    return root / SITE


_NO_ROOM = {
    errno.ENOSPC: "Make room on the disk",
    errno.EDQUOT: "Make room in your part of the disk",
    errno.EROFS: "Copy the book to a folder that may be written to",
    errno.EACCES: "Give yourself the right to write here",
    errno.EPERM: "Give yourself the right to write here",
}
"""What to do about a folder that cannot be written to, by the system's number for the reason."""
_REASON = re.compile(r"\[Errno (\d+)\] ([^:\n'\"]+)(?:: '([^']*)')?")
"""How Python names a fault of the system: its number, its words, and the file if it knows it."""


def _no_room(said: str) -> str:
    """Return what to do where a program says that it could not write, or ''."""
    for number, words, file in _REASON.findall(said):
        if advice := _NO_ROOM.get(int(number)):
            where = f"{file}: " if file else ""
            return (
                f"{where}{words.strip()}. {advice}, then run the same command again. "
                "The last good site is as it was."
            )
    return ""


@contextmanager
def _one_at_a_time(root: Path) -> Iterator[None]:
    """Hold a second build back until the first has ended."""
    (root / "_build").mkdir(exist_ok=True)
    with (root / "_build" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        os.set_inheritable(lock.fileno(), True)  # see _started
        yield


def _build(root: Path, *, clean: bool, complete: bool) -> None:
    began = time.time()
    frame = f"{_frame(root)} {COMPLETE if complete else 'pages'}"
    workshop = root / WORKSHOP
    stamp = workshop / FRAME
    go_on = not clean and stamp.is_file() and stamp.read_text(encoding="utf-8") == frame
    made_from = _stamp(root, clean=not go_on, complete=complete)
    if go_on:
        stamp.unlink()  # until this build is whole
    else:
        shutil.rmtree(workshop, ignore_errors=True)
        workshop.mkdir(parents=True)
    run_jupyter_book(root, workshop, complete=complete, check=not go_on)
    _put_in_place(_finished(root, workshop, complete=complete), root)
    (root / STAMP).write_text("\n".join(made_from), encoding="utf-8")
    stamp.write_text(frame, encoding="utf-8")
    if clean and complete:  # then everything that is worth keeping was used
        file_cache.drop_unused(
            root, since=began - 2
        )  # the clock of a file system ticks more slowly
        execution.drop_old(root)


def _put_back(root: Path) -> None:
    """Put the last good site back where a build was ended between taking it away and renewing."""
    site, old = root / SITE, root / _OLD
    if old.exists() and not site.exists():
        old.rename(site)


def _finished(root: Path, workshop: Path, *, complete: bool) -> Path:
    """Return a copy of the finished pages, with PDF and EPUB if the site is to be complete."""
    fresh = root / "_build" / "html-new"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(workshop / "_build" / "html", fresh)
    if complete:
        from tools.editions import (
            edition_files,  # here: where nothing changed, it is not waited for
        )

        edition_files.complete(root, fresh, workshop / "paper")
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


def run_jupyter_book(
    root: Path, output: Path, *, complete: bool = False, check: bool = False
) -> None:
    """Run Jupyter Book on ``root`` into ``output``; any warning is an error.

    With ``check``, data are checked beside it; where that finds a fault, nothing else is said.
    """
    variables = environment(root) | ({WANTED: "1"} if complete else {})
    building = _started(
        *("tools.site.jupyter_book", "build", str(root), "--path-output", str(output)),
        *("-W", "-n", "--keep-going", "-q"),
        variables=variables,
    )
    with building:  # whatever happens, its pipe is closed and it is waited for
        try:
            if check:
                print(check_data(root, otherwise="The book was not built."), end="", flush=True)
            said = building.communicate()[0]
        except BaseException:
            _end(building)
            raise
    if building.returncode:
        raise BuildFailed(f"{complaints(said)}\nThe book was not built.")


def _end(started: subprocess.Popen[str]) -> None:
    """End a process and every process that it started."""
    with suppress(ProcessLookupError, PermissionError):  # they may have ended by themselves
        os.killpg(started.pid, signal.SIGKILL)


def check_data(root: Path, *, otherwise: str) -> str:
    """Return how much data there is. Raises ``BuildFailed`` with every fault, and ``otherwise``."""
    variables = environment(root)
    with _started("inspections", "check", str(root / "data"), variables=variables) as checking:
        found = checking.communicate()[0]
    if checking.returncode:
        raise BuildFailed(f"{found}{otherwise}")
    return found


def _started(*command: str, variables: dict[str, str]) -> subprocess.Popen[str]:
    """Start a module in a session of its own, so that all it starts can be ended together.

    It holds the lock too: should this process be killed, the next build waits until it has ended.
    """
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        close_fds=False,
    )


def environment(root: Path) -> dict[str, str]:
    """Return the environment of a build: the source in ``root``, and nothing of the user's own.

    Nor of the machine's: drawings use no font that another machine may lack.
    """
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith("PYTHON") and key != WANTED
    }
    return {
        **kept,
        "PYTHONPATH": str(root / "src"),
        "IPYTHONDIR": str(root / "src" / "tools" / "ipython"),
        "FONTCONFIG_FILE": str(root / "src" / "tools" / "fonts.conf"),
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
    }


_HELP = {"isn't included in any toctree": ": name the page in _toc.yml, or delete it"}
"""What to do about complaints of Sphinx that do not say so themselves."""


def _help(line: str) -> str:
    return "".join(advice for words, advice in _HELP.items() if words in line)


def complaints(output: str) -> str:
    """Return the lines of a build's output that a person must act on."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", output)
    lines = [line for line in plain.splitlines() if re.search("WARNING|ERROR", line)]
    lines = [f"{line}{_help(line)}" for line in lines]
    _, crashed, traceback = plain.partition("Exception occurred:")
    if crashed:
        lines += traceback.split("The full traceback")[0].strip().splitlines()
    advice = _no_room(plain)
    lines += [advice] if advice else []
    return "\n".join(dict.fromkeys(lines)) or plain[-4000:]
