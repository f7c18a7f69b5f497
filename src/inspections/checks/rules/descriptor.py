"""Rules for what the descriptor says beside its tables: what the package is, and is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from inspections.checks.data import Data
from inspections.checks.faults import Fault
from inspections.checks.rules.text import unsafe
from inspections.checks.shapes import shown
from inspections.package.dates import is_date
from inspections.package.names import did_you_mean
from inspections.package.tables import DESCRIPTOR


class _Form(NamedTuple):
    pattern: str
    rule: str
    advice: str


_WORDS = _Form(r"\S", "is not a text", "say it in words")
_NAME = _Form(
    r"[a-z0-9]+(-[a-z0-9]+)*\Z", "is not a name", "use lower-case letters, digits and hyphens"
)
_VERSION = _Form(r"\d+\.\d+\.\d+\Z", "is not a version", "write it like 1.0.0")
_DAY = _Form(r"\d{4}-\d{2}-\d{2}\Z", "is not a day", "write YYYY-MM-DD")
_MOMENT = _Form(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z\Z", "is not a time", "write YYYY-MM-DDT00:00:00Z"
)
_ADDRESS = _Form(r"https?://\S+\Z", "is not a web address", "give it in full, from https:// on")

_LIST = _Form("", "is not a list", "give one; it may be empty: []")

PROPERTIES = {
    "": {
        **{"name": _NAME, "title": _WORDS, "description": _WORDS, "profile": _NAME},
        **{"version": _VERSION, "created": _MOMENT, "homepage": _ADDRESS, "topics": _LIST},
        **{"searched": _DAY, "asked_first": _LIST},
    },
    "subject": {"unit": _WORDS, "unit_name": _WORDS},
    "ratings_list": {
        **{"name": _NAME, "title": _WORDS, "description": _WORDS, "date": _DAY},
        **{"spatial": _WORDS, "keywords": _LIST, "gaps": _LIST},
    },
    "units_list": {"title": _WORDS, "licence": _WORDS, "map": _LIST},
    "licenses": {"title": _WORDS, "path": _ADDRESS},
}
"""What must be given and in what form: of the package itself, and of each part of it."""

ABOUT = ("unit", "system")
"""What the figures of a topic can be about: the subject's own work, or the system around it."""

NEEDED_TOPICS = ("rating", "method", "buildings", "system")
"""Topics of ratings, of rule books, of offices and of dates."""


def properties(data: Data) -> Iterator[Fault]:
    """The descriptor says what the package is, and what it is about, each in its form."""
    for part, forms in PROPERTIES.items():
        given = _part(data.descriptor, part)
        if given is None:
            advice = f"give {', '.join(forms)} in it"
            yield _fault(part, shown(data.descriptor.get(part)), "is not as it must be", advice)
            continue
        for name, form in forms.items():
            if not _has_form(given.get(name), form):
                rule = "is not given" if given.get(name) in (None, "") else form.rule
                place = f"{part}.{name}" if part else name
                yield _fault(place, shown(given.get(name)), rule, form.advice)


def known_properties(data: Data) -> Iterator[Fault]:
    """The descriptor has no property that nothing reads."""
    known = {*PROPERTIES[""], *PROPERTIES, "resources"} - {""}
    for name in data.descriptor.keys() - known:
        advice = did_you_mean(name, known, otherwise="take it out")
        yield _fault(name, shown(data.descriptor[name]), "is no property of the package", advice)


def plain_texts(data: Data) -> Iterator[Fault]:
    """No text of the descriptor is a formula or HTML: pages and the spreadsheet print it."""
    for place, text in _texts(data.descriptor):
        if wrong := unsafe(text):
            yield _fault(place, text, *wrong)


