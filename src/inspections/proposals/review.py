"""A person's part: each candidate is accepted, edited or dropped, and checked as any row is."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from inspections import checks
from inspections.checks.data import as_list
from inspections.checks.source_texts import carries, normalised
from inspections.errors import UserError
from inspections.package import new_inspection, tables
from inspections.package.names import did_you_mean
from inspections.proposals.candidates import PROPOSALS, TABLES, Candidate

DECISIONS = ("accept", "drop", "")
"""What may stand in the column ``decision`` of a list of candidates; nothing is not yet decided."""

_BESIDE = ("decision", "table", "nearest", "held", "sentence")
RawRow = dict[str, str]


def columns(descriptor: tables.Descriptor) -> list[str]:
    """Return the columns of a list of candidates: what it says of each, then those of its table."""
    own = (column["name"] for name in TABLES.values() for column in tables.fields(descriptor, name))
    return list(dict.fromkeys([*_BESIDE, *own]))


def to_csv(folder: Path, rows: Iterable[Mapping[str, str]]) -> str:
    """Return candidates as CSV; a sentence is set apart so that no spreadsheet runs it."""
    text = io.StringIO()
    names = columns(tables.read_descriptor(folder))
    writer = csv.DictWriter(text, names, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def row_of(candidate: Candidate, *, decision: str = "") -> RawRow:
    """Return a candidate as a row of the list."""
    beside = (decision, candidate.table, candidate.nearest, "yes" if candidate.is_held else "")
    shown = f" {candidate.sentence}"  # with a blank before it, no sign begins a formula
    return dict(zip(_BESIDE, (*beside, shown), strict=True)) | dict(candidate.cells)


def read_list(folder: Path, text: str) -> list[RawRow]:
    """Return the rows of a list of candidates. Raises ``UserError`` where it is none."""
    required_columns = columns(tables.read_descriptor(folder))
    try:
        rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    except csv.Error as error:
        raise UserError(f"the list cannot be read as CSV ({error})") from error
    if missing := [name for name in required_columns if not rows or name not in rows[0]]:
        raise UserError(f"this is no list of candidates: it lacks {', '.join(missing[:4])}")
    if any(None in row or None in row.values() for row in rows):
        raise UserError("a row of the list has more or fewer cells than its header")
    return rows


def accept(folder: Path, rows: Sequence[Mapping[str, str]]) -> int:
    """Add the rows marked ``accept``, all or none, and return how many they are.

    Raises ``UserError`` with every fault: a decision that there is none of, a fragment that
    its sentence does not have, and what the checks find in the package with the rows in it.
    """
    problems = [*_decisions(rows), *_strangers(rows)]
    if problems:
        raise UserError("\n".join(problems))
    chosen = [row for row in rows if row["decision"] == "accept"]
    descriptor = tables.read_descriptor(folder)
    files = {f"{row['table']}.csv" for row in chosen}
    texts = {file: tables.read_text(folder, file) for file in sorted(files)}
    for row in chosen:
        file = f"{row['table']}.csv"
        cells = new_inspection.ordered(descriptor, row["table"], dict(row))
        texts[file], _ = tables.with_row(texts[file], cells, key=_keys(descriptor, row))
    try:
        with tables.copy_with(folder, texts) as copy:
            faults = checks.check(copy)
        if faults:
            raise UserError("\n".join(checks.messages(faults)))
        tables.write_all(folder, texts)
    except OSError as error:
        raise UserError(f"the tables cannot be written ({error.strerror}): {folder}") from error
    return len(chosen)


def _keys(descriptor: tables.Descriptor, row: Mapping[str, str]) -> int:
    (schema,) = (r["schema"] for r in descriptor["resources"] if r["name"] == row["table"])
    return len(as_list(schema["primaryKey"]))


def _decisions(rows: Sequence[Mapping[str, str]]) -> Iterable[str]:
    for line, row in enumerate(rows, start=2):
        for column, known in (("decision", DECISIONS), ("table", TABLES.values())):
            if row[column] not in known:
                otherwise = f"write {', '.join(filter(None, known))}{' or nothing' * ('' in known)}"
                advice = did_you_mean(row[column], known, otherwise=otherwise)
                yield f"row {line}, {column}: '{row[column]}' is none; {advice}"


def _strangers(rows: Sequence[Mapping[str, str]]) -> Iterable[str]:
    for line, row in enumerate(rows, start=2):
        known = carries(normalised(row["sentence"]), normalised(row["fragment"]))
        if row["decision"] == "accept" and not known:
            words = row["fragment"]
            yield f"row {line}, fragment: its sentence does not have '{words}' word for word"


def decide(folder: Path, candidate: Candidate, answer: Callable[[str], str]) -> RawRow | None:
    """Ask a person about a candidate; return its row with the decision, None to stop here."""
    row = row_of(candidate)
    fields = tables.fields(tables.read_descriptor(folder), candidate.table)
    shown = [row[name] for name in PROPOSALS["shown"] if row.get(name)]
    near = f"{candidate.nearest or 'no record is near'}{', which holds it' * candidate.is_held}"
    print(f"\n{candidate.sentence}\n  {', '.join(shown)}; nearest: {near}")
    choice = ""
    while choice not in ("a", "e", "d", "s"):
        choice = answer("accept, edit, drop or stop? ").strip().lower()[:1]
    if choice == "s":
        return None
    if choice == "d":
        return row | {"decision": "drop"}
    for field in fields:
        name = field["name"]
        needed = field.get("constraints", {}).get("required") and not row.get(name)
        if needed or choice == "e":
            row[name] = _cell(field, row.get(name) or _likely(candidate, name), answer)
    return row | {"decision": "accept"}


def _likely(candidate: Candidate, name: str) -> str:
    return candidate.near.get(name, "") if name in PROPOSALS["from_nearest"] else ""


def _cell(field: Mapping[str, object], default: str, answer: Callable[[str], str]) -> str:
    reply = answer(f"{field['name']}: {tables.column_prompt(field)}\n[{default}] > ").strip()
    return "" if reply == "-" else reply or default
