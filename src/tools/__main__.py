"""What maintainers run: ``python -m tools COMMAND``, in the book's folder or with ``--book``.

``book`` makes the complete site, ``build`` its pages alone; ``pdf`` and ``epub`` one file. Each
command imports what it needs only when it is called.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from publishing.core.errors import Trouble
from publishing.core.project import pages


def _book(root: Path, *, clean: bool = False) -> None:
    from tools.editions import browser
    from tools.site import build

    site = build.build(root, clean=clean, complete=True).relative_to(root)
    if "pdf" not in build.files_to_offer():
        print(f"The book has no PDF, which a browser prints: {browser.how_to_print()}.")
    print(f"The book is in {site}/; open {site}/index.html")


def _book_clean(root: Path) -> None:
    _book(root, clean=True)


def _build(root: Path) -> None:
    from tools.site import build

    site = build.build(root).relative_to(root)
    print(f"The pages are in {site}/; open {site}/index.html")


def _pdf(root: Path) -> None:
    _file(root, "pdf")


def _epub(root: Path) -> None:
    _file(root, "epub")


def _file(root: Path, kind: str) -> None:
    from tools.editions import edition_files
    from tools.site import build

    (made,) = edition_files.make([kind], root, build.build(root), root / "_build" / "files")
    print(
        f"The book is in {made.relative_to(root)} ({edition_files.in_words(made.stat().st_size)})"
    )


def _check(root: Path) -> None:
    from tools import new_page
    from tools.lint import plain_english, prose, truth_rules
    from tools.site import build, unreadable_files

    unreadable_files.check(root)
    print(build.check_data(root, otherwise="The pages were not checked."), end="", flush=True)

    found = new_page.check(root) + prose.check(root)
    found += plain_english.check(root) + truth_rules.check(root)
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


def _serve(root: Path, port: str) -> None:
    from tools.site import server

    port = port or str(server.PORT)
    if not port.isdecimal() or int(port) > 65535:
        raise server.NoPort(f"'{port}' is no port: write, for instance, PORT={server.PORT + 1}")
    server.serve(root, int(port))


def _references(root: Path) -> None:
    from tools.approval import approved_outputs
    from tools.site import build, unreadable_files

    unreadable_files.check(root)
    build.check_data(root, otherwise="The references were not refreshed.")
    approved_outputs.refresh(root)
    print("references: where rows were added or taken away, 'make mutants' counts them again")


def _release_files(root: Path, tag: str) -> None:
    from tools import release

    for file in release.files(root, tag=tag):
        print(f"release: {file.relative_to(root)}")


COMMANDS: dict[str, Callable[[Path], None]] = {
    "book": _book,
    "book-clean": _book_clean,
    "build": _build,
    "pdf": _pdf,
    "epub": _epub,
    "check": _check,
    "readability": _readability,
    "browser": _browser,
    "runtimes": _runtimes,
    "new-page": _new_page,
    "references": _references,
}
VALUED: dict[str, Callable[[Path, str], None]] = {
    "release-files": _release_files,
    "serve": _serve,
}
"""Commands that take a value: the tag, or the port."""


def main() -> int:
    """Run one command; return 1 with a message, never a traceback, for what a person can mend."""
    parser = argparse.ArgumentParser(prog="tools", description=__doc__)
    parser.add_argument("command", choices=sorted([*COMMANDS, *VALUED]))
    parser.add_argument("value", nargs="?", default="", help="tag of a release, or port")
    parser.add_argument("--book", default=".", help="the book's folder; the current one")
    options = parser.parse_args()
    root = Path(options.book).resolve()
    _take_every_end_as_an_interrupt()
    try:
        if options.command in VALUED:
            VALUED[options.command](root, options.value)
        else:
            COMMANDS[options.command](root)
    except Trouble as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    return 0


def _take_every_end_as_an_interrupt() -> None:
    """Let a closed terminal or a polite kill end what was started, as Ctrl+C does."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)


if __name__ == "__main__":
    sys.exit(main())
