"""Where sources differ, and what no source answers, by inspection."""

import re
from collections.abc import Callable, Iterable, Set

from docutils import nodes

from inspections.language import wording
from inspections.register import Register, TypedRow
from publishing.evidence.nodes import linked_nodes
from publishing.markup.node_factories import (
    Content,
    bullets,
    definitions,
    link,
    links_to_sections,
    section,
)
from publishing.pages.entries import list_or_single, mention, named_facts
from publishing.records.record_cards import card_of_id
from publishing.records.record_text import inspection_name, said_year

FULL_REPORT = re.compile(r"\bfull\b[^.]*\breports?\b", re.IGNORECASE)
"""How a row says that the inspectorate's own report, read in full, would answer its question."""


def where_sources_differ(register: Register) -> list[nodes.Node]:
    """Return a section for each difference between sources."""
    rows = register.package.records("conflicts")
    groups = _by_inspection(rows, register, entry=_difference, prefix="differences")
    return [links_to_sections(groups), *groups]


def what_is_not_known(register: Register) -> list[nodes.Node]:
    """Return a section for each question: first those that the package says are asked first.

    Of the others, those that a full report could settle stand by themselves.
    """
    rows = {row["unknown_id"]: row for row in register.package.records("unknowns")}
    asked_first = [rows.pop(name) for name in register.package.descriptor["asked_first"]]
    answerable_ids = {
        row["unknown_id"]
        for row in rows.values()
        if FULL_REPORT.search(row["would_be_answered_by"])
    }
    titles = _titles(register) | {"": ("", "no single one")}
    entries = [_unknown(row, register, of=titles[row["inspection_id"]][1]) for row in asked_first]
    first = (
        [section("What readers may ask first", "unknowns-first", *entries)] if asked_first else []
    )
    others = _by_inspection(
        rows.values(), register, entry=_unknown, prefix="unknowns", answerable_ids=answerable_ids
    )
    return [links_to_sections([*first, *others]), *first, *others]


def _difference(row: TypedRow, register: Register) -> nodes.section:
    says = [
        _says(register, row["first_source_id"], row["first_says"]),
        _says(register, row["second_source_id"], row["second_says"]),
    ]
    pairs: list[tuple[str, Content]] = [
        named_facts(row["point"], register, ids_elsewhere=row["concerns"]),
        ("Kind of difference", row["kind"]),
        ("What is said", bullets(says)),
        ("What we do", linked_nodes(row["book_uses"], register)),
        ("Why", linked_nodes(row["reason"], register)),
        ("What it concerns", _concerns(row, register)),
    ]
    title = wording.fill(row["point"], register)
    return section(title, f"conflict-{row['conflict_id']}", definitions(pairs))


def _unknown(row: TypedRow, register: Register, *, of: str = "") -> nodes.section:
    pairs: list[tuple[str, Content]] = [
        named_facts(row["question"], register, ids_elsewhere=row["concerns"]),
        ("Inspection", [nodes.Text(of)] if of else []),
        ("What is known", linked_nodes(row["what_is_known"], register)),
        ("Why it matters", linked_nodes(row["why_it_matters"], register)),
        ("Where the answer would be", linked_nodes(row["would_be_answered_by"], register)),
        ("What it concerns", _concerns(row, register)),
    ]
    title = wording.fill(row["question"], register)
    return section(title, f"unknown-{row['unknown_id']}", definitions(pairs))


def _by_inspection(
    rows: Iterable[TypedRow],
    register: Register,
    *,
    entry: Callable[[TypedRow, Register], nodes.section],
    prefix: str,
    answerable_ids: Set[str] = frozenset(),
) -> list[nodes.section]:
    """Return a section for each inspection with its rows, the latest first, then for the rest.

    Rows that are ``answerable_ids``, by id, come in a section of their own before the others.
    """
    titles = _titles(register)
    groups: list[nodes.section] = []
    for number, (name, (title, short)) in enumerate(titles.items(), start=1):
        own = [row for row in rows if row["inspection_id"] == name]
        answerable = [
            entry(row, register) for row in own if next(iter(row.values())) in answerable_ids
        ]
        others = [
            entry(row, register) for row in own if next(iter(row.values())) not in answerable_ids
        ]
        if answerable:
            report = "the full report" if name else "a full report"
            heading = f"{short}: questions {report} could answer"
            groups.append(section(heading, f"{prefix}-{number}-report", *answerable))
        if others:
            heading = f"{short}: other questions" if answerable_ids else title
            groups.append(section(heading, f"{prefix}-{number}", *others))
    return groups


def _titles(register: Register) -> dict[str, tuple[str, str]]:
    """Return a heading for each inspection, long and short, the latest first, then for the rest."""
    latest = sorted(
        register.inspections.items(), key=lambda pair: pair[1].report_date, reverse=True
    )
    titles = {
        name: (inspection_name(record), f"{record.unit} {said_year(record) or 'undated'}")
        for name, record in latest
    }
    return titles | {"": ("The wider system", "The wider system")}


def _says(register: Register, source_id: str, text: str) -> list[nodes.Node]:
    if not source_id:
        return [nodes.Text("Also: "), *linked_nodes(text, register)]
    source = register.sources[source_id]
    return [link(source.publisher, source.url), nodes.Text(": "), *linked_nodes(text, register)]


def _concerns(row: TypedRow, register: Register) -> Content:
    """Return the records that a row concerns and that its texts, below the title, do not name."""
    texts = " ".join(row[name] for name in row.keys() - {"question", "point"})
    named = {match[1] for match in wording.PLACEHOLDER.finditer(texts)}
    ids = [name for name in row["concerns"].split() if name not in named]
    return list_or_single(mention(card_of_id(register, name)) for name in ids)
