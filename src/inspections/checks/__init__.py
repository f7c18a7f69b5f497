"""Validation of a data package: every rule, and a message for each fault.

Nothing here raises for bad data: each error is returned as a ``Fault``. First the descriptor and
each file must be readable (``descriptor``, ``csv_files``), then cells be of their types
(``BASIC``), then the rules of ``rules`` hold, each of which says in its docstring what it asks.
"""

from pathlib import Path

from inspections.checks import schema
from inspections.checks.csv_files import read_table, unlisted
from inspections.checks.data import Data
from inspections.checks.descriptor import read_descriptor
from inspections.checks.faults import SHOWN_PER_FILE, Fault, in_order, messages, without_known
from inspections.checks.rules import (
    corrections,
    dates,
    facts,
    findings,
    hedges,
    places,
    properties,
    records,
    sources,
    text,
)
from inspections.checks.time_limit import TimeLimitError, time_limit
from inspections.package.tables import DESCRIPTOR, page_names

__all__ = ["SHOWN_PER_FILE", "Fault", "check", "messages", "refusal"]

SECONDS = 6
"""Processor time that all rules together may take; usually below 1 s."""

BASIC = (
    *(text.blanks, text.invisible, text.look_alikes),
    *(schema.cells, schema.repeated_keys, schema.lost_references),
)
"""Preconditions, run in order; later rules skip cells that were already reported."""

RULES = (
    *(records.order, sources.fragment_length, sources.citations),
    *(sources.second_source, facts.numbers, sources.sources_used),
    *(text.placeholder_names, text.typed_numbers),
    *(dates.real_dates, dates.ends, dates.shown_dates),
    *(dates.report_dates, dates.event_dates, facts.totals),
    *(facts.fragment_numerals, facts.percent_units, facts.fact_ids),
    *(facts.derived_values, facts.derived_qualifiers, facts.counts_agree),
    *(records.ratings, records.scores, records.inspection_ids),
    *(records.one_report, records.later_states),
    *(text.one_sentence, text.plain_text),
    *(corrections.corrected_records, corrections.correction_dates),
    *(corrections.changed_words, corrections.present_values),
    *(findings.offices_in_short, findings.both_sides_in_short, hedges.limits_kept),
    *(dates.subject_dates, properties.properties),
    *(properties.plain_texts, properties.subject),
    *(properties.questions, properties.topics, properties.tiles),
    *(places.inspected_units, places.same_region, places.one_spelling, places.standings),
    *(places.small_places, places.pairs, places.reasons, places.changes),
)
"""Independent rules; the faults of one row come in this order."""


def check(folder: Path) -> list[Fault]:
    """Return every fault of the data package in ``folder``; an empty list means it is sound.

    Faults come in the order of the descriptor's tables, then by row. A file that cannot be read
    as its table is reported once, and nothing that follows from it is reported.
    """
    descriptor, faults = read_descriptor(folder)
    if descriptor is None:
        return faults
    tables = {}
    for resource in descriptor["resources"]:
        table, broken = read_table(folder, resource)
        faults += broken
        if table is not None:
            tables[table.name] = table
    data = Data(descriptor, tables, page_names(folder))
    faults += unlisted(folder, descriptor)
    try:
        with time_limit(SECONDS):
            # Basic rules build on one another; the others on these alone, not on each other.
            for rule in BASIC:
                faults += without_known(rule(data), faults)
            basic = tuple(faults)
            for rule in RULES:
                faults += without_known(rule(data), basic)
    except TimeLimitError:
        advice = "correct the faults that are named, if any, or take rows out"
        rule_broken = f"to check the tables takes longer than {SECONDS} seconds"
        faults.append(Fault(DESCRIPTOR, None, "", "", rule_broken, advice))
    return in_order(faults, [f"{name}.csv" for name in data.names])


def refusal(folder: Path, advice: str) -> str:
    """Return the faults of the data package in ``folder`` as text, ``advice`` last; '' if sound."""
    faults = check(folder)
    return "\n".join([*messages(faults), advice]) if faults else ""
