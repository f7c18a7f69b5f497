"""What the look-up loads: names and answers when a reader goes to its box, villages with a key.

Both are scripts, so that they also load from a folder; their addresses carry a digest of their
content, and the first names the second.
"""

import json
from functools import cache
from typing import Any

from sphinx.application import Sphinx

from inspections.package.names import key
from inspections.register.places import ONLY, SMALL, Gazetteer, Place
from publishing.core.site import put, with_version
from publishing.core.templates import templates
from publishing.pages import unit_views
from publishing.records.register import gazetteer_of

FILE, FILE_OF_SMALL = "units/look-up-index.js", "units/look-up-villages.js"
Entries = list[list[Any]]


def entries(gazetteer: Gazetteer) -> tuple[Entries, Entries]:
    """Return each name that can be looked up with the units it leads to, in order of name.

    First the names of units and places that are not small, with small ones of the same name; then
    the names that small places alone have. A unit stands as its number in order of name, in a
    list with a remark where there is one.
    """
    numbers = {name: number for number, name in enumerate(gazetteer.units)}
    names: dict[str, tuple[str, dict[int, str]]] = {}
    for unit in gazetteer.units.values():
        for name in (unit.name, *unit.other_names):
            names.setdefault(key(name), (name, {}))[1][numbers[unit.unit_id]] = ""
    large = set(names) | {key(place.name) for place in gazetteer.places if place.kind != SMALL}
    for place in sorted(gazetteer.places, key=lambda each: each.kind == SMALL):
        units = names.setdefault(key(place.name), (place.name, {}))[1]
        units.setdefault(numbers[place.unit_id], remark(place))
    made: Entries = [
        [name, [[number, said] if said else number for number, said in units.items()]]
        for name, units in sorted(names.values(), key=lambda pair: pair[0].casefold())
    ]
    return (
        [each for each in made if key(each[0]) in large],
        [each for each in made if key(each[0]) not in large],
    )


def remark(place: Place) -> str:
    """Return what is said where a place does not lead to one unit alone, or ''."""
    if place.standing == ONLY:
        return ""
    within = f"{place.name}, {place.within}. " if place.within else ""
    return f"{within}{place.note or unit_views.STANDINGS[place.standing]}"


def answers(gazetteer: Gazetteer) -> list[list[str]]:
    """Return for each unit, in order of name: its name, its latest grade, and its answer."""
    template = templates(unit_views.TEMPLATES).get_template("unit-answer.html")
    made = []
    for unit in gazetteer.units.values():
        shown = unit_views.view(unit, gazetteer)
        html = template.render(shown=shown, root="@/", heading=True)
        made.append([unit.name, shown["grade_and_year"], " ".join(html.split())])
    return made


def _script(file: str, variable: str, found: dict[str, Any]) -> tuple[str, str]:
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    address = with_version(file, text)
    return address, f'window.{variable}={{"address":"{address}",{text[1:]};\n'


@cache
def _scripts(gazetteer: Gazetteer) -> tuple[tuple[str, str], tuple[str, str]]:
    large, small = entries(gazetteer)
    second = _script(FILE_OF_SMALL, "lookUpVillages", {"entries": small})
    found = {"then": second[0], "entries": large, "units": answers(gazetteer)}
    return _script(FILE, "lookUpIndex", found), second


def contents(gazetteer: Gazetteer) -> dict[str, str]:
    """Return the scripts by file: each one object with names and the address it is made for.

    The first has the answers as well, and in ``then`` the address of the second.
    """
    first, second = _scripts(gazetteer)
    return {FILE: first[1], FILE_OF_SMALL: second[1]}


def address(gazetteer: Gazetteer) -> str:
    """Return the address of the first script below the front page's, with its edition."""
    return _scripts(gazetteer)[0][0]


def write(app: Sphinx) -> None:
    """Write the scripts beside the pages of the units."""
    gazetteer = gazetteer_of(app)
    if gazetteer.units:
        put(app.outdir, contents(gazetteer))
