"""Units, places and changes as files to take away: rows, a record for each unit, an Atom feed."""

import json
from calendar import monthrange
from collections.abc import Iterable
from xml.sax.saxutils import escape

from inspections.language import wording
from inspections.language.rows import Row
from inspections.register import Fact, Finding, Inspection, Register
from inspections.register.gazetteer import Gazetteer, Unit
from publishing.downloads.columns import OF_UNIT, PLACE, UNIT, cited, said_row
from publishing.records.load_register import load_gazetteer
from publishing.records.record_text import quote

REPLIES = "replies"
"""The topic of what ministers and others answer."""

FEED = "changes.atom"
"""The feed, beside the front page."""


def unit_rows(register: Register) -> list[Row]:
    """Return a row for each unit, in order of unit_id, with its latest grade."""
    gazetteer = load_gazetteer(register)
    return [_unit_row(gazetteer.units[name], gazetteer) for name in sorted(gazetteer.units)]


def place_rows(register: Register) -> list[Row]:
    """Return a row for each place and unit that it leads to, in order of place."""
    gazetteer = load_gazetteer(register)
    return [
        {
            "place": place.name,
            "unit": gazetteer.units[place.unit_id].name,
            **said_row(place, PLACE, register),
        }
        for place in gazetteer.places
    ]


def _unit_row(unit: Unit, places: Gazetteer) -> Row:
    inspections = places.inspections(unit)
    latest = inspections[-1] if inspections else None
    return {
        **said_row(unit, UNIT, places.register),
        "inspections": len(inspections),
        "latest_rating": latest.overall_rating if latest else None,
        "latest_report": (latest.report_date or None) if latest else None,
        **said_row(unit, "known_gap=gap note", places.register),
        "official_lists": "; ".join(citation.link for citation in unit.citations),
    }


def unit_record(unit: Unit, places: Gazetteer, base: str) -> Row:
    """Return a unit's JSON record; ``base`` is the address of the site, with a slash at its end."""
    register = places.register
    descriptor = register.package.descriptor
    return {
        "page": f"{base}units/{unit.unit_id}.html",
        "version": descriptor["version"],
        "licence": descriptor.get("units_list", {}).get(
            "licence", descriptor["licenses"][0]["title"]
        ),
        **_unit_row(unit, places),
        "official_lists": cited(unit),
        "ratings": [_rating(rated, register) for rated in places.inspections(unit)],
        "places": [
            {"place": place.name, **said_row(place, PLACE, register)}
            for place in places.places_by_unit[unit.unit_id]
        ],
    }


def _rating(inspection: Inspection, register: Register) -> Row:
    beside: dict[str, Iterable[object]] = {
        "standards": register.standard_ratings.get(inspection.inspection_id, ()),
        "figures": stated_facts(inspection, register),
        "findings": stated_findings(inspection, register),
    }
    told = {
        name: [said_row(each, OF_UNIT[name], register) for each in found]
        for name, found in beside.items()
    }
    return said_row(inspection, OF_UNIT["ratings"], register) | told


def stated_facts(inspection: Inspection, register: Register) -> list[Fact]:
    """Return the figures that a source states of an inspection, in order of fact_id.

    What others reply is no figure of the unit.
    """
    facts = (register.facts[name] for name in sorted(register.facts))
    stated = (fact for fact in facts if fact.inspection is inspection and not fact.derivation)
    return [fact for fact in stated if fact.topic != REPLIES]


def stated_findings(inspection: Inspection, register: Register) -> list[Finding]:
    """Return what sources say of an inspection in words, beside its grade: strengths first.

    On the subject of the book there is far more, which has pages and files of its own.
    """
    if inspection in register.subject_inspections:
        return []
    own = (finding for finding in register.findings.values() if finding.inspection is inspection)
    beside = (finding for finding in own if not set(finding.citations) & set(inspection.citations))
    return sorted(beside, key=lambda finding: finding.tone != "strength")


def as_json(content: Row | list[Row]) -> str:
    """Return a record, or rows, as JSON, two spaces deep, with a line end."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


# --- feed --------------------------------------------------------------------------------------


def feed(register: Register) -> str:
    """Return corrections and ratings as an Atom feed, the newest first.

    A rating carries the last day of the period in which its report came out, as far as that is
    known, and at most the day of the data.
    """
    base = register.package.descriptor["homepage"]
    edition = register.package.descriptor["created"][:10]
    entries = [_correction_entry(row, base) for row in register.package.records("corrections")]
    pages = {
        unit.name: f"units/{unit.unit_id}.html" for unit in load_gazetteer(register).units.values()
    }
    entries += [
        _rating_entry(
            item, base, pages.get(item.unit, "") if item.unit_kind == "unit" else "", edition
        )
        for item in register.inspections.values()
    ]
    entries.sort(key=lambda entry: (entry["updated"], entry["id"]), reverse=True)
    newest = entries[0]["updated"] if entries else register.package.descriptor["created"]
    author = register.package.descriptor["title"]
    title = register.package.descriptor["ratings_list"]["title"]
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
        f"<title>{escape(title)}: ratings and corrections</title>",
        f"<id>{escape(base + FEED)}</id>",
        f'<link rel="self" href="{escape(base + FEED)}"/>',
        f'<link href="{escape(base)}"/>',
        f"<updated>{newest}</updated>",
        f"<author><name>{escape(author)}</name></author>",
        *(_entry(entry) for entry in entries),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def _entry(entry: Row) -> str:
    return (
        f"<entry><id>{escape(entry['id'])}</id><title>{escape(entry['title'])}</title>"
        f'<link href="{escape(entry["link"])}"/><updated>{entry["updated"]}</updated>'
        f"<summary>{escape(entry['summary'])}</summary></entry>"
    )


def _rating_entry(inspection: Inspection, base: str, page_address: str, edition_date: str) -> Row:
    rules = "" if inspection.unit_kind == "national" else inspection.programme.label
    citation, report = inspection.citations[0], wording.say_report(inspection)
    who = f"{quote(citation.fragment)} ({citation.source.publisher})"
    return {
        "id": f"{base}#rating-{inspection.inspection_id}",
        "title": f"{inspection.unit}: {inspection.overall_rating}",
        "link": base + page_address,
        "updated": _moment(inspection.report_date or edition_date, edition_date=edition_date),
        "summary": f"Report: {report}. {f'Rules: {rules}. ' if rules else ''}{who}",
    }


def _correction_entry(row: Row, base: str) -> Row:
    return {
        "id": f"{base}#correction-{row['correction_id']}",
        "title": f"Correction: {row['concerns']}",
        "link": base,
        "updated": _moment(row["date"], edition_date=row["date"]),
        "summary": f"Before: {row['before']} Now: {row['after']} {row['reason']}",
    }


def _moment(date: str, *, edition_date: str) -> str:
    """Return the start of a day, or of a month's or year's last; of ``edition_date`` if earlier.

    A report dated by its month or year then never comes before the visit that it reports.
    """
    year, month = date[:4], date[5:7] or "12"
    day = date[8:] or str(monthrange(int(year), int(month))[1])
    return f"{min(f'{year}-{month}-{day}', edition_date)}T00:00:00Z"
