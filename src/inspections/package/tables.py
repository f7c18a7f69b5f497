"""Reads and writes the data package: the only module of this package that opens files.

It does not validate (``checks`` does). https://specs.frictionlessdata.io/tabular-data-package/
"""

from __future__ import annotations

import csv
import errno
import io
import json
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

DESCRIPTOR = "datapackage.json"


def default_folder() -> Path:
    """Return the package inside the installed wheel, else that of the book we work in."""
    installed, here = Path(__file__).parents[1] / "data", Path.cwd()
    books = (folder / "data" for folder in (here, *here.parents))
    packages = (book for book in books if (book / DESCRIPTOR).is_file())
    return installed if installed.is_dir() else next(packages, here / "data")


Descriptor = dict[str, Any]
TypedRow = dict[str, Any]

CITATIONS = (
    ("source_id", "fragment"),
    ("second_source_id", "second_fragment"),
    ("score_source_id", "score_fragment"),
)
"""The columns that name a source, and those with the words of it that carry the row."""

LARGEST_FILE = 5_000_000
"""Most bytes that a file may have: far more than a table that people check by hand."""

NUMBERS = ("integer", "number")
"""The types of a schema that are read as numbers."""


@dataclass(frozen=True)
class Package:
    """A valid data package: its descriptor and the rows of each table, as written."""

    folder: Path
    descriptor: Descriptor
    rows: Mapping[str, list[dict[str, str]]]
    _records: dict[str, list[TypedRow]] = field(default_factory=dict, repr=False, compare=False)

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return one table, typed by its schema; a new one each time, to change at will.

        Integer and number columns become numbers (missing: ``<NA>``); every other column is text
        (missing: empty string).
        """
        import pandas as pd  # here: what needs no table need not wait for it

        frame = pd.DataFrame(self.rows[name], columns=list(self._types(name)), dtype="str")
        numbers = {
            column: pd.to_numeric(frame[column].replace("", None)).convert_dtypes()
            for column, kind in self._types(name).items()
            if kind in NUMBERS
        }
        return frame.assign(**numbers)

    def with_rows(self, name: str, rows: list[dict[str, str]]) -> Package:
        """Return the package with other rows, as written, in one table; this one is unchanged."""
        others = {other: records for other, records in self._records.items() if other != name}
        return replace(self, rows={**self.rows, name: rows}, _records=others)

    def records(self, name: str) -> list[TypedRow]:
        """Return the rows of one table by column, typed by its schema; not to be changed.

        Whole numbers become ``int``, others ``float`` (missing: None); all else stays text.
        """
        if name not in self._records:
            types = self._types(name)
            self._records[name] = [
                {column: _convert(row[column], kind) for column, kind in types.items()}
                for row in self.rows[name]
            ]
        return self._records[name]

    def _types(self, name: str) -> dict[str, str]:
        return {column["name"]: column["type"] for column in fields(self.descriptor, name)}

    @property
    def subject(self) -> dict[str, str]:
        """What the book is about, as the descriptor says: ``unit`` and ``unit_name``."""
        return dict(self.descriptor["subject"])


def fields(descriptor: Descriptor, name: str) -> list[dict[str, Any]]:
    """Return the columns of one table as its schema describes them."""
    (columns,) = (
        resource["schema"]["fields"]
        for resource in descriptor["resources"]
        if resource["name"] == name
    )
    return list(columns)


def column_prompt(field: Mapping[str, Any]) -> str:
    """Return a column's description, with its allowed values if it has an ``enum``."""
    allowed = field.get("constraints", {}).get("enum", ())
    choice = f" One of: {', '.join(allowed)}." if allowed else ""
    return f"{field.get('description', field['name'])}{choice}"


def file_names(folder: Path) -> list[str]:
    """Return the names of the files in ``folder``, sorted."""
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def page_names(folder: Path) -> frozenset[str]:
    """Return the names of the pages of the book in which the package lies; none elsewhere."""
    files = [*folder.parent.glob("index.md"), *folder.parent.glob("chapters/*.md")]
    names = [path.relative_to(folder.parent).with_suffix("").as_posix() for path in files]
    return frozenset([*names, *(path.stem for path in files)])


