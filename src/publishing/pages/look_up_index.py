"""What the look-up loads when a reader goes to its box: every name, and the answer for each unit.

It is a script, so that it also loads from a folder; its address carries a digest of its content.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader
from sphinx.application import Sphinx

from inspections.package.place_search import words
from inspections.register.places import ONLY, Gazetteer, Place
from publishing.core.site import put
from publishing.pages import unit_views
from publishing.theme.metadata import TEMPLATES

FILE = "units/look-up-index.js"
Names = dict[str, dict[str, Any]]


def entries(known: Gazetteer) -> list[list[Any]]:
    """Return each name that can be looked up with the units it leads to, in order of name.

    A unit stands as its number in order of name, in a list with a remark where there is one.
    """
    numbers = {name: number for number, name in enumerate(known.units)}
    names: dict[str, tuple[str, dict[int, str]]] = {}
    for unit in known.units.values():
        for name in (unit.name, *unit.other_names):
            names.setdefault(_key(name), (name, {}))[1][numbers[unit.unit_id]] = ""
    for place in known.places:
        units = names.setdefault(_key(place.name), (place.name, {}))[1]
        units.setdefault(numbers[place.unit_id], remark(place))
    return [
        [name, [[number, said] if said else number for number, said in units.items()]]
        for name, units in sorted(names.values(), key=lambda pair: pair[0].casefold())
    ]


def remark(place: Place) -> str:
    """Return what is said where a place does not lead to one unit alone, or ''."""
    if place.standing == ONLY:
        return ""
    within = f"{place.name} in {place.within}. " if place.within else ""
    return f"{within}{place.note or unit_views.STANDINGS[place.standing]}"


def _key(name: str) -> str:
    return " ".join(words(name))


def answers(known: Gazetteer) -> list[list[str]]:
    """Return for each unit, in order of name: its name, its latest grade, and its answer."""
    loader = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True)
    template = loader.get_template("unit-answer.html")
    made = []
    for unit in known.units.values():
        shown = unit_views.view(unit, known)
        html = template.render(shown=shown, root="@/", heading=True)
        made.append([unit.name, shown["grade_and_year"], " ".join(html.split())])
    return made


@cache
def _named(known: Gazetteer) -> tuple[str, str]:
    found = {"entries": entries(known), "units": answers(known)}
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    address = f"{FILE}?v={hashlib.sha256(text.encode()).hexdigest()[:10]}"
    return address, f'window.lookUpIndex={{"address":"{address}",{text[1:]};\n'


def content(known: Gazetteer) -> str:
    """Return the script: one object with names, answers, and the address it is made for."""
    return _named(known)[1]


def address(known: Gazetteer) -> str:
    """Return the address of the script below the front page's, with its edition."""
    return _named(known)[0]


def write(app: Sphinx) -> None:
    """Write the script beside the pages of the units."""
    known = unit_views.gazetteer(app)
    if known.units:
        put(app.outdir, {FILE: content(known)})
