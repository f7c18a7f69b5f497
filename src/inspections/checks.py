"""The rules that a data package must obey, and what to say where one is broken.

``datapackage.json`` holds the rules that a table schema can express: frictionless judges the
schema and each cell, and the keys are compared here. The rules that no schema can express are the
functions in ``_RULES``. Nothing here raises for bad data: what is wrong comes back as a ``Fault``.
"""

from __future__ import annotations

import csv
import difflib
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from frictionless import FrictionlessException, Package, Schema

from inspections import tables
from inspections.figures_in_text import figures, plain_marks, typed_figures

SHOWN_PER_FILE = 5
"""One mistake can break many rows: ``messages`` shows so many faults of a file and a count."""

LONGEST_FRAGMENT = 12
"""Most words that a fragment may have."""


@dataclass(frozen=True)
class Fault:
    """One broken rule. ``row`` is the line number in the file; the header is line 1."""

    file: str
    row: int | None
    field: str
    value: str
    rule: str
    advice: str

    def __str__(self) -> str:
        """Return the fault as one line: where, what, which rule, what to do."""
        row = f"row {self.row}" if self.row else ""
        field = f'{self.field} "{_shortened(self.value)}"' if self.field else ""
        place = ", ".join(part for part in (self.file, row, field) if part)
        return " ".join(f"{place}: {self.rule}; {self.advice}".split())


def check(folder: Path) -> list[Fault]:
    """Return every fault of the data package in ``folder``; an empty list means it is sound.

    Faults come in the order of the descriptor's tables, then by row. A file that cannot be read
    as its table is reported once, and nothing that follows from it is reported.
    """
    descriptor, faults = _descriptor(folder)
    if descriptor is None:
        return faults
    data = _Data(names=[resource["name"] for resource in descriptor["resources"]])
    for resource in descriptor["resources"]:
        found, broken = _table(folder, resource)
        faults += broken
        if found is not None:
            data.tables[found.name] = found
    faults += _unlisted(folder, descriptor)
    faults += _without_known(_blanks(data), faults)
    for rule in (_cell_faults, _repeated_keys, _lost_references):
        faults += _without_known(rule(data), faults)
    basic = tuple(faults)
    for rule in _RULES:
        faults += _without_known(rule(data), basic)
    return _in_order(faults, [f"{name}.csv" for name in data.names])


def messages(faults: Iterable[Fault]) -> list[str]:
    """Return one line a fault, at most ``SHOWN_PER_FILE`` a file and then how many more."""
    by_file: dict[str, list[Fault]] = defaultdict(list)
    for fault in faults:
        by_file[fault.file].append(fault)
    lines = []
    for file, found in by_file.items():
        lines += [str(fault) for fault in found[:SHOWN_PER_FILE]]
        if len(found) > SHOWN_PER_FILE:
            lines.append(f"and {len(found) - SHOWN_PER_FILE} more in {file}")
    return lines


def _shortened(text: str, *, most: int = 80) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"


def _without_known(found: Iterable[Fault], known: Iterable[Fault]) -> list[Fault]:
    """Leave out faults of cells that an earlier, more basic check has reported already."""
    cells = {(fault.file, fault.row, fault.field) for fault in known if fault.field}
    return [fault for fault in found if (fault.file, fault.row, fault.field) not in cells]


def _in_order(faults: Sequence[Fault], files: Sequence[str]) -> list[Fault]:
    place = {file: number for number, file in enumerate(files)}
    return sorted(faults, key=lambda fault: (place.get(fault.file, -1), fault.row or 0))


# --- What has been read -----------------------------------------------------------------------


@dataclass(frozen=True)
class _Row:
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, field: str) -> str:
        return self.cells.get(field, "")


@dataclass(frozen=True)
class _Table:
    """A table whose columns are right. ``rows`` leaves out rows of the wrong length."""

    name: str
    schema: Mapping[str, Any]
    rows: tuple[_Row, ...]
    lines: tuple[int, ...]  # the line on which each record begins, the header's first

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @property
    def is_whole(self) -> bool:
        return len(self.rows) == len(self.lines) - 1

    @cached_property
    def fields(self) -> dict[str, Mapping[str, Any]]:
        return {field["name"]: field for field in self.schema["fields"]}

    @cached_property
    def key(self) -> tuple[str, ...]:
        return tuple(_listed(self.schema.get("primaryKey", ())))

    @cached_property
    def references(self) -> dict[str, str]:
        """Columns that name a row of another table, and that table."""
        return {
            field: key["reference"]["resource"]
            for key in self.schema.get("foreignKeys", ())
            for field in _listed(key["fields"])
        }

    def kind(self, field: str) -> str:
        return str(self.fields[field].get("type", "string"))

    def constraint(self, field: str, name: str) -> Any:
        return self.fields[field].get("constraints", {}).get(name)

    def fault(self, row: _Row, field: str, rule: str, advice: str) -> Fault:
        return Fault(self.file, row.line, field, row[field], rule, advice)


