"""Commands of the workshop: build, check, readability, browser, serve, references."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from publishing import (
    browser,
    build,
    inspection_pages,
    plain_words,
    prose,
    reading_ease,
    references,
    serve,
)
from publishing.execution import ROOT


def _build() -> None:
    site = build.build()
    print(f"The book is in {site.relative_to(ROOT)}/; open {site.relative_to(ROOT)}/index.html")


def _check() -> None:
    found = inspection_pages.check() + prose.check() + plain_words.check()
    if found:
        raise prose.ProseFaults("\n".join(found))
    print(f"prose: {len(prose.pages())} pages, no typed number, every claim bound")
    print(f"plain words: {plain_words.summary()}")


def _new_page() -> None:
    begun = inspection_pages.begin()
    for page in begun:
        print(f"begun: {page.relative_to(ROOT)}; 'make check' says what is to be written")
    if not begun:
        print("every inspection of the unit has its page")


def _browser() -> None:
    print(f"browser: {browser.find_or_install()}")


COMMANDS: dict[str, Callable[[], None]] = {
    "build": _build,
    "check": _check,
    "readability": reading_ease.show,
    "new-page": _new_page,
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
        inspection_pages.NoPlace,
        references.ChapterFailed,
        prose.ProseFaults,
    ) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
