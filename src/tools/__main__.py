"""What maintainers run: ``python -m tools COMMAND``, in the book's folder or after ``--book``.

``book`` makes the complete site, ``build`` its pages alone; ``pdf`` and ``epub`` one file. Each
command imports what it needs only when it is called.
"""

import argparse
import os
import pkgutil
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from inspections.checks.time_limit import TimeLimitError, time_limit
from inspections.command_line import Trouble, refuse_unreadable
from publishing.core.project import pages
from tools.site.build_messages import unforeseen

SECONDS = 20
"""Processor time that the rules for pages may take; usually 4 s."""


def _book(root: Path, *, clean: bool = False) -> None:
    from tools.editions import browser
    from tools.site import build

    site = build.build(root, clean=clean, complete=True).relative_to(root)
    _say_what_cannot_run(root)
    if "pdf" not in build.files_to_offer():
        print(f"The book has no PDF, which a browser prints: {browser.how_to_print()}.")
    print(f"The book is in {site}/; open {site}/index.html")


def _build(root: Path) -> None:
    from tools.site import build

    site = build.build(root).relative_to(root)
    _say_what_cannot_run(root)
    print(f"The pages are in {site}/; open {site}/index.html")


def _say_what_cannot_run(root: Path) -> None:
    from publishing.core import runtimes

    if lacking := runtimes.lacking(root, runtimes.present(root)):
        print(
            f"No cell runs in its page, which shows code and output as printed: "
            f"{' and '.join(lacking)} are not here, and make runtimes fetches them."
        )


def _file(root: Path, *, kind: str) -> None:
    from tools.editions import edition_files
    from tools.site import build

    with build.built(root) as site:
        made = edition_files.make([kind], root, site, root / "_build" / "files")
    for file, size in made.items():
        print(f"The book is in {file.relative_to(root)} ({size})")


def _check(root: Path) -> None:
    from tools import new_page
    from tools.lint import markup, plain_english, prose, settings, truth_rules
    from tools.site import build, menu

    print(build.check_data(root, otherwise="The pages were not checked."), end="", flush=True)

    print(*new_page.unwritten(root), "", sep="\n", end="")
    found = []
    try:
        with time_limit(SECONDS):
            for rules in (settings, menu, new_page, markup, prose, plain_english, truth_rules):
                found += rules.check(root)
    except TimeLimitError:
        found.append(
            f"pages: to check them takes longer than {SECONDS} s: look for a page with very many "
            "brackets, braces or backquotes"
        )
    if found:
        raise prose.ProseFaults("\n".join(found))
    print(f"prose: {len(pages(root))} pages, no typed number, every claim bound")
    print(f"plain words: {plain_english.summary(root)}")


def _readability(root: Path) -> None:
    from tools.lint import readability

    print(readability.table(root))


def _browser(root: Path) -> None:
    from tools.editions import browser

    print(f"browser: {browser.path()}")


def _runtimes(root: Path) -> None:
    from tools import runtimes

    for line in runtimes.fetch(root):
        print(f"runtimes: {line}")


def _new_page(root: Path) -> None:
    from tools import new_page

    begun = new_page.begin(root)
    for page in begun:
        print(f"begun: {page.relative_to(root)}; 'make check' says what is to be written")
    if not begun:
        print("every inspection of the unit has its page")


def _serve(root: Path, port: str = "") -> None:
    from tools.site import server

    port = port or str(server.PORT)
    if not (port.isascii() and port.isdecimal() and 0 < int(port[:6]) <= 65535):
        raise server.NoPort(f"'{port}' is no port: write, for instance, PORT={server.PORT + 1}")
    server.serve(root, int(port))


def _references(root: Path) -> None:
    from tools.approval import approved_outputs
    from tools.site import build

    build.check_data(root, otherwise="The references were not refreshed.")
    approved_outputs.refresh(root)
    print("references: where rows were added or taken away, 'make mutants' counts them again")


def _release_files(root: Path, tag: str = "") -> None:
    from tools import release

    for file in release.files(root, tag=tag):
        print(f"release: {file.relative_to(root)}")


def _task(place: str, root: Path, *arguments: str) -> None:
    pkgutil.resolve_name(f"tools.tasks.{place}")(root, arguments)


COMMANDS: dict[str, Callable[..., None]] = {
    "book": _book,
    "book-clean": partial(_book, clean=True),
    "browser": _browser,
    "build": _build,
    "check": _check,
    "correct": partial(_task, "correct:correct"),
    "epub": partial(_file, kind="epub"),
    "new-book": partial(_task, "new_book:begin"),
    "new-page": _new_page,
    "pdf": partial(_file, kind="pdf"),
    "readability": _readability,
    "references": _references,
    "release-files": _release_files,
    "rename-page": partial(_task, "rename_page:rename"),
    "runtimes": _runtimes,
    "serve": _serve,
}
VALUES = {"correct": 99, "new-book": 2, "release-files": 1, "rename-page": 2, "serve": 1}
"""How many values a command takes at most: a tag, a port, names, or options told by ``--help``."""
UNCHECKED = (
    *("book", "book-clean", "browser", "build", "epub", "new-page"),
    *("pdf", "runtimes", "serve"),
)
"""Commands that read no file of the book, or check them all themselves at each build.

``new-page`` begins the page of an inspection that the contents may name already.
"""


def main() -> int:
    """Run one command; return 1 with a message, never a traceback, for what a person can mend."""
    parser = argparse.ArgumentParser(prog="tools", description=__doc__)
    parser.add_argument("--book", default=".", help="run as if in this folder, a book's")
    parser.add_argument("command", choices=list(COMMANDS))
    parser.add_argument("values", nargs=argparse.REMAINDER, help="tag, port, or options")
    options = parser.parse_args()
    root, command, values = Path(options.book).resolve(), options.command, options.values
    if more := values[VALUES.get(command, 0) :]:
        parser.error(f"{command} does not take '{' '.join(more)}'; --book goes before {command}")
    refuse_unreadable(parser, values)
    if not root.is_dir():
        parser.error(f"--book: there is no folder {root}")
    os.chdir(root)
    _take_every_end_as_an_interrupt()
    try:
        if command not in UNCHECKED:
            from tools.site import unreadable_files

            unreadable_files.check(root)
        COMMANDS[command](root, *values)
    except Trouble as problem:
        print(problem, file=sys.stderr)
        return 1
    except (EOFError, KeyboardInterrupt):
        print("stopped", file=sys.stderr)
        return 130
    except Exception as problem:
        print(unforeseen(problem), file=sys.stderr)
        return 1
    return 0


def _take_every_end_as_an_interrupt() -> None:
    """Let a closed terminal or a polite kill end what was started, as Ctrl+C does."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)


if __name__ == "__main__":
    sys.exit(main())
