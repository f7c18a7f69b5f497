"""Validation of a data package: every rule, and a message for each fault.

Nothing here raises for bad data: each error is returned as a ``Fault``. The rules:

``descriptor``: the descriptor follows the Data Package standard; each table has its file and key.
``shapes``: tables, columns, keys and lists of values in it are of the shape that rules rely on.
``reading``: each listed file, and no other CSV, is there: UTF-8, Unix line ends, valid CSV, no
merge conflict; its header has the columns of the schema in order; no row is blank or ragged.

Rules of the schema and of ``rules.text`` that later rules build on:
- blanks: no cell has a line break, a blank at its end, or a special blank in an id.
- invisible: no cell has a character that cannot be seen.
- cells: each cell has the type and obeys the constraints of its column.
- repeated_keys: no two rows have the same key, or the same value where it must be unique.
- lost_references: each id that names a row of another table has one there.

``rules.descriptor``:
- properties: the descriptor says what the package is, and what it is about, each in its form.
- known_properties: the descriptor has no property that nothing reads.
- plain_texts: no text of the descriptor is a formula or HTML.
- descriptions: each table has a title, and each table and each column a description.
- subject: the subject that the descriptor names is a unit of an inspection.
- keywords: each keyword of the list of ratings is a text.
- gaps: each gap that the descriptor names for the list of ratings is an open question.
- topics: each topic has a heading and says what it is about; each that a column allows is there.
- tiles: each tile of the map is a region with a place of its own; each region has a tile.

``rules.records``:
- order: the rows of each table are sorted by their key.
- id_lists: each id in a list of ids has its row.
- ratings: the fragments of an inspection carry its rating.
- scores: points come with the words that carry them.
- inspection_ids: the id of an inspection spells its unit and gives the year of its report.
- one_region: a unit lies in one region.
- one_report: a report on a unit is listed once: no unit has two in one year.
- spelling: a unit or region is spelt in one way.
- later_states: a later state that findings bear on names them, and no other does.

``rules.findings``:
- offices_in_short: a finding on an office has short words.
- both_sides_in_short: where a theme is shown in short, so are strengths and concerns of a report.

``rules.hedges``:
- limits_kept: a statement keeps each limiting word of its fragment, or its note says why not.

``rules.sources``:
- fragment_length: a fragment has at most ``LONGEST_FRAGMENT`` words.
- citations: a source and its fragment are given together or not at all.
- second_source: a second source is another one, and comes with its relation.
- sources_used: each source carries some row of some table.

``rules.text``:
- marks: ``[[id]]`` or ``[[id:form]]`` names a fact or an inspection, and a form there is.
- typed_numbers: no text of ours has a typed number: it takes figures from facts.
- one_sentence: a finding is one sentence.
- formulas: no text begins as a formula does, which a spreadsheet would run.
- html: no cell has HTML in it.

``rules.dates``:
- real_dates: each date is a day or month that there is.
- ends: nothing ends before it begins.
- publication: a source has a date of publication unless it shows none.
- report_dates: a report date that a source states is a day; only one not seen is empty.
- subject_dates: an inspection of the subject is dated, if only by its year.
- event_dates: a stated date is in its fragment, and is as precise.

``rules.corrections``:
- corrected_records: a correction concerns a row of another table, or a page.
- correction_dates: a correction was made on a past day, and not before what it corrects was there.
- changed_words: a correction changes something.
- present_values: the last correction of a figure or rating gives the one that the data have now.

``rules.facts``:
- numbers: numbers are written in plain digits.
- totals: no count exceeds its total; fractions and scores have one.
- fragment_figures: a fragment has the figures of value and total, or a reason why not.
- percent_units: a percentage has the unit per cent.
- fact_ids: no derived fact takes the name of a fact.
- derived_values: each derived fact can be computed from its inputs, or from the inspections.
- derived_qualifiers: the qualifiers of what a derived fact is made of give one that it can keep.
- counts_agree: a count of ours is the one that a source states for the same question.

``rules.places``:
- inspected_units: each inspected unit is a unit of the list, where the package has that list.
- same_region: the region of an inspection is that of its unit, or the note says that they differ.
- one_spelling: no two units or places have names that a reader would type alike.
- standings: a place leads to one unit alone exactly if no other row has its name.
- pairs: a unit before a change comes with the one after it, a stronger source with a weaker one.
- reasons: what was worked out says from what, and what sources contradict says how.
- changes: a unit has successors only if the later list lacks it and has each of them.
- not_rated: what is said of units without a rating takes its figures from facts that there are.
"""

from __future__ import annotations

from pathlib import Path

from inspections.checks import schema
from inspections.checks.data import Data
from inspections.checks.descriptor import read_descriptor
from inspections.checks.faults import SHOWN_PER_FILE, Fault, in_order, messages, without_known
from inspections.checks.files import read_table, unlisted
from inspections.checks.rules import (
    corrections,
    dates,
    descriptor,
    facts,
    findings,
    hedges,
    places,
    records,
    sources,
    text,
)
from inspections.checks.time_limit import TimeLimitError, time_limit
from inspections.package.tables import DESCRIPTOR, pages

__all__ = ["SHOWN_PER_FILE", "Fault", "check", "messages"]

SECONDS = 6
"""Processor time that all rules together may take; usually below 1 s."""

BASIC = (text.blanks, text.invisible, schema.cells, schema.repeated_keys, schema.lost_references)
"""Preconditions, run in order; later rules skip cells that were already reported."""

RULES = (
    *(records.order, sources.fragment_length, sources.citations),
    *(sources.second_source, facts.numbers, sources.sources_used),
    *(records.id_lists, text.marks, text.typed_numbers),
    *(dates.real_dates, dates.ends, dates.publication),
    *(dates.report_dates, dates.event_dates, facts.totals),
    *(facts.fragment_figures, facts.percent_units, facts.fact_ids),
    *(facts.derived_values, facts.derived_qualifiers),
    *(facts.counts_agree, records.ratings),
    *(records.scores, records.inspection_ids, records.one_region),
    records.one_report,
    *(records.spelling, records.later_states, text.one_sentence),
    *(text.formulas, text.html),
    *(corrections.corrected_records, corrections.correction_dates),
    *(corrections.changed_words, corrections.present_values),
    findings.offices_in_short,
    findings.both_sides_in_short,
    hedges.limits_kept,
    *(dates.subject_dates, descriptor.properties),
    *(descriptor.known_properties, descriptor.plain_texts),
    *(descriptor.descriptions, descriptor.subject),
    *(descriptor.keywords, descriptor.gaps, descriptor.topics, descriptor.tiles),
    *(places.inspected_units, places.same_region, places.one_spelling),
    *(places.standings, places.pairs, places.reasons, places.changes),
    places.not_rated,
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
    data = Data(descriptor, tables, pages(folder))
    faults += unlisted(folder, descriptor)
    try:
        with time_limit(SECONDS):
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