def _texts(part: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text below a part of the descriptor with its place; patterns are none."""
    if isinstance(part, str):
        yield place, part
    entries: Iterable[tuple[Any, Any]] = ()
    if isinstance(part, Mapping):
        entries = part.items()
    elif isinstance(part, list):
        entries = enumerate(part)
    for name, value in entries:
        if name not in ("constraints", "missingValues"):
            yield from _texts(value, f"{place}.{name}".removeprefix("."))


def descriptions(data: Data) -> Iterator[Fault]:
    """Each table has a title, and each table and each column a description."""
    for resource in data.descriptor["resources"]:
        name = resource["name"]
        texts = {f"{name}.title": resource.get("title")}
        texts[f"{name}.description"] = resource.get("description")
        for field in resource["schema"]["fields"]:
            texts[f"{name}.{field['name']}.description"] = field.get("description")
        for place, value in texts.items():
            if not _has_form(value, _WORDS):
                yield _fault(place, shown(value), "is not a text", "say what it means")


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
        for each in _listed(data, part, listed) if data.has("unknowns") else ():
            if not isinstance(each, str) or each not in known:
                name, place = shown(each), f"{part}.{listed}".removeprefix(".")
                advice = did_you_mean(name, known, otherwise="add its row, or take it off the list")
                yield _fault(place, name, "is not an unknown_id of unknowns.csv", advice)


def keywords(data: Data) -> Iterator[Fault]:
    """Each keyword of the list of ratings is a text."""
    for keyword in _listed(data, "ratings_list", "keywords"):
        if not _has_form(keyword, _WORDS):
            yield _fault("ratings_list.keywords", shown(keyword), _WORDS.rule, _WORDS.advice)


def tiles(data: Data) -> Iterator[Fault]:
    """Each tile of the map is a region with a place of its own; each region has a tile."""
    taken: dict[tuple[int, int], str] = {}
    for tile in _listed(data, "units_list", "map"):
        if not _is_tile(tile):
            advice = "give region and short (names), down and across (numbers from 0)"
            yield _fault("units_list.map", shown(tile), "is not a tile", advice)
        elif (place := (tile["down"], tile["across"])) in taken:
            rule = f"lies where {taken[place]} lies"
            yield _fault("units_list.map", tile["region"], rule, "give it a place of its own")
        else:
            taken[place] = tile["region"]
    regions = {row["region"] for _, row in data.rows("units")} if data.has("units") else set()
    for region in sorted(regions - set(taken.values())):
        yield _fault("units_list.map", region, "has no tile", "add its place on the map")


def _is_tile(tile: Any) -> bool:
    return (
        isinstance(tile, Mapping)
        and all(_has_form(tile.get(name), _WORDS) for name in ("region", "short"))
        and all(type(tile.get(name)) is int and tile[name] >= 0 for name in ("down", "across"))
    )


def topics(data: Data) -> Iterator[Fault]:
    """Each topic has a heading and says what it is about; each that a column allows is there."""
    known: set[str] = set()
    for topic in _listed(data, "", "topics"):
        name = shown(topic.get("name") if isinstance(topic, Mapping) else topic)
        if not isinstance(topic, Mapping) or not _has_form(topic.get("name"), _NAME):
            yield _fault("topics", name, "is not a topic with a name", "give name, heading, about")
        elif name in known:
            yield _fault("topics", name, "is there twice", "keep one of them")
        elif not _has_form(topic.get("heading"), _WORDS):
            yield _fault("topics", name, "has no heading", "give the words that pages show")
        elif topic.get("about") not in ABOUT:
            rule = f"does not say what it is about: {' or '.join(ABOUT)}"
            yield _fault("topics", name, rule, "give one of them as about")
        known.add(name)
    for name, where in _wanted_topics(data).items() if "topics" in data.descriptor else ():
        if name not in known:
            advice = "add it to topics, with the heading that pages show, in its place"
            yield _fault("topics", name, f"is missing, though {where}", advice)


def _wanted_topics(data: Data) -> dict[str, str]:
    """Return each topic that there must be, and what needs it."""
    wanted = dict.fromkeys(NEEDED_TOPICS, "the book has entries under it")
    for resource in data.descriptor["resources"]:
        for field in resource["schema"]["fields"]:
            if field["name"] in ("topic", "theme"):
                place = f"{resource['name']}.csv may have it as {field['name']}"
                for topic in field.get("constraints", {}).get("enum", ()):
                    wanted.setdefault(topic, place)
    return wanted


def _part(descriptor: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    """Return a part of the descriptor, of licences the first; None if there is none such."""
    chosen = descriptor.get(name) if name else descriptor
    if isinstance(chosen, list) and chosen:
        chosen = chosen[0]
    return chosen if isinstance(chosen, Mapping) else None


def _listed(data: Data, part: str, name: str) -> list[Any]:
    entries = (_part(data.descriptor, part) or {}).get(name)
    return entries if isinstance(entries, list) else []


def _has_form(value: Any, form: _Form) -> bool:
    """Return True if a value is a text of this form, or a list; a day must exist."""
    if form is _LIST:
        return isinstance(value, list)
    if not isinstance(value, str) or not re.match(form.pattern, value.strip(), re.ASCII):
        return False
    return form not in (_DAY, _MOMENT) or is_date(value[:10])


def _fault(place: str, value: str, rule: str, advice: str) -> Fault:
    return Fault(DESCRIPTOR, None, place, value, rule, advice)
