"""Changes every cell of the data, one at a time, and counts which changes are caught.

A mutant is the package with one plausible change: another digit, rating, date, source, unit,
qualifier or word, or two rows swapped. It is caught when the generated pages or downloads no
longer read as approved (``tests/reference/pages``), or when ``inspections check`` finds a fault.
``make mutants`` writes the totals that the book shows, each with a digest of its table and of the
rules. Where that is still the same it runs nothing, and a test run takes a sample; ``--all`` does.
"""

import csv
import hashlib
import io
import json
import multiprocessing
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from inspections import checks
from inspections.package import tables
from inspections.package.names import comparison_key
from inspections.register import Register
from publishing.core.project import ROOT, digest
from tools.approval import approved_pages
from tools.approval.approved_outputs import APPROVED_TEXTS, TOTALS

Rows = list[dict[str, str]]
STRICT = ("value", "total", "rating", "score", "date", "published", "began", "unit", "qualifier")
"""Parts of the names of columns in which no mutant may survive; ids of sources count as well."""
FIRST = {
    "facts": "every-number.json",
    "derived_facts": "every-number.json",
    "events": "every-date.json",
    "inspections": "inspection-ratings.json",
    "programmes": "system-numbers.txt",
    "findings": "every-finding.json",
    "offices": "every-finding.txt",
    "recommendations": "every-finding.txt",
    "conflicts": "where-sources-differ.txt",
    "unknowns": "what-is-not-known.txt",
    "terms": "glossary-entries.txt",
    "sources": "list-of-sources.txt",
    "corrections": "list-of-corrections.txt",
    "standard_ratings": "unit-records.txt",
    "units": "units.json",
    "places": "unit-records.txt",
}
"""The page that shows a table's change most quickly."""

SAMPLED = {"sources": 3, "units": 10, "places": 300}
"""Long tables of which only some rows are changed: the first, and then one in so many."""


def sample(rows: Rows) -> Rows:
    """Return places enough for the check of any other table: the first of each unit and source.

    Every row of a name is taken or none, so that the sample is as sound as the whole.
    """
    first: dict[tuple[str, str], str] = {}
    for row in rows:
        for field in ("unit_id", "source_id"):
            first.setdefault((field, row[field]), comparison_key(row["place"]))
    chosen = set(first.values())
    return [row for row in rows if comparison_key(row["place"]) in chosen]


@dataclass(frozen=True)
class Mutant:
    """One change: where it is, what it was and what it became."""

    table: str
    line: int
    column: str
    before: str
    after: str

    def __str__(self) -> str:
        """Return one line that names the change."""
        place = f"{self.table}.csv, row {self.line}, {self.column}"
        return f"{place}: {self.before!r} -> {self.after!r}"


def is_strict(mutant: Mutant) -> bool:
    """Say whether the mutant changes a number, rating, date, unit, qualifier or source."""
    return mutant.column.endswith("source_id") or any(part in mutant.column for part in STRICT)


def other_value(column: dict, before: str, others: list[str]) -> str:
    """Return a plausible other value of a cell, by the kind of its column."""
    constraints = column.get("constraints", {})
    if "enum" in constraints:
        choices = constraints["enum"]
        return choices[(choices.index(before) + 1) % len(choices)] if before else choices[0]
    if column["type"] in ("number", "integer"):
        return _other_number(before) if before else "7"
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", before):
        return str(int(before[:4]) + 1) + before[4:]
    if column["name"].endswith(("_id", "inputs", "concerns", "later_findings")):
        return _other_id(before, others)
    return _other_text(before)


def _other_number(before: str) -> str:
    last = before[-1]
    return before[:-1] + str((int(last) + 1) % 10 or 1)


def _other_id(before: str, others: list[str]) -> str:
    different = [other for other in others if other != before]
    return different[0] if different else f"{before}-b"


def _other_text(before: str) -> str:
    if not before:
        return "Added words"
    figure = re.search(r"\d", before)
    if figure and "[[" not in before:
        return before[: figure.start()] + _other_number(figure[0]) + before[figure.end() :]
    words = before.split(" ")
    place = len(words) // 2
    return " ".join([*words[:place], "otherwise", *words[place + 1 :]])


def mutants_of(name: str, rows: Rows, schema: dict) -> Iterator[tuple[Mutant, Rows]]:
    """Yield every mutant of a table with the rows it makes."""
    for column in schema["fields"]:
        field = column["name"]
        others = sorted({row[field] for row in rows if row[field]})
        is_key = field in schema["primaryKey"]
        for place, row in list(enumerate(rows))[:: SAMPLED.get(name, 1)]:
            after = f"{row[field]}-b" if is_key else other_value(column, row[field], others)
            changed = [*rows[:place], {**row, field: after}, *rows[place + 1 :]]
            yield Mutant(name, place + 2, field, row[field], after), changed
    for place in range(0, len(rows) - 1, SAMPLED.get(name, 1)):
        swapped = [*rows[:place], rows[place + 1], rows[place], *rows[place + 2 :]]
        yield Mutant(name, place + 2, "(row)", "this row", "swapped with the next"), swapped


def approved() -> dict[str, str]:
    """Return the approved text of every generated page and download."""
    return {path.name: path.read_text(encoding="utf-8") for path in APPROVED_TEXTS.iterdir()}


