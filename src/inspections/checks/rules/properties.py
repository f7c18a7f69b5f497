"""Rules for what the descriptor says beside its tables: what the package is, and is about."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from inspections.checks.data import Data
from inspections.checks.faults import Fault
from inspections.checks.forms import form, misfits, shown
from inspections.checks.rules.text import unsafe
from inspections.package.names import did_you_mean
from inspections.package.tables import DESCRIPTOR

NEEDED_TOPICS = ("rating", "method", "buildings", "system")
"""Topics of ratings, of rule books, of offices and of dates."""


def properties(data: Data) -> Iterator[Fault]:
    """The descriptor says what the package is, and what it is about, each part in its form."""
    yield from misfits(DESCRIPTOR, data.descriptor, form("package"))


def plain_texts(data: Data) -> Iterator[Fault]:
    """No text of the descriptor is a formula or HTML: pages and the spreadsheet print it."""
    for place, text in _texts(data.descriptor):
        if wrong := unsafe(text):
            yield _fault(place, text, *wrong)


def _texts(part: Any, location: str = "") -> Iterator[tuple[str, str]]:
    """Yield ``(path, text)`` of each string in ``part``, but for constraints and missing values."""
    if isinstance(part, str):
        yield location, part
    entries: Iterable[tuple[Any, Any]] = ()
    if isinstance(part, Mapping):
        entries = part.items()
    elif isinstance(part, list):
        entries = enumerate(part)
    for name, value in entries:
        if name not in ("constraints", "missingValues"):
            yield from _texts(value, f"{location}.{name}".removeprefix("."))


def subject(data: Data) -> Iterator[Fault]:
    """The subject that the descriptor names is a unit of an inspection."""
    units = {row["unit"] for _, row in data.rows("inspections")}
    unit = data.subject
    if data.has("inspections") and isinstance(unit, str) and unit not in units:
        advice = did_you_mean(unit, units, otherwise="name the unit that the book is about")
        yield _fault("subject.unit", unit, "is not a unit of inspections.csv", advice)


def questions(data: Data) -> Iterator[Fault]:
    """Each gap of the list of ratings, and each question asked first, is an open question."""
    known = data.ids("unknowns")
    for part, listed in (("ratings_list", "gaps"), ("", "asked_first")):
        for unknown_id in _listed(data, part, listed) if data.has("unknowns") else ():
            if not isinstance(unknown_id, str) or unknown_id not in known:
                name, place = shown(unknown_id), f"{part}.{listed}".removeprefix(".")
                advice = did_you_mean(name, known, otherwise="add its row, or take it off the list")
                yield _fault(place, name, "is not an unknown_id of unknowns.csv", advice)


def tiles(data: Data) -> Iterator[Fault]:
    """Each tile of the map is a region with a place of its own; each region has a tile."""
    taken: dict[tuple[int, int], str] = {}
    for tile in _listed(data, "units_list", "map"):
        if not any(misfits(DESCRIPTOR, tile, form("tile"))):
            place = tile["down"], tile["across"]
            if place in taken:
                rule = f"lies where {taken[place]} lies"
                yield _fault("units_list.map", tile["region"], rule, "give it a place of its own")
            taken.setdefault(place, tile["region"])
    regions = {row["region"] for _, row in data.rows("units")} if data.has("units") else set()
    for region in sorted(regions - set(taken.values())):
        yield _fault("units_list.map", region, "has no tile", "add its place on the map")


def topics(data: Data) -> Iterator[Fault]:
    """No topic is there twice; each that a column allows, or the book needs, is there."""
    known: set[str] = set()
    for topic in _listed(data, "", "topics"):
        name = shown(topic.get("name")) if isinstance(topic, Mapping) else ""
        if name and name in known:
            yield _fault("topics", name, "is there twice", "keep one of them")
        known.add(name)
    for name, where in _wanted_topics(data).items() if "topics" in data.descriptor else ():
        if name not in known:
            advice = "add it to topics, with the heading that pages show, in its place"
            yield _fault("topics", name, f"is missing, though {where}", advice)


def _wanted_topics(data: Data) -> dict[str, str]:
    """Return each topic that there must be, and what needs it."""
    needed_topics = dict.fromkeys(NEEDED_TOPICS, "the book has entries under it")
    for resource in data.descriptor["resources"]:
        for field in resource["schema"]["fields"]:
            if field["name"] in ("topic", "theme"):
                place = f"{resource['name']}.csv may have it as {field['name']}"
                for topic in field.get("constraints", {}).get("enum", ()):
                    needed_topics.setdefault(topic, place)
    return needed_topics


def _part(descriptor: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    """Return a part of the descriptor, of licences the first; None if there is none such."""
    chosen = descriptor.get(name) if name else descriptor
    if isinstance(chosen, list) and chosen:
        chosen = chosen[0]
    return chosen if isinstance(chosen, Mapping) else None


def _listed(data: Data, part: str, name: str) -> list[Any]:
    entries = (_part(data.descriptor, part) or {}).get(name)
    return entries if isinstance(entries, list) else []


def _fault(location: str, value: str, rule: str, advice: str) -> Fault:
    return Fault(DESCRIPTOR, None, location, value, rule, advice)
