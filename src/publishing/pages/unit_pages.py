"""A page for each unit, a card to embed, and the lists of places: made when the site is made.

They have no source files: Sphinx collects them with the pages of the book.
"""

import os
from collections.abc import Iterator
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from inspections.register.gazetteer import NAMESAKE, SMALL, Gazetteer
from publishing.core.write_files import put
from publishing.downloads import unit_files
from publishing.evidence.domain import evidence_of
from publishing.pages import unit_context
from publishing.pages.look_up_box import REGIONS
from publishing.pages.unit_context import A_TO_Z, TEMPLATES, View
from publishing.records.load_register import gazetteer_of, register_of
from publishing.theme import json_ld
from publishing.theme.metadata import cut_to_length

HtmlPage = tuple[str, dict[str, Any], str]


def add_templates(app: Sphinx, config: Config) -> None:
    """Let Sphinx find the templates of these pages, which build on the theme's."""
    config.templates_path.append(os.path.relpath(TEMPLATES, app.confdir))


def collect(app: Sphinx) -> Iterator[HtmlPage]:
    """Yield the page of each unit and the lists of places."""
    gazetteer = gazetteer_of(app)
    if not gazetteer.units:
        return
    for unit in gazetteer.units.values():
        yield unit_page(app, unit_context.view(unit, gazetteer))
    yield from place_list_pages(app, gazetteer)


def place_list_pages(app: Sphinx, gazetteer: Gazetteer) -> Iterator[HtmlPage]:
    """Yield the list of towns from A to Z, and for each letter that of its small places."""
    area = register_of(app).package.descriptor["ratings_list"]["spatial"]
    towns, small = by_letter(gazetteer, small=False), by_letter(gazetteer, small=True)
    letters = sorted({*towns, *small})
    addresses = {letter: f"{_list_of(letter).partition('/')[2]}.html" for letter in small}
    sections = [(char, towns.get(char, []), addresses.get(char, "")) for char in letters]
    context = {
        "title": "Every place, and its probation unit",
        "about": f"Towns, boroughs and districts of {area} from A to Z, each with the "
        "probation unit that covers it and that unit's inspection rating.",
        "letters": [(char, f"#letter-{char.lower()}") for char in letters],
        "sections": sections,
        "list_of_units": evidence_of(app.env).page_of(REGIONS),
    }
    yield A_TO_Z, context, "places.html"
    for letter in small:
        context = {
            "title": f"Villages and other small places: {letter}",
            "about": f"Villages and other small places of {area} that begin with {letter}, each "
            "with the probation unit that covers it.",
            "letters": sorted(addresses.items()),
            "sections": [(letter, small[letter], "")],
            "here": letter,
            "a_to_z": A_TO_Z,
        }
        yield _list_of(letter), context, "places.html"


def _list_of(letter: str) -> str:
    return f"{A_TO_Z}-{letter.lower()}"


def page_names(app: Sphinx) -> list[str]:
    """Return the names of all pages that are made here."""
    gazetteer = gazetteer_of(app)
    small = map(_list_of, by_letter(gazetteer, small=True))
    return (
        [*(f"units/{name}" for name in gazetteer.units), *small, A_TO_Z] if gazetteer.units else []
    )


def unit_page(app: Sphinx, unit_view: View) -> HtmlPage:
    """Return the name, the context and the template of a unit's page."""
    base = app.config.html_baseurl
    name = f"units/{unit_view['id']}"
    context = {
        "title": unit_context.title(unit_view),
        "about": cut_to_length(unit_context.description(unit_view)),
        "linked": linked_data(app, unit_view, base),
        "unit_view": unit_view,
        "root": "../",
        "base": base,
        "list_of_units": evidence_of(app.env).page_of(REGIONS),
        "findings": evidence_of(app.env).page_of("every-finding"),
        "feed": unit_files.FEED,
    }
    return name, context, "unit.html"


def linked_data(app: Sphinx, unit_view: View, base: str) -> str:
    """Return the page as JSON-LD: of which unit and area it is, and its data to take away."""
    address = f"{base}{unit_view['address']}"
    licence = register_of(app).package.descriptor["licenses"][0]["path"]
    names = list(
        dict.fromkeys(
            place.name
            for group in unit_view["places"]
            for place in group["places"]
            if place.is_certain
        )
    )
    thing = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": address,
        "url": address,
        "name": unit_context.title(unit_view),
        "description": unit_context.description(unit_view),
        "isPartOf": {"@id": f"{base}#book"},
        "license": licence,
        "isAccessibleForFree": True,
        "about": {
            "@type": "GovernmentOrganization",
            "name": f"{unit_view['name']} Probation Delivery Unit",
            "areaServed": [{"@type": "Place", "name": name} for name in names[:30]],
        },
        "subjectOf": {
            "@type": "Dataset",
            "name": f"Inspection ratings of {unit_view['name']} Probation Delivery Unit",
            "description": unit_context.description(unit_view),
            "license": licence,
            "distribution": {
                "@type": "DataDownload",
                "contentUrl": f"{base}units/{unit_view['id']}.json",
                "encodingFormat": "application/json",
            },
        },
    }
    return json_ld.in_script(thing)


def by_letter(gazetteer: Gazetteer, *, small: bool) -> dict[str, list[View]]:
    """Return places by their first letter, each with the units that it leads to.

    Small ones come with every other place of their name, and the others without small ones.
    """
    chosen = {place.name for place in gazetteer.places if (place.kind == SMALL) == small}
    views = {name: unit_context.summary(unit, gazetteer) for name, unit in gazetteer.units.items()}
    entries: dict[str, View] = {}
    for place in gazetteer.places:
        if place.name in chosen and (small or place.kind != SMALL):
            entry = entries.setdefault(place.name, {"name": place.name, "units": []})
            within = place.within if place.standing in ("shared", NAMESAKE) else ""
            entry["units"].append(views[place.unit_id] | {"within": within})
    letters: dict[str, list[View]] = {}
    for name in sorted(entries, key=str.casefold):
        letters.setdefault(name[0].upper(), []).append(entries[name])
    return dict(sorted(letters.items()))


def write(app: Sphinx) -> None:
    """Write the data and the card of each unit beside its page."""
    gazetteer = gazetteer_of(app)
    base = app.config.html_baseurl
    for unit in gazetteer.units.values():
        context = {
            "unit_view": unit_context.view(unit, gazetteer),
            "base": base,
            "book": app.config.project,
        }
        record = unit_files.unit_record(unit, gazetteer, base)
        files = {
            f"units/{unit.unit_id}.json": unit_files.as_json(record),
            f"units/{unit.unit_id}/card.html": app.builder.templates.render(
                "unit-card.html", context
            ),
        }
        put(app.outdir, files)
