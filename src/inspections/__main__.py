"""The command line: ``python -m inspections check``, ``new`` and ``verify-sources``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from inspections import checks
from inspections.checks import source_texts
from inspections.package import new_inspection, tables


def main(arguments: list[str] | None = None) -> int:
    """Run one command, print what it found, and return the exit status: 0 or 1."""
    options = _parser().parse_args(arguments)
    if options.command == "check":
        return _check(options.folder)
    if options.command == "new":
        given = {name: getattr(options, name) for name in new_inspection.GIVEN}
        return _new(options.data, given, ask=sys.stdin.isatty() and not any(given.values()))
    return _verify(options.data, texts=options.texts)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m inspections", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="check a data package against its rules")
    check.add_argument("folder", nargs="?", type=Path, default=tables.DATA, metavar="DIR")
    new = commands.add_parser("new", help="add the first rows of a new inspection")
    new.add_argument("--data", type=Path, default=tables.DATA, metavar="DIR")
    for name, (table, column) in new_inspection.GIVEN.items():
        option = f"--{name.replace('_', '-')}"
        new.add_argument(option, default="", metavar="TEXT", help=f"{column} in {table}.csv")
    sources = commands.add_parser(
        "verify-sources", help="look for every fragment in text copies of the sources"
    )
    sources.add_argument("texts", type=Path, help="folder with one <source_id>.txt a source")
    sources.add_argument("--data", type=Path, default=tables.DATA, metavar="DIR")
    return parser


def _check(folder: Path) -> int:
    faults = checks.check(folder)
    if faults:
        files = len({fault.file for fault in faults})
        print(*checks.messages(faults), sep="\n")
        print(f"data: {_count(len(faults), 'fault')} in {_count(files, 'file')}")
        return 1
    names = [resource["name"] for resource in tables.read_descriptor(folder)["resources"]]
    rows = sum(len(tables.read_raw(folder, name)) for name in names)
    print(f"data: {_count(rows, 'row')} in {_count(len(names), 'table')}, no faults")
    return 0


def _new(folder: Path, given: dict[str, str], *, ask: bool) -> int:
    faults = checks.check(folder)
    if faults:
        print(*checks.messages(faults), sep="\n")
        print("nothing was added: correct this first, then add the inspection")
        return 1
    try:
        written = new_inspection.add(folder, _asked(folder) if ask else given)
    except (EOFError, KeyboardInterrupt):
        print("\nnothing was added: the questions were broken off before the last answer")
        return 1
    except new_inspection.CannotAdd as problem:
        print(f"nothing was added: {problem}")
        return 1
    for name, line in written.items():
        print(f"added {name}.csv, row {line}")
    left = checks.check(folder)
    if left:
        print("still to do, in this order:")
        print(*checks.messages(left), sep="\n")
    return 0


def _asked(folder: Path) -> dict[str, str]:
    """Ask for everything, each until the answer fits; an empty answer leaves the cell empty."""
    descriptor = tables.read_descriptor(folder)
    print("Enter alone leaves a cell as it is in the row of the last inspection, or empty.")
    given = {}
    for name in new_inspection.GIVEN:
        asked = f"{name.replace('_', ' ')}: {new_inspection.question(descriptor, name)}\n> "
        given[name] = input(asked).strip()
        while why := new_inspection.refusal(descriptor, name, given[name]):
            print(f"this {why}")
            given[name] = input("> ").strip()
    return given


def _verify(folder: Path, *, texts: Path) -> int:
    if not texts.is_dir():
        print(f"the folder {texts} does not exist; name the folder with the text copies")
        return 1
    try:
        result = source_texts.verify(folder, texts=texts)
    except (OSError, ValueError, KeyError, TypeError):
        print(f"the data in {folder} cannot be read; run: python -m inspections check {folder}")
        return 1
    for source_id, source in result.sources.items():
        total = len(source.found) + len(source.missing)
        print(f"{source_id}: {len(source.found)} of {_count(total, 'fragment')} found")
    for quotation in result.missing:
        print(quotation)
    for file in result.unreadable:
        print(f"{file}: the text is not UTF-8; save it again with the encoding UTF-8")
    for file in result.unused_files:
        print(f"{file}: not used, no source has this name")
    print(
        f"sources: {len(result.sources)} looked through, {len(result.not_given)} not given; "
        f"{_count(len(result.missing), 'fragment')} missing"
    )
    return 0 if result.passed else 1


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


if __name__ == "__main__":
    sys.exit(main())
