"""Begins the book of another unit: its data, settings and pages in a new folder, the code a wheel.

What this book has on the unit is taken over; pages begin from ``templates/new-book``. Nothing in
the new folder bears this book's name.
"""

import csv
import io
import json
import re
import shutil
import tempfile
from itertools import pairwise
from pathlib import Path
from string import Template
from typing import Any

import yaml

from inspections import checks
from inspections.errors import UserError
from inspections.language.claims import MOVES
from inspections.language.wording import rating_direction
from inspections.package import tables
from inspections.package.names import as_id
from inspections.register import Register
from publishing.core.project import CONTENTS, SETTINGS, read_settings
from publishing.core.write_files import put
from publishing.downloads import wheel
from publishing.records.load_register import register_of
from tools import new_page
from tools.lint import prose
from tools.site.build import PACKAGES
from tools.tasks import unit_subset

TEMPLATES = Path("templates") / "new-book"
COMPARISON = "what-changed"
"""The page of a book with two inspections or more."""


def begin(root: Path, unit: str = "", where: str = "") -> None:
    """Begin the book of a unit in a new folder: ``where``, or beside this book, named as the unit.

    All of it is written, or nothing: raises ``UserError``.
    """
    unit, where = unit.strip(), where.strip()
    if not unit:
        raise UserError('the unit is needed, as inspections.csv names it: make new-book UNIT="..."')
    slug = as_id(unit)
    try:
        _begin(root, unit, slug, where)
    except (OSError, RuntimeError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else problem
        about = problem.filename if isinstance(problem, OSError) else where
        raise UserError(
            f"nothing was begun: {about}: {reason}; give FOLDER=, one that can be written to, and "
            "take what is missing here from the last commit"
        ) from problem


def _begin(root: Path, unit: str, slug: str, where: str) -> None:
    folder = (Path(where).expanduser() if where else root.parent / slug).resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(f"{folder} is there already: give FOLDER=, one that is new or empty")
    if root in (folder, *folder.parents):
        raise UserError(f"{folder} lies in this book: give FOLDER=, one outside it")
    _refuse_faults(root / "data")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new-book-") as beside:
        book = Path(beside) / slug
        _write(root, book, {"unit": unit, "title": f"Probation in {unit}", "slug": slug})
        book.replace(folder)
    print(f"begun: {folder}", *new_page.unwritten_parts(folder), sep="\n")
    print("'make check' there lists these again, 'make book' makes the book")


def _refuse_faults(folder: Path) -> None:
    if refusal := checks.refusal(folder, "correct this first"):
        raise UserError(refusal)


def _write(root: Path, book: Path, substitutions: dict[str, str]) -> None:
    package = tables.load(root / "data")
    rows = unit_subset.unit_tables(package, substitutions["unit"])
    _write_data(
        book / "data", unit_subset.descriptor(package.descriptor, rows, **substitutions), rows
    )
    _refuse_faults(book / "data")
    register = register_of(book)
    substitutions |= {
        "author": f"The authors of {substitutions['title']}",
        "changes": _changes(register),
    }
    substitutions |= {"year": register.package.descriptor["created"][:4]}
    shutil.copytree(root / TEMPLATES, book, dirs_exist_ok=True)
    for page in book.rglob(f"{COMPARISON}.md"):
        if len(register.subject_inspections) < 2:
            page.unlink()
    for file in {path for path in book.rglob("*") if path.is_file()} - {*book.glob("data/*")}:
        text = Template(file.read_text(encoding="utf-8")).substitute(substitutions)
        file.write_text(text, encoding="utf-8")
    shutil.copytree(
        root / "templates", book / "templates", ignore=shutil.ignore_patterns("new-book")
    )
    shutil.copy(root / "requirements.txt", book)
    _write_settings(book / SETTINGS, read_settings(root), register, substitutions)
    (book / "allowed_words.toml").write_text(_allowed(root, register), encoding="utf-8")
    _list_pages(book)
    _write_code(root, book / "code")


def _write_code(root: Path, folder: Path) -> None:
    """Write a wheel of all the code that runs now, without data, with the number of this book."""
    about = tables.read_descriptor(root / "data") | {
        "name": "inspections-book",
        "title": "Makes a book about the inspections of one unit from its data package.",
    }
    files = {**wheel.code(PACKAGES), "pyproject.toml": wheel.project_file(about)}
    put(folder, {wheel.file_name(about): wheel.build(files, about)})


def _changes(register: Register) -> str:
    """Return a sentence for each report but the first: how the grade moved."""
    lines = []
    for before, after in pairwise(register.subject_inspections):
        moved = rating_direction(before, after)
        kind = next(kind for kind, phrase in MOVES.items() if phrase == moved)
        claim = f"{kind}: {before.inspection_id} {after.inspection_id}"
        event = new_page.report_event(register, after)
        lines.append(f"In the report of {{date}}`{event}` the grade {{claim}}`{moved} <{claim}>`.")
    return "\n".join(lines)


def _write_data(folder: Path, descriptor: dict[str, Any], rows: unit_subset.RawTables) -> None:
    folder.mkdir(parents=True)
    for name, of_table in rows.items():
        text = io.StringIO()
        columns = [field["name"] for field in tables.fields(descriptor, name)]
        writer = csv.DictWriter(text, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(of_table)
        tables.write_text(folder, f"{name}.csv", text.getvalue())
    text_of = json.dumps(descriptor, indent=2, ensure_ascii=False)
    tables.write_text(folder, tables.DESCRIPTOR, f"{text_of}\n")


def _write_settings(
    file: Path, settings: dict[str, Any], register: Register, substitutions: dict[str, str]
) -> None:
    """Write this book's settings with the other's names, without redirects and a ``src``."""
    settings |= {name: substitutions[name] for name in ("title", "author")}
    settings["copyright"] = f"{substitutions['year']}, {substitutions['author']}"
    settings["html"]["baseurl"] = register.package.descriptor["homepage"]
    settings["sphinx"].pop("local_extensions", None)
    config = settings["sphinx"]["config"]
    config.pop("redirects", None)
    config |= dict.fromkeys(("project", "html_title", "html_short_title"), substitutions["title"])
    text = yaml.safe_dump(settings, sort_keys=False, allow_unicode=True)
    file.write_text(text, encoding="utf-8")


def _list_pages(book: Path) -> None:
    """Begin a page for each inspection, and take what was not written out of the contents."""
    new_page.begin(book)
    contents = book / CONTENTS
    text = contents.read_text(encoding="utf-8")
    for page in re.findall(r"file: (\S+)", text):
        if not (book / f"{page}.md").is_file():
            text = re.sub(rf" +- file: {page}\n(?: +title: .*\n)?", "", text)
    contents.write_text(text, encoding="utf-8")


def _allowed(root: Path, register: Register) -> str:
    """Return the allow-list to begin with: this book's everyday words among the terms."""
    terms = {term.term for term in register.terms.values()}
    words = [term for term in prose.allowed_phrases(root).get("everyday", ()) if term in terms]
    reason = "An everyday word, which the glossary explains."
    entries = [f'[[everyday]]\nwords = "{term}"\nreason = "{reason}"\n' for term in words]
    head = "# Words that the rules for prose let pass, each with its reason.\n"
    return "\n".join([head, *entries])
