"""Opens the data package: the only module of this package that reads or writes files.

It does not judge what it reads (``checks`` does) and computes nothing.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

DATA = Path(__file__).parents[2] / "data"
DESCRIPTOR = "datapackage.json"

Descriptor = dict[str, Any]
Record = dict[str, Any]


@dataclass(frozen=True)
class Package:
    """A valid data package: its descriptor and one typed table per resource."""

    folder: Path
    descriptor: Descriptor
    tables: Mapping[str, pd.DataFrame]
    _records: dict[str, list[Record]] = field(default_factory=dict, repr=False, compare=False)

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return a copy of one table, so that no caller can change another's data."""
        return self.tables[name].copy()

    def with_rows(self, name: str, rows: list[dict[str, str]]) -> Package:
        """Return the package with other rows, as written, in one table; this one is unchanged."""
        (resource,) = (each for each in self.descriptor["resources"] if each["name"] == name)
        changed = _typed(rows, resource["schema"]["fields"])
        kept = {other: found for other, found in self._records.items() if other != name}
        return replace(self, tables={**self.tables, name: changed}, _records=kept)

    def records(self, name: str) -> list[Record]:
        """Return the rows of one table, typed, by column; not to be changed by the caller."""
        if name not in self._records:
            rows = self.tables[name].to_dict("records")
            self._records[name] = [{str(key): value for key, value in row.items()} for row in rows]
        return self._records[name]

    @property
    def subject(self) -> dict[str, str]:
        """What the book is about, as the descriptor says: ``unit`` and ``unit_name``."""
        return dict(self.descriptor["subject"])


def file_names(folder: Path) -> list[str]:
    """Return the names of the files in ``folder``, sorted."""
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def read_bytes(folder: Path, name: str) -> bytes:
    """Return the bytes of one file of the package. Raises ``OSError`` if it cannot be read."""
    return (folder / name).read_bytes()


def read_text(folder: Path, name: str) -> str:
    """Return one UTF-8 file as text, line ends as ``\\n``."""
    return (folder / name).read_text(encoding="utf-8")


def write_text(folder: Path, name: str, text: str) -> None:
    """Write one file of the package whole, as UTF-8 with the line ends given."""
    (folder / name).write_text(text, encoding="utf-8", newline="")


def read_descriptor(folder: Path = DATA) -> Descriptor:
    """Return the package's descriptor. Raises ``OSError`` or ``json.JSONDecodeError``."""
    descriptor: Descriptor = json.loads(read_text(folder, DESCRIPTOR))
    return descriptor


def read_raw(folder: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of table ``name`` as written: every cell a string, in file order."""
    text = read_bytes(folder, f"{name}.csv").decode("utf-8")
    return [dict(row) for row in csv.DictReader(io.StringIO(text, newline=""))]


@cache
def load(folder: Path = DATA) -> Package:
    """Return the package in ``folder``, typed by its schemas; rows in file order.

    Integer and number columns become numbers (missing: ``<NA>``); every other column is text
    (missing: empty string). The package must have passed ``checks.check``.
    """
    descriptor = read_descriptor(folder)
    tables = {
        resource["name"]: _typed(read_raw(folder, resource["name"]), resource["schema"]["fields"])
        for resource in descriptor["resources"]
    }
    return Package(folder=folder, descriptor=descriptor, tables=tables)


def _typed(rows: list[dict[str, str]], fields: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[field["name"] for field in fields], dtype="str")
    numbers = {
        field["name"]: pd.to_numeric(frame[field["name"]].replace("", None)).convert_dtypes()
        for field in fields
        if field["type"] in ("integer", "number")
    }
    return frame.assign(**numbers)
