"""Commands of the workshop: each imports what it needs only when it is called.

``book`` makes the complete site, ``build`` its pages alone; ``pdf`` and ``epub`` one file.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable
from datetime import date

from publishing.execution import ROOT, pages
from publishing.trouble import Trouble


def _book(*, clean: bool = False) -> None:
    from publishing import build

    site = build.build(clean=clean, complete=True).relative_to(ROOT)
    print(f"The book is in {site}/; open {site}/index.html")


def _book_clean() -> None:
    _book(clean=True)


def _build() -> None:
    from publishing import build

    site = build.build().relative_to(ROOT)
    print(f"The pages are in {site}/; open {site}/index.html")


def _pdf() -> None:
    _file("pdf")


def _epub() -> None:
    _file("epub")


def _file(kind: str) -> None:
    from publishing import build
    from publishing.paper import making

    (made,) = making.make([kind], ROOT, build.build(), ROOT / "_build" / "files")
    print(f"The book is in {made.relative_to(ROOT)} ({making.in_words(made.stat().st_size)})")


def _check() -> None:
    from publishing import build, inspection_pages, plain_words, prose, readable

    readable.check(ROOT)
    print(build.check_data(ROOT, otherwise="The pages were not checked."), end="", flush=True)

    found = inspection_pages.check() + prose.check() + plain_words.check()
    if found:
        raise prose.ProseFaults("\n".join(found))
    print(f"prose: {len(pages())} pages, no typed number, every claim bound")
    print(f"plain words: {plain_words.summary()}")


def _readability() -> None:
    from publishing import reading_ease

    reading_ease.show()


def _browser() -> None:
    from publishing import browser

    print(f"browser: {browser.find_or_install()}")


def _new_page() -> None:
    from publishing import inspection_pages

    begun = inspection_pages.begin()
    for page in begun:
        print(f"begun: {page.relative_to(ROOT)}; 'make check' says what is to be written")
    if not begun:
        print("every inspection of the unit has its page")


def _serve(port: str) -> None:
    from publishing import serve

    port = port or str(serve.PORT)
    if not port.isdecimal() or int(port) > 65535:
        raise serve.NoPort(f"'{port}' is no port: write, for instance, PORT={serve.PORT + 1}")
    serve.serve(int(port))


def _references() -> None:
    from publishing import build, readable, references

    readable.check(ROOT)
    build.check_data(ROOT, otherwise="The references were not refreshed.")
    references.refresh()
    print("references: where rows were added or taken away, 'make mutants' counts them anew")


def _links() -> None:
    from publishing import links

    print(links.check())


def _release(version: str) -> None:
    from publishing import release

    release.release(ROOT, version, today=date.today())
    print(f"This is edition {version} now. Read 'git diff', run 'make test', then:")
    print(f"git commit -am 'Edition {version}' && git tag -a v{version} -m 'Edition {version}'")


def _release_files(tag: str) -> None:
    from publishing import release

    for file in release.files(ROOT, tag=tag):
        print(f"release: {file.relative_to(ROOT)}")


def _licences() -> None:
    from publishing import licences

    licences.refresh()


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
    "licences": _licences,
}
VALUED: dict[str, Callable[[str], None]] = {
    "release": _release,
    "release-files": _release_files,
    "serve": _serve,
}
"""Commands that take a value: the version, the tag, or the port."""


def main() -> int:
    """Run one command; return 1 with a message, never a traceback, for what a person can mend."""
    parser = argparse.ArgumentParser(prog="publishing", description=__doc__)
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
