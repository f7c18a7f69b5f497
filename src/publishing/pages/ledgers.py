"""The ledgers: every figure, rating, date, finding and recommendation with its full entry."""

from collections.abc import Iterable

from docutils import nodes

from inspections.register import Register
from publishing.downloads import data_files
from publishing.markup.builders import link, links_to_sections, paragraph, section
from publishing.pages.entries import (
    date_entry,
    fact_entry,
    finding_entry,
    office_entry,
    programme_entry,
    rating_entry,
    recommendation_entry,
)
from publishing.records.record_cards import date_card

ENTRIES = "entries"
"""The class of a group of entries."""

NUMBERS, DATES = ("every-number", "All numbers"), ("every-date", "All dates")
FINDINGS = ("every-finding", "All findings")
SYSTEM = "system"
"""What a topic is about whose figures are not on the unit itself."""


def every_number(known: Register) -> list[nodes.Node]:
    """Return the subject's ratings, and the figures on its work by topic, derived ones beside."""
    ratings = [rating_entry(inspection, known) for inspection in known.subject_inspections]
    groups = [
        _group(known.topics["rating"].heading, "topic-rating", ratings),
        *_figures_by_topic(known, of_system=False),
    ]
    return _ledger(groups, NUMBERS)


def system_numbers(known: Register) -> list[nodes.Node]:
    """Return rule books, and the figures on other units and the system by topic.

    Their page is that of ``every_number``, which has the downloads and the filter.
    """
    programmes = [programme_entry(programme, known) for programme in known.programmes.values()]
    groups = [
        _group("Rules of inspection", "topic-rule-books", programmes),
        *_figures_by_topic(known, of_system=True),
    ]
    filled = _filled(groups)
    return [links_to_sections(filled), *filled] if filled else []


def every_date(known: Register) -> list[nodes.Node]:
    """Return every dated event, in order of date, in a group of its own."""
    dates = [
        date_entry(date_card(known, name, ""), event, known) for name, event in known.events.items()
    ]
    return [_download(*DATES), _group("Dates", "topic-dates", dates)]


def every_finding(known: Register) -> list[nodes.Node]:
    """Return findings by theme, then offices, then recommendations by inspection."""
    groups: list[nodes.section] = []
    for name, topic in known.topics.items():
        entries = [
            finding_entry(finding, known)
            for finding in known.findings.values()
            if finding.theme == name
        ]
        if entries:
            groups.append(_group(topic.heading, f"theme-{name}", entries))
    offices = [office_entry(office, known) for office in known.offices.values()]
    groups.append(_group("Offices", "theme-offices", offices))
    entries = [recommendation_entry(row, known) for row in known.recommendations.values()]
    groups.append(_group("What was recommended", "theme-recommended", entries))
    return _ledger(groups, FINDINGS)


def _figures_by_topic(known: Register, *, of_system: bool) -> list[nodes.section]:
    """Return a group for each topic with figures, of the unit or of the system around it."""
    groups: list[nodes.section] = []
    for name, topic in known.topics.items():
        if (topic.about == SYSTEM) != of_system:
            continue
        entries = [fact_entry(fact, known) for fact in known.facts.values() if fact.topic == name]
        if entries:
            groups.append(_group(topic.heading, f"topic-{name}-figures", entries))
    return groups


def _group(title: str, anchor: str, entries: Iterable[nodes.section]) -> nodes.section:
    group = section(title, anchor, *entries)
    group["classes"].append(ENTRIES)
    return group


def _ledger(groups: list[nodes.section], file: tuple[str, str]) -> list[nodes.Node]:
    """Return the downloads of a file, links to the groups that have entries, filter and groups."""
    filled = _filled(groups)
    if not filled:
        return [_download(*file)]
    place = nodes.container("", classes=["entries-filter"])
    return [_download(*file), links_to_sections(filled), place, *filled]


def _filled(groups: list[nodes.section]) -> list[nodes.section]:
    """Return the groups that have entries."""
    return [each for each in groups if len(each) > 1]


def _download(name: str, content: str) -> nodes.paragraph:
    csv, json = (
        link(f"as {kind.upper()}", f"../{data_files.FOLDER}/{name}.{kind}")
        for kind in ("csv", "json")
    )
    return paragraph(f"{content}: ", csv, ", ", json, ".")
