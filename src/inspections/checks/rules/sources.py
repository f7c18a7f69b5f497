"""Rules for citations: sources and the fragments that carry a statement."""

from collections.abc import Iterator

from inspections.checks.data import Data
from inspections.checks.faults import Fault
from inspections.package.tables import CITATIONS

LONGEST_FRAGMENT = 12
"""Most words that a fragment may have."""


def fragment_length(data: Data) -> Iterator[Fault]:
    """A fragment has at most ``LONGEST_FRAGMENT`` words."""
    for table, row in data.all_rows():
        for _, field in CITATIONS:
            count = len(row[field].split())
            if count > LONGEST_FRAGMENT:
                rule = f"the fragment has {count} words, more than {LONGEST_FRAGMENT}"
                yield table.fault(row, field, rule, "quote only the words that carry the point")


def citations(data: Data) -> Iterator[Fault]:
    """A source and its fragment are given together or not at all."""
    for table, row in data.all_rows():
        for source, fragment in CITATIONS:
            if fragment not in table.fields or bool(row[source]) == bool(row[fragment]):
                continue
            present, lacking = (source, fragment) if row[source] else (fragment, source)
            rule = f"is empty though {present} is given"
            yield table.fault(row, lacking, rule, "give both or neither")


def second_source(data: Data) -> Iterator[Fault]:
    """A second source is another one, and comes with its relation."""
    for table, row in data.all_rows():
        first = row["source_id"] or row["first_source_id"]
        if row["second_source_id"] and row["second_source_id"] == first:
            rule = "the second source is the first again"
            yield table.fault(row, "second_source_id", rule, "name another source, or none")
        field = "second_relation"
        if field in table.fields and bool(row[field]) != bool(row["second_source_id"]):
            rule = "must be given exactly when second_source_id is"
            yield table.fault(row, field, rule, "give both or neither")


def sources_used(data: Data) -> Iterator[Fault]:
    """Each source carries some row of some table."""
    citing = {
        table.name: [field for field, there in table.references.items() if "sources" in there]
        for table in data.tables.values()
    }
    used = {row[field] for table, row in data.all_rows() for field in citing[table.name]}
    for table, row in data.rows("sources") if data.has(*data.names) else ():
        if row["source_id"] not in used:
            rule = "no row of any table rests on this source"
            yield table.fault(row, "source_id", rule, "cite it, or delete the row")
