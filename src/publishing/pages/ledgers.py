"""The ledgers: every figure, rating, date, finding and recommendation with its full entry."""

from collections.abc import Iterable

from docutils import nodes

from inspections.register import Register
from publishing.downloads import data_files
from publishing.markup.node_factories import link, links_to_sections, paragraph, section
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


def every_number(register: Register) -> list[nodes.Node]:
    """Return the subject's ratings, and the figures on its work by topic, derived ones beside."""
    ratings = [rating_entry(inspection, register) for inspection in register.subject_inspections]
    groups = [
        _group(register.topics["rating"].heading, "topic-rating", ratings),
        *_facts_by_topic(register, of_system=False),
    ]
    return _ledger(groups, NUMBERS)


def system_numbers(register: Register) -> list[nodes.Node]:
    """Return rule books, and the figures on other units and the system by topic.

    Their page is that of ``every_number``, which has the downloads and the filter.
    """
    programmes = [
        programme_entry(programme, register) for programme in register.programmes.values()
    ]
    groups = [
        _group("Rules of inspection", "topic-rule-books", programmes),
        *_facts_by_topic(register, of_system=True),
    ]
    filled = _filled(groups)
    return [links_to_sections(filled), *filled] if filled else []


def every_date(register: Register) -> list[nodes.Node]:
    """Return every dated event, in order of date, in a group of its own."""
    dates = [
        date_entry(date_card(register, name, ""), event, register)
        for name, event in register.events.items()
    ]
    return [_download(*DATES), _group("Dates", "topic-dates", dates)]


def every_finding(register: Register) -> list[nodes.Node]:
    """Return findings by theme, then offices, then recommendations by inspection."""
    groups: list[nodes.section] = []
    for name, topic in register.topics.items():
        entries = [
            finding_entry(finding, register)
            for finding in register.findings.values()
            if finding.theme == name
        ]
        if entries:
            groups.append(_group(topic.heading, f"theme-{name}", entries))
    offices = [office_entry(office, register) for office in register.offices.values()]
    groups.append(_group("Offices", "theme-offices", offices))
    entries = [recommendation_entry(row, register) for row in register.recommendations.values()]
    groups.append(_group("What was recommended", "theme-recommended", entries))
    return _ledger(groups, FINDINGS)


def _facts_by_topic(register: Register, *, of_system: bool) -> list[nodes.section]:
    """Return a group for each topic with figures, of the unit or of the system around it."""
    groups: list[nodes.section] = []
    for name, topic in register.topics.items():
        if (topic.about == SYSTEM) != of_system:
            continue
        entries = [
            fact_entry(fact, register) for fact in register.facts.values() if fact.topic == name
        ]
        if entries:
            groups.append(_group(topic.heading, f"topic-{name}-figures", entries))
    return groups


def _group(title: str, anchor: str, entries: Iterable[nodes.section]) -> nodes.section:
    group = section(title, anchor, *entries)
    group["classes"].append(ENTRIES)
    return group


def _ledger(groups: list[nodes.section], download: tuple[str, str]) -> list[nodes.Node]:
    """Return the downloads of a file, links to the groups that have entries, filter and groups."""
    filled = _filled(groups)
    if not filled:
        return [_download(*download)]
    place = nodes.container("", classes=["entries-filter"])
    return [_download(*download), links_to_sections(filled), place, *filled]


def _filled(groups: list[nodes.section]) -> list[nodes.section]:
    """Return the groups that have entries."""
    return [group for group in groups if len(group) > 1]


def _download(name: str, content: str) -> nodes.paragraph:
    csv, json = (
        link(f"as {kind.upper()}", f"../{data_files.DOWNLOADS_DIR}/{name}.{kind}")
        for kind in ("csv", "json")
    )
    return paragraph(f"{content}: ", csv, ", ", json, ".")
