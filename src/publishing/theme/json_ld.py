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
from publishing.downloads.data_files import FILES, FOLDER, LISTS, PACKAGE
from publishing.records.menu import menu
from publishing.records.register import register_of

Thing = dict[str, Any]
RATINGS = tuple(name for name in LISTS if name.startswith("inspection-ratings"))
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
    package = register.package.descriptor
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
        graph.append(dataset(register, base, common))
    elif offers(doctree, f"/{RATINGS[0]}"):
        graph.append(ratings_dataset(register, base, common))
    return in_script({"@context": "https://schema.org", "@graph": graph})


def in_script(thing: Thing) -> str:
    """Return JSON that no HTML parser takes for the end of the script it stands in."""
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def book(app: Sphinx, common: Thing) -> Thing:
    """Return the book with its parts and their chapters, in reading order."""
    package = register_of(app).package.descriptor
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
            "name": part.caption or part.pages[0].title,
            "hasPart": [
                {"@type": "Article", "@id": f"{base}{page.docname}.html", "name": page.title}
                for page in part.pages
            ],
        }
        for part in menu(env, root)
    ]


def offers(doctree: nodes.document, file: str) -> bool:
    """Say whether a page links to a file, named from its last slash on."""
    links = doctree.findall(nodes.reference)
    return any(each.get("refuri", "").endswith(file) for each in links)


def _dataset(register: Register, base: str, common: Thing) -> Thing:
    """Return what every set of data says: whose it is, when and where it is about, its licence."""
    package = register.package.descriptor
    licence, about = package["licenses"][0], package["ratings_list"]
    dates = sorted(one.report_date for one in register.inspections.values() if one.report_date)
    return common | {
        "@type": "Dataset",
        "version": package["version"],
        "creator": common["author"],
        "keywords": about["keywords"],
        "temporalCoverage": f"{dates[0]}/{dates[-1]}",
        "spatialCoverage": {"@type": "Place", "name": about["spatial"]},
        "license": {"@type": "CreativeWork", "name": licence["title"], "url": licence["path"]},
        "isPartOf": {"@id": f"{base}#book"},
    }


def ratings_dataset(register: Register, base: str, common: Thing) -> Thing:
    """Return the list of ratings with its period, its columns and its files to take away."""
    package = register.package.descriptor
    about = package["ratings_list"]
    fields = tables.fields(package, "inspections")
    return _dataset(register, base, common) | {
        "@id": f"{base}#{about['name']}",
        "name": about["title"],
        "description": (
            f"{about['description']} It holds {len(register.inspections)} inspections "
            f"of {len(register.units)} units, of regions and of the national arrangements."
        ),
        "dateModified": about["date"],
        "variableMeasured": [_variable(field["name"], field) for field in fields],
        "distribution": [download(f"{base}{FOLDER}/{name}", name, "") for name in RATINGS],
    }


def dataset(register: Register, base: str, common: Thing) -> Thing:
    """Return the data package with its licence, its columns and every file to take away."""
    package = register.package.descriptor
    resources = package["resources"]
    whole = {"path": "datapackage.json", "name": "datapackage.json"}
    files = [
        download(f"{base}{PACKAGE}/{table['path']}", table["name"], table["description"])
        for table in (whole | {"description": package["description"]}, *resources)
    ]
    files += [download(f"{base}{FOLDER}/{name}", name, "") for name in FILES]
    return _dataset(register, base, common) | {
        "@id": f"{base}#data",
        "name": package["title"],
        "description": package["description"],
        "variableMeasured": [
            _variable(f"{table['name']}.{field['name']}", field)
            for table in resources
            for field in table["schema"]["fields"]
        ],
        "distribution": files,
    }


def _variable(name: str, field: Thing) -> Thing:
    return {"@type": "PropertyValue", "name": name, "description": field["description"]}


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
