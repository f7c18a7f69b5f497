"""The book for machines: schema.org descriptions of book, chapters and data, as JSON-LD.

All of it is read from the data package, the table of contents and the pages themselves.
"""

import json
from mimetypes import MimeTypes
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from inspections.package import tables
from inspections.register import Register
from publishing.downloads.data_files import (
    DOWNLOADS_DIR,
    PACKAGE,
    TEXT_DOWNLOADS,
    VERSIONED_DOWNLOADS,
)
from publishing.records.load_register import register_of
from publishing.records.menu import menu

JsonLd = dict[str, Any]
RATINGS = tuple(name for name in VERSIONED_DOWNLOADS if name.startswith("inspection-ratings"))
"""The files of the list of ratings: a page that links to the first describes that list."""
TYPES = MimeTypes()
"""Python's own list, whatever the machine knows besides."""


def script(
    app: Sphinx,
    pagename: str,
    address: str,
    title: str,
    description: str,
    doctree: nodes.document | None,
) -> str:
    """Return a page's JSON-LD, safe to stand in a script element; '' for pages of no chapter.

    The front page describes the book, every other page itself as a part of it, and the page that
    offers the data package, or the list of ratings alone, describes that data.
    """
    if doctree is None:
        return ""
    base, register = app.config.html_baseurl, register_of(app)
    descriptor = register.package.descriptor
    common: JsonLd = {
        "url": address,
        "description": description,
        "inLanguage": app.config.language,
        "isAccessibleForFree": True,
        "license": descriptor["licenses"][0]["path"],
        "author": {"@type": "Organization", "name": app.config.author},
    }
    graph: list[JsonLd] = []
    if pagename == app.config.root_doc:
        graph.append(book(app, common))
    else:
        part_of = {"@id": f"{base}#book"}
        graph.append(
            {"@type": "Article", "@id": address, "headline": title, "isPartOf": part_of} | common
        )
    if offers(doctree, "/datapackage.json"):
        graph.append(dataset(register, base, common))
    elif offers(doctree, f"/{RATINGS[0]}"):
        graph.append(ratings_dataset(register, base, common))
    return in_script({"@context": "https://schema.org", "@graph": graph})


def in_script(thing: JsonLd) -> str:
    """Return JSON that no HTML parser takes for the end of the script it stands in."""
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def book(app: Sphinx, common: JsonLd) -> JsonLd:
    """Return the book with its parts and their chapters, in reading order."""
    descriptor = register_of(app).package.descriptor
    return {
        "@type": "Book",
        "@id": f"{app.config.html_baseurl}#book",
        "name": app.config.project,
        "version": descriptor["version"],
        "about": {"@type": "Organization", "name": descriptor["subject"]["unit_name"]},
        "hasPart": parts(app.env, app.config.root_doc, app.config.html_baseurl),
    } | common


def parts(env: BuildEnvironment, root_doc: str, base: str) -> list[JsonLd]:
    """Return the parts of the table of contents, each with its chapters."""
    return [
        {
            "@type": "CreativeWork",
            "name": part.caption or part.pages[0].title,
            "hasPart": [
                {"@type": "Article", "@id": f"{base}{page.docname}.html", "name": page.title}
                for page in part.pages
            ],
        }
        for part in menu(env, root_doc)
    ]


def offers(doctree: nodes.document, file_name: str) -> bool:
    """Return True if the page links to an address that ends in ``file_name``, slash and all."""
    links = doctree.findall(nodes.reference)
    return any(reference.get("refuri", "").endswith(file_name) for reference in links)


def _dataset(register: Register, base: str, common: JsonLd) -> JsonLd:
    """Return what every set of data says: whose it is, when and where it is about, its licence."""
    descriptor = register.package.descriptor
    licence, about = descriptor["licenses"][0], descriptor["ratings_list"]
    dates = sorted(one.report_date for one in register.inspections.values() if one.report_date)
    return common | {
        "@type": "Dataset",
        "version": descriptor["version"],
        "creator": common["author"],
        "keywords": about["keywords"],
        "temporalCoverage": f"{dates[0]}/{dates[-1]}",
        "spatialCoverage": {"@type": "Place", "name": about["spatial"]},
        "license": {"@type": "CreativeWork", "name": licence["title"], "url": licence["path"]},
        "isPartOf": {"@id": f"{base}#book"},
    }


def ratings_dataset(register: Register, base: str, common: JsonLd) -> JsonLd:
    """Return the list of ratings with its period, its columns and its files to take away."""
    descriptor = register.package.descriptor
    about = descriptor["ratings_list"]
    fields = tables.fields(descriptor, "inspections")
    return _dataset(register, base, common) | {
        "@id": f"{base}#{about['name']}",
        "name": about["title"],
        "description": (
            f"{about['description']} It holds {len(register.inspections)} inspections "
            f"of {len(register.units)} units, of regions and of the national arrangements."
        ),
        "dateModified": about["date"],
        "variableMeasured": [_variable(field["name"], field) for field in fields],
        "distribution": [download(f"{base}{DOWNLOADS_DIR}/{name}", name, "") for name in RATINGS],
    }


def dataset(register: Register, base: str, common: JsonLd) -> JsonLd:
    """Return the data package with its licence, its columns and every file to take away."""
    descriptor = register.package.descriptor
    resources = descriptor["resources"]
    whole = {"path": "datapackage.json", "name": "datapackage.json"}
    files = [
        download(f"{base}{PACKAGE}/{table['path']}", table["name"], table["description"])
        for table in (whole | {"description": descriptor["description"]}, *resources)
    ]
    files += [download(f"{base}{DOWNLOADS_DIR}/{name}", name, "") for name in TEXT_DOWNLOADS]
    return _dataset(register, base, common) | {
        "@id": f"{base}#data",
        "name": descriptor["title"],
        "description": descriptor["description"],
        "variableMeasured": [
            _variable(f"{table['name']}.{field['name']}", field)
            for table in resources
            for field in table["schema"]["fields"]
        ],
        "distribution": files,
    }


def _variable(name: str, field: JsonLd) -> JsonLd:
    return {"@type": "PropertyValue", "name": name, "description": field["description"]}


def download(address: str, name: str, description: str) -> JsonLd:
    """Return one file to take away."""
    properties = {
        "@type": "DataDownload",
        "name": name,
        "contentUrl": address,
        "encodingFormat": TYPES.guess_type(address)[0],
        "description": description,
    }
    return {key: value for key, value in properties.items() if value}
