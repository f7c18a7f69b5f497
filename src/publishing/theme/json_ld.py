"""The book for machines: schema.org descriptions of book, chapters and data, as JSON-LD.

All of it is read from the data package, the table of contents and the pages themselves.
"""

from __future__ import annotations

import json
from mimetypes import MimeTypes
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from inspections.register import Register
from publishing.downloads.data_files import FILES, FOLDER, PACKAGE, archives
from publishing.records.record_cards import register

Thing = dict[str, Any]
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
    base, package = app.config.html_baseurl, register().package.descriptor
    common: Thing = {
        "url": address,
        "description": description,
        "inLanguage": app.config.language,
        "isAccessibleForFree": True,
        "license": package["licenses"][0]["path"],
        "author": {"@type": "Organization", "name": app.config.author},
    }
    graph: list[Thing] = []
    if pagename == app.config.root_doc:
        graph.append(book(app, common))
    else:
        part_of = {"@id": f"{base}#book"}
        graph.append(
            {"@type": "Article", "@id": address, "headline": title, "isPartOf": part_of} | common
        )
    if offers(doctree, "/datapackage.json"):
        graph.append(dataset(package, base, common))
    elif offers(doctree, f"/{package['ratings_list']['name']}.zip"):
        graph.append(ratings_dataset(register(), base, common))
    found = {"@context": "https://schema.org", "@graph": graph}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def book(app: Sphinx, common: Thing) -> Thing:
    """Return the book with its parts and their chapters, in reading order."""
    package = register().package.descriptor
    return {
        "@type": "Book",
        "@id": f"{app.config.html_baseurl}#book",
        "name": app.config.project,
        "version": package["version"],
        "about": {"@type": "Organization", "name": package["subject"]["unit_name"]},
        "hasPart": parts(app.env, app.config.root_doc, app.config.html_baseurl),
    } | common


def parts(env: BuildEnvironment, root: str, base: str) -> list[Thing]:
    """Return the parts of the table of contents, each with its chapters."""
    return [
        {
            "@type": "CreativeWork",
            "name": tree["caption"] or tree["entries"][0][0],
            "hasPart": [
                {
                    "@type": "Article",
                    "@id": f"{base}{docname}.html",
                    "name": title or env.titles[docname].astext(),
                }
                for title, docname in tree["entries"]
            ],
        }
        for tree in env.get_doctree(root).findall(addnodes.toctree)
    ]


def offers(doctree: nodes.document, file: str) -> bool:
    """Say whether a page links to a file, named from its last slash on."""
    links = doctree.findall(nodes.reference)
    return any(each.get("refuri", "").endswith(file) for each in links)


def ratings_dataset(known: Register, base: str, common: Thing) -> Thing:
    """Return the list of ratings with its period, its columns and its files to take away."""
    package = known.package.descriptor
    about, licence = package["ratings_list"], package["licenses"][0]
    dates = sorted(each.report_date for each in known.inspections.values() if each.report_date)
    names = ["inspection-ratings.csv", "inspection-ratings.json", *archives(known)]
    (columns,) = (
        each["schema"]["fields"] for each in package["resources"] if each["name"] == "inspections"
    )
    return common | {
        "@type": "Dataset",
        "@id": f"{base}#{about['name']}",
        "name": about["title"],
        "description": (
            f"{about['description']} It holds {len(known.inspections)} inspections "
            f"of {len(known.units)} units, of regions and of the national arrangements."
        ),
        "version": package["version"],
        "dateModified": about["date"],
        "temporalCoverage": f"{dates[0]}/{dates[-1]}",
        "spatialCoverage": {"@type": "Place", "name": about["spatial"]},
        "keywords": about["keywords"],
        "creator": common["author"],
        "license": {"@type": "CreativeWork", "name": licence["title"], "url": licence["path"]},
        "isPartOf": {"@id": f"{base}#book"},
        "variableMeasured": [
            {"@type": "PropertyValue", "name": each["name"], "description": each["description"]}
            for each in columns
        ],
        "distribution": [download(f"{base}{FOLDER}/{name}", name, "") for name in names],
    }


def dataset(package: Thing, base: str, common: Thing) -> Thing:
    """Return the data package with its licence, its columns and every file to take away."""
    licence = package["licenses"][0]
    tables = package["resources"]
    files = [
        download(f"{base}{PACKAGE}/datapackage.json", "datapackage.json", package["description"])
    ]
    files += [
        download(f"{base}{PACKAGE}/{each['path']}", each["name"], each["description"])
        for each in tables
    ]
    names = [*FILES, *archives(register())]
    files += [download(f"{base}{FOLDER}/{name}", name, "") for name in names]
    return common | {
        "@type": "Dataset",
        "@id": f"{base}#data",
        "name": package["title"],
        "description": package["description"],
        "version": package["version"],
        "license": {
            "@type": "CreativeWork",
            "name": licence["title"],
            "url": licence["path"],
        },
        "isPartOf": {"@id": f"{base}#book"},
        "variableMeasured": [
            {
                "@type": "PropertyValue",
                "name": f"{each['name']}.{field['name']}",
                "description": field["description"],
            }
            for each in tables
            for field in each["schema"]["fields"]
        ],
        "distribution": files,
    }


def download(address: str, name: str, description: str) -> Thing:
    """Return one file to take away."""
    found = {
        "@type": "DataDownload",
        "name": name,
        "contentUrl": address,
        "encodingFormat": TYPES.guess_type(address)[0],
        "description": description,
    }
    return {key: value for key, value in found.items() if value}
