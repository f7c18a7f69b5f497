"""The tables as they were read: every cell a string, every row with its line in the file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from inspections.checks.faults import Fault
from inspections.package.names import did_you_mean
from inspections.package.tables import Descriptor

_CONCERNED = ("facts", "derived_facts", "findings", "inspections")
ID_LISTS = {
    ("derived_facts", "inputs"): ("facts", "derived_facts"),
    ("conflicts", "concerns"): _CONCERNED,
    ("unknowns", "concerns"): _CONCERNED,
    ("recommendations", "later_findings"): ("findings", "facts", "derived_facts"),
    ("units", "successors"): ("units",),
}
"""Columns that list ids, by table, and the tables whose ids they may list."""


@dataclass(frozen=True)
class NumberedRow:
    """One row of a table; ``line`` is the line where it begins. A missing column reads as ''."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, field: str) -> str:
        """Return the cell as written."""
        return self.cells.get(field, "")


@dataclass(frozen=True)
class Table:
    """A table with a valid header; rows with the wrong number of cells are omitted."""

    name: str
    schema: Mapping[str, Any]
    rows: tuple[NumberedRow, ...]
    is_whole: bool
    """Whether no row was left out."""

    @cached_property
    def fields(self) -> dict[str, Mapping[str, Any]]:
        """The schema of each column, by name."""
        return {field["name"]: field for field in self.schema["fields"]}

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The columns that tell its rows apart."""
        return tuple(as_list(self.schema.get("primaryKey", ())))

    @cached_property
    def references(self) -> dict[str, tuple[str, ...]]:
        """Columns that name rows, one or a list of them, and the tables that these may be in."""
        keys = {
            field: (key["reference"]["resource"],)
            for key in self.schema.get("foreignKeys", ())
            for field in as_list(key["fields"])
        }
        lists = {field: there for (name, field), there in ID_LISTS.items() if name == self.name}
        return keys | lists

    def kind(self, field: str) -> str:
        """Return the type of a column."""
        return str(self.fields[field].get("type", "string"))

    def constraint(self, field: str, name: str) -> Any:
        """Return a constraint of a column; None if there is none of this name."""
        return self.fields[field].get("constraints", {}).get(name)

    def is_id(self, field: str) -> bool:
        """Return True if a column holds an id, or a list of them."""
        return field in self.key or field in self.references

    def fault(self, row: NumberedRow, field: str, rule: str, advice: str) -> Fault:
        """Return the fault that a cell breaks a rule."""
        return Fault(f"{self.name}.csv", row.line, field, row[field], rule, advice)


@dataclass(frozen=True, eq=False)
class Data:
    """The descriptor and, by name, those of its tables that could be read."""

    descriptor: Descriptor
    tables: Mapping[str, Table]
    pages: frozenset[str] = frozenset()
    """The names of the pages of the book that the package belongs to."""

    @property
    def names(self) -> list[str]:
        """The names of all tables of the descriptor, read or not."""
        return [resource["name"] for resource in self.descriptor["resources"]]

    @property
    def subject(self) -> Any:
        """The unit that the package is about; None where the descriptor names none."""
        about = self.descriptor.get("subject")
        return about.get("unit") if isinstance(about, Mapping) else None

    def has(self, *table_names: str) -> bool:
        """Return True if these tables were read completely, so references can be checked."""
        return all(name in self.tables and self.tables[name].is_whole for name in table_names)

    def rows(self, name: str) -> Iterator[tuple[Table, NumberedRow]]:
        """Yield each row of a table; none if it could not be read."""
        if name in self.tables:
            yield from ((self.tables[name], row) for row in self.tables[name].rows)

    def all_rows(self) -> Iterator[tuple[Table, NumberedRow]]:
        """Yield each row of every table."""
        for name in self.tables:
            yield from self.rows(name)

    def ids(self, *table_names: str) -> set[str]:
        """Return the ids of all rows of these tables."""
        return {
            row[table.key[0]] for name in table_names for table, row in self.rows(name) if table.key
        }


def as_list(names: str | Sequence[str]) -> list[str]:
    """Return the columns of a key, which a schema may give as one name."""
    return [names] if isinstance(names, str) else list(names)


def nearest_id(name: str, known: set[str]) -> str:
    """Return advice for an id that no row has."""
    return did_you_mean(name, known, otherwise="add its row, or correct the id")
