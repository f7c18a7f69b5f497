"""Reads the files of the tables: bytes, CSV, header and the shape of each row."""

import csv
import difflib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from inspections.checks.data import NumberedRow, Table
from inspections.checks.faults import Fault, shortened
from inspections.package import tables

_CONFLICT = re.compile(r"(?m)^(<{7}|={7}|>{7})(?= |\r?$)")


def unlisted(folder: Path, descriptor: tables.Descriptor) -> Iterator[Fault]:
    """Report each CSV file that the descriptor does not list."""
    listed = {resource["path"] for resource in descriptor["resources"]}
    for file in tables.file_names(folder):
        if file.lower().endswith(".csv") and file not in listed:
            rule = f"the file is not listed in {tables.DESCRIPTOR}"
            yield Fault(file, None, "", "", rule, "list it there, or take it out of the folder")


def read_table(folder: Path, resource: Mapping[str, Any]) -> tuple[Table | None, list[Fault]]:
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
        NumberedRow(line, dict(zip(columns, cells, strict=True)))
        for line, cells in records[1:]
        if len(cells) == len(columns)
    )
    is_whole = len(rows) == len(records) - 1
    return Table(name=name, schema=resource["schema"], rows=rows, is_whole=is_whole), faults


def _text(folder: Path, file_name: str) -> tuple[str | None, list[Fault]]:
    """Return a file as text with plain line ends, or the reason why it cannot be a table."""

    def fault(rule: str, advice: str, *, row: int | None = None) -> Fault:
        return Fault(file_name, row, "", "", rule, advice)

    try:
        raw = tables.read_bytes(folder, file_name)
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
    for row, rule, advice in conflict_markers(text):
        return None, [fault(rule, advice, row=row)]
    faults = []
    if text.encode() != raw:
        rule = "the file begins with a byte-order mark"
        faults.append(fault(rule, "save it as UTF-8 without one", row=1))
    if "\r" in text:
        row = text.split("\r")[0].count("\n") + 1
        rule = "a line ends with a carriage return (CR)"
        faults.append(fault(rule, "save the file with Unix line ends (LF)", row=row))
    return text.replace("\r\n", "\n").replace("\r", "\n"), faults


def conflict_markers(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, rule and advice where two versions were joined and nobody chose."""
    for match in _CONFLICT.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        rule = f"a merge conflict marker is left ({match[0]})"
        yield line, rule, "choose one version and delete the markers"


def _header_faults(file_name: str, header: list[str], columns: list[str]) -> Iterator[Fault]:
    def fault(name: str, rule: str, advice: str) -> Fault:
        return Fault(file_name, 1, name, name, rule, advice)

    if len(header) < 2 <= len(columns):
        rule = f"the header is not a list of columns: {shortened(''.join(header)) or 'blank'}"
        yield Fault(file_name, 1, "", "", rule, "begin with the column names, separated by commas")
        return
    missing = [name for name in columns if name not in header]
    for name in dict.fromkeys(header):
        if name not in columns:
            near = difflib.get_close_matches(name, missing, n=1)
            missing = [other for other in missing if other not in near]
            advice = f'did you mean "{near[0]}"?' if near else "take the column out"
            yield fault(name, "the schema has no column of this name", advice)
        elif header.count(name) > 1:
            yield fault(name, "the column is there more than once", "keep one of them")
    for name in missing:
        yield fault(name, "the column is missing", "add it, in the order of the schema")
    if sorted(header) == sorted(columns) and header != columns:
        name = next(name for name, column in zip(header, columns, strict=True) if name != column)
        advice = f"put the columns in this order: {', '.join(columns)}"
        yield fault(name, "the columns are not in the order of the schema", advice)


def _ragged(
    file_name: str, records: Iterable[tuple[int, list[str]]], columns: Sequence[str]
) -> Iterator[Fault]:
    for line, cells in records:
        if not cells:
            yield Fault(file_name, line, "", "", "the row is blank", "delete the line")
        elif len(cells) != len(columns):
            rule = f"the row has {len(cells)} cells, the header {len(columns)}"
            advice = "put quotation marks around a cell with a comma in it, or add the commas"
            yield Fault(file_name, line, columns[0], cells[0], rule, advice)
