"""Commands of the workshop: each imports what it needs only when it is called.

``book`` makes the complete site, ``build`` its pages alone; ``pdf`` and ``epub`` one file.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable
from datetime import date

from publishing.core.errors import Trouble
from publishing.core.execution import ROOT, pages


def _book(*, clean: bool = False) -> None:
    from tools.site import build

    site = build.build(clean=clean, complete=True).relative_to(ROOT)
    print(f"The book is in {site}/; open {site}/index.html")


def _book_clean() -> None:
    _book(clean=True)


def _build() -> None:
    from tools.site import build

    site = build.build().relative_to(ROOT)
    print(f"The pages are in {site}/; open {site}/index.html")


def _pdf() -> None:
    _file("pdf")


def _epub() -> None:
    _file("epub")


def _file(kind: str) -> None:
    from tools.editions import edition_files
    from tools.site import build

    (made,) = edition_files.make([kind], ROOT, build.build(), ROOT / "_build" / "files")
    print(
        f"The book is in {made.relative_to(ROOT)} ({edition_files.in_words(made.stat().st_size)})"
    )


def _check() -> None:
    from tools import new_page
    from tools.lint import plain_english, prose
    from tools.site import build, unreadable_files

    unreadable_files.check(ROOT)
    print(build.check_data(ROOT, otherwise="The pages were not checked."), end="", flush=True)

    found = new_page.check() + prose.check() + plain_english.check()
    if found:
        raise prose.ProseFaults("\n".join(found))
    print(f"prose: {len(pages())} pages, no typed number, every claim bound")
    print(f"plain words: {plain_english.summary()}")


def _readability() -> None:
    from tools.lint import readability

    readability.show()


def _browser() -> None:
    from tools.editions import browser

    print(f"browser: {browser.find_or_install()}")


def _new_page() -> None:
    from tools import new_page

    begun = new_page.begin()
    for page in begun:
        print(f"begun: {page.relative_to(ROOT)}; 'make check' says what is to be written")
    if not begun:
        print("every inspection of the unit has its page")


def _serve(port: str) -> None:
    from tools.site import server

    port = port or str(server.PORT)
    if not port.isdecimal() or int(port) > 65535:
        raise server.NoPort(f"'{port}' is no port: write, for instance, PORT={server.PORT + 1}")
    server.serve(int(port))


def _references() -> None:
    from tools.approval import approved_outputs
    from tools.site import build, unreadable_files

    unreadable_files.check(ROOT)
    build.check_data(ROOT, otherwise="The references were not refreshed.")
    approved_outputs.refresh()
    print("references: where rows were added or taken away, 'make mutants' counts them anew")


def _links() -> None:
    from tools import link_check

    print(link_check.check())


def _release(version: str) -> None:
    from tools import release

    release.release(ROOT, version, today=date.today())
    print(f"This is edition {version} now. Read 'git diff', run 'make test', then:")
    print(f"git commit -am 'Edition {version}' && git tag -a v{version} -m 'Edition {version}'")


def _release_files(tag: str) -> None:
    from tools import release

    for file in release.files(ROOT, tag=tag):
        print(f"release: {file.relative_to(ROOT)}")


COMMANDS: dict[str, Callable[[], None]] = {
    "book": _book,
    "book-clean": _book_clean,
    "build": _build,
    "pdf": _pdf,
    "epub": _epub,
    "check": _check,
    "readability": _readability,
    "browser": _browser,
    "new-page": _new_page,
    "references": _references,
    "links": _links,
}
VALUED: dict[str, Callable[[str], None]] = {
    "release": _release,
    "release-files": _release_files,
    "serve": _serve,
}
"""Commands that take a value: the version, the tag, or the port."""


def main() -> int:
    """Run one command; return 1 with a message, never a traceback, for what a person can mend."""
    parser = argparse.ArgumentParser(prog="tools", description=__doc__)
    parser.add_argument("command", choices=sorted([*COMMANDS, *VALUED]))
    parser.add_argument("value", nargs="?", default="", help="version or tag of a release, or port")
    options = parser.parse_args()
    _take_every_end_as_an_interrupt()
    try:
        if options.command in VALUED:
            VALUED[options.command](options.value)
        else:
            COMMANDS[options.command]()
    except Trouble as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    return 0


def _take_every_end_as_an_interrupt() -> None:
    """Let a closed terminal or a polite kill end what was started, as Ctrl+C does."""
    for each in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(each) == signal.SIG_DFL:
            signal.signal(each, signal.default_int_handler)


if __name__ == "__main__":
    sys.exit(main())
