"""Commands of the workshop: book, build, pdf, epub, check, readability, browser, serve, references.

``book`` makes the complete site, ``build`` its pages alone; ``pdf`` and ``epub`` one file.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from publishing import browser, build, plain_words, prose, reading_ease, references, serve
from publishing.execution import ROOT


def _book() -> None:
    site = build.build(complete=True).relative_to(ROOT)
    print(f"The book is in {site}/; open {site}/index.html")


def _build() -> None:
    site = build.build().relative_to(ROOT)
    print(f"The pages are in {site}/; open {site}/index.html")


def _pdf() -> None:
    _file("pdf")


def _epub() -> None:
    _file("epub")


def _file(kind: str) -> None:
    from publishing.paper import making  # here: most commands need no browser and no PDF

    (made,) = making.make([kind], ROOT, build.build(), ROOT / "_build" / "files")
    print(f"The book is in {made.relative_to(ROOT)} ({making.in_words(made.stat().st_size)})")


def _check() -> None:
    found = prose.check() + plain_words.check()
    if found:
        raise prose.ProseFaults("\n".join(found))
    print(f"prose: {len(prose.pages())} pages, no typed number, every claim bound")
    print(f"plain words: {plain_words.summary()}")


def _browser() -> None:
    print(f"browser: {browser.find_or_install()}")


COMMANDS: dict[str, Callable[[], None]] = {
    "book": _book,
    "build": _build,
    "pdf": _pdf,
    "epub": _epub,
    "check": _check,
    "readability": reading_ease.show,
    "browser": _browser,
    "serve": serve.serve,
    "references": references.refresh,
}


def main() -> int:
    """Run one command; return 1 with a message, never a traceback, for what a person can mend."""
    parser = argparse.ArgumentParser(prog="publishing", description=__doc__)
    parser.add_argument("command", choices=sorted(COMMANDS))
    try:
        COMMANDS[parser.parse_args().command]()
    except (
        build.BuildFailed,
        browser.NoBrowser,
        references.ChapterFailed,
        prose.ProseFaults,
    ) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
