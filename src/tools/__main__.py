"""What maintainers run in the book's folder: ``python -m tools COMMAND``.

``book`` makes the complete site, ``build`` its pages alone; ``pdf`` and ``epub`` one file. Each
command imports what it needs only when it is called.
"""

import argparse
import pkgutil
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from inspections.checks.time_limit import TimeLimitError, time_limit
from inspections.command_line import refuse_unreadable
from inspections.errors import UserError
from publishing.core.project import page_files
from tools.site.build_messages import unexpected_error

SECONDS = 20
"""Processor time that the rules for pages may take; usually 4 s."""


def _book(root: Path, *, clean: bool = False) -> None:
    from tools.editions import browser
    from tools.site import build

    site = build.build(root, clean=clean, complete=True).relative_to(root)
    _say_what_cannot_run(root)
    if "pdf" not in build.available_formats():
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


def _file(root: Path, *, suffix: str) -> None:
    from tools.editions import edition_files
    from tools.site import build

    with build.built_site(root) as site:
        sizes = edition_files.make([suffix], root, site, root / "_build" / "files")
    for file, size in sizes.items():
        print(f"The book is in {file.relative_to(root)} ({size})")


def _check(root: Path) -> None:
    from tools import new_page
    from tools.lint import markup, plain_english, prose, settings, truth_rules
    from tools.site import build

    print(build.check_data(root, otherwise="The pages were not checked."), end="", flush=True)

    print(*new_page.unwritten_parts(root), "", sep="\n", end="")
    faults = []
    try:
        with time_limit(SECONDS):
            for rules in (settings, new_page, markup, prose, plain_english, truth_rules):
                faults += rules.check(root)
    except TimeLimitError:
        faults.append(
            f"pages: to check them takes longer than {SECONDS} s: look for a page with very many "
            "brackets, braces or backquotes"
        )
    if faults:
        raise prose.ProseFaults("\n".join(faults))
    print(f"prose: {len(page_files(root))} pages, no typed number, every claim bound")
    print(f"plain words: {plain_english.summary(root)}")


def _browser(root: Path) -> str:
    from tools.editions import browser

    return f"browser: {browser.path()}"


def _new_page(root: Path) -> str:
    from tools import new_page

    begun = [
        f"begun: {page.relative_to(root)}; 'make check' says what is to be written"
        for page in new_page.begin(root)
    ]
    return "\n".join(begun) or "every inspection of the unit has its page"


def _serve(root: Path, port: str = "") -> None:
    from tools.site import server

    port = port or str(server.PORT)
    if not (port.isascii() and port.isdecimal() and 0 < int(port[:6]) <= 65535):
        raise UserError(f"'{port}' is no port: write, for instance, PORT={server.PORT + 1}")
    server.serve(root, int(port))


def _references(root: Path) -> str:
    from tools.approval import approved_outputs
    from tools.site import build

    build.check_data(root, otherwise="The references were not refreshed.")
    approved_outputs.refresh(root)
    return "references: where rows were added or taken away, 'make mutants' counts them again"


def _release_files(root: Path, tag: str = "") -> str:
    from tools import release

    paths = release.files(root, tag=tag)
    return "\n".join(f"release: {file.relative_to(root)}" for file in paths)


@dataclass(frozen=True)
class Command:
    """A command: what it calls with the book's folder and the values that were typed.

    ``does`` is a function, or ``module:function`` where nothing else is to be said; the text that
    it returns, if any, is printed. A value is a tag, a port, a name, or an option told by
    ``--help``. What is not ``checked`` before reads no file of the book, or checks them all itself.
    """

    does: Callable[..., str | None] | str
    most_values: int = 0
    checked: bool = True

    def __call__(self, root: Path, *values: str) -> None:
        """Run it on the book in ``root``."""
        function = pkgutil.resolve_name(self.does) if isinstance(self.does, str) else self.does
        if output := function(root, *values):
            print(output)


COMMANDS = {
    "book": Command(_book, checked=False),
    "book-clean": Command(partial(_book, clean=True), checked=False),
    "browser": Command(_browser, checked=False),
    "build": Command(_build, checked=False),
    "check": Command(_check),
    "correct": Command("tools.tasks.correct:correct", most_values=99),
    "epub": Command(partial(_file, suffix="epub"), checked=False),
    "new-book": Command("tools.tasks.new_book:begin", most_values=2),
    "new-page": Command(_new_page, checked=False),  # the contents may name it already
    "pdf": Command(partial(_file, suffix="pdf"), checked=False),
    "readability": Command("tools.lint.readability:table"),
    "references": Command(_references),
    "release-files": Command(_release_files, most_values=1),
    "rename-page": Command("tools.tasks.rename_page:rename", most_values=2),
    "runtimes": Command("tools.fetch_runtimes:fetch", checked=False),
    "serve": Command(_serve, most_values=1, checked=False),
}


def main() -> int:
    """Run one command; return its exit status: 0, 1 with a message, or 130 if interrupted."""
    parser = argparse.ArgumentParser(prog="tools", description=__doc__)
    parser.add_argument("command", choices=list(COMMANDS))
    parser.add_argument("values", nargs=argparse.REMAINDER, help="tag, port, or options")
    options = parser.parse_args()
    name, values = options.command, options.values
    root, command = Path.cwd(), COMMANDS[name]
    if more := values[command.most_values :]:
        parser.error(f"{name} does not take '{' '.join(more)}'")
    refuse_unreadable(parser, values)
    _take_every_end_as_an_interrupt()
    try:
        if command.checked:
            from tools.site import unreadable_files

            unreadable_files.check(root)
        command(root, *values)
    except UserError as problem:
        print(problem, file=sys.stderr)
        return 1
    except (EOFError, KeyboardInterrupt):
        print("stopped", file=sys.stderr)
        return 130
    except Exception as problem:
        print(unexpected_error(problem), file=sys.stderr)
        return 1
    return 0


def _take_every_end_as_an_interrupt() -> None:
    """Let a closed terminal or a polite kill end what was started, as Ctrl+C does."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)


if __name__ == "__main__":
    sys.exit(main())
