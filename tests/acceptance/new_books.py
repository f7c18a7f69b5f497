"""Books of other units, begun by the command from this book or from one with rows of a test."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from inspections.package import tables
from publishing.core.project import ROOT
from tests import programs
from tests.copies import copy_of_book
from tests.inspections.fixtures import add_rows
from tools.tasks import new_book

SOURCE_NAMES = ("data", "templates", "_config.yml", "requirements.txt")
"""What the command reads."""
PATTERN = "hertfordshire-pdu-2024"
"""A row without points; those made up for a test are like it."""


def begun(folder: Path, unit: str, *, root: Path = ROOT) -> Path:
    """Begin the book of a unit, install the code that came with it, and return its folder."""
    new_book.begin(root, unit, str(folder))
    (wheel,) = (folder / "code").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(code(folder))
    return folder


def code(book: Path) -> Path:
    """Return where the code of a book is installed: beside it."""
    return book.with_name(f"{book.name}-installed")


def run(book: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the book with its installed code, as 'make' does in its folder."""
    environment = {**os.environ, "PYTHONPATH": str(code(book)), "TZ": "UTC"}
    return programs.run(sys.executable, "-m", *command, cwd=book, env=environment)


def built(book: Path) -> Path:
    """Build the pages of a book; return the folder of its site."""
    done = run(book, "tools", "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return book / "_build" / "html"


def to_write(book: Path) -> list[str]:
    """Check a book, which has no fault; return what the check lists as still to be written."""
    done = run(book, "tools", "check")
    assert done.returncode == 0, done.stdout + done.stderr
    return [line for line in done.stdout.splitlines() if ": to write: " in line]


def with_ratings(folder: Path, unit: str, ratings: dict[str, str]) -> Path:
    """Return a copy of this book in which a unit that had no rating has these, by year.

    Each row is that of PATTERN but for unit, year, grade, words and source.
    """
    root = copy_of_book(folder, SOURCE_NAMES)
    data = root / "data"
    inspections, sources = (tables.read_raw(data, name) for name in ("inspections", "sources"))
    assert unit not in {row["unit"] for row in inspections}
    pattern = next(row for row in inspections if row["inspection_id"] == PATTERN)
    (source,) = (row for row in sources if row["source_id"] == pattern["source_id"])
    (region,) = (row["region"] for row in tables.read_raw(data, "units") if row["name"] == unit)
    for year, rating in ratings.items():
        name = f"{unit.lower()}-pdu-{year}"
        rated = dict.fromkeys(("second_source_id", "second_fragment", "chief_inspector"), "")
        rated |= {"inspection_id": name, "source_id": name, "unit": unit, "region": region}
        rated |= {"overall_rating": rating, "fragment": f"an overall rating of ‘{rating}’"}
        rated |= {"report_date": f"{year}-03", "date_basis": "derived", "note": "Made up."}
        add_rows(data, "inspections", pattern | rated)
        made_up = {"source_id": name, "url": f"https://example.org/{name}"}
        add_rows(data, "sources", source | made_up)
    return root