def read_bytes(folder: Path, name: str, *, largest: int = LARGEST_FILE) -> bytes:
    """Return the bytes of one file.

    Raises ``OSError`` if it cannot be read, is larger than ``largest``, or is no file of the
    ordinary kind: to open a pipe would wait for ever.
    """
    path = folder / name
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is not an ordinary file", name)
    if status.st_size > largest:
        most = f"{largest / 1_000_000:g} megabytes"
        raise OSError(errno.EFBIG, f"it is larger than {most}", name)
    return path.read_bytes()


def read_text(folder: Path, name: str) -> str:
    """Return one UTF-8 file as text, line ends as ``\\n``. Raises as ``read_bytes``."""
    text = read_bytes(folder, name).decode("utf-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def write_text(folder: Path, name: str, text: str) -> None:
    """Write one file of the package whole, as UTF-8 with the line ends given."""
    (folder / name).write_text(text, encoding="utf-8", newline="")


def write_all(folder: Path, texts: Mapping[str, str]) -> None:
    """Write several files of the package as ``write_text`` does.

    Each is written beside its place first, then all are put in their places: where one cannot be
    written, ``OSError`` comes before any has changed.
    """
    beside = {name: f".{name}.new" for name in texts}
    try:
        for name, text in texts.items():
            write_text(folder, beside[name], text)
        for name in texts:
            (folder / beside[name]).replace(folder / name)
    finally:
        for name in texts:
            (folder / beside[name]).unlink(missing_ok=True)


def read_descriptor(folder: Path) -> Descriptor:
    """Return the package's descriptor. Raises ``OSError`` or ``json.JSONDecodeError``."""
    descriptor: Descriptor = json.loads(read_text(folder, DESCRIPTOR))
    return descriptor


def read_raw(folder: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of table ``name`` as written: every cell a string, in file order."""
    text = read_bytes(folder, f"{name}.csv").decode("utf-8")
    return [dict(row) for row in csv.DictReader(io.StringIO(text, newline=""))]


def with_row(
    text: str, row: Mapping[str, str], *, key: int = 1, replaces: bool = False
) -> tuple[str, int]:
    """Insert or replace one row of a CSV text, in order of its key.

    ``row`` maps every column, in schema order, to its cell; the first ``key`` columns are the key.
    With ``replaces`` a row with the same key is replaced. Returns the new text and the 1-based line
    number of the row; all other lines stay byte for byte. Cells must not contain line breaks.
    """
    lines = text.splitlines(keepends=True)
    lines[-1] += "" if lines[-1].endswith("\n") else "\n"  # an editor may have left it out
    own = list(row.values())[:key]
    keys = [next(csv.reader([line]))[:key] for line in lines[1:]]
    place = 1 + sum(other < own for other in keys)
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow(row.values())
    lines[place : place + (replaces and own in keys)] = [written.getvalue()]
    return "".join(lines), place + 1


@cache
def load(folder: Path) -> Package:
    """Return the package in ``folder``; rows in file order.

    It must have passed ``checks.check``.
    """
    descriptor = read_descriptor(folder)
    rows = {
        resource["name"]: read_raw(folder, resource["name"]) for resource in descriptor["resources"]
    }
    return Package(folder=folder, descriptor=descriptor, rows=rows)


def _convert(cell: str, column_type: str) -> str | int | float | None:
    if column_type not in NUMBERS:
        return cell
    if not cell:
        return None
    number = float(cell)
    return int(number) if number.is_integer() else number


@contextmanager
def copy_with(folder: Path, texts: Mapping[str, str]) -> Iterator[Path]:
    """Yield a temporary copy of the data package in which ``texts`` (by file name) replace files.

    The rest, and the pages, whose names rules look up, are links. Raises ``OSError``.
    """
    home = folder.resolve().parent
    files = [*folder.resolve().iterdir(), *home.glob("index.md"), *home.glob("chapters/*.md")]
    with tempfile.TemporaryDirectory() as temporary:
        book = Path(temporary).resolve()
        for file in files:
            place = book / file.relative_to(home)
            place.parent.mkdir(exist_ok=True)
            place.symlink_to(file)
        copy = book / folder.resolve().name
        write_all(copy, texts)
        yield copy