class Judge:
    """Says by which layer a mutant of one package is caught."""

    def __init__(self, folder: Path = ROOT / "data") -> None:
        """Read the package once."""
        self.folder = folder
        self.descriptor = tables.read_descriptor(folder)
        names = [resource["name"] for resource in self.descriptor["resources"]]
        self.rows = {name: tables.read_raw(folder, name) for name in names}
        self.schemas = {each["name"]: each["schema"] for each in self.descriptor["resources"]}
        self.package = tables.load(folder)
        self.approved = approved()

    def caught_by(self, mutant: Mutant, rows: Rows) -> str:
        """Return 'references', 'check' or, if nothing noticed, an empty string."""
        if mutant.column != "(row)" and self._reads_otherwise(mutant, rows):
            return "references"
        return "check" if self.faults(mutant.table, rows) else ""

    def _reads_otherwise(self, mutant: Mutant, rows: Rows) -> bool:
        package = self.package.with_rows(mutant.table, rows)
        names = sorted(self.approved, key=lambda name: name != FIRST.get(mutant.table))
        try:
            known = Register(package)
            return any(
                approved_pages.approved_text(name, known) != self.approved[name] for name in names
            )
        except (KeyError, ValueError, IndexError, TypeError):
            return False  # such a package never becomes a page: the check must say why

    def faults(self, table: str, rows: Rows) -> list[checks.Fault]:
        """Return what the check says of the package with these rows in one table."""
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            for file in tables.file_names(self.folder):
                (folder / file).symlink_to(self.folder / file)
            for name, changed in {"places": sample(self.rows["places"]), table: rows}.items():
                self._write(folder / f"{name}.csv", changed)
            return checks.check(folder)

    def _write(self, file: Path, rows: Rows) -> None:
        columns = [field["name"] for field in self.schemas[file.stem]["fields"]]
        text = io.StringIO()
        writer = csv.DictWriter(text, fieldnames=columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        file.unlink()
        file.write_text(text.getvalue(), encoding="utf-8")


def state_of(table: str) -> str:
    """Return a digest of a table, its schema, the rules, and the way mutants are made."""
    schema = next(
        resource["schema"]
        for resource in tables.read_descriptor(ROOT / "data")["resources"]
        if resource["name"] == table
    )
    rooms = ("package", "arithmetic", "checks", "register", "language")
    rules = [path for room in rooms for path in ROOT.glob(f"src/inspections/{room}/**/*.py")]
    files = digest(ROOT, [ROOT / "data" / f"{table}.csv", *sorted(rules), Path(__file__)])
    return hashlib.sha256(f"{files} {json.dumps(schema)}".encode()).hexdigest()[:16]


def run(table: str, *, sample: int | None = None) -> dict:
    """Return the totals of one table and its survivors; of ``sample`` mutants evenly chosen."""
    judge, state = Judge(), state_of(table)  # of what is read now: files may change meanwhile
    mutants = list(mutants_of(table, judge.rows[table], judge.schemas[table]))
    step = max(1, len(mutants) // sample) if sample else 1
    total, survivors, strict = 0, [], [0, 0]
    for mutant, rows in mutants[::step]:
        layer = judge.caught_by(mutant, rows)
        total += 1
        if is_strict(mutant):
            strict[0] += 1
            strict[1] += bool(layer)
        if not layer:
            survivors.append(mutant)
    return {
        "table": table,
        "state": state,
        "total": total,
        "caught": total - len(survivors),
        "strict_total": strict[0],
        "strict_caught": strict[1],
        "survivors": [str(mutant) for mutant in survivors],
    }


def totals_of(kept: list[dict], *, note: Callable[[list[dict]], object] = len) -> list[dict]:
    """Return the totals of every table: ``kept`` where still true, else worked out on all cores.

    ``note`` is given all that is known each time that a table is done.
    """
    current = {each["table"]: each for each in kept if each["state"] == state_of(each["table"])}
    names = list(Judge().rows)
    with multiprocessing.get_context("spawn").Pool() as pool:
        for each in pool.imap_unordered(run, [name for name in names if name not in current]):
            current[each["table"]] = each
            note([current[name] for name in names if name in current])
    return [current[name] for name in names]


def keep(totals: list[dict]) -> None:
    """Keep what is known so far, which a run that breaks off need not find again."""
    TOTALS.write_text(json.dumps(totals, indent=1) + "\n", encoding="utf-8")


def printed(totals: list[dict]) -> str:
    """Return the totals as a table for a person."""
    lines = [f"{'table':<16}{'mutants':>9}{'caught':>9}{'survived':>10}"]
    for total in totals:
        numbers = (total["total"], total["caught"], len(total["survivors"]))
        lines.append(f"{total['table']:<16}{numbers[0]:>9}{numbers[1]:>9}{numbers[2]:>10}")
    return "\n".join(
        [*lines, *(f"survived: {one}" for each in totals for one in each["survivors"])]
    )


def main() -> int:
    """Run what changed, or ``--all``; print the table and keep the totals that the book shows."""
    kept = [] if "--all" in sys.argv[1:] else json.loads(TOTALS.read_text(encoding="utf-8"))
    totals = totals_of(kept, note=keep)
    keep(totals)
    print(printed(totals))
    return any(total["survivors"] for total in totals)


if __name__ == "__main__":
    sys.exit(main())
