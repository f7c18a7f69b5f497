"""A small valid data package with made-up rows, and ways to spoil a copy of it."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

from inspections.package import tables

DESCRIPTOR = Path(__file__).parents[2] / "data" / "datapackage.json"
AMBERLEY = Path(__file__).with_name("amberley")
"""The made-up rows: a file a table, with the columns that are used."""

_DESCRIPTOR = json.loads(DESCRIPTOR.read_text(encoding="utf-8"))
_SCHEMAS = {resource["name"]: resource["schema"] for resource in _DESCRIPTOR["resources"]}
_SUBJECT = {"unit": "Amberley", "unit_name": "Amberley Probation Unit"}

Cells = dict[str, str]

UNITS = ("units", "places")
"""Tables that are empty in the sound package, and filled ``with_units``."""


def _amberley(name: str) -> list[Cells]:
    file = AMBERLEY / f"{name}.csv"
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


ROWS = {path.stem: _amberley(path.stem) for path in AMBERLEY.glob("*.csv")}
_UNITS = {name: ROWS.pop(name) for name in UNITS}


_TILES = [
    {"region": "North Downs", "short": "N Downs", "down": 0, "across": 0},
    {"region": "South Downs", "short": "S Downs", "down": 1, "across": 0},
]


def write_package(folder: Path) -> Path:
    """Write the valid package, with the book's own schemas, and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    ratings_list = {**_DESCRIPTOR["ratings_list"], "gaps": []}
    descriptor = {
        **_DESCRIPTOR,
        "searched": "2035-12-31",
        "created": "2036-01-01T00:00:00Z",  # after the correction, in this made-up future
        **{"subject": _SUBJECT, "ratings_list": ratings_list, "asked_first": []},
        "units_list": {**_DESCRIPTOR["units_list"], "not_rated": "", "map": _TILES},
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor, indent=2), encoding="utf-8")
    for name in table_names():
        write_rows(folder, name, ROWS.get(name, []))
    return folder


def with_units(folder: Path) -> Path:
    """Fill the tables of units and places of a package, and return its folder."""
    for name, rows in _UNITS.items():
        write_rows(folder, name, rows)
    return folder


def edit_descriptor(folder: Path, edit: Callable[[dict], object]) -> None:
    """Change the descriptor in place."""
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    edit(descriptor)
    path.write_text(json.dumps(descriptor), encoding="utf-8")


def table_names() -> list[str]:
    """Return the names of all tables that the descriptor lists."""
    return list(_SCHEMAS)


def columns(name: str) -> list[str]:
    """Return the columns of a table, in order."""
    return [field["name"] for field in _SCHEMAS[name]["fields"]]


def allowed(name: str, column: str) -> list[str]:
    """Return the values that the schema allows in a column."""
    (field,) = (each for each in _SCHEMAS[name]["fields"] if each["name"] == column)
    return list(field["constraints"]["enum"])


def write_rows(folder: Path, name: str, rows: list[Cells], names: list[str] | None = None) -> None:
    """Write one table, with columns of these names, or its own."""
    text = io.StringIO()
    writer = csv.DictWriter(text, names or columns(name), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    (folder / f"{name}.csv").write_text(text.getvalue(), encoding="utf-8", newline="")


def read_rows(folder: Path, name: str) -> list[Cells]:
    """Return the rows of one table."""
    return tables.read_raw(folder, name)


def add_rows(folder: Path, name: str, *rows: Cells) -> None:
    """Add rows to one table, each in its place."""
    held = sorted([*read_rows(folder, name), *rows], key=lambda row: next(iter(row.values())))
    write_rows(folder, name, held)


def change(folder: Path, name: str, key: str, **cells: str) -> int:
    """Change cells of the row with that key, and return the row's line in the file."""
    rows = read_rows(folder, name)
    place = [next(iter(row.values())) for row in rows].index(key)
    assert cells.keys() <= rows[place].keys()
    rows[place].update(cells)
    write_rows(folder, name, rows)
    return place + 2


def replace(folder: Path, file: str, old: bytes, new: bytes) -> None:
    """Replace the one place where ``old`` stands in a file."""
    raw = (folder / file).read_bytes()
    assert raw.count(old) == 1, f"{old!r} stands {raw.count(old)} times in {file}"
    (folder / file).write_bytes(raw.replace(old, new))
