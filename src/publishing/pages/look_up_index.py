"""What the look-up loads: names and answers when a reader goes to its box, villages with a key.

Both are scripts, so that they also load from a folder; their addresses carry a digest of their
content, and the first names the second.
"""

import json
from functools import cache
from typing import Any

from sphinx.application import Sphinx

from inspections.package.names import comparison_key
from inspections.register.gazetteer import ONLY, SMALL, Gazetteer, Place
from publishing.core.templates import templates
from publishing.core.write_files import put, with_version
from publishing.pages import unit_context
from publishing.records.load_register import gazetteer_of

FILE, FILE_OF_SMALL = "units/look-up-index.js", "units/look-up-villages.js"
Entries = list[list[Any]]


def names_with_units(gazetteer: Gazetteer) -> tuple[Entries, Entries]:
    """Return entries ``[name, units]`` by name: of units and larger places, then all others.

    ``units`` holds the index of each unit in order of name, or ``[index, remark]`` if a remark is
    needed.
    """
    numbers = {name: number for number, name in enumerate(gazetteer.units)}
    names: dict[str, tuple[str, dict[int, str]]] = {}
    for unit in gazetteer.units.values():
        for name in (unit.name, *unit.other_names):
            names.setdefault(comparison_key(name), (name, {}))[1][numbers[unit.unit_id]] = ""
    large = set(names) | {
        comparison_key(place.name) for place in gazetteer.places if place.kind != SMALL
    }
    for place in sorted(gazetteer.places, key=lambda item: item.kind == SMALL):
        units = names.setdefault(comparison_key(place.name), (place.name, {}))[1]
        units.setdefault(numbers[place.unit_id], remark(place))
    all_entries: Entries = [
        [name, [[number, note] if note else number for number, note in units.items()]]
        for name, units in sorted(names.values(), key=lambda pair: pair[0].casefold())
    ]
    return (
        [entry for entry in all_entries if comparison_key(entry[0]) in large],
        [entry for entry in all_entries if comparison_key(entry[0]) not in large],
    )


def remark(place: Place) -> str:
    """Return what is said where a place does not lead to one unit alone, or ''."""
    if place.standing == ONLY:
        return ""
    within = f"{place.name}, {place.within}. " if place.within else ""
    return f"{within}{place.note or unit_context.STANDINGS[place.standing]}"


def answers(gazetteer: Gazetteer) -> list[list[str]]:
    """Return for each unit, in order of name: its name, its latest grade, and its answer."""
    template = templates(unit_context.TEMPLATES).get_template("unit-answer.html")
    rows = []
    for unit in gazetteer.units.values():
        shown = unit_context.view(unit, gazetteer)
        html = template.render(unit_view=shown, root="@/", heading=True)
        rows.append([unit.name, shown["grade_and_year"], " ".join(html.split())])
    return rows


def _script(file_name: str, variable: str, data: dict[str, Any]) -> tuple[str, str]:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    address = with_version(file_name, text)
    # The address goes first in the object, so the brace that begins the text is dropped.
    return address, f'window.{variable}={{"address":"{address}",{text[1:]};\n'


@cache
def _scripts(gazetteer: Gazetteer) -> tuple[tuple[str, str], tuple[str, str]]:
    large, small = names_with_units(gazetteer)
    second = _script(FILE_OF_SMALL, "lookUpVillages", {"entries": small})
    data = {"then": second[0], "entries": large, "units": answers(gazetteer)}
    return _script(FILE, "lookUpIndex", data), second


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