class _Data:
    """The tables that could be read, by name; ``names`` are those of the descriptor."""

    def __init__(self, *, names: Sequence[str]) -> None:
        self.names = names
        self.tables: dict[str, _Table] = {}

    def has(self, *names: str) -> bool:
        """Tell whether these tables are whole, so that an id they lack is really missing."""
        return all(name in self.tables and self.tables[name].is_whole for name in names)

    def rows(self, name: str) -> Iterator[tuple[_Table, _Row]]:
        if name in self.tables:
            yield from ((self.tables[name], row) for row in self.tables[name].rows)

    def all_rows(self) -> Iterator[tuple[_Table, _Row]]:
        for name in self.tables:
            yield from self.rows(name)

    def ids(self, *names: str) -> set[str]:
        return {row[table.key[0]] for name in names for table, row in self.rows(name) if table.key}


def _listed(names: str | Sequence[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


# --- Reading: the descriptor and the shape of each file ---------------------------------------


def _descriptor(folder: Path) -> tuple[tables.Descriptor | None, list[Fault]]:
    def fault(rule: str, advice: str, *, row: int | None = None) -> list[Fault]:
        return [Fault(tables.DESCRIPTOR, row, "", "", rule, advice)]

    if not folder.is_dir():
        rule = f"the folder {folder} does not exist"
        return None, [Fault(str(folder), None, "", "", rule, "name the folder of a data package")]
    try:
        descriptor = tables.read_descriptor(folder)
    except FileNotFoundError:
        return None, fault(f"there is no such file in {folder}", "add the package's descriptor")
    except OSError as error:
        return None, fault(f"the file cannot be read ({error.strerror})", "see its permissions")
    except UnicodeDecodeError:
        return None, fault("the file is not UTF-8", "save it again with the encoding UTF-8")
    except ValueError as error:
        row = getattr(error, "lineno", None)
        return None, fault(f"the file is not valid JSON ({error})", "mend it there", row=row)
    problems = list(_descriptor_problems(descriptor))
    if problems:
        advice = "mend the descriptor; the tables were not checked"
        return None, [each for problem in problems for each in fault(problem, advice)]
    return descriptor, []


@lru_cache
def _standard_problems(descriptor: str) -> tuple[str, ...]:
    """Return where a descriptor departs from the Data Package standard."""
    try:
        Package.from_descriptor(json.loads(descriptor))
    except FrictionlessException as error:
        return tuple(dict.fromkeys(each.message for each in error.reasons or [error.error]))
    return ()


def _descriptor_problems(descriptor: Any) -> Iterator[str]:
    problems = _standard_problems(json.dumps(descriptor))
    if problems:
        yield from problems
        return
    keys: dict[str, list[str]] = {}
    for resource in descriptor["resources"]:
        name, schema = resource["name"], resource.get("schema")
        if not isinstance(schema, dict) or not schema.get("fields"):
            yield f'table "{name}" has no schema with fields'
            return
        if resource.get("path") != f"{name}.csv":
            yield f'the path of table "{name}" must be "{name}.csv"'
        keys[name] = _listed(schema.get("primaryKey", ()))
        yield from _pattern_problems(schema)
    for resource in descriptor["resources"]:
        for key in resource["schema"].get("foreignKeys", ()):
            target = keys.get(key["reference"].get("resource"), [])
            if len(target) != 1 or target != _listed(key["reference"]["fields"]):
                yield f'a foreign key of table "{resource["name"]}" is not the key of another table'


def _pattern_problems(schema: Mapping[str, Any]) -> Iterator[str]:
    for field in schema["fields"]:
        try:
            re.compile(field.get("constraints", {}).get("pattern", ""))
        except re.error as error:
            yield f'the pattern of "{field["name"]}" is not a regular expression ({error})'


def _unlisted(folder: Path, descriptor: tables.Descriptor) -> Iterator[Fault]:
    listed = {resource["path"] for resource in descriptor["resources"]}
    for file in tables.file_names(folder):
        if file.lower().endswith(".csv") and file not in listed:
            rule = f"the file is not listed in {tables.DESCRIPTOR}"
            yield Fault(file, None, "", "", rule, "list it there, or take it out of the folder")


def _table(folder: Path, resource: Mapping[str, Any]) -> tuple[_Table | None, list[Fault]]:
    """Read one table; none is returned if its file or its columns are not as they should be."""
    name, file = resource["name"], resource["path"]
    text, faults = _text(folder, file)
    if text is None:
        return None, faults
    records: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            records.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        rule = f"the file cannot be read as CSV from here on ({error})"
        advice = "look for a quotation mark that is not closed or not doubled"
        return None, [*faults, Fault(file, line, "", "", rule, advice)]
    columns = [field["name"] for field in resource["schema"]["fields"]]
    wrong = list(_header_faults(file, records[0][1], columns))
    if wrong:
        return None, faults + wrong
    faults += _ragged(file, records[1:], columns)
    rows = tuple(
        _Row(line, dict(zip(columns, cells, strict=True)))
        for line, cells in records[1:]
        if len(cells) == len(columns)
    )
    lines = tuple(line for line, _ in records)
    return _Table(name=name, schema=resource["schema"], rows=rows, lines=lines), faults


def _text(folder: Path, file: str) -> tuple[str | None, list[Fault]]:
    """Return a file as text with plain line ends, or the reason why it cannot be a table."""

    def fault(rule: str, advice: str, *, row: int | None = None) -> Fault:
        return Fault(file, row, "", "", rule, advice)

    try:
        raw = tables.read_bytes(folder, file)
    except FileNotFoundError:
        rule = f"the file is listed in {tables.DESCRIPTOR} but missing"
        return None, [fault(rule, "add it, or take it off the list")]
    except OSError as error:
        return None, [fault(f"the file cannot be read ({error.strerror})", "see what it is")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        rule = f"the encoding is not UTF-8 (byte {raw[error.start]:#04x})"
        return None, [fault(rule, "save the file again with the encoding UTF-8", row=row)]
    if not text.strip():
        return None, [fault("the file is empty", "give it at least its header", row=1)]
    for row, line in enumerate(text.splitlines(), start=1):
        if re.match(r"<{7}|={7}|>{7}", line):
            rule = f"a merge conflict marker is left ({line[:7]})"
            return None, [fault(rule, "choose one version and delete the markers", row=row)]
    faults = []
    if text.encode() != raw:
        rule = "the file begins with a byte-order mark"
        faults.append(fault(rule, "save it as UTF-8 without one", row=1))
    if "\r" in text:
        row = text.split("\r")[0].count("\n") + 1
        rule = "a line ends with a carriage return (CR)"
        faults.append(fault(rule, "save the file with Unix line ends (LF)", row=row))
    return text.replace("\r\n", "\n").replace("\r", "\n"), faults


def _header_faults(file: str, header: list[str], columns: list[str]) -> Iterator[Fault]:
    def fault(name: str, rule: str, advice: str) -> Fault:
        return Fault(file, 1, name, name, rule, advice)

    if len(header) < 2 <= len(columns):
        rule = f"the header is not a list of columns: {_shortened(''.join(header)) or 'blank'}"
        yield Fault(file, 1, "", "", rule, "begin with the column names, separated by commas")
        return
    missing = [name for name in columns if name not in header]
    for name in dict.fromkeys(header):
        if name not in columns:
            near = difflib.get_close_matches(name, missing, n=1)
            missing = [each for each in missing if each not in near]
            advice = f'did you mean "{near[0]}"?' if near else "take the column out"
            yield fault(name, "the schema has no column of this name", advice)
        elif header.count(name) > 1:
            yield fault(name, "the column is there more than once", "keep one of them")
    for name in missing:
        yield fault(name, "the column is missing", "add it, in the order of the schema")
    if sorted(header) == sorted(columns) and header != columns:
        name = next(name for name, wanted in zip(header, columns, strict=True) if name != wanted)
        advice = f"put the columns in this order: {', '.join(columns)}"
        yield fault(name, "the columns are not in the order of the schema", advice)


def _ragged(
    file: str, records: Iterable[tuple[int, list[str]]], columns: Sequence[str]
) -> Iterator[Fault]:
    for line, cells in records:
        if not cells:
            yield Fault(file, line, "", "", "the row is blank", "delete the line")
        elif len(cells) != len(columns):
            rule = f"the row has {len(cells)} cells, the header {len(columns)}"
            advice = "put quotation marks around a cell with a comma in it, or add the commas"
            yield Fault(file, line, columns[0], cells[0], rule, advice)


# --- The schema: cells, judged by frictionless, and keys --------------------------------------

_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_DAY = r"^\d{4}-\d{2}-\d{2}$"
_PATTERNS = {
    _DATE: ("is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD"),
    _DAY: ("is not a day", "write YYYY-MM-DD"),
    r"^[a-z0-9]+(-[a-z0-9]+)*$": (
        "is not an id in kebab-case",
        "use lower-case letters and digits, joined by single hyphens",
    ),
    r"^https?://\S+$": ("is not a web address", "give it in full, from https:// on"),
}


@lru_cache
def _schema(definition: str) -> Schema:
    """Return frictionless's reader of a schema; it is slow to build, hence kept."""
    return Schema.from_descriptor(json.loads(definition))


def _cell_faults(data: _Data) -> Iterator[Fault]:
    for table in data.tables.values():
        schema = _schema(json.dumps(table.schema))
        for row in table.rows:
            _, notes = schema.read_cells(list(row.cells.values()))
            for field, broken in zip(row.cells, notes, strict=True):
                if broken:
                    rule, advice = _constraint(table, field, row[field], name=next(iter(broken)))
                    yield table.fault(row, field, rule, advice)


def _constraint(table: _Table, field: str, value: str, *, name: str) -> tuple[str, str]:
    """Say in plain words which constraint, by its schema name, a cell breaks."""
    wanted = table.constraint(field, name)
    match name:
        case "type":
            kind = table.kind(field)
            rule = f"is not {'an' if kind == 'integer' else 'a'} {kind}"
            return rule, "write digits only: no words, commas, blanks or signs"
        case "required":
            return "is empty but must be given", "fill it in"
        case "enum":
            near = difflib.get_close_matches(value, wanted, n=1)
            advice = f'did you mean "{near[0]}"?' if near else "use one of them"
            return f"is not one of {', '.join(wanted)}", advice
        case "pattern":
            return _PATTERNS.get(wanted, (f"does not fit the pattern {wanted}", "correct it"))
        case "minimum":
            return f"is less than the minimum, {wanted}", "correct it"
        case "maximum":
            return f"is more than the maximum, {wanted}", "correct it"
    return f"breaks the schema's constraint {name}, {wanted}", "correct it"


def _repeated_keys(data: _Data) -> Iterator[Fault]:
    for table in data.tables.values():
        keys = [(name,) for name in table.fields if table.constraint(name, "unique")]
        for key in dict.fromkeys([*keys, table.key] if table.key else keys):
            first: dict[tuple[str, ...], int] = {}
            for row in table.rows:
                value = tuple(row[field] for field in key)
                if any(value) and first.setdefault(value, row.line) != row.line:
                    rule = f"repeats the {' and '.join(key)} of row {first[value]}"
                    advice = "each must be unique: rename one, or delete it"
                    yield table.fault(row, key[0], rule, advice)


def _lost_references(data: _Data) -> Iterator[Fault]:
    for table in data.tables.values():
        for field, there in table.references.items():
            known = data.ids(there)
            for row in table.rows if data.has(there) else ():
                if row[field] and row[field] not in known:
                    rule = f"no row of {there}.csv has this {data.tables[there].key[0]}"
                    yield table.fault(row, field, rule, _nearest(row[field], known))


# --- Rules for every table --------------------------------------------------------------------

_MARK = re.compile(r"\[\[([^\[\]]*)\]\]")
_CITATIONS = (("source_id", "fragment"), ("second_source_id", "second_fragment"))
_QUOTED = frozenset(
    ("fragment", "second_fragment", "title", "publisher", "before", "after")  # as printed
)
_STATEMENTS = ("facts", "derived_facts", "inspections")
_CONCERNED = ("facts", "derived_facts", "findings", "inspections")
_ID_LISTS = {
    ("conflicts", "concerns"): _CONCERNED,
    ("unknowns", "concerns"): _CONCERNED,
    ("recommendations", "later_findings"): ("findings", "facts", "derived_facts"),
}


def _is_id(table: _Table, field: str) -> bool:
    return (
        field in table.key
        or field in table.references
        or (table.name, field) in _ID_LISTS
        or (table.name, field) == ("derived_facts", "inputs")
    )


def _is_text(table: _Table, field: str) -> bool:
    """Tell whether a column holds words of our own, not quoted ones."""
    return (
        table.kind(field) == "string"
        and not table.constraint(field, "enum")
        and not table.constraint(field, "pattern")
        and field not in _QUOTED
        and not _is_id(table, field)
    )


def _texts(data: _Data) -> Iterator[tuple[_Table, _Row, str]]:
    for table in data.tables.values():
        names = [field for field in table.fields if _is_text(table, field)]
        yield from ((table, row, field) for row in table.rows for field in names)


def _blanks(data: _Data) -> Iterator[Fault]:
    for table, row in data.all_rows():
        for field, value in row.cells.items():
            if "\n" in value:
                advice = "write it on one line"
                yield table.fault(row, field, "there is a line break in the cell", advice)
            elif value != value.strip(" \t\u00a0\u200b\ufeff"):
                rule = "there is a blank at the beginning or end"
                yield table.fault(row, field, rule, "take the blank away")
            elif _is_id(table, field) and re.search(r"[^\S ]|\u200b", value):
                rule = "there is a non-breaking or other special blank in an id"
                yield table.fault(row, field, rule, "take it away, or use a plain blank")


def _order(data: _Data) -> Iterator[Fault]:
    for table in data.tables.values():
        for before, row in pairwise(table.rows if table.key else ()):
            if [row[field] for field in table.key] < [before[field] for field in table.key]:
                rule = f'the rows are not sorted: this comes before "{before[table.key[0]]}"'
                yield table.fault(row, table.key[0], rule, f"sort by {', '.join(table.key)}")


def _fragment_length(data: _Data) -> Iterator[Fault]:
    for table, row in data.all_rows():
        for _, field in _CITATIONS:
            count = len(row[field].split())
            if count > LONGEST_FRAGMENT:
                rule = f"the fragment has {count} words, more than {LONGEST_FRAGMENT}"
                yield table.fault(row, field, rule, "quote only the words that carry the point")


def _citations(data: _Data) -> Iterator[Fault]:
    for table, row in data.all_rows():
        for source, fragment in _CITATIONS:
            if fragment not in table.fields or bool(row[source]) == bool(row[fragment]):
                continue
            given, lacking = (source, fragment) if row[source] else (fragment, source)
            rule = f"is empty though {given} is given"
            yield table.fault(row, lacking, rule, "give both or neither")


def _second_source(data: _Data) -> Iterator[Fault]:
    for table, row in data.all_rows():
        first = row["source_id"] or row["first_source_id"]
        if row["second_source_id"] and row["second_source_id"] == first:
            rule = "the second source is the first again"
            yield table.fault(row, "second_source_id", rule, "name another source, or none")
        field = "second_relation"
        if field in table.fields and bool(row[field]) != bool(row["second_source_id"]):
            rule = "must be given exactly when second_source_id is"
            yield table.fault(row, field, rule, "give both or neither")


def _numbers(data: _Data) -> Iterator[Fault]:
    for table in data.tables.values():
        numeric = [name for name in table.fields if table.kind(name) in ("integer", "number")]
        for row in table.rows:
            for field in numeric:
                if row[field] and _number(row[field]) is None:
                    rule = "the number is not in plain digits"
                    yield table.fault(row, field, rule, "write it like 1297 or 5.5")


def _sources_used(data: _Data) -> Iterator[Fault]:
    citing = {
        table.name: [field for field, there in table.references.items() if there == "sources"]
        for table in data.tables.values()
    }
    used = {row[field] for table, row in data.all_rows() for field in citing[table.name]}
    for table, row in data.rows("sources") if data.has(*data.names) else ():
        if row["source_id"] not in used:
            rule = "no row of any table rests on this source"
            yield table.fault(row, "source_id", rule, "cite it, or delete the row")


def _id_lists(data: _Data) -> Iterator[Fault]:
    for (name, field), targets in _ID_LISTS.items():
        known = data.ids(*targets)
        for table, row in data.rows(name) if data.has(*targets) else ():
            for each in row[field].split():
                if each not in known:
                    rule = f"there is no {each} in {', '.join(targets)}"
                    yield table.fault(row, field, rule, _nearest(each, known))


def _marks(data: _Data) -> Iterator[Fault]:
    known = data.ids(*_STATEMENTS)
    for table, row, field in _texts(data):
        for name in _MARK.findall(row[field]) if data.has(*_STATEMENTS) else ():
            if name.split(":")[0] not in known:
                rule = f"[[{name}]] names no fact, derived fact or inspection"
                yield table.fault(row, field, rule, _nearest(name, known))
        if re.search(r"\[\[|\]\]", _MARK.sub("", row[field])):
            rule = "double square brackets do not pair"
            yield table.fault(row, field, rule, "write [[id]]")


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), n=1)
    return f'did you mean "{near[0]}"?' if near else "add its row, or correct the id"


def _typed_numbers(data: _Data) -> Iterator[Fault]:
    for table, row, field in _texts(data):
        typed = typed_figures(row[field])
        if typed:
            rule = f"a number is typed: {', '.join(each.text for each in typed)}"
            yield table.fault(row, field, rule, "write [[id]] of the fact that holds it")


# --- Rules for dates --------------------------------------------------------------------------

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def _is_date(value: str) -> bool:
    padded = value + "-01-01"[len(value) - 4 :] if len(value) in (4, 7) else value
    try:
        date.fromisoformat(padded)
    except ValueError:
        return False
    return True


def _real_dates(data: _Data) -> Iterator[Fault]:
    for table, row in data.all_rows():
        for field in table.fields:
            is_date = table.constraint(field, "pattern") in (_DATE, _DAY)
            if is_date and row[field] and not _is_date(row[field]):
                rule = "there is no such day or month"
                yield table.fault(row, field, rule, "correct the date")


def _ends(data: _Data) -> Iterator[Fault]:
    for table, row in data.all_rows():
        begin, end = row["date"], row["end_date"]
        common = min(len(begin), len(end))
        if end[:common] < begin[:common]:
            rule = f"ends before it begins ({begin})"
            yield table.fault(row, "end_date", rule, "correct one of the dates")


def _publication(data: _Data) -> Iterator[Fault]:
    for table, row in data.rows("sources"):
        if bool(row["published"]) == (row["published_basis"] == "not shown"):
            rule = f'does not go with published_basis "{row["published_basis"]}"'
            advice = 'give a date with "stated" or "derived", none with "not shown"'
            yield table.fault(row, "published", rule, advice)


def _report_dates(data: _Data) -> Iterator[Fault]:
    for table, row in data.rows("inspections"):
        if row["date_basis"] == "stated" and re.fullmatch(r"\d{4}", row["report_date"]):
            rule = "is only a year though date_basis says a source states the date"
            advice = 'give month or day as the source does, or put "derived"'
            yield table.fault(row, "report_date", rule, advice)


def _event_dates(data: _Data) -> Iterator[Fault]:
    for table, row in data.rows("events"):
        if row["date_basis"] != "stated" or not _is_date(row["date"]):
            continue
        carried = all(
            _carries(row["fragment"], each)
            for each in (row["date"], row["end_date"])
            if _is_date(each)
        )
        if not carried and not row["fragment_reason"]:
            rule = f"the fragment does not carry the date {row['date']}, which is marked stated"
            yield table.fault(
                row, "fragment", rule, "quote the date, or say why in fragment_reason"
            )
        elif carried and row["fragment_reason"]:
            rule = "a reason is given though the fragment carries the date"
            yield table.fault(row, "fragment_reason", rule, "leave it empty")
        if _says_more(row["fragment"], row["date"]):
            rule = f'is less precise than the fragment "{row["fragment"]}"'
            yield table.fault(row, "date", rule, "give month and day as far as they are stated")


def _carries(fragment: str, day: str) -> bool:
    """Tell whether the year, month and day of ``day`` all stand in the fragment."""
    year, month, number = _parts(day)
    wanted = [year] + [rf"{name[:3]}\w*" for name in _MONTHS[month - 1 : month] if month]
    wanted += [rf"{number}(?:st|nd|rd|th)?"] if number else []
    return all(re.search(rf"\b{each}\b", plain_marks(fragment)) for each in wanted)


def _says_more(fragment: str, day: str) -> bool:
    """Tell whether the fragment has a month or a day that ``day`` leaves out."""
    year, month, number = _parts(day)
    months = "|".join(_MONTHS) if not month else _MONTHS[month - 1]
    before = "" if not month else r"\b\d{1,2}(?:st|nd|rd|th)? "
    return not number and bool(
        re.search(rf"{before}\b(?:{months}),? {year}\b", plain_marks(fragment))
    )


def _parts(day: str) -> tuple[str, int, int]:
    year, month, number = [*day.split("-"), "0", "0"][:3]
    return year, int(month), int(number)


# --- Rules for facts --------------------------------------------------------------------------


def _number(text: str) -> Fraction | None:
    return Fraction(text) if re.fullmatch(r"-?\d+(\.\d+)?", text, re.ASCII) else None


def _printed(numbers: Iterable[Fraction]) -> str:
    return ", ".join(
        f"{float(each):g}" if 10**6 % each.denominator == 0 and each < 10**6 else str(each)
        for each in sorted(numbers)
    )


def _totals(data: _Data) -> Iterator[Fault]:
    for table, row in data.all_rows():
        for part, whole in (("value", "total"), ("score", "score_out_of")):
            count, total = _number(row[part]), _number(row[whole])
            if count is not None and total is not None and count > total:
                rule = f"is more than {whole}, {row[whole]}"
                yield table.fault(row, part, rule, "correct one of them")
    for table, row in data.rows("facts"):
        if row["unit"] == "fraction" and not row["total"]:
            rule = "is empty though the unit is fraction"
            yield table.fault(row, "total", rule, "a half is value 1, total 2")
    for table, row in data.rows("inspections"):
        if bool(row["score"]) != bool(row["score_out_of"]):
            lacking = "score_out_of" if row["score"] else "score"
            yield table.fault(row, lacking, "is empty", "give score and score_out_of, or neither")


def _fragment_figures(data: _Data) -> Iterator[Fault]:
    for table, row in data.rows("facts"):
        stated = _stated_figures(row)
        if stated is None or not row["fragment"]:
            continue
        quoted = ["fragment"] + ["second_fragment"] * (row["second_relation"] == "agrees")
        differing = [field for field in quoted if figures(row[field]) != stated]
        for field in () if row["fragment_reason"] else differing:
            rule = (
                f"its figures ({_printed(figures(row[field])) or 'none'}) are not those of "
                f"value and total ({_printed(stated)})"
            )
            advice = "correct value or total, or quote words with exactly these figures"
            yield table.fault(row, field, rule, advice)
        if row["fragment_reason"] and not differing:
            rule = "a reason is given though the fragment carries the figures"
            yield table.fault(row, "fragment_reason", rule, "leave it empty")


def _stated_figures(row: _Row) -> frozenset[Fraction] | None:
    """Return the figures of value and total; a fraction has one, their quotient."""
    value, total = _number(row["value"]), _number(row["total"])
    if value is None or (total is None and row["total"]):
        return None
    if row["unit"] == "fraction":
        return frozenset((value / total,)) if total else None
    return frozenset((value,) if total is None else (value, total))


def _percent_units(data: _Data) -> Iterator[Fault]:
    for table, row in data.rows("derived_facts"):
        if row["operation"] == "percent" and row["unit"] != "per cent":
            rule = "is not what the operation percent gives"
            yield table.fault(row, "unit", rule, 'put "per cent", or correct the operation')


def _fact_ids(data: _Data) -> Iterator[Fault]:
    stated = data.ids("facts")
    for table, row in data.rows("derived_facts"):
        if row["fact_id"] in stated:
            rule = "facts.csv has a fact of this name"
            yield table.fault(row, "fact_id", rule, "choose another name")


_Amount = tuple[Fraction, Fraction | None]  # value and total


def _derivations(data: _Data) -> Iterator[Fault]:
    """Compute every derived fact whose inputs are known, and report those that cannot be."""
    if not data.has("facts", "derived_facts"):
        return
    amounts: dict[str, _Amount | None] = {  # None: there is such a fact, but not its amount
        row["fact_id"]: _amount(row) for _, row in data.rows("facts")
    }
    table = data.tables["derived_facts"]
    waiting = {row["fact_id"]: row for row in table.rows if row["fact_id"] not in amounts}
    known = amounts.keys() | waiting.keys()
    while waiting:
        ready = [
            row for row in waiting.values() if not any(each in waiting for each in _inputs(row))
        ]
        for row in ready:
            del waiting[row["fact_id"]]
            unknown = [each for each in _inputs(row) if each not in known]
            for each in unknown:
                yield table.fault(row, "inputs", f"there is no fact {each}", _nearest(each, known))
            inputs = [amounts.get(each) for each in _inputs(row)]
            result = _derive(row["operation"], [each for each in inputs if each is not None])
            usable = not unknown and None not in inputs
            amounts[row["fact_id"]] = result if usable and isinstance(result, tuple) else None
            if usable and isinstance(result, str):
                yield table.fault(row, "inputs", result, "correct the inputs or the operation")
        if not ready:
            for row in waiting.values():
                rule = "the fact is computed from itself, directly or by way of others"
                yield table.fault(row, "inputs", rule, "start from facts of facts.csv")
            return


def _inputs(row: _Row) -> list[str]:
    return row["inputs"].split()


def _amount(row: _Row) -> _Amount | None:
    value, total = _number(row["value"]), _number(row["total"])
    return None if value is None else (value, total)


def _derive(operation: str, inputs: Sequence[_Amount]) -> _Amount | str:
    """Return the amount that ``operation`` gives, or why it cannot be taken."""
    values = [value for value, _ in inputs]
    totals = {total for _, total in inputs}
    alone = operation in ("percent", "complement")
    if (len(inputs) != 1) if alone else (len(inputs) < 2):
        return f"{operation} needs {'one input' if alone else 'two inputs or more'}"
    if operation == "sum":
        return sum(values, Fraction(0)), None
    if operation == "remainder_of":
        return _not_negative(values[0] - sum(values[1:]), None)
    total = totals.pop() if len(totals) == 1 else None
    if not total:
        return f"{operation} needs {'an input with a total' if alone else 'inputs of one total'}"
    if operation == "percent":
        return 100 * values[0] / total, None
    return _not_negative(total - sum(values), total)


def _not_negative(value: Fraction, total: Fraction | None) -> _Amount | str:
    return (value, total) if value >= 0 else f"the result, {_printed([value])}, is negative"


# --- Rules for inspections and findings -------------------------------------------------------


def _ratings(data: _Data) -> Iterator[Fault]:
    for table, row in data.rows("inspections"):
        rating = row["overall_rating"]
        if not re.search(rf"\b{re.escape(rating)}\b", plain_marks(row["fragment"]), re.IGNORECASE):
            rule = f'the fragment does not carry the rating, "{rating}"'
            yield table.fault(row, "fragment", rule, "quote words with the rating in them")


def _one_report(data: _Data) -> Iterator[Fault]:
    seen: dict[tuple[str, ...], int] = {}
    for table, row in data.rows("inspections"):
        key = (row["unit_kind"], row["unit"], row["report_date"])
        if key in seen:
            rule = f"row {seen[key]} has the same unit_kind, unit and report_date"
            yield table.fault(row, "unit", rule, "delete one, or correct it")
        seen.setdefault(key, row.line)


def _spelling(data: _Data) -> Iterator[Fault]:
    for field in ("unit", "region"):
        spelt: dict[str, str] = {}
        for table, row in data.rows("inspections"):
            folded = re.sub(r"\W", "", row[field].casefold().replace("&", "and"))
            first = spelt.setdefault(folded, row[field])
            if first != row[field]:
                rule = f'is spelt "{first}" in an earlier row'
                yield table.fault(row, field, rule, "spell one name one way")


def _later_states(data: _Data) -> Iterator[Fault]:
    for table, row in data.rows("recommendations"):
        is_known = row["later_state"] in ("addressed", "still open")
        if is_known != bool(row["later_findings"]):
            rule = f'does not go with later_state "{row["later_state"]}"'
            advice = "name what shows it for addressed and still open, nothing otherwise"
            yield table.fault(row, "later_findings", rule, advice)


def _one_sentence(data: _Data) -> Iterator[Fault]:
    for table, row in data.rows("findings"):
        if re.search(r"[.!?]['\")]*\s+['\"(\[]*[A-Z\[]", plain_marks(row["statement"])):
            rule = "is more than one sentence"
            yield table.fault(row, "statement", rule, "make it one, or two findings")


_RULES = (
    *(_order, _fragment_length, _citations, _second_source, _numbers),
    *(_sources_used, _id_lists, _marks, _typed_numbers),
    *(_real_dates, _ends, _publication, _report_dates, _event_dates),
    *(_totals, _fragment_figures, _percent_units, _fact_ids, _derivations),
    *(_ratings, _one_report, _spelling, _later_states, _one_sentence),
)
