"""Pages about one inspection each: which are lacking, which are unfinished, and how one is begun.

A page is about an inspection when it carries the inspection's id as its label,
``(inspection-id)=``, above its heading. A new one is begun from ``TEMPLATE``.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Template

from inspections.errors import UserError
from inspections.package import tables
from inspections.register import Inspection, Register
from publishing.core.project import CONTENTS, page_files, read
from publishing.records.load_register import register_of

TEMPLATE = Path("templates") / "inspection-YEAR.md"
"""What a page is begun from; its name has the year of the inspection in the place of YEAR."""
TO_WRITE = re.compile(r"^%\s*To write:\s*(?P<what>.+)$")
_FILE = re.compile(r"^(?P<margin>\s*- )file:\s*[\"']?(?P<page>[^\s\"'#]+)[\"']?\s*(?:#.*)?$")


def pages_of_inspections(root: Path, register: Register) -> dict[str, Path]:
    """Return the page about each inspection of the book's subject, by inspection_id."""
    texts = {page: page.read_text(encoding="utf-8") for page in sorted(root.glob("chapters/*.md"))}
    return {
        inspection.inspection_id: page
        for inspection in register.subject_inspections
        for page, text in texts.items()
        if f"({inspection.inspection_id})=" in text.splitlines()
    }


def check(root: Path) -> list[str]:
    """Return a line for each inspection of the subject without a page."""
    register = register_of(root)
    there = pages_of_inspections(root, register)
    names = [inspection.inspection_id for inspection in register.subject_inspections]
    return [
        f"chapters: no page is about {name}: run 'make new-page', "
        f"or put ({name})= above the heading of the page that is"
        for name in names
        if name not in there
    ]


def unwritten_parts(root: Path) -> Iterator[str]:
    """Yield a line for each part of a page that is still to write: no edition may have one."""
    for path, text in read(root, page_files(root)).items():
        for number, line in enumerate(text.splitlines(), start=1):
            if match := TO_WRITE.match(line.strip()):
                yield f"{path}:{number}: to write: {match['what']} Then delete the line."


def begin(root: Path) -> list[Path]:
    """Begin a page for each inspection of the subject that has none, and list it in the contents.

    Raises ``UserError`` before a file would be written over.
    """
    try:
        register = register_of(root)
    except (OSError, ValueError, LookupError) as problem:
        raise UserError(f"the data cannot be read: make check says why ({problem})") from problem
    there = pages_of_inspections(root, register)
    begun: list[Path] = []
    for inspection in register.subject_inspections:
        if inspection.inspection_id not in there:
            begun.append(_begin(root, register, inspection, before=[*there.values(), *begun]))
    return begun


def _begin(root: Path, register: Register, inspection: Inspection, *, before: list[Path]) -> Path:
    page = root / "chapters" / TEMPLATE.name.replace("YEAR", inspection.year)
    if page.exists():
        raise UserError(
            f"{page.relative_to(root)} is there already: rename it, or put "
            f"({inspection.inspection_id})= above its heading if it is the page about it"
        )
    named = {
        "inspection_id": inspection.inspection_id,
        "year": inspection.year,
        "report_event": report_event(register, inspection),
        "records": _records(register, inspection),
    }
    try:
        text = Template(_text(root, TEMPLATE.as_posix())).substitute(named)
    except (KeyError, ValueError) as problem:
        raise UserError(
            f"{TEMPLATE}: '$' stands before a name that nothing fills in ({problem}): write $$ for "
            f"the sign, or one of ${', $'.join(named)}"
        ) from problem
    contents = _with_page(root, page.stem, after=[page_file.stem for page_file in before])
    page.write_text(text, encoding="utf-8")
    (root / CONTENTS).write_text(contents, encoding="utf-8")
    return page


def _text(root: Path, name: str) -> str:
    """Return the text of a file of the book. Raises ``UserError`` where it cannot be read."""
    try:
        return tables.read_text(root, name)
    except (OSError, UnicodeDecodeError) as problem:
        raise UserError(
            f"{name}: cannot be read: take it from the last commit: git checkout -- {name}"
        ) from problem


def _records(register: Register, inspection: Inspection) -> str:
    """Return the ids of the numbers and findings that the data has of an inspection."""
    records = (register.facts | register.findings).items()
    return ", ".join(name for name, item in records if item.inspection == inspection) or "none yet"


def report_event(register: Register, inspection: Inspection) -> str:
    """Return the event of the report: dated as it is, and of no other name if there is that one."""
    usual = f"report-on-{inspection.inspection_id}"
    dated = [
        name
        for name, event in register.events.items()
        if event.inspection == inspection and event.date == inspection.report_date
    ]
    return usual if usual in register.events else next(iter(dated), usual)


def _with_page(root: Path, stem: str, *, after: list[str]) -> str:
    """Return the contents with the page behind the last of those in ``after``, or first of all."""
    lines = _text(root, CONTENTS.as_posix()).splitlines()
    entries = [(place, match) for place, line in enumerate(lines) if (match := _FILE.match(line))]
    if not entries:
        raise UserError(f"{CONTENTS} lists no page: add a part with chapters first")
    named = [entry for entry in entries if Path(entry[1]["page"]).stem in after]
    place, match = named[-1] if named else entries[0]
    lines.insert(place + bool(named), f"{match['margin']}file: chapters/{stem}")
    return "\n".join(lines) + "\n"
