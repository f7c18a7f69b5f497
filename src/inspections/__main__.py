"""The command line: ``python -m inspections check``, ``new``, ``propose``, ``verify-sources``."""

import argparse
import sys
from pathlib import Path

from inspections import checks
from inspections.checks import source_texts
from inspections.command_line import refuse_unreadable
from inspections.errors import UserError, error_with_location
from inspections.package import documents, new_inspection, tables
from inspections.proposals import candidates, review


def main(arguments: list[str] | None = None) -> int:
    """Run one command, print what it found, and return the exit status: 0 or 1.

    An error that nobody foresaw is told in words too, with what to do about it.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    refuse_unreadable(parser, map(str, vars(options).values()))
    try:
        return _run(options)
    except Exception as problem:
        print(error_with_location(problem))
        print("This is a fault of the program, not of the data: report it with these lines.")
        return 1


def _run(options: argparse.Namespace) -> int:
    if options.command == "check":
        return _check(options.folder)
    if options.command == "new":
        cells = {name: getattr(options, name) for name in new_inspection.OPTIONS}
        return _new(options.data, cells, ask=sys.stdin.isatty() and not any(cells.values()))
    if options.command == "propose":
        cells = {"source_id": options.source, "inspection_id": options.inspection}
        return _propose(options.data, options.file, cells, ask=sys.stdin.isatty())
    return _verify(options.data, texts=options.texts)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m inspections", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    data = tables.default_folder()
    check = commands.add_parser("check", help="check a data package against its rules")
    check.add_argument("folder", nargs="?", type=Path, default=data, metavar="DIR")
    new = commands.add_parser("new", help="add the first rows of a new inspection")
    new.add_argument("--data", type=Path, default=data, metavar="DIR")
    for name, (table, column) in new_inspection.OPTIONS.items():
        option = f"--{name.replace('_', '-')}"
        new.add_argument(option, default="", metavar="TEXT", help=f"{column} in {table}.csv")
    proposed = commands.add_parser("propose", help="list what a report or article states, as rows")
    proposed.add_argument("file", type=Path, help="PDF, HTML or text; or a list with decisions")
    proposed.add_argument("--source", default="", metavar="ID", help="the name of the file, if not")
    proposed.add_argument("--inspection", default="", metavar="ID", help="what the rows belong to")
    proposed.add_argument("--data", type=Path, default=data, metavar="DIR")
    sources = commands.add_parser(
        "verify-sources", help="look for every fragment in copies of the sources"
    )
    sources.add_argument("texts", type=Path, help="folder with a PDF, HTML or text, <source_id>.…")
    sources.add_argument("--data", type=Path, default=data, metavar="DIR")
    return parser


def _check(folder: Path) -> int:
    if faults := checks.check(folder):
        files = len({fault.file for fault in faults})
        print(*checks.messages(faults), sep="\n")
        print(f"data: {_count(len(faults), 'fault')} in {_count(files, 'file')}")
        return 1
    rows = tables.load(folder).rows
    number = sum(map(len, rows.values()))
    print(f"data: {_count(number, 'row')} in {_count(len(rows), 'table')}, no faults")
    return 0


def _new(folder: Path, cells: dict[str, str], *, ask: bool) -> int:
    advice = "nothing was added: correct this first, then add the inspection"
    if refusal := checks.refusal(folder, advice):
        print(refusal)
        return 1
    try:
        written = new_inspection.add(folder, _asked(folder) if ask else cells)
    except (EOFError, KeyboardInterrupt):
        print("\nnothing was added: the questions were broken off before the last answer")
        return 1
    except UserError as problem:
        print(f"nothing was added: {problem}")
        return 1
    for name, line in written.items():
        print(f"added {name}.csv, row {line}")
    remaining_faults = checks.check(folder)
    if remaining_faults:
        print("still to do, in this order:")
        print(*checks.messages(remaining_faults), sep="\n")
    return 0


def _asked(folder: Path) -> dict[str, str]:
    """Ask for everything, each until the answer fits; an empty answer leaves the cell empty."""
    descriptor = tables.read_descriptor(folder)
    print("Enter alone leaves a cell as it is in the row of the last inspection, or empty.")
    cells = {}
    for name in new_inspection.OPTIONS:
        prompt = f"{name.replace('_', ' ')}: {new_inspection.question(descriptor, name)}\n> "
        cells[name] = input(prompt).strip()
        while why := new_inspection.refusal(descriptor, name, cells[name]):
            print(f"this {why}")
            cells[name] = input("> ").strip()
    return cells


def _propose(folder: Path, file: Path, known: dict[str, str], *, ask: bool) -> int:
    if refusal := checks.refusal(folder, "nothing was proposed: correct this first"):
        print(refusal)
        return 1
    try:
        if file.suffix.lower() == ".csv":
            text = tables.read_bytes(file.parent, file.name).decode("utf-8")
            return _accept(folder, review.read_list(folder, text), file)
        known["source_id"] = known["source_id"] or file.stem
        proposals = candidates.propose(folder, documents.read(file), known=known)
    except (UserError, OSError, UnicodeDecodeError) as problem:
        print(f"nothing was added: {problem}")
        return 1
    rows = [review.row_of(proposal) for proposal in proposals]
    for place, candidate in enumerate(proposals if ask else ()):
        try:
            decided = review.decide(folder, candidate, input)
        except (EOFError, KeyboardInterrupt):
            decided = None
        if decided is None:
            break
        rows[place] = decided
    held = sum(proposal.is_held for proposal in proposals)
    print(f"{file.name}: {_count(len(proposals), 'candidate')}, {held} of them held already")
    target = file.with_suffix(".candidates.csv")
    tables.write_text(target.parent, target.name, review.to_csv(folder, rows))
    print(f"listed in {target}: write 'accept' in the column decision, fill in its cells, then")
    print(f"run: python -m inspections propose {target}")
    return _accept(folder, rows, target) if ask else 0


def _accept(folder: Path, rows: list[dict[str, str]], file: Path) -> int:
    try:
        added = review.accept(folder, rows)
    except UserError as problem:
        print(f"{problem}\nnothing was added: correct this in {file}")
        return 1
    pending_rows = [row for row in rows if row["decision"] != "accept"]
    tables.write_text(file.parent, file.name, review.to_csv(folder, pending_rows))
    print(f"added {_count(added, 'row')}; the others are in {file} still")
    return 0


def _verify(folder: Path, *, texts: Path) -> int:
    if not texts.is_dir():
        print(f"the folder {texts} does not exist; name the folder with the text copies")
        return 1
    try:
        result = source_texts.verify(folder, texts=texts)
    except (OSError, ValueError, KeyError, TypeError):
        print(f"the data in {folder} cannot be read; run: python -m inspections check {folder}")
        return 1
    for source_id, own in result.looked_for.items():
        match_count = len(own) - sum(quote.source_id == source_id for quote in result.missing)
        print(f"{source_id}: {match_count} of {_count(len(own), 'fragment')} found")
    for quotation in result.missing:
        print(quotation)
    for problem in result.unreadable:
        print(problem)
    for file in result.unused_files:
        print(f"{file}: not used, no source has this name")
    print(
        f"sources: {len(result.looked_for)} looked through, {len(result.not_given)} not given; "
        f"{_count(len(result.missing), 'fragment')} missing"
    )
    if not result.looked_for and not result.unreadable:
        print(f"no file in {texts} is a copy of a source: name each <source_id>.txt, as in sources")
        return 1
    return 0 if result.passed else 1


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


if __name__ == "__main__":
    sys.exit(main())
