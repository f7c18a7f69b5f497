"""The ledgers: every figure, rating, date, finding and recommendation with its full entry."""

from collections.abc import Iterable

from docutils import nodes

from inspections.register import Register
from publishing.downloads import data_files
from publishing.evidence.nodes import Evidence, entry_link
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
    """Return rule books, and the figures on other units and the system by topic."""
    programmes = [programme_entry(programme, known) for programme in known.programmes.values()]
    groups = [
        _group("Rules of inspection", "topic-rule-books", programmes),
        *_figures_by_topic(known, of_system=True),
    ]
    return _ledger(groups, NUMBERS)


def every_date(known: Register) -> list[nodes.Node]:
    """Return every dated event, in order of date, in a group of its own."""
    dates = [
        date_entry(date_card(known, name, ""), event, known) for name, event in known.events.items()
    ]
    return [_download(*DATES), _with_plain_links(_group("Dates", "topic-dates", dates))]


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


def _ledger(groups: list[nodes.section], *files: tuple[str, str]) -> list[nodes.Node]:
    """Return downloads, links to the groups that have entries, the page's filter, and the groups.

    What ``once`` names stands once on a page, however many ledgers it holds.
    """
    groups = [each for each in groups if len(each) > 1]
    downloads = [_download(name, content) for name, content in files]
    if not groups:
        return downloads
    place = nodes.container("", classes=["entries-filter"], once="filter")
    return [*downloads, links_to_sections(groups), place, *map(_with_plain_links, groups)]


def _download(name: str, content: str) -> nodes.paragraph:
    csv, json = (
        link(f"as {kind.upper()}", f"../{data_files.FOLDER}/{name}.{kind}")
        for kind in ("csv", "json")
    )
    text = paragraph(f"{content}: ", csv, ", ", json, ".")
    text["once"] = name
    return text


def _with_plain_links(group: nodes.section) -> nodes.section:
    """Put plain links for evidence in entries: their cards would say the same again."""
    for node in list(group.findall(Evidence)):
        node.replace_self(entry_link(node.card.text, node.card.anchor))
    return group
